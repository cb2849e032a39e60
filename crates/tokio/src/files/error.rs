//! Why a file did not go from one disk to another, and what to do about it.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::Stopped;

/// Why a file is not sent.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SendFileError {
    /// The file cannot be read.
    #[error("cannot read {} ({kind}); check its path and permissions", path.display())]
    Read {
        /// Which file.
        path: PathBuf,
        /// Why.
        kind: io::ErrorKind,
    },
    /// Its name is longer than an offer holds.
    #[error("file name of {0} bytes is too long; give a shorter one with `Friend::send_file_as`")]
    NameTooLong(usize),
    /// The friend was removed.
    #[error("this friend was removed; add it again with `Tox::add_friend`")]
    FriendRemoved,
    /// The system gave no randomness for its id.
    #[error("the system gives no random numbers")]
    Random,
    /// It has ended.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// Why an offered file is not saved.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SaveError {
    /// Nothing can be written there.
    #[error("cannot save files in {} ({kind}); check that it is a folder with room and its permissions", path.display())]
    Folder {
        /// Which folder.
        path: PathBuf,
        /// Why.
        kind: io::ErrorKind,
    },
    /// The friend withdrew its offer or went offline, or the offer was answered before.
    #[error("the offer is no longer open; the friend may offer the file again")]
    Gone,
    /// It has ended.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// Why a transfer did not come to its end.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TransferError {
    /// The friend cancelled it, or did not want it.
    #[error("the friend cancelled the transfer")]
    CancelledByFriend,
    /// We cancelled it.
    #[error("the transfer was cancelled")]
    Cancelled,
    /// The friend was removed.
    #[error("the friend was removed")]
    FriendRemoved,
    /// The friend sent an end before the size that it had offered. What came is kept in the partial file.
    #[error("the friend sent {position} of {size} bytes")]
    Incomplete {
        /// What came, in bytes.
        position: u64,
        /// What was offered, in bytes.
        size: u64,
    },
    /// The friend went offline in the middle of a file of unknown size, which cannot go on later. What came is kept in the
    /// partial file.
    #[error("the friend went offline in the middle of a stream")]
    Interrupted,
    /// Our file changed, so that its rest does not fit to what was sent. Send it anew.
    #[error("{} has changed since it was offered; send it again", .0.display())]
    Changed(PathBuf),
    /// A file cannot be read or written. A file that is received waits, paused: make room and
    /// [`resume`](crate::FileTransfer::resume) it, or cancel it.
    #[error("{} cannot be read or written ({kind})", path.display())]
    Disk {
        /// Which file.
        path: PathBuf,
        /// Why.
        kind: io::ErrorKind,
    },
    /// Tox ended. The transfer goes on when it is started again with the same profile and the friend is online.
    #[error("Tox ended before the transfer; it goes on with the next start")]
    Stopped,
}

/// Why a transfer was not paused, resumed or cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TransferControlError {
    /// It is over.
    #[error("the transfer is over")]
    Over,
    /// The machine says no.
    #[error(transparent)]
    Refused(#[from] toxcore::files::FileControlError),
    /// It has ended.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}
