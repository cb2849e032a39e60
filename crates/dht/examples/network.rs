//! A network of `SIM_NODES` nodes (1,000) for each of `SIM_SEEDS` seeds (1) with `SIM_LOSS_PERCENT` of
//! datagrams lost (5): how fast close lists converge, what lookups
//! find, and what it costs.
//! Fails if a network stays below the bounds.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "it prints figures")]

use std::process::ExitCode;
use std::time::Duration;

use toxcore_sim::Link;

#[path = "../tests/common/mod.rs"]
mod common;

use common::Network;

/// What must hold at the end, at 5 % loss: nearest neighbours held, lookups that find the nearest node.
const NEAR: f64 = 0.98;
const FOUND: f64 = 0.999;

fn main() -> ExitCode {
    let (nodes, seeds) = (number("SIM_NODES", 1_000), number("SIM_SEEDS", 1));
    let failed = (1..=seeds as u64).filter(|seed| !run(nodes, *seed)).count();
    if failed == 0 {
        return ExitCode::SUCCESS;
    }
    println!(
        "{failed} of {seeds} networks stayed below {:.1} % of the nearest or {:.1} % of lookups",
        100.0 * NEAR,
        100.0 * FOUND
    );
    ExitCode::FAILURE
}

/// Whether the network keeps the bounds.
fn run(nodes: usize, seed: u64) -> bool {
    let started = std::time::Instant::now();
    let link =
        Link::default().with_loss(number("SIM_LOSS_PERCENT", 5) as f64 / 100.0).with_jitter(Duration::from_millis(10));
    let mut network = Network::new(nodes, seed, link, Duration::from_secs(60));
    println!("seed {seed}, {nodes} nodes:");
    for _ in 0..8 {
        let convergence = network.convergence();
        println!(
            "  {:>4} s: lists hold {:.3} % of what they can, {:.3} % of their nearest; {} events, {:.1} s on the clock",
            network.sim.now().since_origin().as_secs(),
            100.0 * convergence.held_part(),
            100.0 * convergence.near_part(),
            network.sim.stats().events,
            started.elapsed().as_secs_f64()
        );
        network.sim.run_for(Duration::from_secs(30));
    }
    let lookups = network.lookups(nodes.min(2_000), Duration::from_secs(60));
    println!(
        "  {} of {} lookups found the nearest node, the last after {:.1} s; {:.1} s on the clock",
        lookups.found,
        lookups.all,
        lookups.slowest.as_secs_f64(),
        started.elapsed().as_secs_f64()
    );
    let stats = network.sim.stats();
    let seconds = network.sim.now().since_origin().as_secs_f64();
    let per_node = |count: u64| count as f64 / seconds / nodes as f64;
    println!(
        "  each node sent {:.2} datagrams and got {:.0} bytes a second",
        per_node(stats.sent),
        per_node(stats.delivered_bytes)
    );
    network.convergence().near_part() >= NEAR && lookups.found as f64 >= FOUND * lookups.all as f64
}

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}
