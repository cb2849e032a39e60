//! What holds for the node whatever arrives. The fuzz target calls [`check`] with what the fuzzer makes up, the test
//! `corpus` with what it once found.
//!
//! The bytes are a script: datagrams as they are, layers and announce requests that open whatever is in them, answers that
//! carry a return blob of the node's own, requests of TCP clients, and time that passes.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    reason = "each test uses a part, and a test may fail"
)]

use std::net::SocketAddr;
use std::sync::LazyLock;
use std::time::Duration;

use toxcore_crypto::{
    CombinedKey, DhtKeyPair, DhtPublicKey, EphemeralKeyPair, KeyCache, LongTermPublicKey, MAC_LEN, Nonce,
};
use toxcore_onion::{Config, MAX_ANNOUNCEMENTS, MAX_GROUPS, OnionNode, OnionStats, Output};
use toxcore_sansio::{Admission, Asker, Cx, Discard, Instant, Nodes, Path, Rng, Seed, StreamId, UnixTime};
use toxcore_sim::Script;
use toxcore_wire::onion::{
    AnnounceForm, AnnounceRequestPayload, AnnounceResponse, AnnounceStatus, RETURN_1_LEN, RETURN_2_LEN, RETURN_3_LEN,
};
use toxcore_wire::{NodeInfo, NodeList, RequestId, is_lan};

/// Peers with keys.
const PEERS: usize = 4;
/// Where datagrams come from.
const ADDRESSES: [&str; 8] = [
    "198.51.100.1:33445",
    "198.51.100.2:33445",
    "[2001:db8::3]:33445",
    "192.168.1.4:33445",
    "127.0.0.1:33445",
    "[::ffff:198.51.100.2]:33445",
    "198.51.100.1:0",
    "0.0.0.0:1",
];
/// Longest datagram that leaves: what the wire allows.
const MAX_LEN: usize = 2_048;

/// Runs the script. Panics if something does not hold. Returns how far it led.
pub fn check(script: &[u8]) -> OnionStats {
    let mut run = Run::new();
    let mut script = Script::new(script);
    while let Some(what) = script.byte() {
        run.step(what, &mut script);
    }
    *run.node.stats()
}

/// Who sends packets that open: key pair, and its key with the node's. Made once, because every run needs it.
static PEER: LazyLock<Vec<(EphemeralKeyPair, CombinedKey)>> = LazyLock::new(|| (0..PEERS).map(peer).collect());

fn peer(number: usize) -> (EphemeralKeyPair, CombinedKey) {
    let keys = EphemeralKeyPair::from_secret_bytes([u8::try_from(number).unwrap() + 1; 32]);
    let combined = CombinedKey::new(&keys.secret, &own_keys().public).unwrap();
    (keys, combined)
}

fn own_keys() -> DhtKeyPair {
    DhtKeyPair::from_secret_bytes([200; 32])
}

/// Tells everybody of two nodes.
struct TwoNodes;

impl Nodes for TwoNodes {
    fn closest(&self, _: Instant, _: &[u8; 32], _: Asker) -> NodeList {
        NodeList::from_first([1, 2].map(|n| NodeInfo { addr: address(n), key: DhtPublicKey::from_bytes([77; 32]) }))
    }
    fn address_of(&self, _: Instant, _: &DhtPublicKey) -> Option<SocketAddr> {
        None
    }
    fn random_good(&self, _: Instant, _: &mut Rng, _: usize, _: &mut Vec<NodeInfo>) {}
}

struct Run {
    node: OnionNode,
    keys: DhtKeyPair,
    cache: KeyCache,
    rng: Rng,
    admission: Admission,
    now: Instant,
    /// The last return blobs that the node made, by their length.
    blobs: [Vec<u8>; 3],
    /// The last ping id that each peer was told.
    ping_ids: [[u8; 32]; PEERS],
}

