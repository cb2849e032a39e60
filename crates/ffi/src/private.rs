//! `tox_private.h`: what test programs and the other parts of the library need.

mod lock;
mod packets;
mod system;
mod testing;

pub use lock::*;
pub use packets::*;
pub use system::*;
pub use testing::*;
