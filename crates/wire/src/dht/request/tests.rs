use super::*;
use crate::RequestId;
use crate::testing::{alice_dht, bob_dht, check_kinds, counting, dht_key, hex, key_pair, vector_nonce};

const NAT_PING: &str = "20675dd574ed7789310b3d2e7681f3790b466c773b1521fecf36577958371ea52f\
    79a631eede1bf9c98f12032cdeadd0e7a079398fc786b88cc846ec89af85a51aa0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7\
    46c9ec583501b7ee46191bb0238d46d222548ef6317c5ef58080";

/// Parses and puts the parts together again.
fn reencode(bytes: &[u8]) -> Result<Vec<u8>, ParseError> {
    let mut bytes = bytes.to_vec();
    let request = DhtRequest::parse(&mut bytes)?;
    let mut out = vec![DhtRequest::KIND.number()];
    out.extend_from_slice(request.addressee.as_bytes());
    out.extend_from_slice(request.sender.as_bytes());
    out.extend_from_slice(request.nonce.as_bytes());
    out.extend_from_slice(request.sealed);
    Ok(out)
}

#[test]
fn nat_ping_is_that_of_the_reference() {
    let (alice, bob) = (alice_dht().public, bob_dht().public);
    let ping = NatPing::Request(RequestId::from_bytes(counting(1)));
    let mut out = Vec::new();
    seal_dht_request(&bob, &alice, &vector_nonce(), &dht_key(), &ping, &mut out);
    assert_eq!(out, hex(NAT_PING));
    let request = DhtRequest::parse(&mut out).unwrap();
    assert_eq!((request.addressee, request.sender, request.nonce), (bob, alice, vector_nonce()));
    let payload = request.open(&dht_key()).unwrap();
    assert_eq!(DhtRequestPayload::parse(payload), Ok(DhtRequestPayload::NatPing(ping)));
}

/// The reference once took off one byte where it meant the whole header (CVE-2021-44847).
#[test]
fn dht_requests_shorter_than_their_header_are_refused() {
    for len in 0..=200 {
        let mut packet = vec![0x20; len];
        let refused = DhtRequest::parse(&mut packet) == Err(ParseError::Truncated);
        assert_eq!(refused, len <= 105, "{len} bytes");
    }
}

#[test]
fn dht_requests_end_at_1040_bytes() {
    let mut bytes = hex(NAT_PING);
    for (len, accepted) in [(106, true), (1024, true), (1040, true), (1041, false), (2048, false), (70_000, false)] {
        bytes.resize(len, 7);
        let expected = if accepted { Ok(bytes.clone()) } else { Err(ParseError::TooLong(len)) };
        assert_eq!(reencode(&bytes), expected);
    }
    check_kinds(&hex(NAT_PING), reencode);
}

#[test]
fn all_256_types_but_two_are_nobodys() {
    for kind in 0..=u8::MAX {
        let mut payload = [kind; 200];
        let expected_kind_error = !matches!(kind, 0x9c | 0xfe);
        let found = DhtRequestPayload::parse(&mut payload);
        assert_eq!(found == Err(ParseError::Kind(kind)), expected_kind_error, "type {kind:#04x}");
        assert!(DhtRequestPayload::parse(&mut [kind]).is_err(), "type {kind:#04x} without data");
    }
    assert_eq!(DhtRequestPayload::parse(&mut []), Err(ParseError::Truncated));
}

#[test]
fn a_dht_key_packet_travels_in_two_boxes() {
    let (alice, bob) = (key_pair::<LongTermPublicKey>(0x00), key_pair::<LongTermPublicKey>(0x20));
    let long_term = CombinedKey::new(&alice.secret, &bob.public).unwrap();
    let nonce = Nonce::from_bytes(counting(0x10));
    // A DHT key packet without nodes.
    let dht_key_packet = [0x9c; 41];
    let mut payload = Vec::new();
    seal_dht_key(&alice.public, &nonce, &long_term, &dht_key_packet, &mut payload);
    let mut packet = Vec::new();
    seal_dht_request(&bob_dht().public, &alice_dht().public, &vector_nonce(), &dht_key(), &payload[..], &mut packet);
    assert_eq!(packet.len(), 219);

    let payload = DhtRequest::parse(&mut packet).unwrap().open(&dht_key()).unwrap();
    let Ok(DhtRequestPayload::DhtKey(inner)) = DhtRequestPayload::parse(payload) else {
        panic!("no DHT key payload");
    };
    assert_eq!((inner.sender, inner.nonce), (alice.public, nonce));
    assert_eq!(inner.open(&long_term).unwrap(), &dht_key_packet);
}

#[test]
fn a_cut_dht_key_payload_is_refused() {
    for len in 0..SealedDhtKey::MIN_LEN {
        assert_eq!(SealedDhtKey::parse(&mut vec![0x9c; len]), Err(ParseError::Truncated));
    }
    assert!(SealedDhtKey::parse(&mut [0x9c; SealedDhtKey::MIN_LEN]).is_ok());
}
