use std::time::Duration;

use toxcore_sansio::Instant;

use super::friend::Lane;

/// A bucket that bounds how many packets leave, and may go into debt for work that has begun.
#[derive(Debug)]
pub(crate) struct Budget {
    rate: Rate,
    /// Thousandths of a packet.
    level: i64,
    at: Instant,
}

impl Budget {
    pub(crate) const fn new(now: Instant, rate: Rate) -> Self {
        Self { rate, level: rate.burst * UNIT, at: now }
    }

    fn refill(&mut self, now: Instant) {
        let elapsed = i64::try_from(now.saturating_since(self.at).as_millis()).unwrap_or(i64::MAX);
        if elapsed > 0 {
            let gained = elapsed.saturating_mul(self.rate.per_second);
            self.level = self.level.saturating_add(gained).min(self.rate.burst * UNIT);
            self.at = now;
        }
    }

    /// Whether work may begin now. For friends who are there, and for answers that must be followed, the bucket goes into
    /// debt.
    pub(crate) fn is_open(&mut self, now: Instant, lane: Lane) -> bool {
        self.refill(now);
        self.level > self.lowest(lane)
    }

    pub(crate) fn charge(&mut self, packets: usize) {
        let cost = i64::try_from(packets).unwrap_or(self.rate.debt).saturating_mul(UNIT);
        self.level = self.level.saturating_sub(cost);
    }

    /// When a batch of work may begin, if none may now.
    pub(crate) fn opens_at(&self, lane: Lane) -> Option<Instant> {
        (self.level <= self.lowest(lane)).then(|| {
            let missing = self.lowest(lane).saturating_add(BATCH * UNIT).saturating_sub(self.level);
            let millis = u64::try_from(missing / self.rate.per_second).unwrap_or(0).saturating_add(1);
            self.at + Duration::from_millis(millis)
        })
    }

    /// The level at which nothing may begin any more.
    const fn lowest(&self, lane: Lane) -> i64 {
        match lane {
            Lane::Present => -self.rate.debt * UNIT,
            Lane::Absent => 0,
        }
    }
}

/// How much a budget allows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    /// Packets per second in the long run.
    per_second: i64,
    /// Packets at once after a quiet time.
    burst: i64,
    /// How far friends who are there may go ahead.
    debt: i64,
}

impl Rate {
    /// All that concerns friends.
    pub(crate) const FRIENDS: Self = Self { per_second: PER_SECOND, burst: BURST, debt: MAX_DEBT };
    /// All that concerns groups. Our choice: 0.3 Mbit/s at most; a hundred small groups stay announced as often as they wish, and
    /// thirty are sought at once within seconds.
    pub(crate) const GROUPS: Self = Self { per_second: 60, burst: 200, debt: 60 };
    /// Copies of packets where most are lost. Our choice: 0.4 Mbit/s at most, a tenth of what a lossy link that is of any use
    /// carries; friends who are there may use two seconds' worth ahead.
    pub(crate) const COPIES: Self = Self { per_second: 100, burst: 200, debt: 200 };
}

const UNIT: i64 = 1_000;
/// Packets per second for all friends together, in the long run. Our choice: the reference sends 2,700 a second for a
/// thousand friends; this many cost two hundredths of a core, and a thousand friends have each been looked for once after
/// 15 s.
pub(crate) const PER_SECOND: i64 = 400;
/// Packets at once after a quiet time. Our choice: a hundred friends begin without waiting.
pub(crate) const BURST: i64 = 400;
/// How far friends who are there may go ahead of the budget. Our choice: one second's worth.
const MAX_DEBT: i64 = 400;
/// When the budget is used up, wait until this many packets may leave, so that a thousand friends wake us 20 times a second
/// and not 400 times. Our choice.
const BATCH: i64 = 20;

#[cfg(test)]
mod tests;
