//! The machine as its peers see it.

use std::time::Duration;

use toxcore_sansio::{Asker, Discard, Instant, Nodes};
use toxcore_wire::dht::{NodesRequest, NodesResponse, PingRequest, PingResponse};
use toxcore_wire::{NodeInfo, NodeList, PacketKind, RequestId};

use crate::testing::{Datagram, TestNode, addr, at, node, talk};
use crate::{BootstrapError, Connection, Output, PING_BACK_NODES, SearchAddressError, SearchError};

mod abuse;
mod forwarding;
mod local;
mod routed;
mod storage;

const ID: RequestId = RequestId::from_bytes([1, 2, 3, 4, 5, 6, 7, 8]);

/// Two nodes that know each other since second 0.
fn pair() -> (TestNode, TestNode) {
    let (mut alice, mut bob) = (TestNode::new(1), TestNode::new(2));
    alice.bootstrap(at(0), bob.info());
    talk(&mut [&mut alice, &mut bob], at(0), at(3));
    (alice, bob)
}

fn ask(asker: &mut TestNode, node: &TestNode, target: &NodeInfo) -> Datagram {
    asker.seal(PacketKind::NodesRequest, &node.info(), &NodesRequest { target: target.key, id: ID })
}

/// What a node answers to a nodes request.
fn answer(asker: &mut TestNode, node: &mut TestNode, target: &NodeInfo, now: Instant) -> NodeList {
    let request = ask(asker, node, target);
    node.receive(now, &request).unwrap();
    let sent = node.sent(now);
    let (kind, plain) = asker.open(&sent[0]);
    assert_eq!((kind, sent[0].to), (PacketKind::NodesResponse, asker.addr));
    let response = NodesResponse::parse(&plain).unwrap();
    assert_eq!(response.id, ID);
    response.nodes
}

#[test]
fn ping_is_answered_with_its_number() {
    let (mut alice, mut bob) = (TestNode::new(1), TestNode::new(2));
    let ping = alice.seal(PacketKind::PingRequest, &bob.info(), &PingRequest { id: ID });
    bob.receive(at(0), &ping).unwrap();
    let sent = bob.sent(at(0));
    assert_eq!((sent.len(), sent[0].to, sent[0].bytes.len()), (1, alice.addr, 82));
    let (kind, plain) = alice.open(&sent[0]);
    assert_eq!((kind, PingResponse::parse(&plain).unwrap().id), (PacketKind::PingResponse, ID));
}

#[test]
fn ping_request_sent_back_is_no_answer() {
    let (mut alice, bob) = pair();
    alice.with(|dht, cx| dht.send_ping(cx, at(5), bob.info()));
    let mut echo = alice.sent(at(5)).remove(0);
    echo.bytes[0] = PacketKind::PingResponse.number();
    echo.from = bob.addr;
    assert_eq!(alice.receive(at(5), &echo), Err(Discard::OwnKey));
}

#[test]
fn empty_network_starts_with_two_nodes() {
    let (mut alice, mut bob) = pair();
    for node in [&mut alice, &mut bob] {
        assert_eq!(node.outputs(), [Output::ConnectionChanged(Connection::Internet)]);
        assert_eq!(node.dht.close_nodes(at(3)).count(), 1);
    }
}

#[test]
fn who_is_named_is_told_to_those_who_want_to_know() {
    for telling in [false, true] {
        let (mut alice, mut bob) = pair();
        let mut carol = TestNode::new(3);
        bob.bootstrap(at(4), carol.info());
        talk(&mut [&mut bob, &mut carol], at(4), at(6));
        alice.outputs();
        alice.dht.set_telling_named(telling);
        alice.with(|dht, cx| dht.ask(cx, at(7), bob.info(), carol.info().key)).unwrap();
        talk(&mut [&mut alice, &mut bob], at(7), at(8));
        let told = alice.outputs().contains(&Output::NodeNamed(carol.info()));
        assert_eq!(told, telling);
    }
}

