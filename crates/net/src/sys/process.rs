//! Process-wide calls that a daemon needs.
#![allow(unsafe_code)]
// Types of libc differ between systems.
#![allow(clippy::useless_conversion, clippy::unnecessary_fallible_conversions)]

use std::io;

use libc::{c_int, mode_t, pid_t};

/// Soft and hard limit of open files.
pub(crate) fn open_file_limit() -> io::Result<(u64, u64)> {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: `limit` is valid for writing.
    check(unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit) })?;
    let number = |limit: libc::rlim_t| u64::try_from(limit).unwrap_or(u64::MAX);
    Ok((number(limit.rlim_cur), number(limit.rlim_max)))
}

/// Sets the soft limit of open files, keeping the hard one.
pub(crate) fn set_open_file_limit(soft: u64, hard: u64) -> io::Result<()> {
    let number = |limit: u64| libc::rlim_t::try_from(limit).unwrap_or(libc::RLIM_INFINITY);
    let limit = libc::rlimit { rlim_cur: number(soft), rlim_max: number(hard) };
    // SAFETY: `limit` is initialised and only read.
    check(unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit) })
}

/// Sets the mask of permissions that new files do not get.
pub(crate) fn set_umask(mask: u16) {
    // SAFETY: the call has no preconditions; it changes one number of the process.
    unsafe { libc::umask(mode_t::from(mask)) };
}

/// Duplicates the process. The caller has made sure that this is its only thread.
pub(crate) fn fork_single_threaded() -> io::Result<pid_t> {
    // SAFETY: with one thread no lock can be held by a thread that the child lacks, so that the child may go on as usual.
    let pid = unsafe { libc::fork() };
    if pid < 0 { Err(io::Error::last_os_error()) } else { Ok(pid) }
}

/// Makes this process the leader of a new session without a terminal.
pub(crate) fn new_session() -> io::Result<()> {
    // SAFETY: the call has no preconditions.
    let session = unsafe { libc::setsid() };
    if session < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// Makes the standard streams 0, 1 and 2 refer to `file`.
pub(crate) fn replace_standard_streams(file: c_int) -> io::Result<()> {
    for stream in 0..=2 {
        // SAFETY: both are plain numbers; the standard streams are owned by nobody, and a bad number is an error.
        let result = unsafe { libc::dup2(file, stream) };
        if result < 0 {
            return Err(io::Error::last_os_error());
        }
    }
    Ok(())
}

fn check(result: c_int) -> io::Result<()> {
    if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}
