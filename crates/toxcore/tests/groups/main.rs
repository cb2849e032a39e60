//! Groups of whole clients, in a simulated network.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../support/mod.rs"]
mod support;

mod circle;
mod invites;
mod moderation;
mod network;
mod public;
mod saved;
mod talk;
mod wiring;
