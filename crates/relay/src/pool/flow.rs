use std::collections::VecDeque;
use std::time::Duration;

use toxcore_sansio::Instant;

use super::pace::{Answer, Pace};

/// How many bytes may be on their way to a relay which has not read them yet.
///
/// Relays of the reference take whole frames out of their system's buffer only. If the buffer fills up to the last byte with half a
/// frame at its end, they wait for the rest, the system does not let it in, and the link stands still until it ends. So what
/// lies there must stay below the least that systems have, about 64 KiB. Pings tell what a relay has read: it answers them in
/// their place among the frames.
///
/// A relay that looks at its streams every 30 ms answers up to 30 ms late, one that looks at once does not: what is allowed is so
/// much that [`SAFE`] bytes come while a relay does not look. That is also little enough that no long queue forms on the way.
#[derive(Debug)]
pub(super) struct Flow {
    /// Bytes that the relay has read for certain, since the link began.
    read: u64,
    /// When that was learnt.
    learnt: Instant,
    /// The pings that are on their way, the oldest first. At most [`MAX_PINGS`].
    marks: VecDeque<Mark>,
    /// Shortest time that an answer took; rises slowly.
    least: Option<Duration>,
    /// Mean time that answers took.
    mean: Duration,
    pace: Pace,
}

/// A ping on its way.
#[derive(Clone, Copy, Debug)]
struct Mark {
    /// Bytes before it.
    sent: u64,
    /// When it was queued.
    at: Instant,
    /// What was known to be read then.
    read: u64,
    /// Since when.
    learnt: Instant,
}

impl Flow {
    pub(super) const fn new(now: Instant) -> Self {
        let pace = Pace::new();
        Self { read: 0, learnt: now, marks: VecDeque::new(), least: None, mean: Duration::ZERO, pace }
    }

    /// A ping was queued behind `sent` bytes.
    pub(super) fn pinged(&mut self, now: Instant, sent: u64) {
        self.marks.push_back(Mark { sent, at: now, read: self.read, learnt: self.learnt });
    }

    /// Pings were answered, all but so many.
    pub(super) fn answered(&mut self, now: Instant, left: usize) {
        let answered = self.marks.len().saturating_sub(left);
        let Some(mark) = self.marks.drain(..answered).next_back() else { return };
        let took = now - mark.at;
        self.pace.answered(&Answer { at: mark.at, now, before: mark.sent - mark.read, span: now - mark.learnt });
        (self.read, self.learnt) = (mark.sent, now);
        match self.least {
            None => {
                self.least = Some(took);
                self.mean = took + CAUTION;
            }
            Some(least) => {
                let least = least.min(took);
                self.least = Some(least + (took - least) / LEAST_RISES);
                self.mean = self.mean - self.mean / MEAN_OVER + took / MEAN_OVER;
            }
        }
    }

    /// Pings that are on their way.
    pub(super) fn pings(&self) -> usize {
        self.marks.len()
    }

    /// Bytes behind the last ping, or behind what is known to be read, of `sent` in all.
    pub(super) fn unmarked(&self, sent: u64) -> u64 {
        sent.saturating_sub(self.marks.back().map_or(self.read, |mark| mark.sent))
    }

    /// When the answer to the oldest ping on its way takes too long.
    pub(super) fn late_at(&self) -> Option<Instant> {
        self.marks.front().map(|mark| mark.at + LATE.max(self.mean.saturating_mul(4)))
    }

    /// What an answer takes.
    pub(super) const fn mean(&self) -> Duration {
        self.mean
    }

    /// Bytes that the relay may not have read, of `sent` in all.
    pub(super) const fn unread(&self, sent: u64) -> u64 {
        sent.saturating_sub(self.read)
    }

    /// Most bytes that may be unread where the driver knows what the relay's system takes.
    pub(super) const fn gauged_window(&self) -> u64 {
        self.pace.window()
    }

    /// Most bytes that may be unread where nobody knows that.
    pub(super) fn window(&self) -> u64 {
        let Some(least) = self.least else { return SAFE };
        let late = self.mean.saturating_sub(least).saturating_mul(2) + PROMPT;
        let allowed = |span: Duration, per: Duration| {
            u64::try_from(u128::from(SAFE) * span.as_micros() / per.as_micros().max(1)).unwrap_or(MOST)
        };
        let slowest = SAFE.saturating_add(allowed(least, SLOWEST_LOOK));
        allowed(self.mean, late).clamp(slowest, MOST.max(slowest))
    }
}

/// Pings on their way at the same time. Our choice: a quarter of what is on a long way becomes known as read at a time.
pub(super) const MAX_PINGS: usize = 4;
/// Bytes that fit the receive buffer of any relay. Our choice: systems give at least 64 KiB; a margin for what counts more than
/// its length there.
pub(super) const SAFE: u64 = 40 * 1024;
/// Most bytes that may be unread. Our choice: 20 MB/s over 100 ms.
pub(super) const MOST: u64 = 2 * 1024 * 1024;
/// How late answers are taken to be at first. Our choice: the mean of a relay that looks every 30 ms.
const CAUTION: Duration = Duration::from_millis(15);
/// How often relays of the reference look at their streams at least, as seen.
const SLOWEST_LOOK: Duration = Duration::from_millis(30);
/// An answer that is late by less is in time. Our choice: what schedulers do.
const PROMPT: Duration = Duration::from_millis(1);
/// An answer that takes longer, and four times longer than others, is late: data takes another way meanwhile. Our choice: less
/// than a second of silence is not felt.
const LATE: Duration = Duration::from_millis(300);
/// The mean is over so many answers. Our choice.
const MEAN_OVER: u32 = 8;
/// The shortest time rises by this part of what others took longer, should the way have become longer. Our choice.
const LEAST_RISES: u32 = 64;

#[cfg(test)]
mod tests {
    use super::*;

    /// The window after so many answers which took as long as `took` says.
    fn window(answers: u64, took: impl Fn(u64) -> u64) -> u64 {
        let mut flow = Flow::new(Instant::ZERO);
        let mut now = Instant::ZERO;
        for number in 0..answers {
            flow.pinged(now, number);
            now += Duration::from_micros(took(number));
            flow.answered(now, 0);
        }
        flow.window()
    }

    #[test]
    fn a_relay_that_looks_every_30_ms_gets_what_fits_its_buffer() {
        for seed in 0..1_000 {
            let took = |number: u64| (number * 7_919 + seed * 104_729) % 30_000;
            assert!(window(1 + seed, took) <= 64 * 1024, "{seed}");
        }
    }

    #[test]
    fn a_relay_that_answers_at_once_gets_what_the_way_holds() {
        assert!(window(1, |_| 50_000) < 250_000);
        assert!(window(30, |_| 50_000) > 1_000_000);
        assert!(window(30, |number| 50_000 + number % 3 * 1_000) > 500_000);
        assert!(window(0, |_| 0) == SAFE && window(30, |_| 300) >= SAFE);
    }

    #[test]
    fn bytes_count_as_read_when_the_ping_behind_them_is_answered() {
        let mut flow = Flow::new(Instant::ZERO);
        flow.pinged(Instant::ZERO, 500);
        assert_eq!(flow.unread(800), 800);
        flow.answered(Instant::ZERO + PROMPT, 0);
        assert_eq!(flow.unread(800), 300);
        flow.answered(Instant::ZERO + PROMPT, 0);
        assert_eq!(flow.unread(800), 300);
    }
}
