use std::time::Duration;

use toxcore_sansio::Instant;

use super::MAX_QUEUED;

/// How many packets may be under way, as TCP finds it out: it grows with what is confirmed and shrinks when something is lost.
#[derive(Debug)]
pub(super) struct Window {
    packets: usize,
    /// Up to here it grows quickly.
    threshold: usize,
    /// Confirmed since it grew by one.
    confirmed: usize,
    /// When it shrank for a loss.
    shrunk: Option<Instant>,
}

impl Default for Window {
    fn default() -> Self {
        Self { packets: INITIAL, threshold: MAX_QUEUED, confirmed: 0, shrunk: None }
    }
}

impl Window {
    pub(super) const fn allows(&self, in_flight: usize) -> bool {
        in_flight < self.packets
    }

    pub(super) fn confirmed(&mut self, count: usize) {
        if self.packets < self.threshold {
            self.packets += count;
        } else {
            self.confirmed += count;
            if self.confirmed >= self.packets {
                self.confirmed = 0;
                self.packets += 1;
            }
        }
        self.packets = self.packets.min(MAX_QUEUED);
    }

    /// A packet is missing. Counts once in a round trip.
    pub(super) fn lost(&mut self, now: Instant, round_trip: Duration) {
        if self.shrunk.is_none_or(|at| now.saturating_since(at) >= round_trip) {
            self.shrunk = Some(now);
            self.packets = (self.packets * 7 / 10).max(LEAST);
            self.threshold = self.packets;
        }
    }

    /// Nothing was confirmed in time.
    pub(super) fn timed_out(&mut self) {
        self.threshold = (self.packets / 2).max(LEAST);
        self.packets = LEAST;
    }
}

/// Packets under way at first, 16 kB. Our choice: a whole synchronisation, or a message of every member of a lively group.
const INITIAL: usize = 32;
/// Least, our choice.
const LEAST: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_grows_with_confirmations_and_shrinks_with_losses() {
        let mut window = Window::default();
        assert!(window.allows(INITIAL - 1) && !window.allows(INITIAL));
        (0..100).for_each(|_| window.confirmed(INITIAL));
        assert!(window.allows(MAX_QUEUED - 1) && !window.allows(MAX_QUEUED));
        let (now, trip) = (Instant::ZERO, Duration::from_millis(100));
        window.lost(now, trip);
        window.lost(now + trip / 2, trip);
        assert_eq!(window.packets, MAX_QUEUED * 7 / 10);
        window.lost(now + trip, trip);
        assert_eq!(window.packets, MAX_QUEUED * 7 / 10 * 7 / 10);
        window.confirmed(window.packets);
        assert_eq!(window.packets, MAX_QUEUED * 7 / 10 * 7 / 10 + 1);
        window.timed_out();
        assert!(window.allows(LEAST - 1) && !window.allows(LEAST));
    }
}
