//! `tox_options.h`: what is chosen before the start.
//!
//! C declares [`Tox_Options`] with 88 bytes, but old programs have their own of 72 bytes, on their stacks even. So only the
//! first 72 bytes of what C hands over are ever touched ([`Visible`]); what copies of texts and save files need more lies in
//! [`owned`].

mod experimental;
mod log;
mod network;
mod object;
mod owned;
mod savedata;
mod settings;

use std::ffi::{c_char, c_void};

pub use experimental::*;
pub use log::*;
pub use network::*;
pub use object::*;
pub use savedata::*;
pub(crate) use settings::Settings;

use crate::boundary::boundary;
use crate::types::{Tox_Proxy_Type_Raw, Tox_Savedata_Type_Raw, ToxLogCb};

/// Options of `tox_new`. The members are there for old programs: use the functions.
#[repr(C)]
#[derive(Debug)]
#[allow(non_camel_case_types, reason = "the name is that of C")]
pub struct Tox_Options {
    visible: Visible,
    /// What is here belongs to whoever made the object.
    never_touched: [*mut c_void; 2],
}

/// The part that all programs have.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
struct Visible {
    // What C calls a `bool` is a byte here: in memory that nobody cleared it may have any value.
    ipv6_enabled: u8,
    udp_enabled: u8,
    local_discovery_enabled: u8,
    dht_announcements_enabled: u8,
    proxy_type: Tox_Proxy_Type_Raw,
    proxy_host: *const c_char,
    proxy_port: u16,
    start_port: u16,
    end_port: u16,
    tcp_port: u16,
    hole_punching_enabled: u8,
    savedata_type: Tox_Savedata_Type_Raw,
    savedata_data: *const u8,
    savedata_length: usize,
    log_callback: ToxLogCb,
    log_user_data: *mut c_void,
    experimental_thread_safety: u8,
    experimental_groups_persistence: u8,
    experimental_disable_dns: u8,
    experimental_owned_data: u8,
}

impl Visible {
    const DEFAULT: Self = Self {
        ipv6_enabled: 1,
        udp_enabled: 1,
        local_discovery_enabled: 1,
        dht_announcements_enabled: 1,
        proxy_type: 0,
        proxy_host: std::ptr::null(),
        proxy_port: 0,
        start_port: 0,
        end_port: 0,
        tcp_port: 0,
        hole_punching_enabled: 1,
        savedata_type: 0,
        savedata_data: std::ptr::null(),
        savedata_length: 0,
        log_callback: None,
        log_user_data: std::ptr::null_mut(),
        experimental_thread_safety: 0,
        experimental_groups_persistence: 0,
        experimental_disable_dns: 0,
        experimental_owned_data: 0,
    };
}

const _: () = {
    assert!(size_of::<Visible>() == 72, "what old programs have");
    assert!(size_of::<Tox_Options>() == 88, "what new programs have");
};

/// Reads a member. `otherwise` for NULL.
///
/// # Safety
/// `options` is NULL or points to 72 bytes that were set to the defaults once.
unsafe fn get<T>(options: *const Tox_Options, otherwise: T, get: impl FnOnce(&Visible) -> T) -> T {
    // SAFETY: the caller's promise.
    let visible = unsafe { options.cast::<Visible>().as_ref() };
    boundary(None, || visible.map(get)).unwrap_or(otherwise)
}

/// Writes a member. `false` for NULL.
///
/// # Safety
/// As [`get`], and nobody else uses them meanwhile.
unsafe fn set(options: *mut Tox_Options, set: impl FnOnce(&mut Visible)) -> bool {
    // SAFETY: the caller's promise.
    let visible = unsafe { options.cast::<Visible>().as_mut() };
    boundary(None, || visible.map(set)).is_some()
}

#[cfg(test)]
mod tests;
