//! Two clients behind NATs of all kinds find a direct way to each other, with 40 nodes on the internet.
//! Protocol: dht, NAT traversal.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::net::SocketAddr;
use std::time::Duration;

use toxcore_dht::LanDiscovery;
use toxcore_sansio::Instant;
use toxcore_sim::{HostConfig, HostId, Link, NatConfig, NatKind, run_seeds};

mod common;

use common::Network;

const KINDS: [NatKind; 4] =
    [NatKind::FullCone, NatKind::AddressRestricted, NatKind::PortRestricted, NatKind::Symmetric];

/// How long two clients behind these NATs need; `None` if they are not there after `limit`.
fn meet(seed: u64, left: NatConfig, right: NatConfig, punching: bool, limit: Duration) -> Option<Duration> {
    let link = Link::default().with_loss(0.01);
    let mut network = Network::new(40, seed, link, Duration::from_secs(20));
    network.sim.run_for(Duration::from_secs(60));
    let [alice, bob] = [left, right].map(|nat| {
        let nat = network.sim.add_nat(nat);
        network.hole_punching = punching;
        network.join(HostConfig::behind(nat).with_link(link))
    });
    network.sim.run_for(Duration::from_secs(10));
    let start = network.sim.now();
    search(&mut network, alice, bob);
    search(&mut network, bob, alice);
    let both = |network: &Network| reaches(network, alice, bob) && reaches(network, bob, alice);
    while network.sim.now() - start < limit {
        if both(&network) {
            return Some(network.sim.now() - start);
        }
        network.sim.run_for(Duration::from_millis(500));
    }
    None
}

fn search(network: &mut Network, who: HostId, whom: HostId) {
    let key = network.sim[whom].keys.public;
    network.sim.call(who, |host, now: Instant| host.with(|dht, cx| dht.add_search(cx, now, key))).unwrap().unwrap();
}

fn reaches(network: &Network, who: HostId, whom: HostId) -> bool {
    let found = network.sim[who].dht.search_address(network.sim.now(), &network.sim[whom].keys.public);
    matches!(found, Ok(Some(_)))
}

/// A minute: the slowest pair needs about ten seconds.
const LIMIT: Duration = Duration::from_secs(60);

fn meets(seed: u64, left: NatKind, right: NatKind, punching: bool) -> bool {
    meet(seed, NatConfig::new(left), NatConfig::new(right), punching, LIMIT).is_some()
}

#[test]
fn all_pairs_but_two_symmetric_nats_meet() {
    run_seeds(1..3, |seed| {
        for left in KINDS {
            for right in KINDS.into_iter().filter(|right| (left, *right) != (NatKind::Symmetric, NatKind::Symmetric)) {
                assert!(meets(seed, left, right, true), "{left:?} and {right:?}");
            }
        }
    });
}

#[test]
fn guessing_of_ports_is_what_opens_a_symmetric_nat() {
    run_seeds(11..14, |seed| {
        assert!(meets(seed, NatKind::PortRestricted, NatKind::Symmetric, true));
        assert!(!meets(seed, NatKind::PortRestricted, NatKind::Symmetric, false));
    });
}

#[test]
fn clients_of_one_lan_meet_inside_it() {
    let link = Link::default();
    let mut network = Network::new(40, 21, link, Duration::from_secs(20));
    network.lan_discovery = LanDiscovery::Client;
    let nat = network.sim.add_nat(NatConfig::new(NatKind::PortRestricted));
    let [alice, bob] = [(); 2].map(|()| network.join(HostConfig::behind(nat).with_link(link)));
    for id in [alice, bob] {
        let everybody = vec![SocketAddr::from(([255, 255, 255, 255], 0))];
        network.sim.call(id, |host, now| host.dht.set_lan_targets(now, everybody));
    }
    search(&mut network, alice, bob);
    search(&mut network, bob, alice);
    network.sim.run_for(Duration::from_secs(30));
    let address = |who: HostId, whom: HostId| {
        network.sim[who].dht.search_address(network.sim.now(), &network.sim[whom].keys.public)
    };
    assert_eq!(address(alice, bob), Ok(Some(network.sim.address(bob))));
    assert_eq!(address(bob, alice), Ok(Some(network.sim.address(alice))));
    assert!(network.sim.address(alice).ip().to_string().starts_with("192.168."));
}
