//! What nodes can learn from packets: past defect 45.
#![allow(clippy::unwrap_used)]

mod network;

use std::collections::HashSet;
use std::time::Duration;

use network::{Network, Plan};
use toxcore_onion::FirstHop;

/// The nonces of all packets that the client sent into paths within ten minutes, in order.
fn nonces(seed: u64, tcp: bool) -> Vec<[u8; 24]> {
    let mut network = Network::new(Plan { seed, nodes: 20, loss: 0.0 });
    let (alice, bob) =
        if tcp { (network.tcp_client(1), network.tcp_client(2)) } else { (network.client(1), network.client(2)) };
    network.sim.call(alice, |peer, _| peer.client.as_mut().unwrap().sent = Some(Vec::new()));
    network.befriend(alice, bob);
    network.sim.run_for(Duration::from_secs(600));
    let sent = network.sim[alice].client().sent.as_ref().unwrap();
    let nonce = |(to, packet): &(FirstHop, Vec<u8>)| match to {
        FirstHop::Udp(_) => packet[1..25].try_into().unwrap(),
        FirstHop::Relay(_) => packet[..24].try_into().unwrap(),
    };
    sent.iter().map(nonce).collect()
}

#[test]
fn no_nonce_is_used_twice_and_none_follows_from_another() {
    let mut all = HashSet::new();
    let mut count = 0;
    for (seed, tcp) in [(1, false), (2, false), (3, true), (4, true)] {
        let nonces = nonces(seed, tcp);
        assert!(nonces.len() > 100, "{} packets", nonces.len());
        count += nonces.len();
        // Counters would show as equal beginnings or equal ends.
        all.extend(nonces.iter().flat_map(|nonce| [nonce[..8].to_vec(), nonce[16..].to_vec()]));
        for bit in 0..192 {
            let set = nonces.iter().filter(|nonce| nonce[bit / 8] >> (bit % 8) & 1 == 1).count();
            let share = set as f64 / nonces.len() as f64;
            assert!((0.25..0.75).contains(&share), "bit {bit} is set in {share}");
        }
    }
    assert_eq!(all.len(), 2 * count);
}

#[test]
fn a_seed_replays_its_run() {
    assert_eq!(nonces(5, false), nonces(5, false));
}
