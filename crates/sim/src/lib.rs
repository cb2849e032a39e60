//! A seeded discrete-event network in which the Tox state machines run.
//!
//! Hosts are anything that implements [`Host`]: what a driver with one UDP socket and some TCP streams would do. A [`Sim`]
//! gives each an address, carries its datagrams and streams over links with latency, jitter, loss, duplication,
//! reordering and bounded bandwidth, through NATs of four kinds, and moves one virtual clock. Hosts can be suspended,
//! come and go, and have clocks that jump. Everything follows from the seed: [`Sim::trace_hash`] is equal for equal
//! runs, and [`run_seeds`] names the seed of a failing one.
//!
//! # What it leaves out
//!
//! Fragmentation, ICMP errors, routes that change, congestion control of TCP (a stream has a window, a rate and late
//! segments, nothing more), NATs behind NATs, and clocks that drift.
//!
//! # Two hosts
//!
//! ```
//! use std::net::SocketAddr;
//! use std::time::Duration;
//! use toxcore_sansio::{Instant, Outbox, Transmit};
//! use toxcore_sim::{Host, HostConfig, Link, Sim};
//!
//! /// Says hello to somebody, and answers whatever it gets once.
//! struct Polite { outbox: Outbox, heard: Vec<Vec<u8>> }
//!
//! impl Polite {
//!     fn new(greet: Option<SocketAddr>) -> Self {
//!         let mut outbox = Outbox::new(16);
//!         if let Some(peer) = greet {
//!             outbox.push(peer, |buf| buf.extend_from_slice(b"hello"));
//!         }
//!         Self { outbox, heard: Vec::new() }
//!     }
//! }
//!
//! impl Host for Polite {
//!     fn handle_datagram(&mut self, _now: Instant, from: SocketAddr, datagram: &mut [u8]) {
//!         if datagram == b"hello" {
//!             self.outbox.push(from, |buf| buf.extend_from_slice(b"hello yourself"));
//!         }
//!         self.heard.push(datagram.to_vec());
//!     }
//!     fn handle_timeout(&mut self, _now: Instant) {}
//!     fn poll_timeout(&self) -> Option<Instant> { None }
//!     fn poll_transmit(&mut self, _now: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
//!         self.outbox.poll_transmit(buf)
//!     }
//! }
//!
//! let mut sim = Sim::new(1);
//! let bob = sim.add(Polite::new(None), HostConfig::default());
//! let slow = Link::ideal(Duration::from_millis(100)).with_jitter(Duration::from_millis(10));
//! let alice = sim.add(Polite::new(Some(sim.address(bob))), HostConfig::default().with_link(slow));
//!
//! let limit = Duration::from_secs(1);
//! let took = sim.run_while_not(limit, Duration::from_millis(1), |sim| !sim[alice].heard.is_empty())?;
//! assert_eq!(sim[alice].heard, [b"hello yourself"]);
//! assert!(took >= 2 * Duration::from_millis(100 + 15) && took < 2 * Duration::from_millis(100 + 15 + 10));
//! assert_eq!(sim.stats().delivered, 2);
//! # Ok::<(), toxcore_sim::NotInTime>(())
//! ```
//!
//! Which protocol chapters it covers: none. How tests use it is described in the simulation document.
#![forbid(unsafe_code)]

mod addresses;
pub mod corpus;
mod hash;
mod host;
mod link;
mod nat;
mod network;
mod place;
mod pool;
mod queue;
mod rng;
mod script;
mod seeds;
mod shaper;
mod sim;
mod stats;
mod trace;

pub use host::{ConnectError, Host, StreamAction, StreamEvent};
pub use link::Link;
pub use nat::{NatConfig, NatKind, PortChoice};
pub use network::StreamSplits;
pub use place::{Departure, HostConfig, HostId, NatId};
pub use rng::SimRng;
pub use script::Script;
pub use seeds::run_seeds;
pub use sim::{NotInTime, Sim};
pub use stats::{Stats, Traffic};
