use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::{Path, RouteId, StreamId};

/// A connection of one [`NetCrypto`](crate::NetCrypto). A reused index has another generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnectionId {
    pub(crate) index: u32,
    pub(crate) generation: u32,
}

/// A handshake that waits for the owner's decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OfferId(pub(crate) u64);

/// Where a packet goes to, or came from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// A datagram to this address.
    Udp(SocketAddr),
    /// A route of the relay pool to the peer.
    Relay(RouteId),
    /// An out-of-band packet through one relay, to a peer with whom no route stands yet.
    Oob {
        /// The link to the relay.
        link: StreamId,
        /// The peer's DHT key.
        peer: DhtPublicKey,
    },
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

impl Target {
    /// The same as a path, if packets of a connection can come from there.
    pub(crate) fn from_path(path: Path) -> Option<Self> {
        match path {
            Path::Udp(addr) => Some(Self::Udp(addr)),
            Path::Relay(route) => Some(Self::Relay(route)),
            Path::Client(_) => None,
        }
    }

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
