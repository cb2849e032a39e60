use super::UNIT;

/// What all sources ask for in one window, as a histogram that water filling can be read from.
#[derive(Debug)]
pub(super) struct Demand {
    /// `levels[n]`: how many sources asked for more than `n` units.
    levels: Vec<u32>,
    /// Sum of all demand.
    total: u64,
}

impl Demand {
    /// Size of the histogram.
    pub(super) const MEMORY_BYTES: usize = LEVELS * size_of::<u32>();

    pub(super) fn new() -> Self {
        Self { levels: vec![0; LEVELS], total: 0 }
    }

    /// One source's demand rises from `before` to `after` units.
    pub(super) fn grow(&mut self, before: u32, after: u32) {
        self.total = self.total.saturating_add(u64::from(after.saturating_sub(before)));
        let clip = |n: u32| (n as usize).min(LEVELS);
        for level in self.levels.get_mut(clip(before)..clip(after)).unwrap_or_default() {
            *level = level.saturating_add(1);
        }
    }

    /// Ends the window: how far `budget` [`UNIT`]s go when all sources are served evenly.
    pub(super) fn fill(&mut self, budget: u64) -> Filled {
        let enough = self.total.saturating_mul(UNIT) <= budget;
        let filled = if enough { Filled::Enough } else { self.pour(budget) };
        let used = self.levels.iter().position(|n| *n == 0).unwrap_or(LEVELS);
        self.levels.get_mut(..used).unwrap_or_default().fill(0);
        self.total = 0;
        filled
    }

    fn pour(&self, budget: u64) -> Filled {
        let (mut left, mut level, mut sources) = (budget, 0, 1);
        for n in self.levels.iter().take_while(|n| **n > 0) {
            sources = u64::from(*n);
            let Some(rest) = left.checked_sub(sources * UNIT) else { break };
            left = rest;
            level += UNIT;
        }
        // What is left does not suffice for another whole unit to each, or the histogram ends here.
        Filled::To { level: level + left / sources, sources }
    }
}

/// The outcome of water filling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filled {
    /// All demand can be served.
    Enough,
    /// Each source can be served up to `level` [`UNIT`]s; `sources` ask for more.
    To { level: u64, sources: u64 },
}

/// Levels told apart. Sources that ask for more in one window share what is left equally. Our choice: with the default
/// budget a window has 800 units, so the level of a flooded window is always inside.
const LEVELS: usize = 1024;

#[cfg(test)]
mod tests {
    use super::*;

    /// Max-min fair level by bisection over the definition.
    fn level_by_definition(demands: &[u32], budget: u64) -> u64 {
        let served = |level: u64| demands.iter().map(|d| level.min(u64::from(*d) * UNIT)).sum::<u64>();
        let (mut low, mut high) = (0, u64::from(u32::MAX) * UNIT);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if served(middle) <= budget { low = middle } else { high = middle }
        }
        low
    }

    proptest::proptest! {
        #[test]
        fn fills_as_the_definition_says(
            demands in proptest::collection::vec(1_u32..300, 1..60),
            budget in 1_u64..10_000,
        ) {
            let mut demand = Demand::new();
            for d in &demands {
                demand.grow(0, *d / 2);
                demand.grow(*d / 2, *d);
            }
            let budget = budget * UNIT;
            let total = demands.iter().map(|d| u64::from(*d)).sum::<u64>();
            match demand.fill(budget) {
                Filled::Enough => assert!(total * UNIT <= budget),
                Filled::To { level, sources } => {
                    assert_eq!(level, level_by_definition(&demands, budget));
                    let above = demands.iter().filter(|d| u64::from(**d) * UNIT > level).count();
                    assert_eq!(sources, above as u64);
                }
            }
            assert_eq!(demand.fill(0), Filled::Enough, "a window starts empty");
        }
    }

    #[test]
    fn beyond_the_histogram_the_rest_is_shared_equally() {
        let mut demand = Demand::new();
        demand.grow(0, 1_000_000);
        demand.grow(0, 2_000_000);
        assert_eq!(demand.fill(100_000 * UNIT), Filled::To { level: 50_000 * UNIT, sources: 2 });
    }
}
