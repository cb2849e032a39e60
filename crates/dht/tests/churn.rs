//! Networks whose nodes come and go, sleep, and lose their bootstrap nodes.

#![allow(clippy::print_stdout, reason = "figures for the documentation, shown with --nocapture")]

use std::time::Duration;

use toxcore_dht::Connection;
use toxcore_sim::{Departure, Link, run_seeds};

mod common;

use common::{BOOTSTRAP_NODES, Network};

fn settled(nodes: usize, seed: u64) -> Network {
    let link = Link::default().with_loss(0.05).with_jitter(Duration::from_millis(10));
    let mut network = Network::new(nodes, seed, link, Duration::from_secs(30));
    network.sim.run_for(Duration::from_secs(120));
    network
}

/// 30 % of all nodes are replaced in ten minutes.
#[test]
fn lookups_work_while_nodes_come_and_go() {
    run_seeds(1..4, |seed| {
        let mut network = settled(300, seed);
        let pause = Duration::from_secs(600) / (300 * 30 / 100);
        let (mut all, mut found) = (0, 0);
        for replaced in 1..=300 * 30 / 100 {
            network.replace_random();
            network.sim.run_for(pause);
            if replaced % 10 == 0 {
                let lookups = network.lookups(20, Duration::from_secs(30));
                all += lookups.all;
                found += lookups.found;
            }
        }
        let convergence = network.convergence();
        println!("near {:.4}, held {:.4}, {found} of {all}", convergence.near_part(), convergence.held_part());
        assert!(convergence.near_part() >= 0.98, "{convergence:?}: {:.4}", convergence.near_part());
        assert!(found * 200 >= all * 199, "{found} of {all} found");
    });
}

#[test]
fn network_lives_on_without_its_bootstrap_nodes() {
    let mut network = settled(100, 7);
    for _ in 0..BOOTSTRAP_NODES {
        let id = network.alive.remove(0);
        network.sim.remove(id, Departure::Vanish);
    }
    network.sim.run_for(Duration::from_secs(240));
    let lookups = network.lookups(50, Duration::from_secs(30));
    assert_eq!(lookups.found, lookups.all);
}

#[test]
fn suspended_node_comes_back() {
    let mut network = settled(100, 9);
    let sleeper = network.alive[50];
    network.sim.suspend(sleeper);
    network.sim.run_for(Duration::from_secs(3_600));
    network.sim.resume(sleeper);
    network.sim.run_for(Duration::from_secs(30));
    assert_eq!(network.sim[sleeper].dht.connection(), Connection::Internet);
    assert!(network.sim[sleeper].dht.close_nodes(network.sim.now()).count() >= 20);
}

#[test]
fn idle_node_in_a_network_wakes_at_most_twice_a_second() {
    let mut network = settled(100, 11);
    let id = network.alive[60];
    let before = network.sim[id].wakes;
    network.sim.run_for(Duration::from_secs(100));
    let wakes = network.sim[id].wakes - before;
    assert!(wakes <= 200, "{wakes} in 100 s");
}
