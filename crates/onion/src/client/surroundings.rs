use std::net::SocketAddr;

use toxcore_sansio::{Cx, Instant, Nodes, Relays, StreamId};

/// What the onion client may know of its siblings during one call.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// The DHT.
    pub nodes: &'a dyn Nodes,
    /// The relay pool of the main identity.
    pub relays: &'a dyn Relays,
    /// How far UDP goes.
    pub udp: UdpState,
}

impl std::fmt::Debug for Surroundings<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Surroundings").field("udp", &self.udp).finish_non_exhaustive()
    }
}

/// How far UDP goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UdpState {
    /// There is no UDP socket, or nothing may leave through it (a proxy is set).
    Disabled,
    /// The DHT knows no good node yet.
    Searching,
    /// The DHT knows a good node, in the LAN or outside: paths can begin there.
    Connected,
}

/// The first node of a path as we reach it: where requests go, and where answers come from.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum FirstHop {
    /// A DHT node.
    Udp(SocketAddr),
    /// A TCP relay, by its link.
    Relay(StreamId),
}

/// Without the address.
impl std::fmt::Debug for FirstHop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Udp(_) => f.write_str("Udp([redacted])"),
            Self::Relay(stream) => f.debug_tuple("Relay").field(stream).finish(),
        }
    }
}

/// A run of packets of one size to one first hop; their bytes were appended to the buffer given to `poll_transmit`.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnionTransmission {
    /// A datagram for [`FirstHop::Udp`]; for [`FirstHop::Relay`] the payload of one onion request (relay frame 8), without
    /// its kind.
    pub to: FirstHop,
    /// Bytes appended in all.
    pub len: usize,
    /// Size of each packet. Equal to `len` for a relay.
    pub segment: usize,
}

/// What one call brings along.
pub(crate) struct Env<'e, 'c> {
    pub(crate) cx: &'e mut Cx<'c>,
    pub(crate) net: &'e Surroundings<'e>,
    pub(crate) now: Instant,
}
