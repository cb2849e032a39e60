//! Options of one turn.

use std::ffi::c_void;
use std::ptr;

use crate::boundary::boundary;
use crate::handle::Tox;
use crate::pointer::Out;
use crate::tox::tox_iterate;
use crate::types::Tox_Err_Iterate_Options_New;

/// How a turn deals with trouble. Made by `tox_iterate_options_new`, and the program's until `tox_iterate_options_free`.
#[derive(Clone, Copy, Debug, Default)]
#[allow(non_camel_case_types, reason = "the name is that of C")]
pub struct Tox_Iterate_Options {
    fail_hard: bool,
}

/// Makes options with their defaults.
///
/// @param error why there are none; may be NULL.
///
/// @return the options, to be freed with `tox_iterate_options_free`; NULL if there are none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_iterate_options_new(error: *mut Tox_Err_Iterate_Options_New) -> *mut Tox_Iterate_Options {
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    let options: *mut Tox_Iterate_Options = boundary(ptr::null_mut(), || Box::into_raw(Box::default()));
    error.set(if options.is_null() { Tox_Err_Iterate_Options_New::Malloc } else { Tox_Err_Iterate_Options_New::Ok });
    options
}

/// Frees options. NULL does nothing.
///
/// @param options the options.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_iterate_options_free(options: *mut Tox_Iterate_Options) {
    if !options.is_null() {
        // SAFETY: the caller passes options that this library made, and which are not freed yet.
        drop(unsafe { Box::from_raw(options) });
    }
}

/// Sets whether `tox_events_iterate` gives up all events of a turn if there is no memory for one of them, instead of that one
/// alone. This library never leaves an event out, so it changes nothing.
///
/// @param options the options. NULL does nothing.
/// @param fail_hard whether it does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_iterate_options_set_fail_hard(options: *mut Tox_Iterate_Options, fail_hard: bool) {
    // SAFETY: the caller's promise.
    if let Some(options) = unsafe { options.as_mut() } {
        options.fail_hard = fail_hard;
    }
}

/// @param options the options.
///
/// @return what was set last; false if nothing was, or for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_iterate_options_get_fail_hard(options: *const Tox_Iterate_Options) -> bool {
    // SAFETY: the caller's promise.
    unsafe { options.as_ref() }.is_some_and(|options| options.fail_hard)
}

/// Does what `tox_iterate` does; the options only concern `tox_events_iterate`.
///
/// @param tox the instance. NULL does nothing.
/// @param options the options; NULL for the defaults.
/// @param user_data what callbacks get.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_iterate_with_options(
    tox: *mut Tox,
    options: *const Tox_Iterate_Options,
    user_data: *mut c_void,
) {
    _ = options;
    // SAFETY: the caller's promise.
    unsafe { tox_iterate(tox, user_data) };
}
