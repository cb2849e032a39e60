//! Members of public groups find each other through the announces that nodes keep.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod network;

use std::time::Duration;

use network::{Network, Plan};
use toxcore_onion::{ClientStats, MAX_SOUGHT_GROUPS};
use toxcore_sim::HostId;
use toxcore_wire::group_announce::ChatId;

const GROUP: ChatId = ChatId::from_bytes([0x5a; 32]);

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

/// A network, and a founder whose group has stood for this long.
fn founded(plan: Plan, old_nodes: usize, stood: Duration) -> (Network, HostId) {
    let mut network = Network::new(plan);
    let nodes: Vec<HostId> = network.nodes.iter().map(|(id, _)| *id).take(old_nodes).collect();
    for id in nodes {
        network.sim.call(id, |peer, _| peer.is_old = true);
    }
    let founder = network.client(1);
    network.sim.run_for(seconds(5));
    network.join_group(founder, GROUP, 1);
    network.sim.run_for(stood);
    (network, founder)
}

/// How long it takes until one of both knows the other, which is enough: who knows shakes hands.
fn run_until_found(network: &mut Network, limit: Duration, founder: HostId, joiner: HostId) -> Duration {
    let members = [1, 2].map(|number| toxcore_crypto::EphemeralPublicKey::from_bytes([number; 32]));
    let start = network.sim.now();
    let found = |network: &Network| {
        network.has_found(joiner, GROUP, members[0]) || network.has_found(founder, GROUP, members[1])
    };
    while !found(network) {
        assert!(network.sim.now() - start < limit, "seed {}: not found within {limit:?}", network.plan.seed);
        network.sim.run_for(Duration::from_millis(10));
    }
    network.sim.now() - start
}

/// Joins a group that has stood for a while, by a client that has been online for a while.
fn times(plan: impl Fn(u64) -> Plan, old_nodes: usize, stood: Duration, limit: Duration) -> Vec<Duration> {
    let mut times: Vec<Duration> = (1..9)
        .map(|seed| {
            let (mut network, founder) = founded(plan(seed), old_nodes, stood);
            let joiner = network.client(2);
            network.sim.run_for(seconds(5));
            network.join_group(joiner, GROUP, 2);
            run_until_found(&mut network, limit, founder, joiner)
        })
        .collect();
    times.sort_unstable();
    println!("{:?}: median {:?}, worst {:?}", plan(0).nodes, times[times.len() / 2], times[times.len() - 1]);
    times
}

/// A round trip through the onion takes 160 ms here.
#[test]
fn a_group_is_found_in_the_time_of_some_round_trips_whatever_the_size_of_the_network() {
    for nodes in [1, 2, 3, 20, 100] {
        let times = times(|seed| Plan { seed, nodes, loss: 0.0 }, 0, seconds(60), seconds(5));
        assert!(times[4] <= Duration::from_millis(500), "{nodes} nodes: {times:?}");
    }
}

#[test]
fn loss_delays_the_finding_and_does_not_prevent_it() {
    for (loss, limit) in [(0.05, 2), (0.1, 4), (0.2, 15)] {
        let times = times(|seed| Plan { seed, nodes: 20, loss }, 0, seconds(60), seconds(60));
        assert!(times[4] <= seconds(limit), "loss {loss}: {times:?}");
    }
}

#[test]
fn who_waits_alone_for_days_is_found_within_a_minute() {
    for stood in [2 * 3_600, 2 * 86_400] {
        let times = times(|seed| Plan { seed, nodes: 3, loss: 0.0 }, 0, seconds(stood), seconds(70));
        println!("{times:?}");
    }
}

#[test]
fn those_who_come_together_find_each_other() {
    for seed in 1..9 {
        let mut network = Network::new(Plan { seed, nodes: 50, loss: 0.0 });
        let (alice, bob) = (network.client(1), network.tcp_client(2));
        network.join_group(alice, GROUP, 1);
        network.join_group(bob, GROUP, 2);
        let took = run_until_found(&mut network, seconds(4), alice, bob);
        println!("{took:?}");
    }
}

#[test]
fn those_without_udp_find_each_other() {
    for nodes in [1, 20] {
        for seed in 1..5 {
            let mut network = Network::new(Plan { seed, nodes, loss: 0.0 });
            let (alice, bob) = (network.tcp_client(1), network.tcp_client(2));
            network.join_group(alice, GROUP, 1);
            network.sim.run_for(seconds(40));
            network.join_group(bob, GROUP, 2);
            run_until_found(&mut network, seconds(3), alice, bob);
        }
    }
}

