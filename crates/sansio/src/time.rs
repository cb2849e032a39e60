use std::num::NonZeroU64;
use std::ops::{Add, AddAssign, Sub};
use std::time::Duration;

/// Monotonic time given by the driver, counted from an origin of its choice.
///
/// Every machine of one owner sees the same clock. It never goes backwards; it may jump forwards (suspend). Nanoseconds are
/// kept, and 584 years of them: later moments are all the same one. It takes eight bytes, also as an `Option`, since a
/// client holds some dozens for each friend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(
    /// Nanoseconds since the origin, and one more.
    NonZeroU64,
);

impl Instant {
    /// The origin of the driver's clock.
    pub const ZERO: Self = Self(NonZeroU64::MIN);

    /// The moment `since_origin` after the origin.
    #[must_use]
    pub const fn from_origin(since_origin: Duration) -> Self {
        Self(NonZeroU64::MIN.saturating_add(nanos(since_origin)))
    }

    /// Time passed since the origin.
    #[must_use]
    pub const fn since_origin(self) -> Duration {
        Duration::from_nanos(self.0.get() - 1)
    }

    /// Time from `earlier` to `self`; zero if `earlier` is later.
    #[must_use]
    pub const fn saturating_since(self, earlier: Self) -> Duration {
        Duration::from_nanos(self.0.get().saturating_sub(earlier.0.get()))
    }
}

impl Default for Instant {
    fn default() -> Self {
        Self::ZERO
    }
}

impl Add<Duration> for Instant {
    type Output = Self;
    fn add(self, rhs: Duration) -> Self {
        Self(self.0.saturating_add(nanos(rhs)))
    }
}

/// Nanoseconds of a time, as many as there can be.
const fn nanos(time: Duration) -> u64 {
    time.as_secs().saturating_mul(NANOS_PER_SECOND).saturating_add(time.subsec_nanos() as u64)
}

const NANOS_PER_SECOND: u64 = 1_000_000_000;

impl AddAssign<Duration> for Instant {
    fn add_assign(&mut self, rhs: Duration) {
        *self = *self + rhs;
    }
}

impl Sub for Instant {
    type Output = Duration;
    /// Saturates at zero, as [`Instant::saturating_since`].
    fn sub(self, rhs: Self) -> Duration {
        self.saturating_since(rhs)
    }
}

/// Wall-clock time in whole seconds since 1970-01-01 00:00 UTC.
///
/// Only for values that other machines read (clock in storage answers, `no_replay`); everything local uses [`Instant`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixTime(pub u64);

#[cfg(test)]
mod tests;
