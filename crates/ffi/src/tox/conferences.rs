//! Conferences, the older kind of group.
//!
//! There are none yet. Each function answers as it does where nobody is in one; those that make or join one fail in the way
//! that they document.

mod callbacks;
mod membership;
mod messages;
mod peers;
mod queries;

pub(crate) use callbacks::ConferenceCallbacks;
pub use callbacks::*;
pub use membership::*;
pub use messages::*;
pub use peers::*;
pub use queries::*;
