//! How long it takes until friends see each other, in `SIM_SEEDS` (1,000) simulated worlds from seed `SIM_FIRST` (0) on: the
//! scenario of the test `presence`, with its table. Fails if anybody never met, or if half of them need more than 5 s or one
//! in a hundred more than 30 s at 5 % loss.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::panic, reason = "it prints figures")]

use std::process::ExitCode;

#[path = "../tests/presence/report.rs"]
mod report;
#[path = "../tests/presence/scenario.rs"]
mod scenario;
#[path = "../tests/support/mod.rs"]
mod support;

fn main() -> ExitCode {
    let (samples, failed) = scenario::run_all(number("SIM_FIRST", 0), number("SIM_SEEDS", 1_000));
    println!("{}", report::table(&samples));
    println!("failed seeds: {failed:?}");
    let all_met = failed.is_empty() && samples.iter().all(|sample| sample.took.is_some());
    if all_met && report::keeps_the_bounds(&samples) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}
