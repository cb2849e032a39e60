//! The transfers that C knows, by the numbers it knows them by.

use std::collections::HashMap;

use toxcore::files::{Direction, FileNumber};
use toxcore::{FileId, FriendId};

/// The transfers of all friends.
#[derive(Debug, Default)]
pub(super) struct Files(HashMap<FriendId, OfFriend>);

/// Transfers by slot. The machine bounds them: 256 in each direction.
#[derive(Debug, Default)]
struct OfFriend {
    outgoing: Vec<Option<Known>>,
    incoming: Vec<Option<Known>>,
}

/// A transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) file: FileNumber,
    pub(super) id: FileId,
}

impl Files {
    /// Adds one, in place of one before it.
    pub(super) fn add(&mut self, friend: FriendId, known: Known) {
        let slots = self.0.entry(friend).or_default().slots_mut(known.file.direction);
        let slot = usize::from(known.file.slot);
        if slots.len() <= slot {
            slots.resize(slot + 1, None);
        }
        if let Some(place) = slots.get_mut(slot) {
            *place = Some(known);
        }
    }

    /// The one in a slot.
    pub(super) fn get(&self, friend: FriendId, direction: Direction, slot: u8) -> Option<&Known> {
        self.0.get(&friend)?.slots(direction).get(usize::from(slot))?.as_ref()
    }

    /// Takes out whatever is in the slot of `file`.
    pub(super) fn remove(&mut self, friend: FriendId, file: FileNumber) {
        let Some(of_friend) = self.0.get_mut(&friend) else { return };
        if let Some(place) = of_friend.slots_mut(file.direction).get_mut(usize::from(file.slot)) {
            *place = None;
        }
        if of_friend.is_empty() {
            self.0.remove(&friend);
        }
    }

    /// Takes out all of a friend.
    pub(super) fn remove_all(&mut self, friend: FriendId) {
        self.0.remove(&friend);
    }

    /// The one with this id in the lowest slot, outgoing first.
    pub(super) fn find(&self, friend: FriendId, id: &FileId) -> Option<FileNumber> {
        let of_friend = self.0.get(&friend)?;
        let all = of_friend.outgoing.iter().chain(&of_friend.incoming).flatten();
        all.filter(|known| known.id == *id).map(|known| known.file).min_by_key(|file| (file.slot, file.direction))
    }
}

impl OfFriend {
    fn slots(&self, direction: Direction) -> &[Option<Known>] {
        match direction {
            Direction::Outgoing => &self.outgoing,
            Direction::Incoming => &self.incoming,
        }
    }

    fn slots_mut(&mut self, direction: Direction) -> &mut Vec<Option<Known>> {
        match direction {
            Direction::Outgoing => &mut self.outgoing,
            Direction::Incoming => &mut self.incoming,
        }
    }

    fn is_empty(&self) -> bool {
        self.outgoing.iter().chain(&self.incoming).all(Option::is_none)
    }
}

/// What is never a transfer, in the direction of a number that names no slot.
pub(super) const fn nothing(number: u32) -> FileNumber {
    let direction = if number < FIRST_INCOMING { Direction::Outgoing } else { Direction::Incoming };
    FileNumber { direction, slot: 0, generation: 0 }
}

/// The lowest number of an incoming file. Protocol: messenger, File transfers.
const FIRST_INCOMING: u32 = 1 << 16;
