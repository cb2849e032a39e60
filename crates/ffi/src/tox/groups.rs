//! Groups.
//!
//! There are none yet. Each function answers as it does where nobody is in one; those that make or join one fail in the way
//! that they document.

mod addresses;
mod callbacks;
mod invites;
mod membership;
mod messages;
mod moderation;
mod myself;
mod peers;
mod state;

pub use addresses::*;
pub(crate) use callbacks::GroupCallbacks;
pub use callbacks::*;
pub use invites::*;
pub use membership::*;
pub use messages::*;
pub use moderation::*;
pub use myself::*;
pub use peers::*;
pub use state::*;
