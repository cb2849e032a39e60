use std::time::{Duration, SystemTime, UNIX_EPOCH};

use toxcore::{Instant, UnixTime};

/// The two clocks of the operating system.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    origin: tokio::time::Instant,
}

impl Clock {
    /// A clock that starts now.
    pub(crate) fn start() -> Self {
        Self { origin: tokio::time::Instant::now() }
    }

    /// Monotonic time since the start.
    pub(crate) fn now(&self) -> Instant {
        Instant::from_origin(self.origin.elapsed())
    }

    /// The runtime's word for a moment of this clock. What lies beyond all days is a day away.
    pub(crate) fn runtime_time(&self, at: Instant) -> tokio::time::Instant {
        let since = at.since_origin();
        self.origin.checked_add(since).unwrap_or_else(|| tokio::time::Instant::now() + A_DAY)
    }

    /// Wall-clock time; 0 when the clock is set before 1970.
    pub(crate) fn unix_time() -> UnixTime {
        UnixTime(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))
    }
}

/// Longer than any wait of ours.
const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);
