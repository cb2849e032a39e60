use std::time::Duration;

/// How many of the last requests were answered: where packets get lost, silence says little about a node.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Answered {
    answers: u32,
    silences: u32,
    is_bad: bool,
}

impl Answered {
    pub(crate) fn note_answer(&mut self) {
        self.answers += 1;
        self.judge();
    }

    /// That many requests are so old that no answer is expected any more.
    pub(crate) fn note_silences(&mut self, count: usize) {
        for _ in 0..count {
            self.silences += 1;
            self.judge();
        }
    }

    fn judge(&mut self) {
        if self.total() > REMEMBERED_REQUESTS {
            self.answers /= 2;
            self.silences /= 2;
        }
        let limit = if self.is_bad { GOOD_AGAIN_PERCENT } else { BAD_PERCENT };
        self.is_bad = self.percent() <= limit;
    }

    const fn total(self) -> u32 {
        self.answers + self.silences
    }

    /// Whether most packets get lost.
    pub(crate) const fn is_bad(self) -> bool {
        self.is_bad
    }

    /// Unanswered requests after which a node is taken for gone.
    pub(crate) fn patience(self) -> u32 {
        PATIENCE * self.leniency()
    }

    /// By how much more silence than usual must be borne.
    pub(crate) fn leniency(self) -> u32 {
        match self.percent() {
            0..=BAD_PERCENT => 4,
            percent if percent <= POOR_PERCENT => 2,
            _ => 1,
        }
    }

    /// How often the same is sent at once, so that one of them probably arrives and is answered.
    pub(crate) fn copies(self) -> u32 {
        (COPIES_AIM / self.percent().max(1)).clamp(1, MAX_COPIES)
    }

    /// The pause before an unanswered request is repeated for the `tries`-th time.
    pub(crate) fn retry(self, tries: u32) -> Duration {
        if self.is_bad { RETRY_WHEN_BAD } else { calm_retry(tries) }
    }

    /// Percentage of answered requests; 100 as long as too few were sent to tell.
    fn percent(self) -> u32 {
        let known = self.total() >= FEW_REQUESTS;
        if known { self.answers * 100 / self.total().max(1) } else { 100 }
    }
}

/// The pause before a request is repeated for the `tries`-th time, whatever the network is like.
pub(crate) fn calm_retry(tries: u32) -> Duration {
    RETRY.saturating_mul(tries.clamp(1, RETRY_STEPS))
}

/// Unanswered requests after which a node is gone. Our choice: at 10 % loss on each of the eight hops there and back, two of
/// five requests are answered, and the reference's limit of three would lose one living node in five.
const PATIENCE: u32 = 5;
/// Requests over which answers are counted, and how many say nothing yet. Our choice: at 10 % loss on each hop one client in
/// thirty takes its network for a bad one at first.
const REMEMBERED_REQUESTS: u32 = 128;
const FEW_REQUESTS: u32 = 16;
/// Percentages of answers that mean a bad and a poor network: a loss of 18 % and 11 % on each hop. Our choice.
const BAD_PERCENT: u32 = 20;
const POOR_PERCENT: u32 = 40;
/// Percentage above which a bad network is not bad any more. Our choice: more than paths over relays gain where they begin to be
/// used, so that they do not come and go.
const GOOD_AGAIN_PERCENT: u32 = 35;
/// Answers in a hundred requests divided by the copies that are sent. Our choice: of two requests with their copies one is
/// answered.
const COPIES_AIM: u32 = 60;
/// Most copies. Our choice: what a loss of 30 % on each hop asks for.
const MAX_COPIES: u32 = 6;
/// Pause before an unanswered request is repeated; later ones wait twice and three times as long. Our choice: above most
/// round trips.
const RETRY: Duration = Duration::from_secs(1);
const RETRY_STEPS: u32 = 3;
/// The same in a bad network, where most of them are lost. Our choice.
const RETRY_WHEN_BAD: Duration = Duration::from_millis(500);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_says_less_where_most_is_lost() {
        let mut answered = Answered::default();
        assert_eq!((answered.patience(), answered.copies(), answered.is_bad()), (PATIENCE, 1, false));
        for _ in 0..100 {
            answered.note_silences(9);
            answered.note_answer();
        }
        assert_eq!((answered.patience(), answered.copies(), answered.is_bad()), (4 * PATIENCE, 6, true));
        (0..1_000).for_each(|_| answered.note_answer());
        assert_eq!((answered.patience(), answered.copies(), answered.is_bad()), (PATIENCE, 1, false));
    }

    #[test]
    fn what_relays_gain_does_not_make_a_bad_network_a_good_one() {
        let mut answered = Answered::default();
        let mut observe = |percent: usize| {
            for _ in 0..50 {
                answered.note_silences(100 - percent);
                (0..percent).for_each(|_| answered.note_answer());
            }
            answered.is_bad()
        };
        assert_eq!([30, 17, 26, 45, 26].map(&mut observe), [false, true, true, false, false]);
    }
}
