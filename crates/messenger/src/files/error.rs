//! Why an operation on files did not happen. The cases are those of `tox.h`.

use thiserror::Error;
use toxcore_sansio::LinkError;

/// Why a file was not offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FileSendError {
    /// No such friend.
    #[error("no such friend")]
    FriendNotFound,
    /// The friend is not online, or its queue is full.
    #[error("friend not connected")]
    FriendNotConnected,
    /// A name of this many bytes; 255 is most.
    #[error("file name of {0} bytes is too long")]
    NameTooLong(usize),
    /// 256 files are already on their way to this friend.
    #[error("too many files on their way to this friend")]
    TooMany,
}

/// Why a transfer was not paused, resumed or cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FileControlError {
    /// No such friend.
    #[error("no such friend")]
    FriendNotFound,
    /// The friend is not online.
    #[error("friend not connected")]
    FriendNotConnected,
    /// No such transfer, or it has ended.
    #[error("no such file transfer")]
    NotFound,
    /// Nobody paused it.
    #[error("file transfer is not paused")]
    NotPaused,
    /// The friend paused it, or has not accepted it: only the friend can let it go on.
    #[error("only the friend can resume or accept this transfer")]
    Denied,
    /// We paused it already, or it is not under way.
    #[error("file transfer is paused already or not under way")]
    AlreadyPaused,
    /// The control does not fit in the send queue.
    #[error("send queue full")]
    QueueFull,
}

/// Why a file does not begin elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FileSeekError {
    /// No such friend.
    #[error("no such friend")]
    FriendNotFound,
    /// The friend is not online.
    #[error("friend not connected")]
    FriendNotConnected,
    /// No such transfer, or it has ended.
    #[error("no such file transfer")]
    NotFound,
    /// Only the receiver may seek, and only before it accepts.
    #[error("only the receiver may seek, before it accepts")]
    Denied,
    /// Not a position within the file.
    #[error("position {position} is not within {size} bytes")]
    InvalidPosition {
        /// What was asked for.
        position: u64,
        /// The size of the file.
        size: u64,
    },
    /// The control does not fit in the send queue.
    #[error("send queue full")]
    QueueFull,
}

/// Why a chunk was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FileSendChunkError {
    /// No such friend.
    #[error("no such friend")]
    FriendNotFound,
    /// The friend is not online.
    #[error("friend not connected")]
    FriendNotConnected,
    /// Not an outgoing file.
    #[error("no such outgoing file")]
    NotFound,
    /// Not accepted yet, all sent already, or ended.
    #[error("file is not being transferred")]
    NotTransferring,
    /// More than was asked for, or less without being the last.
    #[error("chunk of {0} bytes was not asked for")]
    InvalidLength(usize),
    /// Chunks come in order, each after it was asked for; this is where the next begins.
    #[error("the next chunk begins at {expected}")]
    WrongPosition {
        /// Position of the next chunk.
        expected: u64,
    },
}

impl From<LinkError> for FileSendError {
    fn from(_: LinkError) -> Self {
        Self::FriendNotConnected
    }
}

impl From<LinkError> for FileControlError {
    fn from(error: LinkError) -> Self {
        if error == LinkError::Full { Self::QueueFull } else { Self::FriendNotConnected }
    }
}

impl From<LinkError> for FileSeekError {
    fn from(error: LinkError) -> Self {
        if error == LinkError::Full { Self::QueueFull } else { Self::FriendNotConnected }
    }
}
