//! The save file of a client: keys, friends, own profile, nodes for the next start, conferences, groups.
//!
//! It is the reference's format, byte for byte: what the reference wrote comes back as the same bytes. Clients of both
//! kinds can take turns with one file.
//!
//! Reading is tolerant, see [`Savedata::load`]: friends do not vanish because a status message is damaged. But a file
//! without sound keys is an error, never an empty profile. What was found stands in the [`LoadReport`]; if it
//! [is damaged](LoadReport::is_damaged), keep a copy of the file before a new one takes its place.
//!
//! # Example
//! A profile goes through a password-encrypted file and back:
//! ```
//! use toxcore_crypto::encryptsave::{self, PassKey};
//! # use toxcore_crypto::{KeyPair, Nonce, wipe};
//! # use toxcore_wire::{Encode, friend::NoSpam};
//! use toxcore_wire::savedata::Savedata;
//!
//! # let (no_spam, key_pair) = (NoSpam::from_u32(7), KeyPair::from_secret_bytes([1; 32]));
//! # let (salt, nonce) = ([2; 32], Nonce::from_bytes([3; 24]));
//! let mut profile = Savedata::new(no_spam, key_pair);
//! profile.name = b"Alice".to_vec();
//! let mut plain = profile.to_vec();
//! let file = PassKey::derive(b"correct horse", &salt).encrypt(&nonce, &plain)?;
//! wipe(&mut plain);
//!
//! assert!(encryptsave::is_encrypted(&file));
//! let mut plain = encryptsave::decrypt_with_passphrase(b"correct horse", &file)?;
//! let (profile, report) = Savedata::load(&plain)?;
//! wipe(&mut plain);
//! assert_eq!(profile.name, b"Alice");
//! assert!(!report.is_damaged());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Protocol: savedata.

mod codec;
mod conference;
mod friend;
mod group;
mod group_peers;
mod groups;
mod join;
mod load;
mod msgpack;
mod nodes;
mod report;
mod section;
mod store;
#[cfg(test)]
mod tests;

use std::fmt;

use toxcore_crypto::LongTermKeyPair;

pub use conference::{LOSSY_NUMBER_LEAP, MAX_TITLE_LEN, MESSAGE_NUMBER_LEAP, SavedConference, SavedConferencePeer};
pub use friend::{FriendProfile, FriendState, MAX_REQUEST_MESSAGE_LEN, PendingRequest, SavedFriend};
pub use group::{SavedGroup, SavedTopic};
pub use group_peers::{MAX_SAVED_GROUP_PEERS, SavedGroupPeer};
pub use groups::{MAX_SAVED_GROUPS, SavedGroupEntry, SavedGroups};
pub use join::{SavedInviter, SavedJoin};
pub use load::LoadError;
pub use nodes::{MAX_DHT_NODES, MAX_SAVED_NODES};
pub use report::{Defect, Finding, LoadReport, MAX_FINDINGS};
pub use section::SectionKind;

use crate::friend::{NoSpam, UserStatus};
use crate::{NodeInfo, RelayInfo};

/// Most friends in a file: our choice. The reference has no bound but the memory; nobody has 65,536 friends, and a file
/// of that many has 145 MB.
pub const MAX_FRIENDS: usize = 65_536;
/// Most sections of unknown types that are kept: our choice, many times what the format has ever had.
pub const MAX_UNKNOWN_SECTIONS: usize = 64;

