use toxcore_crypto::EphemeralKeyPair;
use toxcore_group::{CONFIRMATION_TIMEOUT, LossReason, MAX_MEMBER_RELAYS, Phase, RELAY_NEWS_BURST, Target};
use toxcore_wire::Encode;
use toxcore_wire::group::{
    Ack, GroupHandshake, HandshakeKind, HandshakePurpose, JoinType, KeyRotation, LosslessKind, LossyKind, TcpRelays,
};
use toxcore_wire::{BoundedList, NodeInfo, PackedNode, RelayInfo};

use super::puppet::*;
use super::world::*;

/// Roles are decided by signature keys, which nothing but this check proves.
#[test]
fn who_claims_the_signature_key_of_another_is_refused() {
    for kind in [HandshakeKind::Request, HandshakeKind::Response] {
        let mut stage = Stage::new();
        if kind == HandshakeKind::Response {
            stage.meet();
        }
        let handshake = GroupHandshake {
            kind,
            session_key: stage.puppet.session.public,
            signing_key: keys(3).public().signing,
            purpose: HandshakePurpose::Invite,
            join_type: JoinType::Private,
            relay: None,
        };
        let packet = stage.puppet.seal_handshake(&handshake);
        assert_eq!(stage.give(&packet), []);
        let known = stage.person.member(2).map(|member| stage.person.mesh.phase(member).unwrap());
        let expected = (kind == HandshakeKind::Response).then_some(Phase::Known);
        assert_eq!((stage.person.refusals("malformed"), known), (1, expected));
    }
}

#[test]
fn an_answer_to_nothing_is_refused() {
    let mut stage = Stage::new();
    let answer = stage.puppet.handshake(HandshakeKind::Response);
    assert_eq!(stage.give(&answer), []);
    stage.shake_hands();
    stage.puppet.session = EphemeralKeyPair::from_secret_bytes([77; 32]);
    let answer = stage.puppet.handshake(HandshakeKind::Response);
    assert_eq!(stage.give(&answer), []);
    assert_eq!(stage.person.refusals("unsolicited"), 2);
}

#[test]
fn a_private_group_refuses_who_found_it_by_its_chat_id() {
    let mut stage = Stage::new();
    stage.person.mesh.set_private(true);
    stage.puppet.join_type = JoinType::Public;
    let request = stage.puppet.handshake(HandshakeKind::Request);
    assert_eq!(stage.give(&request), []);
    assert_eq!((stage.person.refusals("forbidden"), stage.person.member(2)), (1, None));
    stage.puppet.join_type = JoinType::Private;
    stage.shake_hands();
    stage.puppet.join_type = JoinType::Public;
    stage.puppet.session = EphemeralKeyPair::from_secret_bytes([77; 32]);
    let request = stage.puppet.handshake(HandshakeKind::Request);
    assert_eq!((stage.give(&request), stage.person.refusals("forbidden")), (vec![], 2));
}

/// Answers can be replayed: nothing in them is fresh. What was said in the session that a copy made is not lost.
#[test]
fn a_copy_of_an_old_answer_does_not_keep_the_right_one_out() {
    let mut stage = Stage::new();
    let theirs = stage.meet();
    let right = EphemeralKeyPair::from_secret_bytes([44; 32]);
    let old = std::mem::replace(&mut stage.puppet.session, right);
    let answer = stage.puppet.handshake(HandshakeKind::Response);
    stage.puppet.session = old;
    let copy = stage.puppet.handshake(HandshakeKind::Response);
    stage.give(&copy);
    stage.say(b"text");
    stage.sent();
    stage.wait(millis(400));

    stage.puppet.session = EphemeralKeyPair::from_secret_bytes([44; 32]);
    stage.puppet.use_key(theirs);
    assert_eq!(stage.give(&answer), [Sent::Lossless(LosslessKind::HandshakeAck, 2, vec![])]);
    let sent = stage.lossless(LosslessKind::PeerInfoResponse, 3, b"puppet");
    assert!(sent.contains(&Sent::Lossless(LosslessKind::PeerInfoResponse, 3, b"who I am".to_vec())));
    assert!(sent.contains(&Sent::Lossless(LosslessKind::Custom, 4, b"text".to_vec())));
    assert_eq!((stage.person.handshakes.len(), stage.person.lost.len()), (1, 0));
}

