use std::io;
use std::os::fd::{AsFd, AsRawFd};

use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

/// Has the runtime watch a socket. It is let go when the result is dropped.
#[expect(
    deprecated,
    reason = "its successor is unsafe, for types that could give another descriptor later than at first; those that own \
              theirs, as all that come here do, cannot"
)]
pub(super) fn watch<T: AsRawFd + AsFd>(socket: T, interest: Interest) -> io::Result<AsyncFd<T>> {
    AsyncFd::with_interest(socket, interest)
}

/// The interest of a stream.
pub(super) const BOTH: Interest = Interest::READABLE.add(Interest::WRITABLE);
