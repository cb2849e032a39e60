//! What those who come on their own can take from others.

use toxcore_crypto::EphemeralKeyPair;
use toxcore_group::{CONFIRMATION_TIMEOUT, LossReason, MAX_NEIGHBOURS, MAX_STRANGERS, STRANGER_BURST, Target};
use toxcore_wire::group::{HandshakeKind, LosslessKind};

use super::puppet::*;
use super::world::*;

/// Where the stranger with this number sits, if so many share a network.
fn place(number: u8, in_network: u8) -> std::net::SocketAddr {
    ([198, 18, number / in_network, number], 33445).into()
}

/// A stranger that comes from there, is answered and proves it, or is refused.
fn come(stage: &mut Stage, number: u8, session: u8) -> bool {
    stage.puppet = Puppet::new(number);
    stage.puppet.session = EphemeralKeyPair::from_secret_bytes([session; 32]);
    let request = stage.puppet.handshake(HandshakeKind::Request);
    let [Sent::Response(theirs)] = stage.give(&request)[..] else { return false };
    stage.puppet.use_key(theirs);
    stage.lossless(LosslessKind::HandshakeAck, 2, &[]);
    true
}

#[test]
fn a_newcomer_has_no_more_time_by_another_handshake() {
    let mut stage = Stage::new();
    let mut left = CONFIRMATION_TIMEOUT;
    for session in 1.. {
        assert!(come(&mut stage, 2, session));
        let pause = left.min(seconds(10));
        stage.wait(pause);
        left -= pause;
        if left.is_zero() {
            break;
        }
    }
    assert_eq!((&stage.person.lost[..], stage.person.member(2)), (&[LossReason::NotConfirmed][..], None));
}

/// Each from an address of its own, all in one network, each shaken hands with again before its time is over.
#[test]
fn a_crowd_from_one_network_holds_up_nobody_else() {
    let mut stage = Stage::new();
    let mut honest = 0;
    for round in 0..10 {
        for number in 3..=252 {
            stage.from = place(number, 255);
            come(&mut stage, number, round + 1);
        }
        assert!(stage.person.mesh.members().count() <= MAX_NEIGHBOURS + 1);
        (stage.from, stage.now) = (([198, 51, 100, 2], 33445).into(), stage.now + millis(10));
        honest += u32::from(come(&mut stage, 2, round + 1));
        stage.person.mesh.remove(stage.person.member(2).unwrap());
        stage.wait(seconds(1));
    }
    assert_eq!(honest, 10);
}

#[test]
fn crowds_from_several_networks_make_room_for_who_comes_alone() {
    let mut stage = Stage::new();
    for number in 3..=252 {
        stage.from = place(number, 32);
        come(&mut stage, number, 1);
        stage.now += millis(5);
    }
    assert_eq!(stage.person.mesh.members().count(), MAX_STRANGERS);
    stage.from = ([198, 51, 100, 2], 33445).into();
    assert!(come(&mut stage, 2, 1));
    assert_eq!(stage.person.mesh.members().count(), MAX_STRANGERS);
    assert_eq!(stage.person.lost.last(), Some(&LossReason::MadeRoom));
    // It is confirmed, and so takes no place any more.
    assert_eq!(stage.lossless(LosslessKind::PeerInfoResponse, 3, b"honest"), [received(3)]);
    stage.from = ([198, 51, 101, 2], 33445).into();
    assert!(come(&mut stage, 253, 1) && stage.person.member(2).is_some());
    assert_eq!(stage.person.mesh.members().count(), MAX_STRANGERS + 1);
}

#[test]
fn members_that_are_looked_for_need_no_place() {
    let mut stage = Stage::new();
    for number in 3..=252 {
        stage.from = ([198, 18, number, 1], 33445).into();
        come(&mut stage, number, 1);
        stage.now += millis(5);
    }
    assert_eq!((stage.person.mesh.members().count(), stage.person.lost.len()), (MAX_STRANGERS, 0));
    stage.from = ([198, 51, 100, 2], 33445).into();
    assert!(!come(&mut stage, 2, 1));
    stage.person.expected.push(key(2));
    assert!(come(&mut stage, 2, 1));
    // And who is named later stays, too.
    stage.person.mesh.expect(&key(3));
    for number in 3..=252 {
        stage.from = ([198, 19, number, 1], 33445).into();
        come(&mut stage, number, 2);
        stage.now += millis(50);
    }
    assert!(stage.person.member(2).is_some() && stage.person.member(3).is_some());
}

#[test]
fn a_flood_of_strangers_is_limited_by_source_before_it_costs_anything() {
    let mut stage = Stage::new();
    let mut known = 0;
    for number in 3..200 {
        let mut stranger = Puppet::new(number);
        let request = stranger.handshake(HandshakeKind::Request);
        known += stage.give(&request).len();
    }
    assert_eq!(known, STRANGER_BURST as usize);
    assert_eq!(stage.person.refusals("limited") + stage.person.refusals("full"), 197 - u64::from(STRANGER_BURST));
    // Others get in.
    stage.from = ([203, 0, 113, 77], 1).into();
    stage.shake_hands();

    let mut stage = Stage::new();
    for number in 3..200 {
        let mut stranger = Puppet::new(number);
        let request = stranger.handshake(HandshakeKind::Request);
        stage.now += millis(3);
        stage.person.handle(stage.now, Target::Udp(([203, 0, number, 1], 1).into()), &mut request.clone());
    }
    assert_eq!(stage.person.mesh.members().count(), MAX_STRANGERS);
    assert_eq!(stage.person.refusals("full"), 197 - MAX_STRANGERS as u64);
    stage.wait(seconds(13));
    assert_eq!(stage.person.mesh.members().count(), 0);
    stage.person.take_sent();
    stage.shake_hands();
}