/// Nodes before 0.2.19 drop what concerns groups. A path is silent if one of its three nodes does, and that is no sign of a bad
/// network.
#[test]
fn old_nodes_delay_the_finding_and_do_no_harm_to_friends() {
    for (old_nodes, limit) in [(10, 1), (20, 5), (30, 200)] {
        let times = times(|seed| Plan { seed, nodes: 40, loss: 0.0 }, old_nodes, seconds(60), seconds(900));
        println!("{old_nodes} of 40 nodes are old: {times:?}");
        assert!(times[4] <= seconds(limit), "{old_nodes} of 40 nodes are old: {times:?}");
    }
    let (mut network, founder) = founded(Plan { seed: 1, nodes: 40, loss: 0.0 }, 40, seconds(300));
    assert!(!network.sim[founder].client().onion.wants_relays(), "the network is good");
    let friend = network.client(2);
    network.befriend(founder, friend);
    let met = network.run_until_met(seconds(3), founder, friend);
    println!("friends met after {met:?} where all nodes are old");
}

#[test]
fn all_of_many_members_find_each_other() {
    let mut network = Network::new(Plan { seed: 3, nodes: 30, loss: 0.0 });
    let members: Vec<_> = (1..=12)
        .map(|number| {
            let client = network.client(number);
            network.sim.run_for(seconds(3));
            let key = network.join_group(client, GROUP, number);
            (client, key)
        })
        .collect();
    network.sim.run_for(seconds(30));
    for (client, own) in &members {
        let found = members.iter().filter(|(_, key)| network.has_found(*client, GROUP, *key)).count();
        assert!(found >= 3, "{found} of the others were found");
        assert!(!network.has_found(*client, GROUP, *own), "nobody finds himself");
    }
}

fn stats(network: &Network, client: HostId) -> ClientStats {
    network.sim[client].client().onion.stats()
}

/// Requests a second over a time.
fn rate(network: &mut Network, client: HostId, time: Duration) -> f64 {
    let before = stats(network, client).group_requests_sent;
    network.sim.run_for(time);
    (stats(network, client).group_requests_sent - before) as f64 / time.as_secs_f64()
}

#[test]
fn what_a_group_costs() {
    let mut network = Network::new(Plan { seed: 7, nodes: 60, loss: 0.0 });
    let client = network.client(1);
    network.sim.run_for(seconds(300));
    network.join_group(client, GROUP, 1);
    let quick = rate(&mut network, client, seconds(20));
    let wide = rate(&mut network, client, seconds(570));
    network.sim.run_for(seconds(60));
    let steady = rate(&mut network, client, seconds(2_900));
    network.sim.run_for(seconds(120));
    let patient = rate(&mut network, client, seconds(3_600));
    let set_members = |network: &mut Network, members| {
        network.sim.call(client, |peer, now| {
            peer.with(now, |onion, _, _| onion.set_group_members(now, &GROUP, members));
        });
    };
    set_members(&mut network, 3);
    network.sim.run_for(seconds(60));
    let small = rate(&mut network, client, seconds(3_600));
    set_members(&mut network, 50);
    network.sim.run_for(seconds(60));
    let large = rate(&mut network, client, seconds(3_600));
    network.sim.call(client, |peer, now| peer.with(now, |onion, _, _| onion.forget_group(&GROUP)));
    let left = rate(&mut network, client, seconds(600));
    println!(
        "requests a second: alone {quick:.1}, then {wide:.2}, {steady:.2}, {patient:.2}; of 3 members {small:.2}, of 50 {large:.2}; left {left:.2}"
    );
    assert!(quick < 12.0 && wide < 2.3 && steady < 0.8 && patient < 0.3 && small < 0.5 && large < 0.2);
    assert!(left == 0.0, "nothing is left of it");
}

#[test]
fn there_is_an_end_to_what_groups_cost_together() {
    let mut network = Network::new(Plan { seed: 8, nodes: 20, loss: 0.0 });
    let client = network.client(1);
    network.sim.run_for(seconds(30));
    for number in 0..=u8::MAX {
        network.join_group(client, ChatId::from_bytes([number; 32]), 1);
    }
    let more = ChatId::from_bytes([1, 2].repeat(16).try_into().unwrap());
    network.sim.call(client, |peer, now| {
        peer.with(now, |onion, _, _| {
            assert_eq!(onion.sought_groups(), MAX_SOUGHT_GROUPS);
            assert!(!onion.seek_group(now, more) && !onion.seek_group(now, GROUP), "full, and there already");
        });
    });
    let rates = [10, 60, 60].map(|time| rate(&mut network, client, seconds(time)));
    println!("256 groups: {rates:.0?} requests a second");
    assert!(rates[0] < 100.0 && rates[1] < 70.0 && rates[2] < 70.0);
    let friend = network.client(2);
    network.befriend(client, friend);
    network.run_until_met(seconds(3), client, friend);
}

#[test]
fn without_anything_to_announce_nothing_is_sent() {
    let mut network = Network::new(Plan { seed: 9, nodes: 20, loss: 0.0 });
    let client = network.client(1);
    network.sim.call(client, |peer, now| {
        peer.with(now, |onion, _, _| assert!(onion.seek_group(now, GROUP)));
    });
    network.sim.run_for(seconds(600));
    assert_eq!(stats(&network, client).group_requests_sent, 0);
    let status = network.sim[client].client().onion.group_search_status(&GROUP).unwrap();
    assert_eq!((status.near, status.wide, status.next_try), (0, 0, None));
}
