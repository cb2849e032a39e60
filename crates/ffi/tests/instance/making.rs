use std::ffi::CString;
use std::ptr;

use toxcore_ffi::types::{Tox_Err_New, Tox_Err_New_Testing};
use toxcore_ffi::*;

use crate::support::{Clock, Options};

const TOX_SAVE: u32 = 1;
const SECRET_KEY: u32 = 2;

fn with_savedata(kind: u32, data: &[u8]) -> Options {
    Options::new().without_udp().with(|options| {
        // SAFETY: live options.
        unsafe { tox_options_set_experimental_owned_data(options, true) };
        // SAFETY: as above.
        unsafe { tox_options_set_savedata_type(options, kind) };
        // SAFETY: as above, and that many bytes.
        unsafe { tox_options_set_savedata_data(options, data.as_ptr(), data.len()) };
    })
}

fn with_proxy(kind: u32, host: Option<&str>, port: u16) -> Options {
    let host = host.map(|host| CString::new(host).expect("text"));
    Options::new().with(|options| {
        // SAFETY: live options.
        unsafe { tox_options_set_experimental_owned_data(options, true) };
        // SAFETY: as above.
        unsafe { tox_options_set_proxy_type(options, kind) };
        // SAFETY: as above.
        unsafe { tox_options_set_proxy_port(options, port) };
        let host = host.as_ref().map_or(ptr::null(), |host| host.as_ptr());
        // SAFETY: as above, and a text or NULL.
        unsafe { tox_options_set_proxy_host(options, host) };
    })
}

fn error(options: &Options) -> Tox_Err_New {
    options.start().err().unwrap_or(Tox_Err_New::Ok)
}

#[test]
fn savedata_is_what_its_type_says() {
    assert_eq!(error(&with_savedata(TOX_SAVE, b"")), Tox_Err_New::LoadBadFormat);
    assert_eq!(error(&with_savedata(TOX_SAVE, b"toxEsav")), Tox_Err_New::LoadBadFormat);
    assert_eq!(error(&with_savedata(TOX_SAVE, b"toxEsave")), Tox_Err_New::LoadEncrypted);
    assert_eq!(error(&with_savedata(TOX_SAVE, b"toxEsave and more")), Tox_Err_New::LoadEncrypted);
    assert_eq!(error(&with_savedata(TOX_SAVE, b"something else")), Tox_Err_New::LoadBadFormat);
    assert_eq!(error(&with_savedata(SECRET_KEY, b"")), Tox_Err_New::LoadBadFormat);
    assert_eq!(error(&with_savedata(SECRET_KEY, &[7; 31])), Tox_Err_New::LoadBadFormat);
    assert_eq!(error(&with_savedata(SECRET_KEY, &[7; 33])), Tox_Err_New::LoadBadFormat);
    assert_eq!(error(&with_savedata(SECRET_KEY, &[7; 32])), Tox_Err_New::Ok);
    assert_eq!(error(&with_savedata(3, &[7; 32])), Tox_Err_New::LoadBadFormat);
    assert_eq!(error(&with_savedata(0, &[7; 32])), Tox_Err_New::Ok);
}

#[test]
fn a_length_without_savedata_is_no_savedata() {
    let options = with_savedata(TOX_SAVE, b"").with(|options| {
        // SAFETY: live options.
        unsafe { tox_options_set_savedata_length(options, 100) };
    });
    assert_eq!(error(&options), Tox_Err_New::LoadBadFormat);
}

#[test]
fn proxies_are_checked_type_first_then_port_then_host() {
    assert_eq!(error(&with_proxy(7, None, 0)), Tox_Err_New::ProxyBadType);
    assert_eq!(error(&with_proxy(u32::MAX, None, 0)), Tox_Err_New::ProxyBadType);
    for kind in [1, 2] {
        assert_eq!(error(&with_proxy(kind, None, 0)), Tox_Err_New::ProxyBadPort);
        assert_eq!(error(&with_proxy(kind, None, 1)), Tox_Err_New::ProxyBadHost);
        assert_eq!(error(&with_proxy(kind, Some(""), 1)), Tox_Err_New::ProxyBadHost);
        assert_eq!(error(&with_proxy(kind, Some("no such host"), 1)), Tox_Err_New::ProxyBadHost);
        assert_eq!(error(&with_proxy(kind, Some(&"x".repeat(256)), 1)), Tox_Err_New::ProxyBadHost);
        assert_eq!(error(&with_proxy(kind, Some("127.0.0.1"), 1)), Tox_Err_New::Ok);
    }
    assert_eq!(error(&with_proxy(0, None, 0)), Tox_Err_New::Ok);
}

