//! Which family and which port a socket gets.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use socket2::{Domain, Protocol, Socket, Type};
use thiserror::Error;

use super::{IpMode, PortRange};
use crate::address::Family;

/// Why there is no socket. The numbers are the system's error codes, 0 where it gave none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BindError {
    /// Every port of the range is taken or forbidden.
    #[error("no usable port in {first}..={last}: {kind} (os error {code})")]
    NoPort {
        /// First port tried.
        first: u16,
        /// Last port tried.
        last: u16,
        /// What was wrong with the last one.
        kind: io::ErrorKind,
        /// The system's number for it.
        code: i32,
    },
    /// IPv6 is asked for, the system has none, and IPv4 alone is not allowed.
    #[error("no IPv6: {kind} (os error {code})")]
    NoIpv6 {
        /// What the system said.
        kind: io::ErrorKind,
        /// The system's number for it.
        code: i32,
    },
    /// The system refused for another reason.
    #[error("no socket: {kind} (os error {code})")]
    System {
        /// What the system said.
        kind: io::ErrorKind,
        /// The system's number for it.
        code: i32,
    },
}

impl BindError {
    /// `error` came up after binding to a port of `ports`.
    pub(crate) fn no_port(ports: PortRange, error: &io::Error) -> Self {
        let (kind, code) = describe(error);
        Self::NoPort { first: ports.first(), last: ports.last(), kind, code }
    }
}

/// Makes and binds sockets; tests put a failing one in its place.
pub(crate) trait SocketFactory {
    /// A new non-blocking socket. A [`Family::V6`] one is dual stack.
    fn open(&self, family: Family, kind: Type) -> io::Result<Socket>;
    /// Binds it.
    fn bind(&self, socket: &Socket, addr: SocketAddr) -> io::Result<()>;
}

/// The operating system.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SystemSockets;

impl SocketFactory for SystemSockets {
    fn open(&self, family: Family, kind: Type) -> io::Result<Socket> {
        let protocol = if kind == Type::DGRAM { Protocol::UDP } else { Protocol::TCP };
        let domain = match family {
            Family::V4 => Domain::IPV4,
            Family::V6 => Domain::IPV6,
        };
        let socket = Socket::new(domain, kind, Some(protocol))?;
        if family == Family::V6 {
            socket.set_only_v6(false)?;
        }
        socket.set_nonblocking(true)?;
        Ok(socket)
    }

    fn bind(&self, socket: &Socket, addr: SocketAddr) -> io::Result<()> {
        socket.bind(&addr.into())
    }
}

/// What [`bind_in_range`] shall make.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    pub(crate) kind: Type,
    pub(crate) ip: IpMode,
    pub(crate) address: Option<IpAddr>,
    pub(crate) ports: PortRange,
}

/// Makes a socket of the best allowed family and binds it to the first free port.
pub(crate) fn bind_in_range(factory: &impl SocketFactory, wanted: &Wanted) -> Result<(Socket, Family), BindError> {
    match (wanted.address, wanted.ip) {
        (Some(ip @ IpAddr::V4(_)), _) => bind_family(factory, Family::V4, ip, wanted).map_err(system),
        (Some(ip @ IpAddr::V6(_)), _) => bind_family(factory, Family::V6, ip, wanted).map_err(no_ipv6),
        (None, IpMode::V4Only) => bind_family(factory, Family::V4, ANY_V4, wanted).map_err(system),
        (None, IpMode::DualStack) => bind_family(factory, Family::V6, ANY_V6, wanted).map_err(no_ipv6),
        (None, IpMode::DualStackOrV4) => match bind_family(factory, Family::V6, ANY_V6, wanted) {
            Err(Failed::Family(error)) => {
                tracing::info!(%error, "no IPv6 socket, going on with IPv4 alone");
                bind_family(factory, Family::V4, ANY_V4, wanted).map_err(system)
            }
            other => other.map_err(system),
        },
    }
}

const ANY_V4: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
const ANY_V6: IpAddr = IpAddr::V6(Ipv6Addr::UNSPECIFIED);

/// A family that does not work at all, or a range without a usable port.
#[derive(Debug)]
enum Failed {
    Family(io::Error),
    Ports(BindError),
}

fn bind_family(
    factory: &impl SocketFactory,
    family: Family,
    ip: IpAddr,
    wanted: &Wanted,
) -> Result<(Socket, Family), Failed> {
    let (first, last) = (wanted.ports.first(), wanted.ports.last());
    let mut refused = None;
    for port in first..=last {
        // A new one for each port: some systems do not bind a socket again after an error.
        let socket = factory.open(family, wanted.kind).map_err(Failed::Family)?;
        if wanted.kind == Type::STREAM && cfg!(unix) {
            // Lets a restarted node listen while old connections linger; on Windows it would steal ports.
            socket.set_reuse_address(true).map_err(Failed::Family)?;
        }
        match factory.bind(&socket, SocketAddr::new(ip, port)) {
            Ok(()) => return Ok((socket, family)),
            Err(error) if is_about_the_port(&error) => refused = Some(error),
            Err(error) => return Err(Failed::Family(error)),
        }
    }
    let (kind, code) = refused.map_or((io::ErrorKind::AddrInUse, 0), |error| describe(&error));
    Err(Failed::Ports(BindError::NoPort { first, last, kind, code }))
}

fn is_about_the_port(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied)
}

fn describe(error: &io::Error) -> (io::ErrorKind, i32) {
    (error.kind(), error.raw_os_error().unwrap_or(0))
}

fn system(failed: Failed) -> BindError {
    match failed {
        Failed::Ports(error) => error,
        Failed::Family(error) => {
            let (kind, code) = describe(&error);
            BindError::System { kind, code }
        }
    }
}

fn no_ipv6(failed: Failed) -> BindError {
    match failed {
        Failed::Ports(error) => error,
        Failed::Family(error) => {
            let (kind, code) = describe(&error);
            BindError::NoIpv6 { kind, code }
        }
    }
}

#[cfg(test)]
mod tests;
