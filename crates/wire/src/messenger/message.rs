//! Messages and actions. No id, no time and no receipt is on the wire: the connection confirms packets.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0x40 message, 0x41 action |
//! | 1..1372 | text, UTF-8 by convention |

use bytes::BufMut;

use super::MAX_PACKET_LEN;
use crate::{Encode, ParseError};

/// Most bytes of text in one message (1372).
pub const MAX_MESSAGE_LEN: usize = MAX_PACKET_LEN - 1;

/// How a text is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MessageKind {
    /// Something said.
    #[default]
    Normal,
    /// Something done, shown as "Alice waves"; `/me` in many programs.
    Action,
}

impl MessageKind {
    /// First byte of a message of this kind.
    #[must_use]
    pub const fn id(self) -> u8 {
        match self {
            Self::Normal => 0x40,
            Self::Action => 0x41,
        }
    }

    /// The kind with this first byte.
    #[must_use]
    pub const fn from_id(id: u8) -> Option<Self> {
        match id {
            0x40 => Some(Self::Normal),
            0x41 => Some(Self::Action),
            _ => None,
        }
    }
}

/// A message or an action.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Message<'a> {
    /// Which of both.
    pub kind: MessageKind,
    /// 1 to [`MAX_MESSAGE_LEN`] bytes; not checked to be UTF-8.
    pub text: &'a [u8],
}

impl<'a> Message<'a> {
    /// Shortest packet in bytes.
    pub const MIN_LEN: usize = 2;
    /// Longest packet in bytes.
    pub const MAX_LEN: usize = MAX_PACKET_LEN;

    /// Reads a packet. One without text is refused, as in the reference.
    ///
    /// # Errors
    /// [`ParseError`] for another id or a length out of range.
    pub fn parse(packet: &'a [u8]) -> Result<Self, ParseError> {
        let (&id, text) = packet.split_first().ok_or(ParseError::Truncated)?;
        let kind = MessageKind::from_id(id).ok_or(ParseError::Kind(id))?;
        match text.len() {
            0 => Err(ParseError::Truncated),
            1..=MAX_MESSAGE_LEN => Ok(Self { kind, text }),
            _ => Err(ParseError::TooLong(packet.len())),
        }
    }
}

impl Encode for Message<'_> {
    fn encoded_len(&self) -> usize {
        1 + self.text.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(self.kind.id());
        out.put_slice(self.text);
    }
}

/// `Debug` that shows the length of what people wrote, not the text: packets end up in traces.
macro_rules! debug_without_content {
    ($type:ty, $content:ident $(, $field:ident)*) => {
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($type).trim_end_matches("<'_>"))
                    $(.field(stringify!($field), &self.$field))*
                    .field(stringify!($content), &format_args!("{} bytes", self.$content.len()))
                    .finish()
            }
        }
    };
}

pub(super) use debug_without_content;

debug_without_content!(Message<'_>, text, kind);
