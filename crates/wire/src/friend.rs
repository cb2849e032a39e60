//! Tox ids, friend requests and profiles. Protocol: friend, Tox ID and Friend requests.

mod profile;
mod request;
mod share_relays;
mod tox_id;

pub use profile::{MAX_NAME_LEN, MAX_STATUS_MESSAGE_LEN, UserStatus};
pub use request::FriendRequest;
pub use share_relays::{MAX_SHARED_RELAYS, RelayList, ShareRelays};
pub use tox_id::{NoSpam, ToxId, ToxIdError};
