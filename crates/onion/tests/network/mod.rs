//! Simulated networks of onion nodes and onion clients. A table of nodes stands for the DHT, and datagrams with a first
//! byte of our own for the links of TCP relays.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic)]

use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::{DhtKeyPair, DhtPublicKey, EphemeralPublicKey, KeyCache, LongTermKeyPair, LongTermPublicKey};
use toxcore_onion::{
    ClientConfig, ClientOutput, Config, FirstHop, OnionClient, OnionNode, OnionStatus, Output, Surroundings, UdpState,
};
use toxcore_sansio::{
    Admission, Asker, Cx, Discard, Instant, Nodes, Outbox, Path, Relays, Rng, Seed, StreamId, Transmit, UnixTime,
};
use toxcore_sim::{Host, HostConfig, HostId, Link, Sim, SimRng};
use toxcore_wire::group_announce::{ChatId, GroupAnnounce};
use toxcore_wire::{NodeInfo, NodeList, RelayInfo};

/// First byte of a frame 8 on its way to a relay, and of a frame 9 on its way back.
const TO_RELAY: u8 = 0xee;
const FROM_RELAY: u8 = 0xef;

/// A node, with a client if somebody uses it.
pub struct Peer {
    pub keys: DhtKeyPair,
    cache: KeyCache,
    rng: Rng,
    admission: Admission,
    node: OnionNode,
    pub known: Known,
    /// Clients of our relay.
    links: HashMap<StreamId, SocketAddr>,
    frames: Outbox,
    pub client: Option<Client>,
    /// Passes nothing on that concerns groups, like nodes before 0.2.19.
    pub is_old: bool,
}

/// The nodes that a host knows, in place of a DHT.
#[derive(Clone, Default)]
pub struct Known(pub Vec<NodeInfo>);

/// The client part of a host.
pub struct Client {
    pub onion: OnionClient,
    pub key: LongTermPublicKey,
    pub udp: UdpState,
    pub relay: MyRelay,
    pub outputs: Vec<(Instant, ClientOutput)>,
    pub wakeups: u64,
    pub discards: Vec<Discard>,
    /// Somebody sends cut, changed and repeated copies of each answer.
    pub meddling: bool,
    /// Every packet into a path: to whom, and its bytes.
    pub sent: Option<Vec<(FirstHop, Vec<u8>)>>,
}

/// The one relay link that a client may have.
#[derive(Clone, Copy, Default)]
pub struct MyRelay(pub Option<RelayInfo>);

const LINK: StreamId = StreamId { index: 7, generation: 1 };

impl Relays for MyRelay {
    fn onion_link(&self, _: &mut Rng) -> Option<(StreamId, RelayInfo)> {
        self.0.map(|relay| (LINK, relay))
    }
    fn is_onion_link(&self, link: StreamId) -> bool {
        self.0.is_some() && link == LINK
    }
    fn connected(&self, _: &mut Rng, _: usize, out: &mut Vec<RelayInfo>) {
        out.extend(self.0);
    }
}

fn distance(key: &DhtPublicKey, target: &[u8; 32]) -> [u8; 32] {
    std::array::from_fn(|i| key.as_bytes()[i] ^ target[i])
}

impl Nodes for Known {
    fn closest(&self, _: Instant, target: &[u8; 32], _: Asker) -> NodeList {
        let mut nodes = self.0.clone();
        nodes.sort_by_key(|node| distance(&node.key, target));
        NodeList::from_first(nodes)
    }
    fn address_of(&self, _: Instant, key: &DhtPublicKey) -> Option<SocketAddr> {
        self.0.iter().find(|node| node.key == *key).map(|node| node.addr)
    }
    fn random_good(&self, _: Instant, rng: &mut Rng, count: usize, out: &mut Vec<NodeInfo>) {
        let mut nodes = self.0.clone();
        for _ in 0..count.min(nodes.len()) {
            out.push(nodes.swap_remove(rng.below(nodes.len())));
        }
    }
}

impl Peer {
    pub fn new(number: u64) -> Self {
        let seed = Seed::from_number(number).derive("peer");
        let mut rng = Rng::new(&seed);
        let keys = DhtKeyPair::from_secret_bytes(rng.secret_bytes());
        Self {
            node: OnionNode::new(&Config::default(), &keys.public, Instant::ZERO, &seed),
            keys,
            cache: KeyCache::new(4096, [0; 16]),
            rng,
            admission: Admission::new(1_000_000, &seed),
            known: Known::default(),
            links: HashMap::new(),
            frames: Outbox::new(4096),
            client: None,
            is_old: false,
        }
    }

