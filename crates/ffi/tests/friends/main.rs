//! Friends, messages and files through the functions that C calls.
#![allow(unsafe_code, reason = "they are called as C calls them")]
#![allow(clippy::undocumented_unsafe_blocks, reason = "every call is of a function of ours, with pointers that live")]
#![allow(clippy::multiple_unsafe_ops_per_block, reason = "as above")]
#![allow(clippy::unwrap_used, clippy::panic)]

mod callbacks;
mod conferences;
mod ends;
mod errors;
mod events;
mod files;
mod groups;
mod list;
mod support;
