//! How many packets may leave at once.

use std::time::Duration;

use toxcore_sansio::Instant;

use super::sample::Feedback;

/// The most packets that may leave at once on a path that had room for long. Sockets of receivers and queues on the way hold only so
/// many, and who has too little time for them tells late: a little more as often as the peer soon told of so many that left at once, and
/// missed none; less if it told late, and as soon as something is lost.
#[derive(Debug)]
pub(super) struct Burst {
    most: f64,
    /// When so many left of which nothing is known yet.
    tried: Option<Instant>,
    /// So many at once were too many.
    too_many: f64,
    /// When something was lost last, and how long it does not grow since.
    lost: Option<(Instant, Duration)>,
}

impl Burst {
    pub(super) const fn new() -> Self {
        Self { most: LEAST, tried: None, too_many: f64::MAX, lost: None }
    }

    /// Packets that may leave at once.
    pub(super) const fn most(&self) -> f64 {
        self.most
    }

    /// Packets per second at most.
    pub(super) fn max_rate(&self) -> f64 {
        self.most * RATE_OF_EACH
    }

    /// So many left within a millisecond.
    pub(super) fn sent(&mut self, now: Instant, at_once: u32) {
        if f64::from(at_once) >= self.most * NEARLY && !self.rests(now) {
            self.tried.get_or_insert(now);
        }
    }

    /// Learns what became of them. `least` is the shortest round trip of the path, if that is clear.
    pub(super) fn feedback(&mut self, now: Instant, feedback: &Feedback, least: Option<Duration>) {
        if feedback.lost > 0 {
            self.shrink(now);
        }
        let Some(least) = least else {
            (self.most, self.tried) = (LEAST, None);
            return;
        };
        // What left later is confirmed, and nothing before it is missing.
        let arrived = |tried: &mut Instant| feedback.youngest.is_some_and(|youngest| youngest.sent > *tried);
        let Some(tried) = self.tried.take_if(|tried| !feedback.has_gaps && arrived(tried)) else { return };
        let is_soon = now.saturating_since(tried) <= least + SOON;
        self.most = if is_soon { (self.most + STEP).min(MOST) } else { (self.most + LEAST) / 2.0 };
    }

    fn rests(&self, now: Instant) -> bool {
        self.lost.is_some_and(|(lost, rest)| now < lost + rest)
    }

    fn shrink(&mut self, now: Instant) {
        self.tried = None;
        let rest = match self.lost {
            Some((lost, _)) if now < lost + ONE_LOSS => return,
            Some((_, rest)) if self.most <= LEAST => rest,
            // What was there another time already is no chance.
            Some((_, rest)) if self.most <= self.too_many => (rest * 2).min(LONGEST_REST),
            Some(_) | None => LEAST_REST,
        };
        self.lost = Some((now, rest));
        if self.most > LEAST {
            self.too_many = self.most;
            self.most = (self.most * SHRINKS).max(LEAST);
        }
    }
}

