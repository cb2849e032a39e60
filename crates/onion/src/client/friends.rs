use std::collections::{BTreeSet, HashMap};

use toxcore_crypto::LongTermPublicKey;
use toxcore_sansio::Instant;

use super::friend::{Friend, FriendSlot};

/// All friends, by slot and by key, and the order in which something is due for them.
#[derive(Debug, Default)]
pub(crate) struct Friends {
    slots: Vec<Option<Box<Friend>>>,
    free: Vec<u32>,
    by_key: HashMap<LongTermPublicKey, u32>,
    /// Nobody who is online is in it, so that friends who need nothing cost nothing.
    due: BTreeSet<(Instant, u32)>,
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
        if let Some(at) = friend.queued {
            self.due.remove(&(at, index));
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
        if friend.queued == due {
            return;
        }
        if let Some(at) = friend.queued {
            self.due.remove(&(at, index));
        }
        if let Some(at) = due {
            self.due.insert((at, index));
        }
        friend.queued = due;
    }

    /// The friend for whom something is due first.
    pub(crate) fn first_due(&self) -> Option<(Instant, u32)> {
        self.due.first().copied()
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
