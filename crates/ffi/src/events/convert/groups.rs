//! Events of groups.

use toxcore::group::{GroupNumber, InviteData};
use toxcore::{Content, FriendId, GroupEvent, GroupInvite, GroupPeer, Moderation, UserStatus};

use super::bytes;
use crate::events::event::Kind;
use crate::events::field::Bytes;
use crate::events::kinds::{
    Tox_Event_Group_Custom_Packet, Tox_Event_Group_Custom_Private_Packet, Tox_Event_Group_Invite,
    Tox_Event_Group_Join_Fail, Tox_Event_Group_Message, Tox_Event_Group_Moderation, Tox_Event_Group_Password,
    Tox_Event_Group_Peer_Exit, Tox_Event_Group_Peer_Join, Tox_Event_Group_Peer_Limit, Tox_Event_Group_Peer_Name,
    Tox_Event_Group_Peer_Status, Tox_Event_Group_Privacy_State, Tox_Event_Group_Private_Message,
    Tox_Event_Group_Self_Join, Tox_Event_Group_Topic, Tox_Event_Group_Topic_Lock, Tox_Event_Group_Voice_State,
};
use crate::tox::groups::{c_departure, c_join_fail, c_mod_event, c_number, c_privacy, c_topic_lock, c_voice};
use crate::tox::{message_type, number, user_status};
use crate::types::Tox_Group_Mod_Event;

pub(super) fn of_invite(friend: FriendId, invite: &GroupInvite) -> Kind {
    let InviteData { chat_id, member } = invite.data;
    Kind::GroupInvite(Tox_Event_Group_Invite {
        friend_number: number(friend),
        invite_data: Bytes::from([*chat_id.as_bytes(), *member.as_bytes()].concat()),
        group_name: Bytes::from(invite.name.as_bytes()),
    })
}

pub(super) fn of_group(group: GroupNumber, event: GroupEvent) -> Option<Kind> {
    let group_number = c_number(group);
    Some(match event {
        GroupEvent::SelfJoin => Kind::GroupSelfJoin(Tox_Event_Group_Self_Join { group_number }),
        GroupEvent::JoinFail(reason) => {
            Kind::GroupJoinFail(Tox_Event_Group_Join_Fail { group_number, fail_type: c_join_fail(reason) })
        }
        GroupEvent::Topic { peer, topic } => Kind::GroupTopic(Tox_Event_Group_Topic {
            group_number,
            peer_id: peer.map_or(NOBODY, peer_id),
            topic: bytes(topic),
        }),
        GroupEvent::PrivacyState(privacy) => {
            Kind::GroupPrivacyState(Tox_Event_Group_Privacy_State { group_number, privacy_state: c_privacy(privacy) })
        }
        GroupEvent::VoiceState(voice) => {
            Kind::GroupVoiceState(Tox_Event_Group_Voice_State { group_number, voice_state: c_voice(voice) })
        }
        GroupEvent::TopicLock(lock) => {
            Kind::GroupTopicLock(Tox_Event_Group_Topic_Lock { group_number, topic_lock: c_topic_lock(lock) })
        }
        GroupEvent::PeerLimit(limit) => {
            Kind::GroupPeerLimit(Tox_Event_Group_Peer_Limit { group_number, peer_limit: limit.into() })
        }
        GroupEvent::Password(password) => {
            Kind::GroupPassword(Tox_Event_Group_Password { group_number, password: Bytes::from(password.as_bytes()) })
        }
        GroupEvent::Moderation { by, peer, what } => {
            moderation(group_number, peer_id(by), peer_id(peer), mod_type(what))
        }
        // Whose roles are others now is to be read from all members.
        GroupEvent::ModeratorsReplaced => moderation(group_number, NOBODY, NOBODY, Tox_Group_Mod_Event::Moderator),
        GroupEvent::ObserversReplaced => moderation(group_number, NOBODY, NOBODY, Tox_Group_Mod_Event::Observer),
        event => return of_peer(group_number, event),
    })
}

/// What members do.
fn of_peer(group_number: u32, event: GroupEvent) -> Option<Kind> {
    Some(match event {
        GroupEvent::PeerJoin { peer } => {
            Kind::GroupPeerJoin(Tox_Event_Group_Peer_Join { group_number, peer_id: peer_id(peer) })
        }
        GroupEvent::PeerExit { peer, name, why, part_message, .. } => Kind::GroupPeerExit(Tox_Event_Group_Peer_Exit {
            group_number,
            peer_id: peer_id(peer),
            exit_type: c_departure(why),
            name: bytes(name),
            part_message: bytes(part_message),
        }),
        GroupEvent::PeerName { peer, name } => {
            Kind::GroupPeerName(Tox_Event_Group_Peer_Name { group_number, peer_id: peer_id(peer), name: bytes(name) })
        }
        GroupEvent::PeerStatus { peer, status } => peer_status(group_number, peer, status),
        GroupEvent::Message { peer, kind, id, text } => Kind::GroupMessage(Tox_Event_Group_Message {
            group_number,
            peer_id: peer_id(peer),
            message_type: message_type(kind),
            message: bytes(text),
            message_id: id.0,
        }),
        GroupEvent::PrivateMessage { peer, kind, id, text } => {
            Kind::GroupPrivateMessage(Tox_Event_Group_Private_Message {
                group_number,
                peer_id: peer_id(peer),
                message_type: message_type(kind),
                message: bytes(text),
                message_id: id.0,
            })
        }
        GroupEvent::CustomPacket { peer, data, .. } => custom(group_number, peer, data),
        GroupEvent::CustomPrivatePacket { peer, data, .. } => {
            Kind::GroupCustomPrivatePacket(Tox_Event_Group_Custom_Private_Packet {
                group_number,
                peer_id: peer_id(peer),
                data: bytes(data),
            })
        }
        _ => return None,
    })
}

fn peer_status(group_number: u32, peer: GroupPeer, status: UserStatus) -> Kind {
    let (peer_id, status) = (peer_id(peer), user_status(status));
    Kind::GroupPeerStatus(Tox_Event_Group_Peer_Status { group_number, peer_id, status })
}

fn custom(group_number: u32, peer: GroupPeer, data: Content) -> Kind {
    let (peer_id, data) = (peer_id(peer), bytes(data));
    Kind::GroupCustomPacket(Tox_Event_Group_Custom_Packet { group_number, peer_id, data })
}

const fn moderation(group_number: u32, by: u32, target: u32, mod_type: Tox_Group_Mod_Event) -> Kind {
    Kind::GroupModeration(Tox_Event_Group_Moderation {
        group_number,
        source_peer_id: by,
        target_peer_id: target,
        mod_type,
    })
}

const fn mod_type(what: Moderation) -> Tox_Group_Mod_Event {
    match what {
        Moderation::Kick => Tox_Group_Mod_Event::Kick,
        Moderation::Role(role) => c_mod_event(role),
    }
}

const fn peer_id(peer: GroupPeer) -> u32 {
    peer.number.0
}

/// No peer. As in the reference, but for topics: there it is 0, which is also we.
const NOBODY: u32 = u32::MAX;
