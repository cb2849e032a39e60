//! Friend request.
//!
//! | bytes | content |
//! |---|---|
//! | 4 | nospam of the receiver |
//! | 1..1016 | message, UTF-8 by convention |
//!
//! The carrier puts a kind in front: 0x20 as routed onion data, 0x12 over a friend connection.

use bytes::BufMut;

use super::NoSpam;
use crate::{Encode, ParseError};

/// A request to become friends. Who sent it is known from the carrier.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct FriendRequest<'a> {
    /// Proves that the sender has the receiver's current Tox id.
    pub no_spam: NoSpam,
    /// Text for the user; not checked to be UTF-8.
    pub message: &'a [u8],
}

/// Without what is said.
impl std::fmt::Debug for FriendRequest<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FriendRequest")
            .field("no_spam", &self.no_spam)
            .field("message", &crate::redacted::Length(self.message))
            .finish()
    }
}

impl<'a> FriendRequest<'a> {
    /// First byte over a friend connection. As onion data it is another one.
    pub const CONNECTION_KIND: u8 = 0x12;
    /// Shortest request in bytes, without kind: a message of one byte.
    pub const MIN_LEN: usize = NoSpam::LEN + 1;
    /// Longest request that is accepted, in bytes, without kind. Protocol: friend, Friend requests (1021 with kind).
    pub const MAX_LEN: usize = 1020;

    /// Reads a request without its kind.
    ///
    /// # Errors
    /// [`ParseError`] for a length out of range.
    pub fn parse(content: &'a [u8]) -> Result<Self, ParseError> {
        if content.len() > Self::MAX_LEN {
            return Err(ParseError::TooLong(content.len()));
        }
        match content.split_first_chunk() {
            Some((no_spam, message)) if !message.is_empty() => {
                Ok(Self { no_spam: NoSpam::from_bytes(*no_spam), message })
            }
            _ => Err(ParseError::Truncated),
        }
    }
}

impl Encode for FriendRequest<'_> {
    fn encoded_len(&self) -> usize {
        NoSpam::LEN + self.message.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.no_spam.as_bytes());
        out.put_slice(self.message);
    }
}

#[cfg(test)]
mod tests;
