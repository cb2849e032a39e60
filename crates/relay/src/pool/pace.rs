use std::time::Duration;

use toxcore_sansio::Instant;

use super::flow::{MOST, SAFE};

/// How much may be under way to a relay so that no long queue forms in front of a narrow way.
///
/// Answers to pings tell: a ping waits behind all that was under way when it was sent, so the way carried that much meanwhile, at
/// least. What it carries in the time that an answer should take may be under way; twice as much as before at most, as ways let
/// more through for a moment. While answers come about as soon as on an idle way, it is twice as much if half of it was used.
#[derive(Debug)]
pub(super) struct Pace {
    window: u64,
    /// When it became what it is, if it grew: pings that were sent before do not tell of it.
    grown: Option<Instant>,
    /// What an answer takes where nothing is under way.
    idle: Option<Duration>,
    /// So many answers in a row, late or nearly so, while the window was less than twice its least.
    late: u32,
}

/// An answer to a ping.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answer {
    /// When the ping was queued.
    pub(super) at: Instant,
    /// When the answer came.
    pub(super) now: Instant,
    /// Bytes before the ping that were not known to be read when it was queued.
    pub(super) before: u64,
    /// The time since the last that were read became known as such. These came meanwhile.
    pub(super) span: Duration,
}

impl Pace {
    pub(super) const fn new() -> Self {
        Self { window: SAFE, grown: None, idle: None, late: 0 }
    }

    /// A ping was answered.
    pub(super) fn answered(&mut self, answer: &Answer) {
        let took = answer.now - answer.at;
        let idle = self.idle.map_or(took, |idle| idle.min(took));
        self.idle = Some(idle);
        if self.window < SAFE {
            self.learn_idle(took, answer.before);
            return;
        }
        let target = idle + QUEUE.max(idle);
        let carried = u128::from(answer.before) * target.as_micros() / answer.span.max(took).as_micros().max(1);
        let carried = u64::try_from(carried).unwrap_or(MOST);
        if took > target {
            if answer.before >= self.window / FEW {
                self.set(answer.now, carried);
            }
            self.doubt_idle();
            return;
        }
        if self.grown.is_none_or(|grown| answer.at >= grown) {
            let full =
                answer.before >= self.window / 2 && answer.span <= took * 2 && took <= idle + (target - idle) / 4;
            self.set(answer.now, if full { MOST } else { carried.max(self.window) });
        }
        // Late enough not to let the window grow, and not late enough to be called so.
        if took > idle + (target - idle) / 2 {
            self.doubt_idle();
        } else {
            self.late = 0;
        }
    }

    fn set(&mut self, now: Instant, wanted: u64) {
        let window = wanted.min(self.window * 2).clamp(SAFE, MOST);
        if window > self.window {
            self.grown = Some(now);
        }
        self.window = window;
    }

    /// All answers are late, or nearly so, with hardly anything under way. The way is narrow, or has become longer; the next answers with even less
    /// before them will tell.
    fn doubt_idle(&mut self) {
        self.late = if self.window < SAFE * 2 { self.late + 1 } else { 0 };
        if self.late >= DOUBTED_AFTER {
            (self.window, self.late) = (HARDLY_ANY, 0);
        }
    }

    fn learn_idle(&mut self, took: Duration, before: u64) {
        if before <= HARDLY_ANY * 2 {
            (self.idle, self.window) = (Some(took), SAFE);
        }
    }

    /// Most bytes that may be unread.
    pub(super) const fn window(&self) -> u64 {
        self.window
    }
}

