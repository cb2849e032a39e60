use std::time::Duration;

/// How many of the last requests were answered: where packets get lost, silence says little about a node.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Answered {
    requests: u32,
    answers: u32,
}

impl Answered {
    pub(crate) fn note_request(&mut self) {
        if self.requests >= REMEMBERED_REQUESTS {
            self.requests /= 2;
            self.answers /= 2;
        }
        self.requests += 1;
    }

    pub(crate) fn note_answer(&mut self) {
        self.answers = self.answers.saturating_add(1);
    }

    /// Whether most packets get lost.
    pub(crate) fn is_bad(self) -> bool {
        self.percent() <= BAD_PERCENT
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

    /// The pause before an unanswered request is repeated for the `tries`-th time.
    pub(crate) fn retry(self, tries: u32) -> Duration {
        if self.is_bad() { RETRY_WHEN_BAD } else { calm_retry(tries) }
    }

    /// Percentage of answered requests; 100 as long as too few were sent to tell.
    fn percent(self) -> u32 {
        let known = self.requests >= FEW_REQUESTS;
        if known { self.answers.saturating_mul(100) / self.requests.max(1) } else { 100 }
    }
}

/// The pause before a request is repeated for the `tries`-th time, whatever the network is like.
pub(crate) fn calm_retry(tries: u32) -> Duration {
    RETRY.saturating_mul(tries.clamp(1, RETRY_STEPS))
}

/// Unanswered requests after which a node is gone. Our choice: at 10 % loss on each of the eight hops there and back, two of
/// five requests are answered, and the reference's limit of three would lose one living node in five.
const PATIENCE: u32 = 5;
/// Requests over which answers are counted, and how many say nothing yet. Our choice.
const REMEMBERED_REQUESTS: u32 = 128;
const FEW_REQUESTS: u32 = 32;
/// Percentages of answers that mean a bad and a poor network: a loss of 18 % and 11 % on each hop. Our choice.
const BAD_PERCENT: u32 = 20;
const POOR_PERCENT: u32 = 40;
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
        assert_eq!((answered.patience(), answered.is_bad()), (PATIENCE, false));
        for n in 0..1_000 {
            answered.note_request();
            if n % 10 == 0 {
                answered.note_answer();
            }
        }
        assert_eq!((answered.patience(), answered.is_bad()), (4 * PATIENCE, true));
        for _ in 0..1_000 {
            answered.note_request();
            answered.note_answer();
        }
        assert_eq!((answered.patience(), answered.is_bad()), (PATIENCE, false));
    }
}
