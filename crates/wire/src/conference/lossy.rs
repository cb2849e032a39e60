//! What one member of an audio conference sends to all without caring whether it arrives.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0xc7 |
//! | 2 | receiver's number of the conference |
//! | 2 | author's peer number |
//! | 2 | message number |
//! | 1 | message id: 0xc0 audio |
//! | 0 to 1365 | data |

use bytes::BufMut;

use super::check_len;
use crate::codec::{be_u8, be_u16, expect_kind, parse_all, rest};
use crate::redacted::Length;
use crate::{Encode, ParseError};

/// A lossy message.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct LossyMessage<'a> {
    /// The receiver's number of the conference.
    pub conference_number: u16,
    /// Its author, as far as one believes whoever relayed it.
    pub peer_number: u16,
    /// Counts the author's lossy messages.
    pub message_number: u16,
    /// How to read the data.
    pub id: u8,
    /// What is sent.
    pub data: &'a [u8],
}

impl<'a> LossyMessage<'a> {
    /// First byte.
    pub const ID: u8 = 0xc7;
    /// Bytes without data (8).
    pub const HEAD_LEN: usize = 1 + size_of::<u16>() + size_of::<u16>() + size_of::<u16>() + 1;
    /// The message id of sound.
    pub const AUDIO: u8 = 0xc0;

    /// Reads a packet.
    ///
    /// # Errors
    /// [`ParseError`] for another id or a length out of range.
    pub fn parse(packet: &'a [u8]) -> Result<Self, ParseError> {
        let input = expect_kind(packet, Self::ID)?;
        check_len(packet)?;
        parse_all(input, |input| {
            let (input, conference_number) = be_u16(input)?;
            let (input, peer_number) = be_u16(input)?;
            let (input, message_number) = be_u16(input)?;
            let (input, id) = be_u8(input)?;
            let (input, data) = rest(input)?;
            Ok((input, Self { conference_number, peer_number, message_number, id, data }))
        })
    }
}

impl Encode for LossyMessage<'_> {
    fn encoded_len(&self) -> usize {
        Self::HEAD_LEN + self.data.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::ID);
        out.put_u16(self.conference_number);
        out.put_u16(self.peer_number);
        out.put_u16(self.message_number);
        out.put_u8(self.id);
        out.put_slice(self.data);
    }
}

/// Without the data.
impl std::fmt::Debug for LossyMessage<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LossyMessage")
            .field("conference_number", &self.conference_number)
            .field("peer_number", &self.peer_number)
            .field("message_number", &self.message_number)
            .field("id", &self.id)
            .field("data", &Length(self.data))
            .finish()
    }
}

const _: () = assert!(LossyMessage::HEAD_LEN == 8);
