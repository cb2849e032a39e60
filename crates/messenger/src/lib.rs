//! Messages, profiles and file transfers between Tox friends as a sans-I/O state machine.
#![forbid(unsafe_code)]

pub mod files;
