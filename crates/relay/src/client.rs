//! The client's end of one link: handshake, frames, pings. Which relays to use for whom is decided above it.

use std::collections::VecDeque;

use thiserror::Error;
use toxcore_crypto::{CombinedKey, DhtKeyPair, DhtPublicKey, EphemeralKeyPair, LowOrderKey};
use toxcore_sansio::{Discard, Instant, Rng, Seed};
use toxcore_wire::RequestId;
use toxcore_wire::relay::{ClientHandshake, ConnectionId, HandshakePayload};

use crate::cipher::LinkCipher;
use crate::config::{HANDSHAKE_TIMEOUT, PING_TIMEOUT};
use crate::frame_counts::FrameCounts;
use crate::send_queue::SendQueue;

mod fact;
mod pings;
mod receive;
mod verbs;

pub(crate) use fact::LinkFact;
pub use verbs::ClientSendError;

/// One link to a relay, as its client.
///
/// The driver connects a TCP stream, writes [`to_write`](Self::to_write) and feeds in what it reads. The link sends its
/// handshake, proves itself with a ping, and keeps pinging.
#[derive(Debug)]
pub struct RelayClient {
    state: State,
    rng: Rng,
    queue: SendQueue,
    partial: Vec<u8>,
    deadline: Instant,
    outputs: VecDeque<ClientOutput>,
    counts: Option<FrameCounts>,
}

#[derive(Debug)]
enum State {
    /// Our 128 bytes are on their way; the server's 96 are awaited.
    Unconfirmed(Box<Unconfirmed>),
    /// Frames flow. `pings` are those that wait for their pongs, the oldest first.
    Confirmed { cipher: Box<LinkCipher>, routes: ClientRoutes, pings: VecDeque<RequestId> },
    /// Ended.
    Closed,
}

#[derive(Debug)]
struct Unconfirmed {
    /// Our DHT key with the relay's.
    combined: CombinedKey,
    session: EphemeralKeyPair,
    base_nonce: toxcore_crypto::Nonce,
}

/// What each connection id stands for, as the relay granted it.
#[derive(Debug, Default)]
struct ClientRoutes {
    /// Keys we asked for whose answer has not come.
    asked: VecDeque<DhtPublicKey>,
    slots: Vec<Option<ClientRoute>>,
}

#[derive(Clone, Copy, Debug)]
struct ClientRoute {
    peer: DhtPublicKey,
    online: bool,
}

/// What happened on the link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientOutput {
    /// The relay proved that it has its key; frames may be sent.
    Confirmed,
    /// The relay registered our wish for this peer under an id, or refused it (`None`).
    RouteGranted {
        /// Whom we asked for.
        peer: DhtPublicKey,
        /// Under which id, if any.
        id: Option<ConnectionId>,
    },
    /// The peer asked for us too: data passes.
    PeerConnected(ConnectionId),
    /// The peer is gone; the route stays registered.
    PeerDisconnected(ConnectionId),
    /// Data from a peer.
    Data {
        /// The route.
        id: ConnectionId,
        /// Content.
        data: Vec<u8>,
    },
    /// An out-of-band packet. The relay vouches for the sender's key, nobody else does.
    Oob {
        /// Who sent it.
        sender: DhtPublicKey,
        /// Content.
        data: Vec<u8>,
    },
    /// An answer out of the onion.
    OnionResponse(Vec<u8>),
    /// A packet that was forwarded to us.
    Forwarding(Vec<u8>),
    /// The relay answered a ping.
    Alive,
    /// The link is of no use any more; close the stream.
    Closed(CloseReason),
}

/// Why a link ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CloseReason {
    /// The handshake did not finish in time.
    #[error("relay did not finish the handshake within {} s", HANDSHAKE_TIMEOUT.as_secs())]
    HandshakeTimeout,
    /// A ping was not answered.
    #[error("relay did not answer a ping within {} s", PING_TIMEOUT.as_secs())]
    PingTimeout,
    /// The relay sent what no relay sends, or has another key than we think.
    #[error("relay broke the protocol: {0}")]
    Protocol(Discard),
}

impl RelayClient {
    /// Starts the handshake with the relay whose key is `relay`.
    ///
    /// # Errors
    /// [`LowOrderKey`] if that is no usable key.
    pub fn new(now: Instant, own: &DhtKeyPair, relay: &DhtPublicKey, seed: &Seed) -> Result<Self, LowOrderKey> {
        let mut rng = Rng::new(&seed.derive("relay client"));
        let combined = CombinedKey::new(&own.secret, relay)?;
        let session = EphemeralKeyPair::from_secret_bytes(rng.secret_bytes());
        let base_nonce = rng.nonce();
        let mut handshake = Vec::with_capacity(ClientHandshake::LEN);
        let payload = HandshakePayload { temporary: session.public, base_nonce };
        ClientHandshake::seal(&own.public, &rng.nonce(), &combined, &payload, &mut handshake);
        let mut queue = SendQueue::default();
        queue.push_plain(&handshake);
        Ok(Self {
            state: State::Unconfirmed(Box::new(Unconfirmed { combined, session, base_nonce })),
            rng,
            queue,
            partial: Vec::new(),
            deadline: now + HANDSHAKE_TIMEOUT,
            outputs: VecDeque::new(),
            counts: None,
        })
    }

    /// Adds its frames to these figures.
    pub(crate) fn count_in(&mut self, counts: &FrameCounts) {
        self.counts = Some(counts.clone());
    }

    /// Does what is due: pings, ends a link that is silent.
    pub fn handle_timeout(&mut self, now: Instant) {
        if now < self.deadline {
            return;
        }
        match &self.state {
            State::Unconfirmed(_) => self.close(CloseReason::HandshakeTimeout),
            State::Confirmed { pings, .. } if pings.is_empty() => self.send_ping(now, PING_TIMEOUT),
            State::Confirmed { .. } => self.close(CloseReason::PingTimeout),
            State::Closed => {}
        }
    }

    /// When [`handle_timeout`](Self::handle_timeout) is useful next.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        (!matches!(self.state, State::Closed)).then_some(self.deadline)
    }

    /// Whether it has ended.
    pub(crate) const fn is_closed(&self) -> bool {
        matches!(self.state, State::Closed)
    }

    /// Ends the handshake at `at` if that is earlier than by itself.
    pub(crate) fn finish_by(&mut self, at: Instant) {
        self.deadline = self.deadline.min(at);
    }

    /// The next fact; call until `None`.
    pub fn poll_output(&mut self) -> Option<ClientOutput> {
        self.outputs.pop_front()
    }

    /// The bytes that the stream should get next.
    #[must_use]
    pub fn to_write(&self) -> &[u8] {
        self.queue.pending()
    }

    /// As [`to_write`](Self::to_write), but only whole frames, of at most `room` bytes together.
    #[must_use]
    pub fn to_write_within(&self, room: usize) -> &[u8] {
        self.queue.pending_within(room)
    }

    /// The driver wrote the first `count` bytes of [`to_write`](Self::to_write).
    pub fn written(&mut self, count: usize) {
        self.queue.written(count);
    }

    fn close(&mut self, reason: CloseReason) {
        if !matches!(self.state, State::Closed) {
            self.state = State::Closed;
            self.outputs.push_back(ClientOutput::Closed(reason));
        }
    }
}
