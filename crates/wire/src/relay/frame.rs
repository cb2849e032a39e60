//! Frames of the encrypted stream.
//!
//! | bytes | content |
//! |---|---|
//! | 2 | length of the rest, big endian, 17 to 2048 |
//! | 16 | MAC |
//! | 1..2032 | one [`RelayPacket`](super::RelayPacket), encrypted |

use toxcore_crypto::{MAC_LEN, Nonce};

use crate::ParseError;
use crate::boxes::{BoxKey, TooLong};
use crate::error::Field;

/// Length prefix in bytes.
const PREFIX_LEN: usize = size_of::<u16>();
/// What precedes the plaintext in a frame, in bytes (18): length and MAC.
pub const FRAME_HEAD_LEN: usize = PREFIX_LEN + MAC_LEN;
/// Longest box in bytes. A longer one ends the link. Protocol: relay, Framing.
pub const MAX_SEALED_LEN: usize = 2048;
/// Longest plaintext of a frame in bytes (2032).
pub const MAX_PLAIN_LEN: usize = MAX_SEALED_LEN - MAC_LEN;

/// The length prefix of a frame: where the stream is cut. The only parser that may ask for more bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameLength;

impl FrameLength {
    /// Length of the box that follows the prefix, 17 to 2048; `None` if `stream` does not have the two bytes yet.
    ///
    /// The frame is then `stream[2..2 + length]`, as soon as it is there.
    ///
    /// # Errors
    /// At once, whatever follows: [`ParseError::TooLong`], or [`ParseError::Invalid`] for a box that is empty or has
    /// no plaintext. The link cannot go on.
    pub fn parse(stream: &[u8]) -> Result<Option<usize>, ParseError> {
        let Some(prefix) = stream.first_chunk::<PREFIX_LEN>() else {
            return Ok(None);
        };
        match usize::from(u16::from_be_bytes(*prefix)) {
            0..=MAC_LEN => Err(ParseError::Invalid(Field::Length)),
            len if len > MAX_SEALED_LEN => Err(ParseError::TooLong(len)),
            len => Ok(Some(len)),
        }
    }

    /// Cuts the first frame off a stream: its box, and the number of bytes that prefix and box take. `None` if it is
    /// not complete.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn split(stream: &mut [u8]) -> Result<Option<(&mut [u8], usize)>, ParseError> {
        let Some(len) = Self::parse(stream)? else {
            return Ok(None);
        };
        let end = PREFIX_LEN + len;
        Ok(stream.get_mut(PREFIX_LEN..end).map(|sealed| (sealed, end)))
    }
}

/// Makes a frame of `frame`, whose plaintext begins after [`FRAME_HEAD_LEN`] bytes of room: encrypts it in place, writes
/// length and MAC. The caller steps the nonce, even if the frame is never sent completely.
///
/// # Errors
/// [`TooLong`] if the plaintext exceeds [`MAX_PLAIN_LEN`], or with `max` 0 if there is none; `frame` is unchanged.
pub fn seal_frame_in_place(frame: &mut [u8], key: impl BoxKey, nonce: &Nonce) -> Result<(), TooLong> {
    TooLong::check(frame.len(), PREFIX_LEN + MAX_SEALED_LEN)?;
    let none = TooLong { len: 0, max: 0 };
    let (prefix, sealed) = frame.split_first_chunk_mut::<PREFIX_LEN>().ok_or(none)?;
    key.seal(nonce, sealed).map_err(|_| none)?;
    *prefix = (sealed.len() as u16).to_be_bytes();
    Ok(())
}

const _: () = assert!(MAX_PLAIN_LEN == 2032 && MAX_SEALED_LEN <= u16::MAX as usize);

#[cfg(test)]
mod tests;
