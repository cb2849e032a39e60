//! A bootstrap node and TCP relay for the Tox network.
#![forbid(unsafe_code)]

pub mod check;
pub mod cli;
pub mod config;
pub mod driver;
pub mod info;
pub mod keys;
pub mod libconfig;
pub mod log;
pub mod machine;
pub mod metrics;
pub mod pidfile;
pub mod start;
