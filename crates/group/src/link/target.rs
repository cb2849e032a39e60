use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::{RouteId, Source, StreamId};

/// Where a packet goes to, or came from.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// A datagram.
    Udp(SocketAddr),
    /// The route to the member in the group's relay pool. While the route is half open the pool sends out of band.
    Relay(RouteId),
    /// Out of band through one relay, to a member without a route.
    Oob {
        /// The link to the relay.
        link: StreamId,
        /// The member's encryption key, which is its key at relays too.
        peer: EphemeralPublicKey,
    },
}

impl Target {
    /// What the limits on sources take it for: relays have no address of the sender, so each route and each link counts as one
    /// made-up source out of the discard prefix 0100::/64 and its neighbours.
    pub(crate) fn source(&self) -> IpAddr {
        let (kind, index) = match self {
            Self::Udp(addr) => return addr.ip(),
            Self::Relay(route) => (1_u128, route.index),
            Self::Oob { link, .. } => (2, link.index),
        };
        IpAddr::V6(Ipv6Addr::from_bits((0x0100 << 112) | (kind << 96) | (u128::from(index) << 64)))
    }

    /// What the limits on handshakes of those whom we know take it for. At relays that is the member: nobody else speaks there under
    /// its key, so that nobody uses up what is its. Made up of the reserved prefix 0200::/8.
    pub(crate) fn source_of(&self, member: &EphemeralPublicKey) -> IpAddr {
        if let Self::Udp(addr) = self {
            return addr.ip();
        }
        let key = u128::from_be_bytes(*member.as_bytes().first_chunk().unwrap_or(&[0; 16]));
        IpAddr::V6(Ipv6Addr::from_bits((0x02 << 120) | (key >> 8)))
    }

    /// Whether a packet in this member's name may come from here.
    pub(crate) fn may_be_of(&self, member: &EphemeralPublicKey) -> bool {
        !matches!(self, Self::Oob { peer, .. } if peer != member)
    }

    /// Who shares places for newcomers: an IPv4 /24, an IPv6 /64, or all who come through one link to a relay or over one route.
    pub(crate) fn neighbourhood(&self) -> Source {
        Source::of(match self.source().to_canonical() {
            IpAddr::V4(ip) => IpAddr::V4(Ipv4Addr::from_bits(ip.to_bits() & 0xffff_ff00)),
            ip @ IpAddr::V6(_) => ip,
        })
    }
}

/// Without the address.
impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Udp(_) => f.write_str("Udp([redacted])"),
            Self::Relay(route) => f.debug_tuple("Relay").field(route).finish(),
            Self::Oob { link, peer } => f.debug_struct("Oob").field("link", link).field("peer", peer).finish(),
        }
    }
}

/// A run of packets of one size to one target; their bytes were appended to the buffer given to `poll_transmit`.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transmission {
    /// Destination.
    pub to: Target,
    /// Bytes appended in all.
    pub len: usize,
    /// Size of each packet. Equal to `len` when there is one.
    pub segment: usize,
}