#[test]
fn requesters_are_known_only_after_they_answered_a_ping() {
    let (mut alice, mut bob) = (TestNode::new(1), TestNode::new(2));
    let request = ask(&mut alice, &bob, &node(9));
    bob.receive(at(0), &request).unwrap();
    bob.sent(at(0));
    assert_eq!(bob.dht.close_nodes(at(0)).count(), 0);
    let ping = bob.tick(at(0)).remove(0);
    assert_eq!((ping.bytes[0], ping.to), (0x00, alice.addr));
    alice.receive(at(1), &ping).unwrap();
    let pong = alice.sent(at(1)).remove(0);
    bob.receive(at(1), &pong).unwrap();
    assert_eq!(bob.dht.close_nodes(at(1)).collect::<Vec<_>>(), [alice.info()]);
    assert_eq!(bob.receive(at(1), &pong), Err(Discard::Unsolicited), "the first answer counts");
}

#[test]
fn answers_name_the_nearest_good_nodes() {
    let mut bob = TestNode::new(2);
    let mut others: Vec<TestNode> = (10..30).map(TestNode::new).collect();
    for other in &mut others {
        other.bootstrap(at(0), bob.info());
    }
    let mut all: Vec<&mut TestNode> = others.iter_mut().collect();
    all.push(&mut bob);
    talk(&mut all, at(0), at(5));
    let mut asker = TestNode::new(3);
    let target = others[7].info();
    let nodes = answer(&mut asker, &mut bob, &target, at(5));
    assert_eq!(nodes.len(), 4);
    assert_eq!(nodes.first(), Some(&target));
    assert_eq!(answer(&mut asker, &mut bob, &target, at(400)).len(), 0, "silent nodes are not named");
}

#[test]
fn hearsay_is_asked_and_not_stored() {
    let (mut alice, mut bob) = pair();
    let check = alice.tick(at(61)).into_iter().find(|d| d.bytes[0] == 0x02).unwrap();
    let (_, plain) = bob.open(&check);
    let id = NodesRequest::parse(&plain).unwrap().id;
    let nodes = NodeList::from_first([node(7)]);
    let response = bob.seal(PacketKind::NodesResponse, &alice.info(), &NodesResponse { nodes, id });
    alice.receive(at(61), &response).unwrap();
    assert_eq!(alice.dht.close_nodes(at(61)).collect::<Vec<_>>(), [bob.info()]);
    let asked: Vec<_> = alice.tick(at(61)).into_iter().filter(|d| d.to == node(7).addr).collect();
    assert_eq!(asked.len(), 3, "for our key and for two random ones");
}

#[test]
fn lookup_finds_a_node_and_tells_its_address() {
    let (mut alice, mut bob) = pair();
    let mut carol = TestNode::new(3);
    carol.bootstrap(at(3), bob.info());
    let token = alice.with(|dht, cx| dht.add_search(cx, at(3), carol.keys.public)).unwrap();
    assert_eq!(alice.dht.search_address(at(3), &carol.keys.public), Ok(None));
    talk(&mut [&mut alice, &mut bob, &mut carol], at(3), at(12));
    assert_eq!(alice.dht.search_address(at(12), &carol.keys.public), Ok(Some(carol.addr)));
    assert!(alice.outputs().contains(&Output::NodeFound { key: carol.keys.public, addr: carol.addr }));
    assert_eq!(alice.dht.search_address(at(500), &carol.keys.public), Err(SearchAddressError::Silent));
    assert!(alice.dht.remove_search(token));
    assert_eq!(alice.dht.search_address(at(12), &carol.keys.public), Err(SearchAddressError::NotSearched));
}

#[test]
fn own_key_is_not_searched() {
    let mut alice = TestNode::new(1);
    let own = alice.keys.public;
    assert_eq!(alice.with(|dht, cx| dht.add_search(cx, at(0), own)), Err(SearchError::OwnKey));
    alice.bootstrap(at(0), NodeInfo { addr: addr("198.51.100.9:1"), key: own });
    assert!(alice.sent(at(0)).is_empty());
}

