//! Spreads packets over time.

use std::time::Duration;

use toxcore_sansio::Instant;

/// A bucket of packets that fills with the rate asked for.
#[derive(Debug)]
pub(crate) struct Pacer {
    credit: f64,
    updated: Instant,
    /// When the present millisecond began, and packets that left in it.
    millisecond: (Instant, u32),
}

impl Pacer {
    pub(crate) fn new(now: Instant, credit: usize) -> Self {
        Self { credit: (credit as f64).min(MAX_BURST), updated: now, millisecond: (now, 0) }
    }

    /// Whether a packet may leave, when `rate` packets leave in a second, and at most `most` at once.
    pub(crate) fn ready(&mut self, now: Instant, rate: f64, most: f64) -> bool {
        let passed = now.saturating_since(self.updated).as_secs_f64();
        let burst = (rate * BURST_TIME.as_secs_f64()).clamp(MIN_BURST, most.max(MIN_BURST)).max(self.credit);
        self.credit = (self.credit + rate * passed).min(burst);
        self.updated = self.updated.max(now);
        if now >= self.millisecond.0 + MILLISECOND {
            self.millisecond = (now, 0);
        }
        self.credit >= 1.0
    }

    /// A packet leaves. Returns how many that makes within a millisecond.
    pub(crate) fn spend(&mut self) -> u32 {
        self.credit = (self.credit - 1.0).max(-MAX_DEBT);
        let (_, count) = &mut self.millisecond;
        *count = count.saturating_add(1);
        *count
    }

    /// The packet did not leave after all.
    pub(crate) fn take_back(&mut self) {
        self.credit += 1.0;
        self.millisecond.1 = self.millisecond.1.saturating_sub(1);
    }

    /// When enough may leave again to be worth a wake-up.
    pub(crate) fn next(&self, rate: f64) -> Instant {
        let batch = (rate * WAKE_TIME.as_secs_f64()).clamp(1.0, MAX_BURST / 2.0);
        let missing = batch - self.credit;
        // A nanosecond more, lest rounding let us wake an instant too early, for ever.
        self.updated + Duration::from_secs_f64((missing / rate.max(1.0)).clamp(0.0, 1.0)) + Duration::from_nanos(1)
    }
}

/// Time whose packets may leave at once after a pause: twice what a driver's timer may be late.
const BURST_TIME: Duration = Duration::from_millis(3);
/// Least packets of that.
const MIN_BURST: f64 = 4.0;
/// Most packets of that, as long as nothing is known of the path: with the highest rate of such a path below 128 in a
/// millisecond.
pub(super) const MAX_BURST: f64 = 64.0;
/// Time between two wake-ups for sending.
const WAKE_TIME: Duration = Duration::from_micros(500);
/// What counts as at once: programs come no more often, and receivers neither.
const MILLISECOND: Duration = Duration::from_millis(1);
/// Packets beyond the rate that are paid back: messages do not wait, others do for them.
const MAX_DEBT: f64 = 64.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_millisecond_has_more_than_127_packets() {
        let rate = 60_000.0;
        let mut pacer = Pacer::new(Instant::ZERO, 64);
        let mut times = Vec::new();
        for step in 0..2000 {
            let now = Instant::from_origin(Duration::from_micros(50 * step));
            while pacer.ready(now, rate, MAX_BURST) {
                pacer.spend();
                times.push(50 * step);
            }
        }
        let most = times.iter().map(|t| times.iter().filter(|u| (*t..t + 1000).contains(*u)).count()).max();
        assert!(most.is_some_and(|most| most < 128), "{most:?}");
        assert!((5900..6200).contains(&times.len()), "{}", times.len());
    }

    #[test]
    fn waking_at_the_time_named_lets_packets_leave() {
        for rate in [4.0, 100.0, 9000.0, 60_000.0] {
            let mut pacer = Pacer::new(Instant::ZERO, 1);
            let mut now = Instant::ZERO;
            for _ in 0..100 {
                while pacer.ready(now, rate, MAX_BURST) {
                    pacer.spend();
                }
                now = now.max(pacer.next(rate));
                assert!(pacer.ready(now, rate, MAX_BURST), "rate {rate}");
            }
        }
    }
}
