use std::time::Duration;

use toxcore_crypto::{CombinedKey, DhtPublicKey, EphemeralKeyPair, EphemeralPublicKey};
use toxcore_sansio::{Instant, Relays, Rng, StreamId};
use toxcore_wire::onion::OnionPath;
use toxcore_wire::{NodeInfo, RelayInfo};

/// One of the two sets of paths. What belongs to our own announcement never travels together with what belongs to
/// friends, so that no node sees both.
#[derive(Debug, Default)]
pub(crate) struct PathSet {
    slots: [Option<Path>; PATHS_PER_SET],
}

/// Names a path for as long as it lives. A slot's next path has another serial number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PathId {
    slot: usize,
    serial: u64,
}

/// Three nodes and the keys that we share with them.
#[derive(Debug)]
pub(crate) struct Path {
    pub(crate) id: PathId,
    pub(crate) first: First,
    pub(crate) second: NodeInfo,
    pub(crate) third: NodeInfo,
    keys: [(EphemeralPublicKey, CombinedKey); 2],
    created: Instant,
    /// Last use that counted.
    last_use: Instant,
    /// Uses since the last answer.
    unanswered: u8,
    proven: bool,
}

/// The first node of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum First {
    Node(NodeInfo),
    Relay(StreamId, RelayInfo),
}

/// What a path is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hops {
    pub(crate) first: First,
    pub(crate) second: NodeInfo,
    pub(crate) third: NodeInfo,
}

#[cfg(test)]
impl PathId {
    /// No path.
    pub(crate) const fn none() -> Self {
        Self { slot: usize::MAX, serial: 0 }
    }
}

impl PathSet {
    /// A slot for the next packet to `destination`: at random among those whose path does not lead over that node itself,
    /// which would know both ends then.
    pub(crate) fn choose_slot(&self, rng: &mut Rng, destination: &DhtPublicKey) -> usize {
        let avoids = |slot: &Option<Path>| slot.as_ref().is_none_or(|path| !path.contains(destination));
        let count = self.slots.iter().filter(|slot| avoids(slot)).count();
        if count == 0 {
            return rng.below(PATHS_PER_SET);
        }
        let chosen = rng.below(count);
        let mut places = self.slots.iter().enumerate().filter(|(_, slot)| avoids(slot));
        places.nth(chosen).map_or(0, |(place, _)| place)
    }

    pub(crate) fn in_slot(&self, slot: usize) -> Option<&Path> {
        self.slots.get(slot)?.as_ref()
    }

    /// A random slot without a path that has worked.
    pub(crate) fn unproven_slot(&self, rng: &mut Rng) -> Option<usize> {
        let unproven = |slot: &Option<Path>| slot.as_ref().is_none_or(|path| !path.proven);
        let count = self.slots.iter().filter(|slot| unproven(slot)).count();
        let chosen = rng.below(count);
        self.slots.iter().enumerate().filter(|(_, slot)| unproven(slot)).nth(chosen).map(|(place, _)| place)
    }

    /// The path, if it still stands.
    pub(crate) fn get(&self, id: PathId) -> Option<&Path> {
        self.in_slot(id.slot).filter(|path| path.id == id)
    }

    fn get_mut(&mut self, id: PathId) -> Option<&mut Path> {
        self.slots.get_mut(id.slot)?.as_mut().filter(|path| path.id == id)
    }

    /// Makes a path with fresh keys in this slot. `None` if a node's key is useless.
    pub(crate) fn build(
        &mut self,
        now: Instant,
        rng: &mut Rng,
        slot: usize,
        serial: u64,
        hops: Hops,
    ) -> Option<PathId> {
        let id = PathId { slot, serial };
        let path = Path::new(now, rng, id, hops)?;
        *self.slots.get_mut(slot)? = Some(path);
        Some(id)
    }

    pub(crate) fn note_use(&mut self, now: Instant, id: PathId) {
        if let Some(path) = self.get_mut(id) {
            if path.unanswered < MAX_UNANSWERED {
                path.last_use = now;
            }
            path.unanswered = path.unanswered.saturating_add(1);
        }
    }

