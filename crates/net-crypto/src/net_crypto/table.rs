//! Connections by index, by peer and by where their packets come from; which have work, and when the others will.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_sansio::Instant;

use crate::connection::Connection;
use crate::paths::KEYS;
use crate::{ConnectionId, Target};

/// Ordered maps, whose cost strangers cannot raise by choosing keys.
#[derive(Debug, Default)]
pub(crate) struct Table {
    slots: Vec<Slot>,
    free: Vec<u32>,
    by_peer: BTreeMap<LongTermPublicKey, u32>,
    /// By the peer's DHT key, which several peers may say is theirs.
    by_dht_key: BTreeSet<(DhtPublicKey, u32)>,
    by_target: BTreeMap<Target, u32>,
    deadlines: BTreeSet<(Instant, u32)>,
    ready: VecDeque<u32>,
}

#[derive(Debug, Default)]
struct Slot {
    generation: u32,
    connection: Option<Box<Connection>>,
    /// Its entries in `by_target`, as far as they are its own.
    targets: [Option<Target>; KEYS],
    deadline: Option<Instant>,
    is_ready: bool,
}

impl Table {
    pub(crate) fn add(
        &mut self,
        peer: LongTermPublicKey,
        make: impl FnOnce(ConnectionId) -> Connection,
    ) -> ConnectionId {
        let index = self.free.pop().unwrap_or_else(|| {
            self.slots.push(Slot::default());
            u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX)
        });
        let generation = self.slots.get(index as usize).map_or(0, |slot| slot.generation);
        let id = ConnectionId { index, generation };
        if let Some(slot) = self.slots.get_mut(index as usize) {
            let connection = slot.connection.insert(Box::new(make(id)));
            self.by_dht_key.insert((connection.dht_key, index));
        }
        self.by_peer.insert(peer, index);
        self.touch(index);
        id
    }

    pub(crate) fn remove(&mut self, index: u32) -> Option<Box<Connection>> {
        let slot = self.slots.get_mut(index as usize)?;
        let connection = slot.connection.take()?;
        slot.generation = slot.generation.wrapping_add(1);
        for target in std::mem::take(&mut slot.targets).into_iter().flatten() {
            if self.by_target.get(&target) == Some(&index) {
                self.by_target.remove(&target);
            }
        }
        if let Some(at) = slot.deadline.take() {
            self.deadlines.remove(&(at, index));
        }
        self.by_peer.remove(&connection.peer);
        self.by_dht_key.remove(&(connection.dht_key, index));
        self.free.push(index);
        Some(connection)
    }

    pub(crate) fn len(&self) -> usize {
        self.by_peer.len()
    }

    pub(crate) fn index(&self, id: ConnectionId) -> Option<u32> {
        let slot = self.slots.get(id.index as usize)?;
        (slot.generation == id.generation && slot.connection.is_some()).then_some(id.index)
    }

    pub(crate) fn indexes(&self) -> Vec<u32> {
        self.by_peer.values().copied().collect()
    }

    pub(crate) fn get(&self, index: u32) -> Option<&Connection> {
        self.slots.get(index as usize)?.connection.as_deref()
    }

    pub(crate) fn get_mut(&mut self, index: u32) -> Option<&mut Connection> {
        self.slots.get_mut(index as usize)?.connection.as_deref_mut()
    }

    pub(crate) fn find(&self, peer: &LongTermPublicKey) -> Option<u32> {
        self.by_peer.get(peer).copied()
    }

    /// Connections whose peers said that this is their DHT key.
    pub(crate) fn with_dht_key(&self, key: DhtPublicKey) -> impl Iterator<Item = &Connection> {
        let range = self.by_dht_key.range((key, 0)..=(key, u32::MAX));
        range.filter_map(|(_, index)| self.get(*index))
    }

    /// Whose packets come from there.
    pub(crate) fn at(&self, target: &Target) -> Option<u32> {
        self.by_target.get(target).copied()
    }

    /// An authentic packet of the connection came from `target`: it has the address, whoever had it before.
    pub(crate) fn proved(&mut self, index: u32, target: Target) {
        self.told(index);
        self.claim(index, target);
    }

    /// The same of an address where [`at`](Self::at) has just found the connection.
    pub(crate) fn proved_again(&mut self, index: u32, target: Target) {
        if self.told(index) {
            self.claim(index, target);
        }
    }

    fn claim(&mut self, index: u32, target: Target) {
        if self.by_target.get(&target) != Some(&index) && !matches!(target, Target::Oob { .. }) {
            self.by_target.insert(target, index);
        }
    }

    /// The connection's paths may have changed; whether they did. Addresses that another connection has stay with it.
    pub(crate) fn told(&mut self, index: u32) -> bool {
        self.touch(index);
        let Some(slot) = self.slots.get_mut(index as usize) else { return false };
        let Some(targets) = slot.connection.as_ref().map(|connection| connection.paths.keys()) else { return false };
        if targets == slot.targets {
            return false;
        }
        let old = std::mem::replace(&mut slot.targets, targets);
        for target in old.into_iter().flatten() {
            if self.by_target.get(&target) == Some(&index) {
                self.by_target.remove(&target);
            }
        }
        for target in targets.into_iter().flatten() {
            self.by_target.entry(target).or_insert(index);
        }
        true
    }

    /// The connection may have something to send.
    pub(crate) fn touch(&mut self, index: u32) {
        if let Some(slot) = self.slots.get_mut(index as usize)
            && !slot.is_ready
        {
            slot.is_ready = true;
            self.ready.push_back(index);
        }
    }

    pub(crate) fn next_ready(&self) -> Option<u32> {
        self.ready.front().copied()
    }

    /// The others first.
    pub(crate) fn rotate_ready(&mut self) {
        if !self.ready.is_empty() {
            self.ready.rotate_left(1);
        }
    }

    /// The connection, first of the ready ones, has nothing to send until its deadline.
    pub(crate) fn settle(&mut self, now: Instant, index: u32) {
        self.ready.pop_front();
        let Some(slot) = self.slots.get_mut(index as usize) else { return };
        slot.is_ready = false;
        let deadline = slot.connection.as_mut().and_then(|connection| connection.deadline(now));
        if deadline == slot.deadline {
            return;
        }
        if let Some(at) = std::mem::replace(&mut slot.deadline, deadline) {
            self.deadlines.remove(&(at, index));
        }
        if let Some(at) = deadline {
            self.deadlines.insert((at, index));
        }
    }

    pub(crate) fn next_deadline(&self) -> Option<Instant> {
        self.deadlines.first().map(|(at, _)| *at)
    }

    /// Takes one connection whose deadline has come.
    pub(crate) fn pop_due(&mut self, now: Instant) -> Option<u32> {
        let (_, index) = self.deadlines.first().copied().filter(|(at, _)| *at <= now)?;
        self.deadlines.pop_first();
        if let Some(slot) = self.slots.get_mut(index as usize) {
            slot.deadline = None;
        }
        Some(index)
    }
}