#[test]
fn a_late_copy_of_the_request_that_made_the_session_is_ignored() {
    let mut stage = Stage::confirmed();
    for _ in 0..5 {
        let request = stage.puppet.handshake(HandshakeKind::Request);
        assert_eq!(stage.give(&request), []);
        assert_eq!(stage.lossless(LosslessKind::Custom, 2, &[]), [received(2)], "the session is as it was");
    }
    assert_eq!(stage.person.refusals("replay"), 5);
    // One that is used no more may have been lost.
    stage.wait(seconds(28));
    let request = stage.puppet.handshake(HandshakeKind::Request);
    assert!(stage.give(&request).iter().any(|sent| matches!(sent, Sent::Response(_) | Sent::Request(_))));
}

#[test]
fn ids_far_ahead_are_refused_and_what_waits_is_bounded() {
    let mut stage = Stage::confirmed();
    for id in [4 + 2_047, u64::MAX, u64::MAX / 2] {
        assert_eq!(stage.lossless(LosslessKind::Custom, id, b"far"), []);
    }
    assert_eq!(stage.person.refusals("forbidden"), 3);
    for id in 5..1_005 {
        assert_eq!(stage.lossless(LosslessKind::Custom, id, &[1; 1_000]), []);
    }
    let refused = stage.person.refusals("full");
    assert!((700..800).contains(&refused), "{refused}");
    let sent = stage.lossless(LosslessKind::Custom, 4, b"next");
    assert_eq!(stage.person.texts.len() as u64, 1 + 1_000 - refused);
    assert_eq!(sent.len(), stage.person.texts.len());
}

#[test]
fn what_nobody_may_send_in_fragments_is_discarded_and_the_rest_goes_on() {
    let mut stage = Stage::confirmed();
    let mut id = 4;
    let mut part = |stage: &mut Stage, data: &[u8]| {
        let sent = stage.lossless(LosslessKind::Fragment, id, data);
        id += 1;
        assert_eq!(sent, [received(id - 1)]);
    };
    // Too long in all, one part too long, nothing at all, parts of parts, and no kind that there is.
    for _ in 0..40 {
        part(&mut stage, &[0xf2; 1_300]);
    }
    part(&mut stage, &[]);
    part(&mut stage, &[0xf2; 1_395]);
    part(&mut stage, &[]);
    part(&mut stage, &[]);
    part(&mut stage, &[0xef, 0xf2, 1]);
    part(&mut stage, &[]);
    part(&mut stage, &[0x77]);
    part(&mut stage, &[]);
    assert_eq!((stage.person.refusals("forbidden"), stage.person.refusals("unsupported")), (4, 1));
    // Something between the parts.
    part(&mut stage, &[0xf2, 1]);
    assert_eq!(stage.lossless(LosslessKind::Custom, id, b"between"), [received(id)]);
    assert_eq!(stage.lossless(LosslessKind::Fragment, id + 1, &[]), [received(id + 1)]);
    assert_eq!(stage.lossless(LosslessKind::Custom, id + 2, b"behind"), [received(id + 2)]);
    assert_eq!(stage.person.texts, [&b"between"[..], b"behind"]);
    assert_eq!(stage.person.refusals("forbidden"), 6);
}

#[test]
fn who_is_not_confirmed_is_not_heard() {
    let mut stage = Stage::new();
    stage.shake_hands();
    assert_eq!(stage.lossy(LossyKind::Custom, b"psst"), []);
    assert_eq!(stage.lossy(LossyKind::CustomPrivate, b"psst"), []);
    assert_eq!(stage.lossy(LossyKind::Ping, &ping().to_vec()), []);
    assert_eq!((stage.person.lossy.len(), stage.person.pings, stage.person.refusals("forbidden")), (0, 0, 3));
    // However much it talks.
    let mut left = CONFIRMATION_TIMEOUT;
    while left > seconds(2) {
        stage.wait(seconds(2));
        left -= seconds(2);
        stage.lossy(LossyKind::Ping, &ping().to_vec());
    }
    assert_eq!(stage.person.lost, []);
    stage.wait(seconds(2));
    assert_eq!((&stage.person.lost[..], stage.person.member(2)), (&[LossReason::NotConfirmed][..], None));
}

