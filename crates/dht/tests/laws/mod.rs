//! What holds for the machine whatever arrives. The fuzz target calls [`check`] with what the fuzzer makes up, the test
//! `corpus` with what it once found.
//!
//! The bytes are a script: datagrams as they are, packets that are sealed as their senders would, answers to what the
//! machine asked, time that passes, and calls of the owner.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "each test uses a part, and a test may fail")]

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::{CombinedKey, DhtKeyPair, DhtPublicKey, EphemeralPublicKey, KeyCache, KeyPair, Nonce};
use toxcore_dht::{BUCKET_SIZE, BUCKETS, BootstrapInfo, ClientForward, Config, Dht, LanDiscovery, Output, SearchToken};
use toxcore_sansio::{Admission, Asker, Cx, Instant, Nodes, Path, Rng, Seed, StreamId, UnixTime};
use toxcore_sim::Script;
use toxcore_wire::dht::{
    DhtPacket, NodesRequest, NodesResponse, PingRequest, PingResponse, seal_dht_packet, seal_dht_request,
};
use toxcore_wire::storage::{DataSearchRequest, DataSearchResponse};
use toxcore_wire::{Encode, NodeInfo, NodeList, PacketKind, RequestId};

/// Peers with keys.
const PEERS: usize = 6;
/// Where datagrams come from: the peers' own addresses, and some that are special.
const ADDRESSES: [&str; 12] = [
    "198.51.100.1:33445",
    "198.51.100.2:33445",
    "[2001:db8::3]:33445",
    "192.168.1.4:33445",
    "198.51.100.5:33445",
    "203.0.113.6:1",
    "198.51.100.1:0",
    "0.0.0.0:33445",
    "224.0.0.1:33445",
    "127.0.0.1:33445",
    "[::ffff:198.51.100.2]:33445",
    "[ff02::1]:33445",
];
/// Longest datagram that leaves: what the wire allows.
const MAX_LEN: usize = 2_048;
/// Bytes that an answer to an unauthenticated datagram may be longer than it: a bootstrap info.
const MAX_GROWTH: usize = 261;

/// Runs the script. Panics if something does not hold.
pub fn check(script: &[u8]) {
    let mut run = Run::new();
    let mut script = Script::new(script);
    while let Some(what) = script.byte() {
        run.step(what, &mut script);
    }
}

struct Run {
    dht: Dht,
    keys: DhtKeyPair,
    cache: KeyCache,
    rng: Rng,
    admission: Admission,
    now: Instant,
    peers: Vec<(DhtKeyPair, CombinedKey)>,
    /// Requests of the machine that nobody answered yet: peer, kind, address, number.
    asked: VecDeque<(usize, PacketKind, SocketAddr, RequestId)>,
    tokens: Vec<SearchToken>,
}

impl Run {
    fn new() -> Self {
        let seed = Seed::from_number(1);
        let keys = key_pair(0);
        let mut config = Config::new(keys.public);
        config.lan_discovery = LanDiscovery::Client;
        config.bootstrap_info = Some(BootstrapInfo { version: 1, motd: vec![b'm'; 255] });
        let peers = (1..=PEERS as u8).map(key_pair);
        Self {
            dht: Dht::new(config, &seed),
            cache: KeyCache::new(64, [0; 16]),
            rng: Rng::new(&seed),
            admission: Admission::new(1_000, &seed),
            now: Instant::from_origin(Duration::from_secs(5)),
            peers: peers.map(|pair| (CombinedKey::new(&pair.secret, &keys.public).unwrap(), pair)).map(swap).collect(),
            keys,
            asked: VecDeque::new(),
            tokens: Vec::new(),
        }
    }

    fn step(&mut self, what: u8, script: &mut Script<'_>) {
        match what % 12 {
            0 => self.raw(script),
            1 | 2 => self.sealed(script),
            3 | 4 => self.answer(script),
            5 => self.routed(script),
            6 => self.wait(Duration::from_millis(100 * script.number() as u64)),
            7 => self.wait(Duration::from_secs(script.number() as u64)),
            8 => self.search(script),
            9 => self.bootstrap(script),
            10 => self.forward_for_client(script),
            _ => self.owner(script),
        }
    }

