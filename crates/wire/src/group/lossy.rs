//! Any lossy packet, by its kind.

use bytes::BufMut;

use super::{Ack, CustomPacket, GroupPing, InviteReject, LossyKind, StateProof};
use crate::{Encode, ParseError};

/// Any lossy packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lossy<'a> {
    /// 0x01.
    Ping(GroupPing),
    /// 0x02.
    Ack(Ack),
    /// 0x03.
    InviteReject(InviteReject),
    /// 0x50.
    StateProof(StateProof),
    /// 0xee.
    CustomPrivate(CustomPacket<'a>),
    /// 0xf2.
    Custom(CustomPacket<'a>),
    /// Not known: to be dropped.
    Unknown {
        /// Its number.
        kind: u8,
        /// Its data.
        data: &'a [u8],
    },
}

impl<'a> Lossy<'a> {
    /// Reads the data of a packet.
    ///
    /// # Errors
    /// [`ParseError`] of the packet of that kind.
    pub fn parse(kind: LossyKind, data: &'a [u8]) -> Result<Self, ParseError> {
        Ok(match kind {
            LossyKind::Ping => Self::Ping(GroupPing::parse(data)?),
            LossyKind::Ack => Self::Ack(Ack::parse(data)?),
            LossyKind::InviteReject => Self::InviteReject(InviteReject::parse(data)?),
            LossyKind::StateProof => Self::StateProof(StateProof::parse(data)?),
            LossyKind::CustomPrivate => Self::CustomPrivate(CustomPacket::parse(data)?),
            LossyKind::Custom => Self::Custom(CustomPacket::parse(data)?),
            LossyKind::Unknown(kind) => Self::Unknown { kind, data },
        })
    }

    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> LossyKind {
        match self {
            Self::Ping(_) => LossyKind::Ping,
            Self::Ack(_) => LossyKind::Ack,
            Self::InviteReject(_) => LossyKind::InviteReject,
            Self::StateProof(_) => LossyKind::StateProof,
            Self::CustomPrivate(_) => LossyKind::CustomPrivate,
            Self::Custom(_) => LossyKind::Custom,
            Self::Unknown { kind, .. } => LossyKind::Unknown(*kind),
        }
    }
}

/// The data, without the kind.
impl Encode for Lossy<'_> {
    fn encoded_len(&self) -> usize {
        match self {
            Self::Ping(packet) => packet.encoded_len(),
            Self::Ack(packet) => packet.encoded_len(),
            Self::InviteReject(packet) => packet.encoded_len(),
            Self::StateProof(packet) => packet.encoded_len(),
            Self::CustomPrivate(packet) | Self::Custom(packet) => packet.encoded_len(),
            Self::Unknown { data, .. } => data.len(),
        }
    }

    fn encode(&self, out: &mut impl BufMut) {
        match self {
            Self::Ping(packet) => packet.encode(out),
            Self::Ack(packet) => packet.encode(out),
            Self::InviteReject(packet) => packet.encode(out),
            Self::StateProof(packet) => packet.encode(out),
            Self::CustomPrivate(packet) | Self::Custom(packet) => packet.encode(out),
            Self::Unknown { data, .. } => out.put_slice(data),
        }
    }
}
