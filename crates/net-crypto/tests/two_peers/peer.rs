//! A host with one machine, and a forwarder that stands for a relay.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::{DhtKeyPair, DhtPublicKey, KeyCache, LongTermKeyPair, LongTermPublicKey};
use toxcore_net_crypto::{
    Config, ConnectionId, EndReason, Evidence, NetCrypto, Output, Payload, Phase, SendClass, Stream, Target,
    Transmission,
};
use toxcore_sansio::{Admission, Cx, Discard, Instant, Path, Rng, RouteId, Seed, Transmit, UnixTime};
use toxcore_sim::{Host, HostConfig, HostId, Link, Sim};

pub(crate) const BULK_ID: u8 = 160;
pub(crate) const MESSAGE_ID: u8 = 64;
pub(crate) const ROUTE: RouteId = RouteId { index: 7, generation: 1 };

pub(crate) struct Peer {
    pub(crate) machine: NetCrypto,
    pub(crate) long_term: LongTermPublicKey,
    pub(crate) dht: DhtKeyPair,
    cache: KeyCache,
    rng: Rng,
    pub(crate) admission: Admission,
    pub(crate) friends: Vec<LongTermPublicKey>,
    pub(crate) relay: Option<SocketAddr>,
    /// A firewall that lets only the relay through.
    pub(crate) udp_dead: bool,
    /// The same for what leaves only.
    pub(crate) udp_out_dead: bool,
    /// What the relay pool holds, if it is not endless.
    pub(crate) pool: Option<Pool>,
    queue: VecDeque<(SocketAddr, Vec<u8>)>,
    scratch: Vec<u8>,
    pub(crate) wakes: u32,
    /// What happened.
    pub(crate) established: Vec<ConnectionId>,
    pub(crate) asked_anew: u32,
    pub(crate) ended: Vec<EndReason>,
    pub(crate) messages: Vec<(Instant, Vec<u8>)>,
    pub(crate) lossy: Vec<Vec<u8>>,
    pub(crate) bulk_received: u32,
    pub(crate) bulk_of: BTreeMap<ConnectionId, u32>,
    pub(crate) delivered: Vec<(SendClass, u64)>,
    pub(crate) direct: Vec<bool>,
    pub(crate) relay_needed: Vec<bool>,
    pub(crate) relay_doubts: u32,
    pub(crate) discards: Vec<Discard>,
    pub(crate) datagrams: Vec<Vec<u8>>,
    pub(crate) keep_datagrams: bool,
    /// Kinds of packets that do not get through to the machine.
    pub(crate) drops: &'static [u8],
    pub(crate) bulk_left: u32,
    bulk_next: u32,
    pub(crate) busiest: (u64, u32, u32),
}

impl Peer {
    pub(crate) fn new(number: u8) -> Self {
        Self::with(number, number, Config::default())
    }

    /// `run` makes the DHT key: another run of the same person has another one.
    pub(crate) fn with(number: u8, run: u8, config: Config) -> Self {
        let seed = Seed::from_number(1000 * u64::from(run) + u64::from(number));
        let keys = LongTermKeyPair::from_secret_bytes([number; 32]);
        let long_term = keys.public;
        Self {
            machine: NetCrypto::new(config, keys, &seed),
            long_term,
            dht: DhtKeyPair::from_secret_bytes([run | 0x80; 32]),
            cache: KeyCache::new(64, [0; 16]),
            rng: Rng::new(&seed.derive("test")),
            admission: Admission::new(Admission::DEFAULT_PER_SECOND, &seed),
            friends: Vec::new(),
            relay: None,
            udp_dead: false,
            udp_out_dead: false,
            pool: None,
            queue: VecDeque::new(),
            scratch: Vec::new(),
            wakes: 0,
            established: Vec::new(),
            asked_anew: 0,
            ended: Vec::new(),
            messages: Vec::new(),
            lossy: Vec::new(),
            bulk_received: 0,
            bulk_of: BTreeMap::new(),
            delivered: Vec::new(),
            direct: Vec::new(),
            relay_needed: Vec::new(),
            relay_doubts: 0,
            discards: Vec::new(),
            datagrams: Vec::new(),
            keep_datagrams: false,
            drops: &[],
            bulk_left: 0,
            bulk_next: 0,
            busiest: (0, 0, 0),
        }
    }

