//! Datagrams of the reference daemon, taken from loopback. Each one opens, says what the run did, and is made again from
//! its parts byte for byte.

#![allow(clippy::unwrap_used)]

use std::net::SocketAddr;

use toxcore_crypto::{CombinedKey, DhtKeyPair, EphemeralKeyPair, KeyPair, X25519PublicKey, sha256};
use toxcore_wire::bootstrap_info::{BootstrapInfoResponse, daemon_version};
use toxcore_wire::dht::{
    DhtPacket, DhtRequest, DhtRequestPayload, NatPing, NodesRequest, NodesResponse, PingRequest, PingResponse,
    seal_dht_packet,
};
use toxcore_wire::forwarding::{ForwardReply, ForwardRequest, Forwarding, Sendback, SendbackRoute};
use toxcore_wire::group_announce::{ChatId, GroupAnnounceList, PublicGroupAnnounce};
use toxcore_wire::lan_discovery::LanDiscovery;
use toxcore_wire::onion::{AnnounceRequest, AnnounceResponse};
use toxcore_wire::storage::{
    DataRetrieveRequest, DataRetrieveResponse, DataSearchRequest, DataSearchResponse, SearchAnswer, StoreAction,
    StoreContent, StoreRequest, StoreResponse,
};
use toxcore_wire::{Encode, NodeInfo, PacketKind, RequestId};

/// One datagram a line: its name, then its bytes.
const CAPTURED: &str = include_str!("captured/loopback.txt");

/// The value that the asker stored.
const VALUE: &[u8] = b"kept by the nodes near a key";

fn captured(name: &str) -> Vec<u8> {
    let line = CAPTURED.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')).expect("captured");
    (0..line.len() / 2).map(|i| u8::from_str_radix(&line[2 * i..2 * i + 2], 16).unwrap()).collect()
}

fn key_pair<P: X25519PublicKey>(start: u8) -> KeyPair<P> {
    KeyPair::from_secret_bytes(std::array::from_fn(|i| start + u8::try_from(i).unwrap()))
}

fn asker() -> DhtKeyPair {
    key_pair(0x00)
}

fn node_a() -> DhtKeyPair {
    key_pair(0x40)
}

fn node_b() -> DhtKeyPair {
    key_pair(0x60)
}

fn node_c() -> DhtKeyPair {
    key_pair(0xc0)
}

fn loopback(port: u16) -> SocketAddr {
    ([127, 0, 0, 1], port).into()
}

/// Opens `packet` from `sender` to `receiver`, and makes it again.
fn open_bytes(mut packet: Vec<u8>, kind: PacketKind, sender: &DhtKeyPair, receiver: &DhtKeyPair) -> Vec<u8> {
    let original = packet.clone();
    let key = CombinedKey::new(&sender.secret, &receiver.public).unwrap();
    let parsed = DhtPacket::parse(&mut packet).unwrap();
    assert_eq!((parsed.kind, parsed.sender), (kind, sender.public));
    let nonce = parsed.nonce;
    let payload = parsed.open(&key).unwrap().to_vec();
    let mut again = Vec::new();
    seal_dht_packet(kind, &sender.public, &nonce, &key, &payload[..], &mut again);
    assert_eq!(again, original);
    payload
}

fn open(name: &str, kind: PacketKind, sender: &DhtKeyPair, receiver: &DhtKeyPair) -> Vec<u8> {
    open_bytes(captured(name), kind, sender, receiver)
}

fn id(byte: u8) -> RequestId {
    RequestId::from_bytes([byte; 8])
}

#[test]
fn two_nodes_ping_each_other() {
    let request = open("node_ping_request", PingRequest::KIND, &node_a(), &node_b());
    assert_eq!(PingRequest::parse(&request).unwrap().to_vec(), request);
    let response = open("node_ping_response", PingResponse::KIND, &node_b(), &node_a());
    assert_eq!(PingResponse::parse(&response).unwrap().to_vec(), response);
    let ours = open("ping_response", PingResponse::KIND, &node_a(), &asker());
    assert_eq!(PingResponse::parse(&ours), Ok(PingResponse { id: id(1) }));
}

#[test]
fn a_node_asks_for_itself_and_may_hear_of_nobody() {
    let request = open("node_nodes_request", NodesRequest::KIND, &node_a(), &node_b());
    let parsed = NodesRequest::parse(&request).unwrap();
    assert_eq!(parsed.to_vec(), request);
    let empty = open("node_empty_nodes_response", NodesResponse::KIND, &node_a(), &node_b());
    assert!(NodesResponse::parse(&empty).unwrap().nodes.is_empty());
}

