//! What a connection receives.

use toxcore_sansio::{Discard, Instant};

use super::{Attempt, Connection, State};
use crate::channel::{Arrival, Channel};
use crate::phase::Event;
use crate::shared::Shared;
use crate::{Output, Payload, RELAY_AHEAD, SendClass, Stream, Target};

impl Connection {
    /// A data packet. `Ok(true)` if the peer ended the connection with it.
    pub(crate) fn handle_data(
        &mut self,
        now: Instant,
        from: Target,
        packet: &mut [u8],
        shared: &mut Shared,
    ) -> Result<bool, Discard> {
        let channel = self.channel().ok_or(Discard::Unsolicited)?;
        let arrival = channel.handle(now, packet, &mut shared.pool)?;
        self.heard = Some(now);
        if matches!(from, Target::Relay(_)) && self.paths.heard().is_some_and(|heard| heard + RELAY_AHEAD < now) {
            self.paths.doubt(now);
        }
        self.paths.received(now, from);
        self.note_paths(now, shared);
        match arrival {
            Arrival::Kill => return Ok(true),
            Arrival::Nothing => self.confirm(now, shared),
            Arrival::Data(stream, range) => {
                self.confirm(now, shared);
                self.hand_up(stream, Payload::InPlace(range), shared);
                if stream == Stream::Lossless {
                    self.hand_up_stored(shared);
                }
            }
        }
        self.report_progress(shared);
        Ok(false)
    }

    /// The first packet under the session keys came.
    fn confirm(&mut self, now: Instant, shared: &mut Shared) {
        if self.phase().after(Event::Data) == Some(self.phase()) {
            return;
        }
        let State::NotConfirmed { attempt, channel } = &mut self.state else { return };
        if let Some(rtt) = attempt.rtt(now) {
            channel.measured(rtt);
        }
        // An empty attempt keeps the box in place while the variant changes.
        let attempt = std::mem::replace(attempt, Attempt::new(now, Vec::new()));
        self.state = match std::mem::replace(&mut self.state, State::HandshakeSent { attempt }) {
            State::NotConfirmed { channel, .. } => State::Established { channel },
            other => other,
        };
        shared.outputs.push_back(Output::Established(self.id));
    }

    fn hand_up(&self, stream: Stream, payload: Payload, shared: &mut Shared) {
        shared.outputs.push_back(Output::Received { connection: self.id, stream, payload });
    }

    fn hand_up_stored(&mut self, shared: &mut Shared) {
        while let Some(data) = self.channel().and_then(Channel::pop_received) {
            let slot = shared.store(data);
            self.hand_up(Stream::Lossless, Payload::Stored(slot), shared);
        }
    }

    /// Tells the owner what the peer has confirmed since.
    fn report_progress(&mut self, shared: &mut Shared) {
        let connection = self.id;
        let State::Established { channel } = &mut self.state else { return };
        for (class, reported) in [SendClass::Priority, SendClass::Bulk].into_iter().zip(&mut self.reported) {
            let up_to = channel.send_stream().delivered(class);
            if up_to > *reported {
                *reported = up_to;
                shared.outputs.push_back(Output::Delivered { connection, class, up_to });
            }
        }
    }
}
