//! Packets about groups that found no room in a friend's queue: they go as soon as there is some.

use std::collections::{BTreeMap, VecDeque};

use toxcore_sansio::{Content, FriendId, LinkError, Links, SendClass};

/// What waits, by friend.
#[derive(Debug, Default)]
pub(crate) struct GroupMail {
    waiting: BTreeMap<FriendId, VecDeque<Content>>,
}

impl GroupMail {
    /// Sends a packet to a friend, behind what waits for it.
    pub(crate) fn send(&mut self, links: &mut dyn Links, friend: FriendId, packet: &Content) {
        if !self.waiting.contains_key(&friend) {
            match links.send(friend, SendClass::Priority, packet) {
                Ok(_) => return,
                Err(LinkError::Full) => {}
                Err(error) => {
                    tracing::debug!(target: "toxcore", %error, "a friend was told nothing of a group");
                    return;
                }
            }
        }
        let waiting = self.waiting.entry(friend).or_default();
        if waiting.contains(packet) {
            return;
        }
        if waiting.len() >= MAX_WAITING {
            waiting.pop_front();
        }
        waiting.push_back(packet.clone());
    }

    /// A friend has got something, so there may be room.
    pub(crate) fn delivered(&mut self, links: &mut dyn Links, friend: FriendId) {
        let Some(waiting) = self.waiting.get_mut(&friend) else { return };
        while let Some(packet) = waiting.front() {
            match links.send(friend, SendClass::Priority, packet) {
                Err(LinkError::Full) => return,
                Ok(_) | Err(_) => drop(waiting.pop_front()),
            }
        }
        self.waiting.remove(&friend);
    }

    /// A friend is offline: what is to be said then is said anew once it is back.
    pub(crate) fn forget(&mut self, friend: FriendId) {
        self.waiting.remove(&friend);
    }
}

/// Packets that wait for one friend; the oldest makes room. Our choice: more than the groups that anybody is brought into at once.
const MAX_WAITING: usize = 32;

#[cfg(test)]
mod tests;
