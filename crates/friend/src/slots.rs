//! Lists whose indexes are the lowest that were free, with generations.

use std::collections::BTreeSet;

use toxcore_sansio::FriendId;

/// Indexes from here on are of those who are held and are no friends, so that friends have the lowest ones among themselves.
/// Our choice: as many on either side, which is more than there can be.
pub const HELD_FROM: u32 = 1 << 31;

/// Entries by [`FriendId`], in two lists: friends, and those who are held only.
#[derive(Debug)]
pub(crate) struct Slots<T> {
    friends: Lane<T>,
    held: Lane<T>,
}

/// One of the lists.
#[derive(Debug)]
struct Lane<T> {
    slots: Vec<Slot<T>>,
    free: BTreeSet<u32>,
}

#[derive(Debug)]
struct Slot<T> {
    generation: u32,
    entry: Option<Box<T>>,
}

/// In which of the lists an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    Friends,
    Held,
}

impl List {
    pub(crate) const fn of(id: FriendId) -> Self {
        if id.index < HELD_FROM { Self::Friends } else { Self::Held }
    }

    const fn first(self) -> u32 {
        match self {
            Self::Friends => 0,
            Self::Held => HELD_FROM,
        }
    }
}

impl<T> Default for Slots<T> {
    fn default() -> Self {
        Self { friends: Lane::default(), held: Lane::default() }
    }
}

impl<T> Default for Lane<T> {
    fn default() -> Self {
        Self { slots: Vec::new(), free: BTreeSet::new() }
    }
}

impl<T> Slots<T> {
    /// Puts an entry into the lowest free slot of a list.
    pub(crate) fn add(&mut self, list: List, make: impl FnOnce(FriendId) -> T) -> FriendId {
        self.put(list, |id| Box::new(make(id)))
    }

    /// Moves an entry to the other list. Returns its new id.
    pub(crate) fn shift(&mut self, id: FriendId, to: List) -> Option<FriendId> {
        let entry = self.remove(id)?;
        Some(self.put(to, |_| entry))
    }

    fn put(&mut self, list: List, make: impl FnOnce(FriendId) -> Box<T>) -> FriendId {
        let lane = self.lane_mut(list);
        let at = lane.free.pop_first().unwrap_or_else(|| {
            lane.slots.push(Slot { generation: 0, entry: None });
            u32::try_from(lane.slots.len() - 1).unwrap_or(u32::MAX)
        });
        let mut id = FriendId { index: list.first().saturating_add(at), generation: 0 };
        if let Some(slot) = lane.slots.get_mut(at as usize) {
            id.generation = slot.generation;
            slot.entry = Some(make(id));
        }
        id
    }

    pub(crate) fn remove(&mut self, id: FriendId) -> Option<Box<T>> {
        let list = List::of(id);
        let at = id.index - list.first();
        let lane = self.lane_mut(list);
        let slot = lane.slots.get_mut(at as usize).filter(|slot| slot.generation == id.generation)?;
        let entry = slot.entry.take()?;
        slot.generation = slot.generation.wrapping_add(1);
        lane.free.insert(at);
        Some(entry)
    }

    pub(crate) fn get(&self, id: FriendId) -> Option<&T> {
        self.slot(id.index).filter(|slot| slot.generation == id.generation)?.entry.as_deref()
    }

    pub(crate) fn get_mut(&mut self, id: FriendId) -> Option<&mut T> {
        let list = List::of(id);
        let slot = self.lane_mut(list).slots.get_mut((id.index - list.first()) as usize)?;
        if slot.generation == id.generation { slot.entry.as_deref_mut() } else { None }
    }

    pub(crate) fn at(&self, index: u32) -> Option<&T> {
        self.slot(index)?.entry.as_deref()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        let slots = self.friends.slots.iter().chain(&self.held.slots);
        slots.filter_map(|slot| slot.entry.as_deref())
    }

    pub(crate) fn len(&self) -> usize {
        let count = |lane: &Lane<T>| lane.slots.len() - lane.free.len();
        count(&self.friends) + count(&self.held)
    }

    fn slot(&self, index: u32) -> Option<&Slot<T>> {
        let lane = if index < HELD_FROM { &self.friends } else { &self.held };
        lane.slots.get((index & !HELD_FROM) as usize)
    }

    fn lane_mut(&mut self, list: List) -> &mut Lane<T> {
        match list {
            List::Friends => &mut self.friends,
            List::Held => &mut self.held,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_free_index_is_used_with_a_new_generation() {
        let mut slots = Slots::default();
        let ids: Vec<FriendId> = (0..4).map(|n| slots.add(List::Friends, |_| n)).collect();
        assert_eq!(ids.iter().map(|id| id.index).collect::<Vec<_>>(), [0, 1, 2, 3]);
        assert_eq!(slots.remove(ids[2]).as_deref(), Some(&2));
        assert_eq!(slots.remove(ids[1]).as_deref(), Some(&1));
        assert_eq!(slots.remove(ids[1]), None);
        let again = slots.add(List::Friends, |_| 9);
        assert_eq!(again, FriendId { index: 1, generation: 1 });
        assert_eq!((slots.get(ids[1]), slots.get(again), slots.len()), (None, Some(&9), 3));
    }

    #[test]
    fn whoever_is_held_takes_no_index_of_friends() {
        let mut slots = Slots::default();
        let held = slots.add(List::Held, |_| 1);
        let friend = slots.add(List::Friends, |_| 2);
        assert_eq!((held.index, friend.index), (HELD_FROM, 0));
        let moved = slots.shift(held, List::Friends);
        assert_eq!(moved.map(|id| id.index), Some(1));
        assert_eq!((slots.get(held), moved.and_then(|id| slots.get(id)), slots.len()), (None, Some(&1), 2));
        assert_eq!(slots.add(List::Held, |_| 3), FriendId { index: HELD_FROM, generation: 1 });
        assert_eq!(slots.iter().copied().collect::<Vec<_>>(), [2, 1, 3]);
        assert_eq!((slots.at(1), slots.at(HELD_FROM), slots.at(2)), (Some(&1), Some(&3), None));
    }
}
