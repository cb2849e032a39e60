//! Tests of our node against the C library that today's Tox network runs.
//!
//! Real libtoxcore peers (Debian's 0.2.18, 0.2.20 and 0.2.22 or newer, unpacked by `cargo xtask peers`) live in small
//! networks made of Linux namespaces, with bootstrap nodes that are either ours or the reference's `tox-bootstrapd`. Both
//! kinds of node are started in the same way, with the same configuration file, so that a test is told which to use and
//! otherwise does not care.
//!
//! - [`Lab`] is a network of its own: hosts with public-looking addresses on one link, unreachable from outside.
//! - [`Node`] is a bootstrap node and TCP relay on such a host.
//! - [`Client`] is a client on such a host: a real libtoxcore one, driven through `peer/peer.c`, or ours, `our-peer`.
//! - [`circle::Circle`] is as many of them as a test wants, in groups; [`round::Round`] in a conference.
//! - [`Library`] is what programs run on that others have linked: ours, or the reference's.
//! - [`programs`] are those that people use.
//! - [`mod@line`] has the words of the lines that clients speak, which `our-peer` speaks too.
//! - [`prober::Prober`] is a peer of single packets, laid out by hand, that looks at a node's answers.
//! - [`Process`] is the bounded child process below both: every wait has a deadline, and what it started it ends.
//!
//! Where root rights, namespaces, a C compiler or the peers are missing, a test says so and skips.
#![forbid(unsafe_code)]

pub mod circle;
mod client;
pub mod conference;
mod hex;
mod lab;
mod library;
pub mod line;
pub mod matrix;
mod node;
mod peers;
pub mod players;
pub mod prober;
mod process;
pub mod programs;
pub mod round;
pub mod scenario;
mod scratch;

pub use client::{Client, ClientOptions, Connection, Udp};
pub use hex::{from_hex, to_hex};
pub use lab::{Direction, Host, Lab, LabError, Nat};
pub use library::Library;
pub use node::{Node, NodeConfig, NodeKind, start_network, start_network_with};
pub use peers::{ClientKind, Suite, beside_this_test, node_program, skipped};
pub use process::{Process, ProcessError};
pub use scratch::Scratch;