    /// Calls the machine with its context, then reads its outputs.
    pub(crate) fn with_machine<T>(&mut self, now: Instant, f: impl FnOnce(&mut NetCrypto, &mut Cx<'_>) -> T) -> T {
        let mut cx = Cx {
            keys: &self.dht,
            cache: &mut self.cache,
            rng: &mut self.rng,
            unix_time: UnixTime(0),
            admission: &mut self.admission,
        };
        let result = f(&mut self.machine, &mut cx);
        self.pump(now, &[]);
        result
    }

    pub(crate) fn connect(&mut self, now: Instant, peer: LongTermPublicKey, dht: DhtPublicKey) -> ConnectionId {
        let id = self.with_machine(now, |machine, cx| machine.connect(cx, now, peer, dht).unwrap());
        if self.relay.is_some() {
            self.machine.set_relay(now, id, Some(ROUTE));
        }
        id
    }

    pub(crate) fn connection(&self) -> Option<ConnectionId> {
        self.established.last().copied().filter(|id| self.machine.phase(*id) == Some(Phase::Established))
    }

    pub(crate) fn say(&mut self, text: &[u8]) {
        let data = [&[MESSAGE_ID], text].concat();
        let id = self.connection().unwrap();
        self.machine.send(id, SendClass::Priority, &data).unwrap();
    }

    pub(crate) fn handle(&mut self, now: Instant, from: Path, packet: &mut [u8]) -> Result<(), Discard> {
        let mut cx = Cx {
            keys: &self.dht,
            cache: &mut self.cache,
            rng: &mut self.rng,
            unix_time: UnixTime(0),
            admission: &mut self.admission,
        };
        let result = self.machine.handle_packet(&mut cx, now, from, packet);
        self.pump(now, packet);
        result
    }

    fn pump(&mut self, now: Instant, packet: &[u8]) {
        while let Some(output) = self.machine.poll_output() {
            match output {
                Output::Incoming { offer, peer, .. } => {
                    if self.friends.contains(&peer) {
                        let mut cx = Cx {
                            keys: &self.dht,
                            cache: &mut self.cache,
                            rng: &mut self.rng,
                            unix_time: UnixTime(0),
                            admission: &mut self.admission,
                        };
                        let id = self.machine.accept(&mut cx, now, offer).unwrap();
                        if self.relay.is_some() {
                            self.machine.set_relay(now, id, Some(ROUTE));
                        }
                    } else {
                        self.machine.refuse(offer);
                    }
                }
                Output::Established(id) => self.established.push(id),
                Output::AskedAnew(_) => self.asked_anew += 1,
                Output::Ended { reason, .. } => self.ended.push(reason),
                Output::Received { connection, stream, payload } => {
                    let data = match payload {
                        Payload::InPlace(range) => packet[range].to_vec(),
                        Payload::Stored(slot) => self.machine.stored(slot).unwrap().to_vec(),
                    };
                    self.received(now, connection, stream, data);
                }
                Output::Delivered { class, up_to, .. } => self.delivered.push((class, up_to)),
                Output::Writable(_) => {}
                Output::DirectChanged { direct, .. } => self.direct.push(direct),
                Output::RelayDoubtful(_) => self.relay_doubts += 1,
                Output::RelayNeeded { needed, .. } => self.relay_needed.push(needed),
            }
        }
        self.fill();
    }

    fn received(&mut self, now: Instant, connection: ConnectionId, stream: Stream, data: Vec<u8>) {
        match (stream, data[0]) {
            (Stream::Lossless, BULK_ID) if data.len() == 1373 && data[5..].iter().all(|byte| *byte == 0) => {
                let count = self.bulk_of.entry(connection).or_default();
                assert_eq!(data[1..5], count.to_be_bytes(), "bulk out of order");
                *count += 1;
                self.bulk_received += 1;
            }
            (Stream::Lossless, _) => self.messages.push((now, data[1..].to_vec())),
            (Stream::Lossy, _) => self.lossy.push(data),
        }
    }

    fn pass_on(&mut self, now: Instant, run: Transmission) {
        let packets = self.scratch.chunks(run.segment);
        match run.to {
            Target::Udp(_) if self.udp_dead || self.udp_out_dead => {}
            Target::Udp(to) => self.queue.extend(packets.map(|packet| (to, packet.to_vec()))),
            Target::Relay(route) => {
                let Some(relay) = self.relay else { return };
                let mut relayed = packets.map(|packet| [&[RELAYED], packet].concat());
                let Some(pool) = &mut self.pool else {
                    self.queue.extend(relayed.map(|packet| (relay, packet)));
                    return;
                };
                if pool.packets.is_empty() {
                    pool.next = now + pool.interval;
                }
                pool.packets.extend(relayed.by_ref().take(pool.limit - pool.packets.len()));
                let refused = relayed.count();
                if refused > 0 {
                    pool.refusals += 1;
                    pool.has_refused = true;
                    self.machine.relay_refused(now, route, refused);
                }
            }
            Target::Oob { .. } => {}
        }
    }

    fn drain_pool(&mut self, now: Instant) {
        let (Some(pool), Some(relay)) = (&mut self.pool, self.relay) else { return };
        while pool.due().is_some_and(|due| due <= now) {
            pool.next = now + pool.interval;
            self.queue.extend(pool.packets.pop_front().map(|packet| (relay, packet)));
        }
        if pool.has_refused && pool.packets.len() <= pool.limit / 2 {
            pool.has_refused = false;
            self.machine.relay_writable(now, ROUTE);
        }
    }

    /// Brings file data while the machine takes it.
    pub(crate) fn fill(&mut self) {
        let Some(id) = self.connection() else { return };
        while self.bulk_left > 0 {
            let mut data = [0; 1373];
            data[0] = BULK_ID;
            data[1..5].copy_from_slice(&self.bulk_next.to_be_bytes());
            if self.machine.send(id, SendClass::Bulk, &data).is_err() {
                return;
            }
            self.bulk_next += 1;
            self.bulk_left -= 1;
        }
    }
}

/// A relay pool that takes so many packets and gives one to its link each interval.
pub(crate) struct Pool {
    pub(crate) limit: usize,
    pub(crate) interval: Duration,
    pub(crate) stalled: bool,
    pub(crate) refusals: u32,
    next: Instant,
    packets: VecDeque<Vec<u8>>,
    has_refused: bool,
}

impl Pool {
    pub(crate) fn new(limit: usize, interval: Duration) -> Self {
        let (next, packets) = (Instant::ZERO, VecDeque::new());
        Self { limit, interval, stalled: false, refusals: 0, next, packets, has_refused: false }
    }

