//! C's log callback: what happens at the levels info, warning and error.
//!
//! Lines are collected while the core is in use and told afterwards, so that the callback may do what it likes. What the
//! network does is never an error: only what makes us unable to go on is.

mod collector;
mod line;

use std::collections::VecDeque;
use std::ffi::c_void;
use std::fmt;
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tracing::Dispatch;

use crate::handle::Tox;
use crate::pointer::UserData;
use crate::types::ToxLogCb;
use collector::Collector;
use line::Line;

/// Lines that wait to be told.
type Lines = Arc<Mutex<VecDeque<Line>>>;
/// C's function.
type Tell = unsafe extern "C" fn(
    *mut Tox,
    u32,
    *const std::ffi::c_char,
    u32,
    *const std::ffi::c_char,
    *const std::ffi::c_char,
    *mut c_void,
);

/// Where lines go.
pub(crate) struct Log {
    tell: Tell,
    user_data: UserData,
    lines: Lines,
    dispatch: Dispatch,
    /// A thread tells lines. Those that are logged meanwhile, also by what the callback calls, are told by it, too.
    telling: AtomicBool,
    /// Nothing is told any more.
    ended: AtomicBool,
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Log").finish_non_exhaustive()
    }
}

impl Log {
    /// A log for C's function, if it gave one.
    pub(crate) fn new(tell: ToxLogCb, user_data: UserData) -> Option<Self> {
        let lines = Lines::default();
        let dispatch = Dispatch::new(Collector::new(Arc::clone(&lines)));
        tell.map(|tell| Self {
            tell,
            user_data,
            lines,
            dispatch,
            telling: AtomicBool::new(false),
            ended: AtomicBool::new(false),
        })
    }

    /// Does something, and collects what it logs in this thread, if anybody wants it.
    pub(crate) fn collect<T>(log: Option<&Self>, work: impl FnOnce() -> T) -> T {
        match log {
            Some(log) => tracing::dispatcher::with_default(&log.dispatch, work),
            None => work(),
        }
    }

    /// Tells nothing any more, not even what waits.
    pub(crate) fn end(&self) {
        self.ended.store(true, Ordering::Release);
    }

    /// Whether that was said.
    pub(crate) fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Acquire)
    }

    /// Whether something waits to be told.
    pub(crate) fn has_lines(&self) -> bool {
        !self.has_ended() && !self.lines.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Tells what was collected, unless that is being done.
    pub(crate) fn deliver(&self, tox: *mut Tox) {
        // Lines that came when the last one had been told, and before that was noted, are for another round.
        while self.has_lines() && !self.telling.swap(true, Ordering::AcqRel) {
            while let Some(line) = self.next() {
                self.tell(tox, &line);
            }
            self.telling.store(false, Ordering::Release);
        }
    }

    fn tell(&self, tox: *mut Tox, line: &Line) {
        let (level, number) = (line.level as u32, line.number);
        let (file, function, message) = (line.file.as_ptr(), line.function.as_ptr(), line.message.as_ptr());
        // SAFETY: C gave the function for this; the texts end with NUL and live until it returns.
        unsafe { (self.tell)(tox, level, file, number, function, message, self.user_data.0) };
    }

    /// Tells what was collected by a start that failed: there is no `Tox` to name.
    pub(crate) fn deliver_failure(&self) {
        self.deliver(ptr::null_mut());
    }

    fn next(&self) -> Option<Line> {
        if self.has_ended() {
            return None;
        }
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }
}

#[cfg(test)]
mod tests;
