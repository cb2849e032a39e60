//! How long it takes until members of groups of fifty see each other, and what they miss, in `SIM_SEEDS` (1,000) simulated worlds
//! from seed `SIM_FIRST` (0) on: the scenario of the test `worlds`, with its table. Fails if half of them need more than 3 s or one
//! in a hundred more than 15 s, or if more than one message in 10,000 gets lost.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::panic, reason = "it prints figures")]

use std::process::ExitCode;

#[path = "../tests/worlds/report.rs"]
mod report;
#[path = "../tests/worlds/scenario.rs"]
mod scenario;
#[path = "../tests/groups_world/mod.rs"]
mod world;

fn main() -> ExitCode {
    let (reports, failed) = scenario::run_all(number("SIM_FIRST", 0), number("SIM_SEEDS", 1_000));
    println!("{}", report::table(&reports));
    println!("failed seeds: {failed:?}");
    if failed.is_empty() && report::keeps_the_bounds(&reports) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}
