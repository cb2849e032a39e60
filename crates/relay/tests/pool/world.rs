//! Pools and relays in a simulated network.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use toxcore_crypto::{DhtKeyPair, DhtPublicKey, KeyCache};
use toxcore_relay::{PoolConfig, PoolIo, PoolOutput, RelayPool, RelayServer, ServerConfig, ServerOutput};
use toxcore_sansio::{Admission, Cx, Instant, Rng, RouteId, Seed, StreamId, Transmit, UnixTime};
use toxcore_sim::{Host, HostConfig, HostId, Link, Sim, StreamAction, StreamEvent};
use toxcore_wire::RelayInfo;

pub const PORT: u16 = 33_445;
pub const MS: Duration = Duration::from_millis(1);
pub const SECOND: Duration = Duration::from_secs(1);

/// What a machine is given for a call.
pub struct Context {
    pub keys: DhtKeyPair,
    cache: KeyCache,
    rng: Rng,
    admission: Admission,
}

impl Context {
    pub fn new(number: u8) -> Self {
        let seed = Seed::from_number(u64::from(number));
        Self {
            keys: keys(number),
            cache: KeyCache::new(64, [0; 16]),
            rng: Rng::new(&seed),
            admission: Admission::new(1_000_000, &seed),
        }
    }

    pub fn cx(&mut self) -> Cx<'_> {
        let unix_time = UnixTime(1);
        Cx { keys: &self.keys, cache: &mut self.cache, rng: &mut self.rng, unix_time, admission: &mut self.admission }
    }
}

pub fn keys(number: u8) -> DhtKeyPair {
    DhtKeyPair::from_secret_bytes([number; 32])
}

pub fn public(number: u8) -> DhtPublicKey {
    keys(number).public
}

/// What a client heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    Online(RouteId),
    Offline(RouteId),
    Reachable(RouteId),
    Writable(RouteId),
    Data(RouteId, Vec<u8>),
    Oob(StreamId, DhtPublicKey, Vec<u8>),
    Onion(StreamId, Vec<u8>),
    Forwarding(StreamId, Vec<u8>),
    Up(StreamId, DhtPublicKey),
    Down(StreamId, DhtPublicKey),
}

pub struct Client {
    pub context: Context,
    pub pool: RelayPool,
    pub heard: Vec<Heard>,
    /// When each stream was opened, and where to.
    pub opened: Vec<(Instant, SocketAddr)>,
    actions: Vec<StreamAction>,
    /// Where streams go if there is a proxy.
    pub proxy: Option<SocketAddr>,
    /// The driver knows what the other ends of streams take.
    pub gauge: bool,
}

impl Client {
    pub fn new(number: u8, config: PoolConfig) -> Self {
        Self {
            context: Context::new(number),
            pool: RelayPool::new(config, &Seed::from_number(u64::from(number) + 500)),
            heard: Vec::new(),
            opened: Vec::new(),
            actions: Vec::new(),
            proxy: None,
            gauge: false,
        }
    }

    pub fn add_relay(&mut self, now: Instant, relay: RelayInfo) {
        self.pool.add_relay(&self.context.keys, now, &relay).unwrap();
    }

    pub fn add_route(&mut self, now: Instant, peer: u8, relays: &[RelayInfo]) -> RouteId {
        let route = self.pool.add_route(&self.context.keys, now, &public(peer)).unwrap();
        for relay in relays {
            self.pool.tie(&self.context.keys, now, route, relay).unwrap();
        }
        route
    }

    pub fn data(&self) -> Vec<&[u8]> {
        self.heard
            .iter()
            .filter_map(|heard| match heard {
                Heard::Data(_, data) => Some(&data[..]),
                _ => None,
            })
            .collect()
    }

