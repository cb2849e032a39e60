use proptest::prelude::*;
use toxcore_crypto::EphemeralPublicKey;

use super::*;
use crate::testing::{combined, counting, key_pair, nonce};
use crate::{Field, ParseError};

/// Kinds with a length of their own, with its range. Protocol: relay, Packets.
const FROM_CLIENT: [(u8, usize, usize); 8] = [
    (0x00, 33, 33),
    (0x02, 2, 2),
    (0x03, 2, 2),
    (0x04, 9, 9),
    (0x05, 9, 9),
    (0x06, 34, 1057),
    (0x08, 160, MAX_PLAIN_LEN),
    (0x0a, 8, 1800),
];
const FROM_SERVER: [(u8, usize, usize); 8] = [
    (0x01, 34, 34),
    (0x02, 2, 2),
    (0x03, 2, 2),
    (0x04, 9, 9),
    (0x05, 9, 9),
    (0x07, 34, 1057),
    (0x09, 2, MAX_PLAIN_LEN),
    (0x0b, 2, MAX_PLAIN_LEN),
];

/// A packet that is right in every field: 2 is an address family, and as all others no zero id.
fn filled(kind: u8, len: usize) -> Vec<u8> {
    let mut plain = vec![16; len];
    if let Some(first) = plain.first_mut() {
        *first = kind;
    }
    if let (0x0a, Some(family)) = (kind, plain.get_mut(1)) {
        *family = 2;
    }
    plain
}

fn lengths(table: &[(u8, usize, usize)], kind: u8) -> Option<(usize, usize)> {
    if kind >= 16 {
        return Some((2, MAX_PLAIN_LEN));
    }
    table.iter().find(|row| row.0 == kind).map(|(_, min, max)| (*min, *max))
}

#[test]
fn each_of_all_256_kinds_is_accepted_at_its_lengths_from_its_sender() {
    type Parser = for<'a> fn(&'a [u8]) -> Result<RelayPacket<'a>, ParseError>;
    let sides: [(&[_], Parser); 2] = [
        (&FROM_CLIENT, |plain| RelayPacket::from_client(plain)),
        (&FROM_SERVER, |plain| RelayPacket::from_server(plain)),
    ];
    for (table, parse) in sides {
        assert_eq!(parse(&[]), Err(ParseError::Truncated));
        for kind in 0..=u8::MAX {
            for len in (1..=180).chain(1050..=1060).chain(1790..=1810).chain(2020..=MAX_PLAIN_LEN) {
                let plain = filled(kind, len);
                let result = parse(&plain);
                match lengths(table, kind) {
                    None => assert_eq!(result, Err(ParseError::Kind(kind))),
                    Some((min, max)) => {
                        assert_eq!(
                            result.is_ok(),
                            (min..=max).contains(&len),
                            "kind {kind:#04x}, {len} bytes: {result:?}"
                        );
                    }
                }
                if let Ok(packet) = result {
                    assert_eq!(packet.to_vec(), plain);
                }
            }
        }
    }
}

#[test]
fn forward_request_to_ipv6_has_its_own_lengths() {
    for len in [1, 19, 20, 1812, 1813] {
        let mut plain = filled(0x0a, len);
        if let Some(family) = plain.get_mut(1) {
            *family = 10;
        }
        assert_eq!(RelayPacket::from_client(&plain).is_ok(), [20, 1812].contains(&len), "{len} bytes");
    }
}

#[test]
fn forward_request_goes_to_udp_only() {
    for family in 0..=u8::MAX {
        let mut plain = filled(0x0a, 100);
        plain[1] = family;
        assert_eq!(RelayPacket::from_client(&plain).is_ok(), [2, 10].contains(&family));
    }
}

#[test]
fn ids_below_16_refuse_mean_nothing_or_are_errors() {
    for id in 0..=u8::MAX {
        let known = ConnectionId::from_byte(id);
        let response = [&[0x01, id][..], &counting::<32>(1)].concat();
        let peer = DhtPublicKey::from_bytes(counting(1));
        assert_eq!(RelayPacket::from_server(&response), Ok(RelayPacket::RoutingResponse { id: known, peer }));
        assert_eq!(RelayPacket::from_server(&[0x02, id]).is_ok(), known.is_some());
        assert_eq!(RelayPacket::from_server(&[0x03, id]).is_ok(), known.is_some());
        assert_eq!(RelayPacket::from_client(&[0x03, id]).is_ok(), known.is_some());
        assert_eq!(RelayPacket::from_client(&[0x02, id]), Ok(RelayPacket::ClientNotification { byte: id }));
    }
}

#[test]
fn refusal_is_written_as_zero() {
    let packet = RelayPacket::RoutingResponse { id: None, peer: DhtPublicKey::from_bytes(counting(1)) };
    assert_eq!(packet.to_vec(), [&[1, 0][..], &counting::<32>(1)].concat());
}

#[test]
fn pong_for_no_ping_is_an_error_but_ping_zero_is_not() {
    let zero = |kind| [&[kind][..], &[0; 8]].concat();
    assert_eq!(RelayPacket::from_client(&zero(5)), Err(ParseError::Invalid(Field::Number)));
    assert_eq!(RelayPacket::from_server(&zero(5)), Err(ParseError::Invalid(Field::Number)));
    assert_eq!(RelayPacket::from_client(&zero(4)), Ok(RelayPacket::Ping { id: RequestId::from_bytes([0; 8]) }));
}

#[test]
fn too_long_packet_appends_nothing() {
    let key = combined(&key_pair::<EphemeralPublicKey>(1), &key_pair::<EphemeralPublicKey>(2));
    let data = vec![0; MAX_PLAIN_LEN];
    let mut out = vec![7];
    let sealed = RelayPacket::OnionResponse { data: &data }.seal_frame(&key, &nonce(1), &mut out);
    assert_eq!((sealed, out), (Err(TooLong { len: 2033, max: 2032 }), vec![7]));
}

proptest! {
    #[test]
    fn any_plaintext_is_refused_or_written_again(
        mut plain in prop::collection::vec(any::<u8>(), 1..1200),
        kind in 0..20_u8,
    ) {
        plain[0] = kind;
        for packet in [RelayPacket::from_client(&plain), RelayPacket::from_server(&plain)].into_iter().flatten() {
            match packet {
                RelayPacket::RoutingResponse { id: None, .. } => (),
                _ => prop_assert_eq!(packet.to_vec(), &plain[..]),
            }
        }
    }
}
