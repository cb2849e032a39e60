//! Signals as something to poll: a `signalfd`.
#![allow(unsafe_code)]

use std::fs::File;
use std::io::{self, Read};
use std::mem;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};
use std::ptr;

use libc::c_int;

/// A signal that a daemon reacts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// SIGINT: interrupt from the terminal.
    Interrupt,
    /// SIGTERM: end gracefully.
    Terminate,
    /// SIGHUP: terminal gone, or a request to reload.
    HangUp,
    /// SIGUSR1: free for the program.
    User1,
}

impl Signal {
    /// All signals of this type.
    pub const ALL: [Self; 4] = [Self::Interrupt, Self::Terminate, Self::HangUp, Self::User1];

    /// The system's number.
    #[must_use]
    pub const fn number(self) -> i32 {
        match self {
            Self::Interrupt => libc::SIGINT,
            Self::Terminate => libc::SIGTERM,
            Self::HangUp => libc::SIGHUP,
            Self::User1 => libc::SIGUSR1,
        }
    }

    /// The name as in `SIGINT`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Interrupt => "SIGINT",
            Self::Terminate => "SIGTERM",
            Self::HangUp => "SIGHUP",
            Self::User1 => "SIGUSR1",
        }
    }
}

/// Receives chosen signals through a descriptor. Their default action no longer happens in the thread that made it and in
/// threads started afterwards, so make it before any other thread.
#[derive(Debug)]
pub struct Signals(File);

impl Signals {
    /// Takes over `signals`.
    ///
    /// # Errors
    /// When the system has no descriptor left.
    pub fn new(signals: &[Signal]) -> io::Result<Self> {
        let set = set_of(signals)?;
        // SAFETY: `set` is an initialised signal set; a null pointer for the old mask is allowed.
        let result = unsafe { libc::pthread_sigmask(libc::SIG_BLOCK, &raw const set, ptr::null_mut()) };
        if result != 0 {
            return Err(io::Error::from_raw_os_error(result));
        }
        // SAFETY: `set` is an initialised signal set; -1 asks for a new descriptor.
        let fd = unsafe { libc::signalfd(-1, &raw const set, libc::SFD_NONBLOCK | libc::SFD_CLOEXEC) };
        if fd < 0 {
            return Err(io::Error::last_os_error());
        }
        // SAFETY: the call above succeeded, so that `fd` is open and nobody else owns it.
        let fd = unsafe { OwnedFd::from_raw_fd(fd) };
        Ok(Self(File::from(fd)))
    }

    /// The next signal that arrived, or `None`.
    pub fn next_signal(&self) -> Option<Signal> {
        let mut info = [0; mem::size_of::<libc::signalfd_siginfo>()];
        (&self.0).read_exact(&mut info).ok()?;
        let number = i32::try_from(u32::from_ne_bytes(*info.first_chunk()?)).ok()?;
        Signal::ALL.into_iter().find(|signal| signal.number() == number)
    }
}

impl AsFd for Signals {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

impl AsRawFd for Signals {
    fn as_raw_fd(&self) -> RawFd {
        self.0.as_raw_fd()
    }
}

fn set_of(signals: &[Signal]) -> io::Result<libc::sigset_t> {
    // SAFETY: `sigset_t` is an array of integers, for which all zero bytes are valid values.
    let mut set: libc::sigset_t = unsafe { mem::zeroed() };
    // SAFETY: `set` is valid for writing.
    check(unsafe { libc::sigemptyset(&raw mut set) })?;
    for signal in signals {
        // SAFETY: `set` was initialised by `sigemptyset`.
        check(unsafe { libc::sigaddset(&raw mut set, signal.number()) })?;
    }
    Ok(set)
}

fn check(result: c_int) -> io::Result<()> {
    if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_raised_signal_is_read_once() {
        let signals = Signals::new(&[Signal::User1]).expect("signalfd");
        assert_eq!(signals.next_signal(), None);
        // SAFETY: raising a blocked signal in this thread has no effect but to queue it.
        assert_eq!(unsafe { libc::raise(libc::SIGUSR1) }, 0);
        assert_eq!(signals.next_signal(), Some(Signal::User1));
        assert_eq!(signals.next_signal(), None);
    }
}