    fn collect(&mut self, now: Instant) {
        while let Some(output) = self.pool.poll_output() {
            let heard = match output {
                PoolOutput::RouteOnline { route } => Heard::Online(route),
                PoolOutput::RouteOffline { route } => Heard::Offline(route),
                PoolOutput::RouteReachable { route } => Heard::Reachable(route),
                PoolOutput::Writable { route } => Heard::Writable(route),
                PoolOutput::Data { route, payload } => Heard::Data(route, self.pool.payload(&payload).to_vec()),
                PoolOutput::Oob { link, sender, payload } => {
                    Heard::Oob(link, sender, self.pool.payload(&payload).to_vec())
                }
                PoolOutput::OnionResponse { link, payload } => Heard::Onion(link, self.pool.payload(&payload).to_vec()),
                PoolOutput::Forwarding { link, payload } => {
                    Heard::Forwarding(link, self.pool.payload(&payload).to_vec())
                }
                PoolOutput::LinkUp { link, relay } => Heard::Up(link, relay.key),
                PoolOutput::LinkDown { link, relay } => Heard::Down(link, relay.key),
            };
            self.heard.push(heard);
        }
        while let Some(io) = self.pool.poll_io() {
            match io {
                PoolIo::Open { stream, to, via_proxy } => {
                    assert_eq!(via_proxy, self.proxy.is_some());
                    self.opened.push((now, to));
                    self.actions.push(StreamAction::Connect { stream, to: self.proxy.unwrap_or(to) });
                }
                PoolIo::Close { stream } => self.actions.push(StreamAction::Close(stream)),
            }
        }
        while let Some(stream) = self.pool.poll_writable() {
            self.actions.push(StreamAction::Write(stream));
        }
    }
}

/// A relay, and what is wrong with it.
pub struct Relay {
    pub context: Context,
    pub server: RelayServer,
    actions: Vec<StreamAction>,
    /// Reads nothing.
    pub deaf: bool,
    /// Streams that it was offered.
    pub accepted: usize,
    /// Speaks to each stream first: what a proxy in front of it would.
    pub greeter: Option<Greeter>,
    greeted: HashMap<StreamId, Greeted>,
}

/// The answers of a proxy: after so many bytes, so much is said.
#[derive(Default)]
struct Greeted {
    step: usize,
    read: Vec<u8>,
    said: Vec<u8>,
}

#[derive(Clone, Debug)]
pub struct Greeter {
    pub steps: Vec<(usize, Vec<u8>)>,
}

impl Relay {
    pub fn new(number: u8) -> Self {
        Self {
            context: Context::new(number),
            server: RelayServer::new(ServerConfig::default(), &Seed::from_number(u64::from(number))),
            actions: Vec::new(),
            deaf: false,
            accepted: 0,
            greeter: None,
            greeted: HashMap::new(),
        }
    }

    fn collect(&mut self) {
        while let Some(output) = self.server.poll_output() {
            if let ServerOutput::Close(id) = output {
                self.actions.push(StreamAction::Close(id));
            }
        }
        while let Some(id) = self.server.poll_writable() {
            self.actions.push(StreamAction::Write(id));
        }
    }

    /// Answers what a proxy would; how many of the bytes were for it.
    fn greet(&mut self, stream: StreamId, bytes: &[u8]) -> usize {
        let Some(greeter) = &self.greeter else { return 0 };
        let greeted = self.greeted.entry(stream).or_default();
        let mut used = 0;
        while let Some((wanted, answer)) = greeter.steps.get(greeted.step) {
            let missing = (wanted - greeted.read.len()).min(bytes.len() - used);
            greeted.read.extend_from_slice(&bytes[used..used + missing]);
            used += missing;
            if greeted.read.len() < *wanted {
                break;
            }
            greeted.read.clear();
            greeted.step += 1;
            greeted.said.extend_from_slice(answer);
            self.actions.push(StreamAction::Write(stream));
        }
        used
    }
}

pub enum Node {
    Client(Box<Client>),
    Relay(Box<Relay>),
}

impl Host for Node {
    fn handle_datagram(&mut self, _now: Instant, _from: SocketAddr, _datagram: &mut [u8]) {}

