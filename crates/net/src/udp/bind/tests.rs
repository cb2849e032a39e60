use std::cell::RefCell;

use super::*;

/// Sockets of the system, but with chosen answers for opening IPv6 ones and for binding some ports.
struct Injected {
    v6_open: Option<i32>,
    v6_bind: Option<i32>,
    taken: Vec<u16>,
    tried: RefCell<Vec<u16>>,
}

fn healthy() -> Injected {
    Injected { v6_open: None, v6_bind: None, taken: Vec::new(), tried: RefCell::default() }
}

impl SocketFactory for Injected {
    fn open(&self, family: Family, kind: Type) -> io::Result<Socket> {
        match self.v6_open {
            Some(code) if family == Family::V6 => Err(io::Error::from_raw_os_error(code)),
            // The family does not matter for what is tested, and IPv4 is there on every machine.
            _ => SystemSockets.open(Family::V4, kind),
        }
    }

    fn bind(&self, _socket: &Socket, addr: SocketAddr) -> io::Result<()> {
        self.tried.borrow_mut().push(addr.port());
        match self.v6_bind {
            Some(code) if addr.is_ipv6() => Err(io::Error::from_raw_os_error(code)),
            _ if self.taken.contains(&addr.port()) => Err(io::ErrorKind::AddrInUse.into()),
            _ => Ok(()),
        }
    }
}

fn wanted(ip: IpMode, ports: PortRange) -> Wanted {
    Wanted { kind: Type::DGRAM, ip, address: None, ports }
}

#[test]
fn the_first_free_port_of_the_range_is_taken() {
    let factory = Injected { taken: (33445..33450).collect(), ..healthy() };
    bind_in_range(&factory, &wanted(IpMode::V4Only, PortRange::DEFAULT)).expect("a port is free");
    assert_eq!(*factory.tried.borrow(), [33445, 33446, 33447, 33448, 33449, 33450]);
}

#[test]
fn a_range_without_free_port_is_an_error_and_no_reason_to_try_ipv4() {
    let factory = Injected { taken: vec![7000, 7001], ..healthy() };
    let error = bind_in_range(&factory, &wanted(IpMode::DualStackOrV4, PortRange::new(7000, 7001))).err();
    assert_eq!(error, Some(BindError::NoPort { first: 7000, last: 7001, kind: io::ErrorKind::AddrInUse, code: 0 }));
    assert_eq!(*factory.tried.borrow(), [7000, 7001]);
}

#[test]
fn the_last_port_of_all_ends_the_search() {
    let factory = Injected { taken: vec![65535], ..healthy() };
    assert!(bind_in_range(&factory, &wanted(IpMode::V4Only, PortRange::new(65535, 65535))).is_err());
}

#[cfg(unix)]
#[test]
fn without_ipv6_the_fallback_decides() {
    for code in [libc::EAFNOSUPPORT, libc::EADDRNOTAVAIL, libc::EPROTONOSUPPORT] {
        for factory in [Injected { v6_open: Some(code), ..healthy() }, Injected { v6_bind: Some(code), ..healthy() }] {
            let (_, family) =
                bind_in_range(&factory, &wanted(IpMode::DualStackOrV4, PortRange::DEFAULT)).expect("IPv4");
            assert_eq!(family, Family::V4);
            let error = bind_in_range(&factory, &wanted(IpMode::DualStack, PortRange::DEFAULT)).err();
            assert!(matches!(error, Some(BindError::NoIpv6 { code: c, .. }) if c == code), "{error:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn with_ipv4_only_no_ipv6_socket_is_ever_opened() {
    let factory = Injected { v6_open: Some(libc::EAFNOSUPPORT), ..healthy() };
    let (_, family) = bind_in_range(&factory, &wanted(IpMode::V4Only, PortRange::DEFAULT)).expect("IPv4");
    assert_eq!(family, Family::V4);
}
