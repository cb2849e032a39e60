use std::net::IpAddr;

/// What limits count as one source: an IPv4 address, or the /64 of an IPv6 address.
///
/// A /64 is the least that a provider hands to one customer, so whoever has one address of it has all 2^64.
/// IPv4-mapped IPv6 addresses are the same source as the plain IPv4 address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Source(u64);

impl Source {
    /// The source that `address` belongs to.
    #[must_use]
    pub const fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(v4) => Self(IPV4_RANGE | v4.to_bits() as u64),
            IpAddr::V6(v6) => Self((v6.to_bits() >> 64) as u64),
        }
    }

    /// The number that stands for it, different for different sources.
    #[must_use]
    pub const fn to_bits(self) -> u64 {
        self.0
    }
}

impl From<IpAddr> for Source {
    fn from(address: IpAddr) -> Self {
        Self::of(address)
    }
}

/// IPv4 sources are numbered inside ff00::/8, the multicast range, from which no packet can come. Our choice.
const IPV4_RANGE: u64 = 0xff00_0000_0000_0000;

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::of(text.parse().unwrap())
    }

    #[test]
    fn a_source_is_an_ipv4_address_or_an_ipv6_prefix() {
        assert_ne!(source("192.0.2.1"), source("192.0.2.2"));
        assert_eq!(source("::ffff:192.0.2.1"), source("192.0.2.1"));
        assert_eq!(source("2001:db8::1"), source("2001:db8:0:0:ffff::2"));
        assert_ne!(source("2001:db8::1"), source("2001:db8:0:1::1"));
        assert_ne!(source("::1"), source("0.0.0.1"));
    }
}
