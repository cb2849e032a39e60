//! Handshake of a relay link.
//!
//! | client to relay | relay to client | content |
//! |---|---|---|
//! | 32 | – | DHT public key of the client |
//! | 24 | 24 | nonce of the box |
//! | 16 | 16 | MAC, under both DHT keys |
//! | 32 | 32 | temporary public key |
//! | 24 | 24 | base nonce: with it the sender of the handshake encrypts its first frame |
//!
//! The frames are encrypted with the combined key of both temporary keys.

use bytes::BufMut;
use toxcore_crypto::{CombinedKey, DhtPublicKey, EphemeralPublicKey, MAC_LEN, NONCE_LEN, Nonce};

use crate::boxes::{check_len, seal_payload};
use crate::codec::{Parsed, nonce, parse_all, public_key};
use crate::{Encode, OpenError, ParseError};

/// What each side tells the other in its handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandshakePayload {
    /// Temporary public key, for this link alone.
    pub temporary: EphemeralPublicKey,
    /// Nonce of the first frame that the sender of the handshake sends; one more for each that follows.
    pub base_nonce: Nonce,
}

impl HandshakePayload {
    /// Length in bytes (56).
    pub const LEN: usize = EphemeralPublicKey::LEN + NONCE_LEN;

    fn read(input: &[u8]) -> Parsed<'_, Self> {
        let (input, temporary) = public_key(input)?;
        let (input, base_nonce) = nonce(input)?;
        Ok((input, Self { temporary, base_nonce }))
    }

    fn open(sealed: &mut [u8], nonce: &Nonce, key: &CombinedKey) -> Result<Self, OpenError> {
        Ok(parse_all(key.open_in_place(nonce, sealed)?, Self::read)?)
    }
}

impl Encode for HandshakePayload {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.temporary.as_bytes());
        out.put_slice(self.base_nonce.as_bytes());
    }
}

/// First 128 bytes of a link, from the client.
#[derive(Debug)]
pub struct ClientHandshake<'a> {
    /// DHT key of the client, unproven until the box opens; replays are found out by the first frame.
    pub client: DhtPublicKey,
    nonce: Nonce,
    sealed: &'a mut [u8],
}

impl<'a> ClientHandshake<'a> {
    /// Exact length in bytes (128).
    pub const LEN: usize = DhtPublicKey::LEN + NONCE_LEN + MAC_LEN + HandshakePayload::LEN;

    /// Splits the bytes. The caller waits until it has them all.
    ///
    /// # Errors
    /// [`ParseError`] for any other length.
    pub fn parse(bytes: &'a mut [u8]) -> Result<Self, ParseError> {
        check_len(bytes, Self::LEN, Self::LEN)?;
        let (client, rest) = bytes.split_first_chunk_mut().ok_or(ParseError::Truncated)?;
        let (nonce, sealed) = rest.split_first_chunk_mut().ok_or(ParseError::Truncated)?;
        Ok(Self { client: DhtPublicKey::from_bytes(*client), nonce: Nonce::from_bytes(*nonce), sealed })
    }

    /// Opens the box with the combined key of [`client`](Self::client) and the relay's key.
    ///
    /// # Errors
    /// [`OpenError`]; the link is closed.
    pub fn open(self, key: &CombinedKey) -> Result<HandshakePayload, OpenError> {
        HandshakePayload::open(self.sealed, &self.nonce, key)
    }

    /// Appends the 128 bytes to `out`. `key` is the combined key of `client` and the relay's key.
    pub fn seal(
        client: &DhtPublicKey,
        nonce: &Nonce,
        key: &CombinedKey,
        payload: &HandshakePayload,
        out: &mut Vec<u8>,
    ) {
        out.put_slice(client.as_bytes());
        out.put_slice(nonce.as_bytes());
        seal_payload(key, nonce, payload, out);
    }
}

/// First 96 bytes of a link, from the relay.
#[derive(Debug)]
pub struct ServerHandshake<'a> {
    nonce: Nonce,
    sealed: &'a mut [u8],
}

impl<'a> ServerHandshake<'a> {
    /// Exact length in bytes (96).
    pub const LEN: usize = NONCE_LEN + MAC_LEN + HandshakePayload::LEN;

    /// Splits the bytes. The caller waits until it has them all.
    ///
    /// # Errors
    /// [`ParseError`] for any other length.
    pub fn parse(bytes: &'a mut [u8]) -> Result<Self, ParseError> {
        check_len(bytes, Self::LEN, Self::LEN)?;
        let (nonce, sealed) = bytes.split_first_chunk_mut().ok_or(ParseError::Truncated)?;
        Ok(Self { nonce: Nonce::from_bytes(*nonce), sealed })
    }

    /// Opens the box with the combined key of our DHT key and the relay's key.
    ///
    /// # Errors
    /// [`OpenError`]; the link is closed.
    pub fn open(self, key: &CombinedKey) -> Result<HandshakePayload, OpenError> {
        HandshakePayload::open(self.sealed, &self.nonce, key)
    }

    /// Appends the 96 bytes to `out`. `key` is the combined key of the client's and the relay's keys.
    pub fn seal(nonce: &Nonce, key: &CombinedKey, payload: &HandshakePayload, out: &mut Vec<u8>) {
        out.put_slice(nonce.as_bytes());
        seal_payload(key, nonce, payload, out);
    }
}

const _: () = assert!(ClientHandshake::LEN == 128 && ServerHandshake::LEN == 96);

#[cfg(test)]
mod tests;
