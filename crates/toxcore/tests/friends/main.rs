//! Two friends from the first request to the last goodbye, in a simulated network.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../support/mod.rs"]
mod support;

mod files;
mod messages;
mod nats;
mod relays;
mod requests;
mod restart;
mod sleep;
mod verbs;
