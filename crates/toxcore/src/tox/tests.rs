use toxcore_wire::savedata::LoadError;

use super::*;
use crate::{Login, Profile};

fn new(options: Options) -> Result<Tox, NewError> {
    Tox::new(options, &Seed::from_number(1), Instant::ZERO, UnixTime(1_700_000_000))
}

#[test]
fn broken_profile_is_an_error_and_never_a_new_identity() {
    for bytes in [&b""[..], b"toxEsave", &[0; 8], &[0, 0, 0, 0, 0x1f, 0x1b, 0xed, 0x15]] {
        let options = Options { profile: Profile::Savedata(bytes.to_vec()), ..Options::default() };
        assert!(matches!(new(options), Err(NewError::Savedata(_))), "{bytes:?}");
    }
    let encrypted = Options { profile: Profile::Savedata(b"toxEsave".to_vec()), ..Options::default() };
    assert_eq!(new(encrypted).err(), Some(NewError::Savedata(LoadError::Encrypted)));
}

#[test]
fn identity_survives_a_restart() {
    let first = new(Options::default()).unwrap();
    let saved = first.savedata();
    let second = new(Options { profile: Profile::Savedata(saved.clone()), ..Options::default() }).unwrap();
    assert_eq!(first.self_address(), second.self_address());
    assert_eq!(second.savedata(), saved);
    assert!(!second.load_report().is_damaged());
}

#[test]
fn proxy_switches_udp_off() {
    let proxy = Proxy::Socks5 { host: "localhost".to_owned(), port: 9050, login: None };
    let tox = new(Options { proxy, tcp_port: Some(33_445), ..Options::default() }).unwrap();
    let options = tox.options();
    assert!(!options.udp_enabled && !options.local_discovery_enabled && options.tcp_port.is_none());
}

#[test]
fn proxies_that_cannot_work_are_refused() {
    let http = |host: &str, port| Options {
        proxy: Proxy::Http { host: host.to_owned(), port, login: None },
        ..Options::default()
    };
    assert_eq!(new(http("localhost", 0)).err(), Some(NewError::ProxyPort));
    assert_eq!(new(http("", 8080)).err(), Some(NewError::ProxyHost));
    assert_eq!(new(http(&"a".repeat(256), 8080)).err(), Some(NewError::ProxyHost));
    let login = Some(Login { user: Vec::new(), password: b"x".to_vec() });
    let socks = Proxy::Socks5 { host: "localhost".to_owned(), port: 9050, login };
    assert!(matches!(new(Options { proxy: socks, ..Options::default() }), Err(NewError::ProxyLogin(_))));
}
