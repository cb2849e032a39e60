//! What the driver is asked to do beside sending.

use std::net::SocketAddr;

use toxcore_relay::RelayPools;
use toxcore_sansio::StreamId;

/// A wish for the driver.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Io {
    /// Connect a TCP stream, then call [`Tox::handle_connected`](crate::Tox::handle_connected), or
    /// [`Tox::handle_closed`](crate::Tox::handle_closed) if that fails.
    Open {
        /// Name of the new stream.
        stream: StreamId,
        /// A relay.
        to: SocketAddr,
        /// Connect to the proxy of the [options](crate::Options::proxy) instead: it is told in here where to go.
        via_proxy: bool,
    },
    /// Close this stream; no answer is expected. What [`Tox::to_write`](crate::Tox::to_write) has for it is written first.
    Close {
        /// Which.
        stream: StreamId,
    },
    /// Read no more from this stream until [`Io::ResumeReading`].
    PauseReading {
        /// Which.
        stream: StreamId,
    },
    /// Read from this stream again.
    ResumeReading {
        /// Which.
        stream: StreamId,
    },
    /// Say with [`Tox::handle_lan_targets`](crate::Tox::handle_lan_targets) where all in our own network can be reached:
    /// broadcast addresses of all interfaces.
    LanTargets,
}

/// Without addresses.
impl std::fmt::Debug for Io {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Open { stream, via_proxy, .. } => {
                f.debug_struct("Open").field("stream", stream).field("via_proxy", via_proxy).finish_non_exhaustive()
            }
            Self::Close { stream } => f.debug_struct("Close").field("stream", stream).finish(),
            Self::PauseReading { stream } => f.debug_struct("PauseReading").field("stream", stream).finish(),
            Self::ResumeReading { stream } => f.debug_struct("ResumeReading").field("stream", stream).finish(),
            Self::LanTargets => f.write_str("LanTargets"),
        }
    }
}

/// Whose streams carry this id. The index of a server's stream has its highest bit set on the driver's side, so that the
/// ids of both never meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StreamOwner {
    /// A link of ours to a relay.
    Pool(StreamId),
    /// A link to a relay that we have as a member of a group.
    Groups(StreamId),
    /// A client's link to our relay.
    Server(StreamId),
}

const SERVER_BIT: u32 = 1 << 31;

impl StreamOwner {
    pub(crate) fn of(stream: StreamId) -> Self {
        if stream.index & SERVER_BIT != 0 {
            Self::Server(StreamId { index: stream.index & !SERVER_BIT, ..stream })
        } else if RelayPools::owns(stream) {
            Self::Groups(stream)
        } else {
            Self::Pool(stream)
        }
    }

    pub(crate) fn server(stream: StreamId) -> StreamId {
        debug_assert!(stream.index & SERVER_BIT == 0, "a relay has far fewer clients");
        StreamId { index: stream.index | SERVER_BIT, ..stream }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_of_pools_and_server_never_meet() {
        let stream = StreamId { index: 5, generation: 2 };
        assert_eq!(StreamOwner::of(stream), StreamOwner::Pool(stream));
        let outside = StreamOwner::server(stream);
        assert_ne!(outside, stream);
        assert_eq!(StreamOwner::of(outside), StreamOwner::Server(stream));
        let of_a_group = StreamId { index: stream.index | 1 << 16, ..stream };
        assert_eq!(StreamOwner::of(of_a_group), StreamOwner::Groups(of_a_group));
    }
}
