//! A client and the nodes of the onion, joined by datagrams in memory. Time stands still unless a test moves it.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::{CombinedKey, DhtKeyPair, DhtPublicKey, EphemeralKeyPair, EphemeralPublicKey, KeyCache, Nonce};
use toxcore_onion::{Config, OnionNode, Output};
use toxcore_sansio::{Admission, Asker, Cx, Discard, Instant, Nodes, Path, Rng, Seed, StreamId, UnixTime};
use toxcore_wire::onion::{
    AnnounceForm, AnnounceRequestPayload, AnnounceResponse, AnnounceResponsePayload, AnnounceStatus, FirstLayer,
    OnionPath,
};
use toxcore_wire::{NodeInfo, NodeList, RequestId};

/// The nodes of every test: A, B, C of a path, and D at its end.
pub const A: SocketAddr = public(1);
pub const B: SocketAddr = public(2);
pub const C: SocketAddr = public(3);
pub const D: SocketAddr = public(4);
/// Where the client is.
pub const CLIENT: SocketAddr = public(100);

pub const fn public(host: u8) -> SocketAddr {
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::new(198, 51, 100, host)), 33445)
}

pub struct Node {
    pub keys: DhtKeyPair,
    pub machine: OnionNode,
    cache: KeyCache,
    rng: Rng,
    admission: Admission,
}

/// Knows one node, which it tells everybody.
pub struct OneNode;

pub fn told_node() -> NodeInfo {
    NodeInfo { addr: public(77), key: DhtPublicKey::from_bytes([77; 32]) }
}

impl Nodes for OneNode {
    fn closest(&self, _: Instant, _: &[u8; 32], _: Asker) -> NodeList {
        let mut list = NodeList::new();
        list.push(told_node()).unwrap();
        list
    }
    fn address_of(&self, _: Instant, _: &DhtPublicKey) -> Option<SocketAddr> {
        None
    }
    fn random_good(&self, _: Instant, _: &mut Rng, _: usize, _: &mut Vec<NodeInfo>) {}
}

impl Node {
    fn new(number: u8) -> Self {
        let keys = DhtKeyPair::from_secret_bytes([number; 32]);
        let seed = Seed::from_number(u64::from(number));
        Self {
            machine: OnionNode::new(&Config::default(), &keys.public, Instant::ZERO, &seed),
            keys,
            cache: KeyCache::new(1024, [0; 16]),
            rng: Rng::new(&seed),
            admission: Admission::new(1_000_000, &seed),
        }
    }
}

pub struct World {
    pub now: Instant,
    pub nodes: BTreeMap<SocketAddr, Node>,
    pub rng: Rng,
    /// Datagrams that left the nodes for anybody else, with their sender.
    pub arrived: VecDeque<(SocketAddr, SocketAddr, Vec<u8>)>,
    pub discards: Vec<Discard>,
}

/// A path of the client over A, B and C with keys of its own.
pub struct ClientPath {
    pub own: DhtKeyPair,
    first: CombinedKey,
    keys: [(EphemeralPublicKey, CombinedKey); 2],
}

/// Somebody who announces or searches.
pub struct Asking {
    pub keys: EphemeralKeyPair,
    pub data: EphemeralKeyPair,
}

impl Asking {
    pub fn new(number: u8) -> Self {
        Self {
            keys: EphemeralKeyPair::from_secret_bytes([number; 32]),
            data: EphemeralKeyPair::from_secret_bytes([number + 1; 32]),
        }
    }
}

impl World {
    pub fn new() -> Self {
        let nodes = [(A, 1), (B, 2), (C, 3), (D, 4)];
        Self {
            now: Instant::from_origin(Duration::from_secs(1000)),
            nodes: nodes.into_iter().map(|(addr, number)| (addr, Node::new(number))).collect(),
            rng: Rng::new(&Seed::from_number(99)),
            arrived: VecDeque::new(),
            discards: Vec::new(),
        }
    }

    pub fn key(&self, node: SocketAddr) -> DhtPublicKey {
        self.nodes[&node].keys.public
    }

    pub fn path(&mut self) -> ClientPath {
        let own = DhtKeyPair::from_secret_bytes(self.rng.secret_bytes());
        let first = CombinedKey::new(&own.secret, &self.key(A)).unwrap();
        let mut layer = |node| {
            let pair = EphemeralKeyPair::from_secret_bytes(self.rng.secret_bytes());
            (pair.public, CombinedKey::new(&pair.secret, &self.nodes[&node].keys.public).unwrap())
        };
        let keys = [layer(B), layer(C)];
        ClientPath { own, first, keys }
    }

    /// What the client sends to A so that `data` reaches `to`.
    pub fn onion_packet(&mut self, path: &ClientPath, to: SocketAddr, data: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let nonce = self.rng.nonce();
        let first = FirstLayer { own: path.own.public, key: &path.first };
        path.onion_path().seal_udp(first, &nonce, to, data, &mut out).unwrap();
        out
    }

    /// The same for a TCP client.
    pub fn tcp_onion_payload(&mut self, path: &ClientPath, to: SocketAddr, data: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let nonce = self.rng.nonce();
        path.onion_path().seal_tcp(&nonce, to, data, &mut out).unwrap();
        out
    }

