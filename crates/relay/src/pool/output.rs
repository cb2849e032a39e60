use std::collections::VecDeque;
use std::net::SocketAddr;
use std::ops::Range;

use thiserror::Error;
use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::{RouteId, StreamId};
use toxcore_wire::RelayInfo;

use super::config::MAX_ARENA;

/// What the driver must do with its streams.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PoolIo {
    /// Connect a TCP stream, then call [`handle_connected`](crate::RelayPool::handle_connected), or
    /// [`handle_closed`](crate::RelayPool::handle_closed) if that fails.
    Open {
        /// Name of the new stream.
        stream: StreamId,
        /// The relay.
        to: SocketAddr,
        /// Connect to the proxy instead; the pool tells it where to go.
        via_proxy: bool,
    },
    /// The stream is of no use any more: close it. Its id is not valid from here on.
    Close {
        /// Which.
        stream: StreamId,
    },
}

/// Without addresses.
impl std::fmt::Debug for PoolIo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Open { stream, via_proxy, .. } => {
                f.debug_struct("Open").field("stream", stream).field("via_proxy", via_proxy).finish_non_exhaustive()
            }
            Self::Close { stream } => f.debug_struct("Close").field("stream", stream).finish(),
        }
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PoolOutput {
    /// The peer is connected with one of our relays too: data passes.
    RouteOnline {
        /// The route.
        route: RouteId,
    },
    /// No relay of ours leads to the peer any more.
    RouteOffline {
        /// The route.
        route: RouteId,
    },
    /// A relay that the peer is said to use is connected: what [`send`](crate::RelayPool::send) takes goes out of band. A good
    /// moment to begin.
    RouteReachable {
        /// The route.
        route: RouteId,
    },
    /// Data was refused, or [`is_writable`](crate::RelayPool::is_writable) said no; now there is room.
    Writable {
        /// The route.
        route: RouteId,
    },
    /// Data from the peer of a route.
    Data {
        /// The route.
        route: RouteId,
        /// Where it is.
        payload: Payload,
    },
    /// An out-of-band packet of somebody who has no route through this relay. The relay vouches for the sender's key, nobody
    /// else does.
    Oob {
        /// The link to the relay.
        link: StreamId,
        /// Who sent it.
        sender: DhtPublicKey,
        /// Where it is.
        payload: Payload,
    },
    /// An answer out of the onion.
    OnionResponse {
        /// The link to the relay.
        link: StreamId,
        /// Where it is.
        payload: Payload,
    },
    /// A packet that was forwarded to us.
    Forwarding {
        /// The link to the relay.
        link: StreamId,
        /// Where it is.
        payload: Payload,
    },
    /// A relay is connected.
    LinkUp {
        /// The link.
        link: StreamId,
        /// The relay.
        relay: RelayInfo,
    },
    /// A relay is no longer connected.
    LinkDown {
        /// What the link was.
        link: StreamId,
        /// The relay.
        relay: RelayInfo,
    },
}

/// Where received bytes are: [`RelayPool::payload`](crate::RelayPool::payload) has them until the next `handle_` call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload(Range<usize>);

impl Payload {
    /// Length in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no bytes; packets have some.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Why a route cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AddRouteError {
    /// The peer would be ourselves.
    #[error("peer has our own key")]
    OwnKey,
    /// As many routes as there may be.
    #[error("{0} routes exist, the most that there may be")]
    Full(usize),
}

/// Why a relay is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AddRelayError {
    /// The relay would be ourselves.
    #[error("relay has our own key")]
    OwnKey,
    /// Nobody can be reached there.
    #[error("address cannot be that of a relay")]
    Address,
    /// As many relays as there may be, and none of them is worse.
    #[error("{0} relays are known, the most that there may be")]
    Full(usize),
    /// No such route.
    #[error("route is gone")]
    Gone,
}

/// Why data was not queued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PoolSendError {
    /// No such route or link.
    #[error("route or link is gone")]
    Gone,
    /// No relay leads there at the moment.
    #[error("not connected")]
    NotConnected,
    /// No relay that leads there takes more; for a route [`PoolOutput::Writable`] follows.
    #[error("relays take no more at the moment")]
    Full,
    /// Empty, or longer than what can go there: out of band that is 1,024 bytes.
    #[error("{0} bytes do not fit")]
    Length(usize),
}

/// Outputs that wait for the owner, and the bytes that they name.
#[derive(Debug, Default)]
pub(super) struct Outputs {
    queue: VecDeque<PoolOutput>,
    arena: Vec<u8>,
    lost: u64,
}

impl Outputs {
    /// Forgets bytes whose outputs were taken.
    pub(super) fn recycle(&mut self) {
        if self.queue.is_empty() {
            self.arena.clear();
            self.arena.shrink_to(KEEP_ARENA);
        }
    }

    pub(super) fn push(&mut self, output: PoolOutput) {
        self.queue.push_back(output);
    }

    /// Keeps `data` and pushes what `output` makes of its place; loses it if the owner does not take what is there.
    pub(super) fn push_data(&mut self, data: &[u8], output: impl FnOnce(Payload) -> PoolOutput) {
        let start = self.arena.len();
        if start.saturating_add(data.len()) > MAX_ARENA {
            self.lost = self.lost.saturating_add(1);
            return;
        }
        self.arena.extend_from_slice(data);
        self.queue.push_back(output(Payload(start..self.arena.len())));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    pub(super) fn pop(&mut self) -> Option<PoolOutput> {
        self.queue.pop_front()
    }

    pub(super) fn bytes(&mut self, payload: &Payload) -> &mut [u8] {
        self.arena.get_mut(payload.0.clone()).unwrap_or_default()
    }

    /// Received packets that were lost because the owner did not take what was there.
    pub(super) const fn lost(&self) -> u64 {
        self.lost
    }
}

/// Arena bytes kept for reuse: one reading of a busy link.
const KEEP_ARENA: usize = 128 * 1024;
