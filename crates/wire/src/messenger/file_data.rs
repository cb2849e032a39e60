//! Piece of a file. Its position is the sum of all before it: the connection keeps the order.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0x52 |
//! | 1 | file number |
//! | 0..1371 | data; fewer than 1371 bytes end the transfer |

use bytes::BufMut;

use super::MAX_PACKET_LEN;
use super::message::debug_without_content;
use crate::codec::{be_u8, expect_kind, parse_all, rest};
use crate::{Encode, ParseError};

/// Bytes of every piece but the last (1371).
pub const MAX_FILE_CHUNK_LEN: usize = MAX_PACKET_LEN - FileData::MIN_LEN;

/// Piece of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct FileData<'a> {
    /// Which transfer.
    pub file_number: u8,
    /// At most [`MAX_FILE_CHUNK_LEN`] bytes.
    pub data: &'a [u8],
}

impl<'a> FileData<'a> {
    /// First byte.
    pub const ID: u8 = 0x52;
    /// Length of the packet without data in bytes.
    pub const MIN_LEN: usize = 2;
    /// Longest packet in bytes.
    pub const MAX_LEN: usize = MAX_PACKET_LEN;

    /// Reads a packet.
    ///
    /// # Errors
    /// [`ParseError`] for another id or a length out of range.
    pub fn parse(packet: &'a [u8]) -> Result<Self, ParseError> {
        let input = expect_kind(packet, Self::ID)?;
        if packet.len() > Self::MAX_LEN {
            return Err(ParseError::TooLong(packet.len()));
        }
        parse_all(input, |input| {
            let (input, file_number) = be_u8(input)?;
            let (input, data) = rest(input)?;
            Ok((input, Self { file_number, data }))
        })
    }
}

impl Encode for FileData<'_> {
    fn encoded_len(&self) -> usize {
        Self::MIN_LEN + self.data.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::ID);
        out.put_u8(self.file_number);
        out.put_slice(self.data);
    }
}

debug_without_content!(FileData<'_>, data, file_number);

const _: () = assert!(MAX_FILE_CHUNK_LEN == 1371);
