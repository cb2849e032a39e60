//! Whether the relay is still there.

use std::time::Duration;

use toxcore_sansio::Instant;
use toxcore_wire::relay::RelayPacket;
use toxcore_wire::{Encode, RequestId};

use super::{RelayClient, State};
use crate::config::{PING_INTERVAL, PING_TIMEOUT};
use crate::send_queue::Class;

impl RelayClient {
    /// Asks the relay at once whether it is still there, for instance after the network changed.
    ///
    /// [`ClientOutput::Alive`](crate::ClientOutput::Alive) follows, or the link closes after [`PING_TIMEOUT`].
    pub fn probe(&mut self, now: Instant) {
        if let State::Confirmed { pings, .. } = &mut self.state {
            pings.clear();
        }
        self.send_ping(now, PING_TIMEOUT);
    }

    /// The first one is what confirms us to the server.
    pub(super) fn send_ping(&mut self, now: Instant, patience: Duration) {
        let id = RequestId::from_bytes(self.rng.public_u64().max(1).to_be_bytes());
        let State::Confirmed { cipher, pings, .. } = &mut self.state else { return };
        if pings.is_empty() {
            self.deadline = now + patience;
        }
        pings.push_back(id);
        let frame = RelayPacket::Ping { id };
        // A queue so full that a ping does not fit is caught by the missing pong.
        let _ = self.queue.push(cipher, Class::Control, |out| frame.encode(out));
    }

    /// Asks the relay for a sign of life within `patience`; the link ends without one.
    pub(crate) fn prove(&mut self, now: Instant, patience: Duration) {
        match self.pings() {
            0 => self.send_ping(now, patience),
            _ => self.deadline = self.deadline.min(now + patience),
        }
    }

    /// Sends a ping, behind those that wait: when it is answered, all before it is read. How many there may be is for the owner to
    /// say.
    pub(crate) fn mark(&mut self, now: Instant) {
        self.send_ping(now, PING_TIMEOUT);
    }

    /// A ping was answered, and with it those before it. Returns whether it was one of ours.
    pub(super) fn answered(&mut self, now: Instant, id: RequestId) -> bool {
        let State::Confirmed { pings, .. } = &mut self.state else { return false };
        let Some(place) = pings.iter().position(|ping| *ping == id) else { return false };
        pings.drain(..=place);
        self.deadline = now + if pings.is_empty() { PING_INTERVAL } else { PING_TIMEOUT };
        true
    }

    /// The relay is busy reading: a ping that is on its way gets its whole time from now on.
    pub(crate) fn be_patient(&mut self, now: Instant) {
        if self.is_probing() {
            self.deadline = self.deadline.max(now + PING_TIMEOUT);
        }
    }

    /// Whether a ping waits for its pong.
    pub(crate) fn is_probing(&self) -> bool {
        self.pings() > 0
    }

    /// Pings that wait for their pongs.
    pub(crate) fn pings(&self) -> usize {
        match &self.state {
            State::Confirmed { pings, .. } => pings.len(),
            State::Unconfirmed(_) | State::Closed => 0,
        }
    }
}
