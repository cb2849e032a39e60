//! Lossless packets that arrive, put in order.

use toxcore_sansio::Discard;
use toxcore_wire::net_crypto::encode_packet_request;

use crate::WINDOW_PACKETS;
use crate::pool::BufferPool;
use crate::ring::Ring;

/// The receive buffer: what came too early waits in it.
#[derive(Debug)]
pub(crate) struct ReceiveStream {
    /// Number of the next packet to hand up.
    start: u32,
    /// One more than the highest number known to exist.
    end: u32,
    ring: Ring<Vec<u8>>,
}

/// What to do with a lossless packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Accepted {
    /// It is the next one: hand it up, then what [`ReceiveStream::pop`] gives.
    InOrder,
    /// It was kept. Whether it shows a new gap.
    Kept {
        /// Numbers before it were not known to exist.
        new_gap: bool,
    },
}

impl ReceiveStream {
    pub(crate) const fn new(first: u32) -> Self {
        Self { start: first, end: first, ring: Ring::new() }
    }

    pub(crate) fn start(&self) -> u32 {
        self.start
    }

    /// Whether packets are known to be missing.
    pub(crate) fn has_gap(&self) -> bool {
        self.start != self.end
    }

    /// Takes a packet.
    ///
    /// # Errors
    /// [`Discard::Replay`] if it is there already, [`Discard::Forbidden`] if it is beyond the window.
    pub(crate) fn accept(&mut self, number: u32, data: &[u8], pool: &mut BufferPool) -> Result<Accepted, Discard> {
        let ahead = number.wrapping_sub(self.start);
        if ahead >= WINDOW_PACKETS {
            let behind = self.start.wrapping_sub(number);
            return Err(if behind <= WINDOW_PACKETS { Discard::Replay } else { Discard::Forbidden });
        }
        if self.ring.get(number).is_some() {
            return Err(Discard::Replay);
        }
        let known = self.end.wrapping_sub(self.start);
        if ahead >= known {
            self.end = number.wrapping_add(1);
        }
        if ahead == 0 {
            self.start = self.start.wrapping_add(1);
            return Ok(Accepted::InOrder);
        }
        self.ring.insert(number, pool.copy(data));
        Ok(Accepted::Kept { new_gap: ahead > known })
    }

    /// The next packet, if it waits here.
    pub(crate) fn pop(&mut self) -> Option<Vec<u8>> {
        let data = self.ring.take(self.start)?;
        self.start = self.start.wrapping_add(1);
        Some(data)
    }

    /// The peer says that `number` will be the next it sends. Returns whether that shows a new gap.
    pub(crate) fn set_end(&mut self, number: u32) -> bool {
        let (ahead, known) = (number.wrapping_sub(self.start), self.end.wrapping_sub(self.start));
        let news = ahead <= WINDOW_PACKETS && ahead > known;
        if news {
            self.end = number;
        }
        news
    }

    /// Appends a packet request of at most `max_len` bytes.
    pub(crate) fn write_request(&self, max_len: usize, out: &mut Vec<u8>) {
        encode_packet_request(self.start, self.end, max_len, |number| self.ring.get(number).is_none(), out);
    }

    /// Packets kept.
    pub(crate) fn kept(&self) -> usize {
        self.ring.len()
    }
}

#[cfg(test)]
mod tests;
