//! What strangers cannot do. Past defects 1, 13, 42.

use toxcore_crypto::DhtPublicKey;

use super::*;
use crate::testing::at_millis;

/// Everything that we can tell about the state of a node from outside.
fn known(node: &TestNode) -> Vec<NodeInfo> {
    node.dht.close_nodes(at(3)).collect()
}

#[test]
fn unsolicited_answers_change_nothing() {
    let (mut alice, bob) = pair();
    let mut stranger = TestNode::new(9);
    let before = known(&alice);
    let nodes = NodeList::from_first([bob.info(), stranger.info()]);
    for answer in [
        stranger.seal(PacketKind::PingResponse, &alice.info(), &PingResponse { id: ID }),
        stranger.seal(PacketKind::NodesResponse, &alice.info(), &NodesResponse { nodes, id: ID }),
    ] {
        assert_eq!(alice.receive(at(3), &answer), Err(Discard::Unsolicited));
    }
    assert_eq!(known(&alice), before);
    assert!(alice.sent(at(3)).is_empty());
}

#[test]
fn answers_must_come_from_the_asked_address() {
    let (mut alice, mut bob) = pair();
    alice.with(|dht, cx| dht.send_ping(cx, at(5), bob.info()));
    let ping = alice.sent(at(5)).remove(0);
    bob.receive(at(5), &ping).unwrap();
    let mut pong = bob.sent(at(5)).remove(0);
    pong.from = addr("203.0.113.66:33445");
    assert_eq!(alice.receive(at(5), &pong), Err(Discard::Unsolicited));
    pong.from = bob.addr;
    assert_eq!(alice.receive(at(5), &pong), Ok(()));
}

#[test]
fn unusable_addresses_are_neither_stored_nor_asked() {
    let (mut alice, mut bob) = pair();
    let mut asked: Vec<String> = Vec::new();
    let hearsay = ["198.51.100.7:0", "0.0.0.0:33445", "224.0.0.1:33445", "127.0.0.1:33445", "10.0.0.7:33445"];
    let hearsay =
        hearsay.into_iter().chain(["[::ffff:198.51.100.7]:33445", "255.255.255.255:1", "198.51.100.77:33445"]);
    for (n, text) in hearsay.enumerate() {
        let now = at(61 * (n as u64 + 1));
        let key = TestNode::new(100 + n as u8).keys.public;
        let check = alice.tick(now).into_iter().find(|d| d.bytes[0] == 0x02).unwrap();
        let id = NodesRequest::parse(&bob.open(&check).1).unwrap().id;
        let nodes = NodeList::from_first([NodeInfo { addr: addr(text), key }]);
        let response = bob.seal(PacketKind::NodesResponse, &alice.info(), &NodesResponse { nodes, id });
        let _ = alice.receive(now, &response);
        let sent = alice.tick(now + Duration::from_secs(1));
        asked.extend(sent.iter().filter(|d| d.to != bob.addr).map(|d| d.to.to_string()));
    }
    asked.dedup();
    assert_eq!(asked, ["198.51.100.77:33445"]);
}

#[test]
fn datagrams_from_impossible_sources_are_refused() {
    let (mut alice, mut bob) = (TestNode::new(1), TestNode::new(2));
    for source in ["198.51.100.2:0", "0.0.0.0:1", "224.0.0.1:1", "255.255.255.255:1"] {
        let mut ping = bob.seal(PacketKind::PingRequest, &alice.info(), &PingRequest { id: ID });
        ping.from = addr(source);
        assert_eq!(alice.receive(at(0), &ping), Err(Discard::ForbiddenSource), "{source}");
    }
    assert!(alice.sent(at(0)).is_empty());
}

#[test]
fn mapped_source_is_an_ipv4_node() {
    let (mut alice, mut bob) = (TestNode::new(1), TestNode::new(2));
    let mut ping = bob.seal(PacketKind::PingRequest, &alice.info(), &PingRequest { id: ID });
    ping.from = addr("[::ffff:198.51.100.2]:33445");
    alice.receive(at(0), &ping).unwrap();
    assert!(alice.tick(at(2)).iter().all(|d| d.to == bob.addr));
}

#[test]
fn own_key_is_refused() {
    let mut alice = TestNode::new(1);
    let own = alice.info();
    let echo = alice.seal(PacketKind::PingRequest, &own, &PingRequest { id: ID });
    assert_eq!(alice.receive(at(0), &echo), Err(Discard::OwnKey));
}

#[test]
fn junk_of_every_kind_and_length_is_refused() {
    let mut alice = TestNode::new(1);
    for kind in 0..=255_u8 {
        for len in 0..300 {
            let mut bytes = vec![kind; len];
            bytes.get_mut(1..).into_iter().flatten().for_each(|b| *b = b.wrapping_mul(31).wrapping_add(7));
            let junk = Datagram { from: node(5).addr, to: alice.addr, bytes };
            let refused = alice.receive(at(u64::from(kind) * 10), &junk);
            assert!(refused.is_err(), "kind {kind:#x}, {len} bytes: {refused:?}");
        }
    }
    assert!(alice.sent(at(0)).is_empty());
    assert_eq!(known(&alice), []);
}

#[test]
fn answers_are_not_larger_than_the_references() {
    let mut bob = TestNode::new(2);
    let mut others: Vec<TestNode> =
        (10..30).map(|n| TestNode::at(n, format!("[2001:db8::{n}]:33445").parse().unwrap(), |_| {})).collect();
    for other in &mut others {
        other.bootstrap(at(0), bob.info());
    }
    let mut all: Vec<&mut TestNode> = others.iter_mut().collect();
    all.push(&mut bob);
    talk(&mut all, at(0), at(5));
    let mut asker = TestNode::new(3);
    let request = ask(&mut asker, &bob, &others[0].info());
    bob.receive(at(6), &request).unwrap();
    let sizes: Vec<_> = bob.sent(at(6)).iter().map(|d| d.bytes.len()).collect();
    assert_eq!((request.bytes.len(), sizes), (113, vec![286]));
}

#[test]
fn floods_of_requests_cause_few_pings() {
    let mut alice = TestNode::new(1);
    let mut pings = 0;
    for n in 0..=200 {
        let now = at_millis(u64::from(n) * 10);
        let mut stranger = TestNode::new(n);
        if stranger.keys.public != alice.keys.public {
            let request = ask(&mut stranger, &alice, &node(1));
            let _ = alice.receive(now, &request);
        }
        alice.sent(now);
        pings += alice.tick(now).iter().filter(|d| d.bytes[0] == 0x00).count();
    }
    assert!(pings <= PING_BACK_NODES + 1, "{pings} pings in two seconds");
}

#[test]
fn low_order_keys_are_refused() {
    let (mut alice, mut bob) = (TestNode::new(1), TestNode::new(2));
    let mut ping = bob.seal(PacketKind::PingRequest, &alice.info(), &PingRequest { id: ID });
    ping.bytes[1..33].fill(0);
    assert_eq!(alice.receive(at(0), &ping), Err(Discard::NotDecryptable));
    alice.bootstrap(at(0), NodeInfo { addr: bob.addr, key: DhtPublicKey::from_bytes([0; 32]) });
    assert!(alice.sent(at(0)).is_empty());
}
