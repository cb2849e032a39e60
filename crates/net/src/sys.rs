//! The only place with unsafe code: system calls that no safe crate offers.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(unix)]
pub(crate) mod poll;
#[cfg(unix)]
pub(crate) mod process;
#[cfg(target_os = "linux")]
pub(crate) mod signals;
#[cfg(target_os = "linux")]
pub(crate) mod window;

#[cfg(target_os = "linux")]
pub(crate) use linux::{BATCH, Received, force_recv_buffer, gro_on, gso_known, recvmmsg, sendmmsg};
