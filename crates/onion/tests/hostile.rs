//! Forged, cut, repeated and invented packets change nothing.
#![allow(clippy::unwrap_used)]

mod network;

use std::time::Duration;

use network::{Network, Peer, Plan};
use proptest::prelude::*;
use toxcore_crypto::{CombinedKey, DhtKeyPair, DhtPublicKey, LongTermKeyPair, LongTermPublicKey, Nonce};
use toxcore_onion::{ClientOutput, FirstHop};
use toxcore_sansio::{Discard, Instant, StreamId};
use toxcore_wire::PackedNodeList;
use toxcore_wire::dht::seal_dht_key;
use toxcore_wire::group_announce::ChatId;
use toxcore_wire::onion::DhtKeyPacket;

const NOW: Instant = Instant::from_origin(Duration::from_secs(5));

fn deliver(peer: &mut Peer, from: FirstHop, packet: &mut [u8]) -> Result<(), Discard> {
    peer.with(NOW, |onion, cx, net| onion.handle_packet(cx, net, NOW, from, packet)).unwrap()
}

#[test]
fn cut_changed_and_repeated_answers_are_refused_and_keep_nobody_apart() {
    let mut network = Network::new(Plan { seed: 1, nodes: 5, loss: 0.0 });
    let (alice, bob) = (network.client(1), network.client(2));
    for client in [alice, bob] {
        network.sim.call(client, |peer, _| peer.client.as_mut().unwrap().meddling = true);
    }
    network.befriend(alice, bob);
    network.run_until_met(Duration::from_secs(2), alice, bob);
    assert!(network.is_online(alice) && network.is_online(bob));
}

#[test]
fn cut_changed_and_repeated_answers_keep_no_members_apart() {
    let mut network = Network::new(Plan { seed: 1, nodes: 5, loss: 0.0 });
    let (alice, bob) = (network.client(1), network.client(2));
    network.sim.run_for(Duration::from_secs(2));
    let group = ChatId::from_bytes([0x5a; 32]);
    let member = network.join_group(alice, group, 1);
    network.sim.call(bob, |peer, _| peer.client.as_mut().unwrap().meddling = true);
    network.join_group(bob, group, 2);
    network.sim.run_for(Duration::from_secs(2));
    assert!(network.has_found(bob, group, member));
}

#[test]
fn all_256_kinds_are_refused_and_only_three_are_looked_at() {
    let mut peer = Peer::with_client(1, 1);
    let sources =
        [FirstHop::Udp("198.51.100.1:1".parse().unwrap()), FirstHop::Relay(StreamId { index: 1, generation: 1 })];
    for kind in 0..=255 {
        for len in [1, 2, 41, 81, 82, 122, 286, 287, 703, 1_069, 1_070, 1_400, 2_048] {
            let mut packet: Vec<u8> = (0..len).map(|i| (i * 7) as u8).collect();
            packet[0] = kind;
            for from in sources {
                let result = deliver(&mut peer, from, &mut packet.clone());
                let looked_at = matches!(kind, 0x84 | 0x86 | 0x88);
                assert_eq!(result == Err(Discard::Unsupported(kind)), !looked_at, "{kind:#04x}: {result:?}");
                assert!(result.is_err());
            }
        }
    }
    assert_eq!(deliver(&mut peer, sources[0], &mut []), Err(Discard::Unsupported(0)));
    assert!(peer.client().outputs.is_empty());
}

/// Alice tracks Bob; Bob's DHT key as a DHT request brings it.
struct Routed {
    alice: Peer,
    bob: LongTermKeyPair,
    bob_dht: DhtPublicKey,
}

impl Routed {
    fn new() -> Self {
        let mut alice = Peer::with_client(1, 1);
        let bob = LongTermKeyPair::from_secret_bytes([2; 32]);
        alice.with(NOW, |onion, _, _| assert!(onion.track(NOW, &bob.public)));
        Self { alice, bob, bob_dht: DhtKeyPair::from_secret_bytes([22; 32]).public }
    }

    fn payload(&self, no_replay: u64, dht_key: DhtPublicKey) -> Vec<u8> {
        let key = CombinedKey::new(&self.bob.secret, &self.alice.client().key).unwrap();
        let packet = DhtKeyPacket { no_replay, dht_key, nodes: PackedNodeList::new() };
        let mut payload = Vec::new();
        seal_dht_key(&self.bob.public, &Nonce::from_bytes([5; 24]), &key, &packet, &mut payload);
        payload
    }

