//! Seeds of the onion, relay, net_crypto and friend packets: whole packets, and plaintexts that the laws seal.

use std::net::SocketAddr;

use toxcore_crypto::{CombinedKey, DhtPublicKey, EphemeralKeyPair, EphemeralPublicKey, LongTermPublicKey, Nonce};
use toxcore_wire::friend::{FriendRequest, NoSpam, RelayList, ShareRelays, ToxId};
use toxcore_wire::net_crypto::{Cookie, CookieContents, CookieRequestPayload, CookieResponsePayload};
use toxcore_wire::onion::{
    AnnounceForm, AnnounceRequestPayload, AnnounceResponsePayload, AnnounceStatus, ClientSlot, DhtKeyPacket, OnionData,
    OnionPath, RETURN_3_LEN, ReturnAddress,
};
use toxcore_wire::relay::{ConnectionId, HandshakePayload, RelayPacket};
use toxcore_wire::{Encode, NodeInfo, NodeList, OnionAddress, PackedNodeList, RelayInfo, RequestId};

use crate::Seed;

pub(crate) fn seeds() -> Vec<Seed> {
    [onion_requests(), onion_content(), announces(), relay(), net_crypto(), friend()].concat()
}

const DHT_KEY: DhtPublicKey = DhtPublicKey::from_bytes([0x5a; 32]);
const LONG_TERM_KEY: LongTermPublicKey = LongTermPublicKey::from_bytes([0x17; 32]);
const KEY: EphemeralPublicKey = EphemeralPublicKey::from_bytes([0xda; 32]);
const ID: RequestId = RequestId::from_u64(0x1122_3344_5566_7788);
const NONCE: Nonce = Nonce::from_bytes([0x20; Nonce::LEN]);

fn v4() -> SocketAddr {
    ([192, 0, 2, 1], 33_445).into()
}

fn v6() -> SocketAddr {
    ([0x2001, 0xdb8, 0, 0, 0, 0, 0, 1], 443).into()
}

fn nodes() -> NodeList {
    NodeList::from_first([v4(), v6(), v6(), v4()].map(|addr| NodeInfo { addr, key: DHT_KEY }))
}

fn combined() -> CombinedKey {
    let pair = EphemeralKeyPair::from_secret_bytes([1; 32]);
    CombinedKey::new(&pair.secret, &pair.public).expect("no key of low order")
}

/// Payloads of relay frames, and what each node of a path finds in its layer.
fn onion_requests() -> Vec<Seed> {
    let key = combined();
    let path = OnionPath {
        second: v4(),
        second_public: KEY,
        second_key: &key,
        third: v6(),
        third_public: KEY,
        third_key: &key,
    };
    let mut tcp = Vec::new();
    path.seal_tcp(&NONCE, v4(), &[0x83; 200], &mut tcp).expect("short enough");
    let first_layer = tcp[Nonce::LEN..].to_vec();
    let last_layer = [OnionAddress(v6()).to_vec(), vec![0x85; 100]].concat();
    vec![
        ("wire_onion", "tcp_request", tcp),
        ("wire_onion", "first_layer", first_layer),
        ("wire_onion", "last_layer", last_layer),
    ]
}

fn onion_content() -> Vec<Seed> {
    let request = FriendRequest { no_spam: NoSpam::from_u32(0xdead_beef), message: b"hey" };
    let relay = RelayInfo { addr: v4(), key: DHT_KEY };
    let packet = DhtKeyPacket {
        no_replay: 1_700_000_000,
        dht_key: DHT_KEY,
        nodes: PackedNodeList::from_first([relay.into(), NodeInfo { addr: v6(), key: DHT_KEY }.into()]),
    };
    let client = ReturnAddress::Client(ClientSlot { index: 7, generation: 9 });
    let to_route = [&[0x85; 1], &[7; 140][..], &[0; RETURN_3_LEN]].concat();
    vec![
        ("wire_onion", "friend_request", OnionData::FriendRequest(request).to_vec()),
        ("wire_onion", "dht_key", packet.to_vec()),
        ("wire_onion", "back_to_client", [client.to_vec(), vec![0x84; 100]].concat()),
        ("wire_onion", "back_to_node", [ReturnAddress::Udp(v4()).to_vec(), vec![0x86; 100]].concat()),
        ("wire_onion", "data_to_route", to_route),
    ]
}

