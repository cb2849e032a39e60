//! The frame of what members send with a session key.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0x5b lossless, 0x5c lossy |
//! | 32 | encryption key of the sender in the group |
//! | 24 | nonce, random or counted |
//! | 16 | MAC, under the session key |
//! | 0..7 | zero bytes, so that lengths tell less |
//! | 1 | kind, not zero |
//! | 8 | message id, big endian; lossless only |
//! | 0.. (lossless), 1.. (lossy) | data |
//!
//! Readers take any number of zero bytes in front of the kind. Both directions of a session have the same key, and nothing in a
//! box tells them apart: who makes the nonces must know its own again.

use bytes::BufMut;
use toxcore_crypto::{EphemeralPublicKey, MAC_LEN, NONCE_LEN, Nonce};

use super::{LosslessKind, LossyKind, MAX_GROUP_CUSTOM_LEN, MAX_LOSSLESS_CHUNK_LEN};
use crate::boxes::{BoxKey, TooLong, check_len, seal_with};
use crate::codec::{array, be_u64, expect_kind, into_parse_error, nonce, parse_all, public_key};
use crate::error::Field;
use crate::{OpenError, PacketKind, ParseError};

/// Lossless packet as it arrives.
#[derive(Debug)]
pub struct LosslessPacket<'a> {
    /// Who says to have sent it.
    pub sender: EphemeralPublicKey,
    /// What the box is sealed with. Like the sender it is not part of what is sealed.
    pub nonce: Nonce,
    sealed: &'a mut [u8],
}

/// Lossy packet as it arrives.
#[derive(Debug)]
pub struct LossyPacket<'a> {
    /// Who says to have sent it.
    pub sender: EphemeralPublicKey,
    /// What the box is sealed with. Like the sender it is not part of what is sealed.
    pub nonce: Nonce,
    sealed: &'a mut [u8],
}

/// Plaintext of a lossless packet.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct LosslessData<'a> {
    /// What [`Lossless::parse`](super::Lossless::parse) reads the data as.
    pub kind: LosslessKind,
    /// One more with each packet; those of both directions start behind the handshake.
    pub message_id: u64,
    /// At most [`MAX_LOSSLESS_CHUNK_LEN`] bytes when sent.
    pub data: &'a [u8],
}

/// Plaintext of a lossy packet.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct LossyData<'a> {
    /// What [`Lossy::parse`](super::Lossy::parse) reads the data as.
    pub kind: LossyKind,
    /// 1 to [`MAX_GROUP_CUSTOM_LEN`] bytes when sent.
    pub data: &'a [u8],
}

impl<'a> LosslessPacket<'a> {
    /// First byte.
    pub const KIND: PacketKind = PacketKind::GroupLossless;
    /// Shortest packet in bytes (82): no data, no padding.
    pub const MIN_LEN: usize = LOSSY_OVERHEAD + size_of::<u64>();
    /// Longest packet in bytes (1477) that is taken.
    pub const MAX_LEN: usize = MAX_GROUP_PACKET_LEN;

    /// Reads the unencrypted parts.
    ///
    /// # Errors
    /// [`ParseError`] for another kind or a length out of range.
    pub fn parse(packet: &'a mut [u8]) -> Result<Self, ParseError> {
        let (sender, nonce, sealed) = parse_frame(packet, Self::KIND, Self::MIN_LEN)?;
        Ok(Self { sender, nonce, sealed })
    }

    /// Opens the box with the session key that we have in common with the sender.
    ///
    /// # Errors
    /// [`OpenError`]; [`Field::InnerKind`] if there is nothing but padding.
    pub fn open(self, key: impl BoxKey) -> Result<LosslessData<'a>, OpenError> {
        Ok(LosslessData::parse(key.open(&self.nonce, self.sealed)?)?)
    }
}

impl<'a> LossyPacket<'a> {
    /// First byte.
    pub const KIND: PacketKind = PacketKind::GroupLossy;
    /// Shortest packet in bytes (75): one byte of data, no padding.
    pub const MIN_LEN: usize = LOSSY_OVERHEAD + 1;
    /// Longest packet in bytes (1477) that is taken.
    pub const MAX_LEN: usize = MAX_GROUP_PACKET_LEN;

    /// Reads the unencrypted parts.
    ///
    /// # Errors
    /// [`ParseError`] for another kind or a length out of range.
    pub fn parse(packet: &'a mut [u8]) -> Result<Self, ParseError> {
        let (sender, nonce, sealed) = parse_frame(packet, Self::KIND, Self::MIN_LEN)?;
        Ok(Self { sender, nonce, sealed })
    }

    /// Opens the box with the session key that we have in common with the sender.
    ///
    /// # Errors
    /// [`OpenError`]; [`Field::InnerKind`] if there is nothing but padding.
    pub fn open(self, key: impl BoxKey) -> Result<LossyData<'a>, OpenError> {
        Ok(LossyData::parse(key.open(&self.nonce, self.sealed)?)?)
    }
}

impl<'a> LosslessData<'a> {
    /// Reads the plaintext and takes off the padding, however long it is.
    ///
    /// # Errors
    /// [`ParseError`]; [`Field::InnerKind`] if there is nothing but padding.
    pub fn parse(plain: &'a [u8]) -> Result<Self, ParseError> {
        let (kind, rest) = without_padding(plain)?;
        let (data, message_id) = be_u64(rest).map_err(|error| into_parse_error(&error))?;
        Ok(Self { kind: kind.into(), message_id, data })
    }