    fn deliver(&mut self, sender: DhtPublicKey, payload: &[u8]) -> Result<(), Discard> {
        let mut payload = payload.to_vec();
        self.alice.with(NOW, |onion, cx, net| onion.handle_routed(cx, net, NOW, &sender, &mut payload)).unwrap()
    }

    fn set_online(&mut self, online: bool) {
        let bob = self.bob.public;
        self.alice.with(NOW, |onion, _, _| onion.set_online(NOW, &bob, online));
    }

    fn dht_keys(&self) -> usize {
        let outputs = &self.alice.client().outputs;
        outputs.iter().filter(|(_, output)| matches!(output, ClientOutput::DhtKey { .. })).count()
    }
}

#[test]
fn numbers_of_dht_keys_must_grow_until_the_friend_goes_offline() {
    let mut run = Routed::new();
    let dht = run.bob_dht;
    let (first, older, newer) = (run.payload(100, dht), run.payload(99, dht), run.payload(101, dht));
    assert_eq!(run.deliver(dht, &first), Ok(()));
    assert_eq!(run.deliver(dht, &first), Err(Discard::Replay));
    assert_eq!(run.deliver(dht, &older), Err(Discard::Replay));
    assert_eq!(run.deliver(dht, &newer), Ok(()));
    // The friend's clock may have been set back while it was away.
    run.set_online(true);
    assert_eq!(run.deliver(dht, &older), Err(Discard::Replay));
    run.set_online(false);
    assert_eq!(run.deliver(dht, &older), Ok(()));
    assert_eq!(run.dht_keys(), 3);
}

#[test]
fn dht_keys_are_taken_from_friends_only_and_for_the_node_that_sends_them() {
    let mut run = Routed::new();
    let (dht, other) = (run.bob_dht, DhtKeyPair::from_secret_bytes([23; 32]).public);
    let good = run.payload(100, dht);
    assert_eq!(run.deliver(other, &good), Err(Discard::Forbidden));
    for at in 0..good.len() {
        let mut changed = good.clone();
        changed[at] ^= 1;
        assert!(run.deliver(dht, &changed).is_err(), "byte {at}");
        assert!(run.deliver(dht, &good[..at]).is_err(), "{at} bytes");
    }
    let own = run.alice.keys.public;
    let mirrored = run.payload(100, own);
    assert_eq!(run.deliver(own, &mirrored), Err(Discard::OwnKey));
    let bob = run.bob.public;
    run.alice.with(NOW, |onion, _, _| onion.untrack(&bob));
    assert_eq!(run.deliver(dht, &good), Err(Discard::UnknownAddressee));
    assert_eq!(run.dht_keys(), 0);
}

#[test]
fn useless_keys_of_friends_harm_nobody() {
    let mut network = Network::new(Plan { seed: 1, nodes: 5, loss: 0.0 });
    let (alice, bob) = (network.client(1), network.client(2));
    let low_order = LongTermPublicKey::from_bytes([0; 32]);
    network.sim.call(alice, |peer, now| {
        peer.with(now, |onion, _, _| {
            assert!(onion.track(now, &low_order) && !onion.track(now, &low_order));
            onion.set_dht_key(now, &low_order, Some(DhtPublicKey::from_bytes([0; 32])));
        })
    });
    let own = network.key(alice);
    network.sim.call(alice, |peer, now| peer.with(now, |onion, _, _| assert!(!onion.track(now, &own))));
    network.befriend(alice, bob);
    network.run_until_met(Duration::from_secs(2), alice, bob);
    network.sim.run_for(Duration::from_secs(600));
}

proptest! {
    #[test]
    fn any_bytes_are_refused(kind in prop::sample::select(&[0x84_u8, 0x86, 0x88][..]), body in prop::collection::vec(any::<u8>(), 0..1500)) {
        let mut peer = Peer::with_client(1, 1);
        let mut packet = [&[kind][..], &body].concat();
        let from = FirstHop::Udp("198.51.100.1:1".parse().unwrap());
        prop_assert!(deliver(&mut peer, from, &mut packet).is_err());
        let sender = DhtKeyPair::from_secret_bytes([22; 32]).public;
        let mut payload = [&[0x9c][..], &body].concat();
        let result = peer.with(NOW, |onion, cx, net| onion.handle_routed(cx, net, NOW, &sender, &mut payload));
        prop_assert!(result.unwrap().is_err());
    }
}
