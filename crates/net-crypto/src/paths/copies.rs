//! How many full packets go over a doubtful UDP path beside those over the relay route.

use toxcore_sansio::Instant;

use crate::UDP_COPY_INTERVAL;

/// What the relay confirms says nothing of what UDP takes, so the rate of both together may be far too much for it. A fixed
/// share keeps the connection alive if the relay is the one that fails, and fits the smallest receive buffer.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Copies {
    /// When the next one may leave.
    next: Option<Instant>,
}

impl Copies {
    /// Whether a full packet may take UDP, too.
    pub(super) fn may_leave(self, now: Instant) -> bool {
        self.next.is_none_or(|next| now >= next)
    }

    /// So many did at once.
    pub(super) fn left(&mut self, now: Instant, packets: u64) {
        let packets = u32::try_from(packets).unwrap_or(u32::MAX);
        self.next = Some(now + UDP_COPY_INTERVAL.saturating_mul(packets));
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn copies_keep_their_rate_whatever_leaves_at_once() {
        let (mut copies, mut left) = (Copies::default(), 0);
        for ms in 0..1000 {
            let now = Instant::ZERO + Duration::from_millis(ms);
            if copies.may_leave(now) {
                copies.left(now, 46);
                left += 46;
            }
        }
        assert!((2900..=3200).contains(&left), "{left} in a second");
    }
}
