use std::time::Duration;

use super::{NANOS_PER_SECOND, UNIT, mul_div, nanos};
use crate::{Admission, Instant};

/// The common token bucket: what all sources together may cost.
///
/// Kept as the time at which the bucket will be full again, so nothing has to be refilled or rounded.
#[derive(Debug)]
pub(super) struct Budget {
    per_second: u64,
    depth: Duration,
    full_at: Instant,
}

impl Budget {
    pub(super) fn new(per_second: u64) -> Self {
        // Whatever may be asked for at once must fit, however small the budget is.
        let most = u64::from(Admission::MIN_BURST) * NANOS_PER_SECOND;
        let least = Duration::from_nanos(most.div_ceil(per_second.max(1)));
        Self { per_second, depth: DEPTH.max(least), full_at: Instant::ZERO }
    }

    /// Takes `cost` [`UNIT`]s for a source that has spent `spent` of its `burst`, if enough is left.
    ///
    /// The last half of the bucket is kept for sources that saved up: the more of its burst a source has spent, the more
    /// must be left. That serves newcomers while the share still adapts, and against floods from so many addresses that
    /// none of them is conspicuous.
    pub(super) fn take(&mut self, now: Instant, cost: u64, spent: u64, burst: u64) -> bool {
        let time = Duration::from_nanos(mul_div(cost, NANOS_PER_SECOND, self.per_second * UNIT));
        let full_at = self.full_at.max(now) + time;
        let reserve = Duration::from_nanos(mul_div(nanos(self.depth) / 2, spent.min(burst), burst));
        // One unit must always fit, else a budget of a few units a second would never serve a busy source.
        let room = self.depth.saturating_sub(reserve).max(time.min(self.depth));
        let granted = full_at.saturating_since(now) <= room;
        if granted {
            self.full_at = full_at;
        }
        granted
    }
}

/// Work that may be done at once after a quiet time, as the time in which the budget yields it. Our choice: while it is
/// done nobody else is served, and the socket's buffer fills; at [`Admission::DEFAULT_PER_SECOND`] it takes a slow core
/// some 10 ms, a fifth of what the buffer holds at 100,000 datagrams a second.
const DEPTH: Duration = Duration::from_millis(50);
