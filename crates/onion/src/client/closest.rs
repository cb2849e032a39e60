use toxcore_crypto::DhtPublicKey;

/// An entry of a [`ClosestNodes`] list.
pub(crate) trait Listed {
    /// The key of the node that it is about.
    fn key(&self) -> &DhtPublicKey;
}

/// The nodes nearest to one key, the base, that answer us, nearest first. Whoever has the list has the base, and gives it.
#[derive(Debug)]
pub(crate) struct ClosestNodes<T, const MAX: usize> {
    entries: Vec<T>,
}

impl<T: Listed, const MAX: usize> ClosestNodes<T, MAX> {
    pub(crate) const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn is_full(&self) -> bool {
        self.entries.len() >= MAX
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.entries.iter()
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.entries.iter_mut()
    }

    pub(crate) fn get(&self, key: &DhtPublicKey) -> Option<&T> {
        self.entries.iter().find(|entry| entry.key() == key)
    }

    pub(crate) fn get_mut(&mut self, key: &DhtPublicKey) -> Option<&mut T> {
        self.entries.iter_mut().find(|entry| entry.key() == key)
    }

    /// Whether a node with this key, which is not in the list, would get a place if it answered.
    pub(crate) fn wants(&self, base: &[u8; 32], key: &DhtPublicKey) -> bool {
        if self.get(key).is_some() {
            return false;
        }
        let farthest = self.entries.last().filter(|_| self.is_full());
        farthest.is_none_or(|last| distance(base, key) < distance(base, last.key()))
    }

    /// Puts a node that is not in the list into its place. The farthest goes if the list is full.
    pub(crate) fn insert(&mut self, base: &[u8; 32], entry: T) -> Option<&mut T> {
        if !self.wants(base, entry.key()) {
            return None;
        }
        let wanted = distance(base, entry.key());
        let at = self.entries.partition_point(|other| distance(base, other.key()) < wanted);
        self.entries.truncate(MAX.saturating_sub(1));
        if self.entries.capacity() == self.entries.len() {
            self.entries.reserve_exact(GROW_BY.min(MAX.saturating_sub(self.entries.len())));
        }
        self.entries.insert(at, entry);
        self.entries.get_mut(at)
    }

    /// Keeps the entries for which `keep` holds; whether any went.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&T) -> bool) -> bool {
        let before = self.entries.len();
        self.entries.retain(keep);
        self.entries.len() < before
    }
}

fn distance(base: &[u8; 32], key: &DhtPublicKey) -> [u8; 32] {
    let mut distance = *key.as_bytes();
    distance.iter_mut().zip(base).for_each(|(byte, base)| *byte ^= base);
    distance
}

/// Places by which a list grows: there are lists for a thousand friends, and most nodes that are asked first are soon
/// replaced. Our choice.
const GROW_BY: usize = 4;

#[cfg(test)]
mod tests;
