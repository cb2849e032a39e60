//! Whether the path is full.

use std::time::Duration;

use toxcore_sansio::Instant;

/// What the last rounds showed, and what the judgements before them were.
#[derive(Debug)]
pub(crate) struct Judge {
    seen: Seen,
    /// The round in which the next judgement is due.
    due: u64,
    /// Verdicts in a row that there is a queue, that too much was lost, that there is room.
    queues: u32,
    losses: u32,
    frees: u32,
    /// Part of packets whose loss does not mean that a queue overflows.
    tolerated: f64,
}

/// Losses, deliveries and round trips since the last judgement.
#[derive(Debug, Default)]
struct Seen {
    lost: u64,
    delivered: u64,
    best_rtt: Option<Duration>,
    samples: u32,
    /// When the first and the last of them were seen.
    times: Option<(Instant, Instant)>,
}

impl Default for Judge {
    fn default() -> Self {
        Self { seen: Seen::default(), due: 0, queues: 0, losses: 0, frees: 0, tolerated: OVERFLOW_LOSS }
    }
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// A queue did not empty for whole rounds, or more was lost than can be chance.
    Full,
    /// Round trips stay long however little we send, so it is not our queue that makes them long. This is the shortest.
    Longer(Duration),
    /// There is room.
    Free,
}

impl Judge {
    pub(crate) fn count(&mut self, lost: u64, delivered: u64) {
        self.seen.lost = self.seen.lost.saturating_add(lost);
        self.seen.delivered = self.seen.delivered.saturating_add(delivered);
    }

    pub(crate) fn see(&mut self, now: Instant, rtt: Option<Duration>) {
        let Some(rtt) = rtt else { return };
        let seen = &mut self.seen;
        seen.best_rtt = Some(seen.best_rtt.map_or(rtt, |best| best.min(rtt)));
        seen.samples = seen.samples.saturating_add(1);
        seen.times = Some((seen.times.map_or(now, |(first, _)| first), now));
    }

    /// Whether nothing was lost since the last judgement.
    pub(crate) fn is_lossless(&self) -> bool {
        self.seen.lost == 0
    }

    /// Forgets what was counted: the next judgement is of the rounds from here on.
    pub(crate) fn begin(&mut self, round: u64) {
        self.seen = Seen::default();
        self.due = round.saturating_add(JUDGE_ROUNDS);
    }

    /// The verdict over the last rounds, if it is due, and the begin of the next ones. `least` is the shortest round trip that
    /// the path is known to have, `late` how much longer it may take without a queue.
    pub(crate) fn judge(&mut self, round: u64, least: Option<Duration>, late: Duration) -> Option<Verdict> {
        if round < self.due {
            return None;
        }
        let queue = self.seen.queue(least, late);
        let too_much_lost = self.seen.is_loss_above(self.tolerated);
        if queue.is_some() && !too_much_lost && self.seen.samples < MIN_SAMPLES {
            // Too few to tell. What was counted counts on.
            self.due = round.saturating_add(1);
            return None;
        }
        self.queues = if queue.is_some() { self.queues + 1 } else { 0 };
        self.losses = match (queue.is_none() && too_much_lost, self.seen.loss() > self.tolerated) {
            (true, _) => self.losses + 1,
            // Too few to tell.
            (false, true) => self.losses,
            (false, false) => 0,
        };
        let verdict = match queue {
            Some(best) if self.queues > MAX_PATIENCE => {
                self.queues = 0;
                Verdict::Longer(best)
            }
            Some(_) => Verdict::Full,
            None if self.losses > MAX_PATIENCE => {
                self.losses = 0;
                self.tolerated = (self.seen.loss() * TOLERANCE).min(MAX_TOLERATED);
                Verdict::Free
            }
            None if too_much_lost => Verdict::Full,
            None => {
                self.tolerated =
                    (self.tolerated * FORGETTING).max(OVERFLOW_LOSS.max(self.seen.loss().min(self.tolerated)));
                Verdict::Free
            }
        };
        self.frees = if verdict == Verdict::Free { self.frees.saturating_add(1) } else { 0 };
        self.begin(round);
        Some(verdict)
    }

    /// Whether the path had room for so long that it has much of it.
    pub(crate) fn is_path_clear(&self) -> bool {
        self.frees >= CLEAR_VERDICTS
    }

    pub(crate) fn is_loss_heavy(&self) -> bool {
        self.seen.is_loss_above(HEAVY_LOSS)
    }
}

