//! Packets of the reference's daemon and client, taken from loopback: onion paths through real nodes in which each place
//! was once ours, a relay link, and a friend who connects and one who asks. Each packet opens, says what the run did, and
//! is made again from its parts byte for byte.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

use std::net::SocketAddr;

use toxcore_crypto::{
    CombinedKey, DhtKeyPair, DhtPublicKey, EphemeralKeyPair, EphemeralPublicKey, KeyPair, LongTermKeyPair,
    LongTermPublicKey, Nonce, SymmetricKey, X25519PublicKey,
};
use toxcore_wire::friend::{FriendRequest, NoSpam};
use toxcore_wire::net_crypto::{
    CookieResponse, CryptoData, DataId, DataPacket, Handshake, HandshakePayload, PacketRequest,
};
use toxcore_wire::onion::{
    AnnounceForm, AnnounceRequest, AnnounceResponse, AnnounceResponsePayload, AnnounceStatus, ClientSlot, DataResponse,
    DataToRoute, OnionData, OnionRequest1, OnionRequest2, OnionResponse1, OnionResponse2, OnionResponse3,
    ReturnAddress, SealedOnionData,
};
use toxcore_wire::relay::{ConnectionId, FrameLength, RelayPacket, ServerHandshake};
use toxcore_wire::{PackedNode, RelayInfo, RequestId};

/// The runs, by the release of the reference. One packet a line: its name, then its bytes.
const RUNS: [(&str, &str); 2] =
    [("0.2.18", include_str!("captured/path-0.2.18.txt")), ("0.2.22", include_str!("captured/path-0.2.22.txt"))];

/// Tells the same story about every run.
fn each_run(tell: impl Fn(&Run)) {
    for (release, text) in RUNS {
        println!("release {release}");
        tell(&Run(text));
    }
}

struct Run(&'static str);

impl Run {
    fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    fn find(&self, name: &str) -> Option<Vec<u8>> {
        let line = self.0.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))?;
        let (pairs, _) = line.as_bytes().as_chunks::<2>();
        Some(pairs.iter().map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect())
    }

    fn packet(&self, name: &str) -> Vec<u8> {
        self.find(name).unwrap()
    }

    fn key<P: X25519PublicKey>(&self, name: &str) -> P {
        P::from_bytes(self.packet(name).try_into().unwrap())
    }

    fn node(&self, index: usize) -> DhtPublicKey {
        self.key(&format!("node_{index}"))
    }

    /// The key of announce packets between us and a node.
    fn announce_key(&self, node: usize) -> CombinedKey {
        combined(&long_term(), &self.node(node))
    }

    fn answer<'a>(&self, node: usize, packet: &'a mut [u8]) -> AnnounceResponsePayload<'a> {
        AnnounceResponse::parse(packet).unwrap().open(&self.announce_key(node)).unwrap()
    }
}

fn ours<P: X25519PublicKey>(byte: u8) -> KeyPair<P> {
    KeyPair::from_secret_bytes([byte; 32])
}

fn long_term() -> LongTermKeyPair {
    ours(0x12)
}

/// We, as a node on a path.
fn path_node() -> DhtKeyPair {
    ours(0x18)
}

fn combined<P>(own: &KeyPair<P>, peer: &impl X25519PublicKey) -> CombinedKey {
    CombinedKey::new(&own.secret, peer).unwrap()
}

fn return_key() -> SymmetricKey {
    SymmetricKey::from_bytes([0x19; 32])
}

fn node_addr(index: u16) -> SocketAddr {
    ([127, 0, 0, 1], 33_445 + index).into()
}

#[test]
fn relay_link_opens_and_is_made_again() {
    each_run(|run| {
        let dht: DhtKeyPair = ours(0x11);
        let key = combined(&dht, &run.node(0));
        let captured = run.packet("tcp_server_handshake");
        let nonce = Nonce::from_bytes(*captured.first_chunk().unwrap());
        let payload = ServerHandshake::parse(&mut captured.clone()).unwrap().open(&key).unwrap();
        let mut again = Vec::new();
        ServerHandshake::seal(&nonce, &key, &payload, &mut again);
        assert_eq!(again, captured);

        let link: EphemeralKeyPair = ours(0x16);
        let link = combined(&link, &payload.temporary);
        let captured = run.packet("tcp_stream");
        let (mut stream, mut nonce, mut again) = (captured.clone(), payload.base_nonce, Vec::new());
        let mut kinds = Vec::new();
        while let Some((sealed, len)) = FrameLength::split(&mut stream).unwrap() {
            let plain = link.open_in_place(&nonce, sealed).unwrap();
            let packet = RelayPacket::from_server(plain).unwrap();
            packet.seal_frame(&link, &nonce, &mut again).unwrap();
            kinds.push(packet.kind());
            check_frame(run, &packet);
            nonce.increment();
            stream.drain(..len);
        }
        assert_eq!((again, kinds), (captured, vec![0x05, 0x01, 0x01, 0x09]));
    });
}

