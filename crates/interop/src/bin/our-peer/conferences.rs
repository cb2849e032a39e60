//! Conferences in the line protocol: members are called by their keys.

use toxcore::conference::{
    ConferenceNumber, ConferenceType, InviteCookie, InviteError, JoinError, SendMessageError, SetTitleError,
};
use toxcore::{ConferenceJoinError, Instant, LongTermPublicKey, MessageKind, Tox};
use toxcore_interop::line::{escape, unescape};
use toxcore_interop::{from_hex, to_hex};
use toxcore_tokio::{Conference, Event};

use crate::commands::{Answer, NO_SENSE};

/// CONFERENCE_NOT_FOUND of `tox.h`, in all lists of errors.
const NOT_FOUND: i32 = 1;

/// Commands about conferences.
pub(crate) fn run(tox: &mut Tox, now: Instant, command: &str, rest: &str) -> Answer {
    if command == "conference-new" {
        return tox.conference_new(now, ConferenceType::Text).map(|made| made.index.to_string()).map_err(|_| 1);
    }
    let (number, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let number: u32 = number.parse().map_err(|_| NO_SENSE)?;
    if command == "conference-join" {
        return join(tox, now, number, rest);
    }
    let conference = u16::try_from(number).ok().and_then(|number| tox.conferences().number_at(number));
    let conference = conference.ok_or(NOT_FOUND)?;
    let done = |()| String::new();
    match command {
        "conference-leave" => tox.conference_delete(now, conference).map(done).map_err(|_| NOT_FOUND),
        "conference-invite" => {
            let friend = tox.friend_by_number(rest.parse().map_err(|_| NO_SENSE)?).ok_or(2)?;
            tox.conference_invite(now, conference, friend).map(done).map_err(|error| match error {
                InviteError::ConferenceNotFound => NOT_FOUND,
                InviteError::NotConnected => 3,
                _ => 2,
            })
        }
        "conference-send" | "conference-act" => {
            let kind = if command == "conference-send" { MessageKind::Normal } else { MessageKind::Action };
            let sent = tox.conference_send_message(now, conference, kind, &unescape(rest));
            sent.map(done).map_err(|error| match error {
                SendMessageError::ConferenceNotFound => NOT_FOUND,
                SendMessageError::TooLong(_) => 2,
                SendMessageError::NotConnected => 3,
                _ => 4,
            })
        }
        "conference-entitle" => {
            tox.conference_set_title(now, conference, &unescape(rest)).map(done).map_err(|error| match error {
                SetTitleError::ConferenceNotFound => NOT_FOUND,
                SetTitleError::InvalidLength(_) => 2,
                _ => 3,
            })
        }
        "conference-shows" => tox.conferences().title(conference).map(escape).ok_or(2),
        "conference-away" => Ok(away(tox, conference)),
        "conference-members" => Ok(members(tox, conference)),
        "conference-remember" => {
            let most = rest.parse().map_err(|_| NO_SENSE)?;
            tox.conference_set_max_offline(now, conference, most).map(done).map_err(|_| NOT_FOUND)
        }
        _ => Err(NO_SENSE),
    }
}

fn join(tox: &mut Tox, now: Instant, friend: u32, cookie: &str) -> Answer {
    let cookie = from_hex(cookie).ok_or(NO_SENSE)?;
    let cookie = InviteCookie::parse(&cookie).map_err(|_| 1)?;
    // FRIEND_NOT_FOUND of `tox.h`.
    let friend = tox.friend_by_number(friend).ok_or(3)?;
    tox.conference_join(now, friend, &cookie).map(|joined| joined.index.to_string()).map_err(|error| match error {
        ConferenceJoinError::FriendNotFound => 3,
        ConferenceJoinError::Join(JoinError::Duplicate) => 4,
        ConferenceJoinError::Join(JoinError::Full) => 5,
        _ => 6,
    })
}

fn members(tox: &Tox, conference: ConferenceNumber) -> String {
    let conferences = tox.conferences();
    let present = conferences.peer_count(conference).unwrap_or_default();
    let away = conferences.offline_peer_count(conference).unwrap_or_default();
    let keys = (0..present).filter_map(|at| conferences.peer(conference, at)).map(|peer| hex(&peer.id.key));
    let lost = (0..away).filter_map(|at| tox.conference_offline_peer(conference, at)).map(|peer| hex(&peer.id.key));
    let words = [present.to_string()].into_iter().chain(keys).chain([away.to_string()]).chain(lost);
    words.collect::<Vec<_>>().join(" ")
}

/// The names of those who are away, which have no spaces.
fn away(tox: &Tox, conference: ConferenceNumber) -> String {
    let count = tox.conferences().offline_peer_count(conference).unwrap_or_default();
    let names = (0..count).filter_map(|at| tox.conference_offline_peer(conference, at)).map(|peer| escape(peer.name));
    names.collect::<Vec<_>>().join(" ")
}

fn hex(key: &LongTermPublicKey) -> String {
    key.to_hex().to_uppercase()
}

/// The line that tells of an event, if it is one of a conference. `present` is how many are in the conference now.
pub(crate) fn line_of(event: &Event, present: usize) -> Option<String> {
    let number = |conference: &Conference| conference.number().index;
    Some(match event {
        Event::ConferenceInvite(invite) => {
            let kind = if invite.kind() == ConferenceType::Text { "text" } else { "av" };
            let cookie = to_hex(&invite.cookie().to_bytes()).to_uppercase();
            format!("conference-invite {} {kind} {cookie}", invite.friend.id().index)
        }
        Event::ConferenceJoined(conference) => format!("conference-joined {}", number(conference)),
        Event::ConferencePeerJoined { conference, .. } | Event::ConferencePeerLeft { conference, .. } => {
            format!("conference-peers {} {present}", number(conference))
        }
        Event::ConferencePeerName { conference, peer, name } => {
            format!("conference-name {} {} {}", number(conference), hex(&peer.public_key), escape(name))
        }
        Event::ConferenceTitle { conference, peer, title } => {
            let author = peer.map_or_else(|| "-".to_owned(), |peer| hex(&peer.public_key));
            format!("conference-title {} {author} {}", number(conference), escape(title))
        }
        Event::ConferenceMessage(said) => {
            let word = if said.kind == MessageKind::Action { "action" } else { "message" };
            let (author, text) = (hex(&said.peer.public_key), escape(&said.content));
            format!("conference-{word} {} {author} {text}", number(&said.conference))
        }
        _ => return None,
    })
}

/// The conference whose members an event changes.
pub(crate) fn changed(event: &Event) -> Option<ConferenceNumber> {
    match event {
        Event::ConferencePeerJoined { conference, .. } | Event::ConferencePeerLeft { conference, .. } => {
            Some(conference.number())
        }
        _ => None,
    }
}
