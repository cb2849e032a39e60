//! What we say about ourselves: name, status message, status.

use toxcore::UserStatus;

use crate::handle::{Handle, Tox};
use crate::pointer::{Out, OutBytes, Unreadable, bytes};
use crate::types::c_enum::from_raw;
use crate::types::{
    TOX_MAX_NAME_LENGTH, TOX_MAX_STATUS_MESSAGE_LENGTH, Tox_Err_Set_Info, Tox_User_Status, Tox_User_Status_Raw,
};

/// Sets our name, and tells all friends.
///
/// @param tox the instance.
/// @param name the name; NULL with a length of 0 for none.
/// @param length its length, at most `TOX_MAX_NAME_LENGTH`.
/// @param error why it was not set. NULL if that does not matter.
///
/// @return whether it was set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_self_set_name(
    tox: *mut Tox,
    name: *const u8,
    length: usize,
    error: *mut Tox_Err_Set_Info,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let name = unsafe { bytes(name, length, TOX_MAX_NAME_LENGTH as usize) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_Set_Info::Null), |core| {
        core.tox.set_name(core.now, name.map_err(unreadable)?).map_err(|_| Tox_Err_Set_Info::TooLong)?;
        Ok(true)
    })
}

/// @param tox the instance.
///
/// @return the length of our name in bytes; 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_self_get_name_size(tox: *const Tox) -> usize {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.ask(0, |core| core.tox.self_name().len())
}

/// Writes our name.
///
/// @param tox the instance.
/// @param name room for as many bytes as `tox_self_get_name_size` says. NULL does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_self_get_name(tox: *const Tox, name: *mut u8) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let name = unsafe { OutBytes::new(name) };
    tox.ask((), |core| name.write(core.tox.self_name()));
}

/// Sets our status message, and tells all friends.
///
/// @param tox the instance.
/// @param status_message the text; NULL with a length of 0 for none.
/// @param length its length, at most `TOX_MAX_STATUS_MESSAGE_LENGTH`.
/// @param error why it was not set. NULL if that does not matter.
///
/// @return whether it was set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_self_set_status_message(
    tox: *mut Tox,
    status_message: *const u8,
    length: usize,
    error: *mut Tox_Err_Set_Info,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let text = unsafe { bytes(status_message, length, TOX_MAX_STATUS_MESSAGE_LENGTH as usize) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_Set_Info::Null), |core| {
        let text = text.map_err(unreadable)?;
        core.tox.set_status_message(core.now, text).map_err(|_| Tox_Err_Set_Info::TooLong)?;
        Ok(true)
    })
}

const fn unreadable(why: Unreadable) -> Tox_Err_Set_Info {
    match why {
        Unreadable::Null => Tox_Err_Set_Info::Null,
        Unreadable::TooLong => Tox_Err_Set_Info::TooLong,
    }
}

/// @param tox the instance.
///
/// @return the length of our status message in bytes; 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_self_get_status_message_size(tox: *const Tox) -> usize {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.ask(0, |core| core.tox.self_status_message().len())
}

/// Writes our status message.
///
/// @param tox the instance.
/// @param status_message room for as many bytes as `tox_self_get_status_message_size` says. NULL does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_self_get_status_message(tox: *const Tox, status_message: *mut u8) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let status_message = unsafe { OutBytes::new(status_message) };
    tox.ask((), |core| status_message.write(core.tox.self_status_message()));
}

/// Sets our status, and tells all friends.
///
/// @param tox the instance. NULL does nothing.
/// @param status one of `Tox_User_Status`; anything else does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_self_set_status(tox: *mut Tox, status: Tox_User_Status_Raw) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    if let Some(status) = from_raw(status).map(status_from_c) {
        tox.act((), |core| core.tox.set_status(core.now, status));
    }
}

/// @param tox the instance.
///
/// @return our status; that of somebody who is there for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_self_get_status(tox: *const Tox) -> Tox_User_Status_Raw {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.ask(Tox_User_Status::None, |core| user_status(core.tox.self_status())) as u32
}

pub(crate) const fn status_from_c(status: Tox_User_Status) -> UserStatus {
    match status {
        Tox_User_Status::None => UserStatus::Available,
        Tox_User_Status::Away => UserStatus::Away,
        Tox_User_Status::Busy => UserStatus::Busy,
    }
}

/// C's word for a status.
pub(crate) const fn user_status(status: UserStatus) -> Tox_User_Status {
    match status {
        UserStatus::Available => Tox_User_Status::None,
        UserStatus::Away => Tox_User_Status::Away,
        UserStatus::Busy => Tox_User_Status::Busy,
    }
}
