use std::path::PathBuf;

use tokio::sync::watch;
use toxcore::files::{FileStatus, Pauses, Phase};

use super::TransferError;

/// How far a transfer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferStatus {
    /// Where it stands.
    pub state: TransferState,
    /// Bytes of the file that were sent, or are on the disk.
    pub position: u64,
    /// Its size in bytes; `None` if the sender does not know it.
    pub size: Option<u64>,
}

/// Where a transfer stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransferState {
    /// For the friend: to come online, or to accept it.
    Waiting,
    /// Data flows.
    Running,
    /// Nothing flows until whoever paused it resumes it.
    Paused(Pauses),
    /// It waits because of our disk: [`TransferError::Disk`]. [`FileTransfer::resume`](crate::FileTransfer::resume) tries again.
    Stalled(TransferError),
    /// All of it arrived. A received file is in this path; of a sent file it is the one that was sent.
    Finished(PathBuf),
    /// It is over.
    Failed(TransferError),
}

impl TransferState {
    /// Whether nothing more will happen.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        matches!(self, Self::Finished(_) | Self::Failed(_))
    }

    /// What the machine knows.
    pub(crate) fn of(status: FileStatus) -> Self {
        match status.phase {
            Phase::NotAccepted => Self::Waiting,
            Phase::Transferring(Pauses::None) | Phase::Finished => Self::Running,
            Phase::Transferring(pauses) => Self::Paused(pauses),
        }
    }
}

/// Where handles look.
#[derive(Debug)]
pub(crate) struct Board(watch::Sender<TransferStatus>);

impl Board {
    pub(crate) fn new(size: u64) -> Self {
        let size = (size != toxcore::UNKNOWN_FILE_SIZE).then_some(size);
        Self(watch::Sender::new(TransferStatus { state: TransferState::Waiting, position: 0, size }))
    }

    pub(crate) fn watch(&self) -> watch::Receiver<TransferStatus> {
        self.0.subscribe()
    }

    pub(crate) fn set(&self, state: TransferState) {
        self.0.send_if_modified(|status| {
            let changed = status.state != state && !status.state.is_over();
            if changed {
                status.state = state;
            }
            changed
        });
    }

    pub(crate) fn set_position(&self, position: u64) {
        self.0.send_if_modified(|status| std::mem::replace(&mut status.position, position) != position);
    }
}
