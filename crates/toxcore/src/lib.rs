//! Tox as one sans-I/O machine: everything that a client does, composed of the crates below it.
#![forbid(unsafe_code)]
