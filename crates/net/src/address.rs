//! IPv4 addresses at the edge of a dual-stack socket.

use std::net::{IpAddr, Ipv6Addr, SocketAddr, SocketAddrV6};

/// Address family of one socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// An IPv4 socket.
    V4,
    /// An IPv6 socket that also speaks IPv4 through mapped addresses.
    V6,
}

/// The form in which the rest of the program sees an address: IPv4-mapped IPv6 as IPv4, no flow information, a scope
/// only where it is needed (link-local).
pub(crate) fn canonical(addr: SocketAddr) -> SocketAddr {
    let SocketAddr::V6(v6) = addr else { return addr };
    match v6.ip().to_ipv4_mapped() {
        Some(v4) => SocketAddr::new(IpAddr::V4(v4), v6.port()),
        None => SocketAddrV6::new(*v6.ip(), v6.port(), 0, scope(v6.ip(), v6.scope_id())).into(),
    }
}

/// The form that a socket of `family` wants; `None` if it cannot reach such an address.
pub(crate) fn for_socket(family: Family, to: SocketAddr) -> Option<SocketAddr> {
    match (family, canonical(to)) {
        (Family::V4, v4 @ SocketAddr::V4(_)) => Some(v4),
        (Family::V4, SocketAddr::V6(_)) => None,
        (Family::V6, SocketAddr::V4(v4)) => Some(SocketAddr::new(v4.ip().to_ipv6_mapped().into(), v4.port())),
        (Family::V6, SocketAddr::V6(v6)) => Some(SocketAddrV6::new(*v6.ip(), v6.port(), 0, v6.scope_id()).into()),
    }
}

fn scope(ip: &Ipv6Addr, scope_id: u32) -> u32 {
    let is_link_multicast = ip.segments()[0] & 0xff0f == 0xff02;
    if ip.is_unicast_link_local() || is_link_multicast { scope_id } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addr(text: &str) -> SocketAddr {
        text.parse().expect("test address")
    }

    #[test]
    fn mapped_addresses_become_ipv4_and_back() {
        assert_eq!(canonical(addr("[::ffff:192.0.2.1]:33445")), addr("192.0.2.1:33445"));
        assert_eq!(for_socket(Family::V6, addr("192.0.2.1:33445")), Some(addr("[::ffff:192.0.2.1]:33445")));
        assert_eq!(for_socket(Family::V4, addr("[::ffff:192.0.2.1]:1")), Some(addr("192.0.2.1:1")));
        assert_eq!(for_socket(Family::V4, addr("[2001:db8::1]:1")), None);
    }

    #[test]
    fn only_link_local_addresses_keep_their_scope() {
        let with_scope = |ip: &str| SocketAddr::from(SocketAddrV6::new(ip.parse().expect("ip"), 1, 7, 3));
        assert_eq!(canonical(with_scope("fe80::1")), SocketAddrV6::new("fe80::1".parse().expect("ip"), 1, 0, 3).into());
        assert_eq!(for_socket(Family::V6, addr("[ff02::1%3]:1")), Some(addr("[ff02::1%3]:1")));
        assert_eq!(canonical(with_scope("2001:db8::1")), addr("[2001:db8::1]:1"));
    }

    #[test]
    fn the_compatible_form_is_not_mapped() {
        assert_eq!(canonical(addr("[::192.0.2.1]:1")), addr("[::192.0.2.1]:1"));
    }
}
