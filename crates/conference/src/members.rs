//! Who is in a conference: those in sight, and those who are not and may return. Protocol: conferences, Members.

use std::collections::BTreeMap;

use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_sansio::Instant;

use crate::config::{DEFAULT_MAX_OFFLINE, MAX_PEERS};
use crate::error::RefusedPeer;
use crate::peer::{LastActive, Peer};

/// Members by number and by key, each of which is one's alone.
#[derive(Debug)]
pub(crate) struct Members {
    present: Vec<Peer>,
    /// Who was lost last is the last. Once somebody had to go, that is who was heard of last, and friends are behind all others;
    /// of those out of a save file, the file has the order.
    frozen: Vec<Peer>,
    by_number: BTreeMap<u16, Place>,
    by_key: BTreeMap<LongTermPublicKey, u16>,
    pub(crate) max_offline: usize,
}

/// In which list, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Present(usize),
    Frozen(usize),
}

/// Where knowledge about a member comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// Whoever introduces it speaks with it: it is there, and this is its DHT key.
    Fresh,
    /// Somebody's list, perhaps old.
    List,
}

/// What became of it.
#[derive(Debug)]
pub(crate) enum Learnt {
    /// Nothing new but perhaps a DHT key.
    Known {
        /// Whether there is another DHT key.
        dht_key_changed: bool,
    },
    /// Out of sight, and stays so.
    StillFrozen,
    /// In sight again.
    Thawed,
    /// In sight for the first time under this number; another number of the same member is gone.
    New {
        /// Where it was, and who, if it was in sight.
        replaced: Option<(usize, Peer)>,
    },
}

impl Default for Members {
    fn default() -> Self {
        Self {
            present: Vec::new(),
            frozen: Vec::new(),
            by_number: BTreeMap::new(),
            by_key: BTreeMap::new(),
            max_offline: DEFAULT_MAX_OFFLINE,
        }
    }
}

impl Members {
    /// Those in sight, in the order of their indexes.
    pub(crate) fn present(&self) -> &[Peer] {
        &self.present
    }

    /// Those out of sight, the last of whom was lost last as a rule.
    pub(crate) fn frozen(&self) -> &[Peer] {
        &self.frozen
    }

    /// Index and member with this number, in sight.
    pub(crate) fn get(&self, number: u16) -> Option<(usize, &Peer)> {
        match self.by_number.get(&number)? {
            Place::Present(index) => Some((*index, self.present.get(*index)?)),
            Place::Frozen(_) => None,
        }
    }

    pub(crate) fn get_mut(&mut self, number: u16) -> Option<(usize, &mut Peer)> {
        match self.by_number.get(&number)? {
            Place::Present(index) => Some((*index, self.present.get_mut(*index)?)),
            Place::Frozen(_) => None,
        }
    }

    /// The number of whoever has this key, in sight or not.
    pub(crate) fn number_of(&self, key: &LongTermPublicKey) -> Option<u16> {
        self.by_key.get(key).copied()
    }

    /// Whether somebody has this number, in sight or not.
    pub(crate) fn has_number(&self, number: u16) -> bool {
        self.by_number.contains_key(&number)
    }

    pub(crate) fn is_frozen(&self, number: u16) -> bool {
        matches!(self.by_number.get(&number), Some(Place::Frozen(_)))
    }

    /// Whoever has this key and is out of sight.
    pub(crate) fn frozen_with(&self, key: &LongTermPublicKey) -> Option<&Peer> {
        match self.by_number.get(self.by_key.get(key)?)? {
            Place::Frozen(index) => self.frozen.get(*index),
            Place::Present(_) => None,
        }
    }

    /// Takes in what somebody says of a member.
    pub(crate) fn learn(
        &mut self,
        now: Instant,
        number: u16,
        keys: (LongTermPublicKey, DhtPublicKey),
        source: Source,
    ) -> Result<Learnt, RefusedPeer> {
        let (key, dht_key) = keys;
        match self.by_number.get(&number).copied() {
            Some(Place::Present(index)) => {
                let peer = self.present.get_mut(index).filter(|peer| peer.key == key);
                let peer = peer.ok_or(RefusedPeer::Conflict)?;
                let takes = source == Source::Fresh || !peer.dht_key_is_fresh;
                let dht_key_changed = takes && peer.dht_key != dht_key;
                if takes {
                    (peer.dht_key, peer.dht_key_is_fresh) = (dht_key, true);
                }
                if source == Source::Fresh {
                    peer.last_active = LastActive::At(now);
                }
                Ok(Learnt::Known { dht_key_changed })
            }
            Some(Place::Frozen(index)) => {
                let peer = self.frozen.get_mut(index).filter(|peer| peer.key == key);
                let peer = peer.ok_or(RefusedPeer::Conflict)?;
                peer.dht_key = dht_key;
                if source == Source::List {
                    return Ok(Learnt::StillFrozen);
                }
                self.thaw(now, number)?;
                if let Some((_, peer)) = self.get_mut(number) {
                    peer.dht_key_is_fresh = true;
                }
                Ok(Learnt::Thawed)
            }
            None => {
                let old = self.by_key.get(&key).copied();
                let makes_room = old.is_some_and(|old| !self.is_frozen(old));
                if self.present.len() >= MAX_PEERS && !makes_room {
                    return Err(RefusedPeer::Full);
                }
                let replaced = old.and_then(|old| self.remove(old));
                self.push_present(Peer::new(number, key, dht_key, now));
                Ok(Learnt::New { replaced })
            }
        }
    }