    /// Appends the whole packet to `out`. The nonce must never have been used with this key.
    ///
    /// # Errors
    /// [`TooLong`] if the data exceeds [`MAX_LOSSLESS_CHUNK_LEN`]; nothing is appended.
    pub fn seal(
        &self,
        sender: &EphemeralPublicKey,
        nonce: &Nonce,
        key: impl BoxKey,
        out: &mut Vec<u8>,
    ) -> Result<(), TooLong> {
        TooLong::check(self.data.len(), MAX_LOSSLESS_CHUNK_LEN)?;
        let padding = (MAX_LOSSLESS_CHUNK_LEN - self.data.len()) % PADDING_UNIT;
        put_frame(LosslessPacket::KIND, sender, nonce, LosslessPacket::MIN_LEN + padding + self.data.len(), out);
        seal_with(key, nonce, out, |out| {
            out.put_bytes(PADDING, padding);
            out.put_u8(self.kind.number());
            out.put_u64(self.message_id);
            out.put_slice(self.data);
        });
        Ok(())
    }
}

impl<'a> LossyData<'a> {
    /// Reads the plaintext and takes off the padding, however long it is.
    ///
    /// # Errors
    /// [`ParseError`]; [`Field::InnerKind`] if there is nothing but padding.
    pub fn parse(plain: &'a [u8]) -> Result<Self, ParseError> {
        let (kind, data) = without_padding(plain)?;
        if data.is_empty() { Err(ParseError::Truncated) } else { Ok(Self { kind: kind.into(), data }) }
    }

    /// Appends the whole packet to `out`. The nonce must never have been used with this key.
    ///
    /// # Errors
    /// [`TooLong`] if the data exceeds [`MAX_GROUP_CUSTOM_LEN`]; nothing is appended.
    pub fn seal(
        &self,
        sender: &EphemeralPublicKey,
        nonce: &Nonce,
        key: impl BoxKey,
        out: &mut Vec<u8>,
    ) -> Result<(), TooLong> {
        TooLong::check(self.data.len(), MAX_GROUP_CUSTOM_LEN)?;
        let padding = (MAX_GROUP_CUSTOM_LEN - self.data.len()) % PADDING_UNIT;
        put_frame(LossyPacket::KIND, sender, nonce, LOSSY_OVERHEAD + padding + self.data.len(), out);
        seal_with(key, nonce, out, |out| {
            out.put_bytes(PADDING, padding);
            out.put_u8(self.kind.number());
            out.put_slice(self.data);
        });
        Ok(())
    }
}

/// Without the data, in which people speak.
impl std::fmt::Debug for LosslessData<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LosslessData")
            .field("kind", &self.kind)
            .field("message_id", &self.message_id)
            .field("data", &crate::redacted::Length(self.data))
            .finish()
    }
}

/// Without the data, in which people speak.
impl std::fmt::Debug for LossyData<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LossyData")
            .field("kind", &self.kind)
            .field("data", &crate::redacted::Length(self.data))
            .finish()
    }
}

fn parse_frame(
    packet: &mut [u8],
    kind: PacketKind,
    min_len: usize,
) -> Result<(EphemeralPublicKey, Nonce, &mut [u8]), ParseError> {
    expect_kind(packet, kind.number())?;
    check_len(packet, min_len, MAX_GROUP_PACKET_LEN)?;
    let (head, sealed) = packet.split_first_chunk_mut::<HEAD_LEN>().ok_or(ParseError::Truncated)?;
    let (sender, nonce) = parse_all(head, |input| {
        let (input, _kind) = array::<1>(input)?;
        let (input, sender) = public_key(input)?;
        let (input, nonce) = nonce(input)?;
        Ok((input, (sender, nonce)))
    })?;
    Ok((sender, nonce, sealed))
}

/// The kind and what follows it.
fn without_padding(plain: &[u8]) -> Result<(u8, &[u8]), ParseError> {
    let padding = plain.iter().take_while(|byte| **byte == PADDING).count();
    let (kind, rest) =
        plain.get(padding..).and_then(<[u8]>::split_first).ok_or(ParseError::Invalid(Field::InnerKind))?;
    Ok((*kind, rest))
}

fn put_frame(kind: PacketKind, sender: &EphemeralPublicKey, nonce: &Nonce, len: usize, out: &mut Vec<u8>) {
    out.reserve(len);
    out.put_u8(kind.number());
    out.put_slice(sender.as_bytes());
    out.put_slice(nonce.as_bytes());
}

/// Longest packet of members in bytes that is taken.
pub(super) const MAX_GROUP_PACKET_LEN: usize = 1477;
/// Packet kind, sender and nonce.
const HEAD_LEN: usize = 1 + EphemeralPublicKey::LEN + NONCE_LEN;
/// Everything but padding and data of a lossy packet (74).
const LOSSY_OVERHEAD: usize = HEAD_LEN + MAC_LEN + 1;
/// The byte that kinds never are.
const PADDING: u8 = 0;
/// Padding leaves one of so many lengths.
const PADDING_UNIT: usize = 8;

const _: () = assert!(LosslessPacket::MIN_LEN == 82 && LOSSY_OVERHEAD == 74);

#[cfg(test)]
mod tests;
