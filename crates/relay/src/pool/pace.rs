use std::time::Duration;

use super::flow::{MOST, SAFE};

/// How much may be under way to a relay so that no long queue forms in front of a narrow way.
///
/// Answers to pings tell: a ping waits behind all that was under way when it was sent, so the way carried that much meanwhile, at
/// least. What it carries in the time that an answer should take may be under way; twice as much as before at most, as ways let
/// more through for a moment. While answers come about as soon as on an idle way, it is twice as much if half of it was used.
#[derive(Debug)]
pub(super) struct Pace {
    window: u64,
    /// What an answer takes where nothing is under way.
    idle: Option<Duration>,
    /// So many late answers in a row while the window was at its least, and what the shortest of them took.
    late: Option<(u32, Duration)>,
}

impl Pace {
    pub(super) const fn new() -> Self {
        Self { window: SAFE, idle: None, late: None }
    }

    /// A ping that was queued behind `before` unread bytes took so long.
    pub(super) fn answered(&mut self, took: Duration, before: u64) {
        let idle = self.learn_idle(took);
        // Pings follow one another: in the time of one about half of the window is read.
        let queue = QUEUE.max(idle);
        let carried = u128::from(before) * (idle + queue).as_micros() / took.as_micros().max(1);
        let carried = u64::try_from(carried).unwrap_or(MOST);
        let (full, few) = (before >= self.window / 2, before < self.window / FEW);
        let wanted = match took {
            took if took <= idle + queue / 4 && full => MOST,
            took if took <= idle + queue || few => carried.max(self.window),
            _ => carried,
        };
        self.window = wanted.min(self.window * 2).clamp(SAFE, MOST);
    }

    /// What an answer takes on the idle way: the shortest there was. Where the way has become longer all answers are late, also while
    /// the window is at its least; then it is the shortest of those.
    fn learn_idle(&mut self, took: Duration) -> Duration {
        let idle = self.idle.map_or(took, |idle| idle.min(took));
        self.idle = Some(idle);
        if self.window > SAFE || took <= idle + QUEUE.max(idle) {
            self.late = None;
            return idle;
        }
        let (count, shortest) = self.late.map_or((1, took), |(count, shortest)| (count + 1, shortest.min(took)));
        self.late = Some((count, shortest));
        if count >= LONGER_AFTER {
            (self.idle, self.late) = (Some(shortest), None);
        }
        idle
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
/// After so many late answers in a row the way has become longer. Our choice: half of the pings or so find little before them.
const LONGER_AFTER: u32 = 8;

#[cfg(test)]
mod tests {
    use super::*;

    /// A way that carries so many bytes in a second, with such a round trip.
    #[derive(Clone, Copy)]
    struct Way {
        rate: u64,
        round_trip: Duration,
    }

    /// Somebody who always has more to send.
    struct Sender {
        pace: Pace,
        now: Duration,
        /// When the way has carried all that was sent.
        busy_until: Duration,
        sent: u64,
        read: u64,
    }

    impl Sender {
        /// After one answer on the idle way.
        fn on(way: Way) -> Self {
            let mut pace = Pace::new();
            pace.answered(way.round_trip, 0);
            Self { pace, now: Duration::ZERO, busy_until: Duration::ZERO, sent: 0, read: 0 }
        }

        fn send(&mut self, way: Way, bytes: u64) {
            let takes = Duration::from_nanos(bytes * 1_000_000_000 / way.rate);
            self.busy_until = self.busy_until.max(self.now) + takes;
            self.sent += bytes;
        }

        /// Fills the window, with a ping as early as there is one, and waits for the answer. How late it was.
        fn answer(&mut self, way: Way) -> Duration {
            let early = (self.pace.window() / FEW).saturating_sub(self.sent - self.read);
            self.send(way, early);
            let (mark, answered) = (self.sent, self.busy_until.max(self.now) + way.round_trip);
            self.send(way, self.pace.window().saturating_sub(self.sent - self.read));
            let took = answered - self.now;
            self.pace.answered(took, mark - self.read);
            (self.read, self.now) = (mark, answered);
            took
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
            assert!(carried > 0.75 * way.rate as f64, "{kilobytes} kB/s, {round_trip} ms: {carried} B/s");
        }
    }

    #[test]
    fn a_wide_way_gets_all_after_some_answers() {
        for way in [way(100_000, 0), way(100_000, 20), way(100_000, 200), way(12_500, 50)] {
            let mut sender = Sender::on(way);
            for _ in 0..16 {
                sender.answer(way);
            }
            assert_eq!(sender.pace.window(), MOST);
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
            // Pings follow one another: half a window is read in the time of one.
            let most = (MOST as f64 / 2.0 / way.round_trip.as_secs_f64()).min(way.rate as f64);
            assert!(carried > 0.9 * most, "{carried} of {most} B/s");
        }
    }

    #[test]
    fn what_is_not_used_does_not_grow_and_one_late_answer_is_nobodys_fault() {
        let mut pace = Pace::new();
        for _ in 0..100 {
            pace.answered(Duration::from_millis(50), 1_000);
        }
        assert_eq!(pace.window(), SAFE);
        for _ in 0..10 {
            pace.answered(Duration::from_millis(50), MOST);
        }
        pace.answered(Duration::from_secs(1), 1_000);
        assert_eq!(pace.window(), MOST);
    }
}
