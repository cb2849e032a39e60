//! A file that we send.

use toxcore_wire::messenger::{FileId, FileKind, MAX_FILE_CHUNK_LEN, UNKNOWN_FILE_SIZE};

use super::{FileSendChunkError, FileStatus, Phase};

/// A file that we send.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub(crate) kind: FileKind,
    pub(crate) id: FileId,
    pub(crate) size: u64,
    pub(crate) phase: Phase,
    /// Bytes that the application gave us, from the beginning of the file.
    pub(crate) transferred: u64,
    /// Bytes that it was asked for.
    requested: u64,
    /// How many bulk packets the connection had taken with the last of this file.
    pub(crate) last_packet: Option<u64>,
}

impl Outgoing {
    pub(crate) const fn new(kind: FileKind, size: u64, id: FileId) -> Self {
        let phase = Phase::NotAccepted;
        Self { kind, id, size, phase, transferred: 0, requested: 0, last_packet: None }
    }

    /// Begins elsewhere.
    pub(crate) fn seek(&mut self, position: u64) {
        self.transferred = position;
        self.requested = position;
    }

    /// Whether it is an accepted file of no bytes: one empty packet is all of it, and nobody need be asked for that.
    pub(crate) fn is_empty_and_due(&self) -> bool {
        self.size == 0 && self.phase.flows()
    }

    /// Chunks that the application was asked for and has not given.
    pub(crate) fn outstanding(&self) -> u64 {
        (self.requested - self.transferred).div_ceil(CHUNK)
    }

    /// Whether there is something to ask for, if no more than `look_ahead` chunks may be outstanding.
    pub(crate) fn wants(&self, look_ahead: u64) -> bool {
        self.phase.flows() && self.requested < self.size && self.outstanding() < look_ahead
    }

    /// Asks for the next chunk: position and length.
    pub(crate) fn request(&mut self) -> (u64, usize) {
        let position = self.requested;
        let length = (self.size - position).min(CHUNK);
        self.requested += length;
        (position, usize::try_from(length).unwrap_or(MAX_FILE_CHUNK_LEN))
    }

    /// The application did not see the requests from `position` on.
    pub(crate) fn take_back(&mut self, position: u64) {
        if self.phase.is_transferring() {
            self.requested = self.requested.min(position).max(self.transferred);
        }
    }

    /// Whether a chunk may be sent.
    pub(crate) fn check(&self, position: u64, length: usize) -> Result<(), FileSendChunkError> {
        if !self.phase.is_transferring() {
            return Err(FileSendChunkError::NotTransferring);
        }
        let rest = self.size - self.transferred;
        let bytes = u64::try_from(length).unwrap_or(u64::MAX);
        let may_be_short = self.size == UNKNOWN_FILE_SIZE || bytes == rest;
        if bytes > CHUNK.min(rest) || (bytes < CHUNK && !may_be_short) {
            return Err(FileSendChunkError::InvalidLength(length));
        }
        if position != self.transferred || (position >= self.requested && self.size != 0) {
            return Err(FileSendChunkError::WrongPosition { expected: self.transferred });
        }
        Ok(())
    }

    /// Notes a checked chunk as given. Returns whether that is all of the file.
    pub(crate) fn give(&mut self, length: usize) -> Given {
        self.transferred += u64::try_from(length).unwrap_or(0);
        if length < MAX_FILE_CHUNK_LEN || self.transferred == self.size {
            self.requested = self.transferred;
            self.phase = Phase::Finished;
            return Given::All;
        }
        Given::Part
    }

    pub(crate) const fn status(&self) -> FileStatus {
        let Self { kind, id, size, phase, transferred: position, .. } = *self;
        FileStatus { kind, id, size, phase, position }
    }
}

/// Whether more of a file follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Given {
    Part,
    All,
}

const CHUNK: u64 = MAX_FILE_CHUNK_LEN as u64;

#[cfg(test)]
mod tests;
