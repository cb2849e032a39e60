use std::time::Duration;

use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::Instant;
use toxcore_wire::NodeInfo;

use crate::Distance;
use crate::close_list::Added;
use crate::closest::Closest;
use crate::contact::{BAD_AFTER, Contact};
use crate::nat::{Nat, reports_to_punch};
use crate::upkeep::{ContactList, Upkeep};

/// Nodes that a search keeps: the nearest to its key. Protocol: dht, Searches.
pub const SEARCH_NODES: usize = 8;
/// Hearsay nodes that a search may ask in a second. Protocol: dht, Upkeep.
pub const SEARCH_CANDIDATES: usize = 4;
/// Pause between two pings that answer requests of a searched node. Our choice: it must not make us send at its rate.
const SEARCHED_PING_INTERVAL: Duration = Duration::from_secs(1);

/// The search for one DHT key, which goes on for as long as somebody wants it.
#[derive(Debug)]
pub(crate) struct Search {
    pub(crate) key: DhtPublicKey,
    pub(crate) list: SearchList,
    pub(crate) upkeep: Upkeep,
    /// `None` for searches of ours that look for nobody.
    pub(crate) nat: Option<Nat>,
    /// Numbers of those who want it, each different.
    pub(crate) owners: Vec<u64>,
    /// When the searched node was last pinged because it sent a request.
    pinged_back: Option<Instant>,
}

impl Search {
    pub(crate) const fn new(key: DhtPublicKey, nat: Option<Nat>) -> Self {
        Self {
            key,
            list: SearchList::new(key),
            upkeep: Upkeep::new(key, SEARCH_CANDIDATES),
            nat,
            owners: Vec::new(),
            pinged_back: None,
        }
    }

    /// The node that is searched, once it answered.
    pub(crate) fn found(&self) -> Option<&Contact> {
        self.list.get(&self.key)
    }

    /// Whether it answers us directly.
    pub(crate) fn is_reached(&self, now: Instant) -> bool {
        self.found().is_some_and(|contact| contact.is_good(now))
    }

    /// Whether a ping may answer its request: once in [`SEARCHED_PING_INTERVAL`].
    pub(crate) fn may_ping_back(&mut self, now: Instant) -> bool {
        let due = self.pinged_back.is_none_or(|at| now.saturating_since(at) >= SEARCHED_PING_INTERVAL);
        if due {
            self.pinged_back = Some(now);
        }
        due
    }

    /// Whether it is known to others but does not answer us: a NAT may be in between.
    pub(crate) fn is_hidden(&self, now: Instant) -> bool {
        self.nat.is_some() && !self.is_reached(now) && reports_to_punch(&self.list, now).is_some()
    }
}

/// The nodes nearest to one key that answered.
#[derive(Debug)]
pub(crate) struct SearchList {
    base: DhtPublicKey,
    /// Nearest last.
    contacts: Vec<Contact>,
    /// Until when all of them are good if nothing more is heard.
    good_until: Instant,
}

impl SearchList {
    pub(crate) const fn new(base: DhtPublicKey) -> Self {
        Self { base, contacts: Vec::new(), good_until: Instant::ZERO }
    }

    /// Adds a node that has just given a valid answer from its address: in place of a bad one, or of the farthest.
    pub(crate) fn add(&mut self, node: &NodeInfo, now: Instant) -> Added {
        let added = self.place(node, now);
        self.good_until = self.contacts.iter().map(|c| c.last_heard() + BAD_AFTER).min().unwrap_or_default();
        added
    }

    fn place(&mut self, node: &NodeInfo, now: Instant) -> Added {
        if self.get(&node.key).is_none_or(|contact| !contact.uses(node.addr)) {
            self.contacts.retain(|c| c.key == node.key || !c.uses(node.addr));
        }
        if let Some(contact) = self.get_mut(&node.key) {
            return if contact.heard(node.addr, now) { Added::Moved } else { Added::Known };
        }
        if self.contacts.len() >= SEARCH_NODES {
            match self.worst(&node.key, now) {
                Some(place) => drop(self.contacts.remove(place)),
                None => return Added::Full,
            }
        }
        let distance = self.distance(&node.key);
        let place = self.contacts.partition_point(|c| self.distance(&c.key) > distance);
        self.contacts.insert(place, Contact::new(node, now));
        Added::New
    }

