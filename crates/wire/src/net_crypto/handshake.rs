//! Handshake.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0x1a |
//! | 112 | [`Cookie`] that the receiver made |
//! | 24 | nonce |
//! | 16 | MAC, under both long-term keys |
//! | 24 | base nonce: with it the sender of this handshake encrypts its first data packet |
//! | 32 | session public key |
//! | 64 | SHA-512 of the cookie above |
//! | 112 | cookie that the sender made, for the receiver's own handshake |

use bytes::BufMut;
use toxcore_crypto::{CombinedKey, EphemeralPublicKey, MAC_LEN, NONCE_LEN, Nonce};

use super::Cookie;
use crate::boxes::{check_len, seal_payload};
use crate::codec::{Parsed, array, expect_kind, nonce, parse_all, public_key};
use crate::error::Field;
use crate::{Encode, OpenError, PacketKind, ParseError};

/// Handshake as it arrives. The cookie must be opened and judged before any work with keys.
#[derive(Debug)]
pub struct Handshake<'a> {
    /// Ours, if the sender got it from us.
    pub cookie: Cookie,
    nonce: Nonce,
    sealed: &'a mut [u8],
}

impl<'a> Handshake<'a> {
    /// First byte.
    pub const KIND: PacketKind = PacketKind::Handshake;
    /// Exact length in bytes (385).
    pub const LEN: usize = HEAD_LEN + MAC_LEN + HandshakePayload::LEN;

    /// Reads the unencrypted parts.
    ///
    /// # Errors
    /// [`ParseError`] for another kind or length.
    pub fn parse(packet: &'a mut [u8]) -> Result<Self, ParseError> {
        expect_kind(packet, Self::KIND.number())?;
        check_len(packet, Self::LEN, Self::LEN)?;
        let (head, sealed) = packet.split_first_chunk_mut::<HEAD_LEN>().ok_or(ParseError::Truncated)?;
        let (cookie, nonce) = parse_all(&head[1..], |input| {
            let (input, cookie) = array(input)?;
            let (input, nonce) = nonce(input)?;
            Ok((input, (Cookie::from_bytes(*cookie), nonce)))
        })?;
        Ok(Self { cookie, nonce, sealed })
    }

    /// Opens the box with the combined key of both long-term keys; the sender's is in the cookie.
    ///
    /// # Errors
    /// [`OpenError`]; [`Field::Checksum`] if the handshake was made for another cookie.
    pub fn open(self, key: &CombinedKey) -> Result<HandshakePayload, OpenError> {
        let plain = key.open_in_place(&self.nonce, self.sealed)?;
        let (hash, payload) = parse_all(plain, HandshakePayload::read)?;
        if hash == self.cookie.hash() { Ok(payload) } else { Err(ParseError::Invalid(Field::Checksum).into()) }
    }
}

/// What a peer tells in its handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandshakePayload {
    /// Nonce of the first data packet that the sender of the handshake sends; one more for each that follows.
    pub base_nonce: Nonce,
    /// Session public key of the sender.
    pub session_key: EphemeralPublicKey,
    /// Cookie made by the sender: the receiver may answer with a handshake at once.
    pub other_cookie: Cookie,
}

impl HandshakePayload {
    /// Length in bytes (232), with the hash of the cookie.
    pub const LEN: usize = NONCE_LEN + EphemeralPublicKey::LEN + Cookie::HASH_LEN + Cookie::LEN;

    /// Appends the whole packet to `out`. `cookie` is the receiver's, `key` the combined key of both long-term keys.
    pub fn seal(&self, cookie: &Cookie, nonce: &Nonce, key: &CombinedKey, out: &mut Vec<u8>) {
        out.put_u8(Handshake::KIND.number());
        out.put_slice(cookie.as_bytes());
        out.put_slice(nonce.as_bytes());
        seal_payload(key, nonce, &Plain { payload: self, hash: cookie.hash() }, out);
    }

    fn read(input: &[u8]) -> Parsed<'_, ([u8; Cookie::HASH_LEN], Self)> {
        let (input, base_nonce) = nonce(input)?;
        let (input, session_key) = public_key(input)?;
        let (input, hash) = array(input)?;
        let (input, other_cookie) = array(input)?;
        Ok((input, (*hash, Self { base_nonce, session_key, other_cookie: Cookie::from_bytes(*other_cookie) })))
    }
}

/// The payload with the hash between its fields.
struct Plain<'a> {
    payload: &'a HandshakePayload,
    hash: [u8; Cookie::HASH_LEN],
}

impl Encode for Plain<'_> {
    fn encoded_len(&self) -> usize {
        HandshakePayload::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.payload.base_nonce.as_bytes());
        out.put_slice(self.payload.session_key.as_bytes());
        out.put_slice(&self.hash);
        out.put_slice(self.payload.other_cookie.as_bytes());
    }
}

/// Kind, cookie and nonce.
const HEAD_LEN: usize = 1 + Cookie::LEN + NONCE_LEN;

const _: () = assert!(Handshake::LEN == 385);

#[cfg(test)]
mod tests;
