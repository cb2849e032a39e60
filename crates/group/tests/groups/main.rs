//! Groups of many members in a simulated network.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod meeting;
mod world;
