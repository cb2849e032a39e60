//! Attacks on a node, and clients that want to be served meanwhile.

mod flood;
mod junk;
mod newcomer;
mod requests;
mod sockets;
mod steady;

pub use flood::{Flood, FloodResult};
pub use junk::{Junk, KINDS};
pub use newcomer::{Newcomer, over_tcp, over_udp};
pub use requests::{Probe, ProbeResult, measure as measure_amplification};
pub use sockets::SlowSockets;
pub use steady::{RelayPair, Steady, SteadyResult};
