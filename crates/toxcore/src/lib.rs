//! Tox as one sans-I/O machine: everything that a client does, composed of the crates below it.
#![forbid(unsafe_code)]

mod base;
mod error;
mod event;
mod io;
mod machines;
mod options;
mod stats;
mod tox;
mod wake;

pub use error::{AddNodeError, NewError};
pub use event::{ConnectionStatus, Event};
pub use io::Io;
pub use options::{DEFAULT_PORTS, Login, MAX_PROXY_HOST_LEN, Options, Profile, Proxy};
pub use stats::{Count, Direction, PacketStats, Transport};
pub use tox::{MAX_EVENTS, RESUME_AFTER, Tox};
pub use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
pub use toxcore_sansio::{Discard, DiscardCounters, FriendId, Instant, Seed, StreamId, Transmit, UnixTime};
pub use toxcore_wire::friend::{NoSpam, ToxId, ToxIdError, UserStatus};
pub use toxcore_wire::savedata;
pub use wake::{Wake, WakeReason};