    pub fn with_client(number: u64, identity: u8) -> Self {
        let mut peer = Self::new(number);
        let keys = LongTermKeyPair::from_secret_bytes([identity; 32]);
        let key = keys.public;
        let onion = OnionClient::new(&ClientConfig::default(), keys, &Seed::from_number(number));
        peer.client = Some(Client {
            onion,
            key,
            udp: UdpState::Connected,
            relay: MyRelay::default(),
            outputs: Vec::new(),
            wakeups: 0,
            discards: Vec::new(),
            meddling: false,
            sent: None,
        });
        peer
    }

    pub fn client(&self) -> &Client {
        self.client.as_ref().unwrap()
    }

    /// Calls the client with its surroundings.
    pub fn with<R>(
        &mut self,
        now: Instant,
        f: impl FnOnce(&mut OnionClient, &mut Cx<'_>, &Surroundings<'_>) -> R,
    ) -> Option<R> {
        let client = self.client.as_mut()?;
        let mut cx = Cx {
            keys: &self.keys,
            cache: &mut self.cache,
            rng: &mut self.rng,
            unix_time: UnixTime(1_700_000_000 + now.since_origin().as_secs()),
            admission: &mut self.admission,
        };
        let net = Surroundings { nodes: &self.known, relays: &client.relay, udp: client.udp };
        let result = f(&mut client.onion, &mut cx, &net);
        while let Some(output) = client.onion.poll_output() {
            client.outputs.push((now, output));
        }
        Some(result)
    }

    fn node_handles(&mut self, now: Instant, from: SocketAddr, packet: &mut [u8]) {
        let mut cx = Cx {
            keys: &self.keys,
            cache: &mut self.cache,
            rng: &mut self.rng,
            unix_time: UnixTime(1),
            admission: &mut self.admission,
        };
        let _ = self.node.handle_packet(&mut cx, &self.known, now, Path::Udp(from), packet);
    }

    fn client_handles(&mut self, now: Instant, from: FirstHop, packet: &mut [u8]) {
        if !self.client.as_ref().is_some_and(|client| client.meddling) {
            return self.client_handles_one(now, from, packet);
        }
        let good = packet.to_vec();
        let cut = (0..good.len()).map(|len| good[..len].to_vec());
        let longer = [[&good[..], &[0]].concat()];
        let changed = (0..good.len()).map(|at| {
            let mut copy = good.clone();
            copy[at] ^= 1 << (at % 8);
            copy
        });
        for mut bad in cut.chain(longer).chain(changed) {
            let before = format!("{:?}", self.client().onion.poll_timeout());
            let result = self.with(now, |onion, cx, net| onion.handle_packet(cx, net, now, from, &mut bad));
            assert!(matches!(result, Some(Err(_))), "{result:?}");
            assert_eq!(format!("{:?}", self.client().onion.poll_timeout()), before);
        }
        self.client_handles_one(now, from, packet);
        let is_request =
            self.client().outputs.last().is_some_and(|(_, o)| matches!(o, ClientOutput::FriendRequest { .. }));
        if !is_request {
            let mut again = good;
            let result = self.with(now, |onion, cx, net| onion.handle_packet(cx, net, now, from, &mut again));
            assert!(matches!(result, Some(Err(_))), "a packet counted twice");
        }
    }

    fn client_handles_one(&mut self, now: Instant, from: FirstHop, packet: &mut [u8]) {
        let result = self.with(now, |onion, cx, net| onion.handle_packet(cx, net, now, from, packet));
        if let (Some(Err(discard)), Some(client)) = (result, self.client.as_mut()) {
            client.discards.push(discard);
        }
    }

    fn relay_handles(&mut self, now: Instant, from: SocketAddr, payload: &mut [u8]) {
        let known = self.links.iter().find(|(_, addr)| **addr == from).map(|(link, _)| *link);
        let link = known.unwrap_or(StreamId { index: self.links.len() as u32, generation: 1 });
        self.links.insert(link, from);
        let _ = self.node.handle_client_request(now, link, from.ip(), payload);
        while let Some(Output::ToClient { client, data }) = self.node.poll_output() {
            self.answer_link(client, &data);
        }
    }

