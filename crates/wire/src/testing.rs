//! What the tests of all packets share: keys and laws.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::ops::RangeInclusive;

use proptest::prelude::*;
use toxcore_crypto::{CombinedKey, DhtKeyPair, DhtPublicKey, KeyPair, Nonce, X25519PublicKey};

use crate::{BoundedList, NodeInfo, NodeList, PackedNode, ParseError, RelayInfo, RequestId};

/// Bytes of hexadecimal digits.
pub(crate) fn hex(text: &str) -> Vec<u8> {
    assert!(text.len().is_multiple_of(2), "whole bytes");
    (0..text.len() / 2).map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap()).collect()
}

/// `N` bytes that count up from `start`: how the pinned vectors write keys and nonces.
pub(crate) fn counting<const N: usize>(start: u8) -> [u8; N] {
    std::array::from_fn(|i| start.wrapping_add(u8::try_from(i).unwrap()))
}

/// The key pair whose secret bytes count up from `start`.
pub(crate) fn key_pair<P: X25519PublicKey>(start: u8) -> KeyPair<P> {
    KeyPair::from_secret_bytes(counting(start))
}

/// AD of the vectors.
pub(crate) fn alice_dht() -> DhtKeyPair {
    key_pair(0x40)
}

/// BD of the vectors.
pub(crate) fn bob_dht() -> DhtKeyPair {
    key_pair(0x60)
}

/// What AD and BD have in common.
pub(crate) fn dht_key() -> CombinedKey {
    CombinedKey::new(&alice_dht().secret, &bob_dht().public).unwrap()
}

/// The nonce a0…b7 of the vectors.
pub(crate) fn vector_nonce() -> Nonce {
    Nonce::from_bytes(counting(0xa0))
}

/// The request id 11 22 … 88 of the vectors.
pub(crate) fn vector_id() -> RequestId {
    RequestId::from_bytes([0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88])
}

/// The two UDP nodes of the vectors.
pub(crate) fn vector_nodes() -> NodeList {
    NodeList::from_first([
        NodeInfo { addr: "192.0.2.1:33445".parse().unwrap(), key: key_pair(0x00).public },
        NodeInfo { addr: "[2001:db8::1]:443".parse().unwrap(), key: key_pair(0x20).public },
    ])
}

/// The laws of a format without open end: `bytes` come back, any cut and any byte more is refused.
///
/// `reencode` parses and encodes again.
pub(crate) fn check_closed(bytes: &[u8], reencode: impl Fn(&[u8]) -> Result<Vec<u8>, ParseError>) {
    check_open(bytes, bytes.len(), &reencode);
    for more in [1, 2, 70_000] {
        let mut long = bytes.to_vec();
        long.resize(bytes.len() + more, 0xff);
        assert!(reencode(&long).is_err(), "{more} bytes after the end were accepted");
        long[bytes.len()..].fill(0);
        assert!(reencode(&long).is_err(), "{more} zero bytes after the end were accepted");
    }
}

/// The laws of a format whose last `bytes.len() - min` bytes may be missing.
pub(crate) fn check_open(bytes: &[u8], min: usize, reencode: impl Fn(&[u8]) -> Result<Vec<u8>, ParseError>) {
    assert_eq!(reencode(bytes).as_deref(), Ok(bytes));
    for len in 0..min {
        assert!(reencode(&bytes[..len]).is_err(), "{len} of {} bytes were accepted", bytes.len());
    }
    for len in min..bytes.len() {
        assert_eq!(reencode(&bytes[..len]).as_deref(), Ok(&bytes[..len]));
    }
}

/// Each of the other 255 first bytes is refused, and named.
pub(crate) fn check_kinds(bytes: &[u8], reencode: impl Fn(&[u8]) -> Result<Vec<u8>, ParseError>) {
    let mut bytes = bytes.to_vec();
    let own = bytes[0];
    for kind in (0..=u8::MAX).filter(|kind| *kind != own) {
        bytes[0] = kind;
        assert_eq!(reencode(&bytes), Err(ParseError::Kind(kind)));
    }
}

/// The nonce that counts up from `start`.
pub(crate) fn nonce(start: u8) -> Nonce {
    Nonce::from_bytes(counting(start))
}

/// What both key pairs have in common.
pub(crate) fn combined<P, Q: X25519PublicKey>(own: &KeyPair<P>, peer: &KeyPair<Q>) -> CombinedKey {
    CombinedKey::new(&own.secret, &peer.public).expect("no key of low order")
}

/// The law of lengths of a packet whose content is encrypted: cut to every length and made longer with zero bytes, it is
/// accepted exactly at `lengths`.
pub(crate) fn assert_lengths(
    packet: &[u8],
    lengths: RangeInclusive<usize>,
    parse: impl Fn(&mut [u8]) -> Result<(), ParseError>,
) {
    for len in 0..=2100 {
        let mut bytes = packet.to_vec();
        bytes.resize(len, 0);
        let result = parse(&mut bytes);
        assert_eq!(result.is_ok(), lengths.contains(&len), "{len} bytes: {result:?}");
        match result {
            Err(ParseError::Truncated) => assert!(len < *lengths.start(), "{len} bytes are not truncated"),
            Err(ParseError::TooLong(_) | ParseError::TrailingBytes(_)) => {
                assert!(len > *lengths.end(), "{len} bytes are not too many");
            }
            Err(other) => panic!("{len} bytes: {other:?}"),
            Ok(()) => (),
        }
    }
}

/// Of all 256 first bytes only `kinds` are accepted; the others fail with their number.
pub(crate) fn assert_kinds(packet: &[u8], kinds: &[u8], parse: impl Fn(&mut [u8]) -> Result<(), ParseError>) {
    for kind in 0..=u8::MAX {
        let mut bytes = packet.to_vec();
        bytes[0] = kind;
        let expected = if kinds.contains(&kind) { Ok(()) } else { Err(ParseError::Kind(kind)) };
        assert_eq!(parse(&mut bytes), expected, "kind {kind:#04x}");
    }
}

prop_compose! {
    pub(crate) fn any_key()(bytes: [u8; 32]) -> DhtPublicKey { DhtPublicKey::from_bytes(bytes) }
}

prop_compose! {
    pub(crate) fn any_id()(bytes: [u8; 8]) -> RequestId { RequestId::from_bytes(bytes) }
}

pub(crate) fn any_addr() -> impl Strategy<Value = SocketAddr> {
    prop_oneof![
        (any::<[u8; 4]>(), any::<u16>()).prop_map(|(ip, port)| (Ipv4Addr::from(ip), port).into()),
        (any::<[u8; 16]>(), any::<u16>()).prop_map(|(ip, port)| (Ipv6Addr::from(ip), port).into()),
    ]
}

prop_compose! {
    pub(crate) fn any_node()(addr in any_addr(), key in any_key()) -> NodeInfo { NodeInfo { addr, key } }
}

pub(crate) fn any_packed_node() -> impl Strategy<Value = PackedNode> {
    (any_node(), any::<bool>())
        .prop_map(|(node, tcp)| if tcp { RelayInfo { addr: node.addr, key: node.key }.into() } else { node.into() })
}

pub(crate) fn any_list<T: Copy + std::fmt::Debug, const MAX: usize>(
    entry: impl Strategy<Value = T>,
) -> impl Strategy<Value = BoundedList<T, MAX>> {
    prop::collection::vec(entry, 0..=MAX).prop_map(BoundedList::from_first)
}
