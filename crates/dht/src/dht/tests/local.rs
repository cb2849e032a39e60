//! LAN discovery and bootstrap info. Past defect 42.

use toxcore_wire::Encode;
use toxcore_wire::bootstrap_info::{BootstrapInfoRequest, BootstrapInfoResponse};
use toxcore_wire::lan_discovery::LanDiscovery as LanPacket;

use super::*;
use crate::{BootstrapInfo, LanDiscovery};

fn lan_node(n: u8) -> TestNode {
    TestNode::at(n, addr(&format!("192.168.1.{n}:33445")), |config| {
        config.lan_discovery = LanDiscovery::Node { port: 33_445 };
    })
}

fn discovery(from: &str, node: &TestNode) -> Datagram {
    Datagram { from: addr(from), to: node.addr, bytes: LanPacket { key: node.keys.public }.to_vec() }
}

#[test]
fn nodes_of_one_network_find_each_other() {
    let (mut alice, mut bob) = (lan_node(1), lan_node(2));
    alice.dht.set_lan_targets(at(0), vec![addr("192.168.1.255:0")]);
    let mut packet = alice.tick(at(0)).remove(0);
    assert_eq!((packet.to, packet.bytes.len()), (addr("192.168.1.255:33445"), 33));
    packet.to = bob.addr;
    bob.receive(at(0), &packet).unwrap();
    assert_eq!(bob.dht.close_nodes(at(0)).count(), 0, "the key is not proven yet");
    talk(&mut [&mut alice, &mut bob], at(0), at(3));
    assert_eq!(alice.dht.connection(), Connection::Lan);
    assert_eq!(bob.dht.connection(), Connection::Lan);
}

#[test]
fn lan_discovery_from_outside_is_ignored() {
    let mut alice = lan_node(1);
    let stranger = TestNode::new(2);
    assert_eq!(alice.receive(at(0), &discovery("198.51.100.2:33445", &stranger)), Err(Discard::ForbiddenSource));
    assert_eq!(alice.receive(at(0), &discovery("192.168.1.2:33445", &stranger)), Ok(()));
    let mut off = TestNode::new(3);
    assert_eq!(off.receive(at(0), &discovery("192.168.1.2:33445", &stranger)), Err(Discard::Disabled));
    assert!(off.sent(at(0)).is_empty());
}

#[test]
fn lan_addresses_are_told_to_the_lan_only() {
    let (mut alice, mut bob) = (lan_node(1), lan_node(2));
    alice.bootstrap(at(0), bob.info());
    talk(&mut [&mut alice, &mut bob], at(0), at(3));
    let (mut inside, mut outside) = (lan_node(3), TestNode::new(4));
    assert_eq!(answer(&mut inside, &mut alice, &bob.info(), at(3)).len(), 1);
    assert_eq!(answer(&mut outside, &mut alice, &bob.info(), at(3)).len(), 0);
}

#[test]
fn bootstrap_info_is_answered_when_switched_on() {
    let motd = |text: &[u8]| Some(BootstrapInfo { version: 1_000_002_020, motd: text.to_vec() });
    let mut node = TestNode::at(1, addr("198.51.100.1:33445"), |config| config.bootstrap_info = motd(b"hello"));
    let request = Datagram { from: addr("198.51.100.7:5"), to: node.addr, bytes: BootstrapInfoRequest.to_vec() };
    node.receive(at(0), &request).unwrap();
    let response = node.sent(at(0)).remove(0);
    assert_eq!(response.to, request.from);
    let info = BootstrapInfoResponse::parse(&response.bytes).unwrap();
    assert_eq!((info.version, info.motd), (1_000_002_020, &b"hello\0"[..]));

    node.dht.set_bootstrap_info(motd(&[b'x'; 400]));
    node.receive(at(0), &request).unwrap();
    assert_eq!(node.sent(at(0)).remove(0).bytes.len(), 261);

    for len in [77, 79] {
        let wrong = Datagram { bytes: vec![0xf0; len], ..request.clone() };
        assert!(matches!(node.receive(at(0), &wrong), Err(Discard::Malformed(_))));
    }
    node.dht.set_bootstrap_info(None);
    assert_eq!(node.receive(at(0), &request), Err(Discard::Disabled));
    assert!(node.sent(at(0)).is_empty());
}

#[test]
fn bootstrap_info_is_limited_for_a_source() {
    let mut node = TestNode::at(1, addr("198.51.100.1:33445"), |config| {
        config.bootstrap_info = Some(BootstrapInfo { version: 1, motd: Vec::new() });
    });
    let request = |from: &str| Datagram {
        from: addr(from),
        to: addr("198.51.100.1:33445"),
        bytes: BootstrapInfoRequest.to_vec(),
    };
    let mut answers = |from: &str, now| (0..1_000).filter(|_| node.receive(now, &request(from)).is_ok()).count();
    assert_eq!(answers("198.51.100.7:5", at(0)), 40);
    assert_eq!(answers("198.51.100.7:6", at(1)), 20);
    assert_eq!(answers("198.51.100.8:5", at(1)), 40);
}

#[test]
fn named_nodes_are_asked_unless_nobody_can_be_there() {
    let (mut alice, bob) = (TestNode::new(1), TestNode::new(2));
    let asked = alice.with(|dht, cx| dht.ask(cx, at(0), bob.info(), node(9).key));
    assert_eq!((asked, alice.sent(at(0)).len()), (Ok(()), 1));
    let nowhere = NodeInfo { addr: addr("0.0.0.0:33445"), ..bob.info() };
    let asked = alice.with(|dht, cx| dht.ask(cx, at(0), nowhere, node(9).key));
    assert_eq!((asked, alice.sent(at(0)).len()), (Err(BootstrapError::UnusableAddress), 0));
}
