//! The shared words of the sans-I/O Tox state machines.
//!
//! Time ([`Instant`], [`UnixTime`]), randomness ([`Seed`], [`Rng`]), where packets come from and go to ([`Path`],
//! [`Transmit`], [`Outbox`]), why input is refused ([`Discard`]), deadlines ([`TimerTable`]) and limits on what
//! strangers may cost ([`Admission`]). Nothing here reads a clock, opens a socket or asks the operating system for
//! randomness: a driver does, and passes the result in.
#![forbid(unsafe_code)]

mod discard;
mod outbox;
mod path;
mod rng;
mod time;
mod timers;

pub use discard::{Discard, DiscardCounters};
pub use outbox::Outbox;
pub use path::{Path, RouteId, StreamId, Transmit};
pub use rng::{Rng, Seed};
pub use time::{Instant, UnixTime};
pub use timers::TimerTable;
