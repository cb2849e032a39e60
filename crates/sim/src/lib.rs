//! A seeded discrete-event network in which the Tox state machines run.
#![forbid(unsafe_code)]

mod addresses;
mod core;
mod hash;
mod host;
mod link;
mod nat;
mod place;
mod pool;
mod queue;
mod rng;
mod seeds;
mod shaper;
mod sim;
mod stats;
mod trace;

pub use core::StreamSplits;
pub use host::{ConnectError, Host, StreamAction, StreamEvent};
pub use link::Link;
pub use nat::{NatConfig, NatKind, PortChoice};
pub use place::{Departure, HostConfig, HostId, NatId};
pub use rng::SimRng;
pub use seeds::run_seeds;
pub use sim::{NotInTime, Sim};
pub use stats::{Stats, Traffic};
