//! Whole nodes in a simulated network, with clients that have nothing but TCP.
#![allow(clippy::unwrap_used, clippy::panic)]

mod client;
mod hosts;

use std::time::Duration;

use hosts::{NetHost, Network};
use toxcore_relay::ClientOutput;
use toxcore_sim::{Link, NatConfig, NatKind, StreamSplits, run_seeds};

const SEEDS: std::ops::Range<u64> = 0..20;

#[test]
fn two_clients_without_udp_talk_through_a_relay_and_nothing_is_lost() {
    run_seeds(SEEDS, |seed| {
        let mut net = Network::new(seed, 10);
        net.sim.set_stream_splits(StreamSplits::Random);
        let nat = net.sim.add_nat(NatConfig::new(NatKind::Symmetric));
        let relay = net.nodes[0];
        let alice = net.add_client(1, relay, Some(nat));
        let bob = net.add_client(2, relay, None);
        net.run(5);
        net.client(alice, |client| client.ask_for(2));
        net.client(bob, |client| client.ask_for(1));
        net.run(2);
        for number in 0..200_u32 {
            let data = number.to_be_bytes().repeat(usize::try_from(number % 300 + 1).unwrap());
            net.client(alice, |client| client.send(2, &data));
            if number % 10 == 0 {
                net.run_for(Duration::from_millis(50));
            }
        }
        net.run(5);
        let arrived: Vec<u32> = net
            .client(bob, |client| client.data_from(1))
            .iter()
            .map(|d| u32::from_be_bytes(*d.first_chunk().unwrap()))
            .collect();
        assert_eq!(arrived, (0..200).collect::<Vec<_>>());
    });
}

/// After a restart of a busy relay everybody comes back within a second.
#[test]
fn two_thousand_clients_that_come_at_once_are_all_served() {
    let mut net = Network::new(1, 2);
    let relay = net.nodes[0];
    net.run(5);
    let clients: Vec<_> = (0..2_000).map(|number| net.add_client(number, relay, None)).collect();
    net.run(9);
    for pair in 0..1_000_u16 {
        let [a, b] = [2 * pair, 2 * pair + 1];
        net.client(clients[usize::from(a)], |client| client.ask_for(b));
        net.client(clients[usize::from(b)], |client| client.ask_for(a));
    }
    net.run(1);
    for pair in 0..1_000_u16 {
        net.client(clients[usize::from(2 * pair)], |client| client.send(2 * pair + 1, &pair.to_be_bytes()));
    }
    net.run(1);
    for pair in 0..1_000_u16 {
        let arrived = net.client(clients[usize::from(2 * pair + 1)], |client| client.data_from(2 * pair));
        assert_eq!(arrived, [pair.to_be_bytes()], "pair {pair}");
    }
}

#[test]
fn a_client_without_udp_is_announced_and_found_over_its_relay() {
    run_seeds(SEEDS, |seed| {
        let mut net = Network::new(seed, 10);
        let relay = net.nodes[3];
        let (alice, bob) = (net.add_client(1, relay, None), net.add_client(2, relay, None));
        net.run(20);
        let path = [net.contact(4), net.contact(5)];
        let end = net.contact(6);
        net.client(alice, |client| client.announce(path, end, None));
        net.run(2);
        let ping_id =
            net.client(alice, |client| client.last_ping_id()).expect("an answer with a ping id must come back");
        net.client(alice, |client| client.announce(path, end, Some(ping_id)));
        net.run(2);
        assert!(net.client(alice, |client| client.is_announced()));
        net.client(bob, |client| client.search(path, end, 1));
        net.run(2);
        assert_eq!(net.client(bob, |client| client.found()), Some(client::data_key(1)));
    });
}

#[test]
fn a_relay_that_sleeps_too_long_loses_its_clients_and_they_notice() {
    run_seeds(0..5, |seed| {
        let mut net = Network::new(seed, 3);
        let relay = net.nodes[0];
        let client = net.add_client(1, relay, None);
        net.run(5);
        assert!(net.client(client, |client| client.facts().to_vec()).contains(&ClientOutput::Confirmed));
        net.sim.suspend(relay);
        net.run(60);
        assert!(
            net.client(client, |client| client.facts().to_vec())
                .iter()
                .any(|fact| matches!(fact, ClientOutput::Closed(_)))
        );
    });
}

#[test]
fn nodes_know_each_other_again_after_half_of_them_slept() {
    run_seeds(0..5, |seed| {
        let mut net = Network::new(seed, 20);
        net.run(60);
        for node in net.nodes.clone().into_iter().skip(10) {
            net.sim.suspend(node);
        }
        net.run(400);
        for node in net.nodes.clone().into_iter().skip(10) {
            net.sim.resume(node);
        }
        net.run(200);
        for node in 0..20 {
            assert!(net.knows_its_nearest(node, 4), "node {node}");
        }
    });
}

#[test]
fn the_same_seed_gives_the_same_run() {
    let run = |seed| {
        let mut net = Network::new(seed, 20);
        for node in net.nodes.clone() {
            net.sim.set_link(node, Link::default().with_loss(0.05));
        }
        let relay = net.nodes[0];
        let client = net.add_client(1, relay, None);
        net.run(120);
        assert!(matches!(net.sim.get(client), Some(NetHost::Client(_))));
        net.sim.trace_hash()
    };
    assert_eq!(run(7), run(7));
    assert_ne!(run(7), run(8));
}
