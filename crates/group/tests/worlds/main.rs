//! Groups of fifty behind all kinds of NATs: everybody sees everybody soon, hears everything once and in order, and all agree in the
//! end.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may fail, and say why")]

mod report;
mod scenario;
#[path = "../groups_world/mod.rs"]
mod world;

/// Worlds that every run of the tests sees; `cargo xtask sim --groups` runs more.
const SEEDS: u64 = 200;

/// `SIM_SEED` runs one world alone.
#[test]
fn members_of_large_groups_meet_soon_and_miss_nothing() {
    let only = std::env::var("SIM_SEED").ok().and_then(|text| text.parse::<u64>().ok());
    let (reports, failed) = only.map_or_else(|| scenario::run_all(0, SEEDS), |seed| scenario::run_all(seed, 1));
    let table = report::table(&reports);
    println!("{table}");
    assert_eq!(failed, [0_u64; 0], "failed seeds\n{table}");
    assert!(report::keeps_the_bounds(&reports), "too slow, or too much lost\n{table}");
}
