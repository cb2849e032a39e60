use std::net::SocketAddr;

use super::*;

fn relay() -> SocketAddr {
    "198.51.100.7:443".parse().unwrap()
}

fn relay6() -> SocketAddr {
    "[2001:db8::7]:33445".parse().unwrap()
}

fn credentials() -> Option<Credentials> {
    Some(Credentials::new(b"alice", b"secret").unwrap())
}

/// Takes all that the greeting wants to say.
fn said(greeting: &mut ProxyGreeting) -> Vec<u8> {
    let bytes = greeting.to_write().to_vec();
    greeting.written(bytes.len());
    bytes
}

/// Feeds bytes one by one; what is left when the way is open.
fn feed(greeting: &mut ProxyGreeting, bytes: &[u8]) -> Result<Option<Vec<u8>>, GreetingError> {
    for at in 0..bytes.len() {
        if greeting.handle(&mut [bytes[at]])?.is_some() {
            return Ok(Some(bytes[at + 1..].to_vec()));
        }
    }
    Ok(None)
}

#[test]
fn http_asks_for_the_address_and_accepts_any_200() {
    let mut greeting = ProxyGreeting::new(&Proxy::Http { credentials: None }, relay()).unwrap();
    assert_eq!(said(&mut greeting), b"CONNECT 198.51.100.7:443 HTTP/1.1\r\nHost: 198.51.100.7:443\r\n\r\n");
    let answer = b"HTTP/1.0 200 Connection established\r\nServer: x\r\n\r\nrelay";
    assert_eq!(feed(&mut greeting, answer), Ok(Some(b"relay".to_vec())));

    let proxy = Proxy::Http { credentials: credentials() };
    let mut greeting = ProxyGreeting::new(&proxy, relay6()).unwrap();
    let said = String::from_utf8(said(&mut greeting)).unwrap();
    assert!(said.starts_with("CONNECT [2001:db8::7]:33445 HTTP/1.1\r\nHost: [2001:db8::7]:33445\r\n"), "{said}");
    assert!(said.ends_with("\r\nProxy-Authorization: Basic YWxpY2U6c2VjcmV0\r\n\r\n"), "{said}");
    assert_eq!(feed(&mut greeting, b"HTTP/1.1 204\n\n"), Ok(Some(Vec::new())));
}

#[test]
fn http_refusals_say_why() {
    for (answer, error) in [
        ("HTTP/1.1 403 no\r\n\r\n", GreetingError::Refused(403)),
        ("HTTP/1.1 407 who\r\n\r\n", GreetingError::Credentials),
        ("HTTP/1.1 20x", GreetingError::Malformed),
        ("HTTP/1.1 2000", GreetingError::Malformed),
        ("HTTP/2.0 200", GreetingError::Malformed),
        ("200 OK", GreetingError::Malformed),
        ("\u{5}\0", GreetingError::Malformed),
    ] {
        let mut greeting = ProxyGreeting::new(&Proxy::Http { credentials: None }, relay()).unwrap();
        assert_eq!(feed(&mut greeting, answer.as_bytes()), Err(error), "{answer}");
    }
}

#[test]
fn an_http_answer_without_end_is_refused() {
    let mut greeting = ProxyGreeting::new(&Proxy::Http { credentials: None }, relay()).unwrap();
    let endless = [b"HTTP/1.1 200 OK\r\n".to_vec(), b"a: b\r\n".repeat(3_000)].concat();
    assert_eq!(feed(&mut greeting, &endless), Err(GreetingError::TooLong));
}

#[test]
fn socks5_without_authentication_asks_for_both_families() {
    for (relay, request, bound) in [
        (relay(), vec![5, 1, 0, 1, 198, 51, 100, 7, 1, 187], [&[1][..], &[0; 6]].concat()),
        (
            relay6(),
            [&[5, 1, 0, 4][..], &[0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7], &[0x82, 0xa5]].concat(),
            [&[4][..], &[9; 18]].concat(),
        ),
        (relay(), vec![5, 1, 0, 1, 198, 51, 100, 7, 1, 187], [&[3, 5][..], &[9; 7]].concat()),
    ] {
        let mut greeting = ProxyGreeting::new(&Proxy::Socks5 { credentials: None }, relay).unwrap();
        assert_eq!(said(&mut greeting), [5, 1, 0]);
        assert_eq!(feed(&mut greeting, &[5, 0]), Ok(None));
        assert_eq!(said(&mut greeting), request);
        let answer = [&[5, 0, 0][..], &bound, b"relay"].concat();
        assert_eq!(feed(&mut greeting, &answer), Ok(Some(b"relay".to_vec())));
    }
}

#[test]
fn socks5_with_user_and_password() {
    let mut greeting = ProxyGreeting::new(&Proxy::Socks5 { credentials: credentials() }, relay()).unwrap();
    assert_eq!(said(&mut greeting), [5, 2, 0, 2]);
    assert_eq!(feed(&mut greeting, &[5, 2]), Ok(None));
    assert_eq!(said(&mut greeting), b"\x01\x05alice\x06secret");
    assert_eq!(feed(&mut greeting, &[1, 0]), Ok(None));
    assert_eq!(said(&mut greeting)[..4], [5, 1, 0, 1]);

    let mut greeting = ProxyGreeting::new(&Proxy::Socks5 { credentials: credentials() }, relay()).unwrap();
    assert_eq!(feed(&mut greeting, &[5, 2, 1, 1]), Err(GreetingError::Credentials));
}

#[test]
fn socks5_refusals_say_why() {
    for (answer, error) in [
        (&[4][..], GreetingError::Malformed),
        (&[5, 0xff], GreetingError::Credentials),
        (&[5, 2], GreetingError::Malformed),
        (&[5, 1], GreetingError::Malformed),
        (&[5, 0, 5, 4], GreetingError::Refused(4)),
        (&[5, 0, 4], GreetingError::Malformed),
        (&[5, 0, 5, 0, 0, 2], GreetingError::Malformed),
        (b"HTTP", GreetingError::Malformed),
    ] {
        let mut greeting = ProxyGreeting::new(&Proxy::Socks5 { credentials: None }, relay()).unwrap();
        assert_eq!(feed(&mut greeting, answer), Err(error), "{answer:?}");
    }
}

#[test]
fn credentials_are_bounded_and_not_printed() {
    assert_eq!(Credentials::new(b"", b"x"), Err(CredentialsError::UserLength(0)));
    assert_eq!(Credentials::new(b"x", &[0; 256]), Err(CredentialsError::PasswordLength(256)));
    assert!(Credentials::new(&[1; 255], &[1; 255]).is_ok());
    assert_eq!(format!("{:?}", credentials()), "Some(Credentials(..))");
}
