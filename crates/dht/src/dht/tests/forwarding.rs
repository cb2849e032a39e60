//! Forwarding, one and two hops, and for clients of a relay.

use toxcore_sansio::StreamId;
use toxcore_wire::Encode;
use toxcore_wire::forwarding::{ForwardReply, ForwardRequest, Forwarding, Sendback};
use toxcore_wire::storage::{DataSearchRequest, DataSearchResponse};

use super::*;
use crate::ClientForward;

const STREAM: StreamId = StreamId { index: 3, generation: 9 };

fn datagram(from: &str, to: &TestNode, packet: &impl Encode) -> Datagram {
    Datagram { from: addr(from), to: to.addr, bytes: packet.to_vec() }
}

fn data_search(asker: &mut TestNode, node: &TestNode) -> Vec<u8> {
    let data_key = toxcore_crypto::EphemeralPublicKey::from_bytes([5; 32]);
    asker.seal(DataSearchRequest::KIND, &node.info(), &DataSearchRequest { data_key, known: None, id: ID }).bytes
}

/// Delivers what `from` sent last to `to`, and returns what `to` sends then.
fn deliver(datagrams: &[Datagram], to: &mut TestNode, now: Instant) -> Vec<Datagram> {
    assert_eq!(datagrams.len(), 1, "{datagrams:?}");
    assert_eq!(datagrams[0].to, to.addr);
    to.receive(now, &datagrams[0]).unwrap();
    to.sent(now)
}

#[test]
fn request_goes_to_a_close_node_and_the_answer_back() {
    let (mut forwarder, mut node) = pair();
    let mut asker = TestNode::new(3);
    let data = data_search(&mut asker, &node);
    let request = ForwardRequest { next: node.keys.public, data: &data };
    forwarder.receive(at(3), &datagram("203.0.113.5:7", &forwarder, &request)).unwrap();
    let forwarding = forwarder.sent(at(3));
    assert_eq!(forwarding[0].bytes.len(), 2 + 40 + data.len());
    let reply = deliver(&forwarding, &mut node, at(3));
    let answer = deliver(&reply, &mut forwarder, at(3));
    assert_eq!(answer[0].to, addr("203.0.113.5:7"));
    let Forwarding { sendback, data } = Forwarding::parse(&answer[0].bytes).unwrap();
    assert!(sendback.is_empty());
    let (_, plain) = asker.open(&Datagram { bytes: data.to_vec(), ..answer[0].clone() });
    assert_eq!(DataSearchResponse::parse(&plain).unwrap().id, ID);
}

#[test]
fn chain_of_two_forwarders_leads_there_and_back() {
    let (mut first, mut second) = pair();
    let mut node = TestNode::new(3);
    node.bootstrap(at(3), second.info());
    talk(&mut [&mut first, &mut second, &mut node], at(3), at(7));
    let mut asker = TestNode::new(4);
    let data = data_search(&mut asker, &node);
    let inner = ForwardRequest { next: node.keys.public, data: &data }.to_vec();
    let request = ForwardRequest { next: second.keys.public, data: &inner };
    first.receive(at(7), &datagram("203.0.113.5:7", &first, &request)).unwrap();
    let hop = first.sent(at(7));
    let hop = deliver(&hop, &mut second, at(7));
    let hop = deliver(&hop, &mut node, at(7));
    let hop = deliver(&hop, &mut second, at(7));
    let hop = deliver(&hop, &mut first, at(7));
    assert_eq!(hop[0].to, addr("203.0.113.5:7"));
    assert_eq!(Forwarding::parse(&hop[0].bytes).unwrap().sendback, b"");
}

#[test]
fn clients_of_the_relay_get_their_answers() {
    let (mut relay, mut node) = pair();
    let mut asker = TestNode::new(3);
    let data = data_search(&mut asker, &node);
    let request = ClientForward { stream: STREAM, client: addr("203.0.113.5:7"), to: node.addr, data: &data };
    relay.dht.forward_for_client(at(3), &request).unwrap();
    let forwarding = relay.sent(at(3));
    assert_eq!(forwarding[0].bytes.len(), 2 + 45 + data.len());
    let reply = deliver(&forwarding, &mut node, at(3));
    relay.outputs();
    assert!(deliver(&reply, &mut relay, at(3)).is_empty());
    let outputs = relay.outputs();
    assert!(
        matches!(&outputs[..], [Output::ForwardToClient { stream: STREAM, data }] if data[0] == 0x94),
        "{outputs:?}"
    );
}

