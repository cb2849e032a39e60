use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::{Instant, Rng};
use toxcore_wire::NodeInfo;

use crate::closest::Closest;
use crate::contact::{BAD_AFTER, Contact, Freshness};
use crate::upkeep::ContactList;
use crate::{Distance, bucket_index};

/// Nodes in one bucket: the k of Kademlia. Protocol: dht, Lists.
pub const BUCKET_SIZE: usize = 8;
/// Buckets of the close list. A node that shares more leading bits with our key goes into the last one; only a network of
/// some 2^127 nodes would notice. Protocol: dht, Lists.
pub const BUCKETS: usize = 128;

/// Empty buckets for which nodes are looked for. Our choice: that of the nearest node and, by chance, one before it.
const EMPTY_BUCKETS_FILLED: usize = 2;

/// The nodes that we keep in touch with, in buckets by the bits they share with our key.
///
/// Nodes that answer are never pushed out by others, however near those are: whoever fills our list had to be
/// there first, and has to stay.
#[derive(Debug)]
pub(crate) struct CloseList {
    own: DhtPublicKey,
    /// As many as the deepest node needs.
    buckets: Vec<Vec<Contact>>,
    /// Bit 127 − i is set if bucket i has nodes.
    occupied: u128,
}

impl ContactList for CloseList {
    fn contacts(&self) -> impl Iterator<Item = &Contact> {
        self.buckets.iter().flatten()
    }

    fn contacts_mut(&mut self) -> impl Iterator<Item = &mut Contact> {
        self.buckets.iter_mut().flatten()
    }
}

/// What became of a node that answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Added {
    /// It was there; the time was noted.
    Known,
    /// It was there with another address.
    Moved,
    /// It got a place.
    New,
    /// All places are taken by better ones.
    Full,
}

impl Added {
    /// Whether the list has an address that it never asked anything.
    pub(crate) const fn is_unchecked(self) -> bool {
        matches!(self, Self::Moved | Self::New)
    }
}

impl CloseList {
    pub(crate) const fn new(own: DhtPublicKey) -> Self {
        Self { own, buckets: Vec::new(), occupied: 0 }
    }

    /// Adds a node that has just given a valid answer from its address.
    pub(crate) fn add(&mut self, node: &NodeInfo, now: Instant) -> Added {
        let Some(index) = self.index(&node.key) else { return Added::Full };
        let known = self.get(&node.key);
        if known.is_none_or(|contact| !contact.uses(node.addr)) {
            self.forget_address(node);
        }
        if let Some(contact) = self.get_mut(&node.key) {
            return if contact.heard(node.addr, now) { Added::Moved } else { Added::Known };
        }
        if self.buckets.len() <= index {
            self.buckets.resize_with(index + 1, Vec::new);
        }
        let Some(bucket) = self.buckets.get_mut(index) else { return Added::Full };
        if bucket.len() < BUCKET_SIZE {
            bucket.push(Contact::new(node, now));
            self.occupied |= bit(index);
            return Added::New;
        }
        match replaceable(bucket, now) {
            Some(place) => *place = Contact::new(node, now),
            None => return Added::Full,
        }
        Added::New
    }

    /// Whether a node that answers from `node.addr` would tell us something new and get a place.
    pub(crate) fn wants(&self, node: &NodeInfo, now: Instant) -> bool {
        let Some(index) = self.index(&node.key) else { return false };
        let Some(bucket) = self.buckets.get(index) else { return true };
        match bucket.iter().find(|c| c.key == node.key) {
            Some(contact) => !contact.is_good_at(node.addr, now),
            None => bucket.len() < BUCKET_SIZE || bucket.iter().any(|c| !c.is_good(now)),
        }
    }

    pub(crate) fn get(&self, key: &DhtPublicKey) -> Option<&Contact> {
        self.buckets.get(self.index(key)?)?.iter().find(|c| c.key == *key)
    }

    pub(crate) fn get_mut(&mut self, key: &DhtPublicKey) -> Option<&mut Contact> {
        let index = self.index(key)?;
        self.buckets.get_mut(index)?.iter_mut().find(|c| c.key == *key)
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.buckets.iter().map(Vec::len).sum()
    }

