use proptest::prelude::*;
use toxcore_crypto::ExtendedKeyPair;

use super::super::tests::{MODERATOR_SIGNING, bytes32, signing};
use super::*;
use crate::testing::{any_packed_node, assert_kinds, assert_lengths, hex, nonce};

fn keys() -> [ExtendedKeyPair; 2] {
    [1, 2].map(|seed| ExtendedKeyPair::from_seed(&[seed; 32]))
}

fn handshake_key() -> CombinedKey {
    let [alice, bob] = keys();
    CombinedKey::new(alice.encryption_secret(), &bob.public().encryption).unwrap()
}

fn request() -> GroupHandshake {
    GroupHandshake {
        kind: HandshakeKind::Request,
        session_key: EphemeralPublicKey::from_bytes([5; 32]),
        signing_key: keys()[0].public().signing,
        purpose: HandshakePurpose::Invite,
        join_type: JoinType::Public,
        relay: None,
    }
}

fn sealed(handshake: &GroupHandshake) -> Vec<u8> {
    let [alice, bob] = keys().map(|pair| pair.public().encryption);
    let mut out = Vec::new();
    handshake.seal(&alice, &bob, &nonce(1), &handshake_key(), &mut out);
    out
}

fn open(packet: &mut [u8]) -> Result<GroupHandshake, OpenError> {
    GroupHandshakePacket::parse(packet)?.open(&handshake_key())
}

#[test]
fn a_request_of_the_reference() {
    let session = "664eec11f9078eeb38bcda4dac618ffa4152d46a8e5ae7f07eea1bc4a445c923";
    let plain = hex(&format!("00{session}{MODERATOR_SIGNING}0001"));
    let expected = GroupHandshake {
        session_key: EphemeralPublicKey::from_bytes(bytes32(session)),
        signing_key: signing(MODERATOR_SIGNING),
        join_type: JoinType::Private,
        ..request()
    };
    assert_eq!(GroupHandshake::parse(&plain), Ok(expected));
    assert_eq!(expected.to_vec(), plain);
}

#[test]
fn handshakes_come_back() {
    let relay = |addr: &str| {
        let (addr, key) = (addr.parse().unwrap(), toxcore_crypto::DhtPublicKey::from_bytes([7; 32]));
        Some(crate::RelayInfo { addr, key }.into())
    };
    let forms = [
        (request(), 172),
        (GroupHandshake { relay: relay("127.0.0.1:33445"), ..request() }, 211),
        (GroupHandshake { relay: relay("[::1]:33445"), kind: HandshakeKind::Response, ..request() }, 223),
        (GroupHandshake { purpose: HandshakePurpose::Other(9), join_type: JoinType::Private, ..request() }, 172),
    ];
    for (handshake, len) in forms {
        let mut packet = sealed(&handshake);
        assert_eq!(packet.len(), len);
        let parsed = GroupHandshakePacket::parse(&mut packet).unwrap();
        assert_eq!([parsed.sender, parsed.receiver], keys().map(|pair| pair.public().encryption));
        assert_eq!(parsed.open(&handshake_key()), Ok(handshake));
    }
}

/// Roles are decided by the signature key: whoever could claim another's would be a moderator.
#[test]
fn a_signature_key_of_somebody_else_is_found_out() {
    let others = [keys()[1].public().signing, SigningPublicKey::from_bytes([0; 32]), signing(MODERATOR_SIGNING)];
    for signing_key in others {
        for kind in [HandshakeKind::Request, HandshakeKind::Response] {
            let mut packet = sealed(&GroupHandshake { signing_key, kind, ..request() });
            assert_eq!(open(&mut packet), Err(ParseError::Invalid(Field::Key).into()));
        }
    }
}

#[test]
fn frames_have_a_kind_and_a_length() {
    let packet = sealed(&request());
    assert_lengths(&packet, 172..=1477, |bytes| GroupHandshakePacket::parse(bytes).map(drop));
    assert_kinds(&packet, &[0x5a], |bytes| GroupHandshakePacket::parse(bytes).map(drop));
    for at in 1..packet.len() {
        let mut bytes = packet.clone();
        bytes[at] ^= 1;
        let kept = (33..65).contains(&at);
        assert_eq!(open(&mut bytes).is_ok(), kept, "byte {at}");
        assert!(open(&mut packet[..at].to_vec()).is_err());
    }
}

#[test]
fn plaintexts_cut_anywhere() {
    let relay =
        crate::RelayInfo { addr: ([127, 0, 0, 1], 1).into(), key: toxcore_crypto::DhtPublicKey::from_bytes([7; 32]) };
    let plain = GroupHandshake { relay: Some(relay.into()), ..request() }.to_vec();
    for len in 0..plain.len() {
        let expected = if len < 67 { Err(ParseError::Truncated) } else { Ok(request()) };
        assert_eq!(GroupHandshake::parse(&plain[..len]), expected, "{len} bytes");
    }
    let more = [&plain[..], &plain].concat();
    assert_eq!(GroupHandshake::parse(&more).map(|handshake| handshake.to_vec()), Ok(plain));
}

#[test]
fn unknown_bytes() {
    let mut plain = request().to_vec();
    for byte in 0..=u8::MAX {
        plain[0] = byte;
        assert_eq!(GroupHandshake::parse(&plain).is_ok(), byte <= 1);
        plain[0] = 0;
        (plain[65], plain[66]) = (byte, byte);
        let parsed = GroupHandshake::parse(&plain).unwrap();
        assert_eq!((parsed.purpose.to_u8(), parsed.join_type == JoinType::Public), (byte, byte == 0));
    }
}

proptest! {
    #[test]
    fn any_handshake_comes_back(session: [u8; 32], purpose: u8, relay in prop::option::of(any_packed_node())) {
        let handshake = GroupHandshake {
            session_key: EphemeralPublicKey::from_bytes(session),
            purpose: HandshakePurpose::from_u8(purpose),
            relay,
            ..request()
        };
        prop_assert_eq!(GroupHandshake::parse(&handshake.to_vec()), Ok(handshake));
    }
}

#[test]
fn a_signature_key_that_was_checked_before_needs_no_check() {
    let own = keys()[0].public().signing;
    let unchecked =
        |packet: &mut [u8]| GroupHandshakePacket::parse(packet).unwrap().open_unchecked(&handshake_key()).unwrap();
    let handshake = unchecked(&mut sealed(&request()));
    assert_eq!((handshake.kind(), *handshake.session_key()), (HandshakeKind::Request, request().session_key));
    assert_eq!((handshake.checked_before(&own), handshake.check()), (Some(request()), Ok(request())));
    let stolen = unchecked(&mut sealed(&GroupHandshake { signing_key: keys()[1].public().signing, ..request() }));
    assert_eq!(stolen.checked_before(&own), None);
    assert_eq!(stolen.check(), Err(ParseError::Invalid(Field::Key).into()));
}
