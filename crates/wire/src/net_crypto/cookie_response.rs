//! Cookie response.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0x19 |
//! | 24 | nonce |
//! | 16 | MAC, under the same combined key as the request |
//! | 112 | [`Cookie`] |
//! | 8 | echo id of the request |

use bytes::BufMut;
use toxcore_crypto::{CombinedKey, MAC_LEN, NONCE_LEN, Nonce};

use super::Cookie;
use crate::boxes::{check_len, seal_payload};
use crate::codec::{Parsed, array, expect_kind, parse_all};
use crate::request_id::request_id;
use crate::{Encode, OpenError, PacketKind, ParseError, RequestId};

/// Cookie response as it arrives.
#[derive(Debug)]
pub struct CookieResponse<'a> {
    /// Nonce of the box.
    pub nonce: Nonce,
    sealed: &'a mut [u8],
}

impl<'a> CookieResponse<'a> {
    /// First byte.
    pub const KIND: PacketKind = PacketKind::CookieResponse;
    /// Exact length in bytes (161).
    pub const LEN: usize = HEAD_LEN + MAC_LEN + CookieResponsePayload::LEN;

    /// Reads the unencrypted parts.
    ///
    /// # Errors
    /// [`ParseError`] for another kind or length.
    pub fn parse(packet: &'a mut [u8]) -> Result<Self, ParseError> {
        expect_kind(packet, Self::KIND.number())?;
        check_len(packet, Self::LEN, Self::LEN)?;
        let (head, sealed) = packet.split_first_chunk_mut::<HEAD_LEN>().ok_or(ParseError::Truncated)?;
        let nonce = head[1..].first_chunk().ok_or(ParseError::Truncated)?;
        Ok(Self { nonce: Nonce::from_bytes(*nonce), sealed })
    }

    /// Opens the box with the combined key of the request.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(self, key: &CombinedKey) -> Result<CookieResponsePayload, OpenError> {
        Ok(parse_all(key.open_in_place(&self.nonce, self.sealed)?, CookieResponsePayload::read)?)
    }
}

/// Encrypted part of a cookie response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CookieResponsePayload {
    /// To be shown in the handshake.
    pub cookie: Cookie,
    /// From the request.
    pub echo: RequestId,
}

impl CookieResponsePayload {
    /// Length in bytes (120).
    pub const LEN: usize = Cookie::LEN + RequestId::LEN;

    /// Appends the whole packet to `out`. `key` is the combined key of the request.
    pub fn seal(&self, nonce: &Nonce, key: &CombinedKey, out: &mut Vec<u8>) {
        out.put_u8(CookieResponse::KIND.number());
        out.put_slice(nonce.as_bytes());
        seal_payload(key, nonce, self, out);
    }

    fn read(input: &[u8]) -> Parsed<'_, Self> {
        let (input, cookie) = array(input)?;
        let (input, echo) = request_id(input)?;
        Ok((input, Self { cookie: Cookie::from_bytes(*cookie), echo }))
    }
}

impl Encode for CookieResponsePayload {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.cookie.as_bytes());
        self.echo.encode(out);
    }
}

/// Kind and nonce.
const HEAD_LEN: usize = 1 + NONCE_LEN;

const _: () = assert!(CookieResponse::LEN == 161);

#[cfg(test)]
mod tests;
