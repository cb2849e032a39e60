//! When the instances of a process wake together.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use toxcore::Instant;

/// The moment at which the one that was asked last will wake, so that others choose the same.
///
/// Intervals are whole milliseconds, and the instances of a process are asked one after the other. Without this, some were asked
/// just before a millisecond was over and some just after, and woke that millisecond apart, time after time.
#[derive(Debug, Default)]
pub(crate) struct Step {
    /// Microseconds since the origin.
    agreed_us: AtomicU64,
}

/// That of this process.
pub(crate) static STEP: Step = Step::new();

impl Step {
    /// Nothing is agreed on.
    pub(crate) const fn new() -> Self {
        Self { agreed_us: AtomicU64::new(0) }
    }

    /// Milliseconds from `now` to the next multiple of `every_ms`, or so many that it is closest to when others wake who were told the same.
    pub(crate) fn next_ms(&self, now: Instant, every_ms: u32) -> u32 {
        let since = now.since_origin();
        let into = since.as_millis() % u128::from(every_ms.max(1));
        let own_ms = every_ms - u32::try_from(into).unwrap_or_default();
        let own = since + Duration::from_millis(u64::from(own_ms));
        let agreed = Duration::from_micros(self.agreed_us.load(Ordering::Relaxed));
        if agreed > since && agreed.abs_diff(own) <= SAME_STEP {
            let rounded = (agreed - since + HALF).as_millis();
            return u32::try_from(rounded).unwrap_or(own_ms).max(1);
        }
        self.agreed_us.store(u64::try_from(own.as_micros()).unwrap_or_default(), Ordering::Relaxed);
        own_ms
    }
}

/// How far two may be apart that were told the same multiple.
const SAME_STEP: Duration = Duration::from_millis(1);
/// Half of what intervals are told in.
const HALF: Duration = Duration::from_micros(500);

#[cfg(test)]
mod tests {
    use super::*;

    fn at(us: u64) -> Instant {
        Instant::from_origin(Duration::from_micros(us))
    }

    fn wakes(step: &Step, us: u64) -> u64 {
        us + 1_000 * u64::from(step.next_ms(at(us), 20))
    }

    #[test]
    fn the_next_is_a_multiple() {
        assert_eq!([100_000, 101_000, 119_000].map(|us| Step::new().next_ms(at(us), 20)), [20, 19, 1]);
        assert_eq!(Step::new().next_ms(at(119_900), 20), 1);
    }

    #[test]
    fn who_is_asked_behind_the_millisecond_wakes_with_who_was_before_it() {
        let step = Step::new();
        assert_eq!(
            [100_970, 100_990, 101_010, 101_200].map(|us| wakes(&step, us)),
            [120_970, 120_990, 121_010, 121_200]
        );
        // Those who wake late shift the step, until it is a millisecond earlier for all.
        assert_eq!([121_010, 121_050, 121_300].map(|us| wakes(&step, us)), [140_010, 140_050, 140_300]);
    }

    #[test]
    fn what_others_of_another_pace_agreed_on_does_not_count() {
        let step = Step::new();
        assert_eq!(step.next_ms(at(101_000), 50), 49);
        assert_eq!(step.next_ms(at(101_000), 20), 19);
        assert_eq!(step.next_ms(at(101_000), 50), 49);
        assert_eq!(step.next_ms(at(200_000), 50), 50, "nor what is past");
    }
}
