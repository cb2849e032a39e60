//! `toxav.h`: calls.
//!
//! There are none yet: a session can be had, so that programs start, and each function answers as it does in a session
//! without calls. All of them may be called from any thread.

mod bit_rates;
mod callbacks;
mod calls;
mod conferences;
mod frames;
mod iterate;
mod session;

pub use bit_rates::*;
pub use callbacks::*;
pub use calls::*;
pub use conferences::*;
pub use frames::*;
pub use iterate::*;
pub use session::*;
