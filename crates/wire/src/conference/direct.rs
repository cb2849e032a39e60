//! What one member says to one other.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0x62 |
//! | 2 | receiver's number of the conference |
//! | 1 | subtype: 1 introduced, 8 peer query, 9 peer response, 10 title |
//! | any | peer response: members; title: 1 to 128 bytes; else ignored |

use bytes::BufMut;

use super::{MAX_TITLE_LEN, PeerEntries, check_len};
use crate::codec::{be_u8, be_u16, expect_kind, invalid, parse_all, rest};
use crate::error::Field;
use crate::redacted::Length;
use crate::{Encode, ParseError};

/// What one member says to one other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DirectPacket<'a> {
    /// The receiver's number of the conference.
    pub conference_number: u16,
    /// What is said.
    pub content: DirectContent<'a>,
}

/// The content of a [`DirectPacket`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum DirectContent<'a> {
    /// 1: the receiver need not introduce the sender any longer.
    Introduced,
    /// 8: who is in?
    PeerQuery,
    /// 9: some of those who are in.
    PeerResponse(PeerEntries<'a>),
    /// 10: 1 to [`MAX_TITLE_LEN`] bytes, UTF-8 by convention.
    Title(&'a [u8]),
}

impl<'a> DirectPacket<'a> {
    /// First byte.
    pub const ID: u8 = 0x62;
    /// Bytes without the content (4).
    pub const HEAD_LEN: usize = 1 + size_of::<u16>() + 1;
    /// Most bytes of members in one packet (1369).
    pub const MAX_ENTRIES_LEN: usize = super::MAX_PACKET_LEN - Self::HEAD_LEN;

    /// Reads a packet. Members are read when they are asked for.
    ///
    /// # Errors
    /// [`ParseError`] for another id, an unknown subtype or a length out of range.
    pub fn parse(packet: &'a [u8]) -> Result<Self, ParseError> {
        let input = expect_kind(packet, Self::ID)?;
        check_len(packet)?;
        parse_all(input, |input| {
            let (input, conference_number) = be_u16(input)?;
            let (input, subtype) = be_u8(input)?;
            let (input, data) = rest(input)?;
            let content = match subtype {
                INTRODUCED => DirectContent::Introduced,
                PEER_QUERY => DirectContent::PeerQuery,
                PEER_RESPONSE => DirectContent::PeerResponse(PeerEntries(data)),
                TITLE if (1..=MAX_TITLE_LEN).contains(&data.len()) => DirectContent::Title(data),
                TITLE => return invalid(Field::Length),
                _ => return invalid(Field::InnerKind),
            };
            Ok((input, Self { conference_number, content }))
        })
    }
}

impl DirectContent<'_> {
    fn subtype(&self) -> u8 {
        match self {
            Self::Introduced => INTRODUCED,
            Self::PeerQuery => PEER_QUERY,
            Self::PeerResponse(_) => PEER_RESPONSE,
            Self::Title(_) => TITLE,
        }
    }

    fn data(&self) -> &[u8] {
        match self {
            Self::Introduced | Self::PeerQuery => &[],
            Self::PeerResponse(entries) => entries.as_bytes(),
            Self::Title(title) => title,
        }
    }
}

impl Encode for DirectPacket<'_> {
    fn encoded_len(&self) -> usize {
        Self::HEAD_LEN + self.content.data().len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::ID);
        out.put_u16(self.conference_number);
        out.put_u8(self.content.subtype());
        out.put_slice(self.content.data());
    }
}

/// Without titles and names.
impl std::fmt::Debug for DirectContent<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Introduced => f.write_str("Introduced"),
            Self::PeerQuery => f.write_str("PeerQuery"),
            Self::PeerResponse(entries) => entries.fmt(f),
            Self::Title(title) => f.debug_tuple("Title").field(&Length(title)).finish(),
        }
    }
}

const INTRODUCED: u8 = 1;
const PEER_QUERY: u8 = 8;
const PEER_RESPONSE: u8 = 9;
const TITLE: u8 = 10;

const _: () = assert!(DirectPacket::MAX_ENTRIES_LEN == 1369);
