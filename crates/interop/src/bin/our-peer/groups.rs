//! Groups in the line protocol: members are called by their numbers.

use toxcore::group::{ChatId, Delivery, GroupNumber, InviteData, PeerNumber, Role};
use toxcore::{Instant, MessageKind, Tox};
use toxcore_interop::from_hex;
use toxcore_interop::line::{escape, unescape};
use toxcore_tokio::{GroupPrivacy, GroupVoice, TopicLock};

use crate::codes::OTHER;
use crate::commands::{Answer, NO_SENSE, status};

/// GROUP_NOT_FOUND of `tox.h`, in all lists of errors.
const NOT_FOUND: i32 = 1;

/// Commands about groups. Our name is our nick in those that we found or join.
pub(crate) fn run(tox: &mut Tox, now: Instant, command: &str, rest: &str) -> Answer {
    let (first, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let nick = tox.self_name().to_vec();
    match command {
        "group-new" => {
            let privacy = if rest == "private" { GroupPrivacy::Private } else { GroupPrivacy::Public };
            let made = tox.group_new(now, privacy, first.as_bytes(), &nick).map_err(|_| OTHER)?;
            let chat_id = tox.group_chat_id(made).ok_or(OTHER)?;
            Ok(format!("{} {}", made.index, chat_id.to_hex().to_uppercase()))
        }
        "group-join" => {
            let chat_id = ChatId::from_hex(first).map_err(|_| NO_SENSE)?;
            let joined = tox.group_join(now, chat_id, &nick, rest.as_bytes());
            joined.map(|joined| joined.index.to_string()).map_err(|_| OTHER)
        }
        "group-accept" => {
            let (invite, password) = rest.split_once(' ').unwrap_or((rest, ""));
            let invite = from_hex(invite).and_then(|invite| InviteData::parse(&invite).ok()).ok_or(NO_SENSE)?;
            let friend = tox.friend_by_number(number(first)?).ok_or(OTHER)?;
            let joined = tox.group_invite_accept(now, friend, &invite, &nick, password.as_bytes());
            joined.map(|joined| joined.index.to_string()).map_err(|_| OTHER)
        }
        _ => {
            let group = tox.group_by_number(number(first)?).ok_or(NOT_FOUND)?;
            in_group(tox, now, group, command, rest)
        }
    }
}

fn in_group(tox: &mut Tox, now: Instant, group: GroupNumber, command: &str, rest: &str) -> Answer {
    let (word, text) = rest.split_once(' ').unwrap_or((rest, ""));
    let peer = || number(word).map(PeerNumber);
    let done = match command {
        "group-members" => return Ok(members(tox, group)),
        "group-invite" => {
            let friend = tox.friend_by_number(number(word)?).ok_or(OTHER)?;
            tox.group_invite_friend(now, group, friend).is_ok()
        }
        "group-key" => {
            let key = tox.group_peer_public_key(group, peer()?).map_err(|_| OTHER)?;
            return Ok(key.to_hex().to_uppercase());
        }
        "group-rules" => return rules(tox, group).ok_or(OTHER),
        "group-shows" => return tox.group_topic(group).map(escape).ok_or(OTHER),
        "group-send" | "group-act" => tox.group_send_message(now, group, kind(command), &unescape(rest)).is_ok(),
        "group-whisper" | "group-whisper-act" => {
            tox.group_send_private_message(now, group, peer()?, kind(command), &unescape(text)).is_ok()
        }
        "group-packet" => {
            let (way, data) = text.split_once(' ').ok_or(NO_SENSE)?;
            let way = if way == "lossless" { Delivery::Lossless } else { Delivery::Lossy };
            let data = from_hex(data).ok_or(NO_SENSE)?;
            match word {
                "all" => tox.group_send_custom_packet(now, group, way, &data).is_ok(),
                _ => tox.group_send_custom_private_packet(now, group, peer()?, way, &data).is_ok(),
            }
        }
        "group-topic" => tox.group_set_topic(now, group, &unescape(rest)).is_ok(),
        "group-lock" => tox.group_set_topic_lock(now, group, word == "0").is_ok(),
        "group-password" => tox.group_set_password(now, group, rest.as_bytes()).is_ok(),
        "group-role" => {
            let role = Role::from_u8(text.parse().map_err(|_| NO_SENSE)?).ok_or(NO_SENSE)?;
            tox.group_set_role(now, group, peer()?, role).is_ok()
        }
        "group-kick" => tox.group_kick_peer(now, group, peer()?).is_ok(),
        "group-privacy" => {
            let privacy = if word == "1" { GroupPrivacy::Private } else { GroupPrivacy::Public };
            tox.group_set_privacy_state(now, group, privacy).is_ok()
        }
        "group-voice" => {
            let voice = GroupVoice::from_u8(u8::try_from(number(word)?).map_err(|_| NO_SENSE)?);
            tox.group_set_voice_state(now, group, voice).is_ok()
        }
        "group-limit" => {
            let limit = u16::try_from(number(word)?).map_err(|_| NO_SENSE)?;
            tox.group_set_peer_limit(now, group, limit).is_ok()
        }
        "group-nick" => tox.group_self_set_name(now, group, &unescape(rest)).is_ok(),
        "group-status" => tox.group_self_set_status(now, group, status(word)?).is_ok(),
        "group-disconnect" => tox.group_disconnect(now, group).is_ok(),
        "group-reconnect" => tox.group_reconnect(now, group).is_ok(),
        "group-leave" => tox.group_leave(now, group, &unescape(rest)).is_ok(),
        _ => return Err(NO_SENSE),
    };
    if done { Ok(String::new()) } else { Err(OTHER) }
}

fn number(word: &str) -> Result<u32, i32> {
    word.parse().map_err(|_| NO_SENSE)
}

fn kind(command: &str) -> MessageKind {
    if command.ends_with("act") { MessageKind::Action } else { MessageKind::Normal }
}

/// How private it is, who has a voice, the lock of its topic, the most members, the password.
fn rules(tox: &Tox, group: GroupNumber) -> Option<String> {
    let (privacy, voice) = (tox.group_privacy_state(group)?.to_u8(), tox.group_voice_state(group)?.to_u8());
    let lock = u8::from(tox.group_topic_lock(group)? != TopicLock::Locked);
    let (limit, password) = (tox.group_peer_limit(group)?, escape(tox.group_password(group)?));
    Some(format!("{privacy} {voice} {lock} {limit} {password}"))
}

/// Number, role and nick of each member, ourselves included.
fn members(tox: &Tox, group: GroupNumber) -> String {
    let all = [PeerNumber::OWN].into_iter().chain(tox.group_peers(group));
    let word = |peer: PeerNumber| {
        let (role, nick) = (tox.group_peer_role(group, peer).ok()?, tox.group_peer_name(group, peer).ok()?);
        Some(format!("{}:{}:{}", peer.0, role.to_u8(), String::from_utf8_lossy(nick)))
    };
    all.filter_map(word).collect::<Vec<_>>().join(" ")
}
