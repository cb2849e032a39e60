use std::time::Duration;

use toxcore_sansio::Instant;

/// A token bucket, kept as the moment at which it will be full again.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Bucket {
    full_at: Instant,
}

impl Bucket {
    /// Takes one of `burst` tokens, of which one comes back each `interval`.
    pub(crate) fn take(&mut self, now: Instant, interval: Duration, burst: u32) -> bool {
        let full_at = self.full_at.max(now) + interval;
        if full_at - now > interval.saturating_mul(burst) {
            return false;
        }
        self.full_at = full_at;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_and_then_one_each_interval() {
        let (mut bucket, interval) = (Bucket::default(), Duration::from_secs(10));
        let mut taken = |seconds: u64| bucket.take(Instant::from_origin(Duration::from_secs(seconds)), interval, 3);
        assert_eq!([taken(0), taken(0), taken(0), taken(0)], [true, true, true, false]);
        assert_eq!([taken(9), taken(10), taken(10), taken(1000)], [false, true, false, true]);
    }
}