#[test]
fn unknown_kinds_and_broken_packets_do_nothing() {
    let mut stage = Stage::confirmed();
    assert_eq!(stage.lossy(LossyKind::Unknown(0x55), b"what"), []);
    assert_eq!(stage.lossless(LosslessKind::Unknown(0x55), 4, b"what"), [received(4)]);
    assert_eq!(stage.person.refusals("unsupported"), 2);
    for plain in [&[0; 40][..], &[0xf2, 1, 2, 3], &[]] {
        let packet = stage.puppet.seal(0x5b, &[plain, &[0; 1][..]].concat());
        assert_eq!(stage.give(&packet), []);
    }
    for data in [&[][..], &[9, 0, 0, 0, 0, 0, 0, 0, 4], &[0, 1]] {
        assert_eq!(stage.lossy(LossyKind::Ack, data), []);
    }
    let packet = stage.puppet.lossless(LosslessKind::Custom, 5, b"text");
    for len in 0..packet.len() {
        assert_eq!(stage.give(&packet[..len]), [], "{len}");
    }
    for place in 0..packet.len() {
        let mut changed = packet.clone();
        changed[place] ^= 1;
        assert_eq!(stage.give(&changed), [], "{place}");
    }
    assert_eq!(stage.lossless(LosslessKind::Custom, 5, b"text"), [received(5)]);
    assert_eq!((stage.person.texts.len(), stage.person.lost.len()), (1, 0));
}

#[test]
fn confirmations_of_what_was_never_sent_do_nothing() {
    let mut stage = Stage::confirmed();
    stage.say(b"text");
    assert_eq!(stage.sent(), [Sent::Lossless(LosslessKind::Custom, 4, b"text".to_vec())]);
    for id in [0, 2, 3, 5, 5_000, u64::MAX] {
        assert_eq!(stage.ack(id), []);
        let asked = stage.lossy(LossyKind::Ack, &Ack::Missing { message_id: id }.to_vec());
        assert_eq!(asked, [], "{id}");
    }
    assert!(stage.wait(seconds(2)).iter().any(|sent| matches!(sent, Sent::Lossless(_, 4, _))));
}

#[test]
fn new_session_keys_are_not_made_as_often_as_somebody_likes() {
    let mut stage = Stage::confirmed();
    let mut answers = 0;
    for id in 4..54 {
        let pair = EphemeralKeyPair::from_secret_bytes([u8::try_from(id).unwrap(); 32]);
        let sent = stage.lossless(LosslessKind::KeyRotation, id, &KeyRotation::Request(pair.public).to_vec());
        answers += sent.iter().filter(|sent| matches!(sent, Sent::Lossless(LosslessKind::KeyRotation, ..))).count();
    }
    assert_eq!((answers, stage.person.refusals("limited")), (1, 49));
    let pair = EphemeralKeyPair::from_secret_bytes([9; 32]);
    stage.lossless(LosslessKind::KeyRotation, 54, &KeyRotation::Response(pair.public).to_vec());
    assert_eq!(stage.person.refusals("unsolicited"), 1);
    assert_eq!(stage.lossless(LosslessKind::Custom, 55, b"still here"), [received(55)]);
}

#[test]
fn relays_of_a_member_are_bounded_and_addresses_that_are_none_refused() {
    let mut stage = Stage::confirmed();
    for n in 0..20_u8 {
        let key = toxcore_crypto::DhtPublicKey::from_bytes([n; 32]);
        let tcp = PackedNode::Tcp(RelayInfo { addr: ([203, 0, 113, n], 443).into(), key });
        let udp = PackedNode::Udp(NodeInfo { addr: ([203, 0, 113, n], 33445).into(), key });
        let none = PackedNode::Tcp(RelayInfo { addr: ([0, 0, 0, 0], 443).into(), key });
        let relays = TcpRelays { relays: BoundedList::from_first([tcp, udp, none]) };
        stage.lossless(LosslessKind::TcpRelays, 4 + u64::from(n), &relays.to_vec());
    }
    let member = stage.person.member(2).unwrap();
    let kept: Vec<_> = stage.person.mesh.relays(member).collect();
    assert_eq!(kept.len(), MAX_MEMBER_RELAYS);
    assert!(kept.iter().all(|relay| !relay.addr.ip().is_unspecified()));
    assert_eq!(stage.person.mesh.phase(member), Some(Phase::Confirmed));
}

#[test]
fn packets_that_are_not_ours_are_refused_before_anything_is_opened() {
    let mut stage = Stage::new();
    for packet in [&[][..], &[0x5d; 200], &[0x5a; 200], &[0x5b; 200], &[0x5c; 200], &[0x5a; 100]] {
        assert_eq!(stage.give(packet), []);
    }
    assert_eq!(stage.person.refusals("unknown_addressee"), 3);
    let own = keys(1);
    let mut packet = stage.puppet.handshake(HandshakeKind::Request);
    packet[1..33].copy_from_slice(own.public().encryption.as_bytes());
    assert_eq!((stage.give(&packet), stage.person.refusals("own_key")), (vec![], 1));
}

