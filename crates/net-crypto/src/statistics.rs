//! What one connection has done and knows, for people and for the layers above.

use std::net::SocketAddr;
use std::time::Duration;

use toxcore_sansio::{Instant, RouteId, StreamId};

/// Over what data leaves now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PathKind {
    /// Over UDP.
    Udp,
    /// Over UDP, and the same through the relay route, because UDP is in doubt.
    UdpAndRelay,
    /// Through the relay route.
    Relay,
}

/// What has gone over a connection since it began, and how fast it is now.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Statistics {
    /// Data packets sealed, repeated ones each time; a copy for a second way does not count.
    pub packets_sent: u64,
    /// Their bytes.
    pub bytes_sent: u64,
    /// Lossless packets that were sent again.
    pub packets_resent: u64,
    /// Data packets that opened.
    pub packets_received: u64,
    /// Their bytes.
    pub bytes_received: u64,
    /// Smoothed round trip, once measured on this path.
    pub round_trip: Option<Duration>,
    /// The rate at which packets are delivered, once measured on this path.
    pub delivered_per_second: Option<f64>,
    /// The rate at which bulk packets may leave.
    pub pace_per_second: f64,
    /// Lossless packets sent and not confirmed.
    pub in_flight: usize,
}

/// The ways to a peer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// Its IPv4 address.
    pub ipv4: Option<AddressFact>,
    /// Its IPv6 address.
    pub ipv6: Option<AddressFact>,
    /// The route of the relay pool.
    pub relay: Option<RouteId>,
    /// Whether that route takes nothing at the moment.
    pub relay_full: bool,
    /// The relay through which it can be reached out of band.
    pub oob: Option<StreamId>,
}

/// What is known of one address.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AddressFact {
    /// The address.
    pub addr: SocketAddr,
    /// When the peer was heard there last, by us or by whoever told us.
    pub heard: Option<Instant>,
    /// Packets sent there.
    pub sent: u64,
}

/// Without the address.
impl std::fmt::Debug for AddressFact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AddressFact")
            .field("addr", &toxcore_wire::Redacted(self.addr))
            .field("heard", &self.heard)
            .field("sent", &self.sent)
            .finish()
    }
}
