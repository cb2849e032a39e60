//! `recvmmsg` and `sendmmsg` with UDP segmentation (GSO) and receive offload (GRO).
//!
//! Socket addresses and control messages are written and read as the bytes of the kernel's ABI, so that the only unsafe
//! operations are the calls themselves.
#![allow(unsafe_code)]
// Types of libc differ between C libraries and word sizes.
#![allow(clippy::useless_conversion)]

mod raw;

use std::io;
use std::mem;
use std::net::SocketAddr;
use std::os::fd::{AsRawFd, BorrowedFd};
use std::ptr;

use libc::{c_int, c_uint, c_void};

use self::raw::{Control, RawAddr};

/// Messages per system call. Our choice: 32 bring the cost of the call below 2 % of handling a packet; the arrays stay small
/// enough for the stack.
pub(crate) const BATCH: usize = 32;
/// The same where no more are asked for: most calls of clients that talk carry a few messages, and clearing room for 32 takes as
/// long as sending one of them. Our choice.
const SMALL_BATCH: usize = 8;

/// What `recvmmsg` says about one message.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Received {
    /// Sender; `None` if the kernel gave none that we understand.
    pub(crate) from: Option<SocketAddr>,
    /// Bytes in the slot.
    pub(crate) len: usize,
    /// The kernel cut the datagram to the slot.
    pub(crate) truncated: bool,
    /// Size of the datagrams that were joined; `None` if it is a single one.
    pub(crate) segment: Option<u16>,
}

/// Receives up to [`BATCH`] messages, one into each `slot`-sized part of `arena`, and tells `out` what
/// arrived, in the order of the parts.
pub(crate) fn recvmmsg(fd: BorrowedFd<'_>, arena: &mut [u8], slot: usize, out: impl FnMut(Received)) -> io::Result<()> {
    if arena.len() <= SMALL_BATCH.saturating_mul(slot) {
        receive::<SMALL_BATCH>(fd, arena, slot, out)
    } else {
        receive::<BATCH>(fd, arena, slot, out)
    }
}

fn receive<const COUNT: usize>(
    fd: BorrowedFd<'_>,
    arena: &mut [u8],
    slot: usize,
    out: impl FnMut(Received),
) -> io::Result<()> {
    let mut names = [RawAddr::ZERO; COUNT];
    let mut controls = [Control::EMPTY; COUNT];
    let mut iovecs = [libc::iovec { iov_base: ptr::null_mut(), iov_len: 0 }; COUNT];
    let mut headers = empty_headers::<COUNT>();
    let mut count: c_uint = 0;
    let parts = arena.chunks_exact_mut(slot.max(1)).zip(&mut names).zip(&mut controls).zip(&mut iovecs);
    for (header, (((part, name), control), iovec)) in headers.iter_mut().zip(parts) {
        iovec.iov_base = part.as_mut_ptr().cast::<c_void>();
        iovec.iov_len = part.len();
        header.msg_hdr.msg_name = name.as_mut_ptr();
        header.msg_hdr.msg_namelen = RawAddr::MAX_LEN;
        header.msg_hdr.msg_iov = iovec;
        header.msg_hdr.msg_iovlen = 1;
        header.msg_hdr.msg_control = control.as_mut_ptr();
        header.msg_hdr.msg_controllen = Control::LEN as _;
        count += 1;
    }
    // SAFETY: `count` headers are filled in; each points to one name, one control block and one iovec over its own part of
    // `arena`, all with the lengths given and alive and unborrowed until the call returns. A null timeout is allowed.
    let done = unsafe {
        libc::recvmmsg(fd.as_raw_fd(), headers.as_mut_ptr(), count, libc::MSG_DONTWAIT as _, ptr::null_mut())
    };
    let done = usize::try_from(done).map_err(|_| io::Error::last_os_error())?;
    let filled = headers.iter().zip(&names).zip(&controls).take(done).map(|((header, name), control)| Received {
        from: name.decode(header.msg_hdr.msg_namelen),
        len: usize::try_from(header.msg_len).unwrap_or(0).min(slot),
        truncated: header.msg_hdr.msg_flags & libc::MSG_TRUNC != 0,
        segment: control.gro_segment(usize::try_from(header.msg_hdr.msg_controllen).unwrap_or(0)),
    });
    filled.for_each(out);
    Ok(())
}