impl Run {
    fn new() -> Self {
        let (seed, keys) = (Seed::from_number(1), own_keys());
        let now = Instant::from_origin(Duration::from_secs(5));
        Self {
            node: OnionNode::new(&Config::default(), &keys.public, now, &seed),
            keys,
            cache: KeyCache::new(64, [0; 16]),
            rng: Rng::new(&seed),
            admission: Admission::new(1_000, &seed),
            now,
            blobs: [RETURN_1_LEN, RETURN_2_LEN, RETURN_3_LEN].map(|len| vec![0; len]),
            ping_ids: [[0; 32]; PEERS],
        }
    }

    fn step(&mut self, what: u8, script: &mut Script<'_>) {
        match what % 10 {
            0 => self.raw(script),
            1 | 2 => self.layer(script),
            3 => self.sealed_announce(script),
            4 | 5 => self.announce(script),
            6 => self.response(script),
            7 => self.data_to_route(script),
            8 => self.client_request(script),
            _ => self.wait(script),
        }
    }

    fn raw(&mut self, script: &mut Script<'_>) {
        let from = address(script.number());
        self.deliver(from, script.more_bytes().to_vec());
    }

    /// A request at one of the three places of a path, with any plaintext.
    fn layer(&mut self, script: &mut Script<'_>) {
        let (place, number, from) = (script.number() % 3, script.number(), address(script.number()));
        let tail = self.blobs[..place].last().cloned().unwrap_or_default();
        let packet = nonce_first(0x80 + place as u8, number, script.more_bytes());
        self.deliver(from, [packet, tail].concat());
    }

    fn sealed_announce(&mut self, script: &mut Script<'_>) {
        let (kind, number, from) = (script.number(), script.number(), address(script.number()));
        let packet = nonce_first(if kind % 2 == 0 { 0x83 } else { 0x87 }, number, script.more_bytes());
        self.deliver(from, [packet, vec![7; RETURN_3_LEN]].concat());
    }

    /// A request as clients make it, for the own key or that of another peer, with any extra data.
    fn announce(&mut self, script: &mut Script<'_>) {
        let (number, searched, from) = (script.number() % PEERS, script.number() % PEERS, address(script.number()));
        let extra = script.more_bytes();
        let (keys, combined) = &PEER[number];
        let form = if extra.is_empty() { AnnounceForm::Plain } else { AnnounceForm::Extended(extra) };
        let payload = AnnounceRequestPayload {
            ping_id: self.ping_ids[number],
            searched: LongTermPublicKey::from_bytes(*PEER[searched].0.public.as_bytes()),
            data_key: keys.public,
            sendback: RequestId::from_u64(1),
            form,
        };
        let mut packet = Vec::new();
        if payload.seal(&keys.public, &NONCE, combined, &mut packet).is_err() {
            return;
        }
        packet.extend_from_slice(&self.blobs[2]);
        if let Some((_, answer)) = self.deliver(from, packet) {
            let mut answer = answer[1 + RETURN_3_LEN..].to_vec();
            let payload = AnnounceResponse::parse(&mut answer).unwrap().open(combined).unwrap();
            match payload.status {
                AnnounceStatus::NotStored { ping_id } | AnnounceStatus::Stored { ping_id } => {
                    self.ping_ids[number] = ping_id;
                }
                AnnounceStatus::Found { .. } => {}
            }
        }
    }

    /// An answer that finds its way by a blob of the node's own, perhaps damaged.
    fn response(&mut self, script: &mut Script<'_>) {
        let (place, damage, from) = (script.number() % 3, script.number(), address(script.number()));
        let mut blob = self.blobs[2 - place].clone();
        if damage > 200 {
            let at = damage % blob.len();
            blob[at] ^= 1;
        }
        self.deliver(from, [vec![0x8c + place as u8], blob, script.more_bytes().to_vec()].concat());
    }

    fn data_to_route(&mut self, script: &mut Script<'_>) {
        let (number, from) = (script.number() % PEERS, address(script.number()));
        let data = [script.more_bytes(), &[7; RETURN_3_LEN]].concat();
        self.deliver(from, [&[0x85], PEER[number].0.public.as_bytes().as_slice(), &data].concat());
    }

