//! Pools that talk through our relays, in a simulated network.
#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub, reason = "a test may fail")]

mod identities;
mod links;
mod proxies;
mod routes;
mod world;
