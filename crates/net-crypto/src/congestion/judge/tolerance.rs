//! How much loss is taken for chance.

use super::seen::Seen;

/// Which part of packets may be lost without a queue that overflows. It learns from what sending less does to losses.
#[derive(Debug)]
pub(super) struct Tolerance {
    part: f64,
    /// What remains of that after long.
    usual: f64,
    /// Part of packets that was lost before the last judgement, if that was because of it.
    lost_before: Option<f64>,
}

impl Default for Tolerance {
    fn default() -> Self {
        Self { part: OVERFLOW_LOSS, usual: OVERFLOW_LOSS, lost_before: None }
    }
}

impl Tolerance {
    /// Whether too much was lost.
    pub(super) fn is_exceeded(&self, seen: &Seen) -> bool {
        seen.is_loss_above(self.part)
    }

    /// Whether half of what is tolerated was lost, which says that sending less did not help.
    pub(super) fn is_half_used(&self, seen: &Seen) -> bool {
        seen.loss() * 2.0 > self.part
    }

    /// Less is sent because of this.
    pub(super) fn blame(&mut self, seen: &Seen) {
        self.lost_before = Some(seen.loss());
    }

    /// What sending less did: what less traffic does not lose was no chance.
    pub(super) fn learn(&mut self, seen: &Seen) {
        let Some(before) = self.lost_before.take() else { return };
        if seen.is_loss_less_than(before / 4.0) {
            self.usual = (self.usual * STRICTER).max(LEAST_USUAL);
            self.part = (self.part * STRICTER).max(self.usual);
        } else {
            self.usual = (self.usual / STRICTER).min(OVERFLOW_LOSS);
            self.part = self.part.max(self.usual);
        }
    }

    /// Losses stay however little is sent: they are chance.
    pub(super) fn accept(&mut self, seen: &Seen) {
        self.part = (seen.loss() * TOLERANCE).min(MAX_TOLERATED);
    }

    /// Little was lost.
    pub(super) fn fade(&mut self, seen: &Seen) {
        self.part = (self.part * FORGETTING).max(self.usual.max(seen.loss().min(self.part)));
    }
}

/// Part of packets lost while cruising that means a queue overflows. Our choice: three times what radio links lose by chance.
const OVERFLOW_LOSS: f64 = 0.03;
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
