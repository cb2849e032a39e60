use std::ops::Range;

use toxcore_sansio::{Content, FriendId};
use toxcore_wire::messenger::{FileId, FileKind, UNKNOWN_FILE_SIZE};

use super::{FileNumber, Phase};

/// What a transfer is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileOffer {
    /// What the file is for.
    pub kind: FileKind,
    /// Its size in bytes; [`UNKNOWN_FILE_SIZE`] if the sender does not know it.
    pub size: u64,
    /// What both sides call it by across connections.
    pub id: FileId,
    /// Its name, as the friend wrote it. Not a path: it may hold anything.
    pub name: Content,
}

impl FileOffer {
    /// The size, if the sender knows it.
    #[must_use]
    pub fn known_size(&self) -> Option<u64> {
        (self.size != UNKNOWN_FILE_SIZE).then_some(self.size)
    }
}

/// What is known of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileStatus {
    /// What the file is for.
    pub kind: FileKind,
    /// Its size in bytes.
    pub size: u64,
    /// What it is called by across connections.
    pub id: FileId,
    /// Where the transfer is.
    pub phase: Phase,
    /// Bytes from the beginning of the file that have been given to us to send, or received.
    pub position: u64,
}

/// What happened to a transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEvent {
    /// With whom.
    pub friend: FriendId,
    /// Which transfer.
    pub file: FileNumber,
    /// What.
    pub kind: FileEventKind,
}

/// What happened to a transfer. After [`Sent`](Self::Sent), [`Received`](Self::Received), [`Cancelled`](Self::Cancelled) and
/// [`Broken`](Self::Broken) its number is free.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileEventKind {
    /// The friend offers a file.
    Offered(Box<FileOffer>),
    /// The friend accepted our file, and wants it from this position on.
    Accepted {
        /// In bytes; not 0 if the friend has the beginning.
        position: u64,
    },
    /// The friend paused the transfer.
    Paused,
    /// The friend ended its pause.
    Resumed,
    /// Our turn: give [`send_chunk`](super::FileTransfers::send_chunk) exactly these bytes. Each position is asked for once, in
    /// order. Fewer bytes end a file of unknown size.
    ChunkRequested {
        /// Where in the file.
        position: u64,
        /// How many bytes.
        length: usize,
    },
    /// Data arrived.
    ChunkReceived {
        /// Where in the file it belongs.
        position: u64,
        /// Where it is in the packet that was just handled.
        data: Range<usize>,
    },
    /// The friend has all of our file.
    Sent {
        /// Where it ended, in bytes.
        position: u64,
    },
    /// The friend sends no more of its file.
    Received {
        /// Where it ended, in bytes.
        position: u64,
        /// Whether that is the size that was offered. A file of unknown size is whole wherever it ends.
        whole: bool,
    },
    /// The friend does not want this transfer any longer.
    Cancelled,
    /// The friend went offline. The reference is silent about it, so the C library does not pass it on.
    Broken,
}
