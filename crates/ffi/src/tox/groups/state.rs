//! What belongs to a group as a whole, and which groups there are.
#![allow(unused_variables, reason = "there are no groups yet that arguments could be used on")]

use crate::handle::Tox;
use crate::tox::absent::absent;
use crate::types::{
    Tox_Err_Group_By_Id, Tox_Err_Group_State_Query, Tox_Err_Group_Topic_Set, Tox_Group_Number,
    Tox_Group_Privacy_State_Raw, Tox_Group_Topic_Lock_Raw, Tox_Group_Voice_State_Raw,
};

/// Sets the topic.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param topic the topic.
/// @param length its length, at most `TOX_GROUP_MAX_TOPIC_LENGTH`.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_set_topic(
    tox: *mut Tox,
    group_number: Tox_Group_Number,
    topic: *const u8,
    length: usize,
    error: *mut Tox_Err_Group_Topic_Set,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Topic_Set::GroupNotFound, false) }
}

/// @param tox the instance.
/// @param group_number the group.
/// @param error why not. NULL if that does not matter.
///
/// @return the length of the topic in bytes; SIZE_MAX if there is no such group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_topic_size(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    error: *mut Tox_Err_Group_State_Query,
) -> usize {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_State_Query::GroupNotFound, usize::MAX) }
}

/// Writes the topic.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param topic room for as many bytes as `tox_group_get_topic_size` says.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_topic(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    topic: *mut u8,
    error: *mut Tox_Err_Group_State_Query,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_State_Query::GroupNotFound, false) }
}

/// @param tox the instance.
/// @param group_number the group.
/// @param error why not. NULL if that does not matter.
///
/// @return the length of the name of a group in bytes; SIZE_MAX if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_name_size(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    error: *mut Tox_Err_Group_State_Query,
) -> usize {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_State_Query::GroupNotFound, usize::MAX) }
}

/// Writes the name of a group.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param name room for as many bytes as `tox_group_get_name_size` says.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_name(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    name: *mut u8,
    error: *mut Tox_Err_Group_State_Query,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_State_Query::GroupNotFound, false) }
}

/// Writes the chat id of a group.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param chat_id room for `TOX_GROUP_CHAT_ID_SIZE` bytes.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_chat_id(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    chat_id: *mut u8,
    error: *mut Tox_Err_Group_State_Query,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_State_Query::GroupNotFound, false) }
}

/// Finds a group by its chat id.
///
/// @param tox the instance.
/// @param chat_id the chat id, `TOX_GROUP_CHAT_ID_SIZE` bytes.
/// @param error why not. NULL if that does not matter.
///
/// @return its number; UINT32_MAX if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_by_id(
    tox: *const Tox,
    chat_id: *const u8,
    error: *mut Tox_Err_Group_By_Id,
) -> Tox_Group_Number {
    let why = if chat_id.is_null() { Tox_Err_Group_By_Id::Null } else { Tox_Err_Group_By_Id::NotFound };
    // SAFETY: the caller's promise.
    unsafe { absent(error, why, u32::MAX) }
}

/// @param tox the instance.
///
/// @return in how many groups we are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_group_list_size(tox: *const Tox) -> u32 {
    0
}

/// The older name of `tox_group_get_group_list_size`.
///
/// @param tox the instance.
///
/// @return in how many groups we are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_number_groups(tox: *const Tox) -> u32 {
    0
}

/// Writes the numbers of all groups.
///
/// @param tox the instance.
/// @param group_list room for as many numbers as `tox_group_get_group_list_size` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_group_list(tox: *const Tox, group_list: *mut Tox_Group_Number) {
    // There is nothing to write.
}

/// @param tox the instance.
/// @param group_number the group.
/// @param error why not. NULL if that does not matter.
///
/// @return who can find a group; UINT32_MAX, which is none of the constants, if there is no such group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_privacy_state(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    error: *mut Tox_Err_Group_State_Query,
) -> Tox_Group_Privacy_State_Raw {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_State_Query::GroupNotFound, u32::MAX) }
}

/// @param tox the instance.
/// @param group_number the group.
/// @param error why not. NULL if that does not matter.
///
/// @return who may speak; UINT32_MAX, which is none of the constants, if there is no such group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_voice_state(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    error: *mut Tox_Err_Group_State_Query,
) -> Tox_Group_Voice_State_Raw {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_State_Query::GroupNotFound, u32::MAX) }
}

/// @param tox the instance.
/// @param group_number the group.
/// @param error why not. NULL if that does not matter.
///
/// @return who may set the topic; UINT32_MAX, which is none of the constants, if there is no such group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_topic_lock(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    error: *mut Tox_Err_Group_State_Query,
) -> Tox_Group_Topic_Lock_Raw {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_State_Query::GroupNotFound, u32::MAX) }
}

/// @param tox the instance.
/// @param group_number the group.
/// @param error why not. NULL if that does not matter.
///
/// @return how many may be in a group; UINT16_MAX if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_peer_limit(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    error: *mut Tox_Err_Group_State_Query,
) -> u16 {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_State_Query::GroupNotFound, u16::MAX) }
}

/// @param tox the instance.
/// @param group_number the group.
/// @param error why not. NULL if that does not matter.
///
/// @return the length of the password in bytes; SIZE_MAX if there is no such group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_password_size(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    error: *mut Tox_Err_Group_State_Query,
) -> usize {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_State_Query::GroupNotFound, usize::MAX) }
}

/// Writes the password.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param password room for as many bytes as `tox_group_get_password_size` says.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_password(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    password: *mut u8,
    error: *mut Tox_Err_Group_State_Query,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_State_Query::GroupNotFound, false) }
}
