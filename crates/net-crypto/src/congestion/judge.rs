//! Whether the path is full.

use std::time::Duration;

use toxcore_sansio::Instant;

use self::seen::Seen;
use self::tolerance::Tolerance;

mod seen;
mod tolerance;

/// What the last rounds showed, and what the judgements before them were.
#[derive(Debug, Default)]
pub(crate) struct Judge {
    seen: Seen,
    /// The round in which the next judgement is due.
    due: u64,
    /// The round whose end it begins with.
    starts: Option<u64>,
    /// Verdicts in a row that there is a queue, that too much was lost, that there is room.
    queues: u32,
    losses: u32,
    frees: u32,
    /// Whether there was room for long at a time, and little was lost since.
    clear: bool,
    tolerance: Tolerance,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// A queue did not empty for whole rounds: packets take so long to pass it. Or more was lost than can be chance.
    Full(Option<Duration>),
    /// Round trips stay long however little we send, so it is not our queue that makes them long. This is the shortest.
    Longer(Duration),
    /// There is room.
    Free,
}

impl Judge {
    pub(crate) fn count(&mut self, lost: u64, delivered: u64) {
        self.seen.count(lost, delivered);
    }

    /// So many did arrive after all.
    pub(crate) fn regret(&mut self, arrived: u64) {
        self.seen.regret(arrived);
    }

    pub(crate) fn see(&mut self, now: Instant, rtt: Option<Duration>) {
        if let Some(rtt) = rtt {
            self.seen.see(now, rtt);
        }
    }

    /// Forgets what was counted: the next judgement is of the rounds from here on.
    pub(crate) fn begin(&mut self, round: u64) {
        self.seen = Seen::default();
        self.due = round.saturating_add(JUDGE_ROUNDS);
    }

    /// The same for the rounds after this one, which is still of packets that were sent in other circumstances.
    pub(crate) fn begin_after(&mut self, round: u64) {
        self.begin(round.saturating_add(1));
        self.starts = Some(round.saturating_add(1));
    }

    /// The verdict over the last rounds, if it is due, and the begin of the next ones. `least` is the shortest round trip that
    /// the path is known to have, `late` how much longer it may take without a queue.
    pub(crate) fn judge(&mut self, round: u64, least: Option<Duration>, late: Duration) -> Option<Verdict> {
        if self.starts.is_some_and(|starts| round <= starts) {
            self.seen = Seen::default();
            return None;
        }
        let queue = self.seen.queue(least, late);
        let is_plain = queue.is_some() && self.seen.samples >= MANY_SAMPLES && self.seen.is_sharp();
        if round < self.due && !is_plain {
            return None;
        }
        let too_much_lost = self.tolerance.is_exceeded(&self.seen);
        if queue.is_some() && !too_much_lost && self.seen.samples < MIN_SAMPLES {
            // Too few to tell. What was counted counts on.
            self.due = round.saturating_add(1);
            return None;
        }
        self.tolerance.learn(&self.seen);
        let verdict = match queue {
            Some(best) => self.queue(best, least),
            None => self.losses(too_much_lost),
        };
        self.frees = if verdict == Verdict::Free { self.frees.saturating_add(1) } else { 0 };
        self.clear |= self.frees >= CLEAR_VERDICTS;
        self.begin(round);
        Some(verdict)
    }

    /// There is a queue, `best` being the shortest round trip.
    fn queue(&mut self, best: Duration, least: Option<Duration>) -> Verdict {
        self.queues += 1;
        self.count_losses(false);
        if self.queues > MAX_PATIENCE {
            self.queues = 0;
            return Verdict::Longer(best);
        }
        Verdict::Full(Some(best.saturating_sub(least.unwrap_or(best))))
    }

    /// There is no queue.
    fn losses(&mut self, too_much_lost: bool) -> Verdict {
        self.queues = 0;
        self.count_losses(too_much_lost);
        if self.losses > MAX_PATIENCE {
            self.losses = 0;
            self.tolerance.accept(&self.seen);
            return Verdict::Free;
        }
        if too_much_lost {
            self.clear = false;
            self.tolerance.blame(&self.seen);
            return Verdict::Full(None);
        }
        self.tolerance.fade(&self.seen);
        Verdict::Free
    }

    fn count_losses(&mut self, too_much_lost: bool) {
        if too_much_lost {
            self.losses += 1;
        } else if !self.tolerance.is_half_used(&self.seen) {
            self.losses = 0;
        }
    }

    /// Whether the path had room for long at a time, and lost little since.
    pub(crate) const fn is_path_clear(&self) -> bool {
        self.clear
    }

    /// Verdicts in a row that there is room.
    pub(crate) const fn frees(&self) -> u32 {
        self.frees
    }

    pub(crate) fn is_loss_heavy(&self) -> bool {
        self.seen.is_loss_above(HEAVY_LOSS)
    }
}

/// Rounds that are judged together.
const JUDGE_ROUNDS: u64 = 2;
/// Round trips that are needed to tell a queue. The reference gives one each 50 ms, ours one each 10 ms at best.
const MIN_SAMPLES: u32 = 5;
/// Round trips that tell a queue within one round, if nothing was lost.
const MANY_SAMPLES: u32 = 8;
/// Verdicts of a queue, or of too much loss, in a row that are believed. Our choice: half the rate is left then, which would
/// have emptied any queue of ours.
const MAX_PATIENCE: u32 = 4;
/// Verdicts of room in a row after which growth is fast. Our choice: a flow that shares a link fills its part again in fewer.
const CLEAR_VERDICTS: u32 = 10;
/// Part of packets whose loss is no longer random: links worse than this are rare.
const HEAVY_LOSS: f64 = 0.10;

#[cfg(test)]
mod tests;
