use toxcore_sansio::FriendId;

use crate::friend::Friend;

/// All friends, by the index of their id. Whoever gives out the ids bounds them.
#[derive(Debug, Default)]
pub(crate) struct Friends {
    slots: Vec<Option<Friend>>,
}

impl Friends {
    /// The friend with this id.
    pub(crate) fn get(&self, id: FriendId) -> Option<&Friend> {
        self.slots.get(slot(id)).and_then(Option::as_ref).filter(|friend| friend.id == id)
    }

    /// The friend with this id.
    pub(crate) fn get_mut(&mut self, id: FriendId) -> Option<&mut Friend> {
        self.slots.get_mut(slot(id)).and_then(Option::as_mut).filter(|friend| friend.id == id)
    }

    /// Adds a friend. `false` if it is there; an older one in its slot is gone.
    pub(crate) fn add(&mut self, id: FriendId) -> bool {
        if self.get(id).is_some() {
            return false;
        }
        if self.slots.len() <= slot(id) {
            self.slots.resize_with(slot(id) + 1, || None);
        }
        if let Some(place) = self.slots.get_mut(slot(id)) {
            *place = Some(Friend::new(id));
        }
        true
    }

    /// Takes a friend out.
    pub(crate) fn remove(&mut self, id: FriendId) -> Option<Friend> {
        self.get(id)?;
        let friend = self.slots.get_mut(slot(id)).and_then(Option::take);
        while matches!(self.slots.last(), Some(None)) {
            self.slots.pop();
        }
        friend
    }

    /// All of them, by index.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Friend> {
        self.slots.iter().flatten()
    }

    /// All of them, by index.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Friend> {
        self.slots.iter_mut().flatten()
    }
}

fn slot(id: FriendId) -> usize {
    // No machine of ours has narrower addresses; else nobody is found.
    usize::try_from(id.index).unwrap_or(usize::MAX - 1)
}
