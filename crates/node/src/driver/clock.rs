use std::time::{SystemTime, UNIX_EPOCH};

use toxcore_sansio::{Instant, UnixTime};

/// The two clocks of the operating system.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    origin: std::time::Instant,
}

impl Clock {
    /// A clock that starts now.
    pub(super) fn start() -> Self {
        Self { origin: std::time::Instant::now() }
    }

    /// Monotonic time since the start.
    pub(super) fn now(&self) -> Instant {
        Instant::from_origin(self.origin.elapsed())
    }

    /// Wall-clock time; 0 when the clock is set before 1970.
    pub(super) fn unix_time(&self) -> UnixTime {
        UnixTime(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))
    }
}
