//! Public groups: which are sought and announced, and for which something is due next.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use toxcore_sansio::Instant;
use toxcore_wire::group_announce::ChatId;

use super::group::Group;

mod outcome;
mod rounds;
mod verbs;

pub(crate) use outcome::announces_of;

/// All groups, by number and by chat id. Empty and without memory of its own while there is none.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    by_number: BTreeMap<u32, Box<Group>>,
    by_chat: HashMap<ChatId, u32>,
    due: BTreeSet<(Instant, u32)>,
    /// The number of the last one: a late answer for a group that was left finds none.
    last: u32,
}

impl Groups {
    /// Adds a group, unless it is there already or there is no room.
    pub(crate) fn add(&mut self, now: Instant, chat_id: ChatId) -> bool {
        if self.by_chat.contains_key(&chat_id) || self.by_chat.len() >= MAX_SOUGHT_GROUPS {
            return false;
        }
        self.last = self.last.wrapping_add(1);
        while self.by_number.contains_key(&self.last) {
            self.last = self.last.wrapping_add(1);
        }
        self.by_chat.insert(chat_id, self.last);
        self.by_number.insert(self.last, Box::new(Group::new(self.last, chat_id, now)));
        true
    }

    pub(crate) fn remove(&mut self, chat_id: &ChatId) {
        let Some(number) = self.by_chat.remove(chat_id) else { return };
        if let Some(at) = self.by_number.remove(&number).and_then(|group| group.queued) {
            self.due.remove(&(at, number));
        }
    }

    pub(crate) fn number_of(&self, chat_id: &ChatId) -> Option<u32> {
        self.by_chat.get(chat_id).copied()
    }

    pub(crate) fn get(&self, number: u32) -> Option<&Group> {
        self.by_number.get(&number).map(AsRef::as_ref)
    }

    /// Changes a group, and then its place in the order of what is due.
    pub(crate) fn update<R>(&mut self, number: u32, change: impl FnOnce(&mut Group) -> R) -> Option<R> {
        let group = self.by_number.get_mut(&number)?;
        let result = change(group);
        let due = group.due();
        let old = std::mem::replace(&mut group.queued, due);
        if old != due {
            if let Some(at) = old {
                self.due.remove(&(at, number));
            }
            if let Some(at) = due {
                self.due.insert((at, number));
            }
        }
        Some(result)
    }

    pub(crate) fn update_all(&mut self, mut change: impl FnMut(&mut Group)) {
        let numbers: Vec<u32> = self.by_number.keys().copied().collect();
        for number in numbers {
            self.update(number, &mut change);
        }
    }

    /// The group for which something is due first.
    pub(crate) fn first_due(&self) -> Option<(Instant, u32)> {
        self.due.first().copied()
    }

    pub(crate) fn len(&self) -> usize {
        self.by_chat.len()
    }
}

/// Groups that can be sought at once. Our choice: more than anybody reads; 1.5 MB while all of them are being joined.
pub const MAX_SOUGHT_GROUPS: usize = 256;

#[cfg(test)]
mod tests;
