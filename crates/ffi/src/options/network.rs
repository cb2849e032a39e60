//! What kind of network there is, and how much of it is used.

use std::ffi::c_char;

use super::{Tox_Options, get, owned, set};
use crate::pointer::text;
use crate::types::Tox_Proxy_Type_Raw;

/// @param options the options.
///
/// @return whether IPv6 is used where the system has it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_get_ipv6_enabled(options: *const Tox_Options) -> bool {
    // SAFETY: the caller's promise.
    unsafe { get(options, false, |visible| visible.ipv6_enabled != 0) }
}

/// Says whether IPv6 is used where the system has it, beside IPv4. On by default.
///
/// @param options the options. NULL does nothing.
/// @param ipv6_enabled whether it is on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_set_ipv6_enabled(options: *mut Tox_Options, ipv6_enabled: bool) {
    // SAFETY: the caller's promise.
    unsafe { set(options, |visible| visible.ipv6_enabled = ipv6_enabled.into()) };
}

/// @param options the options.
///
/// @return whether UDP is used.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_get_udp_enabled(options: *const Tox_Options) -> bool {
    // SAFETY: the caller's promise.
    unsafe { get(options, false, |visible| visible.udp_enabled != 0) }
}

/// Says whether UDP is used. Without, everything goes through TCP relays. On by default; always off with a proxy.
///
/// @param options the options. NULL does nothing.
/// @param udp_enabled whether it is on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_set_udp_enabled(options: *mut Tox_Options, udp_enabled: bool) {
    // SAFETY: the caller's promise.
    unsafe { set(options, |visible| visible.udp_enabled = udp_enabled.into()) };
}

/// @param options the options.
///
/// @return whether others in the own network are looked for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_get_local_discovery_enabled(options: *const Tox_Options) -> bool {
    // SAFETY: the caller's promise.
    unsafe { get(options, false, |visible| visible.local_discovery_enabled != 0) }
}

/// Says whether others in the own network are looked for by broadcasts. On by default; always off without UDP.
///
/// @param options the options. NULL does nothing.
/// @param local_discovery_enabled whether it is on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_set_local_discovery_enabled(
    options: *mut Tox_Options,
    local_discovery_enabled: bool,
) {
    // SAFETY: the caller's promise.
    unsafe { set(options, |visible| visible.local_discovery_enabled = local_discovery_enabled.into()) };
}

/// @param options the options.
///
/// @return whether data is kept for others in the DHT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_get_dht_announcements_enabled(options: *const Tox_Options) -> bool {
    // SAFETY: the caller's promise.
    unsafe { get(options, false, |visible| visible.dht_announcements_enabled != 0) }
}

/// Says whether data of others is kept and forwarded in the DHT. On by default.
///
/// @param options the options. NULL does nothing.
/// @param dht_announcements_enabled whether it is on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_set_dht_announcements_enabled(
    options: *mut Tox_Options,
    dht_announcements_enabled: bool,
) {
    // SAFETY: the caller's promise.
    unsafe { set(options, |visible| visible.dht_announcements_enabled = dht_announcements_enabled.into()) };
}

/// @param options the options.
///
/// @return whether ports of friends behind NATs are guessed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_get_hole_punching_enabled(options: *const Tox_Options) -> bool {
    // SAFETY: the caller's promise.
    unsafe { get(options, false, |visible| visible.hole_punching_enabled != 0) }
}

/// Says whether ports of friends behind NATs are guessed, so that they are reached directly. On by default.
///
/// @param options the options. NULL does nothing.
/// @param hole_punching_enabled whether it is on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_set_hole_punching_enabled(options: *mut Tox_Options, hole_punching_enabled: bool) {
    // SAFETY: the caller's promise.
    unsafe { set(options, |visible| visible.hole_punching_enabled = hole_punching_enabled.into()) };
}

/// @param options the options.
///
/// @return which kind of proxy is used.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_get_proxy_type(options: *const Tox_Options) -> Tox_Proxy_Type_Raw {
    // SAFETY: the caller's promise.
    unsafe { get(options, 0, |visible| visible.proxy_type) }
}

