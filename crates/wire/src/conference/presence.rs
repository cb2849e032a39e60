//! A member is there, or wants to be again.
//!
//! | bytes | peer online | rejoin |
//! |---|---|---|
//! | 1 | 0x61 | 0x64 |
//! | 2 | sender's number of the conference | – |
//! | 33 | identifier | identifier |
//! | any | – | ignored |

use bytes::BufMut;

use super::check_len;
use super::identifier::{ConferenceIdentifier, identifier};
use crate::codec::{be_u16, expect_kind, parse_all, rest};
use crate::{Encode, ParseError};

/// Tells a member at the other end of a connection by which number we know the conference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerOnline {
    /// The sender's number of the conference.
    pub sender_number: u16,
    /// Which conference.
    pub identifier: ConferenceIdentifier,
}

impl PeerOnline {
    /// First byte.
    pub const ID: u8 = 0x61;
    /// Length in bytes (36).
    pub const LEN: usize = 1 + size_of::<u16>() + ConferenceIdentifier::LEN;

    /// Reads a packet.
    ///
    /// # Errors
    /// [`ParseError`] for another id, another length or an unknown type.
    pub fn parse(packet: &[u8]) -> Result<Self, ParseError> {
        parse_all(expect_kind(packet, Self::ID)?, |input| {
            let (input, sender_number) = be_u16(input)?;
            let (input, identifier) = identifier(input)?;
            Ok((input, Self { sender_number, identifier }))
        })
    }
}

impl Encode for PeerOnline {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::ID);
        out.put_u16(self.sender_number);
        self.identifier.encode(out);
    }
}

/// Asks a member who has lost sight of us to count us in again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rejoin {
    /// Which conference.
    pub identifier: ConferenceIdentifier,
}

impl Rejoin {
    /// First byte.
    pub const ID: u8 = 0x64;
    /// Length in bytes (34).
    pub const LEN: usize = 1 + ConferenceIdentifier::LEN;

    /// Reads a packet. What follows the identifier is ignored, as in the reference.
    ///
    /// # Errors
    /// [`ParseError`] for another id, a length out of range or an unknown type.
    pub fn parse(packet: &[u8]) -> Result<Self, ParseError> {
        let input = expect_kind(packet, Self::ID)?;
        check_len(packet)?;
        parse_all(input, |input| {
            let (input, identifier) = identifier(input)?;
            let (input, _) = rest(input)?;
            Ok((input, Self { identifier }))
        })
    }
}

impl Encode for Rejoin {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::ID);
        self.identifier.encode(out);
    }
}

const _: () = assert!(PeerOnline::LEN == 36 && Rejoin::LEN == 34);