    /// Notes that the path works. The first time, returns its second and third node.
    pub(crate) fn note_answer(&mut self, id: PathId) -> Option<[NodeInfo; 2]> {
        let path = self.get_mut(id)?;
        path.unanswered = 0;
        let was_proven = std::mem::replace(&mut path.proven, true);
        (!was_proven).then_some([path.second, path.third])
    }

    /// Drops all paths over this node.
    pub(crate) fn avoid(&mut self, key: &DhtPublicKey) {
        for slot in &mut self.slots {
            if slot.as_ref().is_some_and(|path| path.contains(key)) {
                *slot = None;
            }
        }
    }

    pub(crate) fn clear(&mut self) {
        self.slots = Default::default();
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Path> {
        self.slots.iter().flatten()
    }
}

impl Path {
    fn new(now: Instant, rng: &mut Rng, id: PathId, hops: Hops) -> Option<Self> {
        let mut layer = |node: &NodeInfo| {
            let pair = EphemeralKeyPair::from_secret_bytes(rng.secret_bytes());
            CombinedKey::new(&pair.secret, &node.key).ok().map(|key| (pair.public, key))
        };
        let keys = [layer(&hops.second)?, layer(&hops.third)?];
        let Hops { first, second, third } = hops;
        Some(Self {
            id,
            first,
            second,
            third,
            keys,
            created: now,
            last_use: now,
            unanswered: UNANSWERED_AT_FIRST,
            proven: false,
        })
    }

    /// Whether the path may carry the next packet.
    ///
    /// `leniency` multiplies the silent uses that it survives if it has worked: where packets get lost, silence says little.
    pub(crate) fn is_usable(&self, now: Instant, relays: &dyn Relays, leniency: u32) -> bool {
        let (timeout, leniency) = if self.proven { (TIMEOUT, leniency) } else { (FIRST_TIMEOUT, 1) };
        let silent =
            u32::from(self.unanswered) >= u32::from(MAX_UNANSWERED) * leniency && now >= self.last_use + timeout;
        let gone = matches!(self.first, First::Relay(link, _) if !relays.is_onion_link(link));
        let lifetime = if self.is_poor() { POOR_LIFETIME } else { LIFETIME };
        !silent && !gone && now < self.created + lifetime
    }

    /// Whether something was answered over it.
    pub(crate) const fn is_proven(&self) -> bool {
        self.proven
    }

    /// Whether a node stands in several places, because no better were known.
    fn is_poor(&self) -> bool {
        self.second.key == self.third.key || [self.second.key, self.third.key].contains(&self.first.key())
    }

    /// Whether the node is one of the three.
    pub(crate) fn contains(&self, key: &DhtPublicKey) -> bool {
        self.first.key() == *key || self.second.key == *key || self.third.key == *key
    }

    pub(crate) fn age(&self, now: Instant) -> Duration {
        now.saturating_since(self.created)
    }

    pub(crate) fn layers(&self) -> OnionPath<'_> {
        let [(second_public, second_key), (third_public, third_key)] = &self.keys;
        OnionPath {
            second: self.second.addr,
            second_public: *second_public,
            second_key,
            third: self.third.addr,
            third_public: *third_public,
            third_key,
        }
    }
}

impl First {
    pub(crate) fn key(&self) -> DhtPublicKey {
        match self {
            Self::Node(node) => node.key,
            Self::Relay(_, relay) => relay.key,
        }
    }
}

/// Paths of one set. Chapter onion, client: Paths.
pub(crate) const PATHS_PER_SET: usize = 6;
/// Uses without answer after which a path may be given up. Chapter onion, client: Paths.
const MAX_UNANSWERED: u8 = 4;
/// What a new path has of them already: two silent uses are enough for a path that never worked.
const UNANSWERED_AT_FIRST: u8 = 2;
/// Silence after which a path that never worked is given up. Our choice: longer than any round trip that is of use; the
/// reference waits 4 s.
const FIRST_TIMEOUT: Duration = Duration::from_secs(3);
/// The same for a path that has worked. Chapter onion, client: Paths.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Age at which a path is replaced, and its keys with it. Chapter onion, client: Paths.
pub(crate) const LIFETIME: Duration = Duration::from_secs(1_200);
/// The same for a path in which a node stands in several places: others are known soon. Our choice.
const POOR_LIFETIME: Duration = Duration::from_secs(60);
