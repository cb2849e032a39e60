//! Cookie: lets a peer prove later that it asked before, without us remembering it. Opaque to everybody else.
//!
//! | bytes | content |
//! |---|---|
//! | 24 | nonce |
//! | 16 | MAC, under a random key that only the maker has |
//! | 8 | time of making, Unix seconds, little endian |
//! | 32 | long-term public key of the peer |
//! | 32 | DHT public key of the peer |

use std::fmt;

use bytes::BufMut;
use toxcore_crypto::{DhtPublicKey, LongTermPublicKey, MAC_LEN, NONCE_LEN, Nonce, SymmetricKey, sha512};

use crate::boxes::seal_payload;
use crate::codec::{Parsed, array, parse_all, public_key};
use crate::{Encode, OpenError, ParseError};

/// A cookie, ours or a peer's.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Cookie([u8; Self::LEN]);

impl Cookie {
    /// Length in bytes (112).
    pub const LEN: usize = NONCE_LEN + MAC_LEN + CookieContents::LEN;
    /// Length of the hash of a cookie in bytes.
    pub const HASH_LEN: usize = 64;

    /// From its bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; Self::LEN] {
        &self.0
    }

    /// SHA-512 of the cookie, by which a handshake is bound to it.
    #[must_use]
    pub fn hash(&self) -> [u8; Self::HASH_LEN] {
        sha512(&self.0)
    }

    /// Opens a cookie that we made. The caller judges its age.
    ///
    /// # Errors
    /// [`OpenError::NotDecryptable`] if it is not ours.
    pub fn open(mut self, key: &SymmetricKey) -> Result<CookieContents, OpenError> {
        let (nonce, sealed) = self.0.split_first_chunk_mut().ok_or(ParseError::Truncated)?;
        let plain = key.open_in_place(&Nonce::from_bytes(*nonce), sealed)?;
        Ok(parse_all(plain, CookieContents::read)?)
    }
}

impl fmt::Debug for Cookie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cookie(..)")
    }
}

/// What the maker of a cookie wants to know again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CookieContents {
    /// When it was made, Unix time in seconds.
    pub unix_seconds: u64,
    /// Long-term key of the peer.
    pub long_term_key: LongTermPublicKey,
    /// DHT key of the peer.
    pub dht_key: DhtPublicKey,
}

impl CookieContents {
    /// Length in bytes (72).
    pub const LEN: usize = size_of::<u64>() + LongTermPublicKey::LEN + DhtPublicKey::LEN;

    /// Makes the cookie. `key` is known to us alone, `nonce` fresh.
    #[must_use]
    pub fn seal(&self, key: &SymmetricKey, nonce: &Nonce) -> Cookie {
        let mut cookie = [0; Cookie::LEN];
        let mut bytes = Vec::with_capacity(Cookie::LEN);
        bytes.put_slice(nonce.as_bytes());
        seal_payload(key, nonce, self, &mut bytes);
        cookie.copy_from_slice(&bytes);
        Cookie(cookie)
    }

    fn read(input: &[u8]) -> Parsed<'_, Self> {
        let (input, seconds) = array(input)?;
        let (input, long_term_key) = public_key(input)?;
        let (input, dht_key) = public_key(input)?;
        Ok((input, Self { unix_seconds: u64::from_le_bytes(*seconds), long_term_key, dht_key }))
    }
}

impl Encode for CookieContents {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u64_le(self.unix_seconds);
        out.put_slice(self.long_term_key.as_bytes());
        out.put_slice(self.dht_key.as_bytes());
    }
}

const _: () = assert!(Cookie::LEN == 112);

#[cfg(test)]
mod tests;
