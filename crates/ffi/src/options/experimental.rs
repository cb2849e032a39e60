//! Options that may change.

use super::{Tox_Options, get, set};

/// @param options the options.
///
/// @return whether the options keep copies.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_get_experimental_owned_data(options: *const Tox_Options) -> bool {
    // SAFETY: the caller's promise.
    unsafe { get(options, false, |visible| visible.experimental_owned_data != 0) }
}

/// Says whether the options keep copies of proxy host and savedata that are set from now on. Off by default.
///
/// @param options the options. NULL does nothing.
/// @param experimental_owned_data whether it is on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_set_experimental_owned_data(
    options: *mut Tox_Options,
    experimental_owned_data: bool,
) {
    // SAFETY: the caller's promise.
    unsafe { set(options, |visible| visible.experimental_owned_data = experimental_owned_data.into()) };
}

/// @param options the options.
///
/// @return whether the instance was asked to be thread-safe.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_get_experimental_thread_safety(options: *const Tox_Options) -> bool {
    // SAFETY: the caller's promise.
    unsafe { get(options, false, |visible| visible.experimental_thread_safety != 0) }
}

/// Asks for an instance that several threads may use. Every instance can be used so.
///
/// @param options the options. NULL does nothing.
/// @param experimental_thread_safety whether it is on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_set_experimental_thread_safety(
    options: *mut Tox_Options,
    experimental_thread_safety: bool,
) {
    // SAFETY: the caller's promise.
    unsafe { set(options, |visible| visible.experimental_thread_safety = experimental_thread_safety.into()) };
}

/// @param options the options.
///
/// @return whether groups are saved.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_get_experimental_groups_persistence(options: *const Tox_Options) -> bool {
    // SAFETY: the caller's promise.
    unsafe { get(options, false, |visible| visible.experimental_groups_persistence != 0) }
}

/// Says whether groups are written to savedata and read from it. Off by default.
///
/// @param options the options. NULL does nothing.
/// @param experimental_groups_persistence whether it is on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_set_experimental_groups_persistence(
    options: *mut Tox_Options,
    experimental_groups_persistence: bool,
) {
    // SAFETY: the caller's promise.
    unsafe { set(options, |visible| visible.experimental_groups_persistence = experimental_groups_persistence.into()) };
}

/// @param options the options.
///
/// @return whether names of hosts are refused.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_get_experimental_disable_dns(options: *const Tox_Options) -> bool {
    // SAFETY: the caller's promise.
    unsafe { get(options, false, |visible| visible.experimental_disable_dns != 0) }
}

/// Says whether names of hosts are refused, so that none is looked up; addresses are taken. Off by default.
///
/// @param options the options. NULL does nothing.
/// @param experimental_disable_dns whether it is on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_set_experimental_disable_dns(
    options: *mut Tox_Options,
    experimental_disable_dns: bool,
) {
    // SAFETY: the caller's promise.
    unsafe { set(options, |visible| visible.experimental_disable_dns = experimental_disable_dns.into()) };
}
