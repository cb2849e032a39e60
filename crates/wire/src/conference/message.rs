//! What one member says to all, relayed from member to member.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0x63 |
//! | 2 | receiver's number of the conference |
//! | 2 | author's peer number |
//! | 4 | message number |
//! | 1 | message id |
//! | 0 to 1363 | data |
//!
//! | message id | data |
//! |---|---|
//! | 0x00 ping | – |
//! | 0x10 new peer | peer number (2), long-term public key (32), DHT public key (32) |
//! | 0x11 kill peer, 0x12 freeze peer | peer number (2) |
//! | 0x30 name | 0 to 128 bytes |
//! | 0x31 title | 1 to 128 bytes |
//! | 0x40 message, 0x41 action | 1 to 1363 bytes |

use bytes::BufMut;
use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};

use super::{MAX_NAME_LEN, MAX_PACKET_LEN, MAX_TITLE_LEN, check_len};
use crate::codec::{be_u8, be_u16, be_u32, expect_kind, parse_all, public_key, rest};
use crate::error::Field;
use crate::messenger::MessageKind;
use crate::redacted::Length;
use crate::{Encode, ParseError};

/// Most bytes of data in one message (1363), so also of a text.
pub const MAX_MESSAGE_DATA_LEN: usize = MAX_PACKET_LEN - GroupMessage::HEAD_LEN;

/// What kind of content a message has. Numbers that nobody knows stay representable: they are not relayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MessageId(pub u8);

impl MessageId {
    /// A sign of life.
    pub const PING: Self = Self(0x00);
    /// The author introduces somebody.
    pub const NEW_PEER: Self = Self(0x10);
    /// The author leaves for good.
    pub const KILL_PEER: Self = Self(0x11);
    /// The author leaves and may return.
    pub const FREEZE_PEER: Self = Self(0x12);
    /// The author's name.
    pub const NAME: Self = Self(0x30);
    /// Another title for the conference.
    pub const TITLE: Self = Self(0x31);
    /// A text.
    pub const MESSAGE: Self = Self(MessageKind::Normal.id());
    /// A text that tells what its author does.
    pub const ACTION: Self = Self(MessageKind::Action.id());
}

/// What one member says to all. Its head is read first: it counts even if the content is not known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct GroupMessage<'a> {
    /// The receiver's number of the conference.
    pub conference_number: u16,
    /// Its author, as far as one believes whoever relayed it.
    pub peer_number: u16,
    /// Counts the author's messages.
    pub message_number: u32,
    /// How to read the data.
    pub id: MessageId,
    /// At most [`MAX_MESSAGE_DATA_LEN`] bytes.
    pub data: &'a [u8],
}

impl<'a> GroupMessage<'a> {
    /// First byte.
    pub const ID: u8 = 0x63;
    /// Bytes without data (10).
    pub const HEAD_LEN: usize = 1 + size_of::<u16>() + size_of::<u16>() + size_of::<u32>() + 1;

    /// Reads head and data.
    ///
    /// # Errors
    /// [`ParseError`] for another id or a length out of range.
    pub fn parse(packet: &'a [u8]) -> Result<Self, ParseError> {
        let input = expect_kind(packet, Self::ID)?;
        check_len(packet)?;
        parse_all(input, |input| {
            let (input, conference_number) = be_u16(input)?;
            let (input, peer_number) = be_u16(input)?;
            let (input, message_number) = be_u32(input)?;
            let (input, id) = be_u8(input)?;
            let (input, data) = rest(input)?;
            Ok((input, Self { conference_number, peer_number, message_number, id: MessageId(id), data }))
        })
    }

    /// Reads the data.
    ///
    /// # Errors
    /// [`ParseError`] for an unknown message id, or for data that it cannot have.
    pub fn content(&self) -> Result<MessageContent<'a>, ParseError> {
        MessageContent::parse(self.id, self.data)
    }
}

impl Encode for GroupMessage<'_> {
    fn encoded_len(&self) -> usize {
        Self::HEAD_LEN + self.data.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::ID);
        out.put_u16(self.conference_number);
        out.put_u16(self.peer_number);
        out.put_u32(self.message_number);
        out.put_u8(self.id.0);
        out.put_slice(self.data);
    }
}

/// Without the data.
impl std::fmt::Debug for GroupMessage<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GroupMessage")
            .field("conference_number", &self.conference_number)
            .field("peer_number", &self.peer_number)
            .field("message_number", &self.message_number)
            .field("id", &self.id)
            .field("data", &Length(self.data))
            .finish()
    }
}

