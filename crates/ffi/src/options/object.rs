//! The options as an object: made, cleared, copied, freed.

use std::ptr;

use super::{Tox_Options, Visible, get, owned, tox_options_set_proxy_host, tox_options_set_savedata_data};
use crate::boundary::boundary;
use crate::pointer::Out;
use crate::types::Tox_Err_Options_New;

/// Sets all options to their defaults: IPv6, UDP, LAN discovery, DHT announcements and hole punching are on, everything else
/// is off, 0 or NULL.
///
/// Nothing is read, so that it is the function to call first for memory of one's own. Only the members up to
/// `experimental_owned_data` are written.
///
/// @param options the options. NULL does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_default(options: *mut Tox_Options) {
    boundary((), || {
        if !options.is_null() {
            owned::forget(options);
            // SAFETY: not NULL; the caller promises the bytes that all programs have.
            unsafe { options.cast::<Visible>().write(Visible::DEFAULT) };
        }
    });
}

/// Makes options with their defaults.
///
/// @param error why there are none. NULL if that does not matter.
///
/// @return the options, which `tox_options_free` frees.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_new(error: *mut Tox_Err_Options_New) -> *mut Tox_Options {
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    let options = Tox_Options { visible: Visible::DEFAULT, never_touched: [ptr::null_mut(); 2] };
    let made = boundary(ptr::null_mut(), || Box::into_raw(Box::new(options)));
    if made.is_null() {
        error.set(Tox_Err_Options_New::Malloc);
    } else {
        error.set_ok();
    }
    made
}

/// Frees options that `tox_options_new` made, and what they own.
///
/// @param options the options. NULL does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_free(options: *mut Tox_Options) {
    boundary((), || {
        if !options.is_null() {
            owned::forget(options);
            // SAFETY: the caller promises that they came from `tox_options_new`, which made a box.
            drop(unsafe { Box::from_raw(options) });
        }
    });
}

/// Copies all options. If the source owns its proxy host and savedata, the copy gets its own; otherwise both point to the same.
///
/// @param dest what is overwritten. What it owned is freed.
/// @param src what is copied. If either is NULL, nothing happens.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_copy(dest: *mut Tox_Options, src: *const Tox_Options) {
    // SAFETY: the caller's promise.
    let source = unsafe { get(src, None, |visible| Some(*visible)) };
    let Some(source) = source.filter(|_| !dest.is_null() && !ptr::eq(dest, src)) else { return };
    // SAFETY: the caller's promise.
    unsafe { tox_options_default(dest) };
    // SAFETY: not NULL, and the caller promises the rest.
    unsafe { dest.cast::<Visible>().write(source) };
    if source.experimental_owned_data != 0 {
        // SAFETY: `dest` is the caller's promise; the host is what the source owns.
        unsafe { tox_options_set_proxy_host(dest, source.proxy_host) };
        // SAFETY: as above.
        unsafe { tox_options_set_savedata_data(dest, source.savedata_data, source.savedata_length) };
    }
}
