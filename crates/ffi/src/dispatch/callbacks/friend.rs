//! Callbacks for events of friends.

use crate::dispatch::{Tox_Dispatch, register};
use crate::types::{
    ToxEventsFriendConnectionStatusCb, ToxEventsFriendLosslessPacketCb, ToxEventsFriendLossyPacketCb,
    ToxEventsFriendMessageCb, ToxEventsFriendNameCb, ToxEventsFriendReadReceiptCb, ToxEventsFriendRequestCb,
    ToxEventsFriendStatusCb, ToxEventsFriendStatusMessageCb, ToxEventsFriendTypingCb,
};

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
