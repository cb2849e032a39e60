//! Members that do what the reference does, also where that is not good.

use toxcore_crypto::EphemeralKeyPair;
use toxcore_group::Role;
use toxcore_sansio::Instant;
use toxcore_wire::Encode;
use toxcore_wire::group::{Ack, HandshakeKind, KeyRotation, LosslessKind, LossyKind};

use super::puppet::*;
use super::world::*;

/// Since 0.2.22 both answer when both ask, and who has answered counts its answer: its acknowledgement is the third packet.
#[test]
fn who_asks_and_answers_at_once_is_understood() {
    for (answer_comes_first, we_are_closer) in [(true, true), (true, false), (false, true), (false, false)] {
        let mut stage = Stage::where_we_are_closer(we_are_closer);
        let theirs = stage.meet();
        stage.puppet.use_key(theirs);
        let request = stage.puppet.handshake(HandshakeKind::Request);
        let answer = stage.puppet.handshake(HandshakeKind::Response);
        if answer_comes_first {
            assert!(stage.give(&answer).contains(&Sent::Lossless(LosslessKind::HandshakeAck, 2, vec![])));
            assert_eq!(stage.give(&request), []);
        } else {
            let sent = stage.give(&request);
            assert_eq!(sent.iter().any(|sent| matches!(sent, Sent::Response(_))), !we_are_closer);
            assert!(stage.give(&answer).contains(&Sent::Lossless(LosslessKind::HandshakeAck, 2, vec![])));
        }
        if !answer_comes_first && !we_are_closer {
            assert_eq!(stage.lossless(LosslessKind::HandshakeAck, 3, &[]).last(), Some(&received(3)));
            assert_eq!(stage.lossless(LosslessKind::PeerInfoResponse, 4, b"puppet"), [received(4)]);
        } else {
            assert_eq!(stage.lossless(LosslessKind::PeerInfoResponse, 3, b"puppet"), [received(3)]);
        }
        assert_eq!(stage.person.handshakes, [(Role::Requester, false)]);
    }
}

/// The answer of the one who had answered us got lost: only its acknowledgement tells.
#[test]
fn an_acknowledgement_that_counts_a_lost_answer_is_understood() {
    let mut stage = Stage::where_we_are_closer(false);
    stage.meet();
    let request = stage.puppet.handshake(HandshakeKind::Request);
    let [Sent::Response(theirs)] = stage.give(&request)[..] else { panic!("no answer") };
    stage.puppet.use_key(theirs);
    let sent = stage.lossless(LosslessKind::HandshakeAck, 3, &[]);
    assert_eq!(sent[0], received(3));
    assert_eq!(stage.lossless(LosslessKind::PeerInfoResponse, 4, b"puppet"), [received(4)]);
}

/// Members running the reference confirm the last fragment only.
#[test]
fn fragments_go_once_if_the_last_is_confirmed() {
    let mut stage = Stage::confirmed();
    stage.say(&[1; 1_372]);
    assert_eq!(stage.sent().len(), 4);
    stage.now += millis(50);
    assert_eq!(stage.ack(7), []);
    let again = stage.wait(seconds(10));
    assert!(!again.iter().any(|sent| matches!(sent, Sent::Lossless(LosslessKind::Fragment, ..))), "{again:?}");
}

/// What waited for an earlier packet is confirmed by the reference as number 0.
#[test]
fn confirmations_that_come_as_number_0_are_made_up_for_by_the_next() {
    let mut stage = Stage::confirmed();
    for _ in 0..5 {
        stage.say(b"text");
    }
    assert_eq!(stage.sent().len(), 5);
    let repeated = stage.lossy(LossyKind::Ack, &Ack::Missing { message_id: 4 }.to_vec());
    assert_eq!(repeated, [Sent::Lossless(LosslessKind::Custom, 4, b"text".to_vec())]);
    for id in [4, 0, 0, 0] {
        assert_eq!(stage.ack(id), []);
    }
    stage.say(b"more");
    assert_eq!(stage.sent().len(), 1);
    assert_eq!(stage.ack(9), []);
    assert!(!stage.wait(seconds(3)).iter().any(|sent| matches!(sent, Sent::Lossless(LosslessKind::Custom, ..))));
}

/// A request of ours that arrives late resets the count of members running the reference. They then ask, once a second, for
/// what they have confirmed.
#[test]
fn who_has_lost_count_gets_another_handshake() {
    let mut stage = Stage::confirmed();
    let ask = Ack::Missing { message_id: 3 }.to_vec();
    let mut requests = 0;
    for _ in 0..6 {
        stage.lossy(LossyKind::Ack, &ask);
        requests += stage.wait(seconds(1)).iter().filter(|sent| matches!(sent, Sent::Request(_))).count();
    }
    assert!((1..=3).contains(&requests), "{requests}");

    // One question is nothing: the packet was overtaken.
    let mut stage = Stage::confirmed();
    stage.lossy(LossyKind::Ack, &ask);
    assert!(!stage.wait(seconds(11)).iter().any(|sent| matches!(sent, Sent::Request(_))));
    stage.lossy(LossyKind::Ack, &ask);
    assert!(!stage.wait(seconds(5)).iter().any(|sent| matches!(sent, Sent::Request(_))));
}

/// The reference uses new session keys before it knows that its answer has come, and repeats the answer under them.
#[test]
fn a_rotation_of_the_reference_whose_answer_is_lost_costs_seconds_and_nothing_said() {
    let mut stage = Stage::where_we_are_closer(true).confirm();
    // Lives on, and answers pings, until it is asked.
    let mut request = None;
    while request.is_none() && stage.now < Instant::from_origin(seconds(1_000)) {
        let sent = stage.wait(seconds(1));
        stage.lossy(LossyKind::Ping, &ping().to_vec());
        request = sent.iter().find_map(|sent| match sent {
            Sent::Lossless(LosslessKind::KeyRotation, id, data) => Some((*id, data.clone())),
            _ => None,
        });
    }
    let (_, data) = request.unwrap();
    let Ok(KeyRotation::Request(theirs)) = KeyRotation::parse(&data) else { panic!("no request") };
    // The answer is lost, and everything else comes under the new key.
    let session = std::mem::replace(&mut stage.puppet.session, EphemeralKeyPair::from_secret_bytes([55; 32]));
    stage.puppet.use_key(*theirs.as_bytes());
    stage.say(b"text");
    let mut handshake = None;
    for _ in 0..8 {
        stage.ack(4);
        handshake = handshake.or(stage.wait(seconds(1)).iter().find_map(|sent| match sent {
            Sent::Request(theirs) => Some(*theirs),
            _ => None,
        }));
    }
    let theirs = handshake.expect("another handshake within 8 s");
    drop(session);
    stage.puppet.use_key(theirs);
    let answer = stage.puppet.handshake(HandshakeKind::Response);
    stage.give(&answer);
    let sent = stage.lossless(LosslessKind::PeerInfoResponse, 3, b"puppet");
    assert!(
        sent.iter().any(|sent| matches!(sent, Sent::Lossless(LosslessKind::Custom, _, text) if text == b"text")),
        "{sent:?}"
    );
    assert_eq!(stage.person.lost, []);
}
