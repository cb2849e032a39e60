//! The highest value of the last rounds.

use std::collections::VecDeque;

/// A monotonic queue: values fall from front to back, rounds rise. At most one entry for each round.
#[derive(Debug)]
pub(crate) struct MaxFilter {
    rounds: u64,
    entries: VecDeque<(u64, f64)>,
}

impl MaxFilter {
    pub(crate) const fn new(rounds: u64) -> Self {
        Self { rounds, entries: VecDeque::new() }
    }

    pub(crate) fn update(&mut self, round: u64, value: f64) {
        while self.entries.back().is_some_and(|(_, v)| *v <= value) {
            self.entries.pop_back();
        }
        if self.entries.back().is_none_or(|(r, _)| *r < round) {
            self.entries.push_back((round, value));
        }
        while self.entries.len() > 1
            && self.entries.front().is_some_and(|(r, _)| r.saturating_add(self.rounds) <= round)
        {
            self.entries.pop_front();
        }
    }

    pub(crate) fn get(&self) -> Option<f64> {
        self.entries.front().map(|(_, value)| *value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_of_the_last_rounds_counts() {
        let mut filter = MaxFilter::new(3);
        assert_eq!(filter.get(), None);
        for (round, value, best) in
            [(0, 5.0, 5.0), (1, 9.0, 9.0), (2, 4.0, 9.0), (2, 6.0, 9.0), (3, 1.0, 9.0), (4, 2.0, 6.0), (5, 1.0, 2.0)]
        {
            filter.update(round, value);
            assert_eq!(filter.get(), Some(best), "round {round}");
        }
        assert!(filter.entries.len() <= 3);
    }
}
