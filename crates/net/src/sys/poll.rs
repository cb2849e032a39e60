//! Asking for readiness.
#![allow(unsafe_code)]

use std::io;

/// Fills in what became of each of `fds` and returns the number of those that are ready. A negative `timeout_ms` waits without end.
pub(crate) fn poll(fds: &mut [libc::pollfd], timeout_ms: libc::c_int) -> io::Result<usize> {
    let count = libc::nfds_t::try_from(fds.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
    // SAFETY: the pointer and the count are those of a slice that is valid for writing until the call returns.
    let ready = unsafe { libc::poll(fds.as_mut_ptr(), count, timeout_ms) };
    usize::try_from(ready).map_err(|_| io::Error::last_os_error())
}
