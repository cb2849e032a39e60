//! Offer of a file.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0x50 |
//! | 1 | file number, chosen by the sender of the file |
//! | 4 | kind, big endian: 0 data, 1 avatar, 2 sticker, 3 named by its SHA-1, 4 named by its SHA-256; others are free |
//! | 8 | size in bytes, big endian; 2^64 - 1: not known |
//! | 32 | file id |
//! | 0..255 | name, UTF-8 by convention |

use bytes::BufMut;

use super::message::debug_without_content;
use crate::codec::{array, be_u8, be_u32, be_u64, expect_kind, parse_all, rest};
use crate::{Encode, ParseError};

/// Longest name of a file in bytes. Protocol: messenger, Files.
pub const MAX_FILE_NAME_LEN: usize = 255;
/// The size of a file whose end is not known when it is offered.
pub const UNKNOWN_FILE_SIZE: u64 = u64::MAX;

/// What a file is for. The protocol does not interpret it; unknown kinds are passed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// A file like any other.
    #[default]
    Data,
    /// The sender's picture; the file id is its SHA-256, size 0 means that it has none.
    Avatar,
    /// A picture to be shown like a message.
    Sticker,
    /// The file name is the SHA-1 of the content.
    Sha1,
    /// The file name is the SHA-256 of the content.
    Sha256,
    /// Any other number.
    Other(u32),
}

impl From<u32> for FileKind {
    fn from(number: u32) -> Self {
        match number {
            0 => Self::Data,
            1 => Self::Avatar,
            2 => Self::Sticker,
            3 => Self::Sha1,
            4 => Self::Sha256,
            other => Self::Other(other),
        }
    }
}

impl From<FileKind> for u32 {
    fn from(kind: FileKind) -> Self {
        match kind {
            FileKind::Data => 0,
            FileKind::Avatar => 1,
            FileKind::Sticker => 2,
            FileKind::Sha1 => 3,
            FileKind::Sha256 => 4,
            FileKind::Other(number) => number,
        }
    }
}

/// What both sides call a file by across connections; random unless the application chose it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId([u8; 32]);

impl FileId {
    /// Length in bytes.
    pub const LEN: usize = 32;

    /// From the bytes on the wire.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        Self(bytes)
    }

    /// The bytes on the wire.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; Self::LEN] {
        &self.0
    }
}

/// Offer of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct FileSendRequest<'a> {
    /// Names the transfer in later packets.
    pub file_number: u8,
    /// What it is for.
    pub kind: FileKind,
    /// In bytes, or [`UNKNOWN_FILE_SIZE`].
    pub size: u64,
    /// Names the file across connections.
    pub file_id: FileId,
    /// At most [`MAX_FILE_NAME_LEN`] bytes; not checked to be UTF-8, nor to be a safe name for a file.
    pub name: &'a [u8],
}

impl<'a> FileSendRequest<'a> {
    /// First byte.
    pub const ID: u8 = 0x50;
    /// Shortest packet in bytes (46), without a name.
    pub const MIN_LEN: usize = 1 + size_of::<u8>() + size_of::<u32>() + size_of::<u64>() + FileId::LEN;
    /// Longest packet in bytes (301).
    pub const MAX_LEN: usize = Self::MIN_LEN + MAX_FILE_NAME_LEN;

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
            let (input, kind) = be_u32(input)?;
            let (input, size) = be_u64(input)?;
            let (input, file_id) = array(input)?;
            let (input, name) = rest(input)?;
            Ok((input, Self { file_number, kind: kind.into(), size, file_id: FileId(*file_id), name }))
        })
    }
}

impl Encode for FileSendRequest<'_> {
    fn encoded_len(&self) -> usize {
        Self::MIN_LEN + self.name.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::ID);
        out.put_u8(self.file_number);
        out.put_u32(self.kind.into());
        out.put_u64(self.size);
        out.put_slice(self.file_id.as_bytes());
        out.put_slice(self.name);
    }
}

debug_without_content!(FileSendRequest<'_>, name, file_number, kind, size);

const _: () = assert!(FileSendRequest::MIN_LEN == 46 && FileSendRequest::MAX_LEN == 301);
