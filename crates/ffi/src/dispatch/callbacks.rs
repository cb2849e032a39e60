//! The functions that say which callback an event goes to.

mod conference;
mod file;
mod friend;
mod group;
mod own;

pub use conference::*;
pub use file::*;
pub use friend::*;
pub use group::*;
pub use own::*;
