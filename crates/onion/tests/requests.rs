//! Friend requests through the onion.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod network;

use std::time::Duration;

use network::{Network, Plan};
use toxcore_crypto::LongTermPublicKey;
use toxcore_onion::{ClientOutput, MAX_REQUEST_LEN, SendRequestError};
use toxcore_sim::HostId;

/// Bob, whom Alice wants to add, knows nothing of her.
fn network(nodes: usize) -> (Network, HostId, HostId) {
    let mut network = Network::new(Plan { seed: 3, nodes, loss: 0.0 });
    let (alice, bob) = (network.client(1), network.client(2));
    let key = network.key(bob);
    network.sim.call(alice, |peer, now| peer.with(now, |onion, _, _| onion.track(now, &key)));
    (network, alice, bob)
}

fn send(
    network: &mut Network,
    from: HostId,
    to: &LongTermPublicKey,
    payload: &[u8],
) -> Result<usize, SendRequestError> {
    let send = |peer: &mut network::Peer, now| {
        peer.with(now, |onion, cx, net| onion.send_friend_request(cx, net, now, to, payload)).unwrap()
    };
    network.sim.call(from, send).unwrap()
}

fn received(network: &Network, who: HostId) -> Vec<(LongTermPublicKey, Vec<u8>)> {
    let requests = network.sim[who].client().outputs.iter().filter_map(|(_, output)| match output {
        ClientOutput::FriendRequest { sender, data } => Some((*sender, data.clone())),
        _ => None,
    });
    requests.collect()
}

#[test]
fn a_request_can_be_sent_as_soon_as_the_friend_is_reachable() {
    for nodes in [1, 20] {
        let (mut network, alice, bob) = network(nodes);
        let bob_key = network.key(bob);
        let error = send(&mut network, alice, &bob_key, b"\x01\x02\x03\x04Hello").unwrap_err();
        assert_eq!(error, SendRequestError::NotFound { known: 0, needed: 1 });
        let start = network.sim.now();
        let reachable = ClientOutput::Reachable { friend: bob_key };
        while !network.sim[alice].client().outputs.iter().any(|(_, output)| *output == reachable) {
            network.sim.run_for(Duration::from_millis(10));
            assert!(network.sim.now() - start < Duration::from_secs(3));
        }
        assert!(send(&mut network, alice, &bob_key, b"\x01\x02\x03\x04Hello").unwrap() >= 1);
        network.sim.run_for(Duration::from_secs(1));
        let requests = received(&network, bob);
        assert_eq!(requests.first(), Some(&(network.key(alice), b"\x01\x02\x03\x04Hello".to_vec())));
    }
}

/// Past defect 14: the longest message that the API takes is 921 bytes, so nospam and message are 925.
#[test]
fn requests_of_every_length_arrive_and_others_are_refused() {
    let (mut network, alice, bob) = network(1);
    network.sim.run_for(Duration::from_secs(2));
    let bob_key = network.key(bob);
    let payload = |len: usize| (0..len).map(|i| (i % 251) as u8).collect::<Vec<u8>>();
    for len in 5..=MAX_REQUEST_LEN {
        assert_eq!(send(&mut network, alice, &bob_key, &payload(len)), Ok(1), "{len} bytes");
        network.sim.run_for(Duration::from_millis(200));
    }
    let arrived = received(&network, bob);
    assert_eq!(arrived.len(), MAX_REQUEST_LEN - 4);
    assert!(arrived.iter().zip(5..).all(|((_, data), len)| *data == payload(len)));
    for len in [0, 1, 4, MAX_REQUEST_LEN + 1, 1_020, 1_021, 70_000] {
        let refused = SendRequestError::Length { len, min: 5, max: 947 };
        assert_eq!(send(&mut network, alice, &bob_key, &payload(len)), Err(refused));
    }
}

#[test]
fn only_tracked_friends_can_be_asked() {
    let (mut network, alice, bob) = network(1);
    network.sim.run_for(Duration::from_secs(2));
    let (alice_key, bob_key) = (network.key(alice), network.key(bob));
    let request = b"\x01\x02\x03\x04Hello";
    assert_eq!(send(&mut network, bob, &alice_key, request), Err(SendRequestError::NotTracked));
    network.sim.call(alice, |peer, now| peer.with(now, |onion, _, _| onion.untrack(&bob_key)));
    assert_eq!(send(&mut network, alice, &bob_key, request), Err(SendRequestError::NotTracked));
    network.sim.run_for(Duration::from_secs(2));
    assert!(received(&network, alice).is_empty() && received(&network, bob).is_empty());
}

/// A friend whose DHT key packets come before its request was accepted is a stranger.
#[test]
fn dht_keys_of_strangers_are_dropped() {
    let (mut network, alice, bob) = network(20);
    network.sim.run_for(Duration::from_secs(10));
    assert!(network.sim[alice].client().onion.stats().data_sent > 0);
    assert!(!network.knows(bob, alice));
    let unknown = toxcore_sansio::Discard::UnknownAddressee;
    assert!(network.sim[bob].client().discards.contains(&unknown));
}
