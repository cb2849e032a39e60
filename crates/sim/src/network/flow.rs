//! The bytes on TCP streams: a window at the sender, a rate and late segments on the way, pieces at the reader.

use super::Core;
use super::connection::Splits;
use crate::host::{Host, StreamEvent};
use crate::queue::{Side, Step};
use crate::shaper::SEGMENT_BYTES;
use crate::trace::Traced;

impl Core {
    /// Lets the host write as much as there is room for.
    pub(super) fn write<H: Host>(&mut self, connection: u32, side: Side, machine: &mut H) {
        loop {
            let Some(c) = self.connections.get(connection) else { return };
            if !c.end(side).open || (side == Side::Client && !c.established) {
                return;
            }
            let end = c.end(side);
            let (host, id) = (end.host, end.id);
            let room = WINDOW_BYTES.saturating_sub(end.outstanding);
            end.blocked = room == 0;
            if room == 0 {
                return;
            }
            let mut piece = self.pool.buffer();
            machine.write_stream(self.host_now(host), id, room, &mut piece);
            if piece.is_empty() {
                self.pool.recycle(piece);
                return;
            }
            self.transfer(connection, side, piece);
        }
    }

    /// Puts bytes written at `side` on their way.
    fn transfer(&mut self, connection: u32, side: Side, piece: Vec<u8>) {
        let Some(c) = self.connections.get(connection) else { return };
        let (sender, receiver, len) = (c.end(side).host, c.end(side.other()).host, piece.len());
        let (latency, loss) = (c.latency, c.loss);
        let mut at = self.now;
        if let Some(place) = self.places.get_mut(sender as usize) {
            at = place.up.stream(at, len, place.config.link.up);
        }
        at += latency;
        let segments = i32::try_from(len.div_ceil(SEGMENT_BYTES)).unwrap_or(i32::MAX);
        if loss > 0.0 && self.rng.chance(1.0 - (1.0 - loss).powi(segments)) {
            at += RETRANSMISSION + 2 * latency;
        }
        if let Some(place) = self.places.get_mut(receiver as usize) {
            at = place.down.stream(at, len, place.config.link.down);
        }
        let Some(c) = self.connections.get(connection) else { return };
        c.end(side).outstanding += len;
        let far = c.end(side.other());
        far.wire.push_back(piece);
        far.arrival = far.arrival.max(at);
        let at = far.arrival;
        self.schedule(at, connection, side.other(), Step::Data);
    }

    /// Takes the next piece from the wire into this end's buffer.
    pub(super) fn take_from_wire(&mut self, connection: u32, side: Side) {
        let Some(c) = self.connections.get(connection) else { return };
        let end = c.end(side);
        let piece = end.wire.pop_front().unwrap_or_default();
        if end.open {
            end.unread.extend_from_slice(&piece);
        }
        self.pool.recycle(piece);
    }

    /// Gives the host what has arrived at this end, in pieces, and tells it of the end.
    pub(super) fn offer<H: Host>(&mut self, connection: u32, side: Side, machine: &mut H) {
        loop {
            let Some(c) = self.connections.get(connection) else { return };
            let end = c.end(side);
            if !end.open {
                return;
            }
            let (host, id, finished) = (end.host, end.id, end.finished);
            if end.unread.is_empty() {
                if finished {
                    self.detach(connection, side);
                    self.trace.event(self.now, host, Traced::Closed);
                    machine.handle_stream(self.host_now(host), id, StreamEvent::Closed);
                }
                return;
            }
            let mut unread = std::mem::take(&mut end.unread);
            let len = self.piece_len(unread.len());
            let piece = unread.get_mut(..len).unwrap_or_default();
            self.trace.event(self.now, host, Traced::StreamData);
            self.trace.bytes(piece);
            let taken = machine.handle_stream_data(self.host_now(host), id, piece).min(len);
            unread.drain(..taken);
            self.taken(connection, side, unread, taken);
            if taken < len {
                if let Some(place) = self.places.get_mut(host as usize) {
                    place.stalled.push((connection, side));
                }
                return;
            }
        }
    }

    /// How many of the unread bytes, of which there are some, the next read gives.
    fn piece_len(&mut self, unread: usize) -> usize {
        match self.splits {
            Splits::Whole => unread,
            Splits::Bytes => 1,
            Splits::Random if self.rng.chance(0.5) => unread,
            Splits::Random => 1 + self.rng.index(unread),
        }
    }

    /// The host has read `taken` bytes and leaves `unread`: there is room for the other end.
    fn taken(&mut self, connection: u32, side: Side, unread: Vec<u8>, taken: usize) {
        self.stats.stream_bytes += taken as u64;
        let Some(c) = self.connections.get(connection) else { return };
        let latency = c.latency;
        c.end(side).unread = unread;
        let far = c.end(side.other());
        far.outstanding = far.outstanding.saturating_sub(taken);
        if taken > 0 && std::mem::take(&mut far.blocked) {
            self.schedule(self.now + latency, connection, side.other(), Step::Room);
        }
    }

    /// Offers once more what the host did not want to read before.
    pub(super) fn offer_stalled<H: Host>(&mut self, host: u32, machine: &mut H) {
        let Some(place) = self.places.get_mut(host as usize) else { return };
        for (connection, side) in std::mem::take(&mut place.stalled) {
            if self.stream_host(connection, side) == Some(host) {
                self.offer(connection, side, machine);
            }
        }
    }
}

/// Bytes that one end may send before the other has read them: buffers of both systems together.
const WINDOW_BYTES: usize = 128 * 1024;
/// Extra time that a lost segment costs, besides a round trip: the usual minimum of the retransmission timer.
const RETRANSMISSION: u64 = 200_000_000;
