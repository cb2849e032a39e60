use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Public IPv4 address number `n`: from 5.0.0.1 on, without those that end in 0 or 255.
pub(crate) fn public_v4(n: u32) -> Ipv4Addr {
    Ipv4Addr::from_bits(0x0500_0000 + spread(n))
}

/// Address number `n` of a LAN: from 192.168.0.1 on.
pub(crate) fn private_v4(n: u32) -> Ipv4Addr {
    Ipv4Addr::from_bits(0xc0a8_0000 + spread(n))
}

/// Public IPv6 address number `n`, each in a /64 of its own.
pub(crate) fn public_v6(n: u32) -> Ipv6Addr {
    Ipv6Addr::from_bits((0x2a00_0005 << 96) + (u128::from(n) << 64) + 1)
}

/// Whether the address means everybody in the LAN.
pub(crate) fn is_broadcast(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => v4.is_broadcast() || v4 == LAN_BROADCAST,
        IpAddr::V6(v6) => v6 == ALL_NODES,
    }
}

/// Skips the first and last address of each /24, which programs may take for network and broadcast addresses.
fn spread(n: u32) -> u32 {
    (n / 254) * 256 + n % 254 + 1
}

const LAN_BROADCAST: Ipv4Addr = Ipv4Addr::new(192, 168, 255, 255);
const ALL_NODES: Ipv6Addr = Ipv6Addr::new(0xff02, 0, 0, 0, 0, 0, 0, 1);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_as_planned() {
        assert_eq!(public_v4(0), Ipv4Addr::new(5, 0, 0, 1));
        assert_eq!(public_v4(254), Ipv4Addr::new(5, 0, 1, 1));
        assert_eq!(private_v4(253), Ipv4Addr::new(192, 168, 0, 254));
        assert_eq!(public_v6(0x1_0002).to_string(), "2a00:5:1:2::1");
        assert!(is_broadcast(Ipv4Addr::BROADCAST.into()) && is_broadcast(ALL_NODES.into()));
    }
}
