//! What the system knows about the other end of a TCP stream.
#![allow(unsafe_code)]
// Types of libc differ between C libraries and word sizes.
#![allow(clippy::useless_conversion)]

use std::io;
use std::os::fd::{AsRawFd, BorrowedFd};

use libc::{c_int, c_void};

/// Bytes that the other end's system promised to take, and bytes written here that it has not confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    /// As announced, counted from the last confirmed byte.
    pub(crate) announced: usize,
    /// Sent or not.
    pub(crate) unconfirmed: usize,
}

/// Asks the kernel. `None` if it does not tell, which is so before Linux 5.4.
pub(crate) fn window(fd: BorrowedFd<'_>) -> io::Result<Option<Window>> {
    // In this order: a confirmation that comes in between makes the window look smaller, not larger.
    let unconfirmed = unconfirmed(fd)?;
    let Some(announced) = announced(fd)? else { return Ok(None) };
    Ok(Some(Window { announced, unconfirmed }))
}

fn unconfirmed(fd: BorrowedFd<'_>) -> io::Result<usize> {
    let mut bytes: c_int = 0;
    // SAFETY: this request, SIOCOUTQ for a stream, writes one int, for which `bytes` is valid.
    let result = unsafe { libc::ioctl(fd.as_raw_fd(), libc::TIOCOUTQ, &raw mut bytes) };
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(usize::try_from(bytes).unwrap_or(0)) }
}

fn announced(fd: BorrowedFd<'_>) -> io::Result<Option<usize>> {
    let mut info = [0u32; INFO_WORDS];
    let mut len = libc::socklen_t::try_from(size_of_val(&info)).unwrap_or(0);
    let pointer = info.as_mut_ptr().cast::<c_void>();
    // SAFETY: `pointer` is valid for writing `len` bytes, and the kernel writes no more and says how many it wrote.
    let result = unsafe { libc::getsockopt(fd.as_raw_fd(), libc::IPPROTO_TCP, libc::TCP_INFO, pointer, &raw mut len) };
    if result != 0 {
        return Err(io::Error::last_os_error());
    }
    let told = usize::try_from(len).unwrap_or(0) / size_of::<u32>();
    Ok(info.get(..told).and_then(|words| words.get(ANNOUNCED)).and_then(|bytes| usize::try_from(*bytes).ok()))
}

/// Words of the kernel's `tcp_info` that we ask for: up to `tcpi_snd_wnd`.
const INFO_WORDS: usize = ANNOUNCED + 1;
/// Where `tcpi_snd_wnd` is in `tcp_info`: at byte 228 on all machines, as the kernel's header has it.
const ANNOUNCED: usize = 228 / size_of::<u32>();