/// Where it begins, and what always may leave: with it, programs that come each millisecond send 120 packets each time, which the
/// smallest receive buffers hold.
const LEAST: f64 = 128.0;
/// How far it grows. Our choice: 350 kB, half of what may wait for its first sending; twice as fast as any machine was seen to need.
const MOST: f64 = 256.0;
/// Time beyond a round trip in which a peer tells of what came, that has time for more. Our choice: two turns of each of two programs that
/// come each millisecond and have some work, and a fifth of what the reference takes.
const SOON: Duration = Duration::from_millis(10);
/// Packets more each time that so many arrived.
const STEP: f64 = 8.0;
/// Part of them that is as good as all: who comes all the time sends no burst, but as many in a millisecond as the pace allows.
const NEARLY: f64 = 0.9;
/// What remains when something was lost.
const SHRINKS: f64 = 0.75;
/// Packets per second for each of them: programs come no sooner than after a millisecond, and send then what they may.
const RATE_OF_EACH: f64 = 937.5;
/// The highest rate of all.
#[cfg(test)]
pub(super) const MOST_RATE: f64 = MOST * RATE_OF_EACH;
/// Losses that are told within so long are one. Our choice: some round trips of near paths; far ones do not take so many at once.
const ONE_LOSS: Duration = Duration::from_millis(50);
/// How long it does not grow after a loss, and at most after many that came before it was larger than at the last one. Our choice: flows
/// of which one was less lucky are alike again soon, and a trial costs a burst in tens of thousands.
const LEAST_REST: Duration = Duration::from_secs(1);
const LONGEST_REST: Duration = Duration::from_secs(8);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::congestion::Stamp;
    use crate::congestion::sample::Delivery;

    const LEAST_RTT: Option<Duration> = Some(Duration::from_millis(1));

    fn at(ms: u64) -> Instant {
        Instant::from_origin(Duration::from_millis(ms))
    }

    fn stamp(ms: u64) -> Option<Stamp> {
        Some(Delivery::new(Instant::ZERO).sent(at(ms), 1))
    }

    /// As many as may leave at once; 2 ms later the peer has all of that, and what left after it.
    fn pass(burst: &mut Burst, ms: u64) {
        burst.sent(at(ms), burst.most() as u32);
        burst.feedback(
            at(ms + 2),
            &Feedback { delivered: 1, youngest: stamp(ms + 1), ..Feedback::default() },
            LEAST_RTT,
        );
    }

    fn lose(burst: &mut Burst, ms: u64) {
        burst.feedback(at(ms), &Feedback { lost: 1, has_gaps: true, ..Feedback::default() }, LEAST_RTT);
    }

    fn most_after(burst: &mut Burst, from: u64, until: u64) -> f64 {
        (from..until).step_by(2).for_each(|ms| pass(burst, ms));
        burst.most()
    }

    #[test]
    fn more_leave_at_once_when_as_many_arrived() {
        let mut burst = Burst::new();
        let arrived = |ms| Feedback { delivered: 1, youngest: stamp(ms), ..Feedback::default() };
        burst.sent(at(0), 100);
        burst.feedback(at(2), &arrived(1), LEAST_RTT);
        assert_eq!(burst.most(), 128.0, "so many were not sent");
        burst.sent(at(2), 128);
        burst.feedback(at(4), &arrived(2), LEAST_RTT);
        assert_eq!(burst.most(), 128.0, "perhaps not all of them arrived");
        burst.feedback(at(6), &Feedback { has_gaps: true, ..arrived(3) }, LEAST_RTT);
        assert_eq!(burst.most(), 128.0, "perhaps something is lost");
        burst.feedback(at(8), &arrived(5), LEAST_RTT);
        assert_eq!((burst.most(), burst.max_rate()), (136.0, 127_500.0));
        assert_eq!(most_after(&mut burst, 10, 100), MOST);
        burst.feedback(at(100), &arrived(99), None);
        assert_eq!(burst.most(), 128.0, "the path is not clear any more");
    }

    #[test]
    fn a_peer_that_tells_late_does_not_get_more_at_once() {
        let mut burst = Burst::new();
        assert_eq!(most_after(&mut burst, 0, 8), 160.0);
        for (late, most) in [(11, 168.0), (12, 148.0), (50, 138.0), (50, 133.0)] {
            burst.sent(at(100), burst.most() as u32);
            let feedback = Feedback { delivered: 1, youngest: stamp(101), ..Feedback::default() };
            burst.feedback(at(100 + late), &feedback, LEAST_RTT);
            assert_eq!(burst.most(), most, "{late} ms");
        }
    }

    #[test]
    fn who_comes_all_the_time_sends_nearly_as_many_in_a_millisecond() {
        let mut burst = Burst::new();
        burst.sent(at(0), 116);
        burst.feedback(at(2), &Feedback { delivered: 1, youngest: stamp(1), ..Feedback::default() }, LEAST_RTT);
        assert_eq!(burst.most(), 136.0);
    }

    #[test]
    fn after_a_loss_less_leave_at_once_for_a_while_and_longer_each_time() {
        let mut burst = Burst::new();
        assert_eq!(most_after(&mut burst, 0, 12), 176.0);
        // A burst on its way tells nothing any more.
        burst.sent(at(14), 176);
        lose(&mut burst, 15);
        lose(&mut burst, 30);
        assert_eq!(burst.most(), 132.0, "what is told together is one loss");
        assert_eq!(most_after(&mut burst, 30, 1014), 132.0);
        assert_eq!(most_after(&mut burst, 1016, 1024), 164.0);
        // No more than the last time: it is the path.
        lose(&mut burst, 1024);
        assert_eq!(most_after(&mut burst, 1026, 3024), 128.0);
        assert_eq!(most_after(&mut burst, 3024, 3036), 176.0);
        assert_eq!(most_after(&mut burst, 3036, 3040), 192.0);
        // More than ever: so it was chance before.
        lose(&mut burst, 3040);
        assert_eq!(most_after(&mut burst, 3042, 4040), 144.0);
        assert_eq!(most_after(&mut burst, 4040, 4042), 152.0);
    }

    #[test]
    fn a_path_that_never_takes_more_is_tried_every_eight_seconds_at_last() {
        let mut burst = Burst::new();
        let mut losses = Vec::new();
        for ms in (0..60_000).step_by(4) {
            pass(&mut burst, ms);
            if burst.most() > 150.0 {
                lose(&mut burst, ms + 3);
                losses.push(ms / 1000);
            }
        }
        assert_eq!(losses, [0, 1, 3, 7, 15, 23, 31, 39, 47, 55]);
    }

    #[test]
    fn where_something_is_lost_all_the_time_nothing_grows() {
        let mut burst = Burst::new();
        for ms in (0..10_000).step_by(4) {
            if ms % 900 == 0 {
                lose(&mut burst, ms);
            }
            pass(&mut burst, ms);
            assert_eq!(burst.most(), 128.0);
        }
        assert_eq!(most_after(&mut burst, 10_000, 11_000), MOST, "a second after the last loss");
    }
}
