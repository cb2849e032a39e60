//! Tox ids and friend requests. Protocol: friend, Tox ID and Friend requests.

mod request;
mod share_relays;
mod tox_id;

pub use request::FriendRequest;
pub use share_relays::{MAX_SHARED_RELAYS, RelayList, ShareRelays};
pub use tox_id::{NoSpam, ToxId, ToxIdError};
