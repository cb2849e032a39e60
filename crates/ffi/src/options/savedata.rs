//! Who we are: a save file or a key.

use super::{Tox_Options, get, owned, set};
use crate::pointer::bytes;
use crate::types::Tox_Savedata_Type_Raw;

/// @param options the options.
///
/// @return what the savedata is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_get_savedata_type(options: *const Tox_Options) -> Tox_Savedata_Type_Raw {
    // SAFETY: the caller's promise.
    unsafe { get(options, 0, |visible| visible.savedata_type) }
}

/// Says what the savedata is. None by default, which makes a new identity.
///
/// @param options the options. NULL does nothing.
/// @param savedata_type one of `Tox_Savedata_Type`; anything else makes `tox_new` fail.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_set_savedata_type(
    options: *mut Tox_Options,
    savedata_type: Tox_Savedata_Type_Raw,
) {
    // SAFETY: the caller's promise.
    unsafe { set(options, |visible| visible.savedata_type = savedata_type) };
}

/// @param options the options.
///
/// @return the savedata: the pointer that was set, or that of the copy, or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_get_savedata_data(options: *const Tox_Options) -> *const u8 {
    // SAFETY: the caller's promise.
    unsafe { get(options, std::ptr::null(), |visible| visible.savedata_data) }
}

/// Says where the savedata is, and how long.
///
/// @param options the options. NULL does nothing.
/// @param savedata_data a save file or a secret key, or NULL. It is copied if the options own their data; otherwise it must
///   live until `tox_new` returns.
/// @param length its length.
///
/// @return true, unless there was no memory for a copy.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_set_savedata_data(
    options: *mut Tox_Options,
    savedata_data: *const u8,
    length: usize,
) -> bool {
    // SAFETY: the caller's promise.
    let owns = unsafe { get(options, false, |visible| visible.experimental_owned_data != 0) };
    // SAFETY: the caller's promise. If nothing is owned, the pointer is not looked at.
    let savedata = if owns { unsafe { bytes(savedata_data, length, usize::MAX) }.ok() } else { None };
    let place = owned::keep_savedata(options, savedata.filter(|savedata| !savedata.is_empty()));
    let (place, length) = match savedata {
        Some(savedata) => (place, savedata.len()),
        None if owns => (std::ptr::null(), 0),
        None => (savedata_data, length),
    };
    // SAFETY: the caller's promise.
    unsafe { set(options, |visible| (visible.savedata_data, visible.savedata_length) = (place, length)) }
}

/// @param options the options.
///
/// @return how long the savedata is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_get_savedata_length(options: *const Tox_Options) -> usize {
    // SAFETY: the caller's promise.
    unsafe { get(options, 0, |visible| visible.savedata_length) }
}

/// Says how long the savedata is. `tox_options_set_savedata_data` does that, too.
///
/// @param options the options. NULL does nothing.
/// @param savedata_length the length in bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_set_savedata_length(options: *mut Tox_Options, savedata_length: usize) {
    // SAFETY: the caller's promise.
    unsafe { set(options, |visible| visible.savedata_length = savedata_length) };
}
