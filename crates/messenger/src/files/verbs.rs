//! What the application does with transfers.

use toxcore_sansio::{FriendId, Links, SendClass};
use toxcore_wire::Encode;
use toxcore_wire::messenger::{FileControlKind, FileData, FileId, FileKind, FileSendRequest, MAX_FILE_NAME_LEN};

use super::control::send_control;
use super::friend::{Events, FriendFiles};
use super::outgoing::{Given, Outgoing};
use super::{
    Direction, FileControl, FileControlError, FileNumber, FileSeekError, FileSendChunkError, FileSendError, FileStatus,
    FileTransfers,
};

/// A file to be offered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct NewFile<'a> {
    /// What it is for.
    pub kind: FileKind,
    /// Its size in bytes; [`UNKNOWN_FILE_SIZE`](toxcore_wire::messenger::UNKNOWN_FILE_SIZE) for a stream.
    pub size: u64,
    /// What it is called by across connections; `None` for a random id. Avatars have their SHA-256 here.
    pub id: Option<FileId>,
    /// Its name, at most 255 bytes.
    pub name: &'a [u8],
}

impl std::fmt::Debug for NewFile<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { kind, size, id, name } = self;
        f.debug_struct("NewFile")
            .field("kind", kind)
            .field("size", size)
            .field("id", id)
            .field("name", &format_args!("{} bytes", name.len()))
            .finish()
    }
}

impl FileTransfers {
    /// Offers a file.
    ///
    /// # Errors
    /// [`FileSendError`]; nothing was offered then.
    pub fn send(
        &mut self,
        links: &mut dyn Links,
        friend: FriendId,
        file: NewFile<'_>,
    ) -> Result<FileNumber, FileSendError> {
        if file.name.len() > MAX_FILE_NAME_LEN {
            return Err(FileSendError::NameTooLong(file.name.len()));
        }
        let generation = self.next_generation();
        let files = self.friends.get_mut(&friend).ok_or(FileSendError::FriendNotConnected)?;
        let slot = files.vacant_outgoing().ok_or(FileSendError::TooMany)?;
        let id = file.id.unwrap_or_else(|| FileId::from_bytes(self.rng.public_bytes()));
        let request =
            FileSendRequest { file_number: slot, kind: file.kind, size: file.size, file_id: id, name: file.name };
        links.send(friend, SendClass::Priority, &request.to_vec())?;
        files.outgoing.insert(slot, generation, Outgoing::new(file.kind, file.size, id));
        Ok(FileNumber { direction: Direction::Outgoing, slot, generation })
    }

    /// Accepts, pauses, resumes or cancels a transfer. A cancelled one is over at once, without event.
    ///
    /// # Errors
    /// [`FileControlError`]; nothing has changed then.
    pub fn control(
        &mut self,
        links: &mut dyn Links,
        friend: FriendId,
        file: FileNumber,
        control: FileControl,
    ) -> Result<(), FileControlError> {
        let files = self.friends.get_mut(&friend).ok_or(FileControlError::FriendNotConnected)?;
        let phase = files.phase_mut(file).ok_or(FileControlError::NotFound)?;
        let after = phase.after_own(file.direction, control)?;
        send_control(links, friend, file.direction, file.slot, control.into())?;
        *phase = after;
        if control == FileControl::Cancel {
            files.cut_short(file.direction, file.slot);
        }
        files.pump(links, &mut Events { friend, queue: &mut self.events });
        Ok(())
    }

    /// Lets an incoming file begin at `position` instead of at its beginning, before it is accepted.
    ///
    /// # Errors
    /// [`FileSeekError`]; nothing has changed then.
    pub fn seek(
        &mut self,
        links: &mut dyn Links,
        friend: FriendId,
        file: FileNumber,
        position: u64,
    ) -> Result<(), FileSeekError> {
        let files = self.friends.get_mut(&friend).ok_or(FileSeekError::FriendNotConnected)?;
        if file.direction == Direction::Outgoing {
            return Err(FileSeekError::Denied);
        }
        let transfer = files.incoming.get_exact_mut(file).ok_or(FileSeekError::NotFound)?;
        transfer.check_seek(position)?;
        send_control(links, friend, file.direction, file.slot, FileControlKind::Seek(position))?;
        transfer.position = position;
        Ok(())
    }

    /// Takes back requests from `position` on, which the application has not seen yet: it is asked anew when the transfer goes
    /// on.
    pub fn take_back_requests(&mut self, friend: FriendId, file: FileNumber, position: u64) {
        let transfer = self.friends.get_mut(&friend).and_then(|files| files.outgoing.get_exact_mut(file));
        if let Some(transfer) = transfer.filter(|_| file.direction == Direction::Outgoing) {
            transfer.take_back(position);
        }
    }

    /// Sends the bytes that a [`ChunkRequested`](super::FileEventKind::ChunkRequested) asked for.
    ///
    /// A chunk that was asked for is always taken while the friend is online; if the connection has no room it waits here.
    ///
    /// # Errors
    /// [`FileSendChunkError`]; nothing has changed then.
    pub fn send_chunk(
        &mut self,
        links: &mut dyn Links,
        friend: FriendId,
        file: FileNumber,
        position: u64,
        data: &[u8],
    ) -> Result<(), FileSendChunkError> {
        let files = self.friends.get_mut(&friend).ok_or(FileSendChunkError::FriendNotConnected)?;
        if file.direction == Direction::Incoming {
            return Err(FileSendChunkError::NotFound);
        }
        let transfer = files.outgoing.get_exact_mut(file).ok_or(FileSendChunkError::NotTransferring)?;
        transfer.check(position, data.len())?;
        let given = transfer.give(data.len());
        self.packet.clear();
        FileData { file_number: file.slot, data }.encode(&mut self.packet);
        files
            .send_data(links, friend, file, &self.packet, given)
            .map_err(|_| FileSendChunkError::FriendNotConnected)?;
        if given == Given::All {
            files.leave_round(file.slot);
        }
        if given == Given::All || files.runs_low(file.slot) {
            files.pump(links, &mut Events { friend, queue: &mut self.events });
        }
        Ok(())
    }

    /// The live transfer that clients of the C library call by `number`. In a free slot, one that no longer is, so that
    /// every operation fails with what the C library says about it; `None` if the number names no slot.
    #[must_use]
    pub fn find(&self, friend: FriendId, number: u32) -> Option<FileNumber> {
        let (direction, slot) = FileNumber::parts_from_c(number)?;
        let live = self.friends.get(&friend).and_then(|files| files.live(direction, slot));
        Some(live.unwrap_or(FileNumber { direction, slot, generation: 0 }))
    }

    /// The live transfer of the file with this id; of several the one in the lowest slot, outgoing first.
    #[must_use]
    pub fn find_by_id(&self, friend: FriendId, id: &FileId) -> Option<FileNumber> {
        self.transfers(friend)
            .into_iter()
            .find(|file| self.status(friend, *file).is_some_and(|status| status.id == *id))
    }

    /// What is known of a transfer; `None` if it has ended.
    #[must_use]
    pub fn status(&self, friend: FriendId, file: FileNumber) -> Option<FileStatus> {
        self.friends.get(&friend)?.status(file)
    }

    /// All live transfers with a friend, by slot.
    #[must_use]
    pub fn transfers(&self, friend: FriendId) -> Vec<FileNumber> {
        self.friends.get(&friend).map(FriendFiles::numbers).unwrap_or_default()
    }

    fn next_generation(&mut self) -> u32 {
        self.generation = self.generation.checked_add(1).unwrap_or(1);
        self.generation
    }
}