#[test]
fn a_node_names_the_two_others() {
    let payload = open("nodes_response", NodesResponse::KIND, &node_a(), &asker());
    let response = NodesResponse::parse(&payload).unwrap();
    let expected = [(33_503, node_c().public), (33_502, node_b().public)];
    let expected = expected.map(|(port, key)| NodeInfo { addr: loopback(port), key });
    assert_eq!((response.nodes.into_iter().collect::<Vec<_>>(), response.id), (expected.to_vec(), id(2)));
    assert_eq!(response.to_vec(), payload);
}

#[test]
fn the_daemon_says_its_version() {
    let bytes = captured("info_response");
    let response = BootstrapInfoResponse::parse(&bytes).unwrap();
    assert_eq!((response.version, response.motd), (daemon_version(0, 2, 22), &b"tox-bootstrapd\0"[..]));
    assert_eq!(response.to_vec(), bytes);
}

#[test]
fn lan_discovery_carries_the_key() {
    assert_eq!(LanDiscovery::parse(&captured("lan_discovery")), Ok(LanDiscovery { key: node_a().public }));
}

#[test]
fn a_new_neighbour_is_probed_with_a_search() {
    let payload = open("node_search_request", DataSearchRequest::KIND, &node_a(), &node_b());
    let request = DataSearchRequest::parse(&payload).unwrap();
    assert_eq!((request.known, request.to_vec()), (None, payload));
}

#[test]
fn a_search_answer_changes_when_something_is_stored() {
    let data: EphemeralKeyPair = key_pair(0x05);
    let answer = |name| {
        let payload = open(name, DataSearchResponse::KIND, &node_b(), &asker());
        let response = DataSearchResponse::parse(&payload).unwrap();
        assert_eq!((response.data_key, response.id, response.to_vec()), (data.public, id(3), payload));
        response
    };
    let SearchAnswer { stored, authenticator, accepts, nodes } = answer("search_answer").answer.unwrap();
    assert_eq!((stored, accepts, nodes.len()), (None, true, 2));

    let full = answer("search_answer_stored");
    let stored = full.answer.unwrap();
    assert_eq!(stored, SearchAnswer { stored: Some(sha256(VALUE)), authenticator, accepts, nodes });

    let request = open("search_request_known", DataSearchRequest::KIND, &asker(), &node_b());
    assert_eq!(DataSearchRequest::parse(&request).unwrap().known, Some(full.body_hash()));
    assert_eq!(answer("search_answer_unchanged").answer, None);
}

#[test]
fn a_value_is_stored_prolonged_and_brought_back() {
    let data: EphemeralKeyPair = key_pair(0x05);
    let inner_key = CombinedKey::new(&node_b().secret, &data.public).unwrap();
    for (name, action, request_id) in
        [("store_request", StoreAction::Store(VALUE), 4), ("prolong_request", StoreAction::Prolong(sha256(VALUE)), 6)]
    {
        let mut payload = open(name, StoreRequest::KIND, &asker(), &node_b());
        let request = StoreRequest::parse(&mut payload).unwrap();
        assert_eq!((request.data_key, request.id), (data.public, id(request_id)));
        let content = request.open(&inner_key).unwrap();
        let content = StoreContent::parse(content).unwrap();
        assert_eq!((content.seconds, content.action), (900, action));
    }
    let granted = open("store_response", StoreResponse::KIND, &node_b(), &asker());
    let granted = StoreResponse::parse(&granted).unwrap();
    // A node that just started grants its minimum.
    assert_eq!((granted.data_key, granted.seconds, granted.id), (data.public, 10, id(4)));

    let request = open("retrieve_request", DataRetrieveRequest::KIND, &asker(), &node_b());
    assert_eq!(DataRetrieveRequest::parse(&request).unwrap().id, id(5));
    let response = open("retrieve_response", DataRetrieveResponse::KIND, &node_b(), &asker());
    let expected = DataRetrieveResponse { data_key: data.public, value: VALUE, id: id(5) };
    assert_eq!(DataRetrieveResponse::parse(&response), Ok(expected));
}

