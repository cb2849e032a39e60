use proptest::prelude::*;

use super::*;
use crate::testing::{alice_dht, any_id, bob_dht, dht_key, hex, key_pair, vector_id, vector_nodes, vector_nonce};

const PING_REQUEST: &str = "0079a631eede1bf9c98f12032cdeadd0e7a079398fc786b88cc846ec89af85a51a\
    a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7dfc9802a38f5a5dad94456d06823acc3dc45adc7762d3d840f";
const NODES_REQUEST: &str = "0279a631eede1bf9c98f12032cdeadd0e7a079398fc786b88cc846ec89af85a51a\
    a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b709b0966d2bc9f14e2522a28f985ec046e9d4fd220420db222962550b\
    9cf31de7acec4dead617abc2fcfbdfcc8004843d48cbe0fbfb610a67";
const NODES_RESPONSE: &str = "04675dd574ed7789310b3d2e7681f3790b466c773b1521fecf36577958371ea52f\
    a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b78b7bb610c88401cbd5a91848b7a70517de564ff43079d95608c8a23c\
    f5ed19bdde5812df9eefead9dcd38d837069b8738853bc818f3f55b0cbbee77164cbeb824728dcdf2c2d642651a803e75e23e699\
    a8d6f7633c582c0b97e2c83d14a4d3435cec754733ad26aa4093414fda8afbb32c023e";

/// Seals `payload` from `own` with the keys of the vectors.
fn seal(kind: PacketKind, own: &DhtPublicKey, payload: &impl Encode) -> Vec<u8> {
    let mut out = Vec::new();
    seal_dht_packet(kind, own, &vector_nonce(), &dht_key(), payload, &mut out);
    out
}

/// Parses and opens a packet in place, and returns its payload.
fn open(packet: &[u8], kind: PacketKind, sender: &DhtPublicKey) -> Vec<u8> {
    let mut packet = packet.to_vec();
    let parsed = DhtPacket::parse(&mut packet).unwrap();
    assert_eq!((parsed.kind, &parsed.sender, parsed.nonce), (kind, sender, vector_nonce()));
    parsed.open(&dht_key()).unwrap().to_vec()
}

#[test]
fn ping_request_is_that_of_the_reference() {
    let (own, ping) = (alice_dht().public, PingRequest { id: vector_id() });
    assert_eq!(seal(PingRequest::KIND, &own, &ping), hex(PING_REQUEST));
    assert_eq!(PingRequest::parse(&open(&hex(PING_REQUEST), PingRequest::KIND, &own)), Ok(ping));
}

#[test]
fn nodes_request_is_that_of_the_reference() {
    let (own, request) = (alice_dht().public, NodesRequest { target: key_pair(0x20).public, id: vector_id() });
    assert_eq!(seal(NodesRequest::KIND, &own, &request), hex(NODES_REQUEST));
    assert_eq!(NodesRequest::parse(&open(&hex(NODES_REQUEST), NodesRequest::KIND, &own)), Ok(request));
}

#[test]
fn nodes_response_is_that_of_the_reference() {
    let (own, response) = (bob_dht().public, NodesResponse { nodes: vector_nodes(), id: vector_id() });
    assert_eq!(seal(NodesResponse::KIND, &own, &response), hex(NODES_RESPONSE));
    assert_eq!(NodesResponse::parse(&open(&hex(NODES_RESPONSE), NodesResponse::KIND, &own)), Ok(response));
}

/// The boxes of chapter "basics": keys 00…1f and 20…3f, nonce 64…7b, id 01…08.
#[test]
fn boxes_between_other_keys_are_those_of_libsodium() {
    let (a, b): (toxcore_crypto::DhtKeyPair, toxcore_crypto::DhtKeyPair) = (key_pair(0x00), key_pair(0x20));
    let key = CombinedKey::new(&a.secret, &b.public).unwrap();
    let nonce = Nonce::from_bytes(crate::testing::counting(0x64));
    let id = crate::RequestId::from_bytes(crate::testing::counting(1));
    let seal = |kind, payload: &[u8]| {
        let mut out = Vec::new();
        seal_dht_packet(kind, &a.public, &nonce, &key, payload, &mut out);
        out.split_off(DhtPacket::HEADER_LEN)
    };
    assert_eq!(
        seal(PingRequest::KIND, &PingRequest { id }.to_vec()),
        hex("004b3f5ce634f92ea67d97fcbbfc41b4e58269d7b00428afff")
    );
    let request = NodesRequest { target: DhtPublicKey::from_bytes([9; 32]), id };
    assert_eq!(
        seal(NodesRequest::KIND, &request.to_vec()),
        hex("2302d9fce48ad7ee413d328a8e52f228ec8a62ddbd0827a1fef95e0e6a20aa9e\
             58430d83fcb7d9553da10550688e4bd0cf1578f0f011f917")
    );
}

