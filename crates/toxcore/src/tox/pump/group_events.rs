//! Events of groups, as the user is told of them: with numbers of members beside their keys.

use toxcore_crypto::EphemeralPublicKey;
use toxcore_group::groups::GroupNumber;
use toxcore_group::rules::{Event as Happened, Said};

use super::Tox;
use crate::{GroupEvent, GroupPeer, Moderation};

impl Tox {
    /// What is told of something that happened; nothing if it is about somebody whose number was forgotten long ago.
    pub(super) fn group_event(&self, group: GroupNumber, event: Happened) -> Option<GroupEvent> {
        let peer = |key| self.group_peer(group, key);
        Some(match event {
            Happened::Joined => GroupEvent::SelfJoin,
            Happened::Rejected(reason) => GroupEvent::JoinFail(reason),
            Happened::MemberJoined(member) => GroupEvent::PeerJoin { peer: peer(member)? },
            Happened::MemberLeft { member, nick, status, role, departure, message } => GroupEvent::PeerExit {
                peer: peer(member)?,
                name: nick,
                status,
                role,
                why: departure,
                part_message: message,
            },
            Happened::Nick { member, nick } => GroupEvent::PeerName { peer: peer(member)?, name: nick },
            Happened::Status { member, status } => GroupEvent::PeerStatus { peer: peer(member)?, status },
            Happened::Message(Said { member, kind, id, text }) => {
                GroupEvent::Message { peer: peer(member)?, kind, id, text }
            }
            Happened::PrivateMessage(Said { member, kind, id, text }) => {
                GroupEvent::PrivateMessage { peer: peer(member)?, kind, id, text }
            }
            Happened::Topic { by, topic } => GroupEvent::Topic { peer: by.and_then(peer), topic },
            Happened::Privacy(privacy) => GroupEvent::PrivacyState(privacy),
            Happened::Voice(voice) => GroupEvent::VoiceState(voice),
            Happened::TopicLock(lock) => GroupEvent::TopicLock(lock),
            Happened::PeerLimit(limit) => GroupEvent::PeerLimit(limit),
            Happened::Password => GroupEvent::Password(self.groups.state(group)?.password.clone()),
            Happened::Role { by, member, role } => {
                GroupEvent::Moderation { by: peer(by)?, peer: peer(member)?, what: Moderation::Role(role) }
            }
            Happened::Kicked { by, member } => {
                GroupEvent::Moderation { by: peer(by)?, peer: peer(member)?, what: Moderation::Kick }
            }
            Happened::ModeratorsReplaced => GroupEvent::ModeratorsReplaced,
            Happened::ObserversReplaced => GroupEvent::ObserversReplaced,
            other => {
                tracing::debug!(target: "toxcore", ?other, "an event of a group that nobody tells");
                return None;
            }
        })
    }

    pub(super) fn group_peer(&self, group: GroupNumber, key: EphemeralPublicKey) -> Option<GroupPeer> {
        Some(GroupPeer { number: self.groups.peer_number(group, &key)?, key })
    }
}
