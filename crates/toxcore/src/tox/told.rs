//! What the user knows of friends by the events that were polled, while more of them wait.

use toxcore_messenger::UnknownFriend;
use toxcore_sansio::{Content, FriendId};
use toxcore_wire::friend::UserStatus;

use super::Tox;
use crate::Event;

impl Tox {
    /// What a friend called himself by the events that were polled. [`friend_name`](Self::friend_name) may be newer.
    ///
    /// # Errors
    /// [`UnknownFriend`].
    pub fn friend_name_told(&self, friend: FriendId) -> Result<&[u8], UnknownFriend> {
        let told = self.events.iter().find_map(|event| match event {
            Event::FriendName { friend: whose, before, .. } if *whose == friend => Some(Content::as_bytes(before)),
            _ => None,
        });
        told.map_or_else(|| self.friend_name(friend), Ok)
    }

    /// A friend's last status message by the events that were polled. [`friend_status_message`](Self::friend_status_message)
    /// may be newer.
    ///
    /// # Errors
    /// [`UnknownFriend`].
    pub fn friend_status_message_told(&self, friend: FriendId) -> Result<&[u8], UnknownFriend> {
        let told = self.events.iter().find_map(|event| match event {
            Event::FriendStatusMessage { friend: whose, before, .. } if *whose == friend => Some(before.as_bytes()),
            _ => None,
        });
        told.map_or_else(|| self.friend_status_message(friend), Ok)
    }

    /// A friend's last status by the events that were polled. [`friend_status`](Self::friend_status) may be newer.
    ///
    /// # Errors
    /// [`UnknownFriend`].
    pub fn friend_status_told(&self, friend: FriendId) -> Result<UserStatus, UnknownFriend> {
        let told = self.events.iter().find_map(|event| match event {
            Event::FriendStatus { friend: whose, before, .. } if *whose == friend => Some(*before),
            _ => None,
        });
        told.map_or_else(|| self.friend_status(friend), Ok)
    }
}

#[cfg(test)]
mod tests;
