//! `libtoxcore.so.2`: the C interface of Tox.
//!
//! Programs that were written against the headers of libtoxcore 0.2 run on this library unchanged. It is a thin layer: what
//! happens is decided in `toxcore`, and here C's conventions are kept, of which `docs/abi.md` tells.
#![allow(unsafe_code, reason = "C hands over pointers")]
#![allow(unreachable_pub, reason = "what C calls is public wherever it stands")]
#![deny(unsafe_op_in_unsafe_fn)]

mod boundary;
mod handle;
mod toxav;
pub mod types;
mod version;
