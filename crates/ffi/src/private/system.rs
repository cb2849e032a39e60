//! The surroundings of an instance, as far as test programs can change them.

use std::ffi::c_void;
use std::ptr::{self, NonNull};

use crate::types::ToxMonoTimeCb;

/// Where randomness comes from. Always the operating system.
#[derive(Debug)]
pub struct Random {
    _opaque: [u8; 0],
}

/// The network. Always that of the operating system.
#[derive(Debug)]
pub struct Network {
    _opaque: [u8; 0],
}

/// Where memory comes from. Always the program's allocator.
#[derive(Debug)]
pub struct Memory {
    _opaque: [u8; 0],
}

/// The surroundings of an instance. Only the clock can be replaced; the other members must not be NULL, and are not used.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
#[allow(non_camel_case_types, reason = "the name is that of C")]
pub struct Tox_System {
    /// Tells the time; NULL for the clock of the operating system.
    pub mono_time_callback: ToxMonoTimeCb,
    /// What the function gets.
    pub mono_time_user_data: *mut c_void,
    /// Must not be NULL.
    pub rng: *const Random,
    /// Must not be NULL.
    pub ns: *const Network,
    /// Must not be NULL.
    pub mem: *const Memory,
}

// SAFETY: the pointers are numbers to us; whoever gives the function says that all threads may call it with its data.
unsafe impl Send for Tox_System {}
// SAFETY: as above.
unsafe impl Sync for Tox_System {}

/// The surroundings that instances have if nothing else is asked for.
///
/// @return surroundings with the clock of the operating system.
#[unsafe(no_mangle)]
pub extern "C" fn tox_default_system() -> Tox_System {
    Tox_System {
        mono_time_callback: None,
        mono_time_user_data: ptr::null_mut(),
        rng: NonNull::dangling().as_ptr(),
        ns: NonNull::dangling().as_ptr(),
        mem: NonNull::dangling().as_ptr(),
    }
}
