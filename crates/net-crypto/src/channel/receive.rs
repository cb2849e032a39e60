//! Data packets that arrive.

use std::ops::Range;

use toxcore_sansio::{Discard, Instant};
use toxcore_wire::net_crypto::{CryptoData, DataId, DataPacket, PacketRequest};

use super::{Channel, SOME_UNTOLD};
use crate::congestion::Feedback;
use crate::pool::BufferPool;
use crate::receive_stream::Accepted;
use crate::{MIN_REQUEST_INTERVAL, Stream, leisure};

/// What an authentic packet was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// Data to hand up; after lossless data what [`Channel::pop_received`] gives.
    Data(Stream, Range<usize>),
    /// Nothing to hand up.
    Nothing,
    /// The peer ends the connection.
    Kill,
}

impl Channel {
    /// Opens and judges a data packet. On error nothing has changed.
    pub(crate) fn handle(
        &mut self,
        now: Instant,
        packet: &mut [u8],
        pool: &mut BufferPool,
    ) -> Result<Arrival, Discard> {
        let packet_len = packet.len();
        let parsed = DataPacket::parse(packet)?;
        let candidate = self.nonces.candidate(parsed.nonce_tail);
        if self.nonces.is_replay(&candidate) {
            return Err(Discard::Replay);
        }
        let content = parsed.open(&candidate.nonce, &mut self.receive_key)?;
        self.send.check_start(content.buffer_start)?;
        let range = packet_len - content.data.len()..packet_len;
        let mut feedback = Feedback::default();
        let arrival = match content.id() {
            DataId::Kill => Arrival::Kill,
            DataId::PacketRequest => {
                let request = PacketRequest::parse(content.data)?;
                self.send.confirm_to(content.buffer_start, &mut feedback, pool);
                let patience = self.rtt.patience();
                self.send.apply_request(now, patience, (content.buffer_start, request), &mut feedback);
                self.note_end(now, content.packet_number);
                Arrival::Nothing
            }
            DataId::Lossless(_) => self.handle_lossless(now, &content, range, pool)?,
            DataId::Lossy(_) => {
                self.note_end(now, content.packet_number);
                Arrival::Data(Stream::Lossy, range)
            }
            DataId::Reserved(id) => return Err(Discard::Unsupported(id)),
        };
        self.nonces.accept(&candidate);
        self.counts.packets_received += 1;
        self.counts.bytes_received += packet_len as u64;
        self.send.confirm_to(content.buffer_start, &mut feedback, pool);
        self.learn(now, &feedback);
        Ok(arrival)
    }

    /// The next lossless packet that waited for the one just handled.
    pub(crate) fn pop_received(&mut self) -> Option<Vec<u8>> {
        self.receive.pop()
    }

    fn handle_lossless(
        &mut self,
        now: Instant,
        content: &CryptoData<'_>,
        range: Range<usize>,
        pool: &mut BufferPool,
    ) -> Result<Arrival, Discard> {
        let accepted = self.receive.accept(content.packet_number, content.data, pool);
        if accepted.is_ok() {
            self.repeats = 0;
            self.untold = self.untold.saturating_add(1);
        }
        match accepted {
            Ok(Accepted::InOrder) => {
                if self.untold < SOME_UNTOLD && leisure::is_for(content.data) {
                    self.request_at_leisure(now);
                } else {
                    self.request_soon(now, self.feedback_interval());
                }
                Ok(Arrival::Data(Stream::Lossless, range))
            }
            Ok(Accepted::Kept { new_gap }) => {
                let interval = if new_gap { MIN_REQUEST_INTERVAL } else { self.feedback_interval() };
                self.request_soon(now, interval);
                Ok(Arrival::Nothing)
            }
            // Sent again though it was here: our confirmation was lost.
            Err(Discard::Replay) => {
                self.repeats = self.repeats.saturating_add(1);
                self.is_way_doubtful |= self.repeats >= MAX_REPEATS;
                self.request_soon(now, self.feedback_interval());
                Ok(Arrival::Nothing)
            }
            Err(error) => Err(error),
        }
    }

    /// The peer's next number tells of losses at the end.
    fn note_end(&mut self, now: Instant, number: u32) {
        if self.receive.set_end(number) {
            self.request_soon(now, MIN_REQUEST_INTERVAL);
        }
    }

    fn learn(&mut self, now: Instant, feedback: &Feedback) {
        if feedback.is_empty() {
            return;
        }
        if feedback.delivered > 0 {
            self.rtt.progress();
            self.leisurely.progress();
        }
        if let Some(rtt) = feedback.rtt(now) {
            self.rtt.sample(rtt);
        }
        if let Some(sent) = feedback.leisurely {
            self.leisurely.sample(now.saturating_since(sent));
        }
        let least = self.congestion.least_rtt();
        // The answer to a packet sent again cannot be here before it was there: the first one arrived after all.
        let hasty =
            feedback.repeated.zip(least).is_some_and(|(sent, least)| now.saturating_since(sent) < least * 3 / 4);
        if hasty || feedback.regretted > 0 {
            self.rtt.was_hasty();
        } else if feedback.repeated.is_some() {
            self.rtt.was_right();
        }
        self.congestion.feedback(now, feedback, self.send.in_flight());
    }
}

/// Lossless packets in a row that were here already, after which our confirmations do not seem to arrive. One may be chance.
const MAX_REPEATS: u32 = 2;
