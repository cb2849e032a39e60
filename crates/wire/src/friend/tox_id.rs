//! Tox id: what one user gives to another to be found. Shown as 76 hex digits.
//!
//! | bytes | content |
//! |---|---|
//! | 32 | long-term public key |
//! | 4 | nospam |
//! | 2 | checksum: byte k is the XOR of all bytes before it whose position is k modulo 2 |

use std::fmt;
use std::str::FromStr;

use bytes::BufMut;
use thiserror::Error;
use toxcore_crypto::LongTermPublicKey;

use crate::codec::{array, parse_all, public_key};
use crate::error::Field;
use crate::{Encode, ParseError};

/// The changeable part of a Tox id. Friend requests with another value are refused; friendships do not depend on it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NoSpam([u8; 4]);

/// Never printed: whoever has it can send friend requests.
impl std::fmt::Debug for NoSpam {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NoSpam(..)")
    }
}

impl NoSpam {
    /// Length in bytes.
    pub const LEN: usize = 4;

    /// From the bytes on the wire.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        Self(bytes)
    }

    /// The bytes on the wire.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; Self::LEN] {
        &self.0
    }

    /// From the number that the API shows.
    #[must_use]
    pub const fn from_u32(number: u32) -> Self {
        Self(number.to_be_bytes())
    }

    /// The number that the API shows: the bytes read in big-endian order.
    #[must_use]
    pub const fn to_u32(self) -> u32 {
        u32::from_be_bytes(self.0)
    }
}

/// Long-term public key and nospam of a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ToxId {
    /// Identity of the user.
    pub public_key: LongTermPublicKey,
    /// Proof for friend requests that the sender got the id from the user.
    pub no_spam: NoSpam,
}

impl ToxId {
    /// Length in bytes (38).
    pub const LEN: usize = LongTermPublicKey::LEN + NoSpam::LEN + CHECKSUM_LEN;
    /// Length in hex digits (76).
    pub const HEX_LEN: usize = 2 * Self::LEN;

    /// Reads the 38 bytes.
    ///
    /// # Errors
    /// [`ParseError`] for another length or a wrong checksum.
    pub fn parse(bytes: &[u8]) -> Result<Self, ParseError> {
        let (public_key, no_spam, checksum) = parse_all(bytes, |input| {
            let (input, public_key) = public_key(input)?;
            let (input, no_spam) = array(input)?;
            let (input, checksum) = array(input)?;
            Ok((input, (public_key, no_spam, checksum)))
        })?;
        let id = Self { public_key, no_spam: NoSpam(*no_spam) };
        if id.checksum() == *checksum { Ok(id) } else { Err(ParseError::Invalid(Field::Checksum)) }
    }

    /// The two bytes that reveal most typing errors.
    #[must_use]
    pub fn checksum(&self) -> [u8; CHECKSUM_LEN] {
        let bytes = self.public_key.as_bytes().iter().chain(&self.no_spam.0);
        bytes.enumerate().fold([0; CHECKSUM_LEN], |[even, odd], (position, byte)| {
            if position % 2 == 0 { [even ^ byte, odd] } else { [even, odd ^ byte] }
        })
    }
}

impl ToxId {
    /// The bytes as they are written: key, nospam and checksum.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::LEN] {
        let mut bytes = [0; Self::LEN];
        self.encode(&mut bytes.as_mut_slice());
        bytes
    }
}

impl Encode for ToxId {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.public_key.as_bytes());
        out.put_slice(self.no_spam.as_bytes());
        out.put_slice(&self.checksum());
    }
}

/// 76 upper-case hex digits.
impl fmt::Display for ToxId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.public_key
            .as_bytes()
            .iter()
            .chain(self.no_spam.as_bytes())
            .chain(&self.checksum())
            .try_for_each(|byte| write!(f, "{byte:02X}"))
    }
}

/// Why text is not a Tox id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ToxIdError {
    /// It must have 76 hex digits.
    #[error("{0} characters instead of 76")]
    Length(usize),
    /// The character at this position, from 0, is no hex digit.
    #[error("character {0} is no hex digit")]
    NoHexDigit(usize),
    /// Mistyped: the last four digits do not fit the rest.
    #[error("wrong checksum")]
    Checksum,
}

impl FromStr for ToxId {
    type Err = ToxIdError;

    fn from_str(text: &str) -> Result<Self, ToxIdError> {
        if let Some(position) = text.chars().position(|c| !c.is_ascii_hexdigit()) {
            return Err(ToxIdError::NoHexDigit(position));
        }
        // All characters are ASCII, so bytes are characters.
        let (digits, []) = text.as_bytes().as_chunks::<2>() else {
            return Err(ToxIdError::Length(text.len()));
        };
        let bytes: Vec<u8> = digits.iter().map(|[high, low]| hex_value(*high) << 4 | hex_value(*low)).collect();
        match Self::parse(&bytes) {
            Ok(id) => Ok(id),
            Err(ParseError::Invalid(_)) => Err(ToxIdError::Checksum),
            Err(_) => Err(ToxIdError::Length(text.len())),
        }
    }
}

/// Value of an ASCII hex digit.
const fn hex_value(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => (digit | 0x20) - b'a' + 10,
    }
}

const CHECKSUM_LEN: usize = 2;

#[cfg(test)]
mod tests;
