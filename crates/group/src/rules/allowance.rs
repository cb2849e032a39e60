//! How many large answers may be given.

use toxcore_sansio::Instant;

use super::limits::{ANSWER_PAUSE, MAX_ANSWERS};

/// As many as [`MAX_ANSWERS`] at once, and then one in each [`ANSWER_PAUSE`].
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Allowance {
    /// When all that was given is made up for; in the past if it is.
    full_at: Option<Instant>,
}

impl Allowance {
    /// Takes one, if there is one left.
    pub(crate) fn take(&mut self, now: Instant) -> bool {
        let from = self.full_at.filter(|at| *at > now).unwrap_or(now);
        let full_at = from + ANSWER_PAUSE;
        let may = full_at <= now + ANSWER_PAUSE * MAX_ANSWERS;
        if may {
            self.full_at = Some(full_at);
        }
        may
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn as_many_at_once_and_then_one_by_one() {
        let mut allowance = Allowance::default();
        let mut now = Instant::from_origin(Duration::from_secs(5));
        let taken = |allowance: &mut Allowance, now| (0..1_000).filter(|_| allowance.take(now)).count();
        assert_eq!(taken(&mut allowance, now), MAX_ANSWERS as usize);
        now += ANSWER_PAUSE;
        assert_eq!(taken(&mut allowance, now), 1);
        now += ANSWER_PAUSE * 10;
        assert_eq!(taken(&mut allowance, now), 10);
        now += ANSWER_PAUSE * 100_000;
        assert_eq!(taken(&mut allowance, now), MAX_ANSWERS as usize);
    }
}
