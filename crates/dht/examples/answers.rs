//! How many nodes requests and pings a second one node answers, sockets apart: a full close list, `KEYS` requesters (64) whose
//! keys are cached.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "it prints figures")]

use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::{CombinedKey, DhtKeyPair, DhtPublicKey, KeyCache, KeyPair};
use toxcore_dht::{Config, Dht};
use toxcore_sansio::{Admission, Cx, Instant, Path, Rng, Seed, UnixTime};
use toxcore_wire::dht::{DhtPacket, NodesRequest, NodesResponse, PingRequest, PingResponse, seal_dht_packet};
use toxcore_wire::{Encode, NodeInfo, NodeList, PacketKind, RequestId};

/// Packets that are handled before the answers are taken, as a driver with batches does.
const BATCH: usize = 32;
const PACKETS: usize = 400_000;

struct Node {
    dht: Dht,
    keys: DhtKeyPair,
    cache: KeyCache,
    rng: Rng,
    admission: Admission,
}

impl Node {
    fn new() -> Self {
        let seed = Seed::from_number(1);
        let keys = DhtKeyPair::from_secret_bytes([7; 32]);
        Self {
            dht: Dht::new(Config::new(keys.public), &seed),
            keys,
            cache: KeyCache::new(65_536, [0; 16]),
            rng: Rng::new(&seed),
            admission: Admission::new(1_000_000, &seed),
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

    /// Takes what it sends: destination and bytes.
    fn sent(&mut self, now: Instant, buf: &mut Vec<u8>) -> Vec<(SocketAddr, Vec<u8>)> {
        let mut all = Vec::new();
        while let Some(run) = self.dht.poll_transmit(now, buf) {
            all.extend(buf.chunks(run.segment).map(|bytes| (run.to, bytes.to_vec())));
            buf.clear();
        }
        all
    }
}

struct Peer {
    keys: DhtKeyPair,
    addr: SocketAddr,
    combined: CombinedKey,
}

impl Peer {
    fn new(n: u32, node: &DhtPublicKey) -> Self {
        let mut secret = [1; 32];
        secret[..4].copy_from_slice(&n.to_le_bytes());
        let keys = KeyPair::from_secret_bytes(secret);
        let addr = SocketAddr::from(([198, 51, (n >> 8) as u8, n as u8], 33_445));
        Self { combined: CombinedKey::new(&keys.secret, node).unwrap(), keys, addr }
    }

    fn seal(&self, rng: &mut Rng, kind: PacketKind, payload: &impl Encode) -> Vec<u8> {
        let mut out = Vec::new();
        seal_dht_packet(kind, &self.keys.public, &rng.nonce(), &self.combined, payload, &mut out);
        out
    }

    fn info(&self) -> NodeInfo {
        NodeInfo { addr: self.addr, key: self.keys.public }
    }
}

fn main() {
    let keys: u32 = std::env::var("KEYS").ok().and_then(|text| text.parse().ok()).unwrap_or(64);
    let mut node = Node::new();
    let own = node.keys.public;
    let mut now = Instant::from_origin(Duration::from_secs(1));
    let peers: Vec<Peer> = (0..keys.max(2_000)).map(|n| Peer::new(n, &own)).collect();
    fill(&mut node, &peers, &mut now);
    println!("{} close nodes", node.dht.close_nodes(now).count());
    let id = RequestId::from_bytes([1; 8]);
    let mut rng = Rng::new(&Seed::from_number(2));
    let askers = &peers[..keys as usize];
    let target = |rng: &mut Rng| NodesRequest { target: DhtPublicKey::from_bytes(rng.public_bytes()), id };
    measure("nodes requests", &mut node, now, askers, |peer| {
        let request = target(&mut rng);
        peer.seal(&mut rng, NodesRequest::KIND, &request)
    });
    let mut rng = Rng::new(&Seed::from_number(3));
    measure("ping requests", &mut node, now, askers, |peer| {
        peer.seal(&mut rng, PingRequest::KIND, &PingRequest { id })
    });
}

/// Lets all peers ask, and answer what they are asked, until the close list takes no more.
fn fill(node: &mut Node, peers: &[Peer], now: &mut Instant) {
    let mut rng = Rng::new(&Seed::from_number(4));
    let mut buf = Vec::new();
    for batch in peers.chunks(16) {
        *now += Duration::from_millis(2_100).min(Duration::from_millis(60));
        for peer in batch {
            let node_info = peer.info();
            node.with(|dht, cx| dht.bootstrap(cx, *now, node_info)).unwrap();
        }
        node.with(|dht, cx| dht.handle_timeout(cx, *now));
        for (to, mut bytes) in node.sent(*now, &mut buf) {
            let Some(peer) = peers.iter().find(|peer| peer.addr == to) else { continue };
            let Ok(packet) = DhtPacket::parse(&mut bytes) else { continue };
            let kind = packet.kind;
            let plain = packet.open(&peer.combined).unwrap();
            let mut answer = match kind {
                PacketKind::PingRequest => {
                    let id = PingRequest::parse(plain).unwrap().id;
                    peer.seal(&mut rng, PingResponse::KIND, &PingResponse { id })
                }
                PacketKind::NodesRequest => {
                    let id = NodesRequest::parse(plain).unwrap().id;
                    peer.seal(&mut rng, NodesResponse::KIND, &NodesResponse { nodes: NodeList::new(), id })
                }
                _ => continue,
            };
            let _ = node.with(|dht, cx| dht.handle_packet(cx, *now, Path::Udp(peer.addr), &mut answer));
        }
    }
    node.sent(*now, &mut buf);
}

fn measure(what: &str, node: &mut Node, now: Instant, askers: &[Peer], mut make: impl FnMut(&Peer) -> Vec<u8>) {
    let requests: Vec<(SocketAddr, Vec<u8>)> = (0..PACKETS)
        .map(|n| {
            let peer = &askers[n % askers.len()];
            (peer.addr, make(peer))
        })
        .collect();
    let mut packet = Vec::new();
    let mut buf = Vec::new();
    let (mut answers, mut bytes) = (0_usize, 0);
    let started = std::time::Instant::now();
    for batch in requests.chunks(BATCH) {
        for (from, request) in batch {
            packet.clear();
            packet.extend_from_slice(request);
            node.with(|dht, cx| dht.handle_packet(cx, now, Path::Udp(*from), &mut packet)).unwrap();
        }
        buf.clear();
        while let Some(run) = node.dht.poll_transmit(now, &mut buf) {
            answers += run.len / run.segment;
            bytes += run.len;
        }
    }
    let nanos = started.elapsed().as_nanos() as usize / PACKETS;
    println!("{what}: {nanos} ns each, {} bytes each", bytes / answers.max(1));
}
