//! Online and offline: whether the other side takes us for a friend.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0x18 online, 0x19 offline |
//!
//! Longer ones are no such packets: an online packet with more bytes sets nobody online.

use bytes::BufMut;

use crate::codec::{expect_kind, parse_all, rest};
use crate::{Encode, ParseError};

/// The sender has us in its list of friends, and messenger packets may follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Online;

/// The sender has us in its list no longer, though the connection may stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offline;

impl Online {
    /// First byte.
    pub const ID: u8 = 0x18;
    /// Length in bytes.
    pub const LEN: usize = 1;

    /// Reads a packet.
    ///
    /// # Errors
    /// [`ParseError`] for anything but the one byte.
    pub fn parse(packet: &[u8]) -> Result<Self, ParseError> {
        nothing(packet, Self::ID).map(|()| Self)
    }
}

impl Offline {
    /// First byte.
    pub const ID: u8 = 0x19;
    /// Length in bytes.
    pub const LEN: usize = 1;

    /// Reads a packet.
    ///
    /// # Errors
    /// [`ParseError`] for anything but the one byte.
    pub fn parse(packet: &[u8]) -> Result<Self, ParseError> {
        nothing(packet, Self::ID).map(|()| Self)
    }
}

impl Encode for Online {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::ID);
    }
}

impl Encode for Offline {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::ID);
    }
}

/// An id and nothing more.
fn nothing(packet: &[u8], id: u8) -> Result<(), ParseError> {
    match parse_all(expect_kind(packet, id)?, rest)? {
        [] => Ok(()),
        more => Err(ParseError::TrailingBytes(more.len())),
    }
}
