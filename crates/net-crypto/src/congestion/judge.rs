//! Whether the path is full.

use std::time::Duration;

/// Losses, deliveries and the shortest round trip since the last judgement.
#[derive(Debug, Default)]
pub(crate) struct Judge {
    lost: u64,
    delivered: u64,
    best_rtt: Option<Duration>,
    /// The round in which the next judgement is due.
    due: u64,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// A queue did not empty for whole rounds, or more was lost than can be chance.
    Full,
    /// There is room.
    Free,
}

impl Judge {
    pub(crate) fn count(&mut self, lost: u64, delivered: u64) {
        self.lost = self.lost.saturating_add(lost);
        self.delivered = self.delivered.saturating_add(delivered);
    }

    pub(crate) fn see(&mut self, rtt: Option<Duration>) {
        self.best_rtt = rtt.into_iter().chain(self.best_rtt).min();
    }

    /// Forgets what was counted: the next judgement is of the rounds from here on.
    pub(crate) fn begin(&mut self, round: u64) {
        *self = Self { due: round.saturating_add(JUDGE_ROUNDS), ..Self::default() };
    }

    /// The verdict over the last rounds, if it is due, and the begin of the next ones. `least` is the shortest round trip that
    /// the path is known to have.
    pub(crate) fn judge(&mut self, round: u64, least: Option<Duration>) -> Option<Verdict> {
        if round < self.due {
            return None;
        }
        let full = self.has_queue(least) || self.is_loss_above(OVERFLOW_LOSS);
        self.begin(round);
        Some(if full { Verdict::Full } else { Verdict::Free })
    }

    pub(crate) fn is_loss_heavy(&self) -> bool {
        self.is_loss_above(HEAVY_LOSS)
    }

    fn has_queue(&self, least: Option<Duration>) -> bool {
        let (Some(least), Some(best)) = (least, self.best_rtt) else { return false };
        let is_telling = self.delivered >= MIN_DELIVERIES;
        is_telling && best.saturating_sub(least) > QUEUE.max(least / QUEUE_PART)
    }

    fn is_loss_above(&self, part: f64) -> bool {
        let lost = self.lost as f64;
        self.lost >= MIN_LOSSES && lost > (lost + self.delivered as f64) * part
    }
}

/// Rounds that are judged together.
const JUDGE_ROUNDS: u64 = 2;
/// Part of packets lost while cruising that means a queue overflows. Our choice: three times what radio links lose by chance.
const OVERFLOW_LOSS: f64 = 0.03;
/// Round trip beyond the least one that shows a queue, at least: more than drivers' timers are late.
const QUEUE: Duration = Duration::from_millis(4);
/// The same as a part of the least round trip, for long ones, which vary more.
const QUEUE_PART: u32 = 16;
/// Deliveries in the rounds judged below which round trips tell of the peer's timers more than of a queue.
const MIN_DELIVERIES: u64 = 32;
/// Part of packets whose loss is no longer random: links worse than this are rare.
const HEAVY_LOSS: f64 = 0.10;
/// Losses below which nothing is concluded.
const MIN_LOSSES: u64 = 8;
