//! File transfers of bytes that follow from their position, as `peer/files.h` makes and checks them.

use std::collections::HashMap;

use toxcore::files::{FileControl, FileNumber};
use toxcore::{FriendId, Instant, Tox};
use toxcore_interop::line::pattern;

/// All transfers, by friend and file.
#[derive(Debug, Default)]
pub(crate) struct Transfers(HashMap<(FriendId, FileNumber), Transfer>);

/// How far one is.
#[derive(Debug, Default)]
pub(crate) struct Transfer {
    /// Bytes that a transfer of unknown size has.
    pub(crate) stream_length: Option<u64>,
    /// One past the last byte sent or received.
    pub(crate) position: u64,
    pub(crate) bytes: u64,
    pub(crate) bad: u64,
    /// Where it pauses itself.
    pub(crate) pause_at: Option<u64>,
}

/// A friend and a file of the line protocol.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Name {
    pub(crate) friend: FriendId,
    pub(crate) file: FileNumber,
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.friend.index, self.file.to_c())
    }
}

impl Transfers {
    pub(crate) fn begin(&mut self, name: Name, stream_length: Option<u64>) {
        self.0.insert((name.friend, name.file), Transfer { stream_length, ..Transfer::default() });
    }

    pub(crate) fn get(&mut self, name: Name) -> Option<&mut Transfer> {
        self.0.get_mut(&(name.friend, name.file))
    }

    pub(crate) fn end(&mut self, name: Name) -> Option<Transfer> {
        self.0.remove(&(name.friend, name.file))
    }

    /// Sends the bytes that were asked for; the lines to print.
    pub(crate) fn send(&mut self, tox: &mut Tox, now: Instant, name: Name, position: u64, length: usize) -> String {
        let Some(transfer) = self.get(name) else { return String::new() };
        let most = transfer.stream_length.map_or(u64::MAX, |total| total.saturating_sub(position));
        let end = position + most.min(length as u64);
        let data: Vec<u8> = (position..end).map(pattern).collect();
        if let Err(error) = tox.file_send_chunk(now, name.friend, name.file, position, &data) {
            return format!("file-error {name} {}\n", crate::codes::send_chunk(&error));
        }
        transfer.moved(tox, now, name, position, data.len())
    }

    /// Checks bytes that arrived; the lines to print.
    pub(crate) fn receive(&mut self, tox: &mut Tox, now: Instant, name: Name, position: u64, data: &[u8]) -> String {
        let Some(transfer) = self.get(name) else { return String::new() };
        let wrong = (position..).zip(data).filter(|(at, byte)| pattern(*at) != **byte).count() as u64;
        let out_of_order = u64::from(transfer.bytes != 0 && transfer.position != position);
        transfer.bad += wrong + out_of_order;
        transfer.moved(tox, now, name, position, data.len())
    }
}

impl Transfer {
    fn moved(&mut self, tox: &mut Tox, now: Instant, name: Name, position: u64, length: usize) -> String {
        let mut lines = String::new();
        let before = self.position;
        self.position = position + length as u64;
        self.bytes += length as u64;
        if before / STEP != self.position / STEP {
            lines.push_str(&format!("file-at {name} {}\n", self.position));
        }
        if self.pause_at.is_some_and(|at| self.position >= at) {
            self.pause_at = None;
            // A transfer that has just ended is not paused.
            let _ = tox.file_control(now, name.friend, name.file, FileControl::Pause);
            lines.push_str(&format!("file-paused {name} {}\n", self.position));
        }
        lines
    }
}

/// How often a `file-at` event is printed, in bytes.
const STEP: u64 = 1 << 20;
