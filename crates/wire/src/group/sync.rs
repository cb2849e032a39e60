//! Synchronisation: who else is there, and what the group has decided. Lossless kinds 0xf8 and 0xf9.
//!
//! | bytes of 0xf8 | content |
//! |---|---|
//! | 2 | what is wanted: 1 members, 2 topic, 4 state, moderators and sanctions |
//! | 0 or 34 | password |
//!
//! | bytes of 0xf9 | content |
//! |---|---|
//! | 0, or 41 to 104 | one [`GroupAnnounce`] |

use std::ops::BitOr;

use bytes::BufMut;

use super::join::{optional_len, optional_password};
use super::{GroupAnnounce, GroupPassword, LosslessKind};
use crate::codec::{be_u16, parse_front, rest};
use crate::{Encode, ParseError};

/// What a member wants to know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SyncFlags(pub u16);

impl SyncFlags {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// The other members.
    pub const PEERS: Self = Self(1);
    /// The topic.
    pub const TOPIC: Self = Self(2);
    /// Shared state, moderators and sanctions.
    pub const STATE: Self = Self(4);
    /// Everything, as newcomers ask.
    pub const ALL: Self = Self(7);

    /// Whether all of `other` are wanted.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether nothing is wanted.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl BitOr for SyncFlags {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Asks for what has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyncRequest {
    /// What is wanted.
    pub flags: SyncFlags,
    /// Needed where the group has one.
    pub password: Option<GroupPassword>,
}

/// One member, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyncResponse {
    /// Where a member can be reached. None says that there is no other, and that the synchronisation is complete.
    pub announce: Option<GroupAnnounce>,
}

impl SyncRequest {
    /// Kind of the lossless packet.
    pub const KIND: LosslessKind = LosslessKind::SyncRequest;
    /// Bytes without a password.
    pub const MIN_LEN: usize = size_of::<u16>();

    /// Reads the data of a packet. For the password see [`InviteRequest`](super::InviteRequest::parse).
    ///
    /// # Errors
    /// [`ParseError::Truncated`] for less than [`MIN_LEN`](Self::MIN_LEN) bytes.
    pub fn parse(data: &[u8]) -> Result<Self, ParseError> {
        parse_front(data, |input| {
            let (input, flags) = be_u16(input)?;
            let (input, field) = rest(input)?;
            Ok((input, Self { flags: SyncFlags(flags), password: optional_password(field) }))
        })
    }
}

impl SyncResponse {
    /// Kind of the lossless packet.
    pub const KIND: LosslessKind = LosslessKind::SyncResponse;

    /// Reads the data of a packet.
    ///
    /// # Errors
    /// As [`GroupAnnounce::parse`], if there is data.
    pub fn parse(data: &[u8]) -> Result<Self, ParseError> {
        let announce = if data.is_empty() { None } else { Some(GroupAnnounce::parse(data)?) };
        Ok(Self { announce })
    }
}

impl Encode for SyncRequest {
    fn encoded_len(&self) -> usize {
        Self::MIN_LEN + optional_len(self.password.as_ref())
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u16(self.flags.0);
        if let Some(password) = &self.password {
            password.encode(out);
        }
    }
}

impl Encode for SyncResponse {
    fn encoded_len(&self) -> usize {
        self.announce.map_or(0, |announce| announce.encoded_len())
    }

    fn encode(&self, out: &mut impl BufMut) {
        if let Some(announce) = &self.announce {
            announce.encode(out);
        }
    }
}
