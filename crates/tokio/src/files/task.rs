//! One transfer, whichever way it goes.

use tokio::sync::watch;
use toxcore::files::{Direction, FileNumber};
use toxcore::{Event, FileId, FriendId, LongTermPublicKey};

use super::download::Download;
use super::upload::Upload;
use super::{Call, Outcome, TransferError, TransferStatus};

/// A transfer.
#[derive(Debug)]
pub(crate) enum Task {
    Upload(Box<Upload>),
    Download(Box<Download>),
}

impl Task {
    pub(crate) fn friend(&self) -> FriendId {
        match self {
            Self::Upload(upload) => upload.friend,
            Self::Download(download) => download.friend,
        }
    }

    pub(crate) fn watch(&self) -> watch::Receiver<TransferStatus> {
        match self {
            Self::Upload(upload) => upload.board.watch(),
            Self::Download(download) => download.board.watch(),
        }
    }

    pub(crate) fn number(&self) -> Option<FileNumber> {
        match self {
            Self::Upload(upload) => upload.number,
            Self::Download(download) => download.number,
        }
    }

    pub(crate) fn key(&self) -> (Direction, LongTermPublicKey, FileId) {
        match self {
            Self::Upload(upload) => (Direction::Outgoing, upload.public_key, upload.file_id),
            Self::Download(download) => (Direction::Incoming, download.public_key, download.offer.id),
        }
    }

    pub(crate) fn give_up(&mut self, call: &mut Call<'_>, error: TransferError) -> Outcome {
        match self {
            Self::Upload(upload) => upload.give_up(call, error),
            Self::Download(download) => download.give_up(call, error),
        }
    }

    pub(crate) fn handle(&mut self, call: &mut Call<'_>, event: Event) -> Outcome {
        match (self, event) {
            (Self::Upload(upload), Event::FileRecvControl { control, .. }) => upload.controlled(call, control),
            (Self::Upload(upload), Event::FileChunkRequest { position, length, .. }) => {
                upload.requested(call, position, length)
            }
            (Self::Upload(upload), Event::FileSent { .. }) => upload.sent(),
            (Self::Upload(upload), Event::FileBroken { .. }) => upload.broken(),
            (Self::Download(download), Event::FileRecvControl { control, .. }) => download.controlled(call, control),
            (Self::Download(download), Event::FileRecvChunk { data, .. }) => download.received(call, &data),
            (Self::Download(download), Event::FileReceived { position, whole, .. }) => {
                download.ended(call, position, whole)
            }
            (Self::Download(download), Event::FileBroken { .. }) => download.broken(call),
            _ => Outcome::GoesOn,
        }
    }
}
