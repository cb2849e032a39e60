use super::*;
use crate::codec::parse_all;
use crate::error::{Field, ParseError};
use crate::testing::{check_closed, hex, key_pair};

/// 127.0.0.1:33445 with the key of secret 00…1f.
const NODE: &str = "027f00000182a58f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f";

#[test]
fn a_node_has_the_bytes_of_the_reference() {
    let node = NodeInfo { addr: "127.0.0.1:33445".parse().unwrap(), key: key_pair(0x00).public };
    assert_eq!(node.to_vec(), hex(NODE));
    check_closed(&hex(NODE), |bytes| parse_all(bytes, listed_node::<NodeInfo>).map(|node| node.to_vec()));
    assert_eq!((NodeInfo::MIN_LEN, NodeInfo::MAX_LEN), (39, 51));
}

#[test]
fn udp_nodes_and_tcp_relays_are_not_mistaken_for_each_other() {
    let mut bytes = hex(NODE);
    assert_eq!(parse_all(&bytes, listed_node::<RelayInfo>), Err(ParseError::Invalid(Field::AddressFamily)));
    let udp = parse_all(&bytes, listed_node::<PackedNode>).unwrap();
    assert!(matches!(udp, PackedNode::Udp(_)));
    bytes[0] = 130;
    assert_eq!(parse_all(&bytes, listed_node::<NodeInfo>), Err(ParseError::Invalid(Field::AddressFamily)));
    let tcp = parse_all(&bytes, listed_node::<PackedNode>).unwrap();
    assert_eq!(tcp.to_vec(), bytes);
    let relay = parse_all(&bytes, listed_node::<RelayInfo>).unwrap();
    assert_eq!(tcp, relay.into());
}
