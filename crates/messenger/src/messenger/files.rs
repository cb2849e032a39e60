//! Files, for friends that there are.

use toxcore_sansio::{FriendId, Links};

use crate::Messenger;
use crate::files::{
    FileControl, FileControlError, FileNumber, FileSeekError, FileSendChunkError, FileSendError, FileTransfers, NewFile,
};

impl Messenger {
    /// What is known of the transfers with all friends.
    #[must_use]
    pub fn files(&self) -> &FileTransfers {
        &self.files
    }

    /// As [`FileTransfers::send`].
    ///
    /// # Errors
    /// [`FileSendError`]; nothing was offered then.
    pub fn send_file(
        &mut self,
        links: &mut dyn Links,
        friend: FriendId,
        file: NewFile<'_>,
    ) -> Result<FileNumber, FileSendError> {
        self.friends.get(friend).ok_or(FileSendError::FriendNotFound)?;
        self.files.send(links, friend, file)
    }

    /// As [`FileTransfers::control`].
    ///
    /// # Errors
    /// [`FileControlError`]; nothing has changed then.
    pub fn control_file(
        &mut self,
        links: &mut dyn Links,
        friend: FriendId,
        file: FileNumber,
        control: FileControl,
    ) -> Result<(), FileControlError> {
        self.friends.get(friend).ok_or(FileControlError::FriendNotFound)?;
        let done = self.files.control(links, friend, file, control);
        self.take_file_events();
        done
    }

    /// As [`FileTransfers::seek`].
    ///
    /// # Errors
    /// [`FileSeekError`]; nothing has changed then.
    pub fn seek_file(
        &mut self,
        links: &mut dyn Links,
        friend: FriendId,
        file: FileNumber,
        position: u64,
    ) -> Result<(), FileSeekError> {
        self.friends.get(friend).ok_or(FileSeekError::FriendNotFound)?;
        self.files.seek(links, friend, file, position)
    }

    /// As [`FileTransfers::take_back_requests`].
    pub fn take_back_file_requests(&mut self, friend: FriendId, file: FileNumber, position: u64) {
        self.files.take_back_requests(friend, file, position);
    }

    /// As [`FileTransfers::send_chunk`].
    ///
    /// # Errors
    /// [`FileSendChunkError`]; nothing has changed then.
    pub fn send_file_chunk(
        &mut self,
        links: &mut dyn Links,
        friend: FriendId,
        file: FileNumber,
        position: u64,
        data: &[u8],
    ) -> Result<(), FileSendChunkError> {
        self.friends.get(friend).ok_or(FileSendChunkError::FriendNotFound)?;
        let done = self.files.send_chunk(links, friend, file, position, data);
        self.take_file_events();
        done
    }
}
