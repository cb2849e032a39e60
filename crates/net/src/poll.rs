//! Which sockets are ready, for loops without an event queue of their own.

use std::io;
use std::os::fd::{AsFd, AsRawFd};
use std::time::Duration;

/// A list of sockets whose readiness is asked for in one system call, and forgotten afterwards.
///
/// It is for callers that come by from time to time and have some dozen sockets; a loop that sleeps on thousands wants an
/// event queue of the operating system.
#[derive(Debug, Default)]
pub struct PollSet {
    fds: Vec<libc::pollfd>,
}

/// What a socket is to be ready for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Interest {
    /// Something can be read or accepted, or the other end is gone.
    pub read: bool,
    /// Something can be written, or a connection is made or has failed.
    pub write: bool,
}

/// The place of a socket in a [`PollSet`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot(usize);

impl PollSet {
    /// An empty list.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets all sockets.
    pub fn clear(&mut self) {
        self.fds.clear();
    }

    /// Adds a socket.
    pub fn add(&mut self, socket: &impl AsFd, interest: Interest) -> Slot {
        let read = if interest.read { libc::POLLIN } else { 0 };
        let write = if interest.write { libc::POLLOUT } else { 0 };
        self.fds.push(libc::pollfd { fd: socket.as_fd().as_raw_fd(), events: read | write, revents: 0 });
        Slot(self.fds.len() - 1)
    }

    /// Finds out which are ready, waiting for the first one at most `timeout`, rounded up to milliseconds. A signal ends the
    /// wait early.
    ///
    /// # Errors
    /// What the system says.
    pub fn poll(&mut self, timeout: Duration) -> io::Result<usize> {
        let timeout_ms = i32::try_from(timeout.as_nanos().div_ceil(1_000_000)).unwrap_or(i32::MAX);
        match crate::sys::poll::poll(&mut self.fds, timeout_ms) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                self.fds.iter_mut().for_each(|fd| fd.revents = 0);
                Ok(0)
            }
            result => result,
        }
    }

    /// What the socket was ready for at the last [`poll`](Self::poll). A broken one is ready for everything that was asked.
    #[must_use]
    pub fn ready(&self, slot: Slot) -> Interest {
        let Some(fd) = self.fds.get(slot.0) else { return Interest::default() };
        let broken = fd.revents & (libc::POLLERR | libc::POLLHUP | libc::POLLNVAL) != 0;
        let is = |event| fd.events & event != 0 && (broken || fd.revents & event != 0);
        Interest { read: is(libc::POLLIN), write: is(libc::POLLOUT) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{IpMode, PortRange, RecvBatch, SendBatch, UdpConfig, UdpSocket};

    const BOTH: Interest = Interest { read: true, write: true };

    #[test]
    fn tells_what_can_be_done() {
        let config = UdpConfig { ip: IpMode::V4Only, ports: PortRange::EPHEMERAL, ..UdpConfig::default() };
        let socket = UdpSocket::bind(&config).expect("socket");
        let mut set = PollSet::new();
        let slot = set.add(&socket, BOTH);
        assert_eq!(set.poll(Duration::ZERO).expect("poll"), 1);
        assert_eq!(set.ready(slot), Interest { read: false, write: true });

        let port = socket.local_addr().expect("address").port();
        let mut sending = SendBatch::new();
        sending.push(([127, 0, 0, 1], port).into(), b"to ourselves");
        let _ = socket.send_batch(&mut sending);
        set.clear();
        let slot = set.add(&socket, Interest { read: true, write: false });
        assert_eq!(set.poll(Duration::from_secs(10)).expect("poll"), 1);
        assert_eq!(set.ready(slot), Interest { read: true, write: false });

        let _ = socket.recv_batch(&mut RecvBatch::new()).expect("receive");
        assert_eq!(set.poll(Duration::ZERO).expect("poll"), 0);
        assert_eq!(set.ready(slot), Interest::default());
    }

    #[test]
    fn a_slot_of_another_list_is_never_ready() {
        let set = PollSet::new();
        assert_eq!(set.ready(Slot(3)), Interest::default());
    }
}
