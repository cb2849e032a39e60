//! Being let in, or not. Lossless kind 0xf6 and lossy kind 0x03; being let in (0xf7) is a packet without data.
//!
//! | bytes of 0xf6 | content |
//! |---|---|
//! | 0 or 34 | password: length 2, password 32 |
//!
//! | bytes of 0x03 | content |
//! |---|---|
//! | 1 | reason: 0 full, 1 wrong password, 2 other |

use bytes::BufMut;

use super::password::password;
use super::{GroupPassword, LosslessKind, LossyKind};
use crate::{Encode, ParseError};

/// Asks to be let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InviteRequest {
    /// What the newcomer takes for the password.
    pub password: Option<GroupPassword>,
}

/// Why somebody is not let in. May get lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum InviteReject {
    /// The group has as many members as it may have.
    GroupFull = 0,
    /// No password, or a wrong one.
    InvalidPassword = 1,
    /// Any other reason.
    Other = 2,
}

impl InviteRequest {
    /// Kind of the lossless packet.
    pub const KIND: LosslessKind = LosslessKind::InviteRequest;

    /// Reads the data of a packet. Too few bytes for a password, or a length that no password has, are none; what follows is
    /// ignored. So nothing fails here, but the password will not fit.
    #[must_use]
    pub fn parse(data: &[u8]) -> Self {
        Self { password: optional_password(data) }
    }
}

impl InviteReject {
    /// Kind of the lossy packet.
    pub const KIND: LossyKind = LossyKind::InviteReject;
    /// Length in bytes.
    pub const LEN: usize = 1;

    /// Reads the data of a packet. Unknown reasons are [`Other`](Self::Other); what follows is ignored.
    ///
    /// # Errors
    /// [`ParseError::Truncated`] without data.
    pub fn parse(data: &[u8]) -> Result<Self, ParseError> {
        match data.first() {
            None => Err(ParseError::Truncated),
            Some(0) => Ok(Self::GroupFull),
            Some(1) => Ok(Self::InvalidPassword),
            Some(_) => Ok(Self::Other),
        }
    }
}

impl Encode for InviteRequest {
    fn encoded_len(&self) -> usize {
        optional_len(self.password.as_ref())
    }

    fn encode(&self, out: &mut impl BufMut) {
        if let Some(password) = &self.password {
            password.encode(out);
        }
    }
}

impl Encode for InviteReject {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(*self as u8);
    }
}

/// A password that may be missing at the end of a packet.
pub(super) fn optional_password(data: &[u8]) -> Option<GroupPassword> {
    password(data).ok().map(|(_, password)| password)
}

/// Bytes of a password that may be missing.
pub(super) fn optional_len(password: Option<&GroupPassword>) -> usize {
    password.map_or(0, Encode::encoded_len)
}
