use std::io::{self, IoSlice, Read};
use std::net::{Shutdown, SocketAddr};
use std::time::Duration;

use socket2::{Domain, Protocol, SockRef, Socket, TcpKeepalive, Type};

use crate::address::canonical;

/// A non-blocking TCP stream that sends small frames at once (no Nagle delay). The system keeps it alive only where its
/// [`Room`](super::Room) says so: the relay protocol has pings.
#[derive(Debug)]
pub struct TcpStream(std::net::TcpStream);

/// What a read brought.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadStatus {
    /// So many bytes (at least one) are in the buffer.
    Data(usize),
    /// Nothing for now.
    Blocked,
    /// The peer ended the stream, or it broke.
    Closed,
}

/// What a write did.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteStatus {
    /// So many bytes (at least one, if there were any) were taken.
    Written(usize),
    /// No room for now.
    Blocked,
    /// The stream broke.
    Closed,
}

impl TcpStream {
    /// Starts to connect. The stream becomes writable when it is connected or has failed; [`TcpStream::is_connected`] tells.
    ///
    /// # Errors
    /// What the system says when it refuses at once.
    pub fn connect(to: SocketAddr) -> io::Result<Self> {
        let to = canonical(to);
        let socket = Socket::new(Domain::for_address(to), Type::STREAM, Some(Protocol::TCP))?;
        socket.set_nonblocking(true)?;
        match socket.connect(&to.into()) {
            Err(error) if !is_in_progress(&error) => Err(error),
            _ => Self::adopt(socket.into()),
        }
    }

    /// Takes over an accepted or connecting stream.
    pub(super) fn adopt(stream: std::net::TcpStream) -> io::Result<Self> {
        stream.set_nonblocking(true)?;
        stream.set_nodelay(true)?;
        Ok(Self(stream))
    }

    /// Whether connecting is finished.
    ///
    /// # Errors
    /// Why it failed.
    pub fn is_connected(&self) -> io::Result<bool> {
        if let Some(error) = self.0.take_error()? {
            return Err(error);
        }
        match self.0.peer_addr() {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotConnected => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Address of the other end.
    ///
    /// # Errors
    /// If it is not connected (any more).
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.0.peer_addr().map(canonical)
    }

    /// Reads once.
    pub fn read(&self, buffer: &mut [u8]) -> ReadStatus {
        loop {
            return match (&self.0).read(buffer) {
                Ok(0) if buffer.is_empty() => ReadStatus::Blocked,
                Ok(0) => ReadStatus::Closed,
                Ok(len) => ReadStatus::Data(len),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) if is_not_yet(&error) => ReadStatus::Blocked,
                Err(_) => ReadStatus::Closed,
            };
        }
    }

    /// Writes once, gathering `parts`. A stream that broke is told in the answer, never by a signal that would end a process
    /// which does not expect it.
    pub fn write_vectored(&self, parts: &[IoSlice<'_>]) -> WriteStatus {
        loop {
            return match SockRef::from(&self.0).send_vectored_with_flags(parts, NO_SIGNAL) {
                Ok(len) => WriteStatus::Written(len),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) if is_not_yet(&error) => WriteStatus::Blocked,
                Err(_) => WriteStatus::Closed,
            };
        }
    }

    /// Writes once.
    pub fn write(&self, bytes: &[u8]) -> WriteStatus {
        self.write_vectored(&[IoSlice::new(bytes)])
    }

    /// Bytes that the other end announced to take beyond those that it confirmed, and bytes written that it has not confirmed.
    /// `None` if the system does not tell.
    pub(super) fn window(&self) -> Option<(usize, usize)> {
        #[cfg(target_os = "linux")]
        return crate::sys::window::window(std::os::fd::AsFd::as_fd(self))
            .ok()
            .flatten()
            .map(|window| (window.announced, window.unconfirmed));
        #[cfg(not(target_os = "linux"))]
        return None;
    }

    /// Has the system ask the other end for its window, or stop to: the answer to a keep-alive probe carries it.
    pub(super) fn ask_other_end(&self, asking: Asking) {
        let socket = SockRef::from(&self.0);
        // An error means that the stream is gone, which reading tells.
        let _ = match asking {
            Asking::Yes => socket.set_tcp_keepalive(&questions()),
            Asking::No => socket.set_keepalive(false),
        };
    }

    #[cfg(test)]
    pub(super) fn asks_other_end(&self) -> bool {
        SockRef::from(&self.0).keepalive().expect("the system tells")
    }

    /// Tells the other end that nothing more comes.
    pub fn shutdown_write(&self) {
        // An error means that the stream is gone, which reading tells.
        let _ = self.0.shutdown(Shutdown::Write);
    }
}

/// Whether the other end is asked for its window.
#[derive(Clone, Copy, Debug)]
pub(super) enum Asking {
    Yes,
    No,
}

fn questions() -> TcpKeepalive {
    let questions = TcpKeepalive::new().with_time(ASK_EVERY);
    #[cfg(target_os = "linux")]
    let questions = questions.with_interval(ASK_EVERY).with_retries(QUESTIONS);
    questions
}

/// The least that Linux takes.
const ASK_EVERY: Duration = Duration::from_secs(1);
/// After so many without an answer the system ends the stream. Our choice: the relay protocol's pings give up before, after 40 s.
#[cfg(target_os = "linux")]
const QUESTIONS: u32 = 60;

/// Apple's systems want it said of the socket, which both libraries below do.
#[cfg(all(unix, not(target_vendor = "apple")))]
const NO_SIGNAL: i32 = libc::MSG_NOSIGNAL;
#[cfg(not(all(unix, not(target_vendor = "apple"))))]
const NO_SIGNAL: i32 = 0;

fn is_in_progress(error: &io::Error) -> bool {
    #[cfg(unix)]
    return error.raw_os_error() == Some(libc::EINPROGRESS);
    #[cfg(not(unix))]
    return error.kind() == io::ErrorKind::WouldBlock;
}

/// `NotConnected` is what a stream says that is still connecting.
fn is_not_yet(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::NotConnected)
}

#[cfg(unix)]
impl std::os::fd::AsFd for TcpStream {
    fn as_fd(&self) -> std::os::fd::BorrowedFd<'_> {
        self.0.as_fd()
    }
}

#[cfg(unix)]
impl std::os::fd::AsRawFd for TcpStream {
    fn as_raw_fd(&self) -> std::os::fd::RawFd {
        self.0.as_raw_fd()
    }
}
