use std::fs::File;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use socket2::Type;

use super::TcpStream;
use crate::Readiness;
use crate::address::{Family, canonical};
use crate::udp::{BindError, IpMode, PortRange, SystemSockets, Wanted, bind_in_range};

/// Connections that the kernel completes before we accept them. Our choice: a node's clients come back all at once after a
/// restart; Linux caps it by `somaxconn`.
const BACKLOG: i32 = 1024;

/// Connections that ended before they were accepted, passed over in one call.
const MAX_ERRORS: usize = 64;

/// A listening, non-blocking TCP socket.
#[derive(Debug)]
pub struct TcpListener {
    listener: std::net::TcpListener,
    family: Family,
    /// Given back when descriptors run out, so that waiting connections can be refused instead of left hanging.
    spare: Mutex<Option<File>>,
}

/// What [`TcpListener::accept`] did.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Streams handed out.
    pub streams: usize,
    /// Connections closed at once because the process or the system has no descriptor left.
    pub refused: usize,
    /// Whether to call again.
    pub readiness: Readiness,
}

impl TcpListener {
    /// Listens on `port` (0: any) of all addresses of `ip`, or of `address`.
    ///
    /// # Errors
    /// As [`UdpSocket::bind`](crate::UdpSocket::bind).
    pub fn bind(ip: IpMode, address: Option<IpAddr>, port: u16) -> Result<Self, BindError> {
        let ports = if port == 0 { PortRange::EPHEMERAL } else { PortRange::new(port, port) };
        let (socket, family) = bind_in_range(&SystemSockets, &Wanted { kind: Type::STREAM, ip, address, ports })?;
        socket.listen(BACKLOG).map_err(|error| BindError::no_port(ports, &error))?;
        Ok(Self { listener: socket.into(), family, spare: Mutex::new(spare_descriptor()) })
    }

    /// The address that it is bound to.
    ///
    /// # Errors
    /// What the system says.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Whether IPv6 clients can come.
    #[must_use]
    pub fn has_ipv6(&self) -> bool {
        self.family == Family::V6
    }

    /// Hands up to `limit` new streams to `take`. Connections that broke while they waited are passed over; when descriptors
    /// have run out, waiting ones are closed, up to the same limit.
    pub fn accept(&self, limit: usize, mut take: impl FnMut(TcpStream, SocketAddr)) -> Accepted {
        let mut accepted = Accepted { streams: 0, refused: 0, readiness: Readiness::MayHaveMore };
        let mut errors = 0;
        while accepted.streams + accepted.refused < limit && errors < MAX_ERRORS {
            match self.listener.accept() {
                Ok((stream, from)) => match TcpStream::adopt(stream) {
                    Ok(stream) => {
                        accepted.streams += 1;
                        take(stream, canonical(from));
                    }
                    Err(_) => errors += 1,
                },
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    accepted.readiness = Readiness::Drained;
                    break;
                }
                Err(error) if is_out_of_descriptors(&error) => {
                    if !self.refuse_one() {
                        // Nothing can be done before a stream is closed; the next arrival reports again.
                        accepted.readiness = Readiness::Drained;
                        break;
                    }
                    accepted.refused += 1;
                }
                Err(_) => errors += 1,
            }
        }
        accepted
    }

    /// Accepts one connection with the spare descriptor and closes it.
    fn refuse_one(&self) -> bool {
        let mut spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        let had_spare = spare.take().is_some();
        let refused = had_spare && self.listener.accept().map(drop).is_ok();
        *spare = spare_descriptor();
        refused
    }
}

fn spare_descriptor() -> Option<File> {
    if cfg!(unix) { File::open("/dev/null").ok() } else { None }
}

fn is_out_of_descriptors(error: &io::Error) -> bool {
    #[cfg(unix)]
    return matches!(error.raw_os_error(), Some(libc::EMFILE | libc::ENFILE));
    #[cfg(not(unix))]
    return error.raw_os_error() == Some(10_024);
}

#[cfg(unix)]
impl std::os::fd::AsFd for TcpListener {
    fn as_fd(&self) -> std::os::fd::BorrowedFd<'_> {
        self.listener.as_fd()
    }
}

#[cfg(unix)]
impl std::os::fd::AsRawFd for TcpListener {
    fn as_raw_fd(&self) -> std::os::fd::RawFd {
        self.listener.as_raw_fd()
    }
}
