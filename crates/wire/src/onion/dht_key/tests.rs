use proptest::prelude::*;
use toxcore_crypto::LongTermPublicKey;

use super::*;
use crate::onion::tests::addr;
use crate::testing::{assert_kinds, counting, hex, key_pair};
use crate::{NodeInfo, PackedNode, PackedNodeList, RelayInfo};

/// The four packed nodes of the base vectors: two over UDP, two over TCP.
const NODES: &str = "02c000020182a58f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f0a20010db800000000000000000000000101bb358072d6365880d1aeea329adf9121383851ed21a28e3b75e965d0d2cd16625482c000020182a58f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f8a20010db800000000000000000000000101bb358072d6365880d1aeea329adf9121383851ed21a28e3b75e965d0d2cd166254";

fn nodes() -> PackedNodeList {
    let keys =
        [0x00, 0x20].map(|start| DhtPublicKey::from_bytes(*key_pair::<LongTermPublicKey>(start).public.as_bytes()));
    let addrs = [addr("192.0.2.1:33445"), addr("[2001:db8::1]:443")];
    PackedNodeList::from_first([
        PackedNode::Udp(NodeInfo { addr: addrs[0], key: keys[0] }),
        PackedNode::Udp(NodeInfo { addr: addrs[1], key: keys[1] }),
        PackedNode::Tcp(RelayInfo { addr: addrs[0], key: keys[0] }),
        PackedNode::Tcp(RelayInfo { addr: addrs[1], key: keys[1] }),
    ])
}

fn packet() -> DhtKeyPacket {
    DhtKeyPacket { no_replay: 0x6b03_fd81, dht_key: DhtPublicKey::from_bytes(counting(1)), nodes: nodes() }
}

#[test]
fn layout_is_pinned() {
    let bytes = [&[0x9c, 0, 0, 0, 0, 0x6b, 0x03, 0xfd, 0x81][..], &counting::<32>(1), &hex(NODES)].concat();
    assert_eq!(packet().to_vec(), bytes);
    assert_eq!(DhtKeyPacket::parse(&bytes), Ok(packet()));
    assert_eq!((DhtKeyPacket::MIN_LEN, DhtKeyPacket::MAX_LEN), (41, 245));
}

#[test]
fn cut_anywhere_it_is_refused_or_has_the_nodes_before() {
    let bytes = packet().to_vec();
    for len in 0..=bytes.len() {
        let nodes = [41, 41 + 39, 41 + 90, 41 + 129, 41 + 180].iter().position(|end| *end == len);
        let read = DhtKeyPacket::parse(&bytes[..len]);
        // Behind a whole node, an address that is cut is as good as one that is unknown.
        match (read, nodes) {
            (Ok(packet), Some(count)) => assert_eq!(packet.nodes.len(), count),
            (Ok(packet), None) => assert!(len > 41 + packet.nodes.encoded_len() && !packet.nodes.is_empty()),
            (Err(_), nodes) => assert_eq!(nodes, None, "{len} bytes"),
        }
    }
}

#[test]
fn what_follows_the_nodes_is_ignored() {
    for more in [hex(NODES), vec![0], vec![0xff; 5]] {
        let bytes = [packet().to_vec(), more].concat();
        assert_eq!(DhtKeyPacket::parse(&bytes), Ok(packet()));
    }
    let one = DhtKeyPacket { nodes: PackedNodeList::from_first(nodes().into_iter().take(1)), ..packet() };
    assert_eq!(DhtKeyPacket::parse(&[one.to_vec(), vec![3; 60]].concat()), Ok(one));
}

#[test]
fn address_without_its_key_and_nothing_but_unknown_addresses_are_refused() {
    let one = DhtKeyPacket { nodes: PackedNodeList::from_first(nodes().into_iter().take(1)), ..packet() };
    let bytes = [one.to_vec(), vec![2, 192, 0, 2, 1, 0x82, 0xa5, 1, 2]].concat();
    assert_eq!(DhtKeyPacket::parse(&bytes), Err(ParseError::Truncated));
    let none = DhtKeyPacket { nodes: PackedNodeList::new(), ..packet() };
    let bytes = [none.to_vec(), vec![3; 60]].concat();
    assert_eq!(DhtKeyPacket::parse(&bytes), Err(ParseError::Invalid(crate::Field::AddressFamily)));
}

#[test]
fn other_kinds_are_refused() {
    assert_kinds(&packet().to_vec(), &[0x9c], |bytes| DhtKeyPacket::parse(bytes).map(drop));
}

proptest! {
    #[test]
    fn any_bytes_are_refused_or_begin_with_what_is_written_again(mut bytes in prop::collection::vec(any::<u8>(), 1..300), family in prop::sample::select(vec![2, 10, 130, 138])) {
        bytes[0] = DhtKeyPacket::KIND;
        if let Some(byte) = bytes.get_mut(41) {
            *byte = family;
        }
        if let Ok(packet) = DhtKeyPacket::parse(&bytes) {
            prop_assert!(bytes.starts_with(&packet.to_vec()));
        }
    }
}
