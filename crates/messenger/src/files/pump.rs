//! Whose turn it is: which chunks of which files are asked for when the connection has room.

use toxcore_sansio::{FriendId, Links, SendClass};
use toxcore_wire::messenger::FileData;

use super::friend::{Events, FriendFiles};
use super::outgoing::{Given, Outgoing};
use super::{Direction, FileEventKind};

impl FriendFiles {
    /// Asks for as many chunks as the connection takes, one of each file in turn.
    ///
    /// Each file may have its share of the room outstanding, so that an application that is slow with one file does not
    /// stop the others.
    pub(crate) fn pump(&mut self, links: &mut dyn Links, events: &mut Events<'_>) {
        if !self.flush_held(links, events.friend) {
            return;
        }
        self.send_empty_files(links, events.friend);
        if !self.wants(MAX_LOOK_AHEAD) {
            return;
        }
        let room = links.space(events.friend, SendClass::Bulk).saturating_sub(RESERVE_PACKETS);
        let look_ahead = look_ahead(room, self.turns.len());
        let mut room = room;
        while room > 0 && self.wants(look_ahead) {
            room = self.round(events, look_ahead, room);
        }
    }

    /// Whether the outstanding chunks of a file are so few that there may be room for more.
    pub(crate) fn runs_low(&self, slot: u8) -> bool {
        self.outgoing.get(slot).is_some_and(|transfer| transfer.wants(MAX_LOOK_AHEAD / 2))
    }

    /// Takes a file that has been given whole out of the round.
    pub(crate) fn leave_round(&mut self, slot: u8) {
        self.turns.retain(|other| *other != slot);
    }

    fn wants(&self, look_ahead: u64) -> bool {
        self.turns.iter().any(|slot| self.outgoing.get(*slot).is_some_and(|transfer| transfer.wants(look_ahead)))
    }

    /// One chunk for each file in turn; whoever was asked goes to the end. Returns the room that is left.
    fn round(&mut self, events: &mut Events<'_>, look_ahead: u64, mut room: usize) -> usize {
        for _ in 0..self.turns.len() {
            if room == 0 {
                break;
            }
            let Some(slot) = self.turns.pop_front() else { break };
            self.turns.push_back(slot);
            let Some(file) = self.live(Direction::Outgoing, slot) else { continue };
            let Some(transfer) = self.outgoing.get_mut(slot).filter(|transfer| transfer.wants(look_ahead)) else {
                continue;
            };
            let (position, length) = transfer.request();
            events.push(file, FileEventKind::ChunkRequested { position, length });
            room -= 1;
        }
        room
    }

    /// Sends the one packet of each accepted file of no bytes.
    fn send_empty_files(&mut self, links: &mut dyn Links, friend: FriendId) {
        while let Some(slot) = self.next_empty_file() {
            let Some(file) = self.live(Direction::Outgoing, slot) else { return };
            let Some(transfer) = self.outgoing.get_mut(slot) else { return };
            transfer.give(0);
            self.leave_round(slot);
            // Without a connection the file ends with it.
            let _ = self.send_data(links, friend, file, &[FileData::ID, slot], Given::All);
        }
    }

    fn next_empty_file(&self) -> Option<u8> {
        let is_due = |slot: &u8| self.outgoing.get(*slot).is_some_and(Outgoing::is_empty_and_due);
        self.turns.iter().copied().find(is_due)
    }
}

/// Chunks that one of `files` may have outstanding when the connection has `room`.
fn look_ahead(room: usize, files: usize) -> u64 {
    let share = room.div_ceil(files.max(1));
    u64::try_from(share).map_or(MAX_LOOK_AHEAD, |share| share.clamp(1, MAX_LOOK_AHEAD))
}

/// Chunks of one file that the application may owe. Our choice: 88 kB, which a disk reads at once and which is a fifth of
/// what the connection queues.
pub(crate) const MAX_LOOK_AHEAD: u64 = 64;
/// Places in the queue of the connection that chunks leave to others. Protocol: messenger, Sending data.
const RESERVE_PACKETS: usize = 16;
