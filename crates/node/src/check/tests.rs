use std::net::{Ipv4Addr, TcpListener, UdpSocket};

use toxcore_crypto::{CombinedKey, DhtKeyPair, KeyPair};
use toxcore_wire::dht::{DhtPacket, NodesRequest, NodesResponse, PingRequest, PingResponse, seal_dht_packet};
use toxcore_wire::{NodeList, PacketKind};

use super::probe::{Answer, nonce};
use super::*;

fn node() -> DhtKeyPair {
    KeyPair::from_secret_bytes([7; 32])
}

/// Answers of a node to the three requests of a probe.
fn answers(probe: &Probe, node: &DhtKeyPair) -> [Vec<u8>; 3] {
    let [_, mut ping, mut nodes] = probe.requests().unwrap();
    let key = CombinedKey::new(&node.secret, &probe.own.public).unwrap();
    let own = &node.public;
    let seal = |request: &mut [u8], kind| {
        let payload = DhtPacket::parse(request).unwrap().open(&key).unwrap();
        let mut out = Vec::new();
        let nonce = nonce().unwrap();
        if kind == PacketKind::PingResponse {
            let id = PingRequest::parse(payload).unwrap().id;
            seal_dht_packet(kind, own, &nonce, &key, &PingResponse { id }, &mut out);
        } else {
            let id = NodesRequest::parse(payload).unwrap().id;
            seal_dht_packet(kind, own, &nonce, &key, &NodesResponse { nodes: NodeList::default(), id }, &mut out);
        }
        out
    };
    let ping = seal(&mut ping, PacketKind::PingResponse);
    let nodes = seal(&mut nodes, PacketKind::NodesResponse);
    [b"\xf0\x3b\x9a\xd1\xe4hello\0".to_vec(), ping, nodes]
}

#[test]
fn answers_of_the_node_are_understood() {
    let node = node();
    let probe = Probe::new(node.public).unwrap();
    let [mut info, mut ping, mut nodes] = answers(&probe, &node);
    assert_eq!(probe.read(&mut info), Some(Answer::Info(1_000_002_020, b"hello".to_vec())));
    assert_eq!(probe.read(&mut ping.clone()), Some(Answer::Ping));
    assert_eq!(probe.read(&mut nodes), Some(Answer::Nodes(0)));

    let other = Probe::new(node.public).unwrap();
    assert_eq!(other.read(&mut ping), None);
    let [_, mut own_ping, _] = probe.requests().unwrap();
    assert_eq!(probe.read(&mut own_ping), None);
    assert_eq!(probe.read(&mut []), None);
}

#[test]
fn a_key_of_low_order_is_refused() {
    assert!(matches!(Probe::new(toxcore_crypto::DhtPublicKey::from_bytes([0; 32])), Err(CheckError::Key)));
}

#[test]
fn a_node_that_answers_over_udp_serves() {
    let node = node();
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = socket.local_addr().unwrap();
    let probe = Probe::new(node.public).unwrap();
    let datagrams = answers(&probe, &node);
    let service = thread::spawn(move || {
        let mut buffer = [0; 200];
        for _request in 0..3 {
            let (_, from) = socket.recv_from(&mut buffer).unwrap();
            socket.send_to(b"junk", from).unwrap();
            for datagram in &datagrams {
                socket.send_to(datagram, from).unwrap();
            }
        }
    });
    let udp = udp::ask(address, &probe);
    service.join().unwrap();
    assert!(udp.info.is_some() && udp.ping.is_some() && udp.nodes == Some(0), "{udp:?}");
}

#[test]
fn a_silent_port_and_a_closed_one_are_told_apart() {
    let probe = Probe::new(node().public).unwrap();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let closer = thread::spawn(move || drop(listener.accept().unwrap()));
    assert_eq!(relay::ask(address, &probe), Err(RelayFault::Closed));
    closer.join().unwrap();
    assert_eq!(relay::ask(address, &probe), Err(RelayFault::Refused));
}

#[test]
fn the_report_is_readable_and_safe_to_print() {
    let mut report = Report {
        address: Some(SocketAddr::from(([192, 0, 2, 1], 33445))),
        udp: UdpAnswers {
            info: Some((1_000_002_020, b"a \x1b[2Jnode".to_vec())),
            ping: Some(Duration::from_micros(12_900)),
            nodes: Some(4),
            error: None,
        },
        relay: vec![(33445, Ok(Duration::from_millis(30))), (443, Err(RelayFault::Refused))],
    };
    assert_eq!(
        report.to_string(),
        "Address:   192.0.2.1:33445\nVersion:   1000002020\nMessage:   a \u{fffd}[2Jnode\nUDP ping:  12 ms\n\
         UDP nodes: 4 received\nTCP relay: port 33445: 30 ms\nTCP relay: port 443: connection refused\n\
         Result:    the node serves"
    );
    report.udp = UdpAnswers { error: Some("Connection refused".to_owned()), ..UdpAnswers::default() };
    assert!(!report.serves());
    assert!(report.to_string().ends_with("Result:    the node does not serve"));
}

#[test]
fn names_and_addresses_are_resolved() {
    assert_eq!(resolve("127.0.0.1", 7), Ok(vec!["127.0.0.1:7".parse().unwrap()]));
    assert_eq!(resolve("[::1]", 7), Ok(vec!["[::1]:7".parse().unwrap()]));
    assert!(matches!(resolve("", 7), Err(CheckError::Resolve(_))));
}
