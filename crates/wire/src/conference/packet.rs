//! Any packet of a conference, by its first byte.

use bytes::BufMut;

use super::{DirectPacket, GroupMessage, InvitePacket, LossyMessage, PeerOnline, Rejoin};
use crate::{Encode, ParseError};

/// Any packet of a conference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConferencePacket<'a> {
    /// 0x60.
    Invite(InvitePacket),
    /// 0x61.
    PeerOnline(PeerOnline),
    /// 0x62.
    Direct(DirectPacket<'a>),
    /// 0x63.
    Message(GroupMessage<'a>),
    /// 0x64.
    Rejoin(Rejoin),
    /// 0xc7.
    Lossy(LossyMessage<'a>),
}

impl<'a> ConferencePacket<'a> {
    /// Whether a packet that begins with this byte is one of a conference.
    #[must_use]
    pub const fn is_id(id: u8) -> bool {
        matches!(
            id,
            InvitePacket::ID | PeerOnline::ID | DirectPacket::ID | GroupMessage::ID | Rejoin::ID | LossyMessage::ID
        )
    }

    /// Reads any packet. Of messages the head is read; [`GroupMessage::content`] reads on.
    ///
    /// # Errors
    /// [`ParseError`] of the packet with that id, [`ParseError::Kind`] for ids of others.
    pub fn parse(packet: &'a [u8]) -> Result<Self, ParseError> {
        Ok(match *packet.first().ok_or(ParseError::Truncated)? {
            InvitePacket::ID => Self::Invite(InvitePacket::parse(packet)?),
            PeerOnline::ID => Self::PeerOnline(PeerOnline::parse(packet)?),
            DirectPacket::ID => Self::Direct(DirectPacket::parse(packet)?),
            GroupMessage::ID => Self::Message(GroupMessage::parse(packet)?),
            Rejoin::ID => Self::Rejoin(Rejoin::parse(packet)?),
            LossyMessage::ID => Self::Lossy(LossyMessage::parse(packet)?),
            id => return Err(ParseError::Kind(id)),
        })
    }
}

impl Encode for ConferencePacket<'_> {
    fn encoded_len(&self) -> usize {
        match self {
            Self::Invite(packet) => packet.encoded_len(),
            Self::PeerOnline(packet) => packet.encoded_len(),
            Self::Direct(packet) => packet.encoded_len(),
            Self::Message(packet) => packet.encoded_len(),
            Self::Rejoin(packet) => packet.encoded_len(),
            Self::Lossy(packet) => packet.encoded_len(),
        }
    }

    fn encode(&self, out: &mut impl BufMut) {
        match self {
            Self::Invite(packet) => packet.encode(out),
            Self::PeerOnline(packet) => packet.encode(out),
            Self::Direct(packet) => packet.encode(out),
            Self::Message(packet) => packet.encode(out),
            Self::Rejoin(packet) => packet.encode(out),
            Self::Lossy(packet) => packet.encode(out),
        }
    }
}