    fn handle_timeout(&mut self, now: Instant) {
        match self {
            Self::Client(client) => {
                client.pool.handle_timeout(now);
                client.collect(now);
            }
            Self::Relay(relay) => {
                relay.server.handle_timeout(&mut relay.context.cx(), now);
                relay.collect();
            }
        }
    }

    fn poll_timeout(&self) -> Option<Instant> {
        match self {
            Self::Client(client) => client.pool.poll_timeout(),
            Self::Relay(relay) => relay.server.poll_timeout(),
        }
    }

    fn poll_transmit(&mut self, _now: Instant, _buf: &mut Vec<u8>) -> Option<Transmit> {
        None
    }

    fn accept_stream(&mut self, now: Instant, from: SocketAddr, _port: u16) -> Option<StreamId> {
        match self {
            Self::Client(_) => None,
            Self::Relay(relay) => {
                relay.accepted += 1;
                relay.server.accept(now, from).ok()
            }
        }
    }

    fn handle_stream(&mut self, now: Instant, stream: StreamId, event: StreamEvent) {
        match (self, event) {
            (Self::Client(client), StreamEvent::Connected) => {
                client.pool.handle_connected(&client.context.keys, now, stream);
                client.collect(now);
            }
            (Self::Client(client), StreamEvent::Failed(_) | StreamEvent::Closed) => {
                client.pool.handle_closed(now, stream);
                client.collect(now);
            }
            (Self::Relay(relay), _) => {
                relay.server.stream_closed(now, stream);
                relay.collect();
            }
        }
    }

    fn handle_stream_data(&mut self, now: Instant, stream: StreamId, bytes: &mut [u8]) -> usize {
        let len = bytes.len();
        match self {
            Self::Client(client) => {
                let _ = client.pool.handle_stream(&client.context.keys, now, stream, bytes);
                client.collect(now);
            }
            Self::Relay(relay) => {
                if relay.deaf || !relay.server.wants_read(stream) {
                    return 0;
                }
                let used = relay.greet(stream, bytes);
                let _ = relay.server.handle_stream(&mut relay.context.cx(), now, stream, &mut bytes[used..]);
                relay.collect();
            }
        }
        len
    }

    fn poll_stream(&mut self, now: Instant) -> Option<StreamAction> {
        let actions = match self {
            Self::Client(client) => {
                client.collect(now);
                &mut client.actions
            }
            Self::Relay(relay) => {
                relay.collect();
                &mut relay.actions
            }
        };
        (!actions.is_empty()).then(|| actions.remove(0))
    }

    fn write_stream(&mut self, now: Instant, stream: StreamId, room: usize, buf: &mut Vec<u8>) {
        match self {
            Self::Client(client) => {
                let pending = match client.gauge {
                    true => client.pool.to_write_within(stream, room),
                    false => client.pool.to_write(stream),
                };
                if pending.is_empty() {
                    return;
                }
                let count = pending.len().min(room);
                buf.extend_from_slice(&pending[..count]);
                client.pool.wrote(now, stream, count);
                client.collect(now);
            }
            Self::Relay(relay) => {
                if let Some(greeted) = relay.greeted.get_mut(&stream).filter(|greeted| !greeted.said.is_empty()) {
                    let count = greeted.said.len().min(room);
                    buf.extend(greeted.said.drain(..count));
                    return;
                }
                let pending = relay.server.to_write(stream);
                let count = pending.len().min(room);
                buf.extend_from_slice(&pending[..count]);
                relay.server.written(now, stream, count);
                relay.collect();
            }
        }
    }
}

/// The network and who is in it.
pub struct World {
    pub sim: Sim<Node>,
    pub relays: Vec<(HostId, RelayInfo)>,
}

impl World {
    pub fn new(seed: u64) -> Self {
        Self { sim: Sim::new(seed), relays: Vec::new() }
    }

