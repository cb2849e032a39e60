//! `tox_private.h`: what test programs and the other parts of the library need.

pub(crate) mod dht;
mod iterate_options;
mod lock;
mod netprof;
mod packets;
mod system;
mod testing;

pub use dht::*;
pub use iterate_options::*;
pub use lock::*;
pub use netprof::*;
pub use packets::*;
pub use system::*;
pub use testing::*;