#[test]
fn clients_reach_our_network_only_from_within() {
    let mut relay = TestNode::new(1);
    let mut ask = |client: &str, to: &str, data: &[u8]| {
        let request = ClientForward { stream: STREAM, client: addr(client), to: addr(to), data };
        relay.dht.forward_for_client(at(0), &request)
    };
    assert_eq!(ask("203.0.113.5:7", "10.0.0.1:53", &[0x90; 40]), Err(Discard::Forbidden));
    assert_eq!(ask("203.0.113.5:7", "127.0.0.1:53", &[0x90; 40]), Err(Discard::Forbidden));
    assert_eq!(ask("203.0.113.5:7", "[::ffff:127.0.0.1]:53", &[0x90; 40]), Err(Discard::Forbidden));
    assert_eq!(ask("203.0.113.5:7", "198.51.100.9:0", &[0x90; 40]), Err(Discard::Forbidden));
    assert_eq!(ask("203.0.113.5:7", "198.51.100.9:53", b"no tox packet"), Err(Discard::Forbidden));
    assert_eq!(ask("203.0.113.5:7", "198.51.100.9:53", &[0x90; 40]), Ok(()));
    assert_eq!(ask("10.0.0.9:7", "10.0.0.1:33445", &[0x90; 40]), Ok(()));
    assert_eq!(ask("10.0.0.9:7", "127.0.0.1:33445", &[0x90; 40]), Err(Discard::Forbidden));
    assert!(matches!(ask("203.0.113.5:7", "198.51.100.9:53", &[0x90; 1_793]), Err(Discard::Malformed(_))));
}

#[test]
fn forged_and_old_sendbacks_are_refused() {
    let (mut forwarder, mut node) = pair();
    let data = data_search(&mut TestNode::new(3), &node);
    let request = ForwardRequest { next: node.keys.public, data: &data };
    forwarder.receive(at(3), &datagram("203.0.113.5:7", &forwarder, &request)).unwrap();
    let reply = deliver(&forwarder.sent(at(3)), &mut node, at(3)).remove(0);
    for place in [2, 10, 40] {
        let mut forged = reply.clone();
        forged.bytes[place] ^= 1;
        assert!(forwarder.receive(at(4), &forged).is_err());
    }
    assert_eq!(forwarder.receive(at(2 * 3_600), &reply), Err(Discard::Unsolicited));
    assert_eq!(forwarder.receive(at(2 * 3_600 - 1), &reply), Ok(()));
    let short = ForwardReply { sendback: &[0; Sendback::MIN_LEN], data: b"x" };
    assert!(forwarder.receive(at(4), &datagram("203.0.113.5:7", &forwarder, &short)).is_err());
}

#[test]
fn only_close_nodes_and_served_kinds() {
    let (mut forwarder, bob) = pair();
    let stranger = ForwardRequest { next: TestNode::new(9).keys.public, data: b"x" };
    let from = "203.0.113.5:7";
    assert_eq!(forwarder.receive(at(3), &datagram(from, &forwarder, &stranger)), Err(Discard::UnknownAddressee));
    let other = Forwarding { sendback: &[1; 40], data: &[0x00; 82] };
    assert_eq!(forwarder.receive(at(3), &datagram(from, &forwarder, &other)), Err(Discard::Forbidden));
    let answer = Forwarding { sendback: &[], data: &[0x94; 82] };
    assert_eq!(forwarder.receive(at(3), &datagram(from, &forwarder, &answer)), Err(Discard::Unsolicited));
    let inner = ForwardRequest { next: bob.keys.public, data: b"x" }.to_vec();
    let long = Forwarding { sendback: &[1; 254], data: &inner };
    assert_eq!(forwarder.receive(at(3), &datagram(from, &forwarder, &long)), Err(Discard::Forbidden));
    assert!(forwarder.sent(at(3)).is_empty());
}
