use std::fmt;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use toxcore::{Instant, UnixTime};

use crate::pointer::UserData;
use crate::types::ToxMonoTimeCb;

/// Where the time comes from.
pub(crate) enum TimeSource {
    /// The clock of the operating system.
    System(std::time::Instant),
    /// C tells it, in milliseconds. The wall clock goes with it, so that a test rules both.
    Callback {
        /// C's function.
        tell: unsafe extern "C" fn(*mut std::ffi::c_void) -> u64,
        /// For that function.
        user_data: UserData,
        /// What it said first, and the wall-clock time of that moment.
        start: (Instant, UnixTime),
    },
}

impl fmt::Debug for TimeSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::System(_) => "System",
            Self::Callback { .. } => "Callback",
        })
    }
}

impl TimeSource {
    /// The system's clock.
    pub(crate) fn system() -> Self {
        Self::System(*ORIGIN.get_or_init(std::time::Instant::now))
    }

    /// C's clock, or the system's if there is none.
    ///
    /// # Safety
    /// The function may be called with its data, from any thread, as long as the source lives.
    pub(crate) unsafe fn callback(tell: ToxMonoTimeCb, user_data: UserData) -> Self {
        let Some(tell) = tell else { return Self::system() };
        // SAFETY: the caller's promise.
        let first = unsafe { ask(tell, user_data) };
        Self::Callback { tell, user_data, start: (first, wall_clock()) }
    }

    /// Whether C is asked.
    pub(crate) const fn is_told_by_c(&self) -> bool {
        matches!(self, Self::Callback { .. })
    }

    /// Monotonic time. C's clock may be wrong: whoever uses it takes care that it does not go back.
    pub(crate) fn now(&self) -> Instant {
        match self {
            Self::System(origin) => Instant::from_origin(origin.elapsed()),
            // SAFETY: `callback` was promised that it may be called.
            Self::Callback { tell, user_data, .. } => unsafe { ask(*tell, *user_data) },
        }
    }

    /// Wall-clock time at `now`.
    pub(crate) fn unix_time(&self, now: Instant) -> UnixTime {
        match self {
            Self::System(_) => wall_clock(),
            Self::Callback { start: (first, then), .. } => {
                UnixTime(then.0.saturating_add(now.saturating_since(*first).as_secs()))
            }
        }
    }
}

/// Where time begins for all instances that use the system's clock: so they can wake together.
static ORIGIN: OnceLock<std::time::Instant> = OnceLock::new();

/// # Safety
/// `tell` may be called with `user_data`.
unsafe fn ask(tell: unsafe extern "C" fn(*mut std::ffi::c_void) -> u64, user_data: UserData) -> Instant {
    // SAFETY: the caller's promise.
    Instant::from_origin(Duration::from_millis(unsafe { tell(user_data.0) }))
}

/// 0 when the clock is set before 1970.
fn wall_clock() -> UnixTime {
    UnixTime(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))
}
