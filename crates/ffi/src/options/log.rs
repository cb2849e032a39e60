//! The log.

use std::ffi::c_void;

use super::{Tox_Options, get, set};
use crate::types::ToxLogCb;

/// @param options the options.
///
/// @return the function that gets the log, or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_get_log_callback(options: *const Tox_Options) -> ToxLogCb {
    // SAFETY: the caller's promise.
    unsafe { get(options, None, |visible| visible.log_callback) }
}

/// Says which function gets the log: what happens at the levels info, warning and error. It is called at the end of the
/// functions that have something to tell, the first time perhaps before `tox_new` returns; if that fails, with a NULL instance.
///
/// @param options the options. NULL does nothing.
/// @param log_callback the function, or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_set_log_callback(options: *mut Tox_Options, log_callback: ToxLogCb) {
    // SAFETY: the caller's promise.
    unsafe { set(options, |visible| visible.log_callback = log_callback) };
}

/// @param options the options.
///
/// @return what that function gets.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_get_log_user_data(options: *const Tox_Options) -> *mut c_void {
    // SAFETY: the caller's promise.
    unsafe { get(options, std::ptr::null_mut(), |visible| visible.log_user_data) }
}

/// Says what the function for the log gets besides.
///
/// @param options the options. NULL does nothing.
/// @param log_user_data any pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_set_log_user_data(options: *mut Tox_Options, log_user_data: *mut c_void) {
    // SAFETY: the caller's promise.
    unsafe { set(options, |visible| visible.log_user_data = log_user_data) };
}
