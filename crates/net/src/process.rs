//! What a daemon does with its process: limits, permissions of new files, going to the background.

use std::fs::OpenOptions;
use std::io;
use std::os::fd::AsRawFd;

use thiserror::Error;

use crate::sys::process as sys;

/// Limit of open files after [`raise_open_file_limit`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenFileLimit {
    /// What the process may open now.
    pub soft: u64,
    /// What it could be raised to.
    pub hard: u64,
}

/// Raises the limit of open files to `wanted`, or to what is allowed. Never lowers it.
///
/// # Errors
/// What the system says when it refuses to tell or to set the limit.
pub fn raise_open_file_limit(wanted: u64) -> io::Result<OpenFileLimit> {
    let (soft, hard) = sys::open_file_limit()?;
    let goal = wanted.min(hard).max(soft);
    if goal > soft {
        sys::set_open_file_limit(goal, hard)?;
    }
    Ok(OpenFileLimit { soft: goal, hard })
}

/// Sets the mask of permissions that new files do not get (0o077: nobody but the owner reads them).
pub fn set_umask(mask: u16) {
    sys::set_umask(mask);
}

/// Which of two processes goes on after [`fork`].
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forked {
    /// The old process; the child has this process id.
    Parent(u32),
    /// The new process.
    Child,
}

/// Why there is no second process.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ForkError {
    /// The process has more than one thread, or it cannot be told.
    #[error("the process runs {0} threads, it must be one")]
    Threads(usize),
    /// The system refused.
    #[error("fork failed: {0}")]
    System(io::ErrorKind),
}

/// Duplicates the process. Only allowed while it has a single thread, which is checked.
///
/// # Errors
/// [`ForkError::Threads`] if there are more threads or the system does not tell, [`ForkError::System`] if it refuses.
pub fn fork() -> Result<Forked, ForkError> {
    let threads = std::fs::read_dir("/proc/self/task").map_or(0, Iterator::count);
    if threads != 1 {
        return Err(ForkError::Threads(threads));
    }
    let pid = sys::fork_single_threaded().map_err(|error| ForkError::System(error.kind()))?;
    Ok(match u32::try_from(pid) {
        Ok(0) | Err(_) => Forked::Child,
        Ok(child) => Forked::Parent(child),
    })
}

/// What becomes of the standard streams in [`detach`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandardStreams {
    /// They lead to `/dev/null`.
    Discard,
    /// They stay, for a log that is written to them.
    Keep,
}

/// Leaves the terminal: a new session, and `/` as working directory.
///
/// # Errors
/// What the system says; the process may then be half-way.
pub fn detach(streams: StandardStreams) -> io::Result<()> {
    sys::new_session()?;
    std::env::set_current_dir("/")?;
    if streams == StandardStreams::Keep {
        return Ok(());
    }
    let null = OpenOptions::new().read(true).write(true).open("/dev/null")?;
    sys::replace_standard_streams(null.as_raw_fd())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_open_file_limit_only_rises() {
        let before = raise_open_file_limit(0).expect("limit");
        let after = raise_open_file_limit(before.soft.saturating_add(1)).expect("limit");
        assert!(after.soft >= before.soft && after.soft <= after.hard);
        assert_eq!(raise_open_file_limit(1).expect("limit").soft, after.soft);
    }

    #[test]
    fn a_process_with_threads_does_not_fork() {
        // The test harness runs this in a thread of its own.
        assert!(matches!(fork(), Err(ForkError::Threads(_))));
    }
}
