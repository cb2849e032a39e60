//! Seeds of the base and DHT packets.

use std::net::SocketAddr;

use toxcore_crypto::{DhtPublicKey, EphemeralPublicKey, LongTermPublicKey};
use toxcore_wire::bootstrap_info::{BootstrapInfoRequest, BootstrapInfoResponse, daemon_version};
use toxcore_wire::dht::{NatPing, NodesRequest, NodesResponse, PingRequest, PingResponse, SealedDhtKey};
use toxcore_wire::forwarding::{ForwardChain, ForwardReply, Forwarding, RelayForwardRequest, Sendback, SendbackRoute};
use toxcore_wire::group_announce::{ChatId, GroupAnnounce, GroupAnnounceList, PublicGroupAnnounce};
use toxcore_wire::lan_discovery::LanDiscovery;
use toxcore_wire::storage::{
    DataRetrieveRequest, DataRetrieveResponse, DataSearchRequest, DataSearchResponse, SearchAnswer, StoreAction,
    StoreContent, StoreRequest, StoreResponse,
};
use toxcore_wire::{Encode, NodeInfo, NodeList, OnionAddress, PackedAddr, PackedNodeList, RelayInfo, RequestId};

use crate::Seed;

/// Datagrams of the reference, one a line: its name, then its bytes.
const CAPTURED: &str = include_str!("../../../crates/wire/tests/captured/loopback.txt");

pub(crate) fn seeds() -> Vec<Seed> {
    [addresses(), announces(), dht(), discovery(), forwarding(), routed(), storage(), captured()].concat()
}

const DHT_KEY: DhtPublicKey = DhtPublicKey::from_bytes([0x5a; 32]);
const DATA_KEY: EphemeralPublicKey = EphemeralPublicKey::from_bytes([0xda; 32]);
const ID: RequestId = RequestId::from_u64(0x1122_3344_5566_7788);

fn v4() -> SocketAddr {
    ([192, 0, 2, 1], 33_445).into()
}

fn v6() -> SocketAddr {
    ([0x2001, 0xdb8, 0, 0, 0, 0, 0, 1], 443).into()
}

fn mapped() -> SocketAddr {
    ([0, 0, 0, 0, 0, 0xffff, 0x7f00, 1], 33_445).into()
}

fn nodes() -> NodeList {
    NodeList::from_first([v4(), v6(), mapped(), ([0, 0, 0, 0], 0).into()].map(|addr| NodeInfo { addr, key: DHT_KEY }))
}

fn two_nodes() -> NodeList {
    NodeList::from_first(nodes().into_iter().take(2))
}

fn addresses() -> Vec<Seed> {
    let relay = |addr| RelayInfo { addr, key: DHT_KEY };
    let udp = |addr| NodeInfo { addr, key: DHT_KEY };
    let mixed =
        PackedNodeList::from_first([udp(v4()).into(), relay(v6()).into(), udp(v6()).into(), relay(v4()).into()]);
    vec![
        ("wire_addresses", "udp_ipv4", PackedAddr::Udp(v4()).to_vec()),
        ("wire_addresses", "udp_ipv6", PackedAddr::Udp(v6()).to_vec()),
        ("wire_addresses", "tcp_ipv4", PackedAddr::Tcp(v4()).to_vec()),
        ("wire_addresses", "tcp_ipv6", PackedAddr::Tcp(v6()).to_vec()),
        ("wire_addresses", "onion_ipv4", OnionAddress(v4()).to_vec()),
        ("wire_addresses", "onion_mapped", OnionAddress(mapped()).to_vec()),
        ("wire_addresses", "udp_nodes", nodes().to_vec()),
        ("wire_addresses", "mixed_nodes", mixed.to_vec()),
        ("wire_addresses", "five_nodes", [nodes().to_vec(), two_nodes().to_vec()].concat()),
        ("wire_addresses", "node_without_key", mixed.to_vec().split_off(39 + 51)[..30].to_vec()),
    ]
}

