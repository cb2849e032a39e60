//! The functions that say which callback an event goes to.

use crate::dispatch::{Tox_Dispatch, register};
use crate::types::{
    ToxEventsConferenceConnectedCb, ToxEventsConferenceInviteCb, ToxEventsConferenceMessageCb,
    ToxEventsConferencePeerListChangedCb, ToxEventsConferencePeerNameCb, ToxEventsConferenceTitleCb,
    ToxEventsDhtNodesResponseCb, ToxEventsFileChunkRequestCb, ToxEventsFileRecvCb, ToxEventsFileRecvChunkCb,
    ToxEventsFileRecvControlCb, ToxEventsFriendConnectionStatusCb, ToxEventsFriendLosslessPacketCb,
    ToxEventsFriendLossyPacketCb, ToxEventsFriendMessageCb, ToxEventsFriendNameCb, ToxEventsFriendReadReceiptCb,
    ToxEventsFriendRequestCb, ToxEventsFriendStatusCb, ToxEventsFriendStatusMessageCb, ToxEventsFriendTypingCb,
    ToxEventsGroupCustomPacketCb, ToxEventsGroupCustomPrivatePacketCb, ToxEventsGroupInviteCb,
    ToxEventsGroupJoinFailCb, ToxEventsGroupMessageCb, ToxEventsGroupModerationCb, ToxEventsGroupPasswordCb,
    ToxEventsGroupPeerExitCb, ToxEventsGroupPeerJoinCb, ToxEventsGroupPeerLimitCb, ToxEventsGroupPeerNameCb,
    ToxEventsGroupPeerStatusCb, ToxEventsGroupPrivacyStateCb, ToxEventsGroupPrivateMessageCb, ToxEventsGroupSelfJoinCb,
    ToxEventsGroupTopicCb, ToxEventsGroupTopicLockCb, ToxEventsGroupVoiceStateCb, ToxEventsSelfConnectionStatusCb,
};

/// Sets the callback for TOX_EVENT_SELF_CONNECTION_STATUS: this instance found the network, lost it, or reaches it in another way.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_self_connection_status(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsSelfConnectionStatusCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.self_connection_status = callback) }
}

/// Sets the callback for TOX_EVENT_FRIEND_REQUEST: somebody asks to become a friend.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_friend_request(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsFriendRequestCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.friend_request = callback) }
}

/// Sets the callback for TOX_EVENT_FRIEND_CONNECTION_STATUS: a friend came online, went offline, or is reached in another way.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_friend_connection_status(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsFriendConnectionStatusCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.friend_connection_status = callback) }
}

/// Sets the callback for TOX_EVENT_FRIEND_LOSSY_PACKET: a friend sent a custom packet that might have been lost.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_friend_lossy_packet(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsFriendLossyPacketCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.friend_lossy_packet = callback) }
}

/// Sets the callback for TOX_EVENT_FRIEND_LOSSLESS_PACKET: a friend sent a custom packet on which order and arrival are sure.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_friend_lossless_packet(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsFriendLosslessPacketCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.friend_lossless_packet = callback) }
}

/// Sets the callback for TOX_EVENT_FRIEND_NAME: a friend told its name.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_friend_name(dispatch: *mut Tox_Dispatch, callback: ToxEventsFriendNameCb) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.friend_name = callback) }
}

/// Sets the callback for TOX_EVENT_FRIEND_STATUS: a friend told its status.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_friend_status(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsFriendStatusCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.friend_status = callback) }
}

/// Sets the callback for TOX_EVENT_FRIEND_STATUS_MESSAGE: a friend told its status message.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_friend_status_message(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsFriendStatusMessageCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.friend_status_message = callback) }
}

/// Sets the callback for TOX_EVENT_FRIEND_MESSAGE: a friend wrote.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_friend_message(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsFriendMessageCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.friend_message = callback) }
}

/// Sets the callback for TOX_EVENT_FRIEND_READ_RECEIPT: a message of ours arrived at the machine of a friend.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_friend_read_receipt(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsFriendReadReceiptCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.friend_read_receipt = callback) }
}

/// Sets the callback for TOX_EVENT_FRIEND_TYPING: a friend began or ceased to type.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_friend_typing(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsFriendTypingCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.friend_typing = callback) }
}

/// Sets the callback for TOX_EVENT_FILE_CHUNK_REQUEST: a transfer of ours is ready for its next part.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_file_chunk_request(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsFileChunkRequestCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.file_chunk_request = callback) }
}

/// Sets the callback for TOX_EVENT_FILE_RECV: a friend offers a file.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_file_recv(dispatch: *mut Tox_Dispatch, callback: ToxEventsFileRecvCb) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.file_recv = callback) }
}

/// Sets the callback for TOX_EVENT_FILE_RECV_CHUNK: a part of a file arrived.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_file_recv_chunk(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsFileRecvChunkCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.file_recv_chunk = callback) }
}

/// Sets the callback for TOX_EVENT_FILE_RECV_CONTROL: a friend paused, resumed or ended a transfer.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_file_recv_control(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsFileRecvControlCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.file_recv_control = callback) }
}