#[test]
fn a_forwarder_wraps_requests_and_unwraps_answers() {
    let bytes = captured("forwarding");
    let forwarding = Forwarding::parse(&bytes).unwrap();
    assert_eq!(forwarding.to_vec(), bytes);
    let sendback = Sendback::parse(forwarding.sendback).unwrap();
    assert_eq!(SendbackRoute::parse(sendback.route), Ok(SendbackRoute::Requester(loopback(40_001))));
    open_bytes(forwarding.data.to_vec(), DataSearchRequest::KIND, &asker(), &node_b());

    let bytes = captured("forward_reply");
    let reply = ForwardReply::parse(&bytes).unwrap();
    assert_eq!((reply.to_vec(), reply.sendback), (bytes.clone(), forwarding.sendback));

    let answer = captured("forwarded_answer");
    assert_eq!(Forwarding::parse(&answer), Ok(Forwarding { sendback: &[], data: reply.data }));
    open_bytes(reply.data.to_vec(), DataSearchResponse::KIND, &node_b(), &asker());
    assert_eq!(Forwarding::parse(&captured("forwarding_without_data")).unwrap().data, b"");
}

#[test]
fn a_chain_of_forwarders_nests_its_sendbacks() {
    let bytes = captured("forwarding_of_request");
    let first = Forwarding::parse(&bytes).unwrap();
    assert_eq!(ForwardRequest::parse(first.data).unwrap().next, node_c().public);

    let bytes = captured("chained_forwarding");
    let second = Forwarding::parse(&bytes).unwrap();
    let route = Sendback::parse(second.sendback).unwrap().route;
    let expected = SendbackRoute::Forwarder { addr: loopback(33_501), sendback: first.sendback };
    assert_eq!(SendbackRoute::parse(route), Ok(expected));
    assert_eq!(expected.to_vec(), route);

    let bytes = captured("chained_reply");
    let reply = ForwardReply::parse(&bytes).unwrap();
    assert_eq!(reply.sendback, second.sendback);
    assert_eq!(Forwarding::parse(&captured("chained_answer")).unwrap().data, reply.data);
    open_bytes(reply.data.to_vec(), DataSearchResponse::KIND, &node_c(), &asker());
}

#[test]
fn a_routed_nat_ping_opens_at_its_addressee() {
    let mut bytes = captured("nat_ping");
    let request = DhtRequest::parse(&mut bytes).unwrap();
    assert_eq!((request.addressee, request.sender), (node_b().public, asker().public));
    let key = CombinedKey::new(&node_b().secret, &request.sender).unwrap();
    let payload = DhtRequestPayload::parse(request.open(&key).unwrap()).unwrap();
    assert_eq!(payload, DhtRequestPayload::NatPing(NatPing::Request(id(11))));
}

#[test]
fn a_node_gives_group_announces_to_later_announcers() {
    let announcer: EphemeralKeyPair = key_pair(0x81);
    let key = CombinedKey::new(&announcer.secret, &node_a().public).unwrap();

    let mut bytes = captured("announce_request");
    let request = AnnounceRequest::parse(&mut bytes).unwrap().open(&key).unwrap();
    let announce = PublicGroupAnnounce::parse(request.form.extra()).unwrap();
    assert_eq!((announce.chat_id, announce.to_vec()), (ChatId::from_bytes([0xc1; 32]), request.form.extra().to_vec()));

    // The two members who announced before, one with an address, one with a relay.
    let mut bytes = captured("announce_response").split_off(RESPONSE_AT);
    let response = AnnounceResponse::parse(&mut bytes).unwrap().open(&key).unwrap();
    assert_eq!(response.nodes.len(), 2);
    let announces = GroupAnnounceList::parse(response.form.extra()).unwrap();
    assert_eq!(announces.to_vec(), response.form.extra());
    let parts: Vec<_> = announces.iter().map(|a| (a.member, a.addr.is_some(), a.relay.is_some())).collect();
    let member = |start| key_pair(start).public;
    assert_eq!(parts, [(member(0xa1), true, false), (member(0xa2), false, true)]);

    let mut bytes = captured("announce_response_empty").split_off(RESPONSE_AT);
    let response = AnnounceResponse::parse(&mut bytes).unwrap().open(&key).unwrap();
    assert_eq!(response.form.extra(), b"");
}

/// Where the announce response starts in an onion response: after its kind and the return path.
const RESPONSE_AT: usize = 1 + toxcore_wire::onion::RETURN_3_LEN;
