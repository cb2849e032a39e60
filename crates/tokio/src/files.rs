//! Files to and from friends, from disk to disk.
//!
//! The task owns a [`Transfers`]: it takes the events of the files that it sends and saves, and lets threads of the runtime
//! read and write. Handles see a [`TransferStatus`]. What is unfinished is noted in a journal beside the profile; uploads in it
//! are offered again when the friend is online, downloads go on when the friend offers them again and somebody saves them to
//! the same folder.

mod block;
mod desk;
mod disk;
mod download;
mod error;
mod folder;
mod handle;
mod offer;
mod place;
mod source;
mod status;
mod task;
mod transfers;
mod upload;
mod waiting;

pub use error::{SaveError, SendFileError, TransferControlError, TransferError};
pub use handle::FileTransfer;
pub use offer::FileOffer;
pub use status::{TransferState, TransferStatus};

pub(crate) use transfers::{Call, Outcome, TransferId, Transfers};
