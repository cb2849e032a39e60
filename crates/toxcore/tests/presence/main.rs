//! Both online implies that both see it, and soon: friends start, sleep, lose UDP and restart, behind NATs of all kinds,
//! without UDP and with loss.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

mod report;
mod scenario;
#[path = "../support/mod.rs"]
mod support;

/// Worlds that every run of the tests sees; `cargo xtask sim --presence` runs more.
const SEEDS: u64 = 200;

/// `SIM_SEED` runs one world alone.
#[test]
fn friends_who_are_both_there_see_each_other_soon() {
    let only = std::env::var("SIM_SEED").ok().and_then(|text| text.parse::<u64>().ok());
    let (samples, failed) = only.map_or_else(|| scenario::run_all(0, SEEDS), |seed| scenario::run_all(seed, 1));
    let table = report::table(&samples);
    println!("{table}");
    assert_eq!(failed, [0_u64; 0], "failed seeds\n{table}");
    assert!(samples.iter().all(|sample| sample.took.is_some()), "some never met\n{table}");
    assert!(report::keeps_the_bounds(&samples), "too slow\n{table}");
}
