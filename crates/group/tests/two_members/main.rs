//! The links of two members, joined by a simulated network.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests are tests too")]
mod asking;
mod costs;
mod handshakes;
mod hostile;
mod leisure;
mod neighbours;
mod puppet;
mod reference;
mod roaming;
mod rotation;
mod strangers;
mod streams;
mod ways;
mod world;
