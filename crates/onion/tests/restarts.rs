//! Friends find each other again after restarts, changes of network and silence.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod network;

use std::time::Duration;

use network::{Network, Plan};
use toxcore_onion::{ClientOutput, OnionStatus, SearchPhase};
use toxcore_sim::{Departure, HostId};

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn network(seed: u64) -> (Network, HostId, HostId) {
    let mut network = Network::new(Plan { seed, nodes: 20, loss: 0.0 });
    let (alice, bob) = (network.client(1), network.client(2));
    network.befriend(alice, bob);
    network.run_until_met(seconds(4), alice, bob);
    (network, alice, bob)
}

fn set_online(network: &mut Network, who: HostId, whom: HostId, online: bool) {
    let key = network.key(whom);
    network.sim.call(who, |peer, now| peer.with(now, |onion, _, _| onion.set_online(now, &key, online)));
}

#[test]
fn friends_who_are_online_cost_nothing() {
    let (mut network, alice, bob) = network(1);
    set_online(&mut network, alice, bob, true);
    network.sim.run_for(seconds(200));
    let before = network.sim[alice].client().onion.stats();
    network.sim.run_for(seconds(1_200));
    let after = network.sim[alice].client().onion.stats();
    assert_eq!(after.data_sent, before.data_sent);
    // Only our own announcement: twelve nodes, each every two minutes, and now and then twice when a path is new.
    let requests = after.requests_sent - before.requests_sent;
    assert!((100..=250).contains(&requests), "{requests} requests in 20 min");
    let status = network.sim[alice].client().onion.search_status(network.sim.now(), &network.key(bob)).unwrap();
    assert_eq!((status.phase, status.next_try), (SearchPhase::Idle, None));
}

/// The announcement of the run before is still at the nodes: its data key must be neither believed for ours nor in the way.
#[test]
fn a_friend_who_restarts_is_found_although_its_old_announcement_is_still_there() {
    for seed in 1..6 {
        let (mut network, alice, bob) = network(seed);
        network.sim.run_for(seconds(60));
        network.sim.remove(bob, Departure::Exit);
        network.sim.run_for(seconds(20));
        let bob = network.client_in_run(2, 1);
        let key = network.key(alice);
        network.sim.call(bob, |peer, now| peer.with(now, |onion, _, _| onion.track(now, &key)));
        let took = network.run_until_met(seconds(20), alice, bob);
        println!("seed {seed}: met again after {took:?}");
        assert!(took <= seconds(2), "seed {seed}: {took:?}");
        assert!(network.is_online(bob));
    }
}

#[test]
fn a_friend_who_restarts_is_heard_although_we_think_it_online() {
    let (mut network, alice, bob) = network(1);
    set_online(&mut network, alice, bob, true);
    network.sim.run_for(seconds(60));
    network.sim.remove(bob, Departure::Exit);
    let bob = network.client_in_run(2, 1);
    let key = network.key(alice);
    network.sim.call(bob, |peer, now| peer.with(now, |onion, _, _| onion.track(now, &key)));
    network.sim.run_for(seconds(3));
    assert!(network.knows(alice, bob));
}

#[test]
fn a_new_network_is_announced_and_searched_within_seconds() {
    for seed in 1..4 {
        let (mut network, alice, bob) = network(seed);
        network.sim.run_for(seconds(100));
        set_online(&mut network, alice, bob, false);
        network.sim.suspend(alice);
        network.sim.run_for(seconds(600));
        network.sim.resume(alice);
        let before = network.sim[alice].client().onion.stats();
        network.sim.call(alice, |peer, now| peer.with(now, |onion, _, _| onion.network_changed(now)));
        let start = network.sim.now();
        let (_, stored) = network.sim[alice].client().onion.announced_nodes();
        assert_eq!(stored, 0);
        while network.sim[alice].client().onion.announced_nodes().1 < 8 {
            network.sim.run_for(Duration::from_millis(20));
            assert!(network.sim.now() - start < seconds(2), "seed {seed}");
        }
        network.sim.run_for(seconds(1));
        let status = network.sim[alice].client().onion.search_status(network.sim.now(), &network.key(bob)).unwrap();
        assert_eq!(status.phase, SearchPhase::Found, "seed {seed}");
        assert!(network.sim[alice].client().onion.stats().data_sent > before.data_sent, "seed {seed}");
    }
}

#[test]
fn who_hears_nothing_is_offline_after_75_seconds_and_back_with_the_first_answer() {
    let (mut network, alice, bob) = network(1);
    network.sim.run_for(seconds(60));
    assert!(network.is_online(alice));
    network.sim.set_udp_blocked(alice, true);
    network.sim.run_for(seconds(90));
    assert!(!network.is_online(alice));
    let requests = network.sim[alice].client().onion.stats().requests_sent;
    network.sim.run_for(seconds(600));
    let tries = network.sim[alice].client().onion.stats().requests_sent - requests;
    assert!(tries <= 900, "{tries} requests in ten minutes without network");
    let status = network.sim[alice].client().onion.search_status(network.sim.now(), &network.key(bob)).unwrap();
    assert_eq!((status.phase, status.next_try), (SearchPhase::WaitingForNetwork, None));

    network.sim.set_udp_blocked(alice, false);
    network.sim.run_for(seconds(10));
    assert!(network.is_online(alice));
    let statuses: Vec<OnionStatus> = network.sim[alice]
        .client()
        .outputs
        .iter()
        .filter_map(|(_, output)| match output {
            ClientOutput::StatusChanged(status) => Some(*status),
            _ => None,
        })
        .collect();
    assert_eq!(statuses, [OnionStatus::Online, OnionStatus::Offline, OnionStatus::Online]);
}

/// In a network of one node all depends on that node.
#[test]
fn one_node_is_enough_to_stay_online() {
    let mut network = Network::new(Plan { seed: 1, nodes: 1, loss: 0.0 });
    let alice = network.client(1);
    network.sim.run_for(seconds(3_600));
    let outputs = &network.sim[alice].client().outputs;
    assert!(matches!(outputs[..], [(_, ClientOutput::StatusChanged(OnionStatus::Online))]), "{outputs:?}");
    let requests = network.sim[alice].client().onion.stats().requests_sent;
    assert!((200..=500).contains(&requests), "{requests} requests in an hour");
}

/// A save file names nodes that may be gone since.
#[test]
fn named_nodes_that_are_gone_delay_the_meeting_by_seconds_at_most() {
    for (tcp, limit) in [(false, 2), (true, 4)] {
        let mut times = Vec::new();
        for seed in 1..9 {
            let mut network = Network::new(Plan { seed, nodes: 3, loss: 0.0 });
            let gone = Network::new(Plan { seed: seed + 100, nodes: 6, loss: 0.0 }).nodes;
            let client = |network: &mut Network, identity| {
                let id = if tcp { network.tcp_client(identity) } else { network.client(identity) };
                for (n, (_, mut node)) in (1..).zip(gone.clone()) {
                    node.addr = ([203, n, 113, 9], 33445).into();
                    network.sim.call(id, |peer, now| {
                        peer.known.0.truncate(1);
                        peer.with(now, |onion, _, _| onion.bootstrap(node))
                    });
                }
                id
            };
            let (alice, bob) = (client(&mut network, 1), client(&mut network, 2));
            network.befriend(alice, bob);
            times.push(network.run_until_met(seconds(60), alice, bob));
        }
        times.sort_unstable();
        println!("TCP only {tcp}: {times:?}");
        assert!(times[times.len() / 2] <= seconds(limit), "{times:?}");
    }
}