fn announces() -> Vec<Seed> {
    let request = AnnounceRequestPayload {
        ping_id: [1; 32],
        searched: LONG_TERM_KEY,
        data_key: KEY,
        sendback: ID,
        form: AnnounceForm::Plain,
    };
    let response = |status, form| AnnounceResponsePayload { status, nodes: nodes(), form }.to_vec();
    let found = AnnounceStatus::Found { data_key: KEY };
    let stored = AnnounceStatus::Stored { ping_id: [3; 32] };
    vec![
        ("wire_onion", "announce_request", request.to_vec()),
        ("wire_onion", "announce_found", response(found, AnnounceForm::Plain)),
        ("wire_onion", "announce_extended", response(stored, AnnounceForm::Extended(&[2; 104]))),
    ]
}

fn relay() -> Vec<Seed> {
    let id = ConnectionId::from_byte(16).expect("an id");
    let ping = RelayPacket::Ping { id: ID };
    let mut stream = Vec::new();
    for packet in [ping, RelayPacket::Data { id, data: &[0; 30] }, RelayPacket::RoutingRequest { peer: DHT_KEY }] {
        packet.seal_frame(&combined(), &NONCE, &mut stream).expect("short enough");
    }
    let packets = [
        ("routing_request", RelayPacket::RoutingRequest { peer: DHT_KEY }),
        ("routing_response", RelayPacket::RoutingResponse { id: Some(id), peer: DHT_KEY }),
        ("routing_refused", RelayPacket::RoutingResponse { id: None, peer: DHT_KEY }),
        ("connected", RelayPacket::ConnectNotification { id }),
        ("disconnected", RelayPacket::DisconnectNotification { id }),
        ("ping", ping),
        ("pong", RelayPacket::Pong { id: ID }),
        ("oob_send", RelayPacket::OobSend { receiver: DHT_KEY, data: b"oob" }),
        ("oob_receive", RelayPacket::OobReceive { sender: DHT_KEY, data: b"oob" }),
        ("onion_request", RelayPacket::OnionRequest { payload: &[0; 200] }),
        ("onion_response", RelayPacket::OnionResponse { data: &[0x84; 90] }),
        ("forward_request", RelayPacket::ForwardRequest { destination: v6(), data: b"search" }),
        ("forwarding", RelayPacket::Forwarding { data: b"answer" }),
        ("data", RelayPacket::Data { id, data: &[0; 20] }),
    ];
    let payload = HandshakePayload { temporary: KEY, base_nonce: NONCE }.to_vec();
    let mut seeds: Vec<Seed> =
        packets.into_iter().map(|(name, packet)| ("wire_relay", name, packet.to_vec())).collect();
    seeds.push(("wire_relay", "handshake_payload", payload));
    seeds.push(("wire_relay", "stream", stream));
    seeds.push(("wire_relay", "zero_length", vec![0, 0]));
    seeds
}

fn net_crypto() -> Vec<Seed> {
    let contents = CookieContents { unix_seconds: 1, long_term_key: LONG_TERM_KEY, dht_key: DHT_KEY };
    let cookie = Cookie::from_bytes([7; Cookie::LEN]);
    vec![
        ("wire_net_crypto", "cookie", contents.to_vec()),
        ("wire_net_crypto", "cookie_request", CookieRequestPayload { long_term_key: LONG_TERM_KEY, echo: ID }.to_vec()),
        ("wire_net_crypto", "cookie_response", CookieResponsePayload { cookie, echo: ID }.to_vec()),
        ("wire_net_crypto", "handshake", vec![5; 232]),
        ("wire_net_crypto", "data", vec![0, 0, 0, 5, 0, 0, 0, 7, 0, 0, 0x40, b'h', b'i']),
        ("wire_net_crypto", "only_padding", vec![0; 40]),
        ("wire_net_crypto", "packet_request", vec![1, 1, 3, 3, 0, 0, 0, 0xfd]),
        ("wire_net_crypto", "packet_request_zero_at_end", vec![1, 1, 0xfe, 0]),
    ]
}

fn friend() -> Vec<Seed> {
    let id = ToxId { public_key: LONG_TERM_KEY, no_spam: NoSpam::from_u32(0xdead_beef) };
    let relays = RelayList::from_first([v4(), v6()].map(|addr| RelayInfo { addr, key: DHT_KEY }));
    vec![
        ("wire_friend", "tox_id", id.to_vec()),
        ("wire_friend", "tox_id_text", id.to_string().into_bytes()),
        ("wire_friend", "friend_request", FriendRequest { no_spam: id.no_spam, message: b"hey" }.to_vec()),
        ("wire_friend", "share_relays", ShareRelays { relays }.to_vec()),
    ]
}
