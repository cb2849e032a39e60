//! What members say. Broadcasts 0x02, 0x03 and 0x04.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | private only: 0 message, 1 action |
//! | 4 | pseudo message id |
//! | 1..1372 | text, UTF-8 by convention |

use bytes::BufMut;

use super::MAX_GROUP_MESSAGE_LEN;
use crate::codec::{Parsed, be_u8, be_u32, invalid, parse_front, rest};
use crate::error::Field;
use crate::messenger::MessageKind;
use crate::{Encode, ParseError};

/// Number of a message, random, the same for all who receive it. Nothing answers to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PseudoMessageId(pub u32);

/// A message or action to all members.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct GroupMessage<'a> {
    /// Which of both; the number of the broadcast tells.
    pub kind: MessageKind,
    /// Its number.
    pub id: PseudoMessageId,
    /// 1 to [`MAX_GROUP_MESSAGE_LEN`] bytes; not checked to be UTF-8.
    pub text: &'a [u8],
}

/// A message or action to one member alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PrivateMessage<'a> {
    /// Which of both.
    pub kind: MessageKind,
    /// Its number.
    pub id: PseudoMessageId,
    /// 1 to [`MAX_GROUP_MESSAGE_LEN`] bytes; send no more than
    /// [`MAX_SENT_PRIVATE_MESSAGE_LEN`](super::MAX_SENT_PRIVATE_MESSAGE_LEN).
    pub text: &'a [u8],
}

impl<'a> GroupMessage<'a> {
    /// Bytes in front of the text.
    pub const HEADER_LEN: usize = size_of::<u32>();

    /// Reads the body of a broadcast.
    ///
    /// # Errors
    /// [`ParseError`] for a length out of range.
    pub fn parse(kind: MessageKind, body: &'a [u8]) -> Result<Self, ParseError> {
        let (id, text) = parse_front(body, numbered_text)?;
        Ok(Self { kind, id, text })
    }
}

impl<'a> PrivateMessage<'a> {
    /// Bytes in front of the text.
    pub const HEADER_LEN: usize = 1 + size_of::<u32>();

    /// Reads the body of a broadcast. Up to 5 bytes more are taken than the reference takes.
    ///
    /// # Errors
    /// [`ParseError`] for a length out of range or an unknown kind.
    pub fn parse(body: &'a [u8]) -> Result<Self, ParseError> {
        parse_front(body, |input| {
            let (input, kind) = be_u8(input)?;
            let kind = match kind {
                0 => MessageKind::Normal,
                1 => MessageKind::Action,
                _ => return invalid(Field::InnerKind),
            };
            let (input, (id, text)) = numbered_text(input)?;
            Ok((input, Self { kind, id, text }))
        })
    }
}

impl Encode for GroupMessage<'_> {
    fn encoded_len(&self) -> usize {
        Self::HEADER_LEN + self.text.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u32(self.id.0);
        out.put_slice(self.text);
    }
}

impl Encode for PrivateMessage<'_> {
    fn encoded_len(&self) -> usize {
        Self::HEADER_LEN + self.text.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(match self.kind {
            MessageKind::Normal => 0,
            MessageKind::Action => 1,
        });
        out.put_u32(self.id.0);
        out.put_slice(self.text);
    }
}

/// Without the text.
impl std::fmt::Debug for GroupMessage<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        debug("GroupMessage", self.kind, self.text, f)
    }
}

/// Without the text.
impl std::fmt::Debug for PrivateMessage<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        debug("PrivateMessage", self.kind, self.text, f)
    }
}

fn debug(name: &str, kind: MessageKind, text: &[u8], f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    f.debug_struct(name).field("kind", &kind).field("text", &crate::redacted::Length(text)).finish_non_exhaustive()
}

fn numbered_text(input: &[u8]) -> Parsed<'_, (PseudoMessageId, &[u8])> {
    let (input, id) = be_u32(input)?;
    let (input, text) = rest(input)?;
    if (1..=MAX_GROUP_MESSAGE_LEN).contains(&text.len()) {
        Ok((input, (PseudoMessageId(id), text)))
    } else {
        invalid(Field::Length)
    }
}
