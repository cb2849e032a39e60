//! What has become of a lossless packet. Lossy kind 0x02.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0 received, 1 missing |
//! | 8 | message id |

use bytes::BufMut;

use super::LossyKind;
use crate::codec::{Parsed, be_u8, be_u64, invalid, parse_front};
use crate::error::Field;
use crate::{Encode, ParseError};

/// Answer to lossless packets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ack {
    /// That packet has arrived; nothing is said about earlier ones.
    Received {
        /// Of the packet.
        message_id: u64,
    },
    /// That packet is missing, while a later one has arrived.
    Missing {
        /// Of the packet.
        message_id: u64,
    },
}

impl Ack {
    /// Kind of the lossy packet.
    pub const KIND: LossyKind = LossyKind::Ack;
    /// Length in bytes (9).
    pub const LEN: usize = 1 + size_of::<u64>();

    /// Reads the data of a packet; what follows is ignored.
    ///
    /// # Errors
    /// [`ParseError`] for less than [`LEN`](Self::LEN) bytes or another kind of answer.
    pub fn parse(data: &[u8]) -> Result<Self, ParseError> {
        parse_front(data, ack)
    }
}

impl Encode for Ack {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        let (kind, message_id) = match *self {
            Self::Received { message_id } => (0, message_id),
            Self::Missing { message_id } => (1, message_id),
        };
        out.put_u8(kind);
        out.put_u64(message_id);
    }
}

fn ack(input: &[u8]) -> Parsed<'_, Ack> {
    let (input, kind) = be_u8(input)?;
    let (input, message_id) = be_u64(input)?;
    match kind {
        0 => Ok((input, Ack::Received { message_id })),
        1 => Ok((input, Ack::Missing { message_id })),
        _ => invalid(Field::InnerKind),
    }
}