impl Seen {
    /// The shortest round trip, if it shows a queue.
    fn queue(&self, least: Option<Duration>, late: Duration) -> Option<Duration> {
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

    fn is_loss_above(&self, part: f64) -> bool {
        self.lost >= MIN_LOSSES && self.loss() > part
    }

    /// Part of packets that was lost.
    fn loss(&self) -> f64 {
        let lost = self.lost as f64;
        lost / (lost + self.delivered as f64).max(1.0)
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
/// Round trips that are needed to tell a queue. The reference gives one each 50 ms, ours one each 10 ms at best.
const MIN_SAMPLES: u32 = 5;
/// Time between round trips below which they are frequent. Our choice: between our feedback and the reference's.
const FREQUENT: Duration = Duration::from_millis(25);
/// Verdicts of a queue, or of too much loss, in a row that are believed. Our choice: half the rate is left then, which would
/// have emptied any queue of ours.
const MAX_PATIENCE: u32 = 4;
/// Loss that is tolerated then, in units of what was seen: chance varies.
const TOLERANCE: f64 = 1.5;
/// Most loss that is tolerated. Our choice: on a path that loses a third by chance, a third of what is sent is in vain.
const MAX_TOLERATED: f64 = 0.35;
/// What remains of it after two rounds with less: a minute of round trips of 50 ms until nothing is left of the highest.
const FORGETTING: f64 = 0.996;
/// Verdicts of room in a row after which growth is fast. Our choice: a flow that shares a link fills its part again in fewer.
const CLEAR_VERDICTS: u32 = 10;
/// Part of packets whose loss is no longer random: links worse than this are rare.
const HEAVY_LOSS: f64 = 0.10;
/// Losses below which nothing is concluded.
const MIN_LOSSES: u64 = 8;

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    /// The verdict of two rounds that show these figures.
    fn verdict(judge: &mut Judge, round: u64, rtt: Duration, lost: u64, delivered: u64) -> Option<Verdict> {
        judge.count(lost, delivered);
        for n in 0..8 {
            judge.see(Instant::from_origin(ms(100 * round + 10 * n)), Some(rtt));
        }
        judge.judge(round, Some(ms(50)), Duration::ZERO)
    }

    #[test]
    fn queues_and_losses_fill_a_path_and_little_of_either_does_not() {
        for (rtt, lost, delivered, expected) in [
            (ms(50), 0, 100, Verdict::Free),
            (ms(54), 0, 100, Verdict::Free),
            (ms(55), 0, 100, Verdict::Full),
            (ms(55), 0, 31, Verdict::Free),
            (ms(50), 7, 0, Verdict::Free),
            (ms(50), 8, 92, Verdict::Full),
            (ms(50), 8, 300, Verdict::Free),
        ] {
            assert_eq!(verdict(&mut Judge::default(), 0, rtt, lost, delivered), Some(expected), "{rtt:?} {lost}");
        }
    }

    #[test]
    fn few_samples_do_not_tell_a_queue_and_losses_blur_them() {
        let mut judge = Judge::default();
        judge.count(0, 100);
        for n in 0..5 {
            judge.see(Instant::from_origin(ms(50 * n)), Some(ms(60)));
            let verdict = judge.judge(n, Some(ms(50)), Duration::ZERO);
            assert_eq!(verdict, (n == 4).then_some(Verdict::Full), "{n}");
        }
        // A loss in 350 ms, eight samples: the least is 44 ms too long on average.
        judge.count(1, 100);
        for n in 0..8 {
            judge.see(Instant::from_origin(ms(500 + 50 * n)), Some(ms(60)));
        }
        assert_eq!(judge.judge(10, Some(ms(50)), Duration::ZERO), Some(Verdict::Free));
    }

    #[test]
    fn a_queue_that_does_not_empty_is_the_path_itself() {
        let mut judge = Judge::default();
        for n in 0..4 {
            assert_eq!(verdict(&mut judge, 2 * n, ms(90), 0, 100), Some(Verdict::Full));
            assert_eq!(judge.judge(2 * n + 1, Some(ms(50)), Duration::ZERO), None);
        }
        assert_eq!(verdict(&mut judge, 8, ms(88), 0, 100), Some(Verdict::Longer(ms(88))));
        assert_eq!(verdict(&mut judge, 10, ms(88), 0, 100), Some(Verdict::Full), "counted anew");
        assert_eq!(verdict(&mut judge, 12, ms(50), 0, 100), Some(Verdict::Free));
    }

    #[test]
    fn loss_that_does_not_go_away_is_chance_and_more_of_it_is_not() {
        let mut judge = Judge::default();
        for n in 0..4 {
            assert_eq!(verdict(&mut judge, 2 * n, ms(50), 10, 90), Some(Verdict::Full));
        }
        for n in 4..20 {
            assert_eq!(verdict(&mut judge, 2 * n, ms(50), 10, 90), Some(Verdict::Free), "{n}");
        }
        assert!(judge.is_path_clear());
        assert_eq!(verdict(&mut judge, 40, ms(50), 20, 80), Some(Verdict::Full));
        assert!(!judge.is_path_clear());
        for n in 21..700 {
            assert_eq!(verdict(&mut judge, 2 * n, ms(50), 0, 100), Some(Verdict::Free));
        }
        assert_eq!(verdict(&mut judge, 1400, ms(50), 10, 90), Some(Verdict::Full), "forgotten");
    }

    #[test]
    fn what_a_relay_is_late_is_no_queue() {
        for (rtt, expected) in [(100, Verdict::Free), (101, Verdict::Full)] {
            let mut judge = Judge::default();
            judge.count(0, 100);
            (0..8).for_each(|n| judge.see(Instant::from_origin(ms(10 * n)), Some(ms(rtt))));
            assert_eq!(judge.judge(0, Some(ms(50)), ms(50)), Some(expected), "{rtt}");
        }
    }
}