    /// Puts us into the list of those in sight. Number and key must be free.
    pub(crate) fn push_own(&mut self, own: Peer) {
        self.push_present(own);
    }

    /// A member in sight has another number, which must be free.
    pub(crate) fn renumber(&mut self, from: u16, to: u16) {
        let Some((_, peer)) = self.get_mut(from) else { return };
        peer.number = to;
        let key = peer.key;
        if let Some(place) = self.by_number.remove(&from) {
            self.by_number.insert(to, place);
        }
        self.by_key.insert(key, to);
    }

    /// Whoever has this number and is out of sight.
    pub(crate) fn frozen_mut(&mut self, number: u16) -> Option<&mut Peer> {
        match self.by_number.get(&number)? {
            Place::Frozen(index) => self.frozen.get_mut(*index),
            Place::Present(_) => None,
        }
    }

    /// Puts somebody out of sight who was loaded. `false` if number or key is taken.
    pub(crate) fn restore_frozen(&mut self, peer: Peer) -> bool {
        if self.has_number(peer.number) || self.by_key.contains_key(&peer.key) {
            return false;
        }
        self.push_frozen(peer);
        true
    }

    /// A member was heard of: one who was out of sight is in sight again. `true` if that is so.
    pub(crate) fn thaw(&mut self, now: Instant, number: u16) -> Result<bool, RefusedPeer> {
        let Some(Place::Frozen(index)) = self.by_number.get(&number).copied() else { return Ok(false) };
        if self.present.len() >= MAX_PEERS {
            return Err(RefusedPeer::Full);
        }
        let mut peer = self.take_frozen(index);
        peer.last_active = LastActive::At(now);
        peer.dht_key_is_fresh = false;
        self.push_present(peer);
        Ok(true)
    }

    /// Puts a member out of sight. Returns the index it had; [`evict`](Self::evict) afterwards.
    pub(crate) fn freeze(&mut self, number: u16) -> Option<(usize, Peer)> {
        let Some(Place::Present(index)) = self.by_number.get(&number).copied() else { return None };
        let peer = self.take_present(index);
        self.push_frozen(peer.clone());
        Some((index, peer))
    }

    /// Forgets those out of sight who are too many: friends stay longest, then who was heard of last.
    pub(crate) fn evict(&mut self, is_friend: impl Fn(&LongTermPublicKey) -> bool) {
        if self.frozen.len() <= self.max_offline {
            return;
        }
        self.frozen.sort_by_cached_key(|peer| (is_friend(&peer.key), peer.last_active));
        let too_many = self.frozen.len() - self.max_offline;
        for peer in self.frozen.drain(..too_many).collect::<Vec<_>>() {
            self.forget(&peer);
        }
        self.index_frozen(0);
    }

    /// Removes a member for good. Returns where it was if it was in sight.
    pub(crate) fn remove(&mut self, number: u16) -> Option<(usize, Peer)> {
        match self.by_number.get(&number).copied()? {
            Place::Present(index) => {
                let peer = self.take_present(index);
                self.forget(&peer);
                Some((index, peer))
            }
            Place::Frozen(index) => {
                let peer = self.take_frozen(index);
                self.forget(&peer);
                None
            }
        }
    }

    fn forget(&mut self, peer: &Peer) {
        self.by_number.remove(&peer.number);
        self.by_key.remove(&peer.key);
    }

    fn push_present(&mut self, peer: Peer) {
        self.by_number.insert(peer.number, Place::Present(self.present.len()));
        self.by_key.insert(peer.key, peer.number);
        self.present.push(peer);
    }

    fn push_frozen(&mut self, peer: Peer) {
        self.by_number.insert(peer.number, Place::Frozen(self.frozen.len()));
        self.by_key.insert(peer.key, peer.number);
        self.frozen.push(peer);
    }

    /// Takes one out; the last one gets its index. The index is that of an entry.
    fn take_present(&mut self, index: usize) -> Peer {
        let peer = self.present.swap_remove(index);
        if let Some(moved) = self.present.get(index) {
            self.by_number.insert(moved.number, Place::Present(index));
        }
        peer
    }

    /// Takes one out; the others keep their order.
    fn take_frozen(&mut self, index: usize) -> Peer {
        let peer = self.frozen.remove(index);
        self.index_frozen(index);
        peer
    }

    fn index_frozen(&mut self, first: usize) {
        for (index, peer) in self.frozen.iter().enumerate().skip(first) {
            self.by_number.insert(peer.number, Place::Frozen(index));
        }
    }
}

#[cfg(test)]
mod tests;