    fn due(&self) -> Option<Instant> {
        (!self.stalled && !self.packets.is_empty()).then_some(self.next)
    }
}

/// Prefix of datagrams that go through the forwarder.
const RELAYED: u8 = 0xf7;

impl Host for Peer {
    fn handle_datagram(&mut self, now: Instant, from: SocketAddr, datagram: &mut [u8]) {
        if self.keep_datagrams {
            self.datagrams.push(datagram.to_vec());
        }
        if datagram.first().is_some_and(|kind| self.drops.contains(kind)) {
            return;
        }
        let result = if Some(from) == self.relay {
            self.handle(now, Path::Relay(ROUTE), &mut datagram[1..])
        } else if self.udp_dead {
            return;
        } else {
            self.handle(now, Path::Udp(from), datagram)
        };
        self.discards.extend(result.err());
    }

    fn handle_timeout(&mut self, now: Instant) {
        self.wakes += 1;
        self.drain_pool(now);
        self.machine.handle_timeout(now);
        self.pump(now, &[]);
    }

    fn poll_timeout(&self) -> Option<Instant> {
        [self.machine.poll_timeout(), self.pool.as_ref().and_then(Pool::due)].into_iter().flatten().min()
    }

    fn poll_transmit(&mut self, now: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
        loop {
            if let Some((to, packet)) = self.queue.pop_front() {
                buf.extend_from_slice(&packet);
                return Some(Transmit { to, len: packet.len(), segment: packet.len() });
            }
            self.scratch.clear();
            let run = self.machine.poll_transmit(now, &mut self.scratch);
            self.pump(now, &[]);
            let run = match run {
                Some(run) => run,
                // Reading outputs may have brought new data.
                None => self.machine.poll_transmit(now, &mut self.scratch)?,
            };
            assert_eq!(run.len, self.scratch.len());
            assert_eq!(run.len % run.segment, 0);
            let millisecond = u64::try_from(now.since_origin().as_millis()).unwrap();
            let count = u32::try_from(run.len / run.segment).unwrap();
            let sum = if self.busiest.0 == millisecond { self.busiest.1 + count } else { count };
            self.busiest = (millisecond, sum, self.busiest.2.max(sum));
            self.pass_on(now, run);
        }
    }
}

/// Passes datagrams on between two addresses.
pub(crate) struct Forwarder {
    pub(crate) ends: [SocketAddr; 2],
    queue: VecDeque<(SocketAddr, Vec<u8>)>,
}

impl Host for Forwarder {
    fn handle_datagram(&mut self, _now: Instant, from: SocketAddr, datagram: &mut [u8]) {
        let [a, b] = self.ends;
        self.queue.push_back((if from == a { b } else { a }, datagram.to_vec()));
    }
    fn handle_timeout(&mut self, _now: Instant) {}
    fn poll_timeout(&self) -> Option<Instant> {
        None
    }
    fn poll_transmit(&mut self, _now: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
        let (to, packet) = self.queue.pop_front()?;
        buf.extend_from_slice(&packet);
        Some(Transmit { to, len: packet.len(), segment: packet.len() })
    }
}

pub(crate) enum Node {
    Peer(Box<Peer>),
    Forwarder(Forwarder),
}

impl Host for Node {
    fn handle_datagram(&mut self, now: Instant, from: SocketAddr, datagram: &mut [u8]) {
        match self {
            Self::Peer(peer) => peer.handle_datagram(now, from, datagram),
            Self::Forwarder(forwarder) => forwarder.handle_datagram(now, from, datagram),
        }
    }
    fn handle_timeout(&mut self, now: Instant) {
        match self {
            Self::Peer(peer) => peer.handle_timeout(now),
            Self::Forwarder(_) => {}
        }
    }
    fn poll_timeout(&self) -> Option<Instant> {
        match self {
            Self::Peer(peer) => peer.poll_timeout(),
            Self::Forwarder(_) => None,
        }
    }
    fn poll_transmit(&mut self, now: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
        match self {
            Self::Peer(peer) => peer.poll_transmit(now, buf),
            Self::Forwarder(forwarder) => forwarder.poll_transmit(now, buf),
        }
    }
}

/// Alice and Bob, who know each other's keys and addresses.
pub(crate) struct World {
    pub(crate) sim: Sim<Node>,
    pub(crate) alice: HostId,
    pub(crate) bob: HostId,
}

impl World {
    pub(crate) fn new(seed: u64, link: Link) -> Self {
        Self::with(seed, [link, link], Config::default())
    }

