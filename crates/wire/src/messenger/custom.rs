//! Custom packets: the application's own.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | id: 160..191 lossless; 200..254 lossy |
//! | 0..1372 | anything |

use std::ops::RangeInclusive;

use bytes::BufMut;

use super::MAX_PACKET_LEN;
use super::message::debug_without_content;
use crate::{Encode, ParseError};

/// A packet of the application that arrives once and in order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CustomLossless<'a> {
    /// The id and what follows.
    pub packet: &'a [u8],
}

/// A packet of the application that is sent once.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CustomLossy<'a> {
    /// The id and what follows.
    pub packet: &'a [u8],
}

impl<'a> CustomLossless<'a> {
    /// First bytes.
    pub const IDS: RangeInclusive<u8> = 160..=191;
    /// Longest packet in bytes.
    pub const MAX_LEN: usize = MAX_PACKET_LEN;

    /// Reads a packet.
    ///
    /// # Errors
    /// [`ParseError`] for an id or a length out of range.
    pub fn parse(packet: &'a [u8]) -> Result<Self, ParseError> {
        custom(packet, &Self::IDS).map(|packet| Self { packet })
    }
}

impl<'a> CustomLossy<'a> {
    /// First bytes. Those from 192 on that are missing here are of audio, video and conferences.
    pub const IDS: RangeInclusive<u8> = 200..=254;
    /// Longest packet in bytes.
    pub const MAX_LEN: usize = MAX_PACKET_LEN;

    /// Reads a packet.
    ///
    /// # Errors
    /// [`ParseError`] for an id or a length out of range.
    pub fn parse(packet: &'a [u8]) -> Result<Self, ParseError> {
        custom(packet, &Self::IDS).map(|packet| Self { packet })
    }
}

impl Encode for CustomLossless<'_> {
    fn encoded_len(&self) -> usize {
        self.packet.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.packet);
    }
}

impl Encode for CustomLossy<'_> {
    fn encoded_len(&self) -> usize {
        self.packet.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.packet);
    }
}

debug_without_content!(CustomLossless<'_>, packet);
debug_without_content!(CustomLossy<'_>, packet);

fn custom<'a>(packet: &'a [u8], ids: &RangeInclusive<u8>) -> Result<&'a [u8], ParseError> {
    match packet.first() {
        None => Err(ParseError::Truncated),
        Some(id) if !ids.contains(id) => Err(ParseError::Kind(*id)),
        Some(_) if packet.len() > MAX_PACKET_LEN => Err(ParseError::TooLong(packet.len())),
        Some(_) => Ok(packet),
    }
}
