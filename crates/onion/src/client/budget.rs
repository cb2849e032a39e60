use std::time::Duration;

use toxcore_sansio::Instant;

/// A bucket that bounds how many packets leave, and may go into debt for work that has begun.
#[derive(Debug)]
pub(crate) struct Budget {
    /// Thousandths of a packet.
    level: i64,
    at: Instant,
}

impl Budget {
    pub(crate) const fn new(now: Instant) -> Self {
        Self { level: BURST * UNIT, at: now }
    }

    fn refill(&mut self, now: Instant) {
        let elapsed = i64::try_from(now.saturating_since(self.at).as_millis()).unwrap_or(i64::MAX);
        if elapsed > 0 {
            let gained = elapsed.saturating_mul(PER_SECOND);
            self.level = self.level.saturating_add(gained).min(BURST * UNIT);
            self.at = now;
        }
    }

    /// Whether new work may begin.
    pub(crate) fn is_open(&mut self, now: Instant) -> bool {
        self.refill(now);
        self.level > 0
    }

    /// Whether work that has begun may go on.
    pub(crate) fn may_continue(&mut self, now: Instant) -> bool {
        self.refill(now);
        self.level > -MAX_DEBT * UNIT
    }

    pub(crate) fn charge(&mut self, packets: usize) {
        let cost = i64::try_from(packets).unwrap_or(MAX_DEBT).saturating_mul(UNIT);
        self.level = self.level.saturating_sub(cost);
    }

    /// When a batch of new work may begin, if none may now.
    pub(crate) fn opens_at(&self) -> Option<Instant> {
        (self.level <= 0).then(|| {
            let missing = (BATCH * UNIT).saturating_sub(self.level);
            let millis = u64::try_from(missing / PER_SECOND).unwrap_or(0).saturating_add(1);
            self.at + Duration::from_millis(millis)
        })
    }
}

const UNIT: i64 = 1_000;
/// Packets per second for all friends together, in the long run. Our choice: the reference sends 2,700 a second for a
/// thousand friends; this many cost two hundredths of a core, and a thousand friends have each been looked for once after
/// 15 s.
pub(crate) const PER_SECOND: i64 = 400;
/// Packets at once after a quiet time. Our choice: a hundred friends begin without waiting.
pub(crate) const BURST: i64 = 400;
/// How far work that has begun may go ahead of the budget. Our choice: one second's worth.
const MAX_DEBT: i64 = 400;
/// When the budget is used up, wait until this many packets may leave, so that a thousand friends wake us 20 times a second
/// and not 400 times. Our choice.
const BATCH: i64 = 20;