/// Sends up to `count` messages, of which there may be [`BATCH`]: destination in the socket's own family, bytes, and the segment
/// size if the bytes are several datagrams. Returns how many went out before the first that failed; the error belongs to the first.
pub(crate) fn sendmmsg<'a>(
    fd: BorrowedFd<'_>,
    count: usize,
    messages: impl Iterator<Item = (SocketAddr, &'a [u8], Option<u16>)>,
) -> io::Result<usize> {
    if count <= SMALL_BATCH { send::<SMALL_BATCH>(fd, messages) } else { send::<BATCH>(fd, messages) }
}

fn send<'a, const COUNT: usize>(
    fd: BorrowedFd<'_>,
    messages: impl Iterator<Item = (SocketAddr, &'a [u8], Option<u16>)>,
) -> io::Result<usize> {
    let mut names = [RawAddr::ZERO; COUNT];
    let mut controls = [Control::EMPTY; COUNT];
    let mut iovecs = [libc::iovec { iov_base: ptr::null_mut(), iov_len: 0 }; COUNT];
    let mut headers = empty_headers::<COUNT>();
    let mut count: c_uint = 0;
    let parts = messages.zip(&mut names).zip(&mut controls).zip(&mut iovecs);
    for (header, ((((to, bytes, segment), name), control), iovec)) in headers.iter_mut().zip(parts) {
        // The kernel only reads through this pointer.
        iovec.iov_base = bytes.as_ptr().cast_mut().cast::<c_void>();
        iovec.iov_len = bytes.len();
        header.msg_hdr.msg_namelen = name.encode(to);
        header.msg_hdr.msg_name = name.as_mut_ptr();
        header.msg_hdr.msg_iov = iovec;
        header.msg_hdr.msg_iovlen = 1;
        if let Some(segment) = segment {
            header.msg_hdr.msg_controllen = control.set_gso_segment(segment) as _;
            header.msg_hdr.msg_control = control.as_mut_ptr();
        }
        count += 1;
    }
    // SAFETY: `count` headers are filled in; each points to one name, at most one control block and one iovec over bytes that
    // the caller lends for `'a`, all with the lengths given and alive until the call returns.
    let done = unsafe { libc::sendmmsg(fd.as_raw_fd(), headers.as_mut_ptr(), count, libc::MSG_NOSIGNAL as _) };
    usize::try_from(done).map_err(|_| io::Error::last_os_error())
}

/// Whether the kernel knows UDP segmentation for this socket.
pub(crate) fn gso_known(fd: BorrowedFd<'_>) -> bool {
    set_option(fd, libc::SOL_UDP, libc::UDP_SEGMENT, 0).is_ok()
}

/// Asks for received datagrams of one flow to be joined. `false` if the kernel does not know how.
pub(crate) fn gro_on(fd: BorrowedFd<'_>) -> bool {
    set_option(fd, libc::SOL_UDP, libc::UDP_GRO, 1).is_ok()
}

/// Sets the receive buffer beyond the system's limit, which needs a privilege.
pub(crate) fn force_recv_buffer(fd: BorrowedFd<'_>, bytes: usize) -> io::Result<()> {
    let bytes = c_int::try_from(bytes).unwrap_or(c_int::MAX);
    set_option(fd, libc::SOL_SOCKET, libc::SO_RCVBUFFORCE, bytes)
}

fn set_option(fd: BorrowedFd<'_>, level: c_int, name: c_int, value: c_int) -> io::Result<()> {
    let pointer = ptr::from_ref(&value).cast::<c_void>();
    let len = mem::size_of::<c_int>() as libc::socklen_t;
    // SAFETY: `pointer` is valid for `len` bytes during the call, and all options used here take an int.
    let result = unsafe { libc::setsockopt(fd.as_raw_fd(), level, name, pointer, len) };
    if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

fn empty_headers<const COUNT: usize>() -> [libc::mmsghdr; COUNT] {
    // SAFETY: `mmsghdr` consists of integers and raw pointers, for which all zero bytes are valid values.
    unsafe { mem::zeroed() }
}