#[test]
fn each_kind_accepts_its_own_lengths_only() {
    for number in 0..=u8::MAX {
        let kind = PacketKind::from(number);
        let lens = DhtPacket::payload_lens(kind);
        for len in (0..=700).chain([2048, 70_000]) {
            let mut packet = vec![number; len];
            let found = DhtPacket::parse(&mut packet).map(|packet| packet.kind);
            let payload_len = len.checked_sub(DhtPacket::OVERHEAD);
            let expected = match (&lens, payload_len) {
                _ if len < DhtPacket::HEADER_LEN => Err(ParseError::Truncated),
                (None, _) => Err(ParseError::Kind(number)),
                (Some(_), None) => Err(ParseError::Truncated),
                (Some(lens), Some(n)) if n < *lens.start() => Err(ParseError::Truncated),
                (Some(lens), Some(n)) if n > *lens.end() => Err(ParseError::TooLong(len)),
                _ => Ok(kind),
            };
            assert_eq!(found, expected, "{kind} of {len} bytes");
        }
    }
}

#[test]
fn ten_kinds_have_this_outside() {
    let kinds = PacketKind::KNOWN.iter().filter(|kind| DhtPacket::payload_lens(**kind).is_some());
    assert_eq!(kinds.count(), 10);
}

#[test]
fn a_changed_byte_anywhere_behind_the_key_does_not_open() {
    for at in DhtPacket::HEADER_LEN - Nonce::LEN..hex(PING_REQUEST).len() {
        let mut packet = hex(PING_REQUEST);
        packet[at] ^= 1;
        assert_eq!(DhtPacket::parse(&mut packet).unwrap().open(&dht_key()), Err(NotDecryptable));
    }
}

#[test]
fn plaintexts_of_every_short_length_are_refused_without_panic() {
    for kind in PacketKind::KNOWN.iter().copied() {
        for len in 1..=64 {
            let mut out = Vec::new();
            seal_dht_packet(kind, &alice_dht().public, &vector_nonce(), &dht_key(), &vec![0; len][..], &mut out);
            let Ok(packet) = DhtPacket::parse(&mut out) else { continue };
            let payload = packet.open(&dht_key()).unwrap();
            parse_any(kind, payload);
        }
    }
    for len in 0..8 {
        let mut short = vec![0; len];
        for kind in PacketKind::KNOWN.iter().copied() {
            assert!(!parse_any(kind, &mut short));
        }
    }
}

/// Whether the payload parses as that of `kind`.
fn parse_any(kind: PacketKind, payload: &mut [u8]) -> bool {
    match kind {
        PacketKind::PingRequest => PingRequest::parse(payload).is_ok(),
        PacketKind::PingResponse => PingResponse::parse(payload).is_ok(),
        PacketKind::NodesRequest => NodesRequest::parse(payload).is_ok(),
        PacketKind::NodesResponse => NodesResponse::parse(payload).is_ok(),
        PacketKind::DataSearchRequest => DataSearchRequest::parse(payload).is_ok(),
        PacketKind::DataSearchResponse => DataSearchResponse::parse(payload).is_ok(),
        PacketKind::DataRetrieveRequest => DataRetrieveRequest::parse(payload).is_ok(),
        PacketKind::DataRetrieveResponse => DataRetrieveResponse::parse(payload).is_ok(),
        PacketKind::StoreRequest => StoreRequest::parse(payload).is_ok(),
        PacketKind::StoreResponse => StoreResponse::parse(payload).is_ok(),
        _ => false,
    }
}

proptest! {
    #[test]
    fn what_is_sealed_opens(id in any_id(), nonce: [u8; 24], own: [u8; 32]) {
        let (own, nonce) = (DhtPublicKey::from_bytes(own), Nonce::from_bytes(nonce));
        let mut out = vec![1, 2, 3];
        seal_dht_packet(PingResponse::KIND, &own, &nonce, &dht_key(), &PingResponse { id }, &mut out);
        let packet = DhtPacket::parse(&mut out[3..]).unwrap();
        prop_assert_eq!((packet.kind, packet.sender, packet.nonce), (PingResponse::KIND, own, nonce));
        prop_assert_eq!(PingResponse::parse(packet.open(&dht_key()).unwrap()), Ok(PingResponse { id }));
    }
}
