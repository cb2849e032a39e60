//! Ourselves in a group.

use toxcore::GroupSelfNameSetError;
use toxcore::group::PeerNumber;

use super::conversions::c_role;
use super::text;
use crate::core::Core;
use crate::handle::{Handle, Tox};
use crate::pointer::{Out, OutBytes};
use crate::tox::{status_from_c, user_status};
use crate::types::c_enum::from_raw;
use crate::types::{
    TOX_MAX_NAME_LENGTH, Tox_Err_Group_Self_Name_Set, Tox_Err_Group_Self_Query, Tox_Err_Group_Self_Status_Set,
    Tox_Group_Number, Tox_Group_Peer_Number, Tox_Group_Role_Raw, Tox_User_Status_Raw,
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let name = unsafe { text(name, length, TOX_MAX_NAME_LENGTH) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_Group_Self_Name_Set::GroupNotFound), |core| {
        let group = core.group(group_number).ok_or(Tox_Err_Group_Self_Name_Set::GroupNotFound)?;
        core.tox.group_self_set_name(core.now, group, name).map(|_| true).map_err(|error| match error {
            GroupSelfNameSetError::TooLong(_) => Tox_Err_Group_Self_Name_Set::TooLong,
            GroupSelfNameSetError::Empty => Tox_Err_Group_Self_Name_Set::Invalid,
            _ => Tox_Err_Group_Self_Name_Set::GroupNotFound,
        })
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (usize::MAX, NOT_FOUND), |core| Ok(core.group_self_name(group_number)?.len()))
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let name = unsafe { OutBytes::new(name) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (false, NOT_FOUND), |core| {
        name.write(core.group_self_name(group_number)?);
        Ok(true)
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    let not_found = Tox_Err_Group_Self_Status_Set::GroupNotFound;
    tox.try_act(error, (false, not_found), |core| {
        let group = core.group(group_number).ok_or(not_found)?;
        // What is no status changes nothing.
        if let Some(status) = from_raw(status).map(status_from_c) {
            core.tox.group_self_set_status(core.now, group, status).map_err(|_| not_found)?;
        }
        Ok(true)
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (u32::MAX, NOT_FOUND), |core| {
        let status = core.group(group_number).and_then(|group| core.tox.group_self_status(group)).ok_or(NOT_FOUND)?;
        Ok(user_status(status) as u32)
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (u32::MAX, NOT_FOUND), |core| {
        let role = core.group(group_number).and_then(|group| core.tox.group_self_role(group)).ok_or(NOT_FOUND)?;
        Ok(c_role(role) as u32)
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (u32::MAX, NOT_FOUND), |core| {
        core.group(group_number).map(|_| PeerNumber::OWN.0).ok_or(NOT_FOUND)
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let public_key = unsafe { OutBytes::new(public_key) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (false, NOT_FOUND), |core| {
        let key = core.group(group_number).and_then(|group| core.tox.group_self_public_key(group)).ok_or(NOT_FOUND)?;
        public_key.write(key.as_bytes());
        Ok(true)
    })
}

impl Core {
    fn group_self_name(&self, group: Tox_Group_Number) -> Result<&[u8], Tox_Err_Group_Self_Query> {
        self.group(group).and_then(|group| self.tox.group_self_name(group)).ok_or(NOT_FOUND)
    }
}

const NOT_FOUND: Tox_Err_Group_Self_Query = Tox_Err_Group_Self_Query::GroupNotFound;
