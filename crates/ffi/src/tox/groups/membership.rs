//! Making, joining and leaving groups.
#![allow(unused_variables, reason = "there are no groups yet that arguments could be used on")]

use crate::handle::Tox;
use crate::tox::absent::{Length, absent};
use crate::types::{
    TOX_GROUP_MAX_GROUP_NAME_LENGTH, TOX_MAX_NAME_LENGTH, Tox_Err_Group_Disconnect, Tox_Err_Group_Is_Connected,
    Tox_Err_Group_Join, Tox_Err_Group_Leave, Tox_Err_Group_New, Tox_Err_Group_Reconnect, Tox_Group_Number,
    Tox_Group_Privacy_State_Raw,
};

/// Makes a group, of which we are the founder.
///
/// @param tox the instance.
/// @param privacy_state who can find it.
/// @param group_name its name.
/// @param group_name_length the length of the name, 1 to `TOX_GROUP_MAX_GROUP_NAME_LENGTH`.
/// @param name our name in it.
/// @param name_length the length of our name, 1 to `TOX_MAX_NAME_LENGTH`.
/// @param error why not. NULL if that does not matter.
///
/// @return its number; UINT32_MAX if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_new(
    tox: *mut Tox,
    privacy_state: Tox_Group_Privacy_State_Raw,
    group_name: *const u8,
    group_name_length: usize,
    name: *const u8,
    name_length: usize,
    error: *mut Tox_Err_Group_New,
) -> Tox_Group_Number {
    let group_name = Length::of(group_name, group_name_length, TOX_GROUP_MAX_GROUP_NAME_LENGTH);
    let name = Length::of(name, name_length, TOX_MAX_NAME_LENGTH);
    let why = match (group_name, name) {
        (Length::TooLong, _) | (_, Length::TooLong) => Tox_Err_Group_New::TooLong,
        (Length::Empty, _) | (_, Length::Empty) => Tox_Err_Group_New::Empty,
        (Length::Good, Length::Good) => Tox_Err_Group_New::Init,
    };
    // SAFETY: the caller's promise.
    unsafe { absent(error, why, u32::MAX) }
}

/// Joins a public group.
///
/// @param tox the instance.
/// @param chat_id the chat id, `TOX_GROUP_CHAT_ID_SIZE` bytes.
/// @param name our name in it.
/// @param name_length the length of our name, 1 to `TOX_MAX_NAME_LENGTH`.
/// @param password the password, or NULL for none.
/// @param password_length the length of the password, at most `TOX_GROUP_MAX_PASSWORD_SIZE`.
/// @param error why not. NULL if that does not matter.
///
/// @return its number; UINT32_MAX if it was not joined.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_join(
    tox: *mut Tox,
    chat_id: *const u8,
    name: *const u8,
    name_length: usize,
    password: *const u8,
    password_length: usize,
    error: *mut Tox_Err_Group_Join,
) -> Tox_Group_Number {
    let why = match Length::of(name, name_length, TOX_MAX_NAME_LENGTH) {
        _ if chat_id.is_null() => Tox_Err_Group_Join::BadChatId,
        Length::TooLong => Tox_Err_Group_Join::TooLong,
        Length::Empty => Tox_Err_Group_Join::Empty,
        Length::Good => Tox_Err_Group_Join::Init,
    };
    // SAFETY: the caller's promise.
    unsafe { absent(error, why, u32::MAX) }
}

/// @param tox the instance.
/// @param group_number the group.
/// @param error why not. NULL if that does not matter.
///
/// @return whether a group is connected, or on its way to be.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_is_connected(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    error: *mut Tox_Err_Group_Is_Connected,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Is_Connected::GroupNotFound, false) }
}

/// Disconnects from a group, which is kept.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it is disconnected now.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_disconnect(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    error: *mut Tox_Err_Group_Disconnect,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Disconnect::GroupNotFound, false) }
}

/// Connects to a group anew.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it will be connected.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_reconnect(
    tox: *mut Tox,
    group_number: Tox_Group_Number,
    error: *mut Tox_Err_Group_Reconnect,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Reconnect::GroupNotFound, false) }
}

/// Leaves a group for good.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param part_message what we say in parting, or NULL for nothing.
/// @param length its length, at most `TOX_GROUP_MAX_PART_LENGTH`.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was left.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_leave(
    tox: *mut Tox,
    group_number: Tox_Group_Number,
    part_message: *const u8,
    length: usize,
    error: *mut Tox_Err_Group_Leave,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Leave::GroupNotFound, false) }
}
