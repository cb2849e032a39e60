//! What holds for the machine whatever arrives. The fuzz targets call [`machine`] and [`session`] with what the fuzzer makes up,
//! the test `corpus` with what it once found.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    reason = "each test uses a part, and a test may fail"
)]

mod evil;
mod node;
mod pair;

pub use evil::check as machine;
pub use pair::check as session;

/// How far a script led.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    pub established: u32,
    pub lossless: u32,
    pub lossy: u32,
    pub delivered: u32,
    pub ended: u32,
    pub refused: u32,
}
