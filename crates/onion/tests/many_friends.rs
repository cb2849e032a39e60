//! What a thousand friends who are not there cost, and that they keep nobody from being found.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod network;

use std::time::Duration;

use network::{Network, Plan};
use toxcore_crypto::{EphemeralKeyPair, LongTermPublicKey};
use toxcore_sim::HostId;

const MANY: u32 = 1_000;

fn befriend_absent(network: &mut Network, client: HostId) {
    network.sim.call(client, |peer, now| {
        peer.with(now, |onion, _, _| {
            for number in 0..MANY {
                let mut secret = [3; 32];
                secret[1..5].copy_from_slice(&number.to_le_bytes());
                let key = EphemeralKeyPair::from_secret_bytes(secret).public;
                assert!(onion.track(now, &LongTermPublicKey::from_bytes(*key.as_bytes())));
            }
        })
    });
}

/// Requests and wakeups of the client since the start.
fn spent(network: &Network, client: HostId) -> (u64, u64) {
    let client = network.sim[client].client();
    (client.onion.stats().requests_sent, client.wakeups)
}

#[test]
fn a_thousand_offline_friends_are_cheap() {
    let mut network = Network::new(Plan { seed: 1, nodes: 20, loss: 0.0 });
    let alice = network.client(1);
    befriend_absent(&mut network, alice);
    let mut before = (0, 0);
    let mut per_second = Vec::new();
    for (name, seconds) in [
        ("first 10 s", 10),
        ("to 1 min", 50),
        ("to 2 min", 60),
        ("to 10 min", 480),
        ("to 1 h", 3_000),
        ("to 4 h", 10_800),
    ] {
        network.sim.run_for(Duration::from_secs(seconds));
        let after = spent(&network, alice);
        let (requests, wakeups) = ((after.0 - before.0) / seconds, (after.1 - before.1) as f64 / seconds as f64);
        println!("{name}: {requests} requests/s, {wakeups:.1} wakeups/s");
        per_second.push(requests);
        before = after;
    }
    // The budget: 400 a second and a burst of 400, and 12 nodes of our own announcement.
    assert!(per_second.iter().all(|requests| *requests <= 450), "{per_second:?}");
    assert!(per_second[3] <= 60 && per_second[4] <= 10 && per_second[5] <= 3, "{per_second:?}");
}

#[test]
fn a_friend_who_is_there_is_found_among_a_thousand_who_are_not() {
    for seed in 1..4 {
        let mut network = Network::new(Plan { seed, nodes: 20, loss: 0.0 });
        let (alice, bob) = (network.client(1), network.client(2));
        befriend_absent(&mut network, alice);
        network.befriend(alice, bob);
        let took = network.run_until_met(Duration::from_secs(30), alice, bob);
        println!("seed {seed}: met after {took:?}");
    }
}

#[test]
fn a_friend_who_comes_hours_later_is_met_at_once() {
    for seed in 1..2 {
        let mut network = Network::new(Plan { seed, nodes: 20, loss: 0.0 });
        let alice = network.client(1);
        befriend_absent(&mut network, alice);
        network.sim.run_for(Duration::from_secs(5 * 3_600));
        let bob = network.client(2);
        let start = network.sim.now();
        network.befriend(alice, bob);
        let took = network.run_until_met(Duration::from_secs(10), alice, bob);
        println!("seed {seed}: met after {took:?} at {start:?}");
        assert!(took <= Duration::from_secs(2), "seed {seed}: {took:?}");
    }
}
