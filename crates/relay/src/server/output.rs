//! What a server wants of others, and why it refuses.

use std::net::SocketAddr;

use thiserror::Error;
use toxcore_sansio::StreamId;

/// What the driver or a sibling machine must do.
#[derive(Clone, PartialEq, Eq)]
pub enum ServerOutput {
    /// The stream is of no use any more: close it. Its id is not valid from here on.
    Close(StreamId),
    /// Read nothing from this stream for now: its client sends faster than a receiver reads.
    PauseReading(StreamId),
    /// Read from this stream again.
    ResumeReading(StreamId),
    /// A client wants to send an onion packet; the body of frame 8, without its kind byte.
    OnionRequest {
        /// The client, to whom answers go.
        from: StreamId,
        /// Its address, which decides about targets in the LAN.
        source: SocketAddr,
        /// Nonce, next address and the layers inside.
        packet: Vec<u8>,
    },
    /// A client wants a packet forwarded over UDP; body of frame 10.
    ForwardRequest {
        /// The client, to whom answers go.
        from: StreamId,
        /// Its address, which decides about targets in the LAN.
        source: SocketAddr,
        /// The first node of the way.
        to: SocketAddr,
        /// What that node gets.
        packet: Vec<u8>,
    },
}

/// Without addresses and packets.
impl std::fmt::Debug for ServerOutput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Close(stream) => f.debug_tuple("Close").field(stream).finish(),
            Self::PauseReading(stream) => f.debug_tuple("PauseReading").field(stream).finish(),
            Self::ResumeReading(stream) => f.debug_tuple("ResumeReading").field(stream).finish(),
            Self::OnionRequest { from, .. } => {
                f.debug_struct("OnionRequest").field("from", from).finish_non_exhaustive()
            }
            Self::ForwardRequest { from, .. } => {
                f.debug_struct("ForwardRequest").field("from", from).finish_non_exhaustive()
            }
        }
    }
}

/// Why a new connection is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AcceptError {
    /// All places are taken.
    #[error("{0} links are open, the most that this relay serves")]
    Full(usize),
    /// The source has as many links as one may have.
    #[error("source has {0} links, the most that one source may have")]
    SourceFull(usize),
    /// The source connects too often.
    #[error("source connects too often")]
    TooFast,
}

/// Why a packet cannot be given to a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SendToClientError {
    /// The client is gone, or was replaced by another on the same stream number.
    #[error("client is not connected")]
    Gone,
    /// The client does not read; the packet is lost.
    #[error("send queue of the client is full")]
    QueueFull,
    /// Longer than a frame can be, or empty.
    #[error("packet of {0} bytes does not fit a frame")]
    Length(usize),
}
