use std::path::{Path, PathBuf};

use tokio::sync::watch;
use toxcore::files::FileControl;
use toxcore::{FileId, FileKind, MAX_FILE_NAME_LEN};

use super::source::SourceFile;
use super::upload::NewUpload;
use super::{SendFileError, TransferControlError, TransferError, TransferId, TransferState, TransferStatus};
use crate::driver::Core;
use crate::{Friend, Tox};

/// A file on its way from one disk to another. A handle, cheap to clone; dropping it stops nothing.
///
/// When the friend or we go offline it waits, and goes on when both are online again, even in another run of the program.
#[derive(Clone, Debug)]
pub struct FileTransfer {
    friend: Friend,
    id: TransferId,
    status: watch::Receiver<TransferStatus>,
}

impl FileTransfer {
    pub(crate) const fn new(friend: Friend, id: TransferId, status: watch::Receiver<TransferStatus>) -> Self {
        Self { friend, id, status }
    }

    /// With whom.
    #[must_use]
    pub const fn friend(&self) -> &Friend {
        &self.friend
    }

    /// How far it is.
    #[must_use]
    pub fn status(&self) -> TransferStatus {
        self.status.borrow().clone()
    }

    /// Waits until the status is another than when this was called last; `None` when nothing more will change.
    pub async fn changed(&mut self) -> Option<TransferStatus> {
        self.status.changed().await.ok()?;
        Some(self.status.borrow_and_update().clone())
    }

    /// Waits for its end: the path of the file.
    ///
    /// # Errors
    /// [`TransferError`]. After [`TransferError::Disk`] a file that is received can still be resumed.
    pub async fn finished(&self) -> Result<PathBuf, TransferError> {
        let mut status = self.status.clone();
        loop {
            match &status.borrow_and_update().state {
                TransferState::Finished(path) => return Ok(path.clone()),
                TransferState::Failed(error) | TransferState::Stalled(error) => return Err(error.clone()),
                TransferState::Waiting | TransferState::Running | TransferState::Paused(_) => {}
            }
            if status.changed().await.is_err() {
                return Err(TransferError::Stopped);
            }
        }
    }

    /// Pauses it.
    ///
    /// # Errors
    /// [`TransferControlError`].
    pub async fn pause(&self) -> Result<(), TransferControlError> {
        self.control(FileControl::Pause).await
    }

    /// Ends our pause, or tries again after the disk failed. A pause of the friend is not ours to end.
    ///
    /// # Errors
    /// [`TransferControlError`].
    pub async fn resume(&self) -> Result<(), TransferControlError> {
        self.control(FileControl::Resume).await
    }

    /// Ends it for good: the friend is told, and what was received of it is deleted.
    ///
    /// # Errors
    /// [`TransferControlError`].
    pub async fn cancel(&self) -> Result<(), TransferControlError> {
        self.control(FileControl::Cancel).await
    }

    async fn control(&self, control: FileControl) -> Result<(), TransferControlError> {
        let id = self.id;
        let control = self.friend.tox.call(move |core| core.transfers.control(&mut core.tox, core.now, id, control));
        control.await?
    }
}

impl Tox {
    /// All files on their way, oldest first: also those that an earlier run of the program began to send.
    ///
    /// # Errors
    /// [`Stopped`](crate::Stopped).
    pub async fn file_transfers(&self) -> Result<Vec<FileTransfer>, crate::Stopped> {
        let list = |core: &mut Core| {
            let transfers = core.transfers.list().into_iter();
            transfers
                .filter_map(|(id, friend, status)| Some(FileTransfer::new(core.friend(friend)?, id, status)))
                .collect()
        };
        self.call(list).await
    }
}

impl Friend {
    /// Sends a file under its own name. The friend need not be online: it is offered the file when it comes, and again after
    /// every interruption, also in later runs of the program, until it has it or one of us cancels.
    ///
    /// # Errors
    /// [`SendFileError`].
    pub async fn send_file(&self, path: impl AsRef<Path>) -> Result<FileTransfer, SendFileError> {
        let path = path.as_ref();
        let name = path.file_name().map(|name| name.as_encoded_bytes().to_vec()).unwrap_or_default();
        self.send_file_as(path, FileKind::Data, name).await
    }

    /// Sends a file under another name, or as something else than a file.
    ///
    /// # Errors
    /// [`SendFileError`].
    pub async fn send_file_as(
        &self,
        path: impl AsRef<Path>,
        kind: FileKind,
        name: impl Into<Vec<u8>>,
    ) -> Result<FileTransfer, SendFileError> {
        let (path, name) = (path.as_ref().to_owned(), name.into());
        if name.len() > MAX_FILE_NAME_LEN {
            return Err(SendFileError::NameTooLong(name.len()));
        }
        let mut id = [0; FileId::LEN];
        getrandom::fill(&mut id).map_err(|_| SendFileError::Random)?;
        let tried = path.clone();
        let opened = tokio::task::spawn_blocking(move || SourceFile::open(&tried)).await;
        let opened = opened.map_err(|_| crate::Stopped)?;
        let source = opened.map_err(|error| SendFileError::Read { path, kind: error.kind() })?;
        let new =
            NewUpload { friend: self.id, public_key: self.public_key, kind, name, file_id: FileId::from_bytes(id) };
        let sent = self.tox.call(move |core| {
            let known = core.tox.friend_public_key(new.friend).is_ok();
            known.then(|| core.transfers.send(&mut core.tox, core.now, new, source))
        });
        let (id, status) = sent.await?.ok_or(SendFileError::FriendRemoved)?;
        Ok(FileTransfer::new(self.clone(), id, status))
    }
}
