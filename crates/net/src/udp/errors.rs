//! What the system's errors mean for a UDP socket.

use std::io;

use super::send::Failure;

/// Errors that no retry can mend: the descriptor is no UDP socket (any more).
pub(super) fn is_fatal(error: &io::Error) -> bool {
    #[cfg(unix)]
    return matches!(
        error.raw_os_error(),
        Some(libc::EBADF | libc::ENOTSOCK | libc::EFAULT | libc::EINVAL | libc::EOPNOTSUPP)
    );
    #[cfg(not(unix))]
    return error.kind() == io::ErrorKind::InvalidInput;
}

#[cfg(unix)]
pub(super) fn is_too_long(error: &io::Error) -> bool {
    error.raw_os_error() == Some(libc::EMSGSIZE)
}

#[cfg(not(unix))]
pub(super) fn is_too_long(error: &io::Error) -> bool {
    const WSAEMSGSIZE: i32 = 10_040;
    error.raw_os_error() == Some(WSAEMSGSIZE)
}

/// What an error of a send with segmentation offload says about it.
#[cfg_attr(not(unix), allow(dead_code))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lack {
    /// Nothing.
    None,
    /// The datagrams are longer than the path's packets: the kernel fragments single ones, but not those of a run.
    OfThisPath,
    /// The card cannot compute checksums (`EIO`), or the kernel does not know the option.
    OfThisSystem,
    /// `EINVAL` comes from kernels and routes without it, but also from routes to nowhere.
    OfEither,
}

#[cfg(unix)]
pub(super) fn lack_of_gso(error: &io::Error) -> Lack {
    match error.raw_os_error() {
        Some(libc::EMSGSIZE) => Lack::OfThisPath,
        Some(libc::EIO | libc::ENOPROTOOPT | libc::EOPNOTSUPP) => Lack::OfThisSystem,
        Some(libc::EINVAL) => Lack::OfEither,
        _ => Lack::None,
    }
}

#[cfg(not(unix))]
pub(super) fn lack_of_gso(_error: &io::Error) -> Lack {
    Lack::None
}

pub(super) fn failure_of(error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::AddrNotAvailable
        | io::ErrorKind::ConnectionRefused => Failure::Unreachable,
        io::ErrorKind::PermissionDenied => Failure::Forbidden,
        _ if is_too_long(error) => Failure::TooLong,
        _ => Failure::Other,
    }
}