/// Says which kind of proxy is used. None by default. With one there is no UDP, and no name of another host is looked up.
///
/// @param options the options. NULL does nothing.
/// @param proxy_type one of `Tox_Proxy_Type`; anything else makes `tox_new` fail.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_set_proxy_type(options: *mut Tox_Options, proxy_type: Tox_Proxy_Type_Raw) {
    // SAFETY: the caller's promise.
    unsafe { set(options, |visible| visible.proxy_type = proxy_type) };
}

/// @param options the options.
///
/// @return the host of the proxy: the pointer that was set, or that of the copy, or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_get_proxy_host(options: *const Tox_Options) -> *const c_char {
    // SAFETY: the caller's promise.
    unsafe { get(options, std::ptr::null(), |visible| visible.proxy_host) }
}

/// Says where the proxy is.
///
/// @param options the options. NULL does nothing.
/// @param proxy_host a name or address of at most `TOX_MAX_HOSTNAME_LENGTH` bytes, or NULL. It is copied if the options own
///   their data; otherwise it must live until `tox_new` returns.
///
/// @return true, unless there was no memory for a copy.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_set_proxy_host(options: *mut Tox_Options, proxy_host: *const c_char) -> bool {
    // SAFETY: the caller's promise.
    let owns = unsafe { get(options, false, |visible| visible.experimental_owned_data != 0) };
    // SAFETY: the caller's promise. If nothing is owned, the pointer is not looked at.
    let host = if owns { unsafe { text(proxy_host) } } else { None };
    let place = owned::keep_host(options, host);
    // SAFETY: the caller's promise.
    unsafe { set(options, |visible| visible.proxy_host = if owns { place } else { proxy_host }) }
}

/// @param options the options.
///
/// @return the port of the proxy.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_get_proxy_port(options: *const Tox_Options) -> u16 {
    // SAFETY: the caller's promise.
    unsafe { get(options, 0, |visible| visible.proxy_port) }
}

/// Says which port the proxy has.
///
/// @param options the options. NULL does nothing.
/// @param proxy_port its port. `tox_new` fails if there is a proxy and this is 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_set_proxy_port(options: *mut Tox_Options, proxy_port: u16) {
    // SAFETY: the caller's promise.
    unsafe { set(options, |visible| visible.proxy_port = proxy_port) };
}

/// @param options the options.
///
/// @return the first UDP port that is tried.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_get_start_port(options: *const Tox_Options) -> u16 {
    // SAFETY: the caller's promise.
    unsafe { get(options, 0, |visible| visible.start_port) }
}

/// Says which UDP port is tried first.
///
/// @param options the options. NULL does nothing.
/// @param start_port the port. If this and the other end are 0, 33445 to 33545 are tried; if one of them is, the other alone; ends in
///   the wrong order are exchanged.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_set_start_port(options: *mut Tox_Options, start_port: u16) {
    // SAFETY: the caller's promise.
    unsafe { set(options, |visible| visible.start_port = start_port) };
}

/// @param options the options.
///
/// @return the last UDP port that is tried.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_get_end_port(options: *const Tox_Options) -> u16 {
    // SAFETY: the caller's promise.
    unsafe { get(options, 0, |visible| visible.end_port) }
}

/// Says which UDP port is tried last.
///
/// @param options the options. NULL does nothing.
/// @param end_port the port, see `tox_options_set_start_port`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_set_end_port(options: *mut Tox_Options, end_port: u16) {
    // SAFETY: the caller's promise.
    unsafe { set(options, |visible| visible.end_port = end_port) };
}

/// @param options the options.
///
/// @return the port of the own TCP relay; 0 if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_get_tcp_port(options: *const Tox_Options) -> u16 {
    // SAFETY: the caller's promise.
    unsafe { get(options, 0, |visible| visible.tcp_port) }
}

/// Makes the instance a TCP relay for others. Needs UDP.
///
/// @param options the options. NULL does nothing.
/// @param tcp_port the port, or 0 for no relay.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_options_set_tcp_port(options: *mut Tox_Options, tcp_port: u16) {
    // SAFETY: the caller's promise.
    unsafe { set(options, |visible| visible.tcp_port = tcp_port) };
}