/// The answers to a ping, to routing requests for a peer and for our own key, and to an onion request.
fn check_frame(run: &Run, packet: &RelayPacket<'_>) {
    let (own, peer): (DhtKeyPair, DhtKeyPair) = (ours(0x11), ours(0x21));
    match *packet {
        RelayPacket::Pong { id } => assert_eq!(id, RequestId::from_u64(0x0102_0304_0506_0708)),
        RelayPacket::RoutingResponse { id: None, peer } => assert_eq!(peer, own.public),
        RelayPacket::RoutingResponse { id, peer: asked } => {
            assert_eq!((id, asked), (ConnectionId::from_byte(16), peer.public));
        }
        RelayPacket::OnionResponse { data } => {
            let mut data = data.to_vec();
            assert_eq!(AnnounceResponse::parse(&mut data).unwrap().sendback, RequestId::from_u64(1));
            assert!(matches!(run.answer(3, &mut data).status, AnnounceStatus::NotStored { .. }));
        }
        _ => panic!("{packet:?}"),
    }
}

#[test]
fn announce_responses_open_and_are_made_again() {
    each_run(|run| {
        let key = run.announce_key(3);
        for (name, sendback) in
            [("announce_response_not_stored", 2), ("announce_response_stored", 3), ("announce_response_extended", 4)]
        {
            // 0.2.18 lets no extended request through its part of a path.
            let Some(captured) = run.find(name) else { continue };
            let mut packet = captured.clone();
            let response = AnnounceResponse::parse(&mut packet).unwrap();
            let (nonce, extended) = (response.nonce, response.extended);
            assert_eq!(response.sendback, RequestId::from_u64(sendback));
            let payload = response.open(&key).unwrap();
            assert_eq!(matches!(payload.status, AnnounceStatus::NotStored { .. }), name.ends_with("not_stored"));
            assert!(payload.nodes.iter().all(|node| node.addr.ip().is_loopback()));
            assert_eq!(payload.form, if extended { AnnounceForm::Extended(&[]) } else { AnnounceForm::Plain });
            let mut again = Vec::new();
            payload.seal(&RequestId::from_u64(sendback), &nonce, &key, &mut again).unwrap();
            assert_eq!(again, captured);
        }
        assert!(run.has("announce_response_stored"));
    });
}

#[test]
fn announced_client_is_found_with_its_data_key() {
    each_run(|run| {
        let captured = run.packet("announce_response_found");
        let search: EphemeralKeyPair = ours(0x1b);
        let key = combined(&search, &run.node(0));
        let mut packet = captured.clone();
        let payload = AnnounceResponse::parse(&mut packet).unwrap().open(&key).unwrap();
        assert!(matches!(payload.status, AnnounceStatus::Found { .. }));
        let nonce = Nonce::from_bytes(captured[9..33].try_into().unwrap());
        let mut again = Vec::new();
        payload.seal(&RequestId::from_u64(3), &nonce, &key, &mut again).unwrap();
        assert_eq!(again, captured);
    });
}

#[test]
fn we_are_the_second_node_of_a_path() {
    each_run(|run| {
        let mut packet = run.packet("onion_request_1");
        let request = OnionRequest1::parse(&mut packet).unwrap();
        let key = combined(&path_node(), &request.key);
        let forwarded = request.open(&key).unwrap();
        assert_eq!((forwarded.next, forwarded.packet()[0]), (node_addr(2), 0x82));

        let mut packet = run.packet("onion_response_2");
        let response = OnionResponse2::parse(&mut packet).unwrap().open(&return_key()).unwrap();
        assert_eq!((response.next, response.packet[0]), (node_addr(0), 0x8e));
    });
}

#[test]
fn we_are_the_third_node_of_a_path() {
    each_run(|run| {
        let mut packet = run.packet("onion_request_2");
        let request = OnionRequest2::parse(&mut packet).unwrap();
        let key = combined(&path_node(), &request.key);
        let forwarded = request.open(&key).unwrap();
        assert_eq!((forwarded.next, forwarded.packet().len()), (node_addr(3), AnnounceRequest::CLIENT_LEN));

        let mut packet = run.packet("onion_response_3");
        let response = OnionResponse3::parse(&mut packet).unwrap().open(&return_key()).unwrap();
        assert_eq!((response.next, response.packet[0]), (node_addr(1), 0x8d));
    });
}

#[test]
fn we_are_the_first_node_and_the_destination() {
    each_run(|run| {
        let long_term = long_term();
        let mut packet = run.packet("announce_request");
        let request = AnnounceRequest::parse(&mut packet).unwrap();
        assert_eq!(request.sender, EphemeralPublicKey::from(long_term.public));
        let key = combined(&path_node(), &request.sender);
        let payload = request.open(&key).unwrap();
        assert_eq!((payload.searched, payload.sendback), (long_term.public, RequestId::from_u64(7)));

        let mut packet = run.packet("onion_response_1");
        let response = OnionResponse1::parse(&mut packet).unwrap().open(&return_key()).unwrap();
        assert_eq!(response.next, ReturnAddress::Client(ClientSlot { index: 5, generation: 6 }));
        assert_eq!(response.packet[0], 0x84);
    });
}

