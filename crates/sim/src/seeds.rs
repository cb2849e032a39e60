use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs `scenario` with each seed and reports the seeds that fail.
///
/// A seed that panics is printed as `seed N failed` and the rest still runs. With the environment variable `SIM_SEED` set,
/// only that seed runs, for finding out why.
///
/// # Panics
/// If any seed failed, after all have run.
#[expect(clippy::print_stderr, clippy::panic, reason = "it reports to whoever reads the test's output")]
pub fn run_seeds(seeds: Range<u64>, mut scenario: impl FnMut(u64)) {
    let only = std::env::var("SIM_SEED").ok().and_then(|text| text.parse::<u64>().ok());
    let seeds: Vec<u64> = only.map_or_else(|| seeds.collect(), |seed| vec![seed]);
    let mut failed = Vec::new();
    for seed in seeds {
        if catch_unwind(AssertUnwindSafe(|| scenario(seed))).is_err() {
            eprintln!("seed {seed} failed; SIM_SEED={seed} runs it alone");
            failed.push(seed);
        }
    }
    if !failed.is_empty() {
        panic!("failed seeds: {failed:?}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_seeds_run_and_the_failed_ones_are_named() {
        let mut ran = Vec::new();
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            run_seeds(0..5, |seed| {
                ran.push(seed);
                assert!(seed % 2 == 0, "odd");
            });
        }));
        let message = outcome.unwrap_err().downcast_ref::<String>().cloned();
        assert_eq!(message.as_deref(), Some("failed seeds: [1, 3]"));
        assert_eq!(ran, [0, 1, 2, 3, 4]);
    }
}
