//! Whether the path is full.

use std::time::Duration;

use toxcore_sansio::Instant;

/// What the last rounds showed, and what the judgements before them were.
#[derive(Debug)]
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
    clear: bool,
    /// Part of packets whose loss does not mean that a queue overflows.
    tolerated: f64,
    /// What remains of that after long.
    usual: f64,
    /// Part of packets that was lost before the last verdict, if that was because of it.
    lost_before: Option<f64>,
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
        Self {
            seen: Seen::default(),
            due: 0,
            starts: None,
            queues: 0,
            losses: 0,
            frees: 0,
            clear: false,
            tolerated: OVERFLOW_LOSS,
            usual: OVERFLOW_LOSS,
            lost_before: None,
        }
    }
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
        self.seen.lost = self.seen.lost.saturating_add(lost);
        self.seen.delivered = self.seen.delivered.saturating_add(delivered);
    }

    /// So many did arrive after all.
    pub(crate) fn regret(&mut self, arrived: u64) {
        self.seen.lost = self.seen.lost.saturating_sub(arrived);
    }

    pub(crate) fn see(&mut self, now: Instant, rtt: Option<Duration>) {
        let Some(rtt) = rtt else { return };
        let seen = &mut self.seen;
        seen.best_rtt = Some(seen.best_rtt.map_or(rtt, |best| best.min(rtt)));
        seen.samples = seen.samples.saturating_add(1);
        seen.times = Some((seen.times.map_or(now, |(first, _)| first), now));
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
        let too_much_lost = self.seen.is_loss_above(self.tolerated);
        if queue.is_some() && !too_much_lost && self.seen.samples < MIN_SAMPLES {
            // Too few to tell. What was counted counts on.
            self.due = round.saturating_add(1);
            return None;
        }
        if let Some(before) = self.lost_before.take() {
            // What less traffic does not lose was no chance.
            if self.seen.is_loss_less_than(before / 4.0) {
                self.usual = (self.usual * STRICTER).max(LEAST_USUAL);
                self.tolerated = (self.tolerated * STRICTER).max(self.usual);
            } else {
                self.usual = (self.usual / STRICTER).min(OVERFLOW_LOSS);
                self.tolerated = self.tolerated.max(self.usual);
            }
        }
        self.queues = if queue.is_some() { self.queues + 1 } else { 0 };
        self.losses = match (queue.is_none() && too_much_lost, self.seen.loss() * 2.0 > self.tolerated) {
            (true, _) => self.losses + 1,
            // Too few to tell, or not so few that sending less helped.
            (false, true) => self.losses,
            (false, false) => 0,
        };
        let verdict = match queue {
            Some(best) if self.queues > MAX_PATIENCE => {
                self.queues = 0;
                Verdict::Longer(best)
            }
            Some(best) => Verdict::Full(Some(best.saturating_sub(least.unwrap_or(best)))),
            None if self.losses > MAX_PATIENCE => {
                self.losses = 0;
                self.tolerated = (self.seen.loss() * TOLERANCE).min(MAX_TOLERATED);
                Verdict::Free
            }
            None if too_much_lost => {
                self.clear = false;
                self.lost_before = Some(self.seen.loss());
                Verdict::Full(None)
            }
            None => {
                self.tolerated =
                    (self.tolerated * FORGETTING).max(self.usual.max(self.seen.loss().min(self.tolerated)));
                Verdict::Free
            }
        };
        self.frees = if verdict == Verdict::Free { self.frees.saturating_add(1) } else { 0 };
        self.clear |= self.frees >= CLEAR_VERDICTS;
        self.begin(round);
        Some(verdict)
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

    /// Whether losses do not blur round trips, or come so often that the shortest of many is sharp.
    fn is_sharp(&self) -> bool {
        let took = self.times.map_or(Duration::ZERO, |(first, last)| last - first);
        self.lost == 0 || took < FREQUENT * u32::try_from(self.lost).unwrap_or(u32::MAX)
    }

    fn is_loss_above(&self, part: f64) -> bool {
        self.lost >= MIN_LOSSES && self.loss() > part
    }

    /// Whether that can be told, and less was lost.
    fn is_loss_less_than(&self, part: f64) -> bool {
        self.delivered as f64 * part >= 2.0 && self.loss() < part
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
/// Round trips that tell a queue within one round, if nothing was lost.
const MANY_SAMPLES: u32 = 8;
/// Time between round trips below which they are frequent. Our choice: between our feedback and the reference's.
const FREQUENT: Duration = Duration::from_millis(25);
/// Verdicts of a queue, or of too much loss, in a row that are believed. Our choice: half the rate is left then, which would
/// have emptied any queue of ours.
const MAX_PATIENCE: u32 = 4;
/// Loss that is tolerated then, in units of what was seen: chance varies.
const TOLERANCE: f64 = 1.5;
/// Least of [`OVERFLOW_LOSS`] that remains on a path which loses nothing when less is sent. Our choice: what repeating costs.
const LEAST_USUAL: f64 = 0.012;
/// What remains of it each time that sending less ended the losses. It comes back if it did not.
const STRICTER: f64 = 0.7;
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
            (ms(55), 0, 100, Verdict::Full(Some(ms(5)))),
            (ms(55), 0, 31, Verdict::Free),
            (ms(50), 7, 0, Verdict::Free),
            (ms(50), 8, 92, Verdict::Full(None)),
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
            assert_eq!(verdict, (n == 4).then_some(Verdict::Full(Some(ms(10)))), "{n}");
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
            assert_eq!(verdict(&mut judge, 2 * n, ms(90), 0, 100), Some(Verdict::Full(Some(ms(40)))));
            assert_eq!(judge.judge(2 * n + 1, Some(ms(50)), Duration::ZERO), None);
        }
        assert_eq!(verdict(&mut judge, 8, ms(88), 0, 100), Some(Verdict::Longer(ms(88))));
        assert_eq!(verdict(&mut judge, 10, ms(88), 0, 100), Some(Verdict::Full(Some(ms(38)))), "counted anew");
        assert_eq!(verdict(&mut judge, 12, ms(50), 0, 100), Some(Verdict::Free));
    }

    #[test]
    fn loss_that_does_not_go_away_is_chance_and_more_of_it_is_not() {
        let mut judge = Judge::default();
        for n in 0..4 {
            assert_eq!(verdict(&mut judge, 2 * n, ms(50), 10, 90), Some(Verdict::Full(None)));
        }
        for n in 4..20 {
            assert_eq!(verdict(&mut judge, 2 * n, ms(50), 10, 90), Some(Verdict::Free), "{n}");
        }
        assert!(judge.is_path_clear());
        assert_eq!(verdict(&mut judge, 40, ms(50), 20, 80), Some(Verdict::Full(None)));
        assert!(!judge.is_path_clear());
        for n in 21..700 {
            assert_eq!(verdict(&mut judge, 2 * n, ms(50), 0, 100), Some(Verdict::Free));
        }
        assert_eq!(verdict(&mut judge, 1400, ms(50), 10, 90), Some(Verdict::Full(None)), "forgotten");
    }

    #[test]
    fn what_a_relay_is_late_is_no_queue() {
        for (rtt, expected) in [(100, Verdict::Free), (101, Verdict::Full(Some(ms(51))))] {
            let mut judge = Judge::default();
            judge.count(0, 100);
            (0..8).for_each(|n| judge.see(Instant::from_origin(ms(10 * n)), Some(ms(rtt))));
            assert_eq!(judge.judge(0, Some(ms(50)), ms(50)), Some(expected), "{rtt}");
        }
    }
}
