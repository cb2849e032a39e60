//! Where a member is, and who may say so.

use std::net::SocketAddr;

use toxcore_group::Target;
use toxcore_sansio::RouteId;
use toxcore_wire::Encode;
use toxcore_wire::group::{LosslessKind, LossyKind};

use super::puppet::*;
use super::world::*;

fn elsewhere() -> SocketAddr {
    ([203, 0, 113, 66], 666).into()
}

fn address(stage: &Stage) -> Option<SocketAddr> {
    stage.person.mesh.address(stage.now, stage.person.member(2).unwrap())
}

/// Where a packet for the member goes.
fn targets(stage: &mut Stage) -> Vec<Target> {
    let member = stage.person.member(2).unwrap();
    stage.person.mesh.send(stage.now, member, LosslessKind::Custom, b"text").unwrap();
    let (mut buf, mut targets) = (Vec::new(), Vec::new());
    while let Some(run) = stage.person.mesh.poll_transmit(&mut buf) {
        targets.push(run.to);
    }
    targets
}

#[test]
fn copies_from_elsewhere_lead_nothing_there() {
    let mut stage = Stage::confirmed();
    let home = stage.from;
    let copies = [
        stage.puppet.lossy(LossyKind::Ping, &ping().to_vec()),
        stage.puppet.lossless(LosslessKind::Custom, 4, b"said once"),
    ];
    copies.iter().for_each(|packet| drop(stage.give(packet)));
    stage.wait(seconds(20));
    let member = stage.person.member(2).unwrap();
    assert!(!stage.person.mesh.is_direct(stage.now, member), "it is silent");
    stage.sent();
    let mut astray = 0;
    for _ in 0..15 {
        for packet in &copies {
            stage.person.handle(stage.now, Target::Udp(elsewhere()), &mut packet.clone());
        }
        let sent = targets(&mut stage);
        assert!(sent.contains(&Target::Udp(home)), "{sent:?}");
        astray += stage.person.take_sent_to(elsewhere());
        astray += sent.iter().filter(|to| **to == Target::Udp(elsewhere())).count();
        assert_eq!(address(&stage), Some(home));
        assert!(!stage.person.mesh.is_direct(stage.now, member));
        stage.now += seconds(1);
    }
    assert!((1..=3).contains(&astray), "{astray} packets");
}

#[test]
fn copies_over_the_route_of_another_lead_nothing_there() {
    let mut stage = Stage::confirmed();
    let [own, other] = [1, 2].map(|index| RouteId { index, generation: 1 });
    let member = stage.person.member(2).unwrap();
    stage.person.mesh.set_route(stage.now, member, Some(own));
    stage.wait(seconds(20));
    let packets = [
        stage.puppet.lossy(LossyKind::Ping, &ping().to_vec()),
        stage.puppet.lossless(LosslessKind::Custom, 4, b"text"),
    ];
    for mut packet in packets {
        stage.person.handle(stage.now, Target::Relay(other), &mut packet);
    }
    let sent = targets(&mut stage);
    assert!(sent.contains(&Target::Relay(own)) && !sent.contains(&Target::Relay(other)));
}

#[test]
fn what_was_held_back_is_no_proof() {
    let mut stage = Stage::confirmed();
    let held_back = stage.puppet.lossless(LosslessKind::Custom, 4, b"first");
    stage.from = ([198, 51, 100, 9], 33445).into();
    stage.lossless(LosslessKind::Custom, 5, b"second");
    let new_home = Some(stage.from);
    assert_eq!(address(&stage), new_home);
    stage.from = elsewhere();
    stage.give(&held_back);
    assert_eq!((&stage.person.texts[..], address(&stage)), (&[b"first".to_vec(), b"second".to_vec()][..], new_home));
}

#[test]
fn a_member_that_moves_is_followed_with_the_first_packet_that_proves_it() {
    // What is new, at once.
    let mut stage = Stage::confirmed();
    stage.from = elsewhere();
    stage.lossless(LosslessKind::Custom, 4, b"I have moved");
    assert_eq!(targets(&mut stage), [Target::Udp(elsewhere())]);

    // A sign of life, after a question.
    let mut stage = Stage::confirmed();
    let home = stage.from;
    stage.from = elsewhere();
    let asked = stage.lossy(LossyKind::Ping, &ping().to_vec());
    let question = Sent::Lossless(LosslessKind::PeerInfoRequest, 4, Vec::new());
    assert_eq!((asked, address(&stage)), (vec![question.clone(), question], Some(home)));
    stage.ack(4);
    assert_eq!((address(&stage), targets(&mut stage)), (Some(elsewhere()), vec![Target::Udp(elsewhere())]));
    // The same confirmation again is a copy.
    let copy = stage.puppet.lossy(LossyKind::Ack, &toxcore_wire::group::Ack::Received { message_id: 4 }.to_vec());
    stage.from = home;
    stage.give(&copy);
    assert_eq!(address(&stage), Some(elsewhere()));
}