    /// Offers the good nodes nearest to the target to `closest`, and no more buckets than needed.
    ///
    /// Let d be the distance from our key to the target. A node of bucket i differs from us first at bit i, so its distance to
    /// the target is d up to bit i − 1, and there the inverse. Hence buckets whose bit is set in d are
    /// nearer than all deeper ones, those whose bit is clear are farther than all deeper ones: the order is set bits
    /// from the front, then clear bits from the back. It is exact between buckets, so that the first that fill the
    /// answer end the walk.
    pub(crate) fn offer_to(&self, closest: &mut Closest<'_>, now: Instant) {
        let distance = Distance::between(self.own.as_bytes(), closest.target()).prefix();
        let mut nearer = self.occupied & distance;
        let mut farther = self.occupied & !distance;
        while !closest.is_full() {
            let index = if nearer != 0 {
                let index = nearer.leading_zeros();
                nearer &= !bit(index as usize);
                index
            } else if farther != 0 {
                let index = u128::BITS - 1 - farther.trailing_zeros();
                farther &= farther - 1;
                index
            } else {
                return;
            };
            for contact in self.buckets.get(index as usize).into_iter().flatten() {
                closest.offer(contact, now);
            }
        }
    }

    /// A random key that would belong into a bucket that has room: one with some nodes, or one of the first that are empty.
    /// (Not of all empty ones: who made a key very near to ours could make us look for ever in between.) `None` if all are
    /// full.
    pub(crate) fn key_with_room(&self, now: Instant, rng: &mut Rng) -> Option<DhtPublicKey> {
        let good_in = |index: usize| self.buckets.get(index).into_iter().flatten().filter(|c| c.is_good(now)).count();
        let mut empty = 0;
        let has_room = |index: &usize| match good_in(*index) {
            0 => {
                empty += 1;
                empty <= EMPTY_BUCKETS_FILLED
            }
            good => good < BUCKET_SIZE,
        };
        let roomy: Vec<usize> = (0..BUCKETS).filter(has_room).collect();
        let index = roomy.get(rng.below(roomy.len()))?;
        let mask = bit(*index);
        let below = mask - 1;
        let (chunk, rest) = self.own.as_bytes().split_first_chunk::<16>()?;
        let prefix = u128::from_be_bytes(*chunk);
        let noise = u128::from_be_bytes(rng.public_bytes());
        let mut key = [0; 32];
        key[..16].copy_from_slice(&((prefix ^ mask) & !below | noise & below).to_be_bytes());
        key[16..].copy_from_slice(rest);
        Some(DhtPublicKey::from_bytes(key))
    }

    /// Makes all nodes checkable again if each of them is dead: a computer that slept, or lost its network, still knows
    /// its neighbours.
    pub(crate) fn revive_if_dead(&mut self, now: Instant) {
        if self.contacts().flat_map(Contact::records).any(|r| r.freshness(now) != Freshness::Dead) {
            return;
        }
        let bad_since = Instant::from_origin(now.since_origin().saturating_sub(BAD_AFTER));
        for record in self.contacts_mut().flat_map(Contact::records_mut) {
            record.heard = bad_since;
        }
    }

    fn index(&self, key: &DhtPublicKey) -> Option<usize> {
        bucket_index(&self.own, key).map(|i| usize::from(i).min(BUCKETS - 1))
    }

    /// Drops the node that had the address before: it came back with another key.
    fn forget_address(&mut self, node: &NodeInfo) {
        for (index, bucket) in self.buckets.iter_mut().enumerate() {
            if self.occupied & bit(index) != 0 {
                bucket.retain(|c| c.key == node.key || !c.uses(node.addr));
                if bucket.is_empty() {
                    self.occupied &= !bit(index);
                }
            }
        }
    }
}

const fn bit(index: usize) -> u128 {
    (1 << (BUCKETS - 1)) >> index
}

/// The longest silent one among the bad contacts.
fn replaceable(contacts: &mut [Contact], now: Instant) -> Option<&mut Contact> {
    contacts.iter_mut().filter(|c| !c.is_good(now)).min_by_key(|c| c.last_heard())
}

#[cfg(test)]
mod tests;
