use toxcore_sansio::{Asker, Instant};
use toxcore_wire::{NodeInfo, NodeList};

use crate::Distance;
use crate::contact::Contact;

/// Nodes in one answer. Protocol: dht, Requests and answers.
pub const NODES_PER_RESPONSE: usize = 4;

/// Collects the good nodes nearest to a target, for one answer.
pub(crate) struct Closest<'a> {
    target: &'a [u8; 32],
    asker: Asker,
    /// Whether only nodes that have a store count.
    with_storage: bool,
    /// Nearest first; the first `len` are set.
    found: [Option<(Distance, NodeInfo)>; NODES_PER_RESPONSE],
    len: usize,
}

impl<'a> Closest<'a> {
    pub(crate) const fn new(target: &'a [u8; 32], asker: Asker) -> Self {
        Self { target, asker, with_storage: false, found: [None; NODES_PER_RESPONSE], len: 0 }
    }

    /// Collects only nodes that are known to have a store.
    pub(crate) const fn with_storage(target: &'a [u8; 32], asker: Asker) -> Self {
        Self { target, asker, with_storage: true, found: [None; NODES_PER_RESPONSE], len: 0 }
    }

    pub(crate) const fn target(&self) -> &'a [u8; 32] {
        self.target
    }

    pub(crate) const fn is_full(&self) -> bool {
        self.len == NODES_PER_RESPONSE
    }

    /// Takes the contact if it is nearer than one that we have, and `asker` can use one of its addresses.
    pub(crate) fn offer(&mut self, contact: &Contact, now: Instant) {
        if self.with_storage && !contact.serves_storage {
            return;
        }
        let distance = Distance::between(self.target, contact.key.as_bytes());
        let Some(place) = self.place(&distance) else { return };
        let Some(addr) = contact.address_for(self.asker, now) else { return };
        self.insert(place, distance, NodeInfo { addr, key: contact.key });
    }

    /// Where something at this distance would go; `None` if it is too far or already there.
    fn place(&self, distance: &Distance) -> Option<usize> {
        for (place, slot) in self.found.iter().enumerate() {
            match slot {
                Some((d, _)) if d < distance => {}
                Some((d, _)) if d == distance => return None,
                _ => return Some(place),
            }
        }
        None
    }

    fn insert(&mut self, place: usize, distance: Distance, node: NodeInfo) {
        if let Some(tail) = self.found.get_mut(place..) {
            tail.rotate_right(1);
            if let Some(slot) = tail.first_mut() {
                *slot = Some((distance, node));
            }
        }
        self.len = (self.len + 1).min(NODES_PER_RESPONSE);
    }

    /// The nodes, nearest first.
    pub(crate) fn into_list(self) -> NodeList {
        NodeList::from_first(self.found.into_iter().flatten().map(|(_, node)| node))
    }
}

#[cfg(test)]
mod tests;