/// All that is in a save file.
///
/// As bytes it contains the secret key: wipe them ([`toxcore_crypto::wipe`]) when they are not needed any more.
#[derive(Clone)]
pub struct Savedata {
    /// Changeable part of the own Tox id.
    pub no_spam: NoSpam,
    /// The identity.
    pub key_pair: LongTermKeyPair,
    /// DHT nodes to begin with, at most [`MAX_DHT_NODES`]; the reference writes some of them more than once.
    pub dht_nodes: Vec<NodeInfo>,
    /// Friends and requests in the order of their numbers, at most [`MAX_FRIENDS`], each key once.
    pub friends: Vec<SavedFriend>,
    /// Own name, at most [`crate::friend::MAX_NAME_LEN`] bytes.
    pub name: Vec<u8>,
    /// Own status message, at most [`crate::friend::MAX_STATUS_MESSAGE_LEN`] bytes.
    pub status_message: Vec<u8>,
    /// Own status.
    pub status: UserStatus,
    /// DHT group chats in their own format, exactly as they were; none if the section is missing. Read and put together
    /// with [`Self::saved_groups`] and [`Self::set_saved_groups`].
    pub groups: Option<Vec<u8>>,
    /// TCP relays to begin with, at most [`MAX_SAVED_NODES`].
    pub relays: Vec<RelayInfo>,
    /// Nodes for onion paths to begin with, at most [`MAX_SAVED_NODES`].
    pub path_nodes: Vec<NodeInfo>,
    /// Conferences we are connected to.
    pub conferences: Vec<SavedConference>,
    /// Groups that are looked for and of which nothing is known yet, at most [`MAX_SAVED_GROUPS`].
    pub joins: Vec<SavedJoin>,
    unknown: Vec<UnknownSection>,
    /// The file kept room for groups and had none.
    room_for_groups: bool,
}

impl Savedata {
    /// A profile with nothing but an identity.
    #[must_use]
    pub const fn new(no_spam: NoSpam, key_pair: LongTermKeyPair) -> Self {
        Self {
            no_spam,
            key_pair,
            dht_nodes: Vec::new(),
            friends: Vec::new(),
            name: Vec::new(),
            status_message: Vec::new(),
            status: UserStatus::Available,
            groups: None,
            relays: Vec::new(),
            path_nodes: Vec::new(),
            conferences: Vec::new(),
            joins: Vec::new(),
            unknown: Vec::new(),
            room_for_groups: false,
        }
    }

    /// Sections of types that this version does not know, at most [`MAX_UNKNOWN_SECTIONS`]. They are written again where
    /// they were: behind the same known section.
    #[must_use]
    pub fn unknown(&self) -> &[UnknownSection] {
        &self.unknown
    }

    /// Takes over the unknown sections of the file that this profile was loaded from, when it is put together anew.
    pub fn set_unknown(&mut self, sections: Vec<UnknownSection>) {
        self.unknown = sections;
    }
}

/// Numbers of things only: no content.
impl fmt::Debug for Savedata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Savedata")
            .field("public_key", &self.key_pair.public)
            .field("dht_nodes", &self.dht_nodes.len())
            .field("friends", &self.friends.len())
            .field("groups_len", &self.groups.as_ref().map(Vec::len))
            .field("relays", &self.relays.len())
            .field("path_nodes", &self.path_nodes.len())
            .field("conferences", &self.conferences.len())
            .field("joins", &self.joins.len())
            .field("unknown", &self.unknown)
            .finish_non_exhaustive()
    }
}

/// A section of a type that this version does not know. Only loading makes one.
#[derive(Clone, PartialEq, Eq)]
pub struct UnknownSection {
    kind: SectionKind,
    /// The known section before it; none if it was the first of all.
    after: Option<SectionKind>,
    content: Vec<u8>,
}

impl UnknownSection {
    /// Its type.
    #[must_use]
    pub const fn kind(&self) -> SectionKind {
        self.kind
    }

    /// What is in it.
    #[must_use]
    pub fn content(&self) -> &[u8] {
        &self.content
    }
}

impl fmt::Debug for UnknownSection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownSection")
            .field("kind", &self.kind)
            .field("len", &self.content.len())
            .finish_non_exhaustive()
    }
}

/// Second number of the file; the first is 0.
const MAGIC: u32 = 0x15ed_1b1f;
/// Bytes in front of the first section.
const FILE_HEADER_LEN: usize = 2 * size_of::<u32>();