/// How much longer than on an idle way an answer should take. Our choice: less than what makes a link a late one, and more than
/// what relays that look every 30 ms, radio links and busy machines take at times.
const QUEUE: Duration = Duration::from_millis(250);
/// A late answer behind a smaller part of the window than this was not made late by us. Pings are sent when so much is unread.
const FEW: u64 = 4;
/// After so many such answers in a row it is asked what they take on the idle way. Our choice: eight times what may be under way.
const DOUBTED_AFTER: u32 = 32;
/// What may be under way meanwhile, in bytes. Our choice: a narrow way is not idle for long.
const HARDLY_ANY: u64 = SAFE / 4;

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::*;
    use crate::pool::flow::MAX_PINGS;

    /// A way that carries so many bytes in a second, with such a round trip.
    #[derive(Clone, Copy)]
    struct Way {
        rate: u64,
        round_trip: Duration,
    }

    /// Somebody who always has more to send.
    struct Sender {
        pace: Pace,
        now: Instant,
        /// When the way has carried all that was sent.
        busy_until: Instant,
        sent: u64,
        read: u64,
        learnt: Instant,
        /// Pings on their way: bytes before them, when they were queued and will be answered, what was known to be read then.
        pings: VecDeque<(u64, Answer)>,
    }

    impl Sender {
        /// After one answer on the idle way.
        fn on(way: Way) -> Self {
            let mut pace = Pace::new();
            let (at, now) = (Instant::ZERO, Instant::ZERO + way.round_trip);
            pace.answered(&Answer { at, now, before: 0, span: way.round_trip });
            Self { pace, now, busy_until: now, sent: 0, read: 0, learnt: now, pings: VecDeque::new() }
        }

        /// Fills the window, with a ping behind each quarter of it.
        fn fill(&mut self, way: Way) {
            self.mark(way);
            while self.sent - self.read < self.pace.window() {
                self.busy_until = self.busy_until.max(self.now) + Duration::from_nanos(1_000_000_000_000 / way.rate);
                self.sent += 1_000;
                self.mark(way);
            }
        }

        fn mark(&mut self, way: Way) {
            let marked = self.pings.back().map_or(self.read, |(mark, _)| *mark);
            if self.sent - marked >= self.pace.window() / FEW && self.pings.len() < MAX_PINGS {
                let (before, span) = (self.sent - self.read, self.now - self.learnt);
                let answer = Answer { at: self.now, now: self.busy_until.max(self.now) + way.round_trip, before, span };
                self.pings.push_back((self.sent, answer));
            }
        }

        /// Fills the window and waits for an answer. How late it was.
        fn answer(&mut self, way: Way) -> Duration {
            self.fill(way);
            let (mark, mut answer) = self.pings.pop_front().expect("a ping behind a full window");
            answer.span += answer.now - answer.at;
            self.pace.answered(&answer);
            (self.read, self.learnt, self.now) = (mark, answer.now, self.now.max(answer.now));
            answer.now - answer.at
        }

        /// The longest that an answer takes in so long a time, and the bytes carried in a second.
        fn run(&mut self, way: Way, time: Duration) -> (Duration, f64) {
            let (begin, read) = (self.now, self.read);
            let mut longest = Duration::ZERO;
            while self.now - begin < time {
                longest = longest.max(self.answer(way));
            }
            (longest, (self.read - read) as f64 / (self.now - begin).as_secs_f64())
        }
    }

    const fn way(kilobytes: u64, round_trip: u64) -> Way {
        Way { rate: kilobytes * 1_000, round_trip: Duration::from_millis(round_trip) }
    }

    const HALF_A_MINUTE: Duration = Duration::from_secs(30);

    #[test]
    fn a_narrow_way_gets_no_long_queue_and_is_used() {
        for (kilobytes, round_trip) in [(125, 1), (125, 50), (125, 200), (250, 50), (1_250, 50), (1_250, 600)] {
            let way = way(kilobytes, round_trip);
            let mut sender = Sender::on(way);
            let (first, _) = sender.run(way, HALF_A_MINUTE);
            // For minutes, too: a queue that stands is not taken for the way.
            let (later, carried) = sender.run(way, HALF_A_MINUTE * 20);
            let least = Duration::from_nanos(SAFE * 1_000_000_000 / way.rate);
            let queue = QUEUE.max(least).max(way.round_trip);
            let allowed = way.round_trip + queue + QUEUE / 2;
            assert!(first <= allowed * 2, "{kilobytes} kB/s, {round_trip} ms: {first:?} at first");
            assert!(later <= allowed, "{kilobytes} kB/s, {round_trip} ms: {later:?}");
            assert!(carried > 0.9 * way.rate as f64, "{kilobytes} kB/s, {round_trip} ms: {carried} B/s");
        }
    }

    #[test]
    fn a_wide_way_gets_all_after_some_answers() {
        for way in [way(100_000, 0), way(100_000, 20), way(100_000, 200), way(12_500, 50)] {
            let mut sender = Sender::on(way);
            for _ in 0..32 {
                sender.answer(way);
            }
            assert_eq!(sender.pace.window(), MOST);
        }
    }

    #[test]
    fn a_way_that_becomes_longer_is_learnt_by_however_much() {
        for round_trip in (60..400).step_by(10) {
            let mut sender = Sender::on(way(12_500, 20));
            let longer = way(12_500, round_trip);
            sender.run(longer, HALF_A_MINUTE);
            let (_, carried) = sender.run(longer, HALF_A_MINUTE);
            let most = (MOST as f64 / longer.round_trip.as_secs_f64()).min(longer.rate as f64);
            assert!(carried > 0.7 * most, "{round_trip} ms: {carried} of {most} B/s");
        }
    }

    #[test]
    fn a_way_that_becomes_longer_narrower_or_wider_is_learnt() {
        let mut sender = Sender::on(way(12_500, 20));
        sender.run(way(12_500, 20), HALF_A_MINUTE);
        for way in [way(125, 20), way(12_500, 20), way(12_500, 800), way(12_500, 20)] {
            sender.run(way, HALF_A_MINUTE);
            let (longest, carried) = sender.run(way, HALF_A_MINUTE);
            assert!(longest <= way.round_trip + QUEUE * 2, "{longest:?}");
            let most = (MOST as f64 / way.round_trip.as_secs_f64()).min(way.rate as f64);
            assert!(carried > 0.7 * most, "{carried} of {most} B/s");
        }
    }

    #[test]
    fn what_is_not_used_does_not_grow_and_one_late_answer_is_nobodys_fault() {
        let (mut pace, mut now) = (Pace::new(), Instant::ZERO);
        let mut answer = |took: u64, before: u64, span: u64| {
            let at = now;
            now += Duration::from_millis(took);
            pace.answered(&Answer { at, now, before, span: Duration::from_millis(span) });
            pace.window()
        };
        for _ in 0..100 {
            assert_eq!(answer(50, SAFE / 2, 30_000), SAFE);
        }
        let most = (0..10).map(|_| answer(50, MOST, 50)).last();
        assert_eq!(most, Some(MOST));
        assert_eq!(answer(1_000, 1_000, 1_000), MOST);
    }
}
