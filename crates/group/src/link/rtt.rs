//! Round trip of one session, and how long to wait for a confirmation.

use std::time::Duration;

/// Smoothed round trip, as it is usual for TCP.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rtt {
    smoothed: Option<Duration>,
    deviation: Duration,
    /// Time-outs since the last progress.
    timeouts: u32,
}

impl Rtt {
    /// A packet that was sent once was confirmed after so long.
    pub(crate) fn sample(&mut self, rtt: Duration) {
        match self.smoothed {
            None => (self.smoothed, self.deviation) = (Some(rtt), rtt / 2),
            Some(smoothed) => {
                self.deviation = self.deviation * 3 / 4 + smoothed.abs_diff(rtt) / 4;
                self.smoothed = Some(smoothed * 7 / 8 + rtt / 8);
            }
        }
    }

    /// The same, where the confirmation may have waited for up to `leisure`: what is known stays as far as that agrees.
    pub(crate) fn sample_between(&mut self, rtt: Duration, leisure: Duration) {
        let least = rtt.saturating_sub(leisure);
        match self.smoothed {
            Some(known) if (least..=rtt).contains(&known) && !leisure.is_zero() => {}
            Some(known) if known < least => self.sample(least),
            _ => self.sample(rtt),
        }
    }

    /// Something was confirmed.
    pub(crate) const fn progress(&mut self) {
        self.timeouts = 0;
    }

    /// Nothing was confirmed in time.
    pub(crate) const fn timed_out(&mut self) {
        self.timeouts = self.timeouts.saturating_add(1);
    }

    /// Time-outs since the last progress.
    pub(crate) const fn timeouts(&self) -> u32 {
        self.timeouts
    }

    /// The round trip as far as known.
    pub(crate) fn get(&self) -> Duration {
        self.smoothed.unwrap_or(INITIAL)
    }

    /// Time after which an unconfirmed packet is sent again.
    pub(crate) fn timeout(&self) -> Duration {
        let base = self.smoothed.map_or(INITIAL_TIMEOUT, |rtt| rtt + self.deviation * 4 + FEEDBACK);
        (base.max(MIN_TIMEOUT) * 2_u32.pow(self.timeouts.min(MAX_BACKOFF))).min(MAX_TIMEOUT)
    }
}

/// Round trip before the first measurement. Our choice, as in net-crypto.
const INITIAL: Duration = Duration::from_millis(300);
/// Time-out before the first measurement. Our choice: TCP's.
const INITIAL_TIMEOUT: Duration = Duration::from_secs(1);
/// Shortest time-out. Our choice: the reference works once in 50 ms.
const MIN_TIMEOUT: Duration = Duration::from_millis(200);
/// Longest. Our choice: several tries in the 58 s after which the member is lost.
const MAX_TIMEOUT: Duration = Duration::from_secs(8);
/// What a member may wait beyond the measured.
const FEEDBACK: Duration = Duration::from_millis(60);
const MAX_BACKOFF: u32 = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_confirmed_at_leisure_tells_bounds() {
        let ms = Duration::from_millis;
        let mut rtt = Rtt::default();
        rtt.sample_between(ms(100), Duration::ZERO);
        let known = rtt.timeout();
        rtt.sample_between(ms(100), ms(250));
        rtt.sample_between(ms(350), ms(250));
        assert_eq!((rtt.get(), rtt.timeout()), (ms(100), known));
        rtt.sample_between(ms(20), ms(250));
        assert_eq!(rtt.get(), ms(90));
        rtt.sample_between(ms(350 + 70), ms(250));
        assert_eq!(rtt.get(), ms(100));
    }

    #[test]
    fn timeouts_follow_the_round_trip_and_double() {
        let mut rtt = Rtt::default();
        assert_eq!(rtt.timeout(), INITIAL_TIMEOUT);
        for _ in 0..50 {
            rtt.sample(Duration::from_millis(100));
        }
        assert_eq!(rtt.timeout(), MIN_TIMEOUT);
        for _ in 0..3 {
            rtt.timed_out();
        }
        assert_eq!((rtt.timeout(), rtt.timeouts()), (MIN_TIMEOUT * 8, 3));
        for _ in 0..100 {
            rtt.timed_out();
        }
        assert_eq!(rtt.timeout(), MAX_TIMEOUT);
        rtt.progress();
        rtt.sample(Duration::from_millis(900));
        assert!(rtt.timeout() > Duration::from_millis(250) && rtt.timeouts() == 0);
    }
}
