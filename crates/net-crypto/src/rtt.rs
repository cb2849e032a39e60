//! Round trip of one connection, and how long to wait for a confirmation.

use std::time::Duration;

/// Smoothed round trip, as it is usual for TCP.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rtt {
    smoothed: Option<Duration>,
    deviation: Duration,
    /// Time-outs in a row.
    backoff: u32,
    /// How much later than others packets arrive that are not lost.
    overtaken: Duration,
}

impl Rtt {
    pub(crate) fn sample(&mut self, rtt: Duration) {
        self.backoff = 0;
        match self.smoothed {
            None => (self.smoothed, self.deviation) = (Some(rtt), rtt / 2),
            Some(smoothed) => {
                self.deviation = self.deviation * 3 / 4 + smoothed.abs_diff(rtt) / 4;
                self.smoothed = Some(smoothed * 7 / 8 + rtt / 8);
            }
        }
    }

    /// The round trip, once measured.
    pub(crate) const fn measured(&self) -> Option<Duration> {
        self.smoothed
    }

    /// The round trip as far as known.
    pub(crate) fn get(&self) -> Duration {
        self.smoothed.unwrap_or(INITIAL)
    }

    /// Time after which an unconfirmed packet is sent again.
    pub(crate) fn timeout(&self) -> Duration {
        let base = self.smoothed.map_or(INITIAL_TIMEOUT, |rtt| rtt + self.deviation * 4 + FEEDBACK);
        (base.max(MIN_TIMEOUT) * 2_u32.pow(self.backoff.min(MAX_BACKOFF))).min(MAX_TIMEOUT)
    }

    /// How long a packet may be missing and not be lost: one that was sent once, and one that was sent again, of which nobody
    /// knows whether it came before or after the others.
    pub(crate) fn patience(&self) -> [Duration; 2] {
        let once = self.get() + self.overtaken;
        [once, once + self.deviation * 2]
    }

    /// A packet was sent again too early.
    pub(crate) fn was_hasty(&mut self) {
        let most = (self.get() / 2).clamp(MIN_OVERTAKEN, MAX_OVERTAKEN);
        self.overtaken = (self.overtaken + OVERTAKEN_STEP).min(most);
    }

    /// A packet was sent again rightly.
    pub(crate) fn was_right(&mut self) {
        self.overtaken = self.overtaken * 63 / 64;
    }

    /// Notes a time-out. Returns how many that makes in a row.
    pub(crate) fn timed_out(&mut self) -> u32 {
        self.backoff = self.backoff.saturating_add(1);
        self.backoff
    }

    pub(crate) fn progress(&mut self) {
        self.backoff = 0;
    }
}

/// Round trip before the first measurement. Our choice: a third of the reference's 1 s, which no path on earth has.
const INITIAL: Duration = Duration::from_millis(300);
/// Time-out before the first measurement: the reference confirms once a second when little arrives.
const INITIAL_TIMEOUT: Duration = Duration::from_millis(1500);
/// Shortest time-out.
const MIN_TIMEOUT: Duration = Duration::from_millis(200);
/// Longest.
const MAX_TIMEOUT: Duration = Duration::from_secs(4);
/// What a peer may wait beyond the measured.
const FEEDBACK: Duration = Duration::from_millis(60);
const MAX_BACKOFF: u32 = 5;
/// What is added to the wait for overtaken packets each time that one was not lost.
const OVERTAKEN_STEP: Duration = Duration::from_millis(1);
/// Most of it on short ways, and on long ones half the round trip up to the other.
const MIN_OVERTAKEN: Duration = Duration::from_millis(10);
const MAX_OVERTAKEN: Duration = Duration::from_millis(100);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timeouts_follow_the_round_trip_and_double() {
        let mut rtt = Rtt::default();
        assert_eq!(rtt.timeout(), INITIAL_TIMEOUT);
        for _ in 0..50 {
            rtt.sample(Duration::from_millis(100));
        }
        assert_eq!(rtt.timeout(), MIN_TIMEOUT);
        rtt.timed_out();
        assert_eq!(rtt.timeout(), MIN_TIMEOUT * 2);
        for _ in 0..100 {
            rtt.timed_out();
        }
        assert_eq!(rtt.timeout(), MAX_TIMEOUT);
        rtt.sample(Duration::from_millis(900));
        assert!(rtt.timeout() > Duration::from_millis(800));
    }
}
