use std::collections::HashMap;
use std::fmt;

use tokio::sync::oneshot;
use toxcore::FriendId;

/// Who waits for room in the queue to a friend. There are as many as there are callers.
#[derive(Default)]
pub(crate) struct Room {
    waiting: HashMap<FriendId, Vec<oneshot::Sender<()>>>,
}

impl fmt::Debug for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Room").field("friends", &self.waiting.len()).finish()
    }
}

impl Room {
    /// What comes back is ready, with or without an error, when it is worth to try again.
    pub(crate) fn wait(&mut self, friend: FriendId) -> oneshot::Receiver<()> {
        let (sender, receiver) = oneshot::channel();
        let waiting = self.waiting.entry(friend).or_default();
        waiting.retain(|other| !other.is_closed());
        waiting.push(sender);
        receiver
    }

    /// There is room, or never will be.
    pub(crate) fn announce(&mut self, friend: FriendId) {
        // Dropping is enough of a message.
        self.waiting.remove(&friend);
    }
}
