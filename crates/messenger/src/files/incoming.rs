//! A file that we receive.

use toxcore_wire::messenger::{FileId, FileKind, MAX_FILE_CHUNK_LEN, UNKNOWN_FILE_SIZE};

use super::{FileSeekError, FileStatus, Phase};

/// A file that we receive.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) kind: FileKind,
    pub(crate) id: FileId,
    pub(crate) size: u64,
    pub(crate) phase: Phase,
    /// Where the next data belongs.
    pub(crate) position: u64,
}

/// What a piece of a file means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where it belongs.
    pub(crate) position: u64,
    /// How many bytes of it are of the file.
    pub(crate) length: usize,
    /// Whether it is the last, and if so, whether the file is whole.
    pub(crate) end: Option<bool>,
}

impl Incoming {
    pub(crate) const fn new(kind: FileKind, size: u64, id: FileId) -> Self {
        Self { kind, id, size, phase: Phase::NotAccepted, position: 0 }
    }

    /// Whether the file may begin at `position`.
    pub(crate) fn check_seek(&self, position: u64) -> Result<(), FileSeekError> {
        if self.phase != Phase::NotAccepted {
            return Err(FileSeekError::Denied);
        }
        if position >= self.size {
            return Err(FileSeekError::InvalidPosition { position, size: self.size });
        }
        Ok(())
    }

    /// Takes a piece of `length` bytes. Pauses do not matter: it may have been sent before the friend knew of ours. `None` if
    /// the file was not accepted.
    pub(crate) fn take(&mut self, length: usize) -> Option<Piece> {
        if !self.phase.is_transferring() {
            return None;
        }
        let position = self.position;
        let rest = usize::try_from(self.size - position).unwrap_or(usize::MAX);
        let length = length.min(rest);
        self.position += u64::try_from(length).unwrap_or(0);
        let ends = length != MAX_FILE_CHUNK_LEN || self.position == self.size;
        let whole = self.position == self.size || self.size == UNKNOWN_FILE_SIZE;
        Some(Piece { position, length, end: ends.then_some(whole) })
    }

    pub(crate) const fn status(&self) -> FileStatus {
        let Self { kind, id, size, phase, position } = *self;
        FileStatus { kind, id, size, phase, position }
    }
}

#[cfg(test)]
mod tests;