    fn answer_link(&mut self, link: StreamId, data: &[u8]) {
        if let Some(addr) = self.links.get(&link) {
            self.frames.push(*addr, |out| {
                out.push(FROM_RELAY);
                out.extend_from_slice(data);
            });
        }
    }
}

/// Whether the datagram carries a request or an answer about groups that a node can see.
fn is_of_groups(datagram: &[u8]) -> bool {
    let inner = match datagram.first() {
        Some(0x8c) => 1 + 177,
        Some(0x8d) => 1 + 118,
        Some(0x8e) => 1 + 59,
        _ => 0,
    };
    matches!(datagram.get(inner), Some(0x87 | 0x88))
}

impl Host for Peer {
    fn handle_datagram(&mut self, now: Instant, from: SocketAddr, datagram: &mut [u8]) {
        if self.is_old && is_of_groups(datagram) {
            return;
        }
        match datagram.first().copied() {
            Some(TO_RELAY) => self.relay_handles(now, from, &mut datagram[1..]),
            Some(FROM_RELAY) => self.client_handles(now, FirstHop::Relay(LINK), &mut datagram[1..]),
            Some(0x84 | 0x86 | 0x88) => self.client_handles(now, FirstHop::Udp(from), datagram),
            _ => self.node_handles(now, from, datagram),
        }
        while let Some(Output::ToClient { client, data }) = self.node.poll_output() {
            self.answer_link(client, &data);
        }
    }

    fn handle_timeout(&mut self, now: Instant) {
        self.node.handle_timeout(now);
        if let Some(client) = &mut self.client {
            client.wakeups += 1;
        }
        self.with(now, |onion, cx, net| onion.handle_timeout(cx, net, now));
    }

    fn poll_timeout(&self) -> Option<Instant> {
        let client = self.client.as_ref().and_then(|client| client.onion.poll_timeout());
        [self.node.poll_timeout(), client].into_iter().flatten().min()
    }

    fn poll_transmit(&mut self, now: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
        let start = buf.len();
        while let Some(transmit) = self.node.poll_transmit(buf) {
            if !self.is_old || !buf[start..].chunks(transmit.segment).any(is_of_groups) {
                return Some(transmit);
            }
            buf.truncate(start);
        }
        if let Some(transmit) = self.frames.poll_transmit(buf) {
            return Some(transmit);
        }
        let client = self.client.as_mut()?;
        let run = client.onion.poll_transmit(now, buf)?;
        if let Some(sent) = &mut client.sent {
            sent.extend(buf[start..].chunks(run.segment).map(|packet| (run.to, packet.to_vec())));
        }
        match run.to {
            FirstHop::Udp(to) => Some(Transmit { to, len: run.len, segment: run.segment }),
            FirstHop::Relay(_) => {
                buf.insert(start, TO_RELAY);
                let to = client.relay.0.unwrap().addr;
                Some(Transmit { to, len: run.len + 1, segment: run.len + 1 })
            }
        }
    }
}

/// How a network is made.
#[derive(Clone, Copy)]
pub struct Plan {
    pub seed: u64,
    pub nodes: usize,
    pub loss: f64,
}

pub struct Network {
    pub sim: Sim<Peer>,
    pub nodes: Vec<(HostId, NodeInfo)>,
    pub plan: Plan,
    rng: SimRng,
}

impl Network {
    pub fn new(plan: Plan) -> Self {
        let mut sim = Sim::new(plan.seed);
        let mut rng = SimRng::new(plan.seed);
        let mut nodes = Vec::new();
        for number in 0..plan.nodes {
            let peer = Peer::new(plan.seed * 10_000 + number as u64);
            let key = peer.keys.public;
            let id = sim.add(peer, config(plan.loss));
            nodes.push((id, NodeInfo { addr: sim.address(id), key }));
        }
        let infos: Vec<NodeInfo> = nodes.iter().map(|(_, node)| *node).collect();
        for (id, node) in &nodes {
            let known = known_by(&infos, &node.key, &mut rng);
            sim.call(*id, |peer, _| peer.known = known);
        }
        Self { sim, nodes, plan, rng }
    }

    /// Adds a client that knows some nodes.
    pub fn client(&mut self, identity: u8) -> HostId {
        self.client_in_run(identity, 0)
    }

