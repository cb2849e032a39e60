//! What C has been told so far.
//!
//! The machine is ahead of C: more events may wait while a callback runs. A function called from there answers as if the event
//! that C is being told were the last one. Names, status messages and statuses change, and transfers end, only after
//! their callback.

mod files;

use toxcore::files::FileNumber;
use toxcore::{Content, Event, FileId, FriendId, Tox, UnknownFriend, UserStatus};

use files::{Files, Known};

/// What C has been told, where that can differ from what is.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// What becomes true when C has been told of the present event.
    pending: Option<Change>,
    files: Files,
}

/// What an event changes for C.
#[derive(Debug)]
enum Change {
    /// It was this before.
    Name(FriendId, Content),
    /// It was this before.
    StatusMessage(FriendId, Content),
    /// It was this before.
    Status(FriendId, UserStatus),
    /// The transfer is over.
    End(FriendId, FileNumber),
}

impl Told {
    /// C is about to be told of `event`, and has been told of the one before. `false` if it is about a transfer that C does
    /// not know: then C must not be told.
    #[must_use]
    pub(crate) fn begin(&mut self, event: &mut Event) -> bool {
        self.finish();
        if let Event::FileRecv { friend, file, offer } = event {
            self.add_file(*friend, *file, offer.id);
        }
        if let (Some(friend), Some(file)) = (event.friend(), event.file())
            && !self.knows(friend, file)
        {
            return false;
        }
        self.pending = Change::of(event);
        true
    }

    /// C has been told of everything so far.
    pub(crate) fn finish(&mut self) {
        if let Some(Change::End(friend, file)) = self.pending.take() {
            self.forget_file(friend, file);
        }
    }

    /// A friend's name, as far as C knows.
    pub(crate) fn name<'a>(&'a self, tox: &'a Tox, friend: FriendId) -> Result<&'a [u8], UnknownFriend> {
        match &self.pending {
            Some(Change::Name(whose, before)) if *whose == friend => tox.friend_name(friend).map(|_| before.as_bytes()),
            _ => tox.friend_name_told(friend),
        }
    }

    /// His status message.
    pub(crate) fn status_message<'a>(&'a self, tox: &'a Tox, friend: FriendId) -> Result<&'a [u8], UnknownFriend> {
        match &self.pending {
            Some(Change::StatusMessage(whose, before)) if *whose == friend => {
                tox.friend_status_message(friend).map(|_| before.as_bytes())
            }
            _ => tox.friend_status_message_told(friend),
        }
    }

    /// His status.
    pub(crate) fn status(&self, tox: &Tox, friend: FriendId) -> Result<UserStatus, UnknownFriend> {
        match &self.pending {
            Some(Change::Status(whose, before)) if *whose == friend => tox.friend_status(friend).map(|_| *before),
            _ => tox.friend_status_told(friend),
        }
    }

    /// A transfer begins.
    pub(crate) fn add_file(&mut self, friend: FriendId, file: FileNumber, id: FileId) {
        self.files.add(friend, Known { file, id });
    }

    /// It is over.
    pub(crate) fn forget_file(&mut self, friend: FriendId, file: FileNumber) {
        if self.knows(friend, file) {
            self.files.remove(friend, file);
        }
    }

    /// He was deleted.
    pub(crate) fn forget_friend(&mut self, friend: FriendId) {
        self.files.remove_all(friend);
    }

    /// Whether C takes it for a transfer that goes on.
    pub(crate) fn knows(&self, friend: FriendId, file: FileNumber) -> bool {
        self.files.get(friend, file.direction, file.slot).is_some_and(|known| known.file == file)
    }

    /// The transfer that C calls by `number`, or else none that there ever is, of the same direction.
    pub(crate) fn file(&self, friend: FriendId, number: u32) -> FileNumber {
        let Some((direction, slot)) = FileNumber::parts_from_c(number) else { return files::nothing(number) };
        match self.files.get(friend, direction, slot) {
            Some(known) => known.file,
            None => FileNumber { direction, slot, generation: 0 },
        }
    }

    /// The id of a transfer.
    pub(crate) fn file_id(&self, friend: FriendId, number: u32) -> Option<FileId> {
        let (direction, slot) = FileNumber::parts_from_c(number)?;
        self.files.get(friend, direction, slot).map(|known| known.id)
    }

    /// The transfer with an id: of several the one in the lowest slot, outgoing first.
    pub(crate) fn file_by_id(&self, friend: FriendId, id: &FileId) -> Option<FileNumber> {
        self.files.find(friend, id)
    }
}

impl Change {
    /// Takes out of the event what was before it.
    fn of(event: &mut Event) -> Option<Self> {
        match event {
            Event::FriendName { friend, before, .. } => Some(Self::Name(*friend, std::mem::take(before))),
            Event::FriendStatusMessage { friend, before, .. } => {
                Some(Self::StatusMessage(*friend, std::mem::take(before)))
            }
            Event::FriendStatus { friend, before, .. } => Some(Self::Status(*friend, *before)),
            Event::FileSent { friend, file, .. }
            | Event::FileReceived { friend, file, .. }
            | Event::FileBroken { friend, file }
            | Event::FileRecvControl { friend, file, control: toxcore::FileRecvControl::Cancelled } => {
                Some(Self::End(*friend, *file))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
