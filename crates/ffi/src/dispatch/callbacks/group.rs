//! Callbacks for events of groups.

use crate::dispatch::{Tox_Dispatch, register};
use crate::types::{
    ToxEventsGroupCustomPacketCb, ToxEventsGroupCustomPrivatePacketCb, ToxEventsGroupInviteCb,
    ToxEventsGroupJoinFailCb, ToxEventsGroupMessageCb, ToxEventsGroupModerationCb, ToxEventsGroupPasswordCb,
    ToxEventsGroupPeerExitCb, ToxEventsGroupPeerJoinCb, ToxEventsGroupPeerLimitCb, ToxEventsGroupPeerNameCb,
    ToxEventsGroupPeerStatusCb, ToxEventsGroupPrivacyStateCb, ToxEventsGroupPrivateMessageCb, ToxEventsGroupSelfJoinCb,
    ToxEventsGroupTopicCb, ToxEventsGroupTopicLockCb, ToxEventsGroupVoiceStateCb,
};

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
