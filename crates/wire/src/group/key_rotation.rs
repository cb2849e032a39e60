//! New session keys. Lossless kind 0xf0.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0 request, anything else response |
//! | 32 | new session key of the sender |

use bytes::BufMut;
use toxcore_crypto::EphemeralPublicKey;

use super::LosslessKind;
use crate::codec::{Parsed, be_u8, parse_front, public_key};
use crate::{Encode, ParseError};

/// The sender's new session key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyRotation {
    /// Asks for one of the receiver.
    Request(EphemeralPublicKey),
    /// Answers; the next packet is sealed with the new keys of both.
    Response(EphemeralPublicKey),
}

impl KeyRotation {
    /// Kind of the lossless packet.
    pub const KIND: LosslessKind = LosslessKind::KeyRotation;
    /// Length in bytes (33).
    pub const LEN: usize = 1 + EphemeralPublicKey::LEN;

    /// Reads the data of a packet; what follows is ignored.
    ///
    /// # Errors
    /// [`ParseError::Truncated`] for less than [`LEN`](Self::LEN) bytes.
    pub fn parse(data: &[u8]) -> Result<Self, ParseError> {
        parse_front(data, key_rotation)
    }
}

impl Encode for KeyRotation {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        let (is_response, key) = match self {
            Self::Request(key) => (false, key),
            Self::Response(key) => (true, key),
        };
        out.put_u8(u8::from(is_response));
        out.put_slice(key.as_bytes());
    }
}

fn key_rotation(input: &[u8]) -> Parsed<'_, KeyRotation> {
    let (input, is_response) = be_u8(input)?;
    let (input, key) = public_key(input)?;
    Ok((input, if is_response == 0 { KeyRotation::Request(key) } else { KeyRotation::Response(key) }))
}
