use std::net::SocketAddr;

use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::{Instant, StreamId};
use toxcore_wire::RequestId;

use crate::cipher::LinkCipher;
use crate::routes::Routes;
use crate::send_queue::SendQueue;

/// One TCP connection to our relay.
#[derive(Debug)]
pub(crate) struct Link {
    /// Where it comes from.
    pub(crate) from: SocketAddr,
    /// How far it got.
    pub(crate) state: LinkState,
    /// Bytes on their way to the client.
    pub(crate) queue: SendQueue,
    /// Whether it is in the list of links that have something to write.
    pub(crate) listed: bool,
    /// Whether it ends when the current step is done.
    pub(crate) ending: bool,
    /// The beginning of a handshake or frame whose rest has not arrived.
    pub(crate) partial: Vec<u8>,
    /// Set while its client must wait for a slow receiver.
    pub(crate) stall: Option<Stall>,
    /// Senders that wait for this client to read, each once.
    pub(crate) waiters: Vec<StreamId>,
    /// A sender waited for it in vain: nobody waits again until it has read.
    pub(crate) stuck: bool,
    /// When something must be done about it next.
    pub(crate) deadline: Instant,
    /// When it ends unless it is confirmed by then.
    pub(crate) handshake_ends: Instant,
    /// The entry in the list of deadlines that counts; never later than `deadline`.
    pub(crate) scheduled: Option<Instant>,
}

/// The states of a link. Chapter TCP relay, Handshake.
#[derive(Debug)]
pub(crate) enum LinkState {
    /// Accepted; the client's 128 bytes are awaited.
    Incoming,
    /// Answered; the first frame that opens proves that the handshake was no replay.
    Unconfirmed { key: DhtPublicKey, cipher: LinkCipher },
    /// In use.
    Confirmed(Client),
}

/// A client that proved itself.
#[derive(Debug)]
pub(crate) struct Client {
    pub(crate) key: DhtPublicKey,
    pub(crate) cipher: LinkCipher,
    pub(crate) routes: Routes,
    /// The ping that waits for its pong.
    pub(crate) ping: Option<RequestId>,
}

/// A sender that waits until a receiver has read.
#[derive(Debug)]
pub(crate) struct Stall {
    /// Whom it waits for.
    pub(crate) receiver: StreamId,
    /// The opened data frame that did not fit.
    pub(crate) frame: Vec<u8>,
    /// The deadline that the link had before.
    pub(crate) resume_deadline: Instant,
    /// What came after it, still sealed.
    pub(crate) backlog: Vec<u8>,
}

impl Link {
    pub(crate) fn new(from: SocketAddr, handshake_ends: Instant) -> Self {
        Self {
            from,
            state: LinkState::Incoming,
            queue: SendQueue::default(),
            listed: false,
            ending: false,
            partial: Vec::new(),
            stall: None,
            waiters: Vec::new(),
            stuck: false,
            deadline: handshake_ends,
            handshake_ends,
            scheduled: None,
        }
    }

    /// Bytes that it makes us keep.
    pub(crate) fn waiting_bytes(&self) -> usize {
        self.queue.len().saturating_add(self.stall.as_ref().map_or(0, |stall| stall.backlog.len()))
    }

    /// The client, once the link is confirmed.
    pub(crate) fn client(&self) -> Option<&Client> {
        match &self.state {
            LinkState::Confirmed(client) => Some(client),
            LinkState::Incoming | LinkState::Unconfirmed { .. } => None,
        }
    }

    /// As [`client`](Self::client), to change it.
    pub(crate) fn client_mut(&mut self) -> Option<&mut Client> {
        match &mut self.state {
            LinkState::Confirmed(client) => Some(client),
            LinkState::Incoming | LinkState::Unconfirmed { .. } => None,
        }
    }
}
