//! Tox for async Rust: one task owns a Tox, cheap handles and a stream of events.
#![forbid(unsafe_code)]

mod storage;

pub use storage::{ProfileFile, ProfileFileError, StoredFile, WriteStep};
