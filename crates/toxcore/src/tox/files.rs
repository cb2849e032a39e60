//! Files to and from friends.

use toxcore_messenger::files::{
    FileControl, FileControlError, FileNumber, FileSeekError, FileSendChunkError, FileSendError, FileTransfers, NewFile,
};
use toxcore_sansio::{FriendId, Instant};

use super::Tox;
use super::pump::links;
use crate::Event;

impl Tox {
    /// All transfers, for questions.
    #[must_use]
    pub fn files(&self) -> &FileTransfers {
        self.messenger.files()
    }

    /// Offers a file to a friend.
    ///
    /// # Errors
    /// [`FileSendError`]; nothing was offered then.
    pub fn file_send(
        &mut self,
        now: Instant,
        friend: FriendId,
        file: NewFile<'_>,
    ) -> Result<FileNumber, FileSendError> {
        self.begin(now);
        let result = self.messenger.send_file(&mut links!(self), friend, file);
        self.after_messenger(now);
        result
    }

    /// Accepts, pauses, resumes or cancels a transfer. A cancelled one is over at once: no event tells of it any more. Of one
    /// that is paused, chunks are asked for only when it goes on.
    ///
    /// A transfer whose end was not [polled](Self::poll_event) yet can still be cancelled.
    ///
    /// # Errors
    /// [`FileControlError`]; nothing has changed then.
    pub fn file_control(
        &mut self,
        now: Instant,
        friend: FriendId,
        file: FileNumber,
        control: FileControl,
    ) -> Result<(), FileControlError> {
        self.begin(now);
        let mut result = self.messenger.control_file(&mut links!(self), friend, file, control);
        let over = matches!(result, Ok(()) | Err(FileControlError::NotFound));
        match control {
            FileControl::Cancel if over && self.forget_events_of(friend, file) => result = Ok(()),
            FileControl::Pause if result.is_ok() => self.take_back_requests(friend, file),
            _ => {}
        }
        self.after_messenger(now);
        result
    }

    /// Returns whether there were any.
    fn forget_events_of(&mut self, friend: FriendId, file: FileNumber) -> bool {
        let before = self.events.len();
        self.events.retain(|event| (event.friend(), event.file()) != (Some(friend), Some(file)));
        self.events.len() < before
    }

    /// Nobody who pauses a file expects to be asked for it.
    fn take_back_requests(&mut self, friend: FriendId, file: FileNumber) {
        let mut first = None;
        self.events.retain(|event| match event {
            Event::FileChunkRequest { friend: whose, file: of, position, .. } if (*whose, *of) == (friend, file) => {
                first.get_or_insert(*position);
                false
            }
            _ => true,
        });
        if let Some(position) = first {
            self.messenger.take_back_file_requests(friend, file, position);
        }
    }

    /// Lets an incoming file begin at `position`, before it is accepted.
    ///
    /// # Errors
    /// [`FileSeekError`]; nothing has changed then.
    pub fn file_seek(
        &mut self,
        now: Instant,
        friend: FriendId,
        file: FileNumber,
        position: u64,
    ) -> Result<(), FileSeekError> {
        self.begin(now);
        let result = self.messenger.seek_file(&mut links!(self), friend, file, position);
        self.after_messenger(now);
        result
    }

    /// Sends the bytes that [`Event::FileChunkRequest`](crate::Event::FileChunkRequest) asked for.
    ///
    /// # Errors
    /// [`FileSendChunkError`]; nothing has changed then.
    pub fn file_send_chunk(
        &mut self,
        now: Instant,
        friend: FriendId,
        file: FileNumber,
        position: u64,
        data: &[u8],
    ) -> Result<(), FileSendChunkError> {
        self.begin(now);
        let result = self.messenger.send_file_chunk(&mut links!(self), friend, file, position, data);
        self.after_messenger(now);
        result
    }
}