#[test]
fn others_tell_our_address() {
    let (alice, bob) = pair();
    assert_eq!(alice.dht.own_address(at(3)), Some(alice.addr));
    assert_eq!(bob.dht.own_address(at(3)), Some(bob.addr));
    assert_eq!(alice.dht.own_address(at(200)), None, "old reports do not count");
}

#[test]
fn connection_is_lost_when_all_went_silent() {
    let (mut alice, _) = pair();
    alice.outputs();
    let lost = (3..200).find(|second| {
        alice.tick(at(*second));
        alice.outputs().contains(&Output::ConnectionChanged(Connection::None))
    });
    assert!(lost.is_some_and(|second| (122..=125).contains(&second)), "{lost:?}");
}

#[test]
fn idle_node_wakes_at_most_once_in_a_second() {
    let (mut alice, mut bob) = pair();
    let (start, end) = (at(100), at(400));
    talk(&mut [&mut alice, &mut bob], at(3), start);
    let mut wakes = 0;
    let mut now = start;
    while let Some(due) = alice.dht.poll_timeout().filter(|due| *due < end) {
        now = due.max(now);
        assert_eq!(now.since_origin().subsec_nanos(), 0, "regular work waits for whole seconds");
        for datagram in alice.tick(now) {
            let _ = bob.receive(now, &datagram);
        }
        for datagram in bob.tick(now) {
            let _ = alice.receive(now, &datagram);
        }
        wakes += 1;
    }
    assert!(wakes <= 300, "{wakes} in 300 s");
}

#[test]
fn silent_network_is_asked_again_after_sleep() {
    let (mut alice, mut bob) = pair();
    let woken = at(100_000);
    talk(&mut [&mut alice, &mut bob], woken, woken + Duration::from_secs(3));
    assert_eq!(alice.dht.close_nodes(woken + Duration::from_secs(3)).count(), 1);
}

#[test]
fn saved_nodes_lead_back() {
    let (mut alice, mut bob) = pair();
    assert_eq!(alice.dht.nodes_to_save(at(3)), [bob.info()]);
    let mut reborn = TestNode::new(4);
    reborn.dht.load_nodes(at(10), &[bob.info(), NodeInfo { addr: addr("0.0.0.0:0"), ..bob.info() }]);
    talk(&mut [&mut reborn, &mut bob, &mut alice], at(10), at(14));
    assert_eq!(reborn.dht.connection(), Connection::Internet);
}

#[test]
fn unusable_bootstrap_addresses_are_refused() {
    let mut alice = TestNode::at(1, addr("198.51.100.1:1"), |config| config.ipv6 = false);
    for bad in ["0.0.0.0:33445", "198.51.100.2:0", "255.255.255.255:1", "224.0.0.1:1", "[2001:db8::1]:1"] {
        let node = NodeInfo { addr: addr(bad), key: TestNode::new(2).keys.public };
        let refused = alice.with(|dht, cx| dht.bootstrap(cx, at(0), node));
        assert_eq!(refused, Err(BootstrapError::UnusableAddress), "{bad}");
    }
    assert!(alice.sent(at(0)).is_empty());
}

#[test]
fn siblings_get_nodes() {
    let (alice, bob) = pair();
    let nodes: &dyn Nodes = &alice.dht;
    assert_eq!(nodes.closest(at(3), &[0; 32], Asker::Internet).first(), Some(&bob.info()));
    assert_eq!(nodes.address_of(at(3), &bob.keys.public), Some(bob.addr));
    let mut random = Vec::new();
    nodes.random_good(at(3), &mut toxcore_sansio::Rng::new(&toxcore_sansio::Seed::from_number(1)), 5, &mut random);
    assert_eq!(random, [bob.info()]);
}
