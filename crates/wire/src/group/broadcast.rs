//! Something for all members, or said to one of them. Lossless kind 0xf3.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | kind |
//! | | body |
//!
//! | kind | body |
//! |---|---|
//! | 0x00 status | 1 byte |
//! | 0x01 nick | 1 to 128 bytes |
//! | 0x02 message, 0x03 action, 0x04 private | [`GroupMessage`], [`PrivateMessage`] |
//! | 0x05 exit | last words, 0 to 128 bytes |
//! | 0x06 kick, 0x07 moderator, 0x08 observer | [`KickPeer`], [`SetModerator`], [`SetObserver`] |

use bytes::BufMut;

use super::{
    BroadcastKind, GroupMessage, KickPeer, LosslessKind, MAX_NICK_LEN, MAX_PART_MESSAGE_LEN, PrivateMessage,
    SetModerator, SetObserver,
};
use crate::error::Field;
use crate::friend::UserStatus;
use crate::messenger::MessageKind;
use crate::{Encode, ParseError};

/// Something for all members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "read from a packet and matched at once, never kept")]
pub enum Broadcast<'a> {
    /// 0x00: status of the sender.
    Status(UserStatus),
    /// 0x01: nick of the sender.
    Nick(Nick<'a>),
    /// 0x02, 0x03.
    Message(GroupMessage<'a>),
    /// 0x04: sent to one member.
    PrivateMessage(PrivateMessage<'a>),
    /// 0x05: the sender leaves.
    PeerExit(PeerExit<'a>),
    /// 0x06.
    KickPeer(KickPeer),
    /// 0x07.
    SetModerator(SetModerator),
    /// 0x08.
    SetObserver(SetObserver),
    /// Not known: to be ignored.
    Unknown {
        /// Its number.
        kind: u8,
        /// What follows it.
        body: &'a [u8],
    },
}

/// Nick of a member.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Nick<'a> {
    /// 1 to [`MAX_NICK_LEN`] bytes; not checked to be UTF-8.
    pub nick: &'a [u8],
}

/// Last words of a member.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PeerExit<'a> {
    /// At most [`MAX_PART_MESSAGE_LEN`] bytes; not checked to be UTF-8.
    pub message: &'a [u8],
}

impl<'a> Broadcast<'a> {
    /// Kind of the lossless packet.
    pub const KIND: LosslessKind = LosslessKind::Broadcast;

    /// Reads the data of a packet.
    ///
    /// # Errors
    /// [`ParseError`] of the body with that kind.
    pub fn parse(data: &'a [u8]) -> Result<Self, ParseError> {
        let (&kind, body) = data.split_first().ok_or(ParseError::Truncated)?;
        Ok(match kind.into() {
            BroadcastKind::Status => Self::Status(status(body)?),
            BroadcastKind::Nick => Self::Nick(Nick::parse(body)?),
            BroadcastKind::Message => Self::Message(GroupMessage::parse(MessageKind::Normal, body)?),
            BroadcastKind::Action => Self::Message(GroupMessage::parse(MessageKind::Action, body)?),
            BroadcastKind::PrivateMessage => Self::PrivateMessage(PrivateMessage::parse(body)?),
            BroadcastKind::PeerExit => Self::PeerExit(PeerExit::parse(body)),
            BroadcastKind::KickPeer => Self::KickPeer(KickPeer::parse(body)?),
            BroadcastKind::SetModerator => Self::SetModerator(SetModerator::parse(body)?),
            BroadcastKind::SetObserver => Self::SetObserver(SetObserver::parse(body)?),
            BroadcastKind::Unknown(kind) => Self::Unknown { kind, body },
        })
    }

    /// What it is about.
    #[must_use]
    pub const fn kind(&self) -> BroadcastKind {
        match self {
            Self::Status(_) => BroadcastKind::Status,
            Self::Nick(_) => BroadcastKind::Nick,
            Self::Message(GroupMessage { kind: MessageKind::Normal, .. }) => BroadcastKind::Message,
            Self::Message(GroupMessage { kind: MessageKind::Action, .. }) => BroadcastKind::Action,
            Self::PrivateMessage(_) => BroadcastKind::PrivateMessage,
            Self::PeerExit(_) => BroadcastKind::PeerExit,
            Self::KickPeer(_) => BroadcastKind::KickPeer,
            Self::SetModerator(_) => BroadcastKind::SetModerator,
            Self::SetObserver(_) => BroadcastKind::SetObserver,
            Self::Unknown { kind, .. } => BroadcastKind::Unknown(*kind),
        }
    }
}

impl<'a> Nick<'a> {
    /// Reads the body of a broadcast.
    ///
    /// # Errors
    /// [`ParseError`] for a length out of range. The reference drops whoever sends such.
    pub const fn parse(body: &'a [u8]) -> Result<Self, ParseError> {
        match body.len() {
            0 => Err(ParseError::Truncated),
            1..=MAX_NICK_LEN => Ok(Self { nick: body }),
            len => Err(ParseError::TooLong(len)),
        }
    }
}

impl<'a> PeerExit<'a> {
    /// Reads the body of a broadcast; longer words are cut.
    #[must_use]
    pub fn parse(body: &'a [u8]) -> Self {
        Self { message: body.get(..MAX_PART_MESSAGE_LEN).unwrap_or(body) }
    }
}

impl Encode for Broadcast<'_> {
    fn encoded_len(&self) -> usize {
        let body = match self {
            Self::Status(_) => 1,
            Self::Nick(nick) => nick.nick.len(),
            Self::Message(message) => message.encoded_len(),
            Self::PrivateMessage(message) => message.encoded_len(),
            Self::PeerExit(exit) => exit.message.len(),
            Self::KickPeer(kick) => kick.encoded_len(),
            Self::SetModerator(set) => set.encoded_len(),
            Self::SetObserver(set) => set.encoded_len(),
            Self::Unknown { body, .. } => body.len(),
        };
        1 + body
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(self.kind().number());
        match self {
            Self::Status(status) => out.put_u8(status.to_u8()),
            Self::Nick(nick) => out.put_slice(nick.nick),
            Self::Message(message) => message.encode(out),
            Self::PrivateMessage(message) => message.encode(out),
            Self::PeerExit(exit) => out.put_slice(exit.message),
            Self::KickPeer(kick) => kick.encode(out),
            Self::SetModerator(set) => set.encode(out),
            Self::SetObserver(set) => set.encode(out),
            Self::Unknown { body, .. } => out.put_slice(body),
        }
    }
}

/// Without the text.
impl std::fmt::Debug for Nick<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Nick").field("nick", &crate::redacted::Length(self.nick)).finish()
    }
}

/// Without the text.
impl std::fmt::Debug for PeerExit<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PeerExit").field("message", &crate::redacted::Length(self.message)).finish()
    }
}

/// What follows the byte is ignored.
fn status(body: &[u8]) -> Result<UserStatus, ParseError> {
    let byte = *body.first().ok_or(ParseError::Truncated)?;
    UserStatus::from_u8(byte).ok_or(ParseError::Invalid(Field::Status))
}
