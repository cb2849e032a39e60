use std::net::{IpAddr, SocketAddr};

/// The network in which an address is: IPv4 /16, IPv6 /48.
///
/// Relays of one network tend to have one owner, and to fail together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Network(u64);

impl Network {
    pub(super) fn of(addr: &SocketAddr) -> Self {
        match addr.ip() {
            IpAddr::V4(ip) => Self(u64::from(ip.to_bits() >> 16)),
            // The upper bit keeps both families apart.
            IpAddr::V6(ip) => Self(1 << 63 | (ip.to_bits() >> 80) as u64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Network;

    #[test]
    fn networks_are_ipv4_16_and_ipv6_48() {
        let of = |text: &str| Network::of(&text.parse().unwrap());
        assert_eq!(of("198.51.0.1:1"), of("198.51.255.255:2"));
        assert_ne!(of("198.51.0.1:1"), of("198.52.0.1:1"));
        assert_eq!(of("[2001:db8:7::1]:1"), of("[2001:db8:7:ffff::1]:1"));
        assert_ne!(of("[2001:db8:7::1]:1"), of("[2001:db8:8::1]:1"));
        assert_ne!(of("[::c633:1]:1"), of("198.51.0.1:1"));
    }
}
