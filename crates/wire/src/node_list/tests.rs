use proptest::prelude::*;

use super::*;
use crate::testing::{any_list, any_node, any_packed_node, hex, vector_nodes};

/// UDP over IPv4 and IPv6, then the same two over TCP.
const FOUR_NODES: &str = "02c000020182a58f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f\
    0a20010db800000000000000000000000101bb358072d6365880d1aeea329adf9121383851ed21a28e3b75e965d0d2cd166254\
    82c000020182a58f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f\
    8a20010db800000000000000000000000101bb358072d6365880d1aeea329adf9121383851ed21a28e3b75e965d0d2cd166254";
/// Where the first and the second of these nodes end.
const ENDS: [usize; 2] = [39, 90];

#[test]
fn a_list_has_the_bytes_of_the_reference() {
    let bytes = hex(FOUR_NODES);
    let list = PackedNodeList::parse(&bytes).unwrap();
    assert_eq!(list.len(), 4);
    assert_eq!(list.to_vec(), bytes);
    assert_eq!(vector_nodes().to_vec(), bytes[..ENDS[1]]);
    assert_eq!((NodeList::MAX, NodeList::MAX_LEN), (4, 204));
}

#[test]
fn a_list_of_udp_nodes_ends_at_the_first_relay() {
    let bytes = hex(FOUR_NODES);
    let (rest, list) = NodeList::parse_prefix(&bytes).unwrap();
    assert_eq!(list, vector_nodes());
    assert_eq!(rest, &bytes[ENDS[1]..]);
    assert_eq!(NodeList::parse(&bytes), Err(ParseError::TrailingBytes(90)));
    assert_eq!(NodeList::parse(rest), Err(ParseError::Invalid(Field::AddressFamily)));
}

#[test]
fn a_list_ends_after_four_nodes() {
    let bytes = hex(FOUR_NODES).repeat(2);
    let (rest, list) = PackedNodeList::parse_prefix(&bytes).unwrap();
    assert!(list.is_full());
    assert_eq!(rest.len(), 180);
}

#[test]
fn a_cut_address_ends_the_list_and_a_cut_key_spoils_it() {
    let bytes = hex(FOUR_NODES);
    for len in 0..=ENDS[1] {
        let found = NodeList::parse_prefix(&bytes[..len]).map(|(rest, list)| (rest.len(), list.len()));
        let expected = match len {
            0 => Ok((0, 0)),
            1..7 => Err(ParseError::Invalid(Field::AddressFamily)),
            7..39 => Err(ParseError::Truncated),
            39..58 => Ok((len - ENDS[0], 1)),
            58..90 => Err(ParseError::Truncated),
            _ => Ok((0, 2)),
        };
        assert_eq!(found, expected, "{len} bytes");
    }
}

#[test]
fn zeros_and_junk_are_no_list() {
    for junk in [vec![0; 70_000], vec![0xff; 70_000], vec![0x0b; 51], vec![0]] {
        assert_eq!(NodeList::parse(&junk), Err(ParseError::Invalid(Field::AddressFamily)));
    }
}

proptest! {
    #[test]
    fn lists_come_back(udp in any_list::<_, 4>(any_node()), mixed in any_list::<_, 4>(any_packed_node())) {
        prop_assert_eq!(NodeList::parse(&udp.to_vec()), Ok(udp));
        prop_assert_eq!(PackedNodeList::parse(&mixed.to_vec()), Ok(mixed));
        prop_assert!(mixed.encoded_len() <= PackedNodeList::MAX_LEN);
    }

    #[test]
    fn what_a_list_uses_comes_back(bytes in prop::collection::vec(any::<u8>(), 0..256), family in 0..4_usize) {
        let mut bytes = bytes;
        if let Some(first) = bytes.first_mut() {
            *first = [2, 10, 130, 138][family];
        }
        if let Ok((rest, list)) = PackedNodeList::parse_prefix(&bytes) {
            prop_assert_eq!(list.to_vec(), &bytes[..bytes.len() - rest.len()]);
        }
    }
}
