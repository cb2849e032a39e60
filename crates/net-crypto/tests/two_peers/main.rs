//! Two machines joined by a simulated network.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "helpers of tests are tests too")]
mod bulk;
mod floods;
mod handshake;
mod hostile;
mod insider;
mod lab;
mod paths;
mod peer;
mod relays;
mod replays;
mod start;
mod streams;
mod switching;
