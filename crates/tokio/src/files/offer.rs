use std::path::Path;

use tokio::sync::oneshot;
use toxcore::files::{FileControl, FileNumber};
use toxcore::{FileId, FileKind};

use super::download::NewDownload;
use super::{FileTransfer, SaveError, TransferControlError};
use crate::Friend;

/// A file that a friend offers.
#[derive(Clone, Debug)]
pub struct FileOffer {
    /// Who offers it.
    pub friend: Friend,
    pub(crate) number: FileNumber,
    pub(crate) offer: toxcore::files::FileOffer,
}

impl FileOffer {
    /// Its name, fit to be a file name and to be shown: no folders, no control characters, never empty.
    #[must_use]
    pub fn name(&self) -> String {
        toxcore::text::safe_file_name(&self.offer.name)
    }

    /// Its name, as the friend wrote it. Not a path: it may hold anything.
    #[must_use]
    pub fn raw_name(&self) -> &[u8] {
        &self.offer.name
    }

    /// Its size in bytes; `None` if the friend does not know it.
    #[must_use]
    pub fn size(&self) -> Option<u64> {
        self.offer.known_size()
    }

    /// What it is for. Clients show an avatar as picture of the friend; size 0 means none.
    #[must_use]
    pub const fn kind(&self) -> FileKind {
        self.offer.kind
    }

    /// What both sides call the file by across connections; of an avatar its SHA-256.
    #[must_use]
    pub const fn file_id(&self) -> FileId {
        self.offer.id
    }

    /// The number that the machine knows it by, for [`Tox::with`](crate::Tox::with).
    #[must_use]
    pub const fn number(&self) -> FileNumber {
        self.number
    }

    /// Accepts it, and saves it in `folder`, which must be there: as `NAME.part` until it is whole, then under its name, or
    /// that with a number if there is such a file already. Nothing is written outside the folder, and nothing is overwritten.
    ///
    /// If the beginning of the same file is there from an earlier time, the friend sends only the rest.
    ///
    /// # Errors
    /// [`SaveError`]. If it is the folder, the offer stays open.
    pub async fn save_to(&self, folder: impl AsRef<Path>) -> Result<FileTransfer, SaveError> {
        let (began, answer) = oneshot::channel();
        let (friend, number) = (&self.friend, self.number);
        let new =
            NewDownload { friend: friend.id, public_key: friend.public_key, offer: self.offer.clone(), number, began };
        let folder = folder.as_ref().to_owned();
        let saved = friend.tox.call(move |core| core.transfers.save(&core.tox, core.now, new, folder)).await?;
        answer.await.unwrap_or(Err(SaveError::Gone))?;
        let (id, status) = saved.ok_or(SaveError::Gone)?;
        Ok(FileTransfer::new(friend.clone(), id, status))
    }

    /// Refuses it.
    ///
    /// # Errors
    /// [`TransferControlError::Over`] if the offer is no longer open.
    pub async fn reject(&self) -> Result<(), TransferControlError> {
        let (friend, number) = (self.friend.id, self.number);
        let refused =
            self.friend.tox.call(move |core| core.tox.file_control(core.now, friend, number, FileControl::Cancel));
        refused.await?.map_err(|_| TransferControlError::Over)
    }
}