/// Both directions of a session have one key, and nothing that is sealed says who the sender is.
#[test]
fn what_we_have_sent_is_nobody_elses_when_it_comes_back() {
    let mut stage = Stage::new();
    let request = stage.puppet.handshake(HandshakeKind::Request);
    stage.person.handle(stage.now, Target::Udp(stage.from), &mut request.clone());
    let mut caught = stage.person.take_sent();
    let mut opened = caught[0].clone();
    let Sent::Response(theirs) = stage.puppet.read(&mut opened) else { panic!("no answer") };
    stage.puppet.use_key(theirs);
    let mut give = |stage: &mut Stage, packet: &[u8]| {
        stage.person.handle(stage.now, Target::Udp(stage.from), &mut packet.to_vec());
        caught.extend(stage.person.take_sent());
    };
    for (id, kind, data) in [
        (2, LosslessKind::HandshakeAck, &b""[..]),
        (3, LosslessKind::PeerInfoResponse, b"puppet"),
        (4, LosslessKind::Custom, b"text"),
    ] {
        let packet = stage.puppet.lossless(kind, id, data);
        give(&mut stage, &packet);
    }
    let packet = stage.puppet.lossy(LossyKind::Ack, &Ack::Received { message_id: 3 }.to_vec());
    give(&mut stage, &packet);
    for text in [&b"said by us"[..], b"this, too"] {
        stage.say(text);
        caught.extend(stage.person.take_sent());
    }
    stage.person.mesh.handle_timeout(stage.now + seconds(1));
    stage.now += seconds(1);
    stage.person.pump(stage.now, &mut []);
    caught.extend(stage.person.take_sent());
    let kinds: Vec<u8> = caught.iter().map(|packet| packet[0]).collect();
    assert!(kinds.iter().filter(|kind| **kind == 0x5b).count() >= 5 && kinds.contains(&0x5c));

    let texts = stage.person.texts.clone();
    let member = stage.person.member(2).unwrap();
    let address = stage.person.mesh.address(stage.now, member);
    let (own, others) = (stage.from, ([203, 0, 113, 66], 66).into());
    stage.from = others;
    for mut packet in caught {
        packet[1..33].copy_from_slice(stage.puppet.keys.public().encryption.as_bytes());
        assert_eq!(stage.give(&packet), []);
    }
    assert_eq!(stage.person.refusals("replay"), kinds.iter().filter(|kind| **kind != 0x5a).count() as u64);
    assert_eq!((&stage.person.texts, stage.person.mesh.address(stage.now, member)), (&texts, address));
    // Nothing was confirmed, nothing counted as received.
    stage.from = own;
    let again = stage.wait(seconds(2));
    for (id, text) in [(4, &b"said by us"[..]), (5, b"this, too")] {
        assert!(again.contains(&Sent::Lossless(LosslessKind::Custom, id, text.to_vec())));
    }
    assert_eq!(stage.lossless(LosslessKind::Custom, 5, b"their words"), [received(5)]);
    assert_eq!(stage.person.texts, [&b"text"[..], b"their words"]);
}

#[test]
fn strangers_have_less_room_than_members() {
    let mut stage = Stage::new();
    stage.shake_hands();
    assert_eq!(stage.lossless(LosslessKind::Custom, 3 + 2_046, b"far"), []);
    assert_eq!(stage.person.refusals("full"), 1);
    for id in 3..23 {
        stage.lossless(LosslessKind::Fragment, id, &[0xf2; 1_000]);
    }
    stage.lossless(LosslessKind::Fragment, 23, &[]);
    assert_eq!((stage.person.refusals("forbidden"), stage.person.texts.len()), (1, 0));
}

#[test]
fn relays_that_a_member_names_are_counted() {
    let mut stage = Stage::confirmed();
    let before = stage.person.refusals("limited");
    for n in 0..60_u8 {
        let key = toxcore_crypto::DhtPublicKey::from_bytes([n; 32]);
        let relay = PackedNode::Tcp(RelayInfo { addr: ([203, 0, 113, n], 443).into(), key });
        let relays = TcpRelays { relays: BoundedList::from_first([relay]) };
        stage.lossless(LosslessKind::TcpRelays, 4 + u64::from(n), &relays.to_vec());
        stage.now += millis(10);
    }
    assert_eq!(stage.person.refusals("limited") - before, 60 - u64::from(RELAY_NEWS_BURST));
}
