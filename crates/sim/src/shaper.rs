/// One direction of a link: a rate and a queue in front of it, kept as the time at which the queue will be empty.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shaper {
    free_at: u64,
}

impl Shaper {
    /// When a datagram of `len` bytes that comes at `now` has passed; `None` if the queue is full.
    pub(crate) fn datagram(&mut self, now: u64, len: usize, rate: Option<u64>, queue_bytes: u64) -> Option<u64> {
        let Some(rate) = rate else { return Some(now) };
        let waiting = self.free_at.saturating_sub(now);
        if waiting > time_of(queue_bytes, rate) {
            return None;
        }
        Some(self.pass(now, len + UDP_OVERHEAD, rate))
    }

    /// When stream bytes that come at `now` have passed. They wait as long as it takes.
    pub(crate) fn stream(&mut self, now: u64, len: usize, rate: Option<u64>) -> u64 {
        let Some(rate) = rate else { return now };
        self.pass(now, len + len.div_ceil(SEGMENT_BYTES) * TCP_OVERHEAD, rate)
    }

    fn pass(&mut self, now: u64, bytes: usize, rate: u64) -> u64 {
        self.free_at = self.free_at.max(now) + time_of(bytes as u64, rate);
        self.free_at
    }
}

/// Nanoseconds that `bytes` take at `rate` bytes a second.
fn time_of(bytes: u64, rate: u64) -> u64 {
    u64::try_from(u128::from(bytes) * 1_000_000_000 / u128::from(rate.max(1))).unwrap_or(u64::MAX / 4)
}

/// IPv4 and UDP headers, which take their part of a link's rate.
const UDP_OVERHEAD: usize = 28;
/// IPv4 and TCP headers.
const TCP_OVERHEAD: usize = 40;
/// Payload of a full TCP segment on Ethernet.
pub(crate) const SEGMENT_BYTES: usize = 1460;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_queue_fills_and_drains_at_the_rate() {
        let mut shaper = Shaper::default();
        // 1,000 bytes a second, packets of 100 bytes with headers, a queue of 300 bytes.
        let passed: Vec<_> = (0..6).map(|_| shaper.datagram(0, 72, Some(1_000), 300)).collect();
        let ms = |n: u64| Some(n * 1_000_000);
        assert_eq!(passed, [ms(100), ms(200), ms(300), ms(400), None, None]);
        assert_eq!(shaper.datagram(100_000_000, 72, Some(1_000), 300), ms(500));
        assert_eq!(shaper.datagram(9_000_000_000, 72, None, 0), ms(9_000));
    }
}
