//! Tox for async Rust: one task owns a Tox, cheap handles and a stream of events.
#![forbid(unsafe_code)]

mod builder;
mod driver;
mod error;
mod event;
mod events;
mod files;
mod friend;
mod handle;
mod message;
mod profile;
mod receipts;
mod request;
mod room;
mod storage;

pub use builder::Builder;
pub use error::{
    AddFriendError, BootstrapError, CustomPacketError, DeliveryError, FriendError, SendError, SetInfoError,
    ShutdownError, StartError, Stopped,
};
pub use event::Event;
pub use events::Events;
pub use files::{
    FileOffer, FileTransfer, SaveError, SendFileError, TransferControlError, TransferError, TransferState,
    TransferStatus,
};
pub use friend::{Friend, FriendInfo};
pub use handle::Tox;
pub use message::{IncomingMessage, SentMessage};
pub use profile::ProfileSource;
pub use request::FriendRequest;
pub use storage::{ProfileFile, ProfileFileError, StoredFile, WriteStep};
pub use toxcore::{
    ConnectionStatus, Content, DhtPublicKey, Diagnosis, Direction, FriendId, Instant, Login, LongTermPublicKey,
    MessageId, MessageKind, NoSpam, Options, PacketStats, Proxy, ToxId, ToxIdError, Transport, UserStatus,
};
