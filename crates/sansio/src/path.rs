use std::net::SocketAddr;

/// One way to reach a peer, or where a packet came from.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Path {
    /// A datagram from or to this address. IPv4 is never written as IPv4-mapped IPv6.
    Udp(SocketAddr),
    /// A peer behind TCP relays; the relay pool knows which.
    Relay(RouteId),
    /// The client at the other end of a TCP link of our own relay.
    Client(StreamId),
}

/// Without the address.
impl std::fmt::Debug for Path {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Udp(_) => f.write_str("Udp([redacted])"),
            Self::Relay(route) => f.debug_tuple("Relay").field(route).finish(),
            Self::Client(stream) => f.debug_tuple("Client").field(stream).finish(),
        }
    }
}

/// A route of the relay pool to one peer. A reused index has another generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RouteId {
    /// Slot in the pool.
    pub index: u32,
    /// Counts the users of the slot.
    pub generation: u32,
}

/// A TCP stream that a driver keeps. A reused index has another generation, so late input for an old stream is told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StreamId {
    /// Slot in the owner's table.
    pub index: u32,
    /// Counts the users of the slot.
    pub generation: u32,
}

/// A run of datagrams of one size to one address; their bytes were appended to the buffer given to `poll_transmit`.
#[must_use]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Transmit {
    /// Destination.
    pub to: SocketAddr,
    /// Bytes appended in all.
    pub len: usize,
    /// Size of each datagram; the last may be shorter. Equal to `len` when there is one.
    pub segment: usize,
}

/// Without the address.
impl std::fmt::Debug for Transmit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Transmit")
            .field("to", &toxcore_wire::Redacted(self.to))
            .field("len", &self.len)
            .field("segment", &self.segment)
            .finish()
    }
}