/// Sets the callback for TOX_EVENT_CONFERENCE_INVITE: a friend invites us into a conference.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_conference_invite(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsConferenceInviteCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.conference_invite = callback) }
}

/// Sets the callback for TOX_EVENT_CONFERENCE_CONNECTED: a conference that we joined is connected.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_conference_connected(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsConferenceConnectedCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.conference_connected = callback) }
}

/// Sets the callback for TOX_EVENT_CONFERENCE_PEER_LIST_CHANGED: somebody joined or left a conference.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_conference_peer_list_changed(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsConferencePeerListChangedCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.conference_peer_list_changed = callback) }
}

/// Sets the callback for TOX_EVENT_CONFERENCE_PEER_NAME: a member of a conference told its name.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_conference_peer_name(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsConferencePeerNameCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.conference_peer_name = callback) }
}

/// Sets the callback for TOX_EVENT_CONFERENCE_TITLE: a conference got its title.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_conference_title(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsConferenceTitleCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.conference_title = callback) }
}

/// Sets the callback for TOX_EVENT_CONFERENCE_MESSAGE: a member of a conference wrote.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_conference_message(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsConferenceMessageCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.conference_message = callback) }
}

/// Sets the callback for TOX_EVENT_GROUP_PEER_NAME: a member of a group told its name.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_group_peer_name(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsGroupPeerNameCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.group_peer_name = callback) }
}

/// Sets the callback for TOX_EVENT_GROUP_PEER_STATUS: a member of a group told its status.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_group_peer_status(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsGroupPeerStatusCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.group_peer_status = callback) }
}

/// Sets the callback for TOX_EVENT_GROUP_TOPIC: a group got a topic.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_group_topic(dispatch: *mut Tox_Dispatch, callback: ToxEventsGroupTopicCb) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.group_topic = callback) }
}

/// Sets the callback for TOX_EVENT_GROUP_PRIVACY_STATE: a group became public or private.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_group_privacy_state(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsGroupPrivacyStateCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.group_privacy_state = callback) }
}

/// Sets the callback for TOX_EVENT_GROUP_VOICE_STATE: who may speak in a group was changed.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_group_voice_state(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsGroupVoiceStateCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.group_voice_state = callback) }
}

/// Sets the callback for TOX_EVENT_GROUP_TOPIC_LOCK: who may set the topic of a group was changed.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_group_topic_lock(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsGroupTopicLockCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.group_topic_lock = callback) }
}

/// Sets the callback for TOX_EVENT_GROUP_PEER_LIMIT: how many members a group may have was changed.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_group_peer_limit(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsGroupPeerLimitCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.group_peer_limit = callback) }
}

/// Sets the callback for TOX_EVENT_GROUP_PASSWORD: the password of a group was set or removed.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_group_password(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsGroupPasswordCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.group_password = callback) }
}

/// Sets the callback for TOX_EVENT_GROUP_MESSAGE: a member of a group wrote to all.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_group_message(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsGroupMessageCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.group_message = callback) }
}

/// Sets the callback for TOX_EVENT_GROUP_PRIVATE_MESSAGE: a member of a group wrote to us alone.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_group_private_message(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsGroupPrivateMessageCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.group_private_message = callback) }
}

/// Sets the callback for TOX_EVENT_GROUP_CUSTOM_PACKET: a member of a group sent a custom packet to all.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_group_custom_packet(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsGroupCustomPacketCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.group_custom_packet = callback) }
}

/// Sets the callback for TOX_EVENT_GROUP_CUSTOM_PRIVATE_PACKET: a member of a group sent a custom packet to us alone.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_group_custom_private_packet(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsGroupCustomPrivatePacketCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.group_custom_private_packet = callback) }
}

/// Sets the callback for TOX_EVENT_GROUP_INVITE: a friend invites us into a group.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_group_invite(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsGroupInviteCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.group_invite = callback) }
}

/// Sets the callback for TOX_EVENT_GROUP_PEER_JOIN: somebody joined a group.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_group_peer_join(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsGroupPeerJoinCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.group_peer_join = callback) }
}

/// Sets the callback for TOX_EVENT_GROUP_PEER_EXIT: somebody left a group, or was lost.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_group_peer_exit(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsGroupPeerExitCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.group_peer_exit = callback) }
}

/// Sets the callback for TOX_EVENT_GROUP_SELF_JOIN: we are connected to a group that we joined.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_group_self_join(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsGroupSelfJoinCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.group_self_join = callback) }
}

/// Sets the callback for TOX_EVENT_GROUP_JOIN_FAIL: a group did not let us in.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_group_join_fail(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsGroupJoinFailCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.group_join_fail = callback) }
}

/// Sets the callback for TOX_EVENT_GROUP_MODERATION: a moderator of a group gave or took a role.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_group_moderation(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsGroupModerationCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.group_moderation = callback) }
}

/// Sets the callback for TOX_EVENT_DHT_NODES_RESPONSE: a node told us of a node.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_dht_nodes_response(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsDhtNodesResponseCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.dht_nodes_response = callback) }
}
