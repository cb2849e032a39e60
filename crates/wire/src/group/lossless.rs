//! Any lossless packet, by its kind.

use bytes::BufMut;

use super::{
    Broadcast, CustomPacket, Fragment, InviteRequest, KeyRotation, LosslessKind, ModeratorsPacket, PasswordField,
    PeerInfo, SanctionsPacket, SignedSharedState, SignedTopic, SyncRequest, SyncResponse, TcpRelays,
};
use crate::{Encode, ParseError};

/// Any lossless packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lossless<'a> {
    /// 0xee.
    CustomPrivate(CustomPacket<'a>),
    /// 0xef.
    Fragment(Fragment<'a>),
    /// 0xf0.
    KeyRotation(KeyRotation),
    /// 0xf1.
    TcpRelays(TcpRelays),
    /// 0xf2.
    Custom(CustomPacket<'a>),
    /// 0xf3.
    Broadcast(Broadcast<'a>),
    /// 0xf4, without data.
    PeerInfoRequest,
    /// 0xf5.
    PeerInfoResponse(PeerInfo),
    /// 0xf6.
    InviteRequest(InviteRequest),
    /// 0xf7, without data.
    InviteResponse,
    /// 0xf8.
    SyncRequest(SyncRequest),
    /// 0xf9.
    SyncResponse(SyncResponse),
    /// 0xfa.
    Topic(SignedTopic<'a>),
    /// 0xfb.
    SharedState(SignedSharedState<'a>),
    /// 0xfc.
    ModeratorList(ModeratorsPacket<'a>),
    /// 0xfd.
    SanctionsList(SanctionsPacket<'a>),
    /// 0xff, without data.
    HandshakeAck,
    /// Not known.
    Unknown {
        /// Its number.
        kind: u8,
        /// Its data.
        data: &'a [u8],
    },
}

impl<'a> Lossless<'a> {
    /// Reads the data of a packet, or of one that fragments made up. `field` tells whether the group, as we know it, has a
    /// password: peer infos then start with it.
    ///
    /// Kinds without data ignore what is there.
    ///
    /// # Errors
    /// [`ParseError`] of the packet of that kind.
    pub fn parse(kind: LosslessKind, data: &'a [u8], field: PasswordField) -> Result<Self, ParseError> {
        Ok(match kind {
            LosslessKind::CustomPrivate => Self::CustomPrivate(CustomPacket::parse(data)?),
            LosslessKind::Fragment => Self::Fragment(Fragment::parse(data)?),
            LosslessKind::KeyRotation => Self::KeyRotation(KeyRotation::parse(data)?),
            LosslessKind::TcpRelays => Self::TcpRelays(TcpRelays::parse(data)?),
            LosslessKind::Custom => Self::Custom(CustomPacket::parse(data)?),
            LosslessKind::Broadcast => Self::Broadcast(Broadcast::parse(data)?),
            LosslessKind::PeerInfoRequest => Self::PeerInfoRequest,
            LosslessKind::PeerInfoResponse => Self::PeerInfoResponse(PeerInfo::parse(data, field)?),
            LosslessKind::InviteRequest => Self::InviteRequest(InviteRequest::parse(data)),
            LosslessKind::InviteResponse => Self::InviteResponse,
            LosslessKind::SyncRequest => Self::SyncRequest(SyncRequest::parse(data)?),
            LosslessKind::SyncResponse => Self::SyncResponse(SyncResponse::parse(data)?),
            LosslessKind::Topic => Self::Topic(SignedTopic::parse(data)?),
            LosslessKind::SharedState => Self::SharedState(SignedSharedState::parse(data)?),
            LosslessKind::ModeratorList => Self::ModeratorList(ModeratorsPacket::parse(data)?),
            LosslessKind::SanctionsList => Self::SanctionsList(SanctionsPacket::parse(data)?),
            LosslessKind::HandshakeAck => Self::HandshakeAck,
            LosslessKind::Unknown(kind) => Self::Unknown { kind, data },
        })
    }

    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> LosslessKind {
        match self {
            Self::CustomPrivate(_) => LosslessKind::CustomPrivate,
            Self::Fragment(_) => LosslessKind::Fragment,
            Self::KeyRotation(_) => LosslessKind::KeyRotation,
            Self::TcpRelays(_) => LosslessKind::TcpRelays,
            Self::Custom(_) => LosslessKind::Custom,
            Self::Broadcast(_) => LosslessKind::Broadcast,
            Self::PeerInfoRequest => LosslessKind::PeerInfoRequest,
            Self::PeerInfoResponse(_) => LosslessKind::PeerInfoResponse,
            Self::InviteRequest(_) => LosslessKind::InviteRequest,
            Self::InviteResponse => LosslessKind::InviteResponse,
            Self::SyncRequest(_) => LosslessKind::SyncRequest,
            Self::SyncResponse(_) => LosslessKind::SyncResponse,
            Self::Topic(_) => LosslessKind::Topic,
            Self::SharedState(_) => LosslessKind::SharedState,
            Self::ModeratorList(_) => LosslessKind::ModeratorList,
            Self::SanctionsList(_) => LosslessKind::SanctionsList,
            Self::HandshakeAck => LosslessKind::HandshakeAck,
            Self::Unknown { kind, .. } => LosslessKind::Unknown(*kind),
        }
    }
}

/// The data, without the kind.
impl Encode for Lossless<'_> {
    fn encoded_len(&self) -> usize {
        match self {
            Self::CustomPrivate(packet) | Self::Custom(packet) => packet.encoded_len(),
            Self::Fragment(packet) => packet.encoded_len(),
            Self::KeyRotation(packet) => packet.encoded_len(),
            Self::TcpRelays(packet) => packet.encoded_len(),
            Self::Broadcast(packet) => packet.encoded_len(),
            Self::PeerInfoRequest | Self::InviteResponse | Self::HandshakeAck => 0,
            Self::PeerInfoResponse(packet) => packet.encoded_len(),
            Self::InviteRequest(packet) => packet.encoded_len(),
            Self::SyncRequest(packet) => packet.encoded_len(),
            Self::SyncResponse(packet) => packet.encoded_len(),
            Self::Topic(packet) => packet.encoded_len(),
            Self::SharedState(packet) => packet.encoded_len(),
            Self::ModeratorList(packet) => packet.encoded_len(),
            Self::SanctionsList(packet) => packet.encoded_len(),
            Self::Unknown { data, .. } => data.len(),
        }
    }

    fn encode(&self, out: &mut impl BufMut) {
        match self {
            Self::CustomPrivate(packet) | Self::Custom(packet) => packet.encode(out),
            Self::Fragment(packet) => packet.encode(out),
            Self::KeyRotation(packet) => packet.encode(out),
            Self::TcpRelays(packet) => packet.encode(out),
            Self::Broadcast(packet) => packet.encode(out),
            Self::PeerInfoRequest | Self::InviteResponse | Self::HandshakeAck => {}
            Self::PeerInfoResponse(packet) => packet.encode(out),
            Self::InviteRequest(packet) => packet.encode(out),
            Self::SyncRequest(packet) => packet.encode(out),
            Self::SyncResponse(packet) => packet.encode(out),
            Self::Topic(packet) => packet.encode(out),
            Self::SharedState(packet) => packet.encode(out),
            Self::ModeratorList(packet) => packet.encode(out),
            Self::SanctionsList(packet) => packet.encode(out),
            Self::Unknown { data, .. } => out.put_slice(data),
        }
    }
}
