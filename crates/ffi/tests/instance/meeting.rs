use std::ffi::c_void;
use std::ptr;

use toxcore_ffi::types::Tox_Err_Bootstrap;
use toxcore_ffi::*;

use crate::support::{Clock, Instance, Options, drive};

const TCP: u32 = 1;
const UDP: u32 = 2;

#[test]
fn two_instances_are_a_network() {
    let clock = Clock::default();
    let (alice, bob) = (Options::new().start_at(&clock), Options::new().start_at(&clock));
    assert_eq!(alice.bootstrap(&bob), Ok(()));
    assert!(drive(&clock, &[&alice, &bob], || alice.connection() == UDP && bob.connection() == UDP));
}

#[test]
fn without_udp_a_relay_is_the_way_in() {
    let clock = Clock::default();
    let relay = relay(&clock);
    let user = Options::new().without_udp().start_at(&clock);
    assert!(user.udp_port().is_err());
    let (port, key) = (relay.tcp_port().expect("relay"), relay.dht_id());
    let mut error = Tox_Err_Bootstrap::Null;
    // SAFETY: a live instance, a text and a key.
    assert!(unsafe { tox_add_tcp_relay(user.0, c"127.0.0.1".as_ptr(), port, key.as_ptr(), &raw mut error) });
    assert_eq!(error, Tox_Err_Bootstrap::Ok);
    // Through it a node is asked.
    assert_eq!(user.bootstrap(&relay), Ok(()));
    assert!(drive(&clock, &[&relay, &user], || user.connection() == TCP));
}

/// An instance that is a relay on a free port.
fn relay(clock: &Clock) -> Instance {
    (30_000..31_000)
        .find_map(|port| {
            // SAFETY: live options.
            let options = Options::new().with(|options| unsafe { tox_options_set_tcp_port(options, port) });
            options.start().ok()?;
            Some(options.start_at(clock))
        })
        .expect("a free port")
}

#[test]
fn nodes_are_checked_in_order() {
    let clock = Clock::default();
    let tox = Options::new().start_at(&clock);
    let key = [7; 32];
    let refused = |host: *const std::ffi::c_char, port, key: *const u8| {
        let (mut first, mut second) = (Tox_Err_Bootstrap::Ok, Tox_Err_Bootstrap::Ok);
        // SAFETY: the pointers are NULL or good.
        assert!(!unsafe { tox_bootstrap(tox.0, host, port, key, &raw mut first) });
        // SAFETY: as above.
        assert!(!unsafe { tox_add_tcp_relay(tox.0, host, port, key, &raw mut second) });
        assert_eq!(first, second);
        first
    };
    assert_eq!(refused(ptr::null(), 0, ptr::null()), Tox_Err_Bootstrap::Null);
    assert_eq!(refused(c"".as_ptr(), 0, ptr::null()), Tox_Err_Bootstrap::Null);
    assert_eq!(refused(c"".as_ptr(), 0, key.as_ptr()), Tox_Err_Bootstrap::BadPort);
    assert_eq!(refused(c"".as_ptr(), 1, key.as_ptr()), Tox_Err_Bootstrap::BadHost);
    assert_eq!(refused(c"no such host".as_ptr(), 1, key.as_ptr()), Tox_Err_Bootstrap::BadHost);
    assert_eq!(refused(c"\xff\xfe".as_ptr(), 1, key.as_ptr()), Tox_Err_Bootstrap::BadHost);
    let long = std::ffi::CString::new("1".repeat(300)).expect("text");
    assert_eq!(refused(long.as_ptr(), 1, key.as_ptr()), Tox_Err_Bootstrap::BadHost);
    // SAFETY: NULL is allowed.
    assert!(!unsafe { tox_bootstrap(ptr::null_mut(), c"".as_ptr(), 1, key.as_ptr(), ptr::null_mut()) });
}

#[test]
fn names_are_refused_where_a_look_up_would_tell_on_us() {
    // SAFETY: live options.
    let options = Options::new().with(|options| unsafe { tox_options_set_experimental_disable_dns(options, true) });
    let tox = options.start().expect("instance");
    let add = |host: &std::ffi::CStr| {
        // SAFETY: a live instance, a text and a key.
        unsafe { tox_bootstrap(tox.0, host.as_ptr(), 33_445, [7; 32].as_ptr(), ptr::null_mut()) }
    };
    assert!(!add(c"localhost"));
    assert!(add(c"127.0.0.1"));
}

#[test]
fn the_callback_is_told_what_the_function_says() {
    unsafe extern "C" fn note(tox: *mut Tox, status: u32, told: *mut c_void) {
        // SAFETY: a live instance.
        assert_eq!(unsafe { tox_self_get_connection_status(tox) }, status);
        // SAFETY: the number of the test.
        unsafe { *told.cast::<u32>() = status };
    }
    let clock = Clock::default();
    let (alice, bob) = (Options::new().start_at(&clock), Options::new().start_at(&clock));
    // SAFETY: a live instance.
    unsafe { tox_callback_self_connection_status(alice.0, Some(note)) };
    assert_eq!(alice.bootstrap(&bob), Ok(()));
    let mut told = 0_u32;
    drive(&clock, &[&bob], || {
        // SAFETY: a live instance, and the number that the callback wants.
        unsafe { tox_iterate(alice.0, (&raw mut told).cast()) };
        told == UDP
    });
    assert_eq!(told, UDP);
}
