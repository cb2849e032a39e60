use thiserror::Error;

use crate::Instant;

/// A friend connection. Messenger, conferences and the owner call the same friend by the same id.
///
/// The index is the lowest that was free, as clients of the C library expect of friend numbers. A reused index has another
/// generation, so whoever kept the id of a deleted friend does not speak to the next one. Connections with others than friends
/// have indexes far above, from `toxcore_friend::HELD_FROM` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FriendId {
    /// Slot in the list of friend connections.
    pub index: u32,
    /// Counts the users of the slot.
    pub generation: u32,
}

/// Which queue a lossless packet waits in. Packets of one class arrive in the order of sending; those of different classes
/// overtake each other before they are sent for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SendClass {
    /// Messages and control packets: sent before all bulk, a few of them even past congestion control.
    Priority,
    /// File data.
    Bulk,
}

/// Why a packet was not queued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum LinkError {
    /// There is no encrypted connection with this friend now.
    #[error("friend not connected")]
    NotConnected,
    /// The queue of this class is full.
    #[error("send queue full")]
    Full,
    /// Longer than a packet may be, empty, or with an id that this stream does not carry.
    #[error("packet does not fit the stream")]
    Unfit,
}

/// The encrypted connections with friends, for the siblings that send over them.
///
/// The owner implements it over net-crypto and lends it for one call.
pub trait Links {
    /// Queues a packet that arrives, in the order of its class. `data` begins with its id, 16 to 191.
    ///
    /// Returns how many packets of this class that makes since the connection began; confirmations count the same way.
    ///
    /// # Errors
    /// [`LinkError`]; nothing is queued then.
    fn send(&mut self, friend: FriendId, class: SendClass, data: &[u8]) -> Result<u64, LinkError>;

    /// Queues a packet that is sent once. `data` begins with its id, 192 to 254.
    ///
    /// # Errors
    /// [`LinkError`]; nothing is queued then.
    fn send_lossy(&mut self, friend: FriendId, data: &[u8]) -> Result<(), LinkError>;

    /// Packets of this class that [`send`](Self::send) takes now; 0 without connection. Who finds less than half of the bulk
    /// queue free is told when it is, as after [`LinkError::Full`].
    fn space(&mut self, friend: FriendId, class: SendClass) -> usize;

    /// When the last authentic packet of the friend arrived over the connection that stands now, whatever it carried.
    ///
    /// `None` if that is not known; whoever asks then has to wait for the friend's alive packets.
    fn last_heard(&self, _friend: FriendId) -> Option<Instant> {
        None
    }
}
