//! What all links of a group have in common.

use std::collections::VecDeque;
use std::net::SocketAddr;

use toxcore_crypto::{EphemeralKeyPair, EphemeralPublicKey, ExtendedKeyPair, Nonce};
use toxcore_sansio::{Discard, DiscardCounters, Rng};
use toxcore_wire::group::{ChatId, GroupPing, JoinType, MAX_GROUP_RELAYS};
use toxcore_wire::{BoundedList, PackedNode, RelayInfo};

use super::last_words::LastWords;
use super::leisure::Waiting;
use super::nonces::Nonces;
use super::outbox::Outbox;
use super::{Output, Payload};
use crate::link::output::Place;

/// Lent to a link for each call.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) keys: ExtendedKeyPair,
    pub(crate) chat_id: ChatId,
    pub(crate) rng: Rng,
    pub(crate) nonces: Nonces,
    pub(crate) outbox: Outbox,
    pub(crate) last_words: LastWords,
    /// Who waits for acknowledgements.
    pub(crate) waiting: Waiting,
    pub(crate) outputs: VecDeque<Output>,
    /// Payloads that are not in the packet just handled.
    pub(crate) stored: Vec<Box<[u8]>>,
    /// What pings say, without the address.
    pub(crate) ping: Option<GroupPing>,
    pub(crate) address: Option<SocketAddr>,
    /// Whether we send datagrams at all.
    pub(crate) has_udp: bool,
    pub(crate) relays: BoundedList<PackedNode, MAX_GROUP_RELAYS>,
    pub(crate) join_type: JoinType,
    /// Whether those who found the group by its chat id are refused.
    pub(crate) is_private: bool,
    /// What was refused inside packets that were taken.
    pub(crate) discards: DiscardCounters,
}

/// Data of a packet: where it lies, or itself.
pub(crate) enum Data<'a> {
    InPlace(&'a [u8], std::ops::Range<usize>),
    Owned(Box<[u8]>, usize),
}

impl Shared {
    pub(crate) fn own_key(&self) -> EphemeralPublicKey {
        self.keys.public().encryption
    }

    /// A fresh nonce for a packet with a session key.
    pub(crate) fn nonce(&mut self) -> Nonce {
        self.nonces.make()
    }

    pub(crate) fn new_pair(&mut self) -> EphemeralKeyPair {
        EphemeralKeyPair::from_secret_bytes(self.rng.secret_bytes())
    }

    pub(crate) fn say(&mut self, output: Output) {
        tracing::trace!(target: "toxcore_group", ?output);
        self.outputs.push_back(output);
    }

    /// Counts something that was refused inside a packet that was taken.
    pub(crate) fn refuse(&mut self, reason: Discard) {
        self.discards.count(reason);
    }

    pub(crate) fn payload(&mut self, data: Data<'_>) -> Payload {
        match data {
            Data::InPlace(_, range) => Payload(Place::InPlace(range)),
            Data::Owned(bytes, from) => {
                self.stored.push(bytes);
                Payload(Place::Stored { index: self.stored.len() - 1, from })
            }
        }
    }

    /// One of our relays, for a handshake.
    pub(crate) fn any_relay(&mut self) -> Option<PackedNode> {
        let place = self.rng.below(self.relays.len());
        self.relays.iter().nth(place).copied()
    }
}

impl Data<'_> {
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::InPlace(bytes, _) => bytes,
            Self::Owned(bytes, from) => bytes.get(*from..).unwrap_or_default(),
        }
    }
}

/// A node of a list of relays. Members running the reference take nodes of either kind for relays.
pub(crate) const fn as_relay(node: &PackedNode) -> RelayInfo {
    match node {
        PackedNode::Tcp(relay) => *relay,
        PackedNode::Udp(node) => RelayInfo { addr: node.addr, key: node.key },
    }
}