    /// Whether a node that answers from `node.addr` would tell us something new and get a place.
    pub(crate) fn wants(&self, node: &NodeInfo, now: Instant) -> bool {
        if self.is_beyond(&node.key, now) {
            return false;
        }
        match self.get(&node.key) {
            Some(contact) => !contact.is_good_at(node.addr, now),
            None => self.contacts.len() < SEARCH_NODES || self.worst(&node.key, now).is_some(),
        }
    }

    pub(crate) fn nearest_first(&self) -> impl Iterator<Item = &Contact> {
        self.contacts.iter().rev()
    }

    pub(crate) fn get(&self, key: &DhtPublicKey) -> Option<&Contact> {
        self.contacts.iter().find(|c| c.key == *key)
    }

    pub(crate) fn get_mut(&mut self, key: &DhtPublicKey) -> Option<&mut Contact> {
        self.contacts.iter_mut().find(|c| c.key == *key)
    }

    /// Offers all good nodes to `closest`.
    pub(crate) fn offer_to(&self, closest: &mut Closest<'_>, now: Instant) {
        for contact in &self.contacts {
            closest.offer(contact, now);
        }
    }

    /// Whether the list is full of good contacts that are all nearer than `key`: the common case of most searches, and
    /// quickly decided.
    fn is_beyond(&self, key: &DhtPublicKey, now: Instant) -> bool {
        let farthest = self.contacts.first().filter(|_| self.contacts.len() >= SEARCH_NODES && now < self.good_until);
        farthest.is_some_and(|contact| self.distance(&contact.key) < self.distance(key))
    }

    /// Who would make room for `key`: a bad contact, else the farthest if it is farther.
    fn worst(&self, key: &DhtPublicKey, now: Instant) -> Option<usize> {
        let farthest = || {
            let contact = self.contacts.first()?;
            (self.distance(&contact.key) > self.distance(key)).then_some(0)
        };
        self.contacts.iter().position(|c| !c.is_good(now)).or_else(farthest)
    }

    fn distance(&self, key: &DhtPublicKey) -> Distance {
        Distance::between(self.base.as_bytes(), key.as_bytes())
    }
}

impl ContactList for SearchList {
    fn contacts(&self) -> impl Iterator<Item = &Contact> {
        self.contacts.iter()
    }

    fn contacts_mut(&mut self) -> impl Iterator<Item = &mut Contact> {
        self.contacts.iter_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, key, key_at_distance, node_with_key};

    fn near(distance: u8) -> NodeInfo {
        node_with_key(key_at_distance(&key(0), distance))
    }

    fn keys(list: &SearchList) -> Vec<DhtPublicKey> {
        list.contacts().map(|c| c.key).collect()
    }

    #[test]
    fn keeps_the_nearest() {
        let mut list = SearchList::new(key(0));
        for distance in [9, 3, 12, 1, 7, 30, 2, 5, 8, 4, 6] {
            list.add(&near(distance), at(0));
        }
        assert_eq!(keys(&list), (1..=8).rev().map(|d| near(d).key).collect::<Vec<_>>());
        assert!(!list.wants(&near(9), at(0)));
        assert_eq!(list.add(&near(9), at(0)), Added::Full);
    }

    #[test]
    fn the_searched_node_itself_is_kept() {
        let mut list = SearchList::new(key(0));
        for distance in 1..=8 {
            list.add(&near(distance), at(0));
        }
        assert_eq!(list.add(&near(0), at(0)), Added::New);
        assert!(list.get(&key(0)).is_some());
    }

    #[test]
    fn bad_nodes_make_room_first() {
        let mut list = SearchList::new(key(0));
        list.add(&near(1), at(0));
        for distance in 2..=8 {
            list.add(&near(distance), at(100));
        }
        assert!(!list.wants(&near(20), at(121)));
        assert!(list.wants(&near(20), at(122)));
        assert_eq!(list.add(&near(20), at(122)), Added::New);
        assert!(list.get(&near(1).key).is_none());
    }

    #[test]
    fn new_key_at_a_known_address_replaces_the_old_one() {
        let mut list = SearchList::new(key(0));
        list.add(&near(1), at(0));
        list.add(&NodeInfo { addr: near(1).addr, key: near(2).key }, at(1));
        assert_eq!(keys(&list), [near(2).key]);
    }
}
