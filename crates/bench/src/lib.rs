//! Load generators for nodes, and a comparison of several programs under the same load in the same run.
//!
//! A [`Program`](program::Program) is our node or any other that takes the command line and the configuration of
//! `tox-bootstrapd`. What it did per second of its own CPU time is the figure: that says how many clients a machine can
//! serve, and moves little when the machine is busy with other things.
//!
//! Covers nothing of the protocol; `docs/performance.md` says how to run it and what it found.
#![forbid(unsafe_code)]

pub mod abuse;
pub mod async_client;
pub mod clients;
pub mod crowd;
pub mod dht_load;
pub mod growth;
pub mod micro;
pub mod paths;
pub mod process;
pub mod program;
pub mod relay_load;
pub mod report;
pub mod stats;
pub mod suite;
pub mod versus;
pub mod world;
