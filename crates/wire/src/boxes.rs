//! What all packets with an encrypted part share: errors, and sealing at the end of an output buffer.

use bytes::BufMut;
use thiserror::Error;
use toxcore_crypto::{CombinedKey, MAC_LEN, Nonce, NotDecryptable, NothingToSeal, SequentialKey, SymmetricKey};

use crate::{Encode, ParseError};

/// Why the encrypted part of a packet was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum OpenError {
    /// Forged, damaged, or for another key.
    #[error("not decryptable")]
    NotDecryptable,
    /// Authentic, but the plaintext is not what the packet must carry.
    #[error("malformed plaintext: {0}")]
    Malformed(#[from] ParseError),
}

impl From<NotDecryptable> for OpenError {
    fn from(_: NotDecryptable) -> Self {
        Self::NotDecryptable
    }
}

/// More content was given than the packet may carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{len} bytes given, at most {max} fit")]
pub struct TooLong {
    /// Bytes given.
    pub len: usize,
    /// Bytes that fit.
    pub max: usize,
}

impl TooLong {
    /// `Ok` if `len` is at most `max`.
    pub(crate) fn check(len: usize, max: usize) -> Result<(), Self> {
        if len <= max { Ok(()) } else { Err(Self { len, max }) }
    }
}

/// The kinds of key that seal and open boxes.
pub trait BoxKey {
    /// Opens a box in place and returns its plaintext, `buf[MAC_LEN..]`. A box that does not open stays as it was.
    ///
    /// # Errors
    /// [`NotDecryptable`] if `buf` is no box of this key and nonce with at least one byte of plaintext.
    fn open<'a>(self, nonce: &Nonce, buf: &'a mut [u8]) -> Result<&'a mut [u8], NotDecryptable>;

    /// Encrypts `buf[MAC_LEN..]` in place and writes the MAC in front.
    ///
    /// # Errors
    /// [`NothingToSeal`] if `buf` has no byte after the room for the MAC.
    fn seal(self, nonce: &Nonce, buf: &mut [u8]) -> Result<(), NothingToSeal>;
}

impl BoxKey for &CombinedKey {
    fn open<'a>(self, nonce: &Nonce, buf: &'a mut [u8]) -> Result<&'a mut [u8], NotDecryptable> {
        self.open_in_place(nonce, buf)
    }

    fn seal(self, nonce: &Nonce, buf: &mut [u8]) -> Result<(), NothingToSeal> {
        self.seal_in_place(nonce, buf)
    }
}

impl BoxKey for &SymmetricKey {
    fn open<'a>(self, nonce: &Nonce, buf: &'a mut [u8]) -> Result<&'a mut [u8], NotDecryptable> {
        self.open_in_place(nonce, buf)
    }

    fn seal(self, nonce: &Nonce, buf: &mut [u8]) -> Result<(), NothingToSeal> {
        self.seal_in_place(nonce, buf)
    }
}

impl BoxKey for &mut SequentialKey {
    fn open<'a>(self, nonce: &Nonce, buf: &'a mut [u8]) -> Result<&'a mut [u8], NotDecryptable> {
        self.open_in_place(nonce, buf)
    }

    fn seal(self, nonce: &Nonce, buf: &mut [u8]) -> Result<(), NothingToSeal> {
        self.seal_in_place(nonce, buf)
    }
}

/// Appends room for a MAC, then lets `write` append the plaintext, then seals both in place.
pub(crate) fn seal_with(key: impl BoxKey, nonce: &Nonce, out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    let start = out.len();
    out.put_bytes(0, MAC_LEN);
    write(out);
    if let Some(sealed) = out.get_mut(start..) {
        let sealed = key.seal(nonce, sealed);
        debug_assert!(sealed.is_ok(), "no packet has an empty encrypted part");
    }
}

/// Appends `payload` sealed.
pub(crate) fn seal_payload(key: impl BoxKey, nonce: &Nonce, payload: &(impl Encode + ?Sized), out: &mut Vec<u8>) {
    out.reserve(MAC_LEN + payload.encoded_len());
    seal_with(key, nonce, out, |out| payload.encode(out));
}

/// `Ok` if the packet has `min` to `max` bytes.
///
/// # Errors
/// [`ParseError::Truncated`] or [`ParseError::TooLong`].
pub(crate) fn check_len(packet: &[u8], min: usize, max: usize) -> Result<(), ParseError> {
    match packet.len() {
        len if len < min => Err(ParseError::Truncated),
        len if len > max => Err(ParseError::TooLong(len)),
        _ => Ok(()),
    }
}
