//! Ourselves in a group.
#![allow(unused_variables, reason = "there are no groups yet that arguments could be used on")]

use crate::handle::Tox;
use crate::tox::absent::absent;
use crate::types::{
    Tox_Err_Group_Self_Name_Set, Tox_Err_Group_Self_Query, Tox_Err_Group_Self_Status_Set, Tox_Group_Number,
    Tox_Group_Peer_Number, Tox_Group_Role_Raw, Tox_User_Status_Raw,
};

/// Sets our name in a group.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param name the name.
/// @param length its length, 1 to `TOX_MAX_NAME_LENGTH`.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_self_set_name(
    tox: *mut Tox,
    group_number: Tox_Group_Number,
    name: *const u8,
    length: usize,
    error: *mut Tox_Err_Group_Self_Name_Set,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Self_Name_Set::GroupNotFound, false) }
}

/// @param tox the instance.
/// @param group_number the group.
/// @param error why not. NULL if that does not matter.
///
/// @return the length of our name in bytes; SIZE_MAX if there is no such group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_self_get_name_size(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    error: *mut Tox_Err_Group_Self_Query,
) -> usize {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Self_Query::GroupNotFound, usize::MAX) }
}

/// Writes our name.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param name room for as many bytes as `tox_group_self_get_name_size` says.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_self_get_name(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    name: *mut u8,
    error: *mut Tox_Err_Group_Self_Query,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Self_Query::GroupNotFound, false) }
}

/// Sets our status in a group.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param status the status.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_self_set_status(
    tox: *mut Tox,
    group_number: Tox_Group_Number,
    status: Tox_User_Status_Raw,
    error: *mut Tox_Err_Group_Self_Status_Set,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Self_Status_Set::GroupNotFound, false) }
}

/// @param tox the instance.
/// @param group_number the group.
/// @param error why not. NULL if that does not matter.
///
/// @return our status; UINT32_MAX, which is none of the constants, if there is no such group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_self_get_status(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    error: *mut Tox_Err_Group_Self_Query,
) -> Tox_User_Status_Raw {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Self_Query::GroupNotFound, u32::MAX) }
}

/// @param tox the instance.
/// @param group_number the group.
/// @param error why not. NULL if that does not matter.
///
/// @return our role; UINT32_MAX, which is none of the constants, if there is no such group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_self_get_role(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    error: *mut Tox_Err_Group_Self_Query,
) -> Tox_Group_Role_Raw {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Self_Query::GroupNotFound, u32::MAX) }
}

/// @param tox the instance.
/// @param group_number the group.
/// @param error why not. NULL if that does not matter.
///
/// @return our number among the peers; UINT32_MAX if there is no such group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_self_get_peer_id(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    error: *mut Tox_Err_Group_Self_Query,
) -> Tox_Group_Peer_Number {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Self_Query::GroupNotFound, u32::MAX) }
}

/// Writes the key by which we are known in a group.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param public_key room for `TOX_GROUP_PEER_PUBLIC_KEY_SIZE` bytes.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_self_get_public_key(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    public_key: *mut u8,
    error: *mut Tox_Err_Group_Self_Query,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Self_Query::GroupNotFound, false) }
}
