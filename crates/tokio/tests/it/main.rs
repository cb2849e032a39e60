//! Peers in this process meet over loopback. Each waits for events only; no test sleeps or measures time.
#![forbid(unsafe_code)]
#![allow(clippy::panic, reason = "a test fails so")]

mod chat;
mod conference;
mod files;
mod group;
mod network;
mod profile;
mod support;
