//! Whole networks find their order and keep it, with 5 % of all datagrams lost. `examples/network.rs` runs larger ones.

#![allow(clippy::print_stdout, reason = "figures for the documentation, shown with --nocapture")]

use std::time::Duration;

use toxcore_sim::{Link, run_seeds};

mod common;

use common::{Lookups, Network};

/// Time in which nodes join, and how long the network then has until it is measured.
const JOINING: Duration = Duration::from_secs(60);
const SETTLING: Duration = Duration::from_secs(240);
/// How long a lookup may take.
const LOOKUP: Duration = Duration::from_secs(30);

fn link() -> Link {
    Link::default().with_loss(0.05).with_jitter(Duration::from_millis(10))
}

/// The bounds that the documentation states: the part of places in close lists that hold a living node, and the part of
/// the nearest neighbours that are held.
fn assert_converged(network: &Network, held: f64, near: f64) {
    let convergence = network.convergence();
    println!("near {:.4}, held {:.4}", convergence.near_part(), convergence.held_part());
    assert!(convergence.held_part() >= held, "{convergence:?}: {:.4}", convergence.held_part());
    assert!(convergence.near_part() >= near, "{convergence:?}: {:.4}", convergence.near_part());
}

fn thousand_nodes(seed: u64) {
    let mut network = Network::new(1_000, seed, link(), JOINING);
    network.sim.run_for(SETTLING);
    assert_converged(&network, 0.97, 0.995);
    let Lookups { all, found, slowest } = network.lookups(1_000, LOOKUP);
    assert!(found * 1_000 >= all * 999, "{found} of {all} found, the last after {slowest:?}");
}

#[test]
fn thousand_nodes_converge_seed_1() {
    run_seeds(1..2, thousand_nodes);
}

#[test]
fn thousand_nodes_converge_seed_2() {
    run_seeds(2..3, thousand_nodes);
}

#[test]
fn thousand_nodes_converge_seed_3() {
    run_seeds(3..4, thousand_nodes);
}

/// Small networks, many seeds. One lookup of some thousand may miss, so they are counted together.
fn hundred_nodes(seeds: std::ops::Range<u64>) {
    let (mut all, mut found) = (0, 0);
    run_seeds(seeds, |seed| {
        let mut network = Network::new(100, seed, link(), Duration::from_secs(20));
        network.sim.run_for(Duration::from_secs(100));
        assert_converged(&network, 0.93, 0.98);
        let lookups = network.lookups(50, LOOKUP);
        assert!(lookups.found + 1 >= lookups.all, "{lookups:?}");
        all += lookups.all;
        found += lookups.found;
    });
    println!("{found} of {all} lookups");
    assert!(found * 1_000 >= all * 999, "{found} of {all}");
}

#[test]
fn hundred_nodes_converge_seeds_1_to_100() {
    hundred_nodes(1..101);
}

#[test]
fn hundred_nodes_converge_seeds_101_to_200() {
    hundred_nodes(101..201);
}

#[test]
fn same_seed_gives_the_same_trace() {
    let trace = |seed| {
        let mut network = Network::new(50, seed, link(), Duration::from_secs(10));
        network.sim.run_for(Duration::from_secs(50));
        network.lookups(10, LOOKUP);
        network.sim.trace_hash()
    };
    assert_eq!(trace(1), trace(1));
    assert_ne!(trace(1), trace(2));
}
