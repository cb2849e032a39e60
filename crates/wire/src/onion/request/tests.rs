use proptest::prelude::*;
use toxcore_crypto::CombinedKey;

use super::*;
use crate::onion::tests::{TestPath, addr, return_key};
use crate::testing::{assert_kinds, assert_lengths, combined, nonce};

const BACK: ReturnAddress =
    ReturnAddress::Udp(SocketAddr::V4(std::net::SocketAddrV4::new(std::net::Ipv4Addr::new(192, 0, 2, 1), 33445)));

/// The packet as it arrives at each of the three nodes, with one byte of data.
fn shortest() -> [Vec<u8>; 3] {
    let path = TestPath::new();
    let at_first = path.datagram(&[0x83]);
    let (mut at_second, mut at_third) = (Vec::new(), Vec::new());
    let mut packet = at_first.clone();
    let request = OnionRequest0::parse(&mut packet).unwrap().open(&combined(&path.first, &path.own)).unwrap();
    request.seal(&return_key(1), &nonce(1), BACK, &mut at_second);
    let mut packet = at_second.clone();
    let request = OnionRequest1::parse(&mut packet).unwrap().open(&path.keys[1]).unwrap();
    request.seal(&return_key(2), &nonce(2), BACK, &mut at_third);
    [at_first, at_second, at_third]
}

fn parse_0(packet: &mut [u8]) -> Result<(), ParseError> {
    OnionRequest0::parse(packet).map(drop)
}

fn parse_1(packet: &mut [u8]) -> Result<(), ParseError> {
    OnionRequest1::parse(packet).map(drop)
}

fn parse_2(packet: &mut [u8]) -> Result<(), ParseError> {
    OnionRequest2::parse(packet).map(drop)
}

#[test]
fn one_byte_of_data_makes_the_shortest_packet_at_every_node() {
    assert_eq!(shortest().map(|packet| packet.len()), [227, 219, 211]);
    assert_eq!(TestPath::new().tcp_payload(&[0x83]).len(), TcpOnionRequest::MIN_LEN);
}

#[test]
fn most_data_makes_the_longest_datagram() {
    let path = TestPath::new();
    assert_eq!(path.datagram(&[0x83; MAX_DATA_LEN]).len(), OnionRequest0::MAX_LEN);
    assert_eq!(path.tcp_payload(&[0x83; MAX_DATA_LEN]).len(), TcpOnionRequest::MAX_LEN);
}

#[test]
fn lengths_out_of_range_are_refused() {
    let [at_first, at_second, at_third] = shortest();
    assert_lengths(&at_first, 227..=1400, parse_0);
    assert_lengths(&at_second, 219..=1400, parse_1);
    assert_lengths(&at_third, 211..=1400, parse_2);
    let payload = TestPath::new().tcp_payload(&[0x83]);
    assert_lengths(&payload, 178..=1351, |payload| TcpOnionRequest::parse(payload).map(drop));
}

#[test]
fn other_kinds_are_refused() {
    let [at_first, at_second, at_third] = shortest();
    assert_kinds(&at_first, &[0x80], parse_0);
    assert_kinds(&at_second, &[0x81], parse_1);
    assert_kinds(&at_third, &[0x82], parse_2);
}

#[test]
fn damaged_layer_does_not_open() {
    let path = TestPath::new();
    let [at_first, ..] = shortest();
    for position in [1, HEAD_LEN, PLAIN_AT, at_first.len() - 1] {
        let mut packet = at_first.clone();
        packet[position] ^= 1;
        let opened = OnionRequest0::parse(&mut packet).unwrap().open(&path.keys[0]);
        assert_eq!(opened.map(drop), Err(OpenError::NotDecryptable), "byte {position}");
    }
}

#[test]
fn next_node_must_have_a_udp_family_and_zero_filler() {
    let path = TestPath::new();
    for family in 0..=u8::MAX {
        let mut payload = path.tcp_payload(&[0x83]);
        payload[NONCE_LEN] = family;
        let result = TcpOnionRequest::parse(&mut payload).unwrap().forward().map(drop);
        let expected = if [2, 10].contains(&family) { Ok(()) } else { Err(ParseError::Invalid(Field::AddressFamily)) };
        assert_eq!(result, expected, "family {family}");
    }
    let mut payload = path.tcp_payload(&[0x83]);
    payload[NONCE_LEN + 10] = 1;
    let result = TcpOnionRequest::parse(&mut payload).unwrap().forward().map(drop);
    assert_eq!(result, Err(ParseError::Invalid(Field::Filler)));
}

#[test]
fn frame_of_a_tcp_client_becomes_what_a_datagram_would() {
    let path = TestPath::new();
    let mut payload = path.tcp_payload(&[0x85; 300]);
    let mut datagram = path.datagram(&[0x85; 300]);
    let from_tcp = TcpOnionRequest::parse(&mut payload).unwrap().forward().unwrap();
    let from_udp = OnionRequest0::parse(&mut datagram).unwrap().open(&path.keys[0]).unwrap();
    assert_eq!(from_tcp.packet(), from_udp.packet());
    assert_eq!((from_tcp.next, from_udp.next), (addr("192.0.2.12:33445"), addr("192.0.2.12:33445")));
}

/// A layer that the right key opens, but that holds anything.
fn seal_junk(kind: u8, key: &CombinedKey, plain: &[u8], return_len: usize) -> Vec<u8> {
    let mut packet = vec![0; HEAD_LEN];
    packet[0] = kind;
    packet.resize(PLAIN_AT, 0);
    packet.extend_from_slice(plain);
    key.seal_in_place(&Nonce::from_bytes([0; NONCE_LEN]), &mut packet[HEAD_LEN..]).unwrap();
    packet.resize(packet.len() + return_len, 0);
    packet
}

proptest! {
    #[test]
    fn authentic_junk_never_panics(plain in prop::collection::vec(any::<u8>(), 1..1300)) {
        let path = TestPath::new();
        let mut packet = seal_junk(0x80, &path.keys[0], &plain, 0);
        let _ = OnionRequest0::parse(&mut packet).map(|request| request.open(&path.keys[0]).map(drop));
        let mut packet = seal_junk(0x81, &path.keys[1], &plain, RETURN_1_LEN);
        let _ = OnionRequest1::parse(&mut packet).map(|request| request.open(&path.keys[1]).map(drop));
        let mut packet = seal_junk(0x82, &path.keys[2], &plain, RETURN_2_LEN);
        let _ = OnionRequest2::parse(&mut packet).map(|request| request.open(&path.keys[2]).map(drop));
    }

    #[test]
    fn any_payload_of_a_tcp_client_is_forwarded_or_refused(
        mut payload in prop::collection::vec(any::<u8>(), 0..1500),
        ipv6 in any::<bool>(),
    ) {
        if let Some(family) = payload.get_mut(NONCE_LEN) {
            *family = if ipv6 { 10 } else { 2 };
        }
        let sent = payload.clone();
        if let Ok(request) = TcpOnionRequest::parse(&mut payload).and_then(TcpOnionRequest::forward) {
            prop_assert_eq!(&request.packet()[1..25], &sent[..24]);
            prop_assert_eq!(&request.packet()[25..], &sent[43..]);
        }
    }
}