#[test]
fn with_a_proxy_there_is_no_udp() {
    let tox = with_proxy(2, Some("127.0.0.1"), 1).start().expect("instance");
    assert!(tox.udp_port().is_err());
}

#[test]
fn the_name_of_a_proxy_is_refused_without_names() {
    let options = with_proxy(1, Some("localhost"), 1);
    assert_eq!(error(&options), Tox_Err_New::Ok);
    // SAFETY: live options.
    let options = options.with(|options| unsafe { tox_options_set_experimental_disable_dns(options, true) });
    assert_eq!(error(&options), Tox_Err_New::ProxyBadHost);
}

#[test]
fn errors_are_told_in_order() {
    // An encrypted save file, an impossible proxy, a taken port: the first is told, then the second.
    let taken = Options::new().start().expect("instance");
    let port = taken.udp_port().expect("port");
    let all = with_proxy(7, None, 0).with(|options| {
        // SAFETY: live options.
        unsafe { tox_options_set_start_port(options, port) };
        // SAFETY: as above.
        unsafe { tox_options_set_end_port(options, port) };
        // SAFETY: as above.
        unsafe { tox_options_set_savedata_type(options, TOX_SAVE) };
        // SAFETY: as above, and that many bytes.
        unsafe { tox_options_set_savedata_data(options, b"toxEsave".as_ptr(), 8) };
    });
    assert_eq!(error(&all), Tox_Err_New::LoadEncrypted);
    // A save file that cannot be read is found out last.
    // SAFETY: live options, and that many bytes.
    let all = all.with(|options| _ = unsafe { tox_options_set_savedata_data(options, [9; 50].as_ptr(), 50) });
    assert_eq!(error(&all), Tox_Err_New::ProxyBadType);
    // SAFETY: live options.
    let all = all.with(|options| unsafe { tox_options_set_proxy_type(options, 0) });
    assert_eq!(error(&all), Tox_Err_New::PortAlloc);
    // SAFETY: live options.
    let all = all.with(|options| unsafe { tox_options_set_udp_enabled(options, false) });
    assert_eq!(error(&all), Tox_Err_New::LoadBadFormat);
}

#[test]
fn a_taken_relay_port_is_an_error_too() {
    let taken = std::net::TcpListener::bind("[::]:0").or_else(|_| std::net::TcpListener::bind("0.0.0.0:0"));
    let port = taken.as_ref().expect("port").local_addr().expect("address").port();
    // SAFETY: live options.
    let options = Options::new().with(|options| unsafe { tox_options_set_tcp_port(options, port) });
    assert_eq!(error(&options), Tox_Err_New::PortAlloc);
}

#[test]
fn null_asks_for_the_defaults() {
    // SAFETY: NULL is allowed.
    let tox = unsafe { tox_new(ptr::null(), ptr::null_mut()) };
    assert!(!tox.is_null());
    // SAFETY: not used any more.
    unsafe { tox_kill(tox) };
    // SAFETY: NULL is allowed.
    unsafe { tox_kill(ptr::null_mut()) };
}

#[test]
fn surroundings_must_be_whole() {
    let clock = Clock::default();
    let options = Options::new().without_udp();
    let refused = |testing: *const Tox_Options_Testing| {
        let (mut error, mut testing_error) = (Tox_Err_New::Ok, Tox_Err_New_Testing::Ok);
        // SAFETY: live options; the surroundings are NULL or good.
        let tox = unsafe { tox_new_testing(options.0, &raw mut error, testing, &raw mut testing_error) };
        assert!(tox.is_null());
        (error, testing_error)
    };
    let null = (Tox_Err_New::Null, Tox_Err_New_Testing::Null);
    assert_eq!(refused(ptr::null()), null);
    assert_eq!(refused(&Tox_Options_Testing { operating_system: ptr::null() }), null);
    let whole = clock.system();
    for system in [
        Tox_System { rng: ptr::null(), ..whole },
        Tox_System { ns: ptr::null(), ..whole },
        Tox_System { mem: ptr::null(), ..whole },
    ] {
        assert_eq!(refused(&Tox_Options_Testing { operating_system: &raw const system }), null);
    }
    let tox = options.start_at(&clock);
    // SAFETY: a live instance.
    let told = unsafe { tox_get_system(tox.0) };
    // SAFETY: it lives as long as the instance.
    let told = unsafe { &*told };
    assert_eq!(told.mono_time_user_data, whole.mono_time_user_data);
    // SAFETY: NULL is allowed.
    assert!(unsafe { tox_get_system(ptr::null()) }.is_null());
}