    fn client_request(&mut self, script: &mut Script<'_>) {
        let (client, source) = (StreamId { index: script.number() as u32, generation: 1 }, address(script.number()));
        let mut payload = script.more_bytes().to_vec();
        let result = self.node.handle_client_request(self.now, client, source.ip(), &mut payload);
        self.settle(result, source);
    }

    fn wait(&mut self, script: &mut Script<'_>) {
        self.now += Duration::from_secs(script.number() as u64 * 10);
        self.node.handle_timeout(self.now);
        assert!(self.node.poll_timeout().is_none_or(|due| due > self.now), "work is left");
    }

    /// Hands a datagram in; returns the one that the node sends, if any.
    fn deliver(&mut self, from: SocketAddr, mut packet: Vec<u8>) -> Option<(SocketAddr, Vec<u8>)> {
        let mut cx = Cx {
            keys: &self.keys,
            cache: &mut self.cache,
            rng: &mut self.rng,
            unix_time: UnixTime(0),
            admission: &mut self.admission,
        };
        let result = self.node.handle_packet(&mut cx, &TwoNodes, self.now, Path::Udp(from), &mut packet);
        self.settle(result, from)
    }

    /// Checks what came of an input.
    fn settle(&mut self, result: Result<(), Discard>, from: SocketAddr) -> Option<(SocketAddr, Vec<u8>)> {
        let mut buf = Vec::new();
        let sent = self.node.poll_transmit(&mut buf).map(|run| {
            assert_eq!((run.len, run.segment), (buf.len(), buf.len()), "one datagram at most");
            (run.to, buf.clone())
        });
        let output = self.node.poll_output();
        assert!(self.node.poll_transmit(&mut buf).is_none() && self.node.poll_output().is_none());
        assert_eq!(
            usize::from(sent.is_some()) + usize::from(output.is_some()),
            usize::from(result.is_ok()),
            "{result:?}"
        );
        if let Some(Output::ToClient { data, .. }) = output {
            assert!(matches!(data.first(), Some(0x84 | 0x86 | 0x88)));
        }
        if let Some((to, bytes)) = &sent {
            self.check_sent(from, *to, bytes);
        }
        assert!(self.node.announcements(self.now) <= MAX_ANNOUNCEMENTS.min(PEERS));
        assert!(self.node.groups() <= MAX_GROUPS);
        sent
    }

    fn check_sent(&mut self, from: SocketAddr, to: SocketAddr, bytes: &[u8]) {
        assert!(bytes.len() <= MAX_LEN);
        let tail = |len: usize| bytes[bytes.len() - len..].to_vec();
        match bytes[0] {
            // Requests get a blob of ours, and are for nobody in our network unless they come from there.
            kind @ (0x81..=0x83 | 0x85 | 0x87) => {
                assert!(to.port() != 0 && (is_lan(&from.ip()) || !is_lan(&to.ip())), "{to}");
                let place = usize::from(kind.saturating_sub(0x81)).min(2);
                self.blobs[place] = tail([RETURN_1_LEN, RETURN_2_LEN, RETURN_3_LEN][place]);
            }
            0x84 | 0x86 | 0x88 | 0x8c..=0x8e => {}
            kind => panic!("kind {kind:#04x} left"),
        }
    }
}

/// A packet of a peer, as the onion has them: the nonce in front of the key.
fn nonce_first(kind: u8, number: usize, plain: &[u8]) -> Vec<u8> {
    let (keys, combined) = &PEER[number % PEERS];
    [&[kind], NONCE.as_bytes().as_slice(), keys.public.as_bytes(), &boxed(combined, plain)].concat()
}

fn boxed(key: &CombinedKey, plain: &[u8]) -> Vec<u8> {
    let mut sealed = [&[0; MAC_LEN], plain].concat();
    // A box of nothing cannot be made; it stays one that does not open.
    let _ = key.seal_in_place(&NONCE, &mut sealed);
    sealed
}

const NONCE: Nonce = Nonce::from_bytes([9; 24]);

fn address(n: usize) -> SocketAddr {
    ADDRESSES[n % ADDRESSES.len()].parse().unwrap()
}
