//! The kinds of events: what each consists of, and the functions with which C reads it.

mod conference;
mod file;
mod friend;
mod friend_message;
mod group_message;
mod group_peer;
mod group_self;
mod group_state;
mod own;

pub use conference::*;
pub use file::*;
pub use friend::*;
pub use friend_message::*;
pub use group_message::*;
pub use group_peer::*;
pub use group_self::*;
pub use group_state::*;
pub use own::*;
