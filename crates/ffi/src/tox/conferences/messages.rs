//! Messages and titles of conferences.
#![allow(unused_variables, reason = "there are no conferences yet that arguments could be used on")]

use crate::handle::Tox;
use crate::tox::absent::absent;
use crate::types::{
    Tox_Conference_Number, Tox_Err_Conference_Send_Message, Tox_Err_Conference_Title, Tox_Message_Type_Raw,
};

/// Writes a message to a conference.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param type how it is meant.
/// @param message the text.
/// @param length its length, at most `TOX_MAX_MESSAGE_LENGTH`.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was sent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_send_message(
    tox: *mut Tox,
    conference_number: Tox_Conference_Number,
    r#type: Tox_Message_Type_Raw,
    message: *const u8,
    length: usize,
    error: *mut Tox_Err_Conference_Send_Message,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Conference_Send_Message::ConferenceNotFound, false) }
}

/// @param tox the instance.
/// @param conference_number the conference.
/// @param error why not. NULL if that does not matter.
///
/// @return the length of the title in bytes; SIZE_MAX if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_get_title_size(
    tox: *const Tox,
    conference_number: Tox_Conference_Number,
    error: *mut Tox_Err_Conference_Title,
) -> usize {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Conference_Title::ConferenceNotFound, usize::MAX) }
}

/// Writes the title.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param title room for as many bytes as `tox_conference_get_title_size` says.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_get_title(
    tox: *const Tox,
    conference_number: Tox_Conference_Number,
    title: *mut u8,
    error: *mut Tox_Err_Conference_Title,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Conference_Title::ConferenceNotFound, false) }
}

/// Sets the title, for all.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param title the title.
/// @param length its length, at most `TOX_MAX_NAME_LENGTH`.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_set_title(
    tox: *mut Tox,
    conference_number: Tox_Conference_Number,
    title: *const u8,
    length: usize,
    error: *mut Tox_Err_Conference_Title,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Conference_Title::ConferenceNotFound, false) }
}
