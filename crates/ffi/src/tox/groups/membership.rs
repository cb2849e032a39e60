//! Making, joining and leaving groups.

use toxcore::group::ChatId;
use toxcore::{GroupDisconnectError, GroupJoinError, GroupLeaveError, GroupNewError};

use super::conversions::privacy_from_c;
use super::{c_number, text};
use crate::handle::{Handle, Tox};
use crate::pointer::{Out, array};
use crate::types::c_enum::from_raw;
use crate::types::{
    TOX_GROUP_MAX_GROUP_NAME_LENGTH, TOX_GROUP_MAX_PART_LENGTH, TOX_GROUP_MAX_PASSWORD_SIZE, TOX_MAX_NAME_LENGTH,
    Tox_Err_Group_Disconnect, Tox_Err_Group_Is_Connected, Tox_Err_Group_Join, Tox_Err_Group_Leave, Tox_Err_Group_New,
    Tox_Err_Group_Reconnect, Tox_Group_Number, Tox_Group_Privacy_State_Raw,
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
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let group_name = unsafe { text(group_name, group_name_length, TOX_GROUP_MAX_GROUP_NAME_LENGTH) };
    // SAFETY: the caller's promise.
    let name = unsafe { text(name, name_length, TOX_MAX_NAME_LENGTH) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (u32::MAX, Tox_Err_Group_New::Init), |core| {
        let Some(privacy) = from_raw(privacy_state).map(privacy_from_c) else {
            return Err(why_not_with_any_privacy(group_name, name));
        };
        core.tox.group_new(core.now, privacy, group_name, name).map(c_number).map_err(|error| match error {
            GroupNewError::TooLong => Tox_Err_Group_New::TooLong,
            GroupNewError::Empty => Tox_Err_Group_New::Empty,
            _ => Tox_Err_Group_New::Init,
        })
    })
}

/// Joins a public group, or one that we have anew: name and keys stay then, and so does the password if the new one is empty.
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
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let chat_id = unsafe { array(chat_id) };
    // SAFETY: the caller's promise.
    let name = unsafe { text(name, name_length, TOX_MAX_NAME_LENGTH) };
    // SAFETY: the caller's promise.
    let password = unsafe { text(password, password_length, TOX_GROUP_MAX_PASSWORD_SIZE) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (u32::MAX, Tox_Err_Group_Join::Init), |core| {
        let chat_id = ChatId::from_bytes(chat_id.ok_or(Tox_Err_Group_Join::BadChatId)?);
        core.tox.group_join(core.now, chat_id, name, password).map(c_number).map_err(|error| match error {
            GroupJoinError::TooLong(_) => Tox_Err_Group_Join::TooLong,
            GroupJoinError::Empty => Tox_Err_Group_Join::Empty,
            GroupJoinError::Password(_) => Tox_Err_Group_Join::Password,
            _ => Tox_Err_Group_Join::Init,
        })
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    let not_found = Tox_Err_Group_Is_Connected::GroupNotFound;
    tox.try_ask(error, (false, not_found), |core| {
        core.group(group_number).and_then(|group| core.tox.group_is_connected(group)).ok_or(not_found)
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    let not_found = Tox_Err_Group_Disconnect::GroupNotFound;
    tox.try_act(error, (false, not_found), |core| {
        let group = core.group(group_number).ok_or(not_found)?;
        core.tox.group_disconnect(core.now, group).map(|()| true).map_err(|error| match error {
            GroupDisconnectError::AlreadyDisconnected => Tox_Err_Group_Disconnect::AlreadyDisconnected,
            _ => not_found,
        })
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    let not_found = Tox_Err_Group_Reconnect::GroupNotFound;
    tox.try_act(error, (false, not_found), |core| {
        let group = core.group(group_number).ok_or(not_found)?;
        core.tox.group_reconnect(core.now, group).map(|()| true).map_err(|_| not_found)
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let part_message = unsafe { text(part_message, length, TOX_GROUP_MAX_PART_LENGTH) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    let not_found = Tox_Err_Group_Leave::GroupNotFound;
    tox.try_act(error, (false, not_found), |core| {
        let group = core.group(group_number).ok_or(not_found)?;
        core.tox.group_leave(core.now, group, part_message).map(|()| true).map_err(|error| match error {
            GroupLeaveError::TooLong(_) => Tox_Err_Group_Leave::TooLong,
            _ => not_found,
        })
    })
}

/// What is wrong with the names, or else with the privacy state, which is none: names are looked at first.
const fn why_not_with_any_privacy(group_name: &[u8], name: &[u8]) -> Tox_Err_Group_New {
    let (is_long, is_long_too) = (group_name.len() > MAX_GROUP_NAME, name.len() > MAX_NAME);
    match (group_name.len(), name.len()) {
        _ if is_long || is_long_too => Tox_Err_Group_New::TooLong,
        (0, _) | (_, 0) => Tox_Err_Group_New::Empty,
        _ => Tox_Err_Group_New::Init,
    }
}

const MAX_GROUP_NAME: usize = TOX_GROUP_MAX_GROUP_NAME_LENGTH as usize;
const MAX_NAME: usize = TOX_MAX_NAME_LENGTH as usize;
