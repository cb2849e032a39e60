//! Callbacks about ourselves and friends.

use std::ffi::c_void;

use crate::handle::Tox;
use crate::types::{
    Tox_Connection_Raw, Tox_Friend_Message_Id, Tox_Friend_Number, Tox_Message_Type_Raw, Tox_User_Status_Raw,
};

/// Called when we came online, went offline, or the way changed.
///
/// @param tox the instance.
/// @param connection_status the new way.
/// @param user_data what was given to `tox_iterate`.
pub type ToxSelfConnectionStatusCb =
    Option<unsafe extern "C" fn(tox: *mut Tox, connection_status: Tox_Connection_Raw, user_data: *mut c_void)>;

/// Called when a friend changed his name; `tox_friend_get_name` still tells the old one.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param name the new name. A NUL byte follows it, which is not counted.
/// @param length its length.
/// @param user_data what was given to `tox_iterate`.
pub type ToxFriendNameCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        friend_number: Tox_Friend_Number,
        name: *const u8,
        length: usize,
        user_data: *mut c_void,
    ),
>;

/// Called when a friend changed his status message; `tox_friend_get_status_message` still tells the old one.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param message the new status message. A NUL byte follows it, which is not counted.
/// @param length its length.
/// @param user_data what was given to `tox_iterate`.
pub type ToxFriendStatusMessageCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        friend_number: Tox_Friend_Number,
        message: *const u8,
        length: usize,
        user_data: *mut c_void,
    ),
>;

/// Called when a friend changed his status; `tox_friend_get_status` still tells the old one.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param status the new status.
/// @param user_data what was given to `tox_iterate`.
pub type ToxFriendStatusCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        friend_number: Tox_Friend_Number,
        status: Tox_User_Status_Raw,
        user_data: *mut c_void,
    ),
>;

/// Called when a friend came online, went offline, or the way changed.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param connection_status the new way.
/// @param user_data what was given to `tox_iterate`.
pub type ToxFriendConnectionStatusCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        friend_number: Tox_Friend_Number,
        connection_status: Tox_Connection_Raw,
        user_data: *mut c_void,
    ),
>;

/// Called when a friend started or stopped typing.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param typing true if he types.
/// @param user_data what was given to `tox_iterate`.
pub type ToxFriendTypingCb =
    Option<unsafe extern "C" fn(tox: *mut Tox, friend_number: Tox_Friend_Number, typing: bool, user_data: *mut c_void)>;

/// Called when a message of ours arrived at a friend's client.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param message_id the number that `tox_friend_send_message` gave.
/// @param user_data what was given to `tox_iterate`.
pub type ToxFriendReadReceiptCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        friend_number: Tox_Friend_Number,
        message_id: Tox_Friend_Message_Id,
        user_data: *mut c_void,
    ),
>;

/// Called when somebody wants to be a friend.
///
/// @param tox the instance.
/// @param public_key his key, `TOX_PUBLIC_KEY_SIZE` bytes.
/// @param message what he wrote. A NUL byte follows it, which is not counted.
/// @param length its length.
/// @param user_data what was given to `tox_iterate`.
pub type ToxFriendRequestCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        public_key: *const u8,
        message: *const u8,
        length: usize,
        user_data: *mut c_void,
    ),
>;

/// Called when a friend wrote a message.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param type how it is meant.
/// @param message the text. A NUL byte follows it, which is not counted.
/// @param length its length.
/// @param user_data what was given to `tox_iterate`.
pub type ToxFriendMessageCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        friend_number: Tox_Friend_Number,
        r#type: Tox_Message_Type_Raw,
        message: *const u8,
        length: usize,
        user_data: *mut c_void,
    ),
>;

/// Called when a friend sent a lossy custom packet.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param data the packet with its first byte.
/// @param length its length.
/// @param user_data what was given to `tox_iterate`.
pub type ToxFriendLossyPacketCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        friend_number: Tox_Friend_Number,
        data: *const u8,
        length: usize,
        user_data: *mut c_void,
    ),
>;

/// Called when a friend sent a lossless custom packet.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param data the packet with its first byte.
/// @param length its length.
/// @param user_data what was given to `tox_iterate`.
pub type ToxFriendLosslessPacketCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        friend_number: Tox_Friend_Number,
        data: *const u8,
        length: usize,
        user_data: *mut c_void,
    ),
>;