    /// Gives a datagram to a node and moves on what follows until nothing moves.
    pub fn deliver(&mut self, from: SocketAddr, to: SocketAddr, packet: &[u8]) -> Result<(), Discard> {
        let mut packet = packet.to_vec();
        let now = self.now;
        let node = self.nodes.get_mut(&to).unwrap();
        let mut cx = Cx {
            keys: &node.keys,
            cache: &mut node.cache,
            rng: &mut node.rng,
            unix_time: UnixTime(1),
            admission: &mut node.admission,
        };
        let result = node.machine.handle_packet(&mut cx, &OneNode, now, Path::Udp(from), &mut packet);
        self.move_on(to);
        result
    }

    /// A TCP client of node A sends an onion request.
    pub fn deliver_from_client(&mut self, client: StreamId, payload: &[u8]) -> Result<(), Discard> {
        let now = self.now;
        let machine = &mut self.nodes.get_mut(&A).unwrap().machine;
        let result = machine.handle_client_request(now, client, CLIENT.ip(), &mut payload.to_vec());
        self.move_on(A);
        result
    }

    fn move_on(&mut self, node: SocketAddr) {
        let mut buf = Vec::new();
        let mut sent = Vec::new();
        while let Some(transmit) = self.nodes.get_mut(&node).unwrap().machine.poll_transmit(&mut buf) {
            for datagram in buf[buf.len() - transmit.len..].chunks(transmit.segment) {
                sent.push((transmit.to, datagram.to_vec()));
            }
        }
        for (to, datagram) in sent {
            if self.nodes.contains_key(&to) {
                if let Err(reason) = self.deliver(node, to, &datagram) {
                    self.discards.push(reason);
                }
            } else {
                self.arrived.push_back((node, to, datagram));
            }
        }
    }

    pub fn outputs(&mut self, node: SocketAddr) -> Vec<Output> {
        let machine = &mut self.nodes.get_mut(&node).unwrap().machine;
        std::iter::from_fn(|| machine.poll_output()).collect()
    }

    /// Sends an announce request to D over `path` and returns the answer, if one came.
    pub fn announce(&mut self, path: &ClientPath, who: &Asking, request: Request<'_>) -> Option<Answer> {
        let key = CombinedKey::new(&who.keys.secret, &self.key(D)).unwrap();
        let payload = AnnounceRequestPayload {
            ping_id: request.ping_id,
            searched: toxcore_crypto::LongTermPublicKey::from_bytes(request.searched),
            data_key: request.data_key,
            sendback: SENDBACK,
            form: request.form,
        };
        let mut data = Vec::new();
        payload.seal(&who.keys.public, &self.rng.nonce(), &key, &mut data).unwrap();
        let packet = self.onion_packet(path, D, &data);
        self.deliver(CLIENT, A, &packet).unwrap();
        let (from, to, mut answer) = self.arrived.pop_front()?;
        assert_eq!((from, to), (A, CLIENT));
        open_answer(&mut answer, &key)
    }
}

pub fn open_answer(answer: &mut [u8], key: &CombinedKey) -> Option<Answer> {
    let response = AnnounceResponse::parse(answer).ok()?;
    assert_eq!(response.sendback, SENDBACK);
    let payload: AnnounceResponsePayload<'_> = response.open(key).ok()?;
    Some(Answer { status: payload.status, nodes: payload.nodes, extra: extra_of(&payload.form) })
}

fn extra_of(form: &AnnounceForm<'_>) -> Option<Vec<u8>> {
    match form {
        AnnounceForm::Plain => None,
        AnnounceForm::Extended(extra) => Some(extra.to_vec()),
    }
}

pub const SENDBACK: RequestId = RequestId::from_bytes([1, 2, 3, 4, 5, 6, 7, 8]);

#[derive(Clone, Copy)]
pub struct Request<'a> {
    pub ping_id: [u8; 32],
    pub searched: [u8; 32],
    pub data_key: EphemeralPublicKey,
    pub form: AnnounceForm<'a>,
}

impl<'a> Request<'a> {
    pub fn own(who: &Asking, ping_id: [u8; 32]) -> Self {
        Self { ping_id, searched: *who.keys.public.as_bytes(), data_key: who.data.public, form: AnnounceForm::Plain }
    }

    pub fn search(whom: &Asking) -> Self {
        let data_key = EphemeralPublicKey::from_bytes([0; 32]);
        Self { ping_id: [0; 32], searched: *whom.keys.public.as_bytes(), data_key, form: AnnounceForm::Plain }
    }
}

#[derive(Debug)]
pub struct Answer {
    pub status: AnnounceStatus,
    pub nodes: NodeList,
    pub extra: Option<Vec<u8>>,
}

impl Answer {
    pub fn ping_id(&self) -> [u8; 32] {
        match self.status {
            AnnounceStatus::NotStored { ping_id } | AnnounceStatus::Stored { ping_id } => ping_id,
            AnnounceStatus::Found { .. } => panic!("an answer with a data key has no ping id"),
        }
    }

    pub fn is_stored(&self) -> bool {
        matches!(self.status, AnnounceStatus::Stored { .. })
    }
}

impl ClientPath {
    fn onion_path(&self) -> OnionPath<'_> {
        let [(second_public, second_key), (third_public, third_key)] = &self.keys;
        OnionPath {
            second: B,
            second_public: *second_public,
            second_key,
            third: C,
            third_public: *third_public,
            third_key,
        }
    }
}

pub fn nonce(byte: u8) -> Nonce {
    Nonce::from_bytes([byte; 24])
}
