//! An instance whose clock a test program rules.

use crate::handle::Tox;
use crate::options::Tox_Options;
use crate::pointer::Out;
use crate::private::Tox_System;
use crate::tox::new_instance;
use crate::types::{Tox_Err_New, Tox_Err_New_Testing};

/// What `tox_new_testing` takes besides options.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
#[allow(non_camel_case_types, reason = "the name is that of C")]
pub struct Tox_Options_Testing {
    /// The surroundings of the instance; copied.
    pub operating_system: *const Tox_System,
}

/// Makes an instance as `tox_new` does, in other surroundings.
///
/// Its time is that of `mono_time_callback`: milliseconds, which may jump ahead as far as they like; what goes back is taken
/// for standing still. The callback is called from all threads that use the instance, without any lock held.
///
/// @param options as for `tox_new`; NULL for the defaults.
/// @param error as for `tox_new`.
/// @param testing the surroundings. NULL, or a NULL in them other than in the clock, is an error.
/// @param testing_error whether those were usable. NULL if that does not matter.
///
/// @return the instance, or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_new_testing(
    options: *const Tox_Options,
    error: *mut Tox_Err_New,
    testing: *const Tox_Options_Testing,
    testing_error: *mut Tox_Err_New_Testing,
) -> *mut Tox {
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    // SAFETY: the caller's promise.
    let testing_error = unsafe { Out::new(testing_error) };
    // SAFETY: the caller's promise.
    let Some(system) = (unsafe { usable_system(testing) }) else {
        error.set(Tox_Err_New::Null);
        testing_error.set(Tox_Err_New_Testing::Null);
        return std::ptr::null_mut();
    };
    testing_error.set_ok();
    // SAFETY: the caller's promise.
    unsafe { new_instance(options, error, system) }
}

/// # Safety
/// `testing` and the pointer in it are NULL or point to what their types say.
unsafe fn usable_system(testing: *const Tox_Options_Testing) -> Option<Tox_System> {
    // SAFETY: the caller's promise.
    let testing = unsafe { testing.as_ref() }?;
    // SAFETY: the caller's promise.
    let system = unsafe { testing.operating_system.as_ref() }?;
    let is_usable = !system.rng.is_null() && !system.ns.is_null() && !system.mem.is_null();
    is_usable.then_some(*system)
}
