//! In which order requests go out, and when none does.

use std::net::SocketAddr;

use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::{Instant, RouteId};
use toxcore_wire::group::{Ack, GroupHandshakePacket, HandshakeKind, HandshakePurpose, LosslessKind, LossyKind};
use toxcore_wire::{Encode, PackedNode, RelayInfo};

use super::puppet::*;
use super::world::*;

const NOW: Instant = Instant::ZERO;

fn place(number: u8) -> SocketAddr {
    ([198, 51, 100, number], 33445).into()
}

/// Member 1, who knows member 2's address and relay, and has a relay of its own.
fn person(has_udp: bool) -> Person {
    let mut person = Person::new(1, 1, place(1), Some(place(9)));
    person.mesh.set_udp(has_udp);
    person.take_sent();
    let member = person.mesh.introduce(NOW, key(2), HandshakePurpose::Invite).unwrap();
    person.mesh.add_relay(member, RelayInfo { addr: place(8), key: DhtPublicKey::from_bytes([8; 32]) });
    person.mesh.add_address(NOW, member, place(2));
    // The owner has a route at once, and so hears nothing of it from the relay.
    person.pump(NOW, &mut []);
    person
}

/// What goes out in this time, and whether it goes through the relay.
fn requests(person: &mut Person, time: std::time::Duration) -> Vec<(bool, Vec<u8>)> {
    let mut now = NOW;
    let mut sent = Vec::new();
    while now <= NOW + time {
        person.mesh.handle_timeout(now);
        person.pump(now, &mut []);
        let packets = person.take_sent().into_iter();
        sent.extend(packets.map(|packet| match packet.strip_prefix(key(2).as_bytes()) {
            Some(packet) => (true, packet.to_vec()),
            None => (false, packet),
        }));
        let Some(next) = person.mesh.poll_timeout() else { break };
        now = next;
    }
    sent
}

/// Members running the reference answer the first request at once and the next one 3 s later, so the first takes the best way.
#[test]
fn the_first_request_goes_over_udp_and_through_a_relay_a_moment_later() {
    let ways = |sent: Vec<(bool, Vec<u8>)>| sent.into_iter().map(|(is_relayed, _)| is_relayed).collect::<Vec<_>>();
    assert_eq!(ways(requests(&mut person(true), millis(150))), [false]);
    assert_eq!(ways(requests(&mut person(true), millis(300))), [false, true]);
    assert_eq!(ways(requests(&mut person(false), millis(300))), [true], "datagrams would go nowhere");
    assert!(ways(requests(&mut person(false), seconds(11))).into_iter().all(|is_relayed| is_relayed));
}

/// Members running the reference answer through the relay that is named, when they are connected with it.
#[test]
fn requests_name_the_members_own_relay_and_later_ours() {
    let combined = Puppet::new(2).combined();
    let named = |(_, mut packet): (bool, Vec<u8>)| {
        let handshake = GroupHandshakePacket::parse(&mut packet).unwrap().open(&combined).unwrap();
        match handshake.relay {
            Some(PackedNode::Tcp(relay)) => relay.addr,
            other => panic!("{other:?}"),
        }
    };
    let named: Vec<SocketAddr> = requests(&mut person(false), seconds(11)).into_iter().map(named).collect();
    assert_eq!(named[..3], [place(8); 3]);
    assert!(named.contains(&place(9)), "{named:?}");
}

/// A request that comes after the handshake makes members running the reference begin anew.
#[test]
fn a_relay_that_comes_late_disturbs_no_handshake() {
    let mut stage = Stage::new();
    let theirs = stage.meet();
    stage.puppet.use_key(theirs);
    let answer = stage.puppet.handshake(HandshakeKind::Response);
    stage.give(&answer);
    let member = stage.person.member(2).unwrap();
    stage.person.mesh.set_route(stage.now, member, Some(RouteId { index: 0, generation: 1 }));
    stage.person.mesh.route_ready(stage.now, member);
    stage.person.mesh.add_address(stage.now, member, ([198, 51, 100, 7], 1).into());
    let sent = stage.wait(seconds(2));
    assert!(!sent.iter().any(|sent| matches!(sent, Sent::Request(_))), "{sent:?}");
}

/// Members running the reference keep their session key, so the answer to another request brings the same again.
#[test]
fn another_handshake_with_the_same_key_of_the_member_is_another_session() {
    let mut stage = Stage::confirmed();
    let ask = Ack::Missing { message_id: 3 }.to_vec();
    let mut theirs = None;
    for _ in 0..6 {
        stage.lossy(LossyKind::Ack, &ask);
        theirs = theirs.or(stage.wait(seconds(1)).iter().find_map(|sent| match sent {
            Sent::Request(theirs) => Some(*theirs),
            _ => None,
        }));
    }
    stage.puppet.use_key(theirs.expect("another handshake"));
    let answer = stage.puppet.handshake(HandshakeKind::Response);
    assert!(stage.give(&answer).contains(&Sent::Lossless(LosslessKind::HandshakeAck, 2, vec![])));
    let sent = stage.lossless(LosslessKind::PeerInfoResponse, 3, b"puppet");
    assert!(sent.contains(&received(3)), "{sent:?}");
    assert_eq!(stage.person.handshakes.last().map(|(_, renewed)| *renewed), Some(true));
}

/// What is told of addresses is remembered for others.
#[test]
fn whoever_has_no_udp_knows_addresses_all_the_same() {
    let person = person(false);
    let member = person.member(2).unwrap();
    assert_eq!(person.mesh.address(NOW, member), Some(place(2)));
    assert!(!person.mesh.is_direct(NOW, member));
}