/// Opens the handshake of the first client.
fn handshake(run: &Run) -> (Handshake<'static>, CombinedKey) {
    let client: LongTermPublicKey = run.key("client_long_term_key");
    let packet = run.packet("handshake").leak();
    (Handshake::parse(packet).unwrap(), combined(&long_term(), &client))
}

#[test]
fn friend_gives_a_cookie_and_shakes_hands() {
    each_run(|run| {
        let (client, client_dht): (LongTermPublicKey, DhtPublicKey) =
            (run.key("client_long_term_key"), run.key("client_dht_key"));
        let dht: DhtKeyPair = ours(0x11);
        let key = combined(&dht, &client_dht);
        let captured = run.packet("cookie_response");
        let mut packet = captured.clone();
        let response = CookieResponse::parse(&mut packet).unwrap();
        let nonce = response.nonce;
        let payload = response.open(&key).unwrap();
        assert_eq!(payload.echo, RequestId::from_u64(0x99));
        let mut again = Vec::new();
        payload.seal(&nonce, &key, &mut again);
        assert_eq!(again, captured);

        let captured = run.packet("handshake");
        let (handshake, key) = handshake(run);
        let cookie = handshake.cookie;
        let contents = cookie.open(&SymmetricKey::from_bytes([0x1a; 32])).unwrap();
        assert_eq!((contents.unix_seconds, contents.long_term_key), (1_700_000_000, client));
        assert_eq!(contents.dht_key, client_dht);
        let nonce = Nonce::from_bytes(captured[113..137].try_into().unwrap());
        let payload: HandshakePayload = handshake.open(&key).unwrap();
        let mut again = Vec::new();
        payload.seal(&cookie, &nonce, &key, &mut again);
        assert_eq!(again, captured);
    });
}

#[test]
fn friend_sends_a_packet_request_then_online_and_alive() {
    each_run(|run| {
        let (handshake, key) = handshake(run);
        let payload = handshake.open(&key).unwrap();
        let session: EphemeralKeyPair = ours(0x17);
        let mut key = combined(&session, &payload.session_key).into();
        for (name, id, number) in [
            ("data_01", DataId::PacketRequest, 0),
            ("data_18", DataId::Lossless(24), 0),
            ("data_10", DataId::Lossless(16), 1),
        ] {
            let captured = run.packet(name);
            let mut packet = captured.clone();
            let packet = DataPacket::parse(&mut packet).unwrap();
            let [.., high, low] = payload.base_nonce.as_bytes();
            let ahead = packet.nonce_tail.wrapping_sub(u16::from_be_bytes([*high, *low]));
            let nonce = payload.base_nonce.wrapping_add(ahead.into());
            let data: CryptoData<'_> = packet.open(&nonce, &mut key).unwrap();
            assert_eq!((data.id(), data.packet_number, data.buffer_start, data.data.len()), (id, number, 0, 1));
            if id == DataId::PacketRequest {
                assert_eq!(PacketRequest::parse(data.data).unwrap().missing(0).count(), 0);
            }
            let mut again = Vec::new();
            data.seal(&nonce, &mut key, &mut again).unwrap();
            assert_eq!(again, captured);
        }
    });
}

#[test]
fn routed_data_opens_and_is_made_again() {
    each_run(|run| {
        let sender: LongTermPublicKey = run.key("client_2_long_term_key");
        let sender_dht: DhtPublicKey = run.key("client_2_dht_key");
        for name in ["data_response_friend_request", "data_response_dht_key"] {
            let captured = run.packet(name);
            let mut packet = captured.clone();
            let response = DataResponse::parse(&mut packet).unwrap();
            let (nonce, one_shot) = (response.nonce, response.one_shot);
            let data_key: EphemeralKeyPair = ours(0x15);
            let (outer, inner) = (combined(&data_key, &one_shot), combined(&long_term(), &sender));
            let routed = response.open(&outer).unwrap();
            assert_eq!(routed.sender, sender);
            let content = routed.open(&inner).unwrap();
            match &content {
                OnionData::FriendRequest(request) => {
                    let expected = FriendRequest { no_spam: NoSpam::from_u32(0x0102_0304), message: b"hello" };
                    assert_eq!(*request, expected);
                }
                OnionData::DhtKey(packet) => {
                    assert_eq!(packet.dht_key, sender_dht);
                    let relay = RelayInfo { addr: ([127, 0, 0, 1], 3_389).into(), key: run.node(0) };
                    assert_eq!(packet.nodes.first(), Some(&PackedNode::Tcp(relay)));
                    assert!(packet.nodes.iter().skip(1).all(|node| matches!(node, PackedNode::Udp(_))));
                }
            }
            let sealed = SealedOnionData::seal(&sender, &nonce, &inner, &content).unwrap();
            let mut again = Vec::new();
            DataToRoute::seal(&long_term().public, &one_shot, &nonce, &outer, &sealed, &mut again).unwrap();
            assert_eq!(again[33..], captured[1..]);
        }
    });
}
