//! Tox as one sans-I/O machine: everything that a client does, composed of the crates below it.
#![forbid(unsafe_code)]

mod base;
mod diagnosis;
mod error;
mod event;
mod io;
mod links;
mod machines;
mod options;
mod stats;
mod tox;
mod wake;

pub use diagnosis::{Diagnosis, Summary};
pub use error::{AddNodeError, FriendAddError, NewError};
pub use event::{ConnectionStatus, Event, FileRecvControl};
pub use io::Io;
pub use options::{DEFAULT_PORTS, Login, MAX_PROXY_HOST_LEN, Options, Profile, Proxy};
pub use stats::{Count, Direction, PacketStats, Transport};
pub use tox::{MAX_EVENTS, RESUME_AFTER, Tox};
pub use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
pub use toxcore_friend::{MAX_REQUEST_MESSAGE_LEN, NoSpamTerms};
pub use toxcore_messenger::{
    FriendState, MessageId, SendCustomPacketError, SendMessageError, SetProfileError, UnknownFriend, files, text,
};
pub use toxcore_sansio::{Content, Discard, DiscardCounters, FriendId, Instant, Seed, StreamId, Transmit, UnixTime};
pub use toxcore_wire::friend::{MAX_NAME_LEN, MAX_STATUS_MESSAGE_LEN, NoSpam, ToxId, ToxIdError, UserStatus};
pub use toxcore_wire::messenger::{FileId, FileKind, MAX_MESSAGE_LEN, MessageKind, UNKNOWN_FILE_SIZE};
pub use toxcore_wire::savedata;
pub use wake::{Wake, WakeReason};
