use toxcore_crypto::{
    CombinedKey, DhtPublicKey, EphemeralKeyPair, EphemeralPublicKey, LongTermPublicKey, LowOrderKey, SecretKey,
};
use toxcore_sansio::{Instant, Rng};
use toxcore_wire::NodeInfo;

use super::closest::{ClosestNodes, Listed};
use super::compact::CompactNode;
use super::output::{SearchPhase, SearchStatus};
use super::schedule::QUICK_ROUNDS;
use crate::ANNOUNCE_LIFETIME;

/// Slot of a friend, and which user of the slot: a late answer for a friend who was removed finds a newer generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FriendSlot {
    pub(crate) index: u32,
    pub(crate) generation: u32,
}

/// When something is due for a friend, and in which lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Due {
    pub(crate) at: Instant,
    pub(crate) lane: Lane,
}

/// Friends who are there do not wait behind those who may not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Nodes know the friend, or it told us its DHT key.
    Present,
    /// No sign of the friend.
    Absent,
}

/// What we know of where one friend is announced.
#[derive(Debug)]
pub(crate) struct Friend {
    pub(crate) slot: FriendSlot,
    pub(crate) key: LongTermPublicKey,
    /// A connection stands: nothing to do.
    pub(crate) online: bool,
    /// For announce requests about this friend; nodes cannot link them with us or with other searches. Made at the first use.
    search_keys: Option<EphemeralKeyPair>,
    /// Combined search keys with nodes, by the first bytes of theirs: of those that a quick search asks in each round.
    quick_keys: Vec<(u64, CombinedKey)>,
    /// Combined long-term keys. Made at the first use.
    shared: Option<Box<CombinedKey>>,
    pub(crate) list: ClosestNodes<SearchNode, MAX_NODES>,
    /// Rounds since the search began anew.
    pub(crate) rounds: u32,
    /// When the next round begins.
    pub(crate) round_at: Instant,
    /// Before that: when requests of this round that were not answered are repeated.
    pub(crate) repair_at: Option<Instant>,
    /// The friend's DHT key, as long as it is believed to be current.
    pub(crate) dht_key: Option<Box<DhtPublicKey>>,
    /// DHT key packets since the friend was found.
    pub(crate) sent: u32,
    /// When the next is due.
    pub(crate) dht_key_at: Option<Instant>,
    pub(crate) sent_at: Option<Instant>,
    /// Number of the last packet sent; the next one is higher.
    pub(crate) number_sent: u64,
    /// Number of the last packet received; forgotten when the friend goes offline.
    pub(crate) number_received: u64,
    pub(crate) last_response: Option<Instant>,
    /// Enough nodes knew the friend when we looked last.
    pub(crate) reachable: bool,
    /// Where the friend stands in the order of what is due.
    pub(crate) queued: Option<Due>,
}

/// A node near the friend's key.
#[derive(Debug)]
pub(crate) struct SearchNode {
    pub(crate) node: CompactNode,
    /// The friend's data key, if the node knows the friend. Most friends are absent, so absence is small.
    pub(crate) data_key: Option<Box<EphemeralPublicKey>>,
    pub(crate) last_answer: Instant,
    pub(crate) last_asked: Instant,
    pub(crate) unanswered: u8,
}

impl Listed for SearchNode {
    fn key(&self) -> &DhtPublicKey {
        &self.node.key
    }
}

impl Friend {
    pub(crate) fn new(slot: FriendSlot, key: LongTermPublicKey, now: Instant) -> Self {
        Self {
            slot,
            key,
            online: false,
            search_keys: None,
            quick_keys: Vec::new(),
            shared: None,
            list: ClosestNodes::new(),
            rounds: 0,
            round_at: now,
            repair_at: None,
            dht_key: None,
            sent: 0,
            dht_key_at: None,
            sent_at: None,
            number_sent: 0,
            number_received: 0,
            last_response: None,
            reachable: false,
            queued: None,
        }
    }

    /// The key pair of this friend's searches.
    pub(crate) fn search_keys(&mut self, rng: &mut Rng) -> &EphemeralKeyPair {
        self.search_keys.get_or_insert_with(|| EphemeralKeyPair::from_secret_bytes(rng.secret_bytes()))
    }

    /// The combined search key with a node.
    pub(crate) fn key_with(&mut self, rng: &mut Rng, node: &NodeInfo) -> Result<CombinedKey, LowOrderKey> {
        let tag = tag(&node.key);
        if let Some((_, key)) = self.quick_keys.iter().find(|(other, _)| *other == tag) {
            return Ok(key.clone());
        }
        let key = CombinedKey::new(&self.search_keys(rng).secret, &node.key)?;
        self.keep_key(&node.key, &key);
        Ok(key)
    }

