//! What announce requests and responses share.

use toxcore_crypto::EphemeralPublicKey;

use crate::group_announce::{GroupAnnounceList, PublicGroupAnnounce};

/// Longest group data of an announce request, in bytes (136).
pub const MAX_EXTRA_LEN: usize = PublicGroupAnnounce::MAX_LEN;
/// Longest group data of an announce response, in bytes (416).
pub const MAX_ANNOUNCES_LEN: usize = GroupAnnounceList::MAX_LEN;

/// Which of the two forms of the announce packets. A node answers in the form of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnnounceForm<'a> {
    /// Kinds 0x83 and 0x84: for clients and their friends, understood everywhere.
    Plain,
    /// Kinds 0x87 and 0x88, with opaque bytes of the group protocol, which may be none: the announce to store in a
    /// request, stored announces in a response. Nodes before 0.2.19 do not let them through.
    Extended(&'a [u8]),
}

impl AnnounceForm<'_> {
    /// Whether this is the extended form.
    #[must_use]
    pub const fn is_extended(&self) -> bool {
        matches!(self, Self::Extended(_))
    }

    /// The opaque bytes; none in the plain form.
    #[must_use]
    pub const fn extra(&self) -> &[u8] {
        match self {
            Self::Plain => &[],
            Self::Extended(extra) => extra,
        }
    }
}

/// What a node says about the announcement that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnnounceStatus {
    /// 0: unknown here, or announced with another data key. Announce with this ping id over the same path.
    NotStored {
        /// Proof that the asker receives what is sent to the path's third node.
        ping_id: [u8; PING_ID_LEN],
    },
    /// 1: somebody else announced it; data sealed for this key reaches them through this node.
    Found {
        /// The announcer's data key.
        data_key: EphemeralPublicKey,
    },
    /// 2: the asker itself is announced, with the data key of the request.
    Stored {
        /// For the next announcement.
        ping_id: [u8; PING_ID_LEN],
    },
}

/// Length of a ping id in bytes: a tag of the timed authenticator.
pub const PING_ID_LEN: usize = 32;
