//! What users tell about themselves: name, status message, status, and whether they are typing.
//!
//! | packet | bytes | content |
//! |---|---|---|
//! | name | 1 | 0x30 |
//! | | 0..128 | name, UTF-8 by convention |
//! | status message | 1 | 0x31 |
//! | | 0..1007 | text, UTF-8 by convention |
//! | user status | 1 | 0x32 |
//! | | 1 | 0 available, 1 away, 2 busy |
//! | typing | 1 | 0x33 |
//! | | 1 | 0 no; any other byte: yes |

use bytes::BufMut;

use crate::codec::{Parsed, be_u8, expect_kind, invalid, parse_all};
use crate::error::Field;
use crate::friend::{MAX_NAME_LEN, MAX_STATUS_MESSAGE_LEN, UserStatus};
use crate::{Encode, ParseError};

/// The sender's name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Nickname<'a> {
    /// At most [`MAX_NAME_LEN`] bytes, perhaps none; not checked to be UTF-8.
    pub name: &'a [u8],
}

/// The sender's status message.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct StatusMessage<'a> {
    /// At most [`MAX_STATUS_MESSAGE_LEN`] bytes, perhaps none; not checked to be UTF-8.
    pub text: &'a [u8],
}

/// The sender's status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UserStatusChange {
    /// The new one.
    pub status: UserStatus,
}

/// Whether the sender is writing to the receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typing {
    /// The new state.
    pub typing: bool,
}

impl<'a> Nickname<'a> {
    /// First byte.
    pub const ID: u8 = 0x30;
    /// Longest packet in bytes.
    pub const MAX_LEN: usize = 1 + MAX_NAME_LEN;

    /// Reads a packet.
    ///
    /// # Errors
    /// [`ParseError`] for another id or a name that is too long.
    pub fn parse(packet: &'a [u8]) -> Result<Self, ParseError> {
        text(packet, Self::ID, MAX_NAME_LEN).map(|name| Self { name })
    }
}

impl<'a> StatusMessage<'a> {
    /// First byte.
    pub const ID: u8 = 0x31;
    /// Longest packet in bytes.
    pub const MAX_LEN: usize = 1 + MAX_STATUS_MESSAGE_LEN;

    /// Reads a packet.
    ///
    /// # Errors
    /// [`ParseError`] for another id or a text that is too long.
    pub fn parse(packet: &'a [u8]) -> Result<Self, ParseError> {
        text(packet, Self::ID, MAX_STATUS_MESSAGE_LEN).map(|text| Self { text })
    }
}

impl UserStatusChange {
    /// First byte.
    pub const ID: u8 = 0x32;
    /// Length in bytes.
    pub const LEN: usize = 2;

    /// Reads a packet.
    ///
    /// # Errors
    /// [`ParseError`] for another id, length or status.
    pub fn parse(packet: &[u8]) -> Result<Self, ParseError> {
        parse_all(expect_kind(packet, Self::ID)?, user_status).map(|status| Self { status })
    }
}

impl Typing {
    /// First byte.
    pub const ID: u8 = 0x33;
    /// Length in bytes.
    pub const LEN: usize = 2;

    /// Reads a packet. Every byte but 0 means typing.
    ///
    /// # Errors
    /// [`ParseError`] for another id or length.
    pub fn parse(packet: &[u8]) -> Result<Self, ParseError> {
        parse_all(expect_kind(packet, Self::ID)?, be_u8).map(|byte| Self { typing: byte != 0 })
    }
}

impl Encode for Nickname<'_> {
    fn encoded_len(&self) -> usize {
        1 + self.name.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::ID);
        out.put_slice(self.name);
    }
}

impl Encode for StatusMessage<'_> {
    fn encoded_len(&self) -> usize {
        1 + self.text.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::ID);
        out.put_slice(self.text);
    }
}

impl Encode for UserStatusChange {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::ID);
        out.put_u8(self.status.to_u8());
    }
}

impl Encode for Typing {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::ID);
        out.put_u8(u8::from(self.typing));
    }
}

super::message::debug_without_content!(Nickname<'_>, name);
super::message::debug_without_content!(StatusMessage<'_>, text);

/// An id and at most `max_len` bytes.
fn text(packet: &[u8], id: u8, max_len: usize) -> Result<&[u8], ParseError> {
    let text = expect_kind(packet, id)?;
    if text.len() > max_len { Err(ParseError::TooLong(packet.len())) } else { Ok(text) }
}

fn user_status(input: &[u8]) -> Parsed<'_, UserStatus> {
    let (input, byte) = be_u8(input)?;
    match UserStatus::from_u8(byte) {
        Some(status) => Ok((input, status)),
        None => invalid(Field::Status),
    }
}