    fn with<T>(&mut self, act: impl FnOnce(&mut Dht, &mut Cx<'_>) -> T) -> T {
        let mut cx = Cx {
            keys: &self.keys,
            cache: &mut self.cache,
            rng: &mut self.rng,
            unix_time: UnixTime(0),
            admission: &mut self.admission,
        };
        act(&mut self.dht, &mut cx)
    }

    /// A datagram as it is.
    fn raw(&mut self, script: &mut Script<'_>) {
        let from = address(script.number());
        let bytes = script.bytes().to_vec();
        let sent = self.deliver(from, bytes.clone());
        assert!(sent <= bytes.len() + MAX_GROWTH, "{} bytes answered with {sent}", bytes.len());
    }

    /// A packet that opens.
    fn sealed(&mut self, script: &mut Script<'_>) {
        let (peer, from) = (script.number() % PEERS, script.number());
        let from = if from < 128 { address(peer) } else { address(from) };
        let kind = KINDS[script.number() % KINDS.len()];
        let payload = script.bytes();
        if !payload.is_empty() {
            let packet = self.seal(peer, kind, payload);
            self.deliver(from, packet);
        }
    }

    /// An answer to the oldest request.
    fn answer(&mut self, script: &mut Script<'_>) {
        let Some((peer, kind, addr, id)) = self.asked.pop_front() else { return };
        let packet = match kind {
            PacketKind::PingRequest => self.seal(peer, PingResponse::KIND, &PingResponse { id }),
            PacketKind::NodesRequest => {
                let nodes = (0..script.number() % 5).map(|_| self.named(script.number(), script.number()));
                let nodes = NodeList::from_first(nodes);
                self.seal(peer, NodesResponse::KIND, &NodesResponse { nodes, id })
            }
            _ => {
                let data_key = EphemeralPublicKey::from_bytes([1; 32]);
                self.seal(peer, DataSearchResponse::KIND, &DataSearchResponse { data_key, answer: None, id })
            }
        };
        self.deliver(addr, packet);
    }

    /// A node for an answer: a peer or the machine itself, at any address.
    fn named(&self, key: usize, addr: usize) -> NodeInfo {
        let key = self.peers.get(key % (PEERS + 1)).map_or(self.keys.public, |(pair, _)| pair.public);
        NodeInfo { addr: address(addr), key }
    }

    /// A packet by way of another node.
    fn routed(&mut self, script: &mut Script<'_>) {
        let (peer, from) = (script.number() % PEERS, script.number());
        let payload = script.bytes();
        if payload.is_empty() {
            return;
        }
        let (pair, combined) = &self.peers[peer];
        let mut packet = Vec::new();
        seal_dht_request(&self.keys.public, &pair.public, &NONCE, combined, payload, &mut packet);
        self.deliver(address(from), packet);
    }

    fn wait(&mut self, time: Duration) {
        self.now += time;
        let now = self.now;
        self.with(|dht, cx| dht.handle_timeout(cx, now));
        self.drain();
        assert!(self.dht.poll_timeout().is_none_or(|due| due > now), "work is left");
    }

    fn search(&mut self, script: &mut Script<'_>) {
        let now = self.now;
        match script.number() {
            n if n < 128 => {
                let key = self.peers[n % PEERS].0.public;
                let token = self.with(|dht, cx| dht.add_search(cx, now, key));
                self.tokens.extend(token.ok());
            }
            n if n < 192 => {
                if !self.tokens.is_empty() {
                    let token = self.tokens.swap_remove(n % self.tokens.len());
                    assert!(self.dht.remove_search(token), "the search goes on");
                }
            }
            n => {
                let key = self.peers[n % PEERS].0.public;
                let payload = script.bytes();
                self.with(|dht, cx| dht.send_routed(cx, now, &key, payload));
            }
        }
        self.drain();
    }

    fn bootstrap(&mut self, script: &mut Script<'_>) {
        let (now, node) = (self.now, self.named(script.number(), script.number()));
        let _ = self.with(|dht, cx| dht.bootstrap(cx, now, node));
        self.drain();
    }

    fn forward_for_client(&mut self, script: &mut Script<'_>) {
        let (client, to) = (address(script.number()), address(script.number()));
        let request = ClientForward { stream: StreamId { index: 1, generation: 2 }, client, to, data: script.bytes() };
        let _ = self.dht.forward_for_client(self.now, &request);
        self.drain();
    }

    fn owner(&mut self, script: &mut Script<'_>) {
        let now = self.now;
        match script.number() % 4 {
            0 => self.dht.set_lan_targets(now, vec![SocketAddr::from(([192, 168, 1, 255], 0))]),
            1 => self.dht.set_lan_targets(now, Vec::new()),
            2 => self.dht.load_nodes(now, &[self.named(script.number(), script.number())]),
            _ => self.dht.load_nodes(now, &self.dht.nodes_to_save(now)),
        }
        self.drain();
    }

    /// Hands a datagram in and checks what comes of it; returns the bytes that were sent.
    fn deliver(&mut self, from: SocketAddr, mut packet: Vec<u8>) -> usize {
        let now = self.now;
        let close = self.dht.close_nodes(now).count();
        let result = self.with(|dht, cx| dht.handle_packet(cx, now, Path::Udp(from), &mut packet));
        let (sent, outputs) = self.drain();
        if result.is_err() {
            assert_eq!((sent, outputs), (0, 0), "{result:?}, and yet something happened");
            assert_eq!(self.dht.close_nodes(now).count(), close);
        }
        sent
    }

    /// Takes everything that the machine wants, and checks it. Returns bytes and outputs.
    fn drain(&mut self) -> (usize, usize) {
        let mut buf = Vec::new();
        let mut sent = 0;
        while let Some(run) = self.dht.poll_transmit(self.now, &mut buf) {
            assert!(run.to.port() != 0 && !run.to.ip().is_unspecified(), "{run:?}");
            for datagram in buf.chunks_mut(run.segment) {
                assert!(datagram.len() <= MAX_LEN);
                sent += datagram.len();
                self.note_request(run.to, datagram);
            }
            buf.clear();
        }
        let mut outputs = 0;
        while let Some(output) = self.dht.poll_output() {
            outputs += 1;
            if let Output::NodeFound { key, .. } = output {
                assert!(self.tokens.iter().any(|token| *token.key() == key), "nobody searched it");
            }
        }
        self.check_state();
        (sent, outputs)
    }

    fn check_state(&self) {
        let now = self.now;
        let close: Vec<NodeInfo> = self.dht.close_nodes(now).collect();
        assert!(close.len() <= BUCKETS * BUCKET_SIZE);
        assert!(close.iter().all(|node| node.key != self.keys.public && node.addr.port() != 0));
        let nearest = self.dht.closest(now, &[7; 32], Asker::Internet);
        assert!(nearest.iter().all(|node| !toxcore_wire::is_lan(&node.addr.ip())));
    }

    /// Remembers what the machine asked a peer.
    fn note_request(&mut self, to: SocketAddr, datagram: &mut [u8]) {
        let kind = PacketKind::of(datagram).unwrap();
        if !matches!(kind, PacketKind::PingRequest | PacketKind::NodesRequest | PacketKind::DataSearchRequest) {
            return;
        }
        for peer in 0..PEERS {
            let mut copy = datagram.to_vec();
            let Ok(packet) = DhtPacket::parse(&mut copy) else { return };
            let Ok(plain) = packet.open(&self.peers[peer].1) else { continue };
            let id = match kind {
                PacketKind::PingRequest => PingRequest::parse(plain).unwrap().id,
                PacketKind::NodesRequest => NodesRequest::parse(plain).unwrap().id,
                _ => DataSearchRequest::parse(plain).unwrap().id,
            };
            self.asked.push_back((peer, kind, to, id));
            self.asked.truncate(64);
            return;
        }
    }

    fn seal(&self, peer: usize, kind: PacketKind, payload: &(impl Encode + ?Sized)) -> Vec<u8> {
        let (pair, combined) = &self.peers[peer];
        let mut packet = Vec::new();
        seal_dht_packet(kind, &pair.public, &NONCE, combined, payload, &mut packet);
        packet
    }
}

const NONCE: Nonce = Nonce::from_bytes([9; 24]);

const KINDS: [PacketKind; 10] = [
    PacketKind::PingRequest,
    PacketKind::PingResponse,
    PacketKind::NodesRequest,
    PacketKind::NodesResponse,
    PacketKind::DataSearchRequest,
    PacketKind::DataSearchResponse,
    PacketKind::DataRetrieveRequest,
    PacketKind::DataRetrieveResponse,
    PacketKind::StoreRequest,
    PacketKind::StoreResponse,
];

fn key_pair(n: u8) -> DhtKeyPair {
    KeyPair::<DhtPublicKey>::from_secret_bytes([n + 1; 32])
}

fn swap<A, B>((a, b): (A, B)) -> (B, A) {
    (b, a)
}

fn address(n: usize) -> SocketAddr {
    ADDRESSES[n % ADDRESSES.len()].parse().unwrap()
}
