use std::collections::{BTreeSet, HashMap};

use toxcore_crypto::LongTermPublicKey;
use toxcore_sansio::Instant;

use super::friend::{Due, Friend, FriendSlot, Lane};

/// All friends, by slot and by key, and the order in which something is due for them.
#[derive(Debug, Default)]
pub(crate) struct Friends {
    slots: Vec<Option<Box<Friend>>>,
    free: Vec<u32>,
    by_key: HashMap<LongTermPublicKey, u32>,
    /// Nobody who is online is in one of them, so that friends who need nothing cost nothing.
    present: BTreeSet<(Instant, u32)>,
    absent: BTreeSet<(Instant, u32)>,
    generation: u32,
}

impl Friends {
    /// Adds a friend, unless it is there already or there is no room.
    pub(crate) fn add(&mut self, now: Instant, key: LongTermPublicKey) -> bool {
        if self.by_key.contains_key(&key) || self.by_key.len() >= MAX_FRIENDS {
            return false;
        }
        let index = match self.free.pop() {
            Some(index) => index,
            None => {
                let Ok(index) = u32::try_from(self.slots.len()) else { return false };
                self.slots.push(None);
                index
            }
        };
        self.generation = self.generation.wrapping_add(1);
        let slot = FriendSlot { index, generation: self.generation };
        if let Some(place) = self.place(index) {
            *place = Some(Box::new(Friend::new(slot, key, now)));
        }
        self.by_key.insert(key, index);
        self.reschedule(index);
        true
    }

    pub(crate) fn remove(&mut self, key: &LongTermPublicKey) -> Option<Box<Friend>> {
        let index = self.by_key.remove(key)?;
        let friend = self.place(index)?.take()?;
        if let Some(due) = friend.queued {
            self.lane(due.lane).remove(&(due.at, index));
        }
        self.free.push(index);
        Some(friend)
    }

    pub(crate) fn find(&self, key: &LongTermPublicKey) -> Option<&Friend> {
        let index = usize::try_from(*self.by_key.get(key)?).ok()?;
        self.slots.get(index)?.as_deref()
    }

    pub(crate) fn index_of(&self, key: &LongTermPublicKey) -> Option<u32> {
        self.by_key.get(key).copied()
    }

    pub(crate) fn slot(&self, slot: FriendSlot) -> Option<u32> {
        let index = usize::try_from(slot.index).ok()?;
        let friend = self.slots.get(index)?.as_deref()?;
        (friend.slot == slot).then_some(slot.index)
    }

    /// Changes a friend, and then its place in the order of what is due.
    pub(crate) fn update<R>(&mut self, index: u32, change: impl FnOnce(&mut Friend) -> R) -> Option<R> {
        let result = change(self.place(index)?.as_deref_mut()?);
        self.reschedule(index);
        Some(result)
    }

    /// Changes all friends.
    pub(crate) fn update_all(&mut self, mut change: impl FnMut(&mut Friend)) {
        for index in 0..u32::try_from(self.slots.len()).unwrap_or(u32::MAX) {
            self.update(index, &mut change);
        }
    }

    fn reschedule(&mut self, index: u32) {
        let Some(friend) = self.slots.get_mut(index as usize).and_then(Option::as_deref_mut) else { return };
        let due = friend.due();
        let old = std::mem::replace(&mut friend.queued, due);
        if old == due {
            return;
        }
        if let Some(Due { at, lane }) = old {
            self.lane(lane).remove(&(at, index));
        }
        if let Some(Due { at, lane }) = due {
            self.lane(lane).insert((at, index));
        }
    }

    fn lane(&mut self, lane: Lane) -> &mut BTreeSet<(Instant, u32)> {
        match lane {
            Lane::Present => &mut self.present,
            Lane::Absent => &mut self.absent,
        }
    }

    /// The friend of a lane for whom something is due first.
    pub(crate) fn first_due(&self, lane: Lane) -> Option<(Instant, u32)> {
        match lane {
            Lane::Present => self.present.first().copied(),
            Lane::Absent => self.absent.first().copied(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.by_key.len()
    }

    fn place(&mut self, index: u32) -> Option<&mut Option<Box<Friend>>> {
        self.slots.get_mut(usize::try_from(index).ok()?)
    }
}

/// Friends that can be tracked. As many as a save file holds.
pub const MAX_FRIENDS: usize = 65_536;

#[cfg(test)]
mod tests;
