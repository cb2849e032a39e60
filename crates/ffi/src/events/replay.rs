//! Events told again by callbacks.

use crate::callbacks::Delivery;
use crate::events::event::{Kind, Tox_Event};
use crate::events::field::Bytes;

/// Calls the callback that C registered in a place of the table, if it did, with what stands between the instance and the
/// user data.
macro_rules! call {
    ($to:ident, $($place:ident).+ ($($argument:expr),*)) => {
        if let Some(callback) = $to.callback(|callbacks| callbacks.$($place).+) {
            // SAFETY: C registered it for this; nothing is locked or borrowed.
            unsafe { callback($to.tox(), $($argument,)* $to.user_data()) };
        }
    };
}

/// Tells of an event.
pub(super) fn replay(to: &Delivery<'_>, event: &Tox_Event) {
    match &event.0 {
        Kind::SelfConnectionStatus(event) => {
            call!(to, self_connection_status(event.connection_status as u32));
        }
        Kind::FriendRequest(event) => {
            call!(
                to,
                friend_request(
                    event.public_key.as_bytes().as_ptr(),
                    event.message.as_text_ptr(),
                    event.message.as_slice().len()
                )
            );
        }
        Kind::FriendConnectionStatus(event) => {
            call!(to, friend_connection_status(event.friend_number, event.connection_status as u32));
        }
        Kind::FriendLossyPacket(event) => replay_packet(to, event.friend_number, &event.data),
        Kind::FriendLosslessPacket(event) => replay_packet(to, event.friend_number, &event.data),
        Kind::FriendName(event) => {
            call!(to, friend_name(event.friend_number, event.name.as_text_ptr(), event.name.as_slice().len()));
        }
        Kind::FriendStatus(event) => {
            call!(to, friend_status(event.friend_number, event.status as u32));
        }
        Kind::FriendStatusMessage(event) => {
            call!(
                to,
                friend_status_message(event.friend_number, event.message.as_text_ptr(), event.message.as_slice().len())
            );
        }
        Kind::FriendMessage(event) => {
            call!(
                to,
                friend_message(
                    event.friend_number,
                    event.kind as u32,
                    event.message.as_text_ptr(),
                    event.message.as_slice().len()
                )
            );
        }
        Kind::FriendReadReceipt(event) => {
            call!(to, friend_read_receipt(event.friend_number, event.message_id));
        }
        Kind::FriendTyping(event) => {
            call!(to, friend_typing(event.friend_number, event.typing));
        }
        Kind::FileChunkRequest(event) => {
            call!(to, file_chunk_request(event.friend_number, event.file_number, event.position, event.length.into()));
        }
        Kind::FileRecv(event) => {
            call!(
                to,
                file_recv(
                    event.friend_number,
                    event.file_number,
                    event.kind,
                    event.file_size,
                    event.filename.as_ptr(),
                    event.filename.as_slice().len()
                )
            );
        }
        Kind::FileRecvChunk(event) => {
            call!(
                to,
                file_recv_chunk(
                    event.friend_number,
                    event.file_number,
                    event.position,
                    event.data.as_ptr(),
                    event.data.as_slice().len()
                )
            );
        }
        Kind::FileRecvControl(event) => {
            call!(to, file_recv_control(event.friend_number, event.file_number, event.control as u32));
        }
        Kind::ConferenceInvite(event) => {
            call!(
                to,
                conferences.invite(
                    event.friend_number,
                    event.kind as u32,
                    event.cookie.as_ptr(),
                    event.cookie.as_slice().len()
                )
            );
        }
        Kind::ConferenceConnected(event) => {
            call!(to, conferences.connected(event.conference_number));
        }
        Kind::ConferencePeerListChanged(event) => {
            call!(to, conferences.peer_list_changed(event.conference_number));
        }
        Kind::ConferencePeerName(event) => {
            call!(
                to,
                conferences.peer_name(
                    event.conference_number,
                    event.peer_number,
                    event.name.as_text_ptr(),
                    event.name.as_slice().len()
                )
            );
        }
        Kind::ConferenceTitle(event) => {
            call!(
                to,
                conferences.title(
                    event.conference_number,
                    event.peer_number,
                    event.title.as_text_ptr(),
                    event.title.as_slice().len()
                )
            );
        }
        Kind::ConferenceMessage(event) => {
            call!(
                to,
                conferences.message(
                    event.conference_number,
                    event.peer_number,
                    event.kind as u32,
                    event.message.as_text_ptr(),
                    event.message.as_slice().len()
                )
            );
        }
        Kind::GroupPeerName(event) => {
            call!(
                to,
                groups.peer_name(
                    event.group_number,
                    event.peer_id,
                    event.name.as_text_ptr(),
                    event.name.as_slice().len()
                )
            );
        }
        Kind::GroupPeerStatus(event) => {
            call!(to, groups.peer_status(event.group_number, event.peer_id, event.status as u32));
        }
        Kind::GroupTopic(event) => {
            call!(
                to,
                groups.topic(
                    event.group_number,
                    event.peer_id,
                    event.topic.as_text_ptr(),
                    event.topic.as_slice().len()
                )
            );
        }
        Kind::GroupPrivacyState(event) => {
            call!(to, groups.privacy_state(event.group_number, event.privacy_state as u32));
        }
        Kind::GroupVoiceState(event) => {
            call!(to, groups.voice_state(event.group_number, event.voice_state as u32));
        }
        Kind::GroupTopicLock(event) => {
            call!(to, groups.topic_lock(event.group_number, event.topic_lock as u32));
        }
        Kind::GroupPeerLimit(event) => {
            call!(to, groups.peer_limit(event.group_number, event.peer_limit));
        }
        Kind::GroupPassword(event) => {
            call!(to, groups.password(event.group_number, event.password.as_ptr(), event.password.as_slice().len()));
        }
        Kind::GroupMessage(event) => {
            call!(
                to,
                groups.message(
                    event.group_number,
                    event.peer_id,
                    event.message_type as u32,
                    event.message.as_text_ptr(),
                    event.message.as_slice().len(),
                    event.message_id
                )
            );
        }
        Kind::GroupPrivateMessage(event) => {
            call!(
                to,
                groups.private_message(
                    event.group_number,
                    event.peer_id,
                    event.message_type as u32,
                    event.message.as_text_ptr(),
                    event.message.as_slice().len(),
                    event.message_id
                )
            );
        }
        Kind::GroupCustomPacket(event) => {
            call!(
                to,
                groups.custom_packet(
                    event.group_number,
                    event.peer_id,
                    event.data.as_ptr(),
                    event.data.as_slice().len()
                )
            );
        }
        Kind::GroupCustomPrivatePacket(event) => {
            call!(
                to,
                groups.custom_private_packet(
                    event.group_number,
                    event.peer_id,
                    event.data.as_ptr(),
                    event.data.as_slice().len()
                )
            );
        }
        Kind::GroupInvite(event) => {
            call!(
                to,
                groups.invite(
                    event.friend_number,
                    event.invite_data.as_ptr(),
                    event.invite_data.as_slice().len(),
                    event.group_name.as_text_ptr(),
                    event.group_name.as_slice().len()
                )
            );
        }
        Kind::GroupPeerJoin(event) => {
            call!(to, groups.peer_join(event.group_number, event.peer_id));
        }
        Kind::GroupPeerExit(event) => {
            call!(
                to,
                groups.peer_exit(
                    event.group_number,
                    event.peer_id,
                    event.exit_type as u32,
                    event.name.as_text_ptr(),
                    event.name.as_slice().len(),
                    event.part_message.as_text_ptr(),
                    event.part_message.as_slice().len()
                )
            );
        }
        Kind::GroupSelfJoin(event) => {
            call!(to, groups.self_join(event.group_number));
        }
        Kind::GroupJoinFail(event) => {
            call!(to, groups.join_fail(event.group_number, event.fail_type as u32));
        }
        Kind::GroupModeration(event) => {
            call!(
                to,
                groups.moderation(
                    event.group_number,
                    event.source_peer_id,
                    event.target_peer_id,
                    event.mod_type as u32
                )
            );
        }
        Kind::DhtNodesResponse(event) => {
            call!(
                to,
                dht_nodes_response(event.public_key.as_bytes().as_ptr(), event.ip.as_ptr(), event.ip.len(), event.port)
            );
        }
    }
}

/// A packet goes by its first byte.
fn replay_packet(to: &Delivery<'_>, friend_number: u32, packet: &Bytes) {
    let Some(first) = packet.as_slice().first().copied() else { return };
    if let Some(callback) = to.callback(|callbacks| callbacks.packets.get(first)) {
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), friend_number, packet.as_ptr(), packet.as_slice().len(), to.user_data()) };
    }
}