/// The content of a [`GroupMessage`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum MessageContent<'a> {
    /// The author is there.
    Ping,
    /// The author introduces somebody.
    NewPeer {
        /// The number of the new one.
        peer_number: u16,
        /// Who it is.
        key: LongTermPublicKey,
        /// Its DHT key.
        dht_key: DhtPublicKey,
    },
    /// Somebody leaves for good. Only the author's own number counts.
    KillPeer(u16),
    /// Somebody leaves and may return. Only the author's own number counts.
    FreezePeer(u16),
    /// The author's name: 0 to [`MAX_NAME_LEN`] bytes, UTF-8 by convention.
    Name(&'a [u8]),
    /// The conference's title: 1 to [`MAX_TITLE_LEN`] bytes, UTF-8 by convention.
    Title(&'a [u8]),
    /// A text.
    Text {
        /// How it is meant.
        kind: MessageKind,
        /// 1 to [`MAX_MESSAGE_DATA_LEN`] bytes, UTF-8 by convention.
        text: &'a [u8],
    },
}

impl<'a> MessageContent<'a> {
    /// Reads the data of a message with this id.
    ///
    /// # Errors
    /// [`ParseError`] for an unknown message id, or for data that it cannot have.
    pub fn parse(id: MessageId, data: &'a [u8]) -> Result<Self, ParseError> {
        match id {
            MessageId::PING if data.is_empty() => Ok(Self::Ping),
            MessageId::PING => Err(ParseError::TrailingBytes(data.len())),
            MessageId::NEW_PEER => parse_all(data, |input| {
                let (input, peer_number) = be_u16(input)?;
                let (input, key) = public_key(input)?;
                let (input, dht_key) = public_key(input)?;
                Ok((input, Self::NewPeer { peer_number, key, dht_key }))
            }),
            MessageId::KILL_PEER => parse_all(data, be_u16).map(Self::KillPeer),
            MessageId::FREEZE_PEER => parse_all(data, be_u16).map(Self::FreezePeer),
            MessageId::NAME => within(data, 0, MAX_NAME_LEN).map(Self::Name),
            MessageId::TITLE => within(data, 1, MAX_TITLE_LEN).map(Self::Title),
            MessageId(id) => {
                let kind = MessageKind::from_id(id).ok_or(ParseError::Invalid(Field::InnerKind))?;
                within(data, 1, MAX_MESSAGE_DATA_LEN).map(|text| Self::Text { kind, text })
            }
        }
    }

    /// The message id that goes with it.
    #[must_use]
    pub const fn id(&self) -> MessageId {
        match self {
            Self::Ping => MessageId::PING,
            Self::NewPeer { .. } => MessageId::NEW_PEER,
            Self::KillPeer(_) => MessageId::KILL_PEER,
            Self::FreezePeer(_) => MessageId::FREEZE_PEER,
            Self::Name(_) => MessageId::NAME,
            Self::Title(_) => MessageId::TITLE,
            Self::Text { kind, .. } => MessageId(kind.id()),
        }
    }
}

/// The data of a [`GroupMessage`].
impl Encode for MessageContent<'_> {
    fn encoded_len(&self) -> usize {
        match self {
            Self::Ping => 0,
            Self::NewPeer { .. } => size_of::<u16>() + LongTermPublicKey::LEN + DhtPublicKey::LEN,
            Self::KillPeer(_) | Self::FreezePeer(_) => size_of::<u16>(),
            Self::Name(text) | Self::Title(text) | Self::Text { text, .. } => text.len(),
        }
    }

    fn encode(&self, out: &mut impl BufMut) {
        match self {
            Self::Ping => {}
            Self::NewPeer { peer_number, key, dht_key } => {
                out.put_u16(*peer_number);
                out.put_slice(key.as_bytes());
                out.put_slice(dht_key.as_bytes());
            }
            Self::KillPeer(peer_number) | Self::FreezePeer(peer_number) => out.put_u16(*peer_number),
            Self::Name(text) | Self::Title(text) | Self::Text { text, .. } => out.put_slice(text),
        }
    }
}

/// Without what people wrote.
impl std::fmt::Debug for MessageContent<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Ping => f.write_str("Ping"),
            Self::NewPeer { peer_number, key, dht_key } => {
                f.debug_tuple("NewPeer").field(peer_number).field(key).field(dht_key).finish()
            }
            Self::KillPeer(number) => f.debug_tuple("KillPeer").field(number).finish(),
            Self::FreezePeer(number) => f.debug_tuple("FreezePeer").field(number).finish(),
            Self::Name(name) => f.debug_tuple("Name").field(&Length(name)).finish(),
            Self::Title(title) => f.debug_tuple("Title").field(&Length(title)).finish(),
            Self::Text { kind, text } => f.debug_tuple("Text").field(kind).field(&Length(text)).finish(),
        }
    }
}

fn within(data: &[u8], min: usize, max: usize) -> Result<&[u8], ParseError> {
    if data.len() < min {
        Err(ParseError::Truncated)
    } else if data.len() > max {
        Err(ParseError::TooLong(data.len()))
    } else {
        Ok(data)
    }
}

const _: () = assert!(GroupMessage::HEAD_LEN == 10 && MAX_MESSAGE_DATA_LEN == 1363);
