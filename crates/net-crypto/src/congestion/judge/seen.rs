//! What a few rounds showed.

use std::time::Duration;

use toxcore_sansio::Instant;

/// Losses, deliveries and round trips since the last judgement.
#[derive(Debug, Default)]
pub(super) struct Seen {
    lost: u64,
    delivered: u64,
    best_rtt: Option<Duration>,
    pub(super) samples: u32,
    /// When the first and the last of them were seen.
    times: Option<(Instant, Instant)>,
}

impl Seen {
    pub(super) fn count(&mut self, lost: u64, delivered: u64) {
        self.lost = self.lost.saturating_add(lost);
        self.delivered = self.delivered.saturating_add(delivered);
    }

    /// So many did arrive after all.
    pub(super) fn regret(&mut self, arrived: u64) {
        self.lost = self.lost.saturating_sub(arrived);
    }

    pub(super) fn see(&mut self, now: Instant, rtt: Duration) {
        self.best_rtt = Some(self.best_rtt.map_or(rtt, |best| best.min(rtt)));
        self.samples = self.samples.saturating_add(1);
        self.times = Some((self.times.map_or(now, |(first, _)| first), now));
    }

    /// The shortest round trip, if it shows a queue.
    pub(super) fn queue(&self, least: Option<Duration>, late: Duration) -> Option<Duration> {
        let (least, best) = (least?, self.best_rtt?);
        let is_telling = self.delivered >= MIN_DELIVERIES;
        (is_telling && best.saturating_sub(least) > QUEUE.max(least / QUEUE_PART).max(late) + self.blur())
            .then_some(best)
    }

    /// How far the shortest round trip may be above the true one because of losses: what arrived after the last gap, a request
    /// does not tell, so each sample is too long by the time since the last loss. This is the mean of the least of all. Where
    /// samples are frequent their least is good enough.
    fn blur(&self) -> Duration {
        let (Some((first, last)), Ok(lost)) = (self.times, u32::try_from(self.lost)) else { return Duration::ZERO };
        let took = last - first;
        if took < FREQUENT * self.samples {
            return Duration::ZERO;
        }
        took.checked_div(lost.saturating_mul(self.samples.max(1))).unwrap_or_default()
    }

    /// Whether losses do not blur round trips, or come so often that the shortest of many is sharp.
    pub(super) fn is_sharp(&self) -> bool {
        let took = self.times.map_or(Duration::ZERO, |(first, last)| last - first);
        self.lost == 0 || took < FREQUENT * u32::try_from(self.lost).unwrap_or(u32::MAX)
    }

    pub(super) fn is_loss_above(&self, part: f64) -> bool {
        self.lost >= MIN_LOSSES && self.loss() > part
    }

    /// Whether that can be told, and less was lost.
    pub(super) fn is_loss_less_than(&self, part: f64) -> bool {
        self.delivered as f64 * part >= 2.0 && self.loss() < part
    }

    /// Part of packets that was lost.
    pub(super) fn loss(&self) -> f64 {
        let lost = self.lost as f64;
        lost / (lost + self.delivered as f64).max(1.0)
    }
}

/// Round trip beyond the least one that shows a queue, at least: more than drivers' timers are late.
const QUEUE: Duration = Duration::from_millis(4);
/// The same as a part of the least round trip, for long ones, which vary more.
const QUEUE_PART: u32 = 16;
/// Deliveries in the rounds judged below which round trips tell of the peer's timers more than of a queue.
const MIN_DELIVERIES: u64 = 32;
/// Time between round trips below which they are frequent. Our choice: between our feedback and the reference's.
const FREQUENT: Duration = Duration::from_millis(25);
/// Losses below which nothing is concluded.
const MIN_LOSSES: u64 = 8;
