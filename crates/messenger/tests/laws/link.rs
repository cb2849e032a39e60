//! One direction of a connection.

use std::collections::VecDeque;

use toxcore_sansio::{FriendId, LinkError, Links, SendClass};

/// What waits in each class, and how much has been taken of each.
#[derive(Debug, Default)]
pub(super) struct Link {
    open: bool,
    queues: [VecDeque<Vec<u8>>; 2],
    lossy: VecDeque<Vec<u8>>,
    sent: [u64; 2],
    taken: [u64; 2],
    room: usize,
}

/// Packets of each class that wait at most.
const MAX_QUEUED: usize = 64;

impl Link {
    pub(super) fn open() -> Self {
        Self { open: true, room: MAX_QUEUED, ..Self::default() }
    }

    /// Limits how many packets of each class may wait.
    pub(super) fn set_room(&mut self, room: usize) {
        self.room = room.min(MAX_QUEUED);
    }

    pub(super) fn take(&mut self, class: SendClass) -> Option<Vec<u8>> {
        let packet = self.queues[index(class)].pop_front()?;
        self.taken[index(class)] += 1;
        Some(packet)
    }

    pub(super) fn take_lossy(&mut self) -> Option<Vec<u8>> {
        self.lossy.pop_front()
    }

    /// Packets of a class that the other side has.
    pub(super) fn taken(&self, class: SendClass) -> u64 {
        self.taken[index(class)]
    }

    /// Packets that were queued since the connection began.
    pub(super) fn queued(&self) -> u64 {
        self.sent.iter().sum()
    }
}

impl Links for Link {
    fn send(&mut self, _: FriendId, class: SendClass, data: &[u8]) -> Result<u64, LinkError> {
        assert!((1..=1_373).contains(&data.len()) && matches!(data[0], 16..=191), "no packet");
        if !self.open {
            return Err(LinkError::NotConnected);
        }
        if self.queues[index(class)].len() >= self.room {
            return Err(LinkError::Full);
        }
        self.queues[index(class)].push_back(data.to_vec());
        self.sent[index(class)] += 1;
        Ok(self.sent[index(class)])
    }

    fn send_lossy(&mut self, _: FriendId, data: &[u8]) -> Result<(), LinkError> {
        assert!((1..=1_373).contains(&data.len()) && matches!(data[0], 192..=254), "no packet");
        if !self.open {
            return Err(LinkError::NotConnected);
        }
        self.lossy.push_back(data.to_vec());
        Ok(())
    }

    fn space(&mut self, _: FriendId, class: SendClass) -> usize {
        if self.open { self.room.saturating_sub(self.queues[index(class)].len()) } else { 0 }
    }
}

fn index(class: SendClass) -> usize {
    usize::from(class == SendClass::Bulk)
}
