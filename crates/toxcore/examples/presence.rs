//! How long it takes until friends see each other, in `SIM_SEEDS` (1,000) simulated worlds from seed `SIM_FIRST` (0) on: the
//! scenario of the test `presence`, with its table. Fails if anybody never met, or if half of them need more than 5 s or one
//! in a hundred more than 30 s at 5 % loss.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used, clippy::panic, reason = "it prints figures")]

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use report::{Distribution, Phase};

#[path = "../tests/presence/report.rs"]
mod report;
#[path = "../tests/presence/scenario.rs"]
mod scenario;
#[path = "../tests/support/mod.rs"]
mod support;

fn main() -> ExitCode {
    let (first, seeds) = (number("SIM_FIRST", 0), number("SIM_SEEDS", 1_000));
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(number("SIM_THREADS", 64) as usize);
    let (next, failed, samples) = (AtomicU64::new(first), AtomicU64::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first + seeds {
                        return;
                    }
                    match std::panic::catch_unwind(|| scenario::run(seed)) {
                        Ok(found) => samples.lock().unwrap().extend(found),
                        Err(_) => {
                            eprintln!("seed {seed} failed");
                            failed.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                }
            });
        }
    });
    let samples = samples.into_inner().unwrap();
    println!("{}", report::table(&samples));
    let keeps = |phase: Phase| {
        let times = Distribution::of(samples.iter().filter(|s| s.phase == phase && s.loss_percent == 5));
        times.quantile(0.5) <= Duration::from_secs(5) && times.quantile(0.99) <= Duration::from_secs(30)
    };
    let all_met = failed.into_inner() == 0 && samples.iter().all(|sample| sample.took.is_some());
    if all_met && Phase::ALL.into_iter().all(keeps) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}
