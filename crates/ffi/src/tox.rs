//! `tox.h`, a file for each section.

mod connection;
mod iterate;
mod lifecycle;
mod ports;
mod savedata;
mod self_identity;
mod self_profile;

pub use connection::*;
pub use iterate::*;
pub(crate) use lifecycle::new_instance;
pub use lifecycle::*;
pub use ports::*;
pub(crate) use savedata::SavedSize;
pub use savedata::*;
pub use self_identity::*;
pub use self_profile::*;
