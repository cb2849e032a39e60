//! A list whose indexes are the lowest that were free, with generations.

use std::collections::BTreeSet;

use toxcore_sansio::FriendId;

/// Entries by [`FriendId`].
#[derive(Debug)]
pub(crate) struct Slots<T> {
    slots: Vec<Slot<T>>,
    free: BTreeSet<u32>,
}

#[derive(Debug)]
struct Slot<T> {
    generation: u32,
    entry: Option<Box<T>>,
}

impl<T> Default for Slots<T> {
    fn default() -> Self {
        Self { slots: Vec::new(), free: BTreeSet::new() }
    }
}

impl<T> Slots<T> {
    /// Puts an entry into the lowest free slot.
    pub(crate) fn add(&mut self, make: impl FnOnce(FriendId) -> T) -> FriendId {
        let index = self.free.pop_first().unwrap_or_else(|| {
            self.slots.push(Slot { generation: 0, entry: None });
            u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX)
        });
        let mut id = FriendId { index, generation: 0 };
        if let Some(slot) = self.slots.get_mut(index as usize) {
            id.generation = slot.generation;
            slot.entry = Some(Box::new(make(id)));
        }
        id
    }

    pub(crate) fn remove(&mut self, id: FriendId) -> Option<Box<T>> {
        let slot = self.slots.get_mut(id.index as usize).filter(|slot| slot.generation == id.generation)?;
        let entry = slot.entry.take()?;
        slot.generation = slot.generation.wrapping_add(1);
        self.free.insert(id.index);
        Some(entry)
    }

    pub(crate) fn get(&self, id: FriendId) -> Option<&T> {
        let slot = self.slots.get(id.index as usize).filter(|slot| slot.generation == id.generation)?;
        slot.entry.as_deref()
    }

    pub(crate) fn get_mut(&mut self, id: FriendId) -> Option<&mut T> {
        let slot = self.slots.get_mut(id.index as usize).filter(|slot| slot.generation == id.generation)?;
        slot.entry.as_deref_mut()
    }

    pub(crate) fn at(&self, index: u32) -> Option<&T> {
        self.slots.get(index as usize)?.entry.as_deref()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.slots.iter().filter_map(|slot| slot.entry.as_deref())
    }

    pub(crate) fn len(&self) -> usize {
        self.slots.len() - self.free.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_free_index_is_used_with_a_new_generation() {
        let mut slots = Slots::default();
        let ids: Vec<FriendId> = (0..4).map(|n| slots.add(|_| n)).collect();
        assert_eq!(ids.iter().map(|id| id.index).collect::<Vec<_>>(), [0, 1, 2, 3]);
        assert_eq!(slots.remove(ids[2]).as_deref(), Some(&2));
        assert_eq!(slots.remove(ids[1]).as_deref(), Some(&1));
        assert_eq!(slots.remove(ids[1]), None);
        let again = slots.add(|_| 9);
        assert_eq!(again, FriendId { index: 1, generation: 1 });
        assert_eq!((slots.get(ids[1]), slots.get(again), slots.len()), (None, Some(&9), 3));
    }
}
