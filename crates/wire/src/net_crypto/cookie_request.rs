//! Cookie request.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0x18 |
//! | 32 | DHT public key of the sender |
//! | 24 | nonce |
//! | 16 | MAC, under both DHT keys |
//! | 32 | long-term public key of the sender |
//! | 32 | zero |
//! | 8 | echo id, opaque |

use bytes::BufMut;
use toxcore_crypto::{CombinedKey, DhtPublicKey, LongTermPublicKey, MAC_LEN, NONCE_LEN, Nonce};

use crate::boxes::{check_len, seal_payload};
use crate::codec::{Parsed, array, expect_kind, nonce, parse_all, public_key};
use crate::request_id::request_id;
use crate::{Encode, OpenError, PacketKind, ParseError, RequestId};

/// Cookie request as it arrives.
#[derive(Debug)]
pub struct CookieRequest<'a> {
    /// DHT key of the sender.
    pub sender: DhtPublicKey,
    /// Nonce of the box.
    pub nonce: Nonce,
    sealed: &'a mut [u8],
}

impl<'a> CookieRequest<'a> {
    /// First byte.
    pub const KIND: PacketKind = PacketKind::CookieRequest;
    /// Exact length in bytes (145).
    pub const LEN: usize = HEAD_LEN + MAC_LEN + CookieRequestPayload::LEN;

    /// Reads the unencrypted parts.
    ///
    /// # Errors
    /// [`ParseError`] for another kind or length.
    pub fn parse(packet: &'a mut [u8]) -> Result<Self, ParseError> {
        expect_kind(packet, Self::KIND.number())?;
        check_len(packet, Self::LEN, Self::LEN)?;
        let (head, sealed) = packet.split_first_chunk_mut::<HEAD_LEN>().ok_or(ParseError::Truncated)?;
        let (sender, nonce) = parse_all(&head[1..], |input| {
            let (input, sender) = public_key(input)?;
            let (input, nonce) = nonce(input)?;
            Ok((input, (sender, nonce)))
        })?;
        Ok(Self { sender, nonce, sealed })
    }

    /// Opens the box with the combined key of [`sender`](Self::sender) and our DHT key.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(self, key: &CombinedKey) -> Result<CookieRequestPayload, OpenError> {
        Ok(parse_all(key.open_in_place(&self.nonce, self.sealed)?, CookieRequestPayload::read)?)
    }
}

/// Encrypted part of a cookie request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CookieRequestPayload {
    /// Long-term key of the sender, which proves it only with the handshake.
    pub long_term_key: LongTermPublicKey,
    /// Comes back with the response.
    pub echo: RequestId,
}

impl CookieRequestPayload {
    /// Length in bytes (72).
    pub const LEN: usize = LongTermPublicKey::LEN + PADDING_LEN + RequestId::LEN;

    /// Appends the whole packet to `out`. `key` is the combined key of both DHT keys, `sender` our own.
    pub fn seal(&self, sender: &DhtPublicKey, nonce: &Nonce, key: &CombinedKey, out: &mut Vec<u8>) {
        out.put_u8(CookieRequest::KIND.number());
        out.put_slice(sender.as_bytes());
        out.put_slice(nonce.as_bytes());
        seal_payload(key, nonce, self, out);
    }

    fn read(input: &[u8]) -> Parsed<'_, Self> {
        let (input, long_term_key) = public_key(input)?;
        // Sent as zero, ignored on receipt.
        let (input, _padding) = array::<PADDING_LEN>(input)?;
        let (input, echo) = request_id(input)?;
        Ok((input, Self { long_term_key, echo }))
    }
}

impl Encode for CookieRequestPayload {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.long_term_key.as_bytes());
        out.put_bytes(0, PADDING_LEN);
        self.echo.encode(out);
    }
}

/// Kind, sender and nonce.
const HEAD_LEN: usize = 1 + DhtPublicKey::LEN + NONCE_LEN;
/// Zero bytes between key and echo id.
const PADDING_LEN: usize = 32;

const _: () = assert!(CookieRequest::LEN == 145);

#[cfg(test)]
mod tests;
