//! Which conferences there are.
#![allow(unused_variables, reason = "there are no conferences yet that arguments could be used on")]

use crate::handle::Tox;
use crate::tox::absent::absent;
use crate::types::{
    Tox_Conference_Number, Tox_Conference_Type_Raw, Tox_Err_Conference_By_Id, Tox_Err_Conference_By_Uid,
    Tox_Err_Conference_Get_Type,
};

/// @param tox the instance.
///
/// @return in how many conferences we are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_get_chatlist_size(tox: *const Tox) -> usize {
    0
}

/// Writes the numbers of all conferences.
///
/// @param tox the instance.
/// @param chatlist room for as many numbers as `tox_conference_get_chatlist_size` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_get_chatlist(tox: *const Tox, chatlist: *mut Tox_Conference_Number) {
    // There is nothing to write.
}

/// @param tox the instance.
/// @param conference_number the conference.
/// @param error why not. NULL if that does not matter.
///
/// @return what a conference carries; UINT32_MAX, which is none of the constants, if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_get_type(
    tox: *const Tox,
    conference_number: Tox_Conference_Number,
    error: *mut Tox_Err_Conference_Get_Type,
) -> Tox_Conference_Type_Raw {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Conference_Get_Type::ConferenceNotFound, u32::MAX) }
}

/// Writes the id of a conference.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param id room for `TOX_CONFERENCE_ID_SIZE` bytes.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_get_id(
    tox: *const Tox,
    conference_number: Tox_Conference_Number,
    id: *mut u8,
) -> bool {
    false
}

/// Finds a conference by its id.
///
/// @param tox the instance.
/// @param id the id, `TOX_CONFERENCE_ID_SIZE` bytes.
/// @param error why not. NULL if that does not matter.
///
/// @return its number; UINT32_MAX if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_by_id(
    tox: *const Tox,
    id: *const u8,
    error: *mut Tox_Err_Conference_By_Id,
) -> Tox_Conference_Number {
    let why = if id.is_null() { Tox_Err_Conference_By_Id::Null } else { Tox_Err_Conference_By_Id::NotFound };
    // SAFETY: the caller's promise.
    unsafe { absent(error, why, u32::MAX) }
}

/// Writes the id of a conference; the older name of `tox_conference_get_id`.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param uid room for `TOX_CONFERENCE_UID_SIZE` bytes.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_get_uid(
    tox: *const Tox,
    conference_number: Tox_Conference_Number,
    uid: *mut u8,
) -> bool {
    false
}

/// Finds a conference by its id; the older name of `tox_conference_by_id`.
///
/// @param tox the instance.
/// @param uid the id, `TOX_CONFERENCE_UID_SIZE` bytes.
/// @param error why not. NULL if that does not matter.
///
/// @return its number; UINT32_MAX if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_by_uid(
    tox: *const Tox,
    uid: *const u8,
    error: *mut Tox_Err_Conference_By_Uid,
) -> Tox_Conference_Number {
    let why = if uid.is_null() { Tox_Err_Conference_By_Uid::Null } else { Tox_Err_Conference_By_Uid::NotFound };
    // SAFETY: the caller's promise.
    unsafe { absent(error, why, u32::MAX) }
}
