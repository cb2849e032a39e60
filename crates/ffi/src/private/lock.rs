//! The lock of an instance, and the object that calls hang on.

use std::ffi::c_void;

use crate::handle::{Handle, Tox};
use crate::private::Tox_System;

/// Takes the lock of an instance, so that several calls become one for other threads.
///
/// It is the lock that each function takes, whatever the options say, and a thread that has it may take it again. While it is
/// held around `tox_iterate`, it is held around callbacks too.
///
/// @param tox the instance. NULL does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_lock(tox: *const Tox) {
    // SAFETY: the caller's promise.
    if let Some(tox) = unsafe { Handle::new(tox) }.get() {
        tox.lock_for_c();
    }
}

/// Gives back the lock of an instance: once for each `tox_lock`, in the same thread. From another thread it does nothing.
///
/// @param tox the instance. NULL does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_unlock(tox: *const Tox) {
    // SAFETY: the caller's promise.
    if let Some(tox) = unsafe { Handle::new(tox) }.get() {
        tox.unlock_for_c();
    }
}

/// The surroundings that an instance runs in.
///
/// @param tox the instance.
///
/// @return the instance's own copy of what `tox_new_testing` was given, or of `tox_default_system`; NULL for NULL. It lives
///   as long as the instance.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_get_system(tox: *const Tox) -> *const Tox_System {
    // SAFETY: the caller's promise.
    match unsafe { Handle::new(tox) }.get() {
        Some(tox) => &raw const tox.system,
        None => std::ptr::null(),
    }
}

/// Notes an object with an instance. Only `toxav_new` and `toxav_kill` need it.
///
/// @param tox the instance.
/// @param object the object, or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_set_av_object(tox: *mut Tox, object: *mut c_void) {
    // SAFETY: the caller's promise.
    if let Some(tox) = unsafe { Handle::new(tox) }.get() {
        tox.set_av(object);
    }
}

/// The object that was noted.
///
/// @param tox the instance.
///
/// @return the object, or NULL if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_get_av_object(tox: *const Tox) -> *mut c_void {
    // SAFETY: the caller's promise.
    unsafe { Handle::new(tox) }.get().map_or(std::ptr::null_mut(), Tox::av)
}
