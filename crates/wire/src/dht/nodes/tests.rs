use proptest::prelude::*;

use super::*;

use crate::node::NodeInfo;
use crate::testing::{any_id, any_key, any_list, any_node, check_closed, key_pair, vector_id, vector_nodes};

fn reencode(bytes: &[u8]) -> Result<Vec<u8>, ParseError> {
    NodesResponse::parse(bytes).map(|response| response.to_vec())
}

#[test]
fn request_is_key_and_id() {
    let request = NodesRequest { target: key_pair(0x20).public, id: vector_id() };
    check_closed(&request.to_vec(), |bytes| NodesRequest::parse(bytes).map(|request| request.to_vec()));
    assert_eq!(NodesRequest::PACKET_LEN, 113);
}

#[test]
fn response_fits_no_other_length() {
    for nodes in [NodeList::new(), vector_nodes(), NodeList::from_first(vector_nodes().into_iter().cycle().take(4))] {
        check_closed(&NodesResponse { nodes, id: vector_id() }.to_vec(), reencode);
    }
    assert_eq!((DhtPacket::OVERHEAD + NodesResponse::MIN_LEN, NodesResponse::MAX_PACKET_LEN), (82, 286));
}

#[test]
fn a_count_that_differs_from_the_nodes_is_refused() {
    let mut bytes = NodesResponse { nodes: vector_nodes(), id: vector_id() }.to_vec();
    for count in 0..=u8::MAX {
        bytes[0] = count;
        assert_eq!(reencode(&bytes).is_ok(), count == 2, "count {count}");
    }
}

#[test]
fn a_fifth_node_is_refused_whatever_the_count() {
    let node = vector_nodes().first().unwrap().to_vec();
    for count in [4, 5] {
        let mut bytes = vec![count];
        bytes.extend(node.repeat(5));
        bytes.extend(vector_id().as_bytes());
        assert!(reencode(&bytes).is_err());
    }
}

#[test]
fn a_relay_among_the_nodes_is_refused() {
    let mut bytes = NodesResponse { nodes: vector_nodes(), id: vector_id() }.to_vec();
    for (family, tcp) in [(1, 130), (40, 138)] {
        let udp = std::mem::replace(&mut bytes[family], tcp);
        assert!(reencode(&bytes).is_err());
        bytes[family] = udp;
    }
    assert!(reencode(&bytes).is_ok());
}

#[test]
fn nodes_with_port_zero_parse_and_are_left_to_the_reader() {
    let nodes = NodeList::from_first([NodeInfo { addr: "0.0.0.0:0".parse().unwrap(), key: key_pair(0).public }]);
    let response = NodesResponse { nodes, id: vector_id() };
    assert_eq!(NodesResponse::parse(&response.to_vec()), Ok(response));
    assert!(nodes.iter().all(|node| !crate::is_usable_node_addr(&node.addr)));
}

proptest! {
    #[test]
    fn responses_come_back(nodes in any_list(any_node()), id in any_id(), target in any_key()) {
        let response = NodesResponse { nodes, id };
        prop_assert_eq!(NodesResponse::parse(&response.to_vec()), Ok(response));
        let request = NodesRequest { target, id };
        prop_assert_eq!(NodesRequest::parse(&request.to_vec()), Ok(request));
    }
}
