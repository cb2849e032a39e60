//! Evidence against UDP that comes sooner than silence, and how long it counts.

use std::time::Duration;

use toxcore_sansio::Instant;

use crate::UDP_DOUBT_TIMEOUT;

/// Doubt that comes again soon lasts twice as long each time: a path that is broken in one direction looks good whenever it is
/// not used.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Doubt(Option<Raised>);

#[derive(Clone, Copy, Debug)]
struct Raised {
    until: Instant,
    lasts: Duration,
}

impl Doubt {
    pub(crate) fn is_raised(&self, now: Instant) -> bool {
        self.0.is_some_and(|raised| now < raised.until)
    }

    pub(crate) fn raise(&mut self, now: Instant) {
        let lasts = match self.0 {
            Some(raised) if now < raised.until => {
                self.0 = Some(Raised { until: raised.until.max(now + UDP_DOUBT_TIMEOUT), ..raised });
                return;
            }
            Some(raised) if now < raised.until + raised.lasts => (raised.lasts * 2).min(LONGEST),
            Some(_) | None => UDP_DOUBT_TIMEOUT,
        };
        self.0 = Some(Raised { until: now + lasts, lasts });
    }

    /// When it is over.
    pub(crate) fn until(&self) -> Option<Instant> {
        self.0.map(|raised| raised.until)
    }
}

/// Longest doubt without new evidence. Our choice: trying such a path anew then costs a hundredth of the time.
const LONGEST: Duration = Duration::from_secs(60);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubt_that_returns_lasts_longer_and_is_forgotten_in_the_end() {
        let mut doubt = Doubt::default();
        let mut now = Instant::ZERO;
        for lasts in [2500, 5000, 10_000, 20_000, 40_000, 60_000, 60_000].map(Duration::from_millis) {
            assert!(!doubt.is_raised(now));
            doubt.raise(now);
            assert_eq!(doubt.until(), Some(now + lasts));
            assert!(doubt.is_raised(now));
            now += lasts + Duration::from_secs(1);
        }
        now += LONGEST;
        doubt.raise(now);
        assert_eq!(doubt.until(), Some(now + UDP_DOUBT_TIMEOUT));
        doubt.raise(now + Duration::from_secs(1));
        assert_eq!(doubt.until(), Some(now + Duration::from_secs(1) + UDP_DOUBT_TIMEOUT));
    }
}
