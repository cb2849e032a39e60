//! Any packet between friends, by its first byte.

use bytes::BufMut;

use super::{
    CustomLossless, CustomLossy, FileControl, FileData, FileSendRequest, MAX_PACKET_LEN, Message, MessageKind,
    Nickname, Offline, Online, StatusMessage, Typing, UserStatusChange,
};
use crate::{Encode, ParseError};

/// Any packet between friends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum MessengerPacket<'a> {
    /// 0x18.
    Online(Online),
    /// 0x19.
    Offline(Offline),
    /// 0x30.
    Nickname(Nickname<'a>),
    /// 0x31.
    StatusMessage(StatusMessage<'a>),
    /// 0x32.
    UserStatus(UserStatusChange),
    /// 0x33.
    Typing(Typing),
    /// 0x40, 0x41.
    Message(Message<'a>),
    /// 0x50.
    FileSendRequest(FileSendRequest<'a>),
    /// 0x51.
    FileControl(FileControl),
    /// 0x52.
    FileData(FileData<'a>),
    /// 160 to 191.
    CustomLossless(CustomLossless<'a>),
    /// 200 to 254.
    CustomLossy(CustomLossy<'a>),
    /// Every other id: of calls, conferences and groups, or not known.
    Other {
        /// First byte.
        id: u8,
        /// The whole packet with its id.
        packet: &'a [u8],
    },
}

impl<'a> MessengerPacket<'a> {
    /// Reads any packet.
    ///
    /// # Errors
    /// [`ParseError`] of the packet with that id; of others only the length is known.
    pub fn parse(packet: &'a [u8]) -> Result<Self, ParseError> {
        let id = *packet.first().ok_or(ParseError::Truncated)?;
        if packet.len() > MAX_PACKET_LEN {
            return Err(ParseError::TooLong(packet.len()));
        }
        Ok(match id {
            Online::ID => Self::Online(Online::parse(packet)?),
            Offline::ID => Self::Offline(Offline::parse(packet)?),
            Nickname::ID => Self::Nickname(Nickname::parse(packet)?),
            StatusMessage::ID => Self::StatusMessage(StatusMessage::parse(packet)?),
            UserStatusChange::ID => Self::UserStatus(UserStatusChange::parse(packet)?),
            Typing::ID => Self::Typing(Typing::parse(packet)?),
            FileSendRequest::ID => Self::FileSendRequest(FileSendRequest::parse(packet)?),
            FileControl::ID => Self::FileControl(FileControl::parse(packet)?),
            FileData::ID => Self::FileData(FileData::parse(packet)?),
            id if MessageKind::from_id(id).is_some() => Self::Message(Message::parse(packet)?),
            id if CustomLossless::IDS.contains(&id) => Self::CustomLossless(CustomLossless::parse(packet)?),
            id if CustomLossy::IDS.contains(&id) => Self::CustomLossy(CustomLossy::parse(packet)?),
            id => Self::Other { id, packet },
        })
    }
}

impl Encode for MessengerPacket<'_> {
    fn encoded_len(&self) -> usize {
        match self {
            Self::Online(packet) => packet.encoded_len(),
            Self::Offline(packet) => packet.encoded_len(),
            Self::Nickname(packet) => packet.encoded_len(),
            Self::StatusMessage(packet) => packet.encoded_len(),
            Self::UserStatus(packet) => packet.encoded_len(),
            Self::Typing(packet) => packet.encoded_len(),
            Self::Message(packet) => packet.encoded_len(),
            Self::FileSendRequest(packet) => packet.encoded_len(),
            Self::FileControl(packet) => packet.encoded_len(),
            Self::FileData(packet) => packet.encoded_len(),
            Self::CustomLossless(packet) => packet.encoded_len(),
            Self::CustomLossy(packet) => packet.encoded_len(),
            Self::Other { packet, .. } => packet.len(),
        }
    }

    fn encode(&self, out: &mut impl BufMut) {
        match self {
            Self::Online(packet) => packet.encode(out),
            Self::Offline(packet) => packet.encode(out),
            Self::Nickname(packet) => packet.encode(out),
            Self::StatusMessage(packet) => packet.encode(out),
            Self::UserStatus(packet) => packet.encode(out),
            Self::Typing(packet) => packet.encode(out),
            Self::Message(packet) => packet.encode(out),
            Self::FileSendRequest(packet) => packet.encode(out),
            Self::FileControl(packet) => packet.encode(out),
            Self::FileData(packet) => packet.encode(out),
            Self::CustomLossless(packet) => packet.encode(out),
            Self::CustomLossy(packet) => packet.encode(out),
            Self::Other { packet, .. } => out.put_slice(packet),
        }
    }
}

impl std::fmt::Debug for MessengerPacket<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Online(packet) => packet.fmt(f),
            Self::Offline(packet) => packet.fmt(f),
            Self::Nickname(packet) => packet.fmt(f),
            Self::StatusMessage(packet) => packet.fmt(f),
            Self::UserStatus(packet) => packet.fmt(f),
            Self::Typing(packet) => packet.fmt(f),
            Self::Message(packet) => packet.fmt(f),
            Self::FileSendRequest(packet) => packet.fmt(f),
            Self::FileControl(packet) => packet.fmt(f),
            Self::FileData(packet) => packet.fmt(f),
            Self::CustomLossless(packet) => packet.fmt(f),
            Self::CustomLossy(packet) => packet.fmt(f),
            Self::Other { id, packet } => write!(f, "Other {{ id: {id}, packet: {} bytes }}", packet.len()),
        }
    }
}
