//! Packet request: which lossless packets are missing, as distances from one to the next.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | data id 1 |
//! | 1 each | 1..255: the next missing number is that much higher than the one before; 0: it is 255 higher still |
//!
//! The first distance counts from the number before the receive buffer's start. Numbers wrap at 2^32.

use bytes::BufMut;

use super::DataId;
use crate::ParseError;
use crate::codec::expect_kind;

/// Longest step that one byte can say.
const MAX_STEP: u8 = u8::MAX;
/// Says that the next [`MAX_STEP`] numbers have arrived.
const SKIP: u8 = 0;

/// Appends a packet request with its data id to `out`: at most `max_len` bytes.
///
/// `start` is the number of the first packet that is not delivered, `end` the one after the last packet known to exist;
/// `is_missing` tells about each number between. What does not fit is left out: the next request tells it.
pub fn encode_packet_request(
    start: u32,
    end: u32,
    max_len: usize,
    mut is_missing: impl FnMut(u32) -> bool,
    out: &mut Vec<u8>,
) {
    let full = out.len().saturating_add(max_len);
    out.put_u8(DataId::PacketRequest.into());
    let mut step: u8 = 1;
    for offset in 0..end.wrapping_sub(start) {
        if out.len() >= full {
            return;
        }
        if is_missing(start.wrapping_add(offset)) {
            out.put_u8(step);
            step = 0;
        } else if step == MAX_STEP {
            out.put_u8(SKIP);
            step = 0;
        }
        // At most 254 here: 255 has just become 0.
        step = step.saturating_add(1);
    }
}

/// A packet request as it arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PacketRequest<'a> {
    steps: &'a [u8],
}

impl<'a> PacketRequest<'a> {
    /// Reads the data of a data packet, with its data id.
    ///
    /// # Errors
    /// [`ParseError::Kind`] for another data id.
    pub fn parse(data: &'a [u8]) -> Result<Self, ParseError> {
        Ok(Self { steps: expect_kind(data, DataId::PacketRequest.into())? })
    }

    /// The missing numbers in the order of sending, when the oldest unconfirmed packet is `start`.
    ///
    /// Numbers between `start` and a missing one that do not appear have arrived. Nothing is said about those after the
    /// last one. The caller checks that the numbers are in its window.
    #[must_use]
    pub fn missing(&self, start: u32) -> MissingPackets<'a> {
        MissingPackets { steps: self.steps, number: start.wrapping_sub(1) }
    }
}

/// Iterator over the missing numbers of a [`PacketRequest`].
#[derive(Clone, Debug)]
pub struct MissingPackets<'a> {
    steps: &'a [u8],
    number: u32,
}

impl Iterator for MissingPackets<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        while let Some((step, steps)) = self.steps.split_first() {
            self.steps = steps;
            if *step == SKIP {
                self.number = self.number.wrapping_add(u32::from(MAX_STEP));
            } else {
                self.number = self.number.wrapping_add(u32::from(*step));
                return Some(self.number);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests;