    pub(crate) fn with(seed: u64, [a, b]: [Link; 2], config: Config) -> Self {
        let mut sim = Sim::new(seed);
        let mut alice = Peer::with(1, 1, config);
        let mut bob = Peer::with(2, 2, config);
        alice.friends.push(bob.long_term);
        bob.friends.push(alice.long_term);
        let alice = sim.add(Node::Peer(Box::new(alice)), HostConfig::default().with_link(a));
        let bob = sim.add(Node::Peer(Box::new(bob)), HostConfig::default().with_link(b));
        Self { sim, alice, bob }
    }

    pub(crate) fn peer(&self, id: HostId) -> &Peer {
        let Node::Peer(peer) = &self.sim[id] else { panic!("no peer") };
        peer
    }

    pub(crate) fn call<T>(&mut self, id: HostId, f: impl FnOnce(&mut Peer, Instant) -> T) -> T {
        let call = |node: &mut Node, now| match node {
            Node::Peer(peer) => f(peer, now),
            Node::Forwarder(_) => panic!("no peer"),
        };
        self.sim.call(id, call).unwrap()
    }

    /// `from` begins to connect to `to`.
    pub(crate) fn connect(&mut self, from: HostId, to: HostId) -> ConnectionId {
        let (key, dht, addr) = (self.peer(to).long_term, self.peer(to).dht.public, self.sim.address(to));
        self.call(from, |peer, now| {
            let id = peer.connect(now, key, dht);
            peer.machine.add_address(now, id, addr, Evidence::Told);
            id
        })
    }

    /// Waits until both are connected. Returns how long it took.
    pub(crate) fn until_connected(&mut self, limit: Duration) -> Duration {
        let (a, b) = (self.alice, self.bob);
        self.until(limit, |world| world.peer(a).connection().is_some() && world.peer(b).connection().is_some())
    }

    /// Waits for a condition, asked each millisecond. Returns how long it took.
    pub(crate) fn until(&mut self, limit: Duration, condition: impl Fn(&Self) -> bool) -> Duration {
        let start = self.sim.now();
        while !condition(self) {
            assert!(self.sim.now() - start < limit, "not within {limit:?}");
            self.sim.run_for(Duration::from_millis(1));
        }
        self.sim.now() - start
    }

    /// Connected over a link.
    pub(crate) fn connected(seed: u64, link: Link) -> Self {
        let mut world = Self::new(seed, link);
        world.connect(world.alice, world.bob);
        world.until_connected(Duration::from_secs(30));
        world
    }

    /// Adds a relay that both use, and tells it to connections that stand.
    pub(crate) fn add_relay(&mut self, link: Link) -> HostId {
        let ends = [self.sim.address(self.alice), self.sim.address(self.bob)];
        let forwarder = Node::Forwarder(Forwarder { ends, queue: VecDeque::new() });
        let relay = self.sim.add(forwarder, HostConfig::default().with_link(link));
        let addr = self.sim.address(relay);
        for id in [self.alice, self.bob] {
            self.call(id, |peer, now| {
                peer.relay = Some(addr);
                let connection = peer.friends.first().and_then(|key| peer.machine.find(key));
                if let Some(id) = connection {
                    peer.machine.set_relay(now, id, Some(ROUTE));
                }
            });
        }
        relay
    }
}
