//! What C wants to be told of groups.

use crate::handle::{Handle, Tox};
use crate::types::{
    ToxGroupCustomPacketCb, ToxGroupCustomPrivatePacketCb, ToxGroupInviteCb, ToxGroupJoinFailCb, ToxGroupMessageCb,
    ToxGroupModerationCb, ToxGroupPasswordCb, ToxGroupPeerExitCb, ToxGroupPeerJoinCb, ToxGroupPeerLimitCb,
    ToxGroupPeerNameCb, ToxGroupPeerStatusCb, ToxGroupPrivacyStateCb, ToxGroupPrivateMessageCb, ToxGroupSelfJoinCb,
    ToxGroupTopicCb, ToxGroupTopicLockCb, ToxGroupVoiceStateCb,
};

/// The functions that C registered for groups.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct GroupCallbacks {
    pub(crate) peer_name: ToxGroupPeerNameCb,
    pub(crate) peer_status: ToxGroupPeerStatusCb,
    pub(crate) topic: ToxGroupTopicCb,
    pub(crate) privacy_state: ToxGroupPrivacyStateCb,
    pub(crate) voice_state: ToxGroupVoiceStateCb,
    pub(crate) topic_lock: ToxGroupTopicLockCb,
    pub(crate) peer_limit: ToxGroupPeerLimitCb,
    pub(crate) password: ToxGroupPasswordCb,
    pub(crate) message: ToxGroupMessageCb,
    pub(crate) private_message: ToxGroupPrivateMessageCb,
    pub(crate) custom_packet: ToxGroupCustomPacketCb,
    pub(crate) custom_private_packet: ToxGroupCustomPrivatePacketCb,
    pub(crate) invite: ToxGroupInviteCb,
    pub(crate) peer_join: ToxGroupPeerJoinCb,
    pub(crate) peer_exit: ToxGroupPeerExitCb,
    pub(crate) self_join: ToxGroupSelfJoinCb,
    pub(crate) join_fail: ToxGroupJoinFailCb,
    pub(crate) moderation: ToxGroupModerationCb,
}

/// Sets the function that is called when a peer changes his name.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_group_peer_name(tox: *mut Tox, callback: ToxGroupPeerNameCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.groups.peer_name = callback);
}

/// Sets the function that is called when a peer changes his status.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_group_peer_status(tox: *mut Tox, callback: ToxGroupPeerStatusCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.groups.peer_status = callback);
}

/// Sets the function that is called when the topic is set.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_group_topic(tox: *mut Tox, callback: ToxGroupTopicCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.groups.topic = callback);
}

/// Sets the function that is called when the founder changes who can find the group.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_group_privacy_state(tox: *mut Tox, callback: ToxGroupPrivacyStateCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.groups.privacy_state = callback);
}

/// Sets the function that is called when the founder changes who may speak.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_group_voice_state(tox: *mut Tox, callback: ToxGroupVoiceStateCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.groups.voice_state = callback);
}

/// Sets the function that is called when the founder changes who may set the topic.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_group_topic_lock(tox: *mut Tox, callback: ToxGroupTopicLockCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.groups.topic_lock = callback);
}

/// Sets the function that is called when the founder changes how many may be in the group.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_group_peer_limit(tox: *mut Tox, callback: ToxGroupPeerLimitCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.groups.peer_limit = callback);
}

/// Sets the function that is called when the founder changes the password.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_group_password(tox: *mut Tox, callback: ToxGroupPasswordCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.groups.password = callback);
}

/// Sets the function that is called when a peer writes a message to all.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_group_message(tox: *mut Tox, callback: ToxGroupMessageCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.groups.message = callback);
}

/// Sets the function that is called when a peer writes a message to us alone.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_group_private_message(tox: *mut Tox, callback: ToxGroupPrivateMessageCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.groups.private_message = callback);
}

/// Sets the function that is called when a peer sends a custom packet to all.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_group_custom_packet(tox: *mut Tox, callback: ToxGroupCustomPacketCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.groups.custom_packet = callback);
}

/// Sets the function that is called when a peer sends a custom packet to us alone.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_group_custom_private_packet(
    tox: *mut Tox,
    callback: ToxGroupCustomPrivatePacketCb,
) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.groups.custom_private_packet = callback);
}

/// Sets the function that is called when a friend invites us to a group.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_group_invite(tox: *mut Tox, callback: ToxGroupInviteCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.groups.invite = callback);
}

/// Sets the function that is called when a peer joins a group.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_group_peer_join(tox: *mut Tox, callback: ToxGroupPeerJoinCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.groups.peer_join = callback);
}

/// Sets the function that is called when a peer is gone from a group.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_group_peer_exit(tox: *mut Tox, callback: ToxGroupPeerExitCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.groups.peer_exit = callback);
}

/// Sets the function that is called when we are in a group that we wanted to join.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_group_self_join(tox: *mut Tox, callback: ToxGroupSelfJoinCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.groups.self_join = callback);
}

/// Sets the function that is called when a group does not let us in.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_group_join_fail(tox: *mut Tox, callback: ToxGroupJoinFailCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.groups.join_fail = callback);
}

/// Sets the function that is called when a moderator does something to a peer.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_group_moderation(tox: *mut Tox, callback: ToxGroupModerationCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.groups.moderation = callback);
}