fn announces() -> Vec<Seed> {
    let relay = Some(RelayInfo { addr: v6(), key: DHT_KEY }.into());
    let both = GroupAnnounce { member: DATA_KEY, addr: Some(v6()), relay };
    let only_addr = GroupAnnounce { addr: Some(v4()), relay: None, ..both };
    let only_relay = GroupAnnounce { addr: None, ..both };
    let public = PublicGroupAnnounce { chat_id: ChatId::from_bytes([0xc1; 32]), announce: both };
    vec![
        ("wire_announces", "address", only_addr.to_vec()),
        ("wire_announces", "relay", only_relay.to_vec()),
        ("wire_announces", "public", public.to_vec()),
        ("wire_announces", "three", GroupAnnounceList::from_first([both, only_addr, only_relay]).to_vec()),
        ("wire_announces", "longest", GroupAnnounceList::from_first([both; 4]).to_vec()),
    ]
}

fn dht() -> Vec<Seed> {
    vec![
        ("wire_dht", "ping_request_payload", PingRequest { id: ID }.to_vec()),
        ("wire_dht", "ping_response_payload", PingResponse { id: ID }.to_vec()),
        ("wire_dht", "nodes_request_payload", NodesRequest { target: DHT_KEY, id: ID }.to_vec()),
        ("wire_dht", "empty_nodes_payload", NodesResponse { nodes: NodeList::new(), id: ID }.to_vec()),
        ("wire_dht", "two_nodes_payload", NodesResponse { nodes: two_nodes(), id: ID }.to_vec()),
        ("wire_dht", "four_nodes_payload", NodesResponse { nodes: nodes(), id: ID }.to_vec()),
        ("wire_dht", "reference_ping_request", hex(PING_REQUEST)),
        ("wire_dht", "reference_nodes_request", hex(NODES_REQUEST)),
        ("wire_dht", "reference_nodes_response", hex(NODES_RESPONSE)),
    ]
}

fn discovery() -> Vec<Seed> {
    let response = BootstrapInfoResponse { version: daemon_version(0, 2, 22), motd: b"tox-bootstrapd\0" };
    vec![
        ("wire_discovery", "lan", LanDiscovery { key: DHT_KEY }.to_vec()),
        ("wire_discovery", "info_request", BootstrapInfoRequest.to_vec()),
        ("wire_discovery", "info_response", response.to_vec()),
        ("wire_discovery", "longest_info", BootstrapInfoResponse { motd: &[b'm'; 256], ..response }.to_vec()),
    ]
}

fn forwarding() -> Vec<Seed> {
    let wrap = |route: SendbackRoute<'_>| Sendback { authenticator: &[0xa5; 32], route: &route.to_vec() }.to_vec();
    let requester = wrap(SendbackRoute::Requester(v6()));
    let chained = wrap(SendbackRoute::Forwarder { addr: v4(), sendback: &requester });
    let client = wrap(SendbackRoute::RelayClient { index: [1; 4], serial: [2; 8] });
    vec![
        ("wire_forwarding", "chain", ForwardChain { hops: &[DHT_KEY; 4], data: b"data" }.to_vec()),
        ("wire_forwarding", "forwarding", Forwarding { sendback: &requester, data: b"data" }.to_vec()),
        ("wire_forwarding", "answer", Forwarding { sendback: &[], data: b"data" }.to_vec()),
        ("wire_forwarding", "reply", ForwardReply { sendback: &chained, data: b"data" }.to_vec()),
        ("wire_forwarding", "sendback", chained),
        ("wire_forwarding", "client_sendback", client),
        ("wire_forwarding", "relayed", RelayForwardRequest { to: v4(), data: b"data" }.to_vec()),
        ("wire_forwarding", "reference_chain", hex(FORWARD_CHAIN)),
    ]
}

fn routed() -> Vec<Seed> {
    let mut dht_key = vec![SealedDhtKey::KIND];
    dht_key.extend(LongTermPublicKey::from_bytes([0x11; 32]).as_bytes());
    dht_key.extend([0x22; 24 + 16 + 41]);
    vec![
        ("wire_routed", "nat_ping_request", NatPing::Request(ID).to_vec()),
        ("wire_routed", "nat_ping_response", NatPing::Response(ID).to_vec()),
        ("wire_routed", "dht_key", dht_key),
        ("wire_routed", "reference_nat_ping", hex(NAT_PING)),
    ]
}

