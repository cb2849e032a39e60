//! Two clients who start together find each other's DHT keys through networks of all sizes.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod network;

use std::time::Duration;

use network::{Network, Plan};

fn times(nodes: usize, loss: f64, seeds: std::ops::Range<u64>, limit: Duration) -> Vec<Duration> {
    let mut times: Vec<Duration> = seeds
        .map(|seed| {
            let mut network = Network::new(Plan { seed, nodes, loss });
            let (alice, bob) = (network.client(1), network.client(2));
            network.befriend(alice, bob);
            network.run_until_met(limit, alice, bob)
        })
        .collect();
    times.sort_unstable();
    println!("{nodes} nodes, loss {loss}: median {:?}, worst {:?}", times[times.len() / 2], times[times.len() - 1]);
    times
}

fn median(times: &[Duration]) -> Duration {
    times[times.len() / 2]
}

/// A round trip through the onion takes 160 ms here: four hops of 20 ms each way.
#[test]
fn friends_meet_within_two_seconds_whatever_the_size_of_the_network() {
    for nodes in [1, 2, 3, 20, 100] {
        let times = times(nodes, 0.0, 1..9, Duration::from_secs(4));
        assert!(median(&times) <= Duration::from_secs(2), "{nodes} nodes: {times:?}");
    }
}

#[test]
fn loss_delays_the_meeting_and_does_not_prevent_it() {
    for (loss, seconds) in [(0.05, 5), (0.1, 15), (0.2, 20), (0.3, 30)] {
        let times = times(20, loss, 1..7, Duration::from_secs(10 * seconds));
        assert!(median(&times) <= Duration::from_secs(seconds), "loss {loss}: {times:?}");
    }
}

#[test]
fn friends_without_udp_meet_through_relays() {
    for (nodes, loss) in [(1, 0.0), (2, 0.0), (20, 0.0), (20, 0.05)] {
        for seed in 1..5 {
            let mut network = Network::new(Plan { seed, nodes, loss });
            let (alice, bob) = (network.tcp_client(1), network.tcp_client(2));
            network.befriend(alice, bob);
            let took = network.run_until_met(Duration::from_secs(20), alice, bob);
            println!("{nodes} nodes, loss {loss}, TCP only: {took:?}");
            assert!(loss > 0.0 || took <= Duration::from_secs(3), "{nodes} nodes: {took:?}");
        }
    }
}

#[test]
fn one_without_udp_meets_one_with_it() {
    for seed in 1..5 {
        let mut network = Network::new(Plan { seed, nodes: 20, loss: 0.0 });
        let (alice, bob) = (network.tcp_client(1), network.client(2));
        network.befriend(alice, bob);
        network.run_until_met(Duration::from_secs(4), alice, bob);
    }
}
