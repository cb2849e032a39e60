//! File transfers: 256 at once in each direction with each friend.
//!
//! The sender offers, the receiver accepts, perhaps from a later position on; either side may pause and cancel. The sender's
//! application is asked for chunks as the connection has room, one of each file in turn. A transfer ends when the receiver
//! has confirmed the last packet, when a side cancels, or when the friend goes offline; what resumes it later is the same
//! file id in a new offer. Protocol: messenger, File transfers.

use std::collections::{HashMap, VecDeque};

use toxcore_sansio::{Discard, FriendId, Links, Rng, Seed};
use toxcore_wire::messenger::{FileControl as ControlPacket, FileData, FileSendRequest};

use self::friend::{Events, FriendFiles};

mod control;
mod error;
mod event;
mod friend;
mod incoming;
mod number;
mod outgoing;
mod phase;
mod pump;
mod slots;
mod verbs;

pub mod resume;

pub use self::error::{FileControlError, FileSeekError, FileSendChunkError, FileSendError};
pub use self::event::{FileEvent, FileEventKind, FileOffer, FileStatus};
pub use self::number::{Direction, FileNumber};
pub use self::phase::{FileControl, Pauses, Phase};
pub use self::verbs::NewFile;

/// The transfers with all friends.
///
/// Its owner says who comes and goes online, and hands over the packets 0x50 to 0x52 of those who are.
pub struct FileTransfers {
    /// Of friends that are online.
    friends: HashMap<FriendId, FriendFiles>,
    /// What happened, until the owner polls, which it does after every call: a call adds what one packet or one verb means,
    /// and requests for as many chunks as the connection takes.
    events: VecDeque<FileEvent>,
    rng: Rng,
    generation: u32,
    /// Where packets are put together.
    packet: Vec<u8>,
}

impl FileTransfers {
    /// No transfers. `seed` is where random file ids come from.
    #[must_use]
    pub fn new(seed: &Seed) -> Self {
        Self {
            friends: HashMap::new(),
            events: VecDeque::new(),
            rng: Rng::new(seed),
            generation: 0,
            packet: Vec::new(),
        }
    }

    /// The friend is online: files may be offered.
    pub fn connected(&mut self, friend: FriendId) {
        self.friends.insert(friend, FriendFiles::new());
    }

    /// The friend is offline: all its transfers are broken.
    pub fn disconnected(&mut self, friend: FriendId) {
        let Some(files) = self.friends.remove(&friend) else { return };
        let broken = files.numbers().into_iter();
        self.events.extend(broken.map(|file| FileEvent { friend, file, kind: FileEventKind::Broken }));
    }

    /// The friend was deleted: its transfers end, and nothing is said of them any longer.
    pub fn remove_friend(&mut self, friend: FriendId) {
        self.friends.remove(&friend);
        self.events.retain(|event| event.friend != friend);
    }

    /// Takes a packet of a friend, with its id.
    ///
    /// # Errors
    /// [`Discard`]; no transfer has changed then.
    pub fn handle_packet(&mut self, links: &mut dyn Links, friend: FriendId, packet: &[u8]) -> Result<(), Discard> {
        let files = self.friends.get_mut(&friend).ok_or(Discard::Unsolicited)?;
        let mut events = Events { friend, queue: &mut self.events };
        match packet.first() {
            Some(&FileData::ID) => files.handle_data(&mut events, &FileData::parse(packet)?),
            Some(&ControlPacket::ID) => {
                files.handle_control(links, &mut events, ControlPacket::parse(packet)?)?;
                files.pump(links, &mut events);
                Ok(())
            }
            Some(&FileSendRequest::ID) => {
                let offer = FileSendRequest::parse(packet)?;
                self.generation = self.generation.checked_add(1).unwrap_or(1);
                files.handle_offer(&mut events, self.generation, &offer)
            }
            Some(&other) => Err(Discard::Unsupported(other)),
            None => Err(toxcore_wire::ParseError::Truncated.into()),
        }
    }

    /// The friend has all bulk packets up to the `up_to`-th.
    pub fn delivered(&mut self, friend: FriendId, up_to: u64) {
        if let Some(files) = self.friends.get_mut(&friend) {
            files.handle_delivered(&mut Events { friend, queue: &mut self.events }, up_to);
        }
    }

    /// The connection has room for bulk packets again.
    pub fn writable(&mut self, links: &mut dyn Links, friend: FriendId) {
        if let Some(files) = self.friends.get_mut(&friend) {
            files.pump(links, &mut Events { friend, queue: &mut self.events });
        }
    }

    /// What happened next. Ranges of received data are valid until the next packet is handled.
    pub fn poll_event(&mut self) -> Option<FileEvent> {
        self.events.pop_front()
    }
}

impl std::fmt::Debug for FileTransfers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileTransfers").field("friends", &self.friends).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