    /// The same client in a later run has other keys of its own.
    pub fn client_in_run(&mut self, identity: u8, run: u64) -> HostId {
        let number = self.plan.seed * 10_000 + 5_000 + u64::from(identity) + 256 * run;
        let mut peer = Peer::with_client(number, identity);
        let infos: Vec<NodeInfo> = self.nodes.iter().map(|(_, node)| *node).collect();
        peer.known = known_by(&infos, &peer.keys.public, &mut self.rng);
        self.sim.add(peer, config(self.plan.loss))
    }

    /// Adds a client without UDP, connected to one relay and told of one node.
    pub fn tcp_client(&mut self, identity: u8) -> HostId {
        let number = self.plan.seed * 10_000 + 5_000 + u64::from(identity);
        let mut peer = Peer::with_client(number, identity);
        let relay = self.nodes[usize::from(identity) % self.nodes.len()].1;
        let client = peer.client.as_mut().unwrap();
        client.udp = UdpState::Disabled;
        client.relay = MyRelay(Some(RelayInfo { addr: relay.addr, key: relay.key }));
        client.onion.bootstrap(relay);
        self.sim.add(peer, config(self.plan.loss))
    }

    pub fn key(&self, client: HostId) -> LongTermPublicKey {
        self.sim[client].client().key
    }

    /// The client seeks the group, and announces itself there under a key of this number.
    pub fn join_group(&mut self, client: HostId, chat_id: ChatId, member: u8) -> EphemeralPublicKey {
        let (addr, member) = (self.sim.address(client), EphemeralPublicKey::from_bytes([member; 32]));
        let announce = GroupAnnounce { member, addr: Some(addr), relay: None };
        self.sim.call(client, |peer, now| {
            peer.with(now, |onion, _, _| {
                assert!(onion.seek_group(now, chat_id));
                onion.announce_group(now, &chat_id, Some(announce));
            });
        });
        member
    }

    /// Whether `who` was told of the member.
    pub fn has_found(&self, who: HostId, chat_id: ChatId, member: EphemeralPublicKey) -> bool {
        let is_it = |output: &ClientOutput| matches!(output, ClientOutput::GroupAnnounce { chat_id: id, announce } if *id == chat_id && announce.member == member);
        self.sim[who].client().outputs.iter().any(|(_, output)| is_it(output))
    }

    pub fn befriend(&mut self, a: HostId, b: HostId) {
        for (who, whom) in [(a, b), (b, a)] {
            let key = self.key(whom);
            self.sim.call(who, |peer, now| peer.with(now, |onion, _, _| assert!(onion.track(now, &key))));
        }
    }

    /// Whether `who` was told the DHT key that `whom` has.
    pub fn knows(&self, who: HostId, whom: HostId) -> bool {
        let (friend, dht_key) = (self.key(whom), self.sim[whom].keys.public);
        let wanted = ClientOutput::DhtKey { friend, dht_key };
        self.sim[who].client().outputs.iter().any(|(_, output)| *output == wanted)
    }

    pub fn is_online(&self, who: HostId) -> bool {
        self.sim[who].client().onion.status() == OnionStatus::Online
    }

    /// Runs until both know each other's DHT key.
    pub fn run_until_met(&mut self, limit: Duration, a: HostId, b: HostId) -> Duration {
        let seed = self.plan.seed;
        let step = Duration::from_millis(10);
        let met = |network: &Self| network.knows(a, b) && network.knows(b, a);
        let start = self.sim.now();
        while !met(self) {
            assert!(self.sim.now() - start < limit, "seed {seed}: not met within {limit:?}");
            self.sim.run_for(step);
        }
        self.sim.now() - start
    }
}

pub fn config(loss: f64) -> HostConfig {
    HostConfig::default().with_link(Link::ideal(Duration::from_millis(10)).with_loss(loss))
}

/// What a DHT would know: the nodes nearest to the own key, and some others.
fn known_by(nodes: &[NodeInfo], own: &DhtPublicKey, rng: &mut SimRng) -> Known {
    let mut others: Vec<NodeInfo> = nodes.iter().filter(|node| node.key != *own).copied().collect();
    others.sort_by_key(|node| distance(&node.key, own.as_bytes()));
    let mut known: Vec<NodeInfo> = others.drain(..others.len().min(8)).collect();
    while known.len() < 32 && !others.is_empty() {
        let chosen = rng.below(others.len() as u64) as usize;
        known.push(others.swap_remove(chosen));
    }
    if known.is_empty() {
        known.extend(nodes.iter().copied());
    }
    Known(known)
}
