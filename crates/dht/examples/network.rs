//! A network of `SIM_NODES` nodes (1,000) for each of `SIM_SEEDS` seeds (1) with `SIM_LOSS_PERCENT` of
//! datagrams lost (5): how fast close lists converge, what lookups
//! find, and what it costs.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "it prints figures")]

use std::time::Duration;

use toxcore_sim::Link;

#[path = "../tests/common/mod.rs"]
mod common;

use common::Network;

fn main() {
    let (nodes, seeds) = (number("SIM_NODES", 1_000), number("SIM_SEEDS", 1));
    for seed in 1..=seeds as u64 {
        run(nodes, seed);
    }
}

fn run(nodes: usize, seed: u64) {
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
    let sent = network.sim.stats();
    println!("  {sent:?}");
}

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}
