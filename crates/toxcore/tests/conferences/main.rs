//! Conferences of whole clients, in a simulated network.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../support/mod.rs"]
mod support;

mod chain;
mod members;
mod saved;
mod talk;
