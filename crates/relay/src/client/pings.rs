//! Whether the relay is still there.

use std::time::Duration;

use toxcore_sansio::Instant;
use toxcore_wire::relay::RelayPacket;
use toxcore_wire::{Encode, RequestId};

use super::{RelayClient, State};
use crate::config::PING_TIMEOUT;
use crate::send_queue::Class;

impl RelayClient {
    /// Asks the relay at once whether it is still there, for instance after the network changed.
    ///
    /// [`ClientOutput::Alive`](crate::ClientOutput::Alive) follows, or the link closes after [`PING_TIMEOUT`].
    pub fn probe(&mut self, now: Instant) {
        self.send_ping(now, PING_TIMEOUT);
    }

    /// The first one is what confirms us to the server.
    pub(super) fn send_ping(&mut self, now: Instant, patience: Duration) {
        let id = RequestId::from_bytes(self.rng.public_u64().max(1).to_be_bytes());
        let State::Confirmed { cipher, ping, .. } = &mut self.state else { return };
        *ping = Some(id);
        self.deadline = now + patience;
        let frame = RelayPacket::Ping { id };
        // A queue so full that a ping does not fit is caught by the missing pong.
        let _ = self.queue.push(cipher, Class::Control, |out| frame.encode(out));
    }

    /// Asks the relay for a sign of life within `patience`; the link ends without one.
    pub(crate) fn prove(&mut self, now: Instant, patience: Duration) {
        match &self.state {
            State::Confirmed { ping: None, .. } => self.send_ping(now, patience),
            State::Confirmed { ping: Some(_), .. } => self.deadline = self.deadline.min(now + patience),
            State::Unconfirmed(_) | State::Closed => {}
        }
    }

    /// The relay is busy reading: a ping that is on its way gets its whole time from now on.
    pub(crate) fn be_patient(&mut self, now: Instant) {
        if self.is_probing() {
            self.deadline = self.deadline.max(now + PING_TIMEOUT);
        }
    }

    /// Whether a ping waits for its pong.
    pub(crate) fn is_probing(&self) -> bool {
        matches!(self.state, State::Confirmed { ping: Some(_), .. })
    }
}
