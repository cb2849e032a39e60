//! What all links of a group have in common.

use std::collections::VecDeque;
use std::net::{IpAddr, SocketAddr};

use toxcore_crypto::{EphemeralKeyPair, EphemeralPublicKey, ExtendedKeyPair, Nonce};
use toxcore_sansio::{Discard, DiscardCounters, Rng};
use toxcore_wire::group::{ChatId, GroupPing, JoinType, MAX_GROUP_RELAYS};
use toxcore_wire::{BoundedList, PackedNode, RelayInfo, is_lan, is_usable_node_addr, is_usable_node_addr_from};

use super::last_words::LastWords;
use super::leisure::Waiting;
use super::nonces::Nonces;
use super::outbox::Outbox;
use super::{Output, Payload};
use crate::link::output::Place;
use crate::secret::PlainBytes;

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
    pub(crate) stored: Vec<PlainBytes>,
    /// What pings say, without the address.
    pub(crate) ping: Option<GroupPing>,
    pub(crate) address: Option<SocketAddr>,
    /// Whether we send datagrams at all.
    pub(crate) has_udp: bool,
    pub(crate) relays: BoundedList<PackedNode, MAX_GROUP_RELAYS>,
    /// One of our relays, if all of them are in our own network: whoever comes through them came to a place in it.
    pub(crate) near_relay: Option<IpAddr>,
    pub(crate) join_type: JoinType,
    /// Whether those who found the group by its chat id are refused.
    pub(crate) is_private: bool,
    /// What was refused inside packets that were taken.
    pub(crate) discards: DiscardCounters,
}

/// Data of a packet: where it lies, or itself.
pub(crate) enum Data<'a> {
    InPlace(&'a [u8], std::ops::Range<usize>),
    Owned(PlainBytes, usize),
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

    /// Whether to believe somebody who is reached there that something is at this address. Addresses in our own network count only from
    /// who is in it, or if all that we know is: strangers must not point us at services there.
    pub(crate) fn believes(&self, tellers: impl IntoIterator<Item = IpAddr>, addr: &SocketAddr) -> bool {
        let ours = self.address.map(|addr| addr.ip()).into_iter().chain(self.near_relay);
        is_usable_node_addr(addr)
            && (!is_lan(&addr.ip()) || ours.chain(tellers).any(|teller| is_usable_node_addr_from(addr, &teller)))
    }

    /// The same of a relay; one that we use ourselves is one.
    pub(crate) fn believes_relay(&self, tellers: impl IntoIterator<Item = IpAddr>, relay: &RelayInfo) -> bool {
        self.relays.iter().any(|own| as_relay(own) == *relay) || self.believes(tellers, &relay.addr)
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
