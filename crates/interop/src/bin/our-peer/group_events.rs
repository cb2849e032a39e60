//! The lines that tell what happens in groups.

use toxcore::group::{Departure, TopicLock};
use toxcore::{GroupEvent, MessageKind, Moderation};
use toxcore_interop::line::escape;
use toxcore_interop::to_hex;
use toxcore_tokio::{Event, GroupInvite, Role};

use crate::events::status_word;

/// The line that tells of an event, if it is one of a group.
pub(crate) fn line_of(event: &Event) -> Option<String> {
    match event {
        Event::GroupInvite(invite) => Some(invitation(invite)),
        Event::Group { group, event } => {
            let group = group.number().index;
            of_members(group, event).or_else(|| said(group, event)).or_else(|| decided(group, event))
        }
        _ => None,
    }
}

fn invitation(invite: &GroupInvite) -> String {
    let data = invite.data();
    let data = hex(&[*data.chat_id.as_bytes(), *data.member.as_bytes()].concat());
    format!("group-invite {} {data} {}", invite.friend.id().index, escape(&invite.name()))
}

fn of_members(group: u32, event: &GroupEvent) -> Option<String> {
    Some(match event {
        GroupEvent::SelfJoin => format!("group-joined {group}"),
        GroupEvent::JoinFail(why) => format!("group-failed {group} {}", *why as u8),
        GroupEvent::PeerJoin { peer } => format!("group-peer {group} {}", peer.number.0),
        GroupEvent::PeerExit { peer, why, part_message, .. } => {
            format!("group-gone {group} {} {} {}", peer.number.0, code(*why), escape(part_message))
        }
        GroupEvent::PeerName { peer, name } => format!("group-nick {group} {} {}", peer.number.0, escape(name)),
        GroupEvent::PeerStatus { peer, status } => {
            format!("group-status {group} {} {}", peer.number.0, status_word(*status))
        }
        GroupEvent::Moderation { by, peer, what } => {
            // As `tox.h` numbers what can be done.
            let what = match what {
                Moderation::Kick => 0,
                Moderation::Role(Role::Observer) => 1,
                Moderation::Role(Role::User) => 2,
                Moderation::Role(Role::Moderator | Role::Founder) => 3,
            };
            format!("group-moderation {group} {} {} {what}", by.number.0, peer.number.0)
        }
        _ => return None,
    })
}

/// Why somebody is gone, by the numbers of `tox.h`.
fn code(why: Departure) -> u8 {
    match why {
        Departure::Quit => 0,
        Departure::TimedOut => 1,
        Departure::Disconnected => 2,
        Departure::SelfDisconnected => 3,
        Departure::Kicked => 4,
        _ => 5,
    }
}

fn said(group: u32, event: &GroupEvent) -> Option<String> {
    Some(match event {
        GroupEvent::Message { peer, kind, text, .. } => {
            let word = if *kind == MessageKind::Action { "action" } else { "message" };
            format!("group-{word} {group} {} {}", peer.number.0, escape(text))
        }
        GroupEvent::PrivateMessage { peer, kind, text, .. } => {
            let word = if *kind == MessageKind::Action { "private-action" } else { "private" };
            format!("group-{word} {group} {} {}", peer.number.0, escape(text))
        }
        GroupEvent::CustomPacket { peer, data, .. } => format!("group-packet {group} {} {}", peer.number.0, hex(data)),
        GroupEvent::CustomPrivatePacket { peer, data, .. } => {
            format!("group-private-packet {group} {} {}", peer.number.0, hex(data))
        }
        _ => return None,
    })
}

fn decided(group: u32, event: &GroupEvent) -> Option<String> {
    Some(match event {
        GroupEvent::Topic { peer, topic } => {
            format!("group-topic {group} {} {}", peer.map_or(u32::MAX, |peer| peer.number.0), escape(topic))
        }
        GroupEvent::PrivacyState(privacy) => format!("group-privacy {group} {}", privacy.to_u8()),
        GroupEvent::VoiceState(voice) => format!("group-voice {group} {}", voice.to_u8()),
        GroupEvent::TopicLock(lock) => format!("group-lock {group} {}", u8::from(*lock != TopicLock::Locked)),
        GroupEvent::PeerLimit(limit) => format!("group-limit {group} {limit}"),
        GroupEvent::Password(password) => format!("group-password {group} {}", escape(password.as_bytes())),
        _ => return None,
    })
}

fn hex(bytes: &[u8]) -> String {
    to_hex(bytes).to_uppercase()
}
