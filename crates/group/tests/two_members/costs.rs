//! What handshakes cost us, whoever makes them.

use toxcore_crypto::EphemeralKeyPair;
use toxcore_group::{AGREEMENT_BURST, HANDSHAKE_BURST, Target};
use toxcore_sansio::StreamId;
use toxcore_wire::group::{GroupHandshake, HandshakeKind, HandshakePurpose, JoinType, LosslessKind};

use super::puppet::*;
use super::world::*;

fn session(number: u32) -> EphemeralKeyPair {
    let mut secret = [7; 32];
    secret[..4].copy_from_slice(&number.to_be_bytes());
    EphemeralKeyPair::from_secret_bytes(secret)
}

fn through_relay(number: u8) -> Target {
    Target::Oob { link: StreamId { index: 1, generation: 1 }, peer: key(number) }
}

/// Sends a request of a puppet from there. Whether it was answered.
fn is_answered(stage: &mut Stage, from: Target, puppet: &mut Puppet) -> bool {
    let mut request = puppet.handshake(HandshakeKind::Request);
    let before = stage.person.answered;
    stage.now += millis(1);
    stage.person.handle(stage.now, from, &mut request);
    stage.person.answered > before
}

/// Who finishes each handshake at once may begin the next at once, but not for ever.
#[test]
fn key_agreements_with_one_member_are_counted() {
    for mut stage in [Stage::new(), Stage::confirmed()] {
        let before = stage.person.key_operations();
        let mut answers = 0;
        for number in 0..1_000 {
            stage.puppet.session = session(number);
            let request = stage.puppet.handshake(HandshakeKind::Request);
            if let [Sent::Response(theirs)] = stage.give(&request)[..] {
                answers += 1;
                stage.puppet.use_key(theirs);
                stage.lossless(LosslessKind::HandshakeAck, 2, &[]);
            }
            stage.now += millis(1);
        }
        assert!((1..=AGREEMENT_BURST + 3).contains(&answers), "{answers} answers in a second");
        let spent = stage.person.key_operations() - before;
        assert!(spent <= 1 + 2 * u64::from(AGREEMENT_BURST + 3), "{spent} operations for {answers} answers");
        assert!(stage.person.refusals("limited") >= 900);
    }
}

#[test]
fn signature_keys_are_checked_so_often_and_no_more() {
    let mut stage = Stage::confirmed();
    for number in 0..1_000 {
        let packet = stage.puppet.seal_handshake(&GroupHandshake {
            kind: HandshakeKind::Request,
            session_key: session(number).public,
            signing_key: keys(3).public().signing,
            purpose: HandshakePurpose::Invite,
            join_type: JoinType::Private,
            relay: None,
        });
        assert_eq!(stage.give(&packet), []);
    }
    let checked = stage.person.refusals("malformed");
    assert!(checked <= u64::from(HANDSHAKE_BURST), "{checked} checks");
    assert_eq!(stage.person.refusals("limited"), 1_000 - checked);
    // From elsewhere the member itself is heard all the same.
    stage.from = ([198, 51, 100, 3], 33445).into();
    stage.puppet.session = session(1_000);
    let request = stage.puppet.handshake(HandshakeKind::Request);
    assert!(matches!(stage.give(&request)[..], [Sent::Response(_)]));
}

/// Copies of what was of use once use up nothing.
#[test]
fn copies_of_old_handshakes_do_not_keep_the_member_out() {
    let mut stage = Stage::new();
    let request = stage.puppet.handshake(HandshakeKind::Request);
    let [Sent::Response(theirs)] = stage.give(&request)[..] else { panic!("no answer") };
    let answer = stage.puppet.handshake(HandshakeKind::Response);
    stage.puppet.use_key(theirs);
    stage.lossless(LosslessKind::HandshakeAck, 2, &[]);
    for _ in 0..1_000 {
        stage.give(&request);
        stage.puppet.session = session(1);
        stage.give(&answer.clone());
    }
    assert_eq!(stage.person.refusals("limited"), 0);
    stage.puppet.session = session(2);
    let request = stage.puppet.handshake(HandshakeKind::Request);
    assert!(matches!(stage.give(&request)[..], [Sent::Response(_)]));
}

#[test]
fn a_group_that_comes_back_at_once_is_answered_at_once() {
    let mut stage = Stage::new();
    // A hundred members behind one address, whom we look for.
    let mut members: Vec<Puppet> = (3..103).map(Puppet::new).collect();
    stage.person.expected = (3..103).map(key).collect();
    let from = Target::Udp(([203, 0, 113, 1], 33445).into());
    assert!(members.iter_mut().all(|member| is_answered(&mut stage, from, member)));

    // Fifty that we do not know, over one relay: as many as there are places at once, the others a moment later.
    let mut newcomers: Vec<Puppet> = (103..153).map(Puppet::new).collect();
    let mut waiting = Vec::new();
    for (puppet, number) in newcomers.iter_mut().zip(103..) {
        if is_answered(&mut stage, through_relay(number), puppet) {
            stage.person.mesh.confirm(stage.now, stage.person.member(number).unwrap());
        } else {
            waiting.push(number);
        }
    }
    assert_eq!(waiting, [0; 0]);

    // And what a relay says in the name of another is nobody's.
    let mut other = Puppet::new(200);
    assert!(!is_answered(&mut stage, through_relay(201), &mut other));
    assert_eq!(stage.person.refusals("forbidden_source"), 1);
}

/// A stranger that speaks all the time at the same relay uses up nothing of others.
#[test]
fn members_at_one_relay_are_limited_each_for_itself() {
    let mut stage = Stage::new();
    let mut loud = Puppet::new(3);
    for number in 0..300 {
        loud.session = session(number);
        is_answered(&mut stage, through_relay(3), &mut loud);
    }
    assert!(stage.person.refusals("limited") >= 290);
    for number in 4..=20 {
        assert!(is_answered(&mut stage, through_relay(number), &mut Puppet::new(number)));
    }
}