    /// A relay in a network of its own, with the key of this number.
    pub fn relay(&mut self, number: u8) -> RelayInfo {
        self.relay_at(number, Ipv4Addr::new(60, number, 1, 1))
    }

    pub fn relay_at(&mut self, number: u8, ip: Ipv4Addr) -> RelayInfo {
        let config = HostConfig::default().with_link(Link::ideal(10 * MS)).at(ip).listening(&[PORT]);
        let host = self.sim.add(Node::Relay(Box::new(Relay::new(number))), config);
        let info = RelayInfo { addr: (ip, PORT).into(), key: public(number) };
        self.relays.push((host, info));
        info
    }

    pub fn client(&mut self, number: u8) -> HostId {
        self.client_with(number, PoolConfig::default(), Link::ideal(20 * MS))
    }

    pub fn client_with(&mut self, number: u8, config: PoolConfig, link: Link) -> HostId {
        let client = Client::new(number, config);
        self.sim.add(Node::Client(Box::new(client)), HostConfig::default().with_link(link))
    }

    /// Lets a client act.
    pub fn act<T>(&mut self, host: HostId, act: impl FnOnce(&mut Client, Instant) -> T) -> T {
        let acted = self.sim.call(host, |node, now| match node {
            Node::Client(client) => act(client, now),
            Node::Relay(_) => panic!("not a client"),
        });
        acted.unwrap()
    }

    /// Changes a relay.
    pub fn at_relay<T>(&mut self, relay: &RelayInfo, act: impl FnOnce(&mut Relay) -> T) -> T {
        let host = self.host_of(relay);
        let acted = self.sim.call(host, |node, _| match node {
            Node::Relay(relay) => act(relay),
            Node::Client(_) => panic!("not a relay"),
        });
        acted.unwrap()
    }

    pub fn host_of(&self, relay: &RelayInfo) -> HostId {
        self.relays.iter().find(|(_, info)| info == relay).unwrap().0
    }

    pub fn run(&mut self, time: Duration) {
        self.sim.run_for(time);
    }

    /// So much was sent on a route in so long a time, as much as is welcome.
    pub fn keep_busy(&mut self, host: HostId, route: RouteId, time: Duration) -> usize {
        let (mut sent, mut passed) = (0, Duration::ZERO);
        while passed < time {
            while self.act(host, |client, _| client.pool.is_writable(route)) {
                self.act(host, |client, now| client.pool.send(now, route, &[0; 1_400])).unwrap();
                sent += 1_400;
            }
            self.run(MS);
            passed += MS;
        }
        sent
    }

    /// Bytes that a client sends on a route through a relay that reads nothing, while more is welcome.
    pub fn sent_unread(&mut self, host: HostId, route: RouteId, relay: &RelayInfo) -> usize {
        self.at_relay(relay, |relay| relay.deaf = true);
        let mut sent = 0;
        for _ in 0..1_000 {
            while sent < 4_000_000 && self.act(host, |client, _| client.pool.is_writable(route)) {
                self.act(host, |client, now| client.pool.send(now, route, &[0; 1_400])).unwrap();
                sent += 1_400;
            }
            self.run(MS);
        }
        sent
    }

    /// Takes what a client heard.
    pub fn heard(&mut self, host: HostId) -> Vec<Heard> {
        self.act(host, |client, _| std::mem::take(&mut client.heard))
    }

    /// Two clients that know each other and these relays; their routes.
    pub fn pair(&mut self, relays: &[RelayInfo]) -> Pair {
        let (alice, bob) = (self.client(1), self.client(2));
        let there = self.act(alice, |client, now| client.add_route(now, 2, relays));
        let back = self.act(bob, |client, now| client.add_route(now, 1, relays));
        Pair { alice, bob, there, back }
    }
}

#[derive(Clone, Copy)]
pub struct Pair {
    pub alice: HostId,
    pub bob: HostId,
    /// Alice's route.
    pub there: RouteId,
    /// Bob's route.
    pub back: RouteId,
}
