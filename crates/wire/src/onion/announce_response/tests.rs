use std::net::{Ipv6Addr, SocketAddr};

use proptest::prelude::*;
use toxcore_crypto::{DhtKeyPair, DhtPublicKey, EphemeralKeyPair};

use super::*;
use crate::NodeInfo;
use crate::onion::tests::addr;
use crate::testing::{assert_kinds, assert_lengths, combined, counting, key_pair, nonce};

const SENDBACK: RequestId = RequestId::from_bytes([1, 2, 3, 4, 5, 6, 7, 8]);

fn key() -> CombinedKey {
    let (own, node): (EphemeralKeyPair, DhtKeyPair) = (key_pair(0x00), key_pair(0xd5));
    combined(&own, &node)
}

fn statuses() -> [AnnounceStatus; 3] {
    [
        AnnounceStatus::NotStored { ping_id: counting(1) },
        AnnounceStatus::Found { data_key: key_pair::<EphemeralPublicKey>(5).public },
        AnnounceStatus::Stored { ping_id: counting(3) },
    ]
}

fn ipv6_nodes(count: u16) -> NodeList {
    NodeList::from_first((0..count).map(|n| NodeInfo {
        addr: SocketAddr::from((Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, n), 33445)),
        key: DhtPublicKey::from_bytes(counting(n as u8)),
    }))
}

fn seal(payload: &AnnounceResponsePayload<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    payload.seal(&SENDBACK, &nonce(0x20), &key(), &mut out).unwrap();
    out
}

fn parse(packet: &mut [u8]) -> Result<(), ParseError> {
    AnnounceResponse::parse(packet).map(drop)
}

#[test]
fn every_status_survives_the_round_trip_in_both_forms() {
    for status in statuses() {
        for nodes in [ipv6_nodes(0), ipv6_nodes(1), ipv6_nodes(4)] {
            // The announces begin with a byte that could be the family of one more node.
            for form in [AnnounceForm::Plain, AnnounceForm::Extended(&[]), AnnounceForm::Extended(&[2; 60])] {
                let payload = AnnounceResponsePayload { status, nodes, form };
                let mut packet = seal(&payload);
                let response = AnnounceResponse::parse(&mut packet).unwrap();
                assert_eq!((response.extended, response.sendback), (form.is_extended(), SENDBACK));
                assert_eq!(response.open(&key()), Ok(payload));
            }
        }
    }
}

#[test]
fn most_nodes_and_announces_make_the_longest_packets() {
    let [status, ..] = statuses();
    let announces = [7; MAX_ANNOUNCES_LEN];
    let mut payload = AnnounceResponsePayload { status, nodes: ipv6_nodes(4), form: AnnounceForm::Plain };
    assert_eq!(seal(&payload).len(), AnnounceResponse::MAX_LEN);
    payload.form = AnnounceForm::Extended(&announces);
    let mut packet = seal(&payload);
    assert_eq!(packet.len(), AnnounceResponse::EXTENDED_MAX_LEN);
    assert_eq!(AnnounceResponse::parse(&mut packet).unwrap().open(&key()), Ok(payload));
}

#[test]
fn too_many_announces_are_not_sealed() {
    let [status, ..] = statuses();
    let announces = [7; MAX_ANNOUNCES_LEN + 1];
    let form = AnnounceForm::Extended(&announces);
    let mut out = Vec::new();
    let sealed =
        AnnounceResponsePayload { status, nodes: ipv6_nodes(0), form }.seal(&SENDBACK, &nonce(0), &key(), &mut out);
    assert_eq!((sealed, out.len()), (Err(TooLong { len: 417, max: 416 }), 0));
}

#[test]
fn lengths_out_of_range_are_refused() {
    let mut packet = vec![0x84];
    assert_lengths(&packet, 82..=286, parse);
    packet[0] = 0x88;
    assert_lengths(&packet, 83..=703, parse);
}

#[test]
fn other_kinds_are_refused() {
    assert_kinds(&[0; 100], &[0x84, 0x88], parse);
}

#[test]
fn bad_status_count_and_family_are_refused() {
    let read =
        |plain: &[u8], extended| parse_all(plain, |input| AnnounceResponsePayload::read(input, extended)).map(drop);
    let mut plain = vec![0; 33];
    for status in 0..=u8::MAX {
        plain[0] = status;
        assert_eq!(read(&plain, false).is_ok(), status <= 2);
    }
    plain[0] = 0;
    plain.push(5);
    plain.extend_from_slice(&ipv6_nodes(4).to_vec());
    plain.extend_from_slice(&ipv6_nodes(1).to_vec());
    assert_eq!(read(&plain, true), Err(ParseError::Invalid(Field::Count)));
    plain[33] = 4;
    assert_eq!(read(&plain, true), Ok(()));
    plain[34] = 0x8a;
    assert_eq!(read(&plain, true), Err(ParseError::Invalid(Field::AddressFamily)));
}

#[test]
fn node_list_cut_anywhere_is_refused_unless_between_nodes() {
    let [status, ..] = statuses();
    let nodes = NodeList::from_first([
        NodeInfo { addr: addr("192.0.2.1:33445"), key: DhtPublicKey::from_bytes(counting(1)) },
        NodeInfo { addr: addr("[2001:db8::1]:443"), key: DhtPublicKey::from_bytes(counting(2)) },
    ]);
    let plain = AnnounceResponsePayload { status, nodes, form: AnnounceForm::Plain }.to_vec();
    for len in 0..=plain.len() {
        let read = parse_all(&plain[..len], |input| AnnounceResponsePayload::read(input, false));
        assert_eq!(read.is_ok(), [33, 33 + 39, 33 + 39 + 51].contains(&len), "{len} bytes");
    }
}

proptest! {
    #[test]
    fn any_plaintext_is_refused_or_written_again(
        plain in prop::collection::vec(any::<u8>(), 0..700),
        status in 0..3_u8,
        extended in any::<bool>(),
        count in 0..5_u8,
    ) {
        let mut plain = plain;
        if let Some(first) = plain.first_mut() {
            *first = status;
        }
        if let Some(field) = plain.get_mut(33) {
            *field = if extended { count } else { 2 };
        }
        if let Ok(payload) = parse_all(&plain, |input| AnnounceResponsePayload::read(input, extended)) {
            prop_assert_eq!(payload.to_vec(), plain);
        }
    }
}
