//! DHT requests and NAT traversal. Past defect 1.

use toxcore_crypto::CombinedKey;
use toxcore_wire::dht::{DhtRequest, NatPing, SealedDhtKey, seal_dht_request};

use super::*;

fn sealed(from: &TestNode, to: &TestNode, payload: &[u8]) -> Datagram {
    let key = CombinedKey::new(&from.keys.secret, &to.keys.public).unwrap();
    let nonce = toxcore_crypto::Nonce::from_bytes([7; 24]);
    let mut bytes = Vec::new();
    seal_dht_request(&to.keys.public, &from.keys.public, &nonce, &key, payload, &mut bytes);
    Datagram { from: from.addr, to: to.addr, bytes }
}

fn dht_key_payload() -> Vec<u8> {
    let mut payload = vec![0xaa; 150];
    payload[0] = SealedDhtKey::KIND;
    payload
}

#[test]
fn passes_packets_on_unchanged_to_close_nodes_only() {
    let (mut alice, bob) = pair();
    let (carol, stranger) = (TestNode::new(3), TestNode::new(4));
    let for_bob = sealed(&carol, &bob, &dht_key_payload());
    alice.receive(at(3), &for_bob).unwrap();
    let sent = alice.sent(at(3));
    assert_eq!(sent, [Datagram { from: alice.addr, to: bob.addr, bytes: for_bob.bytes.clone() }]);
    assert_eq!(alice.receive(at(3), &sealed(&carol, &stranger, &dht_key_payload())), Err(Discard::UnknownAddressee));
    alice.receive(at(900), &for_bob).unwrap();
    assert_eq!(alice.sent(at(900)).len(), 1, "old addresses are tried, too");
}

#[test]
fn friends_dht_key_goes_to_the_owner() {
    let (mut alice, bob) = pair();
    alice.outputs();
    alice.receive(at(3), &sealed(&bob, &alice, &dht_key_payload())).unwrap();
    assert_eq!(alice.outputs(), [Output::Routed { sender: bob.keys.public, payload: dht_key_payload() }]);
}

#[test]
fn other_and_empty_payloads_are_refused() {
    let (mut alice, bob) = pair();
    for payload in [&[0x20, 1, 2, 3][..], &[SealedDhtKey::KIND][..], &[NatPing::KIND, 0][..], &[1]] {
        let packet = sealed(&bob, &alice, payload);
        assert!(matches!(alice.receive(at(3), &packet), Err(Discard::Malformed(_))), "{payload:?}");
    }
}

#[test]
fn every_short_length_is_refused() {
    let (mut alice, _) = pair();
    let whole = sealed(&TestNode::new(3), &alice, &dht_key_payload());
    for len in 0..=200 {
        let cut = Datagram { bytes: whole.bytes[..len].to_vec(), ..whole.clone() };
        assert!(alice.receive(at(3), &cut).is_err());
    }
    let long = Datagram { bytes: vec![0x20; DhtRequest::MAX_LEN + 1], ..whole };
    assert!(alice.receive(at(3), &long).is_err());
    assert!(alice.sent(at(3)).is_empty());
}

#[test]
fn nat_pings_of_strangers_are_refused() {
    let (mut alice, bob) = pair();
    let payload = toxcore_wire::Encode::to_vec(&NatPing::Request(ID));
    assert_eq!(alice.receive(at(3), &sealed(&bob, &alice, &payload)), Err(Discard::Unsolicited));
}

#[test]
fn nothing_is_routed_to_a_node_that_few_know() {
    let (mut alice, bob) = pair();
    let unknown = bob.keys.public;
    assert_eq!(alice.with(|dht, cx| dht.send_routed(cx, at(3), &unknown, b"\x9cx")), 0);
}