fn storage() -> Vec<Seed> {
    let answer = |stored, nodes| SearchAnswer { stored, authenticator: [0xa5; 32], accepts: true, nodes };
    let response = |answer| DataSearchResponse { data_key: DATA_KEY, answer, id: ID }.to_vec();
    let content = |action| StoreContent { authenticator: [0xa5; 32], seconds: 900, action }.to_vec();
    let retrieve = DataRetrieveRequest { data_key: DATA_KEY, authenticator: [0xa5; 32], id: ID };
    let request = |known| DataSearchRequest { data_key: DATA_KEY, known, id: ID }.to_vec();
    vec![
        ("wire_storage", "search", request(None)),
        ("wire_storage", "search_again", request(Some([0x33; 32]))),
        ("wire_storage", "answer_unchanged", response(None)),
        ("wire_storage", "answer_empty", response(Some(answer(None, NodeList::new())))),
        ("wire_storage", "answer_full", response(Some(answer(Some([0x44; 32]), nodes())))),
        ("wire_storage", "retrieve", retrieve.to_vec()),
        ("wire_storage", "value", DataRetrieveResponse { data_key: DATA_KEY, value: b"value", id: ID }.to_vec()),
        ("wire_storage", "store", vec![0x55; StoreRequest::MIN_LEN]),
        ("wire_storage", "store_content", content(StoreAction::Store(b"value"))),
        ("wire_storage", "prolong_content", content(StoreAction::Prolong([0x66; 32]))),
        (
            "wire_storage",
            "granted",
            StoreResponse { data_key: DATA_KEY, seconds: 900, node_time: 1 << 31, id: ID }.to_vec(),
        ),
    ]
}

/// The captured datagrams whose kind one of these targets knows.
fn captured() -> Vec<Seed> {
    let lines = CAPTURED.lines().filter_map(|line| line.split_once(' '));
    lines.filter_map(|(name, bytes)| Some((target_of(hex(bytes).first()?)?, name, hex(bytes)))).collect()
}

fn target_of(kind: &u8) -> Option<&'static str> {
    match kind {
        0x00..=0x04 => Some("wire_dht"),
        0x20 => Some("wire_routed"),
        0x21 | 0xf0 => Some("wire_discovery"),
        0x90..=0x92 => Some("wire_forwarding"),
        0x93..=0x98 => Some("wire_storage"),
        _ => None,
    }
}

fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text.chars().filter_map(|digit| digit.to_digit(16)).collect();
    digits.chunks(2).filter_map(|pair| u8::try_from(pair[0] << 4 | pair[1]).ok()).collect()
}

// Packets of the reference, with the keys of the pinned vectors.
const PING_REQUEST: &str = "0079a631eede1bf9c98f12032cdeadd0e7a079398fc786b88cc846ec89af85a51a\
    a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7dfc9802a38f5a5dad94456d06823acc3dc45adc7762d3d840f";
const NODES_REQUEST: &str = "0279a631eede1bf9c98f12032cdeadd0e7a079398fc786b88cc846ec89af85a51a\
    a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b709b0966d2bc9f14e2522a28f985ec046e9d4fd220420db222962550b\
    9cf31de7acec4dead617abc2fcfbdfcc8004843d48cbe0fbfb610a67";
const NODES_RESPONSE: &str = "04675dd574ed7789310b3d2e7681f3790b466c773b1521fecf36577958371ea52f\
    a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b78b7bb610c88401cbd5a91848b7a70517de564ff43079d95608c8a23c\
    f5ed19bdde5812df9eefead9dcd38d837069b8738853bc818f3f55b0cbbee77164cbeb824728dcdf2c2d642651a803e75e23e699\
    a8d6f7633c582c0b97e2c83d14a4d3435cec754733ad26aa4093414fda8afbb32c023e";
const NAT_PING: &str = "20675dd574ed7789310b3d2e7681f3790b466c773b1521fecf36577958371ea52f\
    79a631eede1bf9c98f12032cdeadd0e7a079398fc786b88cc846ec89af85a51aa0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7\
    46c9ec583501b7ee46191bb0238d46d222548ef6317c5ef58080";
const FORWARD_CHAIN: &str = "90dc2cca31e8e43bbd91dff7e475cca3347eb478107d5bd765aba4ae4a30c35d44\
    908397522ae4dd2217ff49c696ea64d66029ebd15bbf0e4a9aa196012c0079eb5678";
