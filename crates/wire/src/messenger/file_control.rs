//! Control of a transfer.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0x51 |
//! | 1 | 1: the sender of this packet receives the file; any other byte: it sends the file |
//! | 1 | file number |
//! | 1 | 0 accept or resume, 1 pause, 2 kill, 3 seek |
//! | 8 | seek only: position, big endian |
//!
//! What follows a control other than seek is ignored.

use bytes::BufMut;

use crate::codec::{Parsed, be_u8, be_u64, expect_kind, parse_all, rest};
use crate::{Encode, ParseError};

/// Which end of the transfer the sender of the control is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileSide {
    /// It sends the file.
    Sender,
    /// It receives the file.
    Receiver,
}

/// What is to happen to a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileControlKind {
    /// Begin, or go on after a pause.
    Accept,
    /// Stop for now.
    Pause,
    /// End it.
    Kill,
    /// Begin at this position, in bytes.
    Seek(u64),
    /// A number that means nothing yet; never one of 0 to 3.
    Unknown(u8),
}

/// Control of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FileControl {
    /// Which end its sender is.
    pub side: FileSide,
    /// Which transfer.
    pub file_number: u8,
    /// What to do.
    pub control: FileControlKind,
}

impl FileControl {
    /// First byte.
    pub const ID: u8 = 0x51;
    /// Shortest packet in bytes: all but seek.
    pub const MIN_LEN: usize = 4;
    /// Length of a seek in bytes.
    pub const SEEK_LEN: usize = Self::MIN_LEN + size_of::<u64>();

    /// Reads a packet.
    ///
    /// # Errors
    /// [`ParseError`] for another id or a wrong length.
    pub fn parse(packet: &[u8]) -> Result<Self, ParseError> {
        let input = expect_kind(packet, Self::ID)?;
        if packet.len() > super::MAX_PACKET_LEN {
            return Err(ParseError::TooLong(packet.len()));
        }
        parse_all(input, |input| {
            let (input, side) = be_u8(input)?;
            let (input, file_number) = be_u8(input)?;
            let (input, control) = control(input)?;
            let side = if side == RECEIVER { FileSide::Receiver } else { FileSide::Sender };
            Ok((input, Self { side, file_number, control }))
        })
    }
}

impl FileControlKind {
    /// The number on the wire.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Accept => ACCEPT,
            Self::Pause => PAUSE,
            Self::Kill => KILL,
            Self::Seek(_) => SEEK,
            Self::Unknown(number) => number,
        }
    }
}

impl Encode for FileControl {
    fn encoded_len(&self) -> usize {
        if matches!(self.control, FileControlKind::Seek(_)) { Self::SEEK_LEN } else { Self::MIN_LEN }
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::ID);
        out.put_u8(if self.side == FileSide::Receiver { RECEIVER } else { SENDER });
        out.put_u8(self.file_number);
        out.put_u8(self.control.number());
        if let FileControlKind::Seek(position) = self.control {
            out.put_u64(position);
        }
    }
}

/// The control and all that follows it.
fn control(input: &[u8]) -> Parsed<'_, FileControlKind> {
    let (input, number) = be_u8(input)?;
    let kind = match number {
        ACCEPT => FileControlKind::Accept,
        PAUSE => FileControlKind::Pause,
        KILL => FileControlKind::Kill,
        SEEK => {
            let (input, position) = be_u64(input)?;
            return Ok((input, FileControlKind::Seek(position)));
        }
        other => FileControlKind::Unknown(other),
    };
    let (input, _ignored) = rest(input)?;
    Ok((input, kind))
}

const SENDER: u8 = 0;
const RECEIVER: u8 = 1;
const ACCEPT: u8 = 0;
const PAUSE: u8 = 1;
const KILL: u8 = 2;
const SEEK: u8 = 3;