    /// Keeps the combined search key with a node, if a quick search asks that node in each round.
    pub(crate) fn keep_key(&mut self, node: &DhtPublicKey, key: &CombinedKey) {
        let Self { list, quick_keys, .. } = self;
        let is_near = |tag: u64| list.iter().take(NODES_PER_ROUND).any(|entry| self::tag(&entry.node.key) == tag);
        let tag = tag(node);
        if self.online
            || self.rounds > QUICK_ROUNDS
            || !is_near(tag)
            || quick_keys.iter().any(|(other, _)| *other == tag)
        {
            return;
        }
        quick_keys.retain(|(other, _)| is_near(*other));
        quick_keys.reserve_exact(NODES_PER_ROUND.saturating_sub(quick_keys.len()));
        quick_keys.push((tag, key.clone()));
    }

    /// The combined long-term key.
    pub(crate) fn shared(&mut self, own: &SecretKey) -> Result<&CombinedKey, LowOrderKey> {
        let shared = match self.shared.take() {
            Some(shared) => shared,
            None => Box::new(CombinedKey::new(own, &self.key)?),
        };
        Ok(self.shared.insert(shared))
    }

    /// Starts the search anew. What is known stays and is asked first.
    pub(crate) fn restart(&mut self, now: Instant) {
        self.rounds = 0;
        self.round_at = now;
        self.repair_at = None;
        self.sent = 0;
        for entry in self.list.iter_mut() {
            entry.unanswered = 0;
        }
    }

    /// Gives back what only a quick search needs.
    pub(crate) fn calm_down(&mut self) {
        self.quick_keys = Vec::new();
    }

    /// When something is due for this friend.
    pub(crate) fn due(&self) -> Option<Due> {
        let extra = [self.dht_key_at, self.repair_at].into_iter().flatten();
        (!self.online).then(|| Due { at: extra.fold(self.round_at, Instant::min), lane: self.lane() })
    }

    pub(crate) const fn lane(&self) -> Lane {
        if self.dht_key_at.is_some() { Lane::Present } else { Lane::Absent }
    }

    /// Nodes that know the friend and said so while its announcement can still be alive.
    pub(crate) fn nodes_that_know(&self, now: Instant) -> impl Iterator<Item = (&CompactNode, &EphemeralPublicKey)> {
        let fresh = move |entry: &&SearchNode| now < entry.last_answer + ANNOUNCE_LIFETIME;
        self.list.iter().filter(fresh).filter_map(|entry| Some((&entry.node, entry.data_key.as_deref()?)))
    }

    /// Those of them that name a data key which enough nodes name: whoever invents one does not learn that we seek this
    /// friend.
    pub(crate) fn believed(&self, now: Instant) -> impl Iterator<Item = (NodeInfo, &EphemeralPublicKey)> {
        let believed = self.nodes_that_know(now).filter(move |(_, key)| self.believes(now, key));
        believed.map(|(node, key)| (node.node(), key))
    }

    /// How many nodes agree on a data key of the friend, and how many must.
    pub(crate) fn known_and_needed(&self, now: Instant) -> (usize, usize) {
        let known = self.nodes_that_know(now).map(|(_, key)| self.voices(now, key)).max();
        (known.unwrap_or(0), self.needed())
    }

    /// Whether enough nodes name this data key.
    pub(crate) fn believes(&self, now: Instant, key: &EphemeralPublicKey) -> bool {
        self.voices(now, key) >= self.needed()
    }

    fn voices(&self, now: Instant, key: &EphemeralPublicKey) -> usize {
        self.nodes_that_know(now).filter(|(_, other)| *other == key).count()
    }

    fn needed(&self) -> usize {
        self.list.len().saturating_sub(1) / 4 + 1
    }

    pub(crate) fn is_found(&self, now: Instant) -> bool {
        let (known, needed) = self.known_and_needed(now);
        known >= needed
    }

    pub(crate) fn status(&self, now: Instant, connected: bool) -> SearchStatus {
        let phase = if self.online {
            SearchPhase::Idle
        } else if !connected {
            SearchPhase::WaitingForNetwork
        } else if self.is_found(now) {
            SearchPhase::Found
        } else if self.rounds <= QUICK_ROUNDS {
            SearchPhase::Searching
        } else {
            SearchPhase::BackingOff
        };
        SearchStatus {
            phase,
            nodes: self.list.len(),
            nodes_that_know: self.nodes_that_know(now).count(),
            rounds: self.rounds,
            last_response: self.last_response,
            next_try: self.due().filter(|_| connected).map(|due| due.at),
            dht_key_sent: self.sent_at,
        }
    }
}

fn tag(node: &DhtPublicKey) -> u64 {
    node.as_bytes().first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes))
}

/// Nodes kept for one friend. Chapter onion, client: Searching.
pub(crate) const MAX_NODES: usize = 8;
/// Nodes of the list asked in one round. Our choice: half of it; the friend announces itself at twelve.
pub(crate) const NODES_PER_ROUND: usize = 4;

#[cfg(test)]
mod tests;
