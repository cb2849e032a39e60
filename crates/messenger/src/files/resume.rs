//! What is left of transfers when a friend or we go offline, so that they can go on afterwards.
//!
//! The protocol forgets a transfer with its connection. What stays is the file id: the sender offers the file again under
//! the same id, and the receiver recognises it, asks for the part that it has not, and accepts. Both ends of that are decided
//! here; the application keeps the book on its disk, and its bytes are its own business: it notes only what the disk really
//! has.
//!
//! ```
//! use toxcore_crypto::LongTermPublicKey;
//! use toxcore_messenger::files::Direction;
//! use toxcore_messenger::files::resume::{ResumeBook, Start, Unfinished};
//! use toxcore_wire::messenger::{FileId, FileKind};
//!
//! # let friend = LongTermPublicKey::from_bytes([1; 32]);
//! # let id = FileId::from_bytes([2; 32]);
//! let mut book = ResumeBook::new();
//! book.insert(Unfinished {
//!     direction: Direction::Incoming, friend, id, kind: FileKind::Data, size: 5000,
//!     name: b"photo".into(), place: b"inbox/photo.part".into(), done: 0, mark: 0,
//! });
//! book.set_done(Direction::Incoming, &friend, &id, 4000);
//!
//! // Later, perhaps in another run of the program:
//! let (book, damaged) = ResumeBook::parse(&book.to_bytes())?;
//! assert_eq!(damaged, 0);
//! let known = book.find_offer(&friend, &id, 5000).expect("offered before");
//! assert_eq!(known.start(4500), Start::At(4000), "what is beyond was not known to be on the disk");
//! # Ok::<(), toxcore_wire::ParseError>(())
//! ```

use toxcore_crypto::LongTermPublicKey;
use toxcore_sansio::Content;
use toxcore_wire::messenger::{FileId, FileKind, UNKNOWN_FILE_SIZE};

use super::Direction;

mod codec;

/// A transfer that is to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// Which way.
    pub direction: Direction,
    /// With whom.
    pub friend: LongTermPublicKey,
    /// What both sides call the file by.
    pub id: FileId,
    /// What it is for.
    pub kind: FileKind,
    /// Its size in bytes. Files of unknown size are not kept: nobody could tell that they are the same.
    pub size: u64,
    /// Its name in the offer.
    pub name: Content,
    /// Where it is on our disk: the application's business.
    pub place: Content,
    /// Of an incoming file, how many bytes are known to be on the disk.
    pub done: u64,
    /// Of an outgoing file, what shows the application that it has changed since: the time of its last change, for instance.
    pub mark: u64,
}

/// Where an incoming file that is offered again goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// At its beginning: accept.
    FromBeginning,
    /// Here: seek, then accept. What the disk has beyond is to be cut off.
    At(u64),
}

/// All transfers that are to go on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResumeBook {
    entries: Vec<Unfinished>,
}

impl Unfinished {
    /// Where to go on, given how many bytes the disk has now. Bytes beyond those known to be on the disk are not trusted: after
    /// a crash there may be anything. Of a file that is all there the last byte is wanted again, so that the sender hears of
    /// its end.
    #[must_use]
    pub fn start(&self, on_disk: u64) -> Start {
        match self.done.min(on_disk).min(self.size.saturating_sub(1)) {
            0 => Start::FromBeginning,
            done => Start::At(done),
        }
    }

    fn is(&self, direction: Direction, friend: &LongTermPublicKey, id: &FileId) -> bool {
        self.direction == direction && self.friend == *friend && self.id == *id
    }
}

impl ResumeBook {
    /// Nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// Notes a transfer, in place of what is noted of the same file. Files of unknown size are not noted. When there are
    /// [`MAX_UNFINISHED`], the oldest goes.
    pub fn insert(&mut self, transfer: Unfinished) {
        self.remove(transfer.direction, &transfer.friend, &transfer.id);
        if transfer.size == UNKNOWN_FILE_SIZE {
            return;
        }
        if self.entries.len() >= MAX_UNFINISHED {
            self.entries.remove(0);
        }
        self.entries.push(transfer);
    }

    /// Forgets a transfer that came to its end.
    pub fn remove(&mut self, direction: Direction, friend: &LongTermPublicKey, id: &FileId) -> Option<Unfinished> {
        let index = self.entries.iter().position(|entry| entry.is(direction, friend, id))?;
        Some(self.entries.remove(index))
    }

    /// Forgets all transfers with a friend that was deleted, and returns them.
    pub fn remove_friend(&mut self, friend: &LongTermPublicKey) -> Vec<Unfinished> {
        self.entries.extract_if(.., |entry| entry.friend == *friend).collect()
    }

    /// Notes how many bytes of an incoming file are on the disk.
    pub fn set_done(&mut self, direction: Direction, friend: &LongTermPublicKey, id: &FileId, done: u64) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.is(direction, friend, id)) {
            entry.done = done.min(entry.size);
        }
    }

    /// What is noted of a transfer.
    #[must_use]
    pub fn get(&self, direction: Direction, friend: &LongTermPublicKey, id: &FileId) -> Option<&Unfinished> {
        self.entries.iter().find(|entry| entry.is(direction, friend, id))
    }

    /// What we have of a file that a friend offers. A file of another size is another file, whatever its id.
    #[must_use]
    pub fn find_offer(&self, friend: &LongTermPublicKey, id: &FileId, size: u64) -> Option<&Unfinished> {
        self.get(Direction::Incoming, friend, id).filter(|entry| entry.size == size)
    }

    /// What to offer a friend who came online, oldest first.
    pub fn unsent<'a>(&'a self, friend: &'a LongTermPublicKey) -> impl Iterator<Item = &'a Unfinished> {
        self.iter().filter(move |entry| entry.direction == Direction::Outgoing && entry.friend == *friend)
    }

    /// All of them, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Unfinished> {
        self.entries.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// Unfinished transfers that are kept. Our choice: more than anybody looks after; all together they are at most 5 MB.
pub const MAX_UNFINISHED: usize = 1024;
/// Longest place in bytes. Our choice: the longest path that Linux takes.
pub const MAX_PLACE_LEN: usize = 4096;

#[cfg(test)]
mod tests;
