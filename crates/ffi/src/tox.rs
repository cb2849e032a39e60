//! `tox.h`, a file for each section.

pub(crate) mod absent;
pub(crate) mod conferences;
mod connection;
mod file_receiving;
mod file_sending;
mod files;
mod friend_list;
mod friend_messages;
mod friend_packets;
mod friend_queries;
mod friends;
pub(crate) mod groups;
mod iterate;
mod lifecycle;
mod ports;
mod savedata;
mod self_identity;
mod self_profile;

pub use conferences::*;
pub use connection::*;
pub use file_receiving::*;
pub use file_sending::*;
pub use files::*;
pub use friend_list::*;
pub use friend_messages::*;
pub use friend_packets::*;
pub use friend_queries::*;
pub use groups::*;
pub use iterate::*;
pub(crate) use lifecycle::new_instance;
pub use lifecycle::*;
pub use ports::*;
pub(crate) use savedata::SavedSize;
pub use savedata::*;
pub use self_identity::*;
pub use self_profile::*;
