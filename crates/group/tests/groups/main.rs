//! Groups in a simulated network: of many members, with loss, churn and networks that fall apart.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may fail, and say why")]

mod churn;
mod coming_back;
mod invites;
mod meeting;
mod moderation;
mod partings;
mod proofs;
mod relays;
mod several;
#[path = "../groups_world/mod.rs"]
mod world;
