//! Tox for async Rust: one task owns a Tox, cheap handles and a stream of events.
#![forbid(unsafe_code)]
