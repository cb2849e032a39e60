//! Members in a simulated network, and a relay between them.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::{DhtPublicKey, EphemeralPublicKey, ExtendedKeyPair};
use toxcore_group::{LossReason, MemberId, Mesh, MeshConfig, Output, Phase, Role, Target};
use toxcore_sansio::{Admission, DiscardCounters, Instant, RouteId, Seed, StreamId, Transmit};
use toxcore_sim::{Departure, Host, HostConfig, HostId, Link, Sim};
use toxcore_wire::RelayInfo;
use toxcore_wire::group::{BroadcastKind, ChatId, GroupPing, HandshakePurpose, JoinType, LosslessKind};

pub(crate) const CHAT_ID: ChatId = ChatId::from_bytes([0x55; 32]);

/// What a program around the links does: it says who it is after a handshake, and confirms who does so.
pub(crate) struct Person {
    pub(crate) mesh: Mesh,
    admission: Admission,
    address: SocketAddr,
    relay: Option<SocketAddr>,
    /// Whose route is which.
    routes: Vec<EphemeralPublicKey>,
    sending: VecDeque<(SocketAddr, Vec<u8>)>,
    /// Introduces again who is lost.
    friend: Option<(EphemeralPublicKey, Option<SocketAddr>)>,
    /// Keys that are members', as it believes.
    pub(crate) expected: Vec<EphemeralPublicKey>,
    /// Handshakes that it sent.
    pub(crate) answered: usize,
    pub(crate) handshakes: Vec<(Role, bool)>,
    pub(crate) lost: Vec<LossReason>,
    pub(crate) texts: Vec<Vec<u8>>,
    pub(crate) lossy: Vec<Vec<u8>>,
    pub(crate) pings: usize,
    pub(crate) refused: DiscardCounters,
    pub(crate) relay_needed: Vec<bool>,
    /// What arrived, if somebody wants to know.
    pub(crate) record: Option<Vec<(SocketAddr, Vec<u8>)>>,
    /// Datagrams that are thrown away before they are handled.
    pub(crate) deaf_to: Option<fn(&[u8]) -> bool>,
    /// Nothing that is sent straight to there arrives.
    pub(crate) cut_off: Option<SocketAddr>,
}

/// Everything in the network.
pub(crate) enum Actor {
    Person(Box<Person>),
    Relay(Relay),
}

/// Passes datagrams between those who have spoken to it: key of the other, then the packet.
#[derive(Default)]
pub(crate) struct Relay {
    clients: BTreeMap<[u8; 32], SocketAddr>,
    sending: VecDeque<(SocketAddr, Vec<u8>)>,
}

pub(crate) fn keys(number: u8) -> ExtendedKeyPair {
    ExtendedKeyPair::from_seed(&[number; 32])
}

pub(crate) fn key(number: u8) -> EphemeralPublicKey {
    keys(number).public().encryption
}

pub(crate) fn ping() -> GroupPing {
    GroupPing {
        peers_checksum: 1,
        confirmed_peers: 2,
        state_version: 3,
        sanctions_version: 4,
        moderation_checksum: 5,
        topic_version: 6,
        topic_checksum: 7,
        addr: None,
    }
}

fn relay_info(addr: SocketAddr) -> RelayInfo {
    RelayInfo { addr, key: DhtPublicKey::from_bytes([9; 32]) }
}

impl Person {
    pub(crate) fn new(number: u8, run: u64, address: SocketAddr, relay: Option<SocketAddr>) -> Self {
        let seed = Seed::from_number(run * 1000 + u64::from(number));
        let config = MeshConfig { keys: keys(number), chat_id: CHAT_ID, join_type: JoinType::Private };
        let mut mesh = Mesh::new(config, &seed);
        mesh.set_ping(ping());
        mesh.set_address(Some(address));
        let mut sending = VecDeque::new();
        if let Some(relay) = relay {
            mesh.set_relays(Instant::ZERO, &[relay_info(relay)]);
            sending.push_back((relay, key(number).as_bytes().to_vec()));
        }
        Self {
            mesh,
            admission: Admission::new(Admission::DEFAULT_PER_SECOND, &seed),
            address,
            relay,
            routes: Vec::new(),
            sending,
            friend: None,
            expected: Vec::new(),
            answered: 0,
            handshakes: Vec::new(),
            lost: Vec::new(),
            texts: Vec::new(),
            lossy: Vec::new(),
            pings: 0,
            refused: DiscardCounters::default(),
            relay_needed: Vec::new(),
            record: None,
            deaf_to: None,
            cut_off: None,
        }
    }

    /// Introduces the other, now and whenever it is lost.
    pub(crate) fn meet(&mut self, now: Instant, other: u8, address: Option<SocketAddr>) {
        self.friend = Some((key(other), address));
        self.introduce(now, HandshakePurpose::Invite);
        self.pump(now, &mut []);
    }

    fn introduce(&mut self, now: Instant, purpose: HandshakePurpose) {
        let Some((key, address)) = self.friend else { return };
        let member = self.mesh.introduce(now, key, purpose).unwrap();
        if let Some(address) = address {
            self.mesh.add_address(now, member, address);
        }
        if let Some(relay) = self.relay {
            self.mesh.add_relay(member, relay_info(relay));
        }
    }

    pub(crate) fn member(&self, other: u8) -> Option<MemberId> {
        self.mesh.find(&key(other))
    }

    pub(crate) fn say(&mut self, now: Instant, other: u8, text: &[u8]) {
        let member = self.member(other).unwrap();
        self.mesh.send(now, member, LosslessKind::Custom, text).unwrap();
        self.pump(now, &mut []);
    }

    /// Says something that is for all.
    pub(crate) fn tell(&mut self, now: Instant, other: u8, text: &[u8]) {
        let member = self.member(other).unwrap();
        let message = [&[BroadcastKind::Message.number()], text].concat();
        self.mesh.send(now, member, LosslessKind::Broadcast, &message).unwrap();
        self.pump(now, &mut []);
    }

    /// What would go out now.
    pub(crate) fn take_sent(&mut self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.sending).into_iter().map(|(_, packet)| packet).collect()
    }

    /// How many packets would go there now; all are forgotten.
    pub(crate) fn take_sent_to(&mut self, to: SocketAddr) -> usize {
        std::mem::take(&mut self.sending).into_iter().filter(|(other, _)| *other == to).count()
    }

    /// Hands in a packet as if it had arrived.
    pub(crate) fn handle(&mut self, now: Instant, from: Target, packet: &mut [u8]) {
        let Self { mesh, admission, expected, .. } = self;
        if let Err(reason) = mesh.handle_packet(now, admission, from, packet, &|key| expected.contains(key)) {
            self.refused.count(reason);
        }
        self.pump(now, packet);
    }

    /// Key agreements and the like so far that others caused.
    pub(crate) fn key_operations(&self) -> u64 {
        self.admission.admitted()
    }

    pub(crate) fn refusals(&self, name: &str) -> u64 {
        let all = self.refused.iter().chain(self.mesh.discards().iter());
        all.filter(|(other, _)| *other == name).map(|(_, count)| count).sum()
    }

    pub(crate) fn pump(&mut self, now: Instant, packet: &mut [u8]) {
        while let Some(output) = self.mesh.poll_output() {
            self.on_output(now, output, packet);
        }
        let mut buf = Vec::new();
        while let Some(run) = self.mesh.poll_transmit(&mut buf) {
            for packet in buf.chunks(run.segment) {
                self.answered += usize::from(packet[0] == 0x5a);
                let relayed = |key: &EphemeralPublicKey| [key.as_bytes(), packet].concat();
                let datagram = match run.to {
                    Target::Udp(to) => (self.cut_off != Some(to)).then(|| (to, packet.to_vec())),
                    Target::Relay(route) => {
                        self.relay.zip(self.routes.get(route.index as usize)).map(|(relay, key)| (relay, relayed(key)))
                    }
                    Target::Oob { peer, .. } => self.relay.map(|relay| (relay, relayed(&peer))),
                };
                self.sending.extend(datagram);
            }
            buf.clear();
        }
    }

    fn on_output(&mut self, now: Instant, output: Output, packet: &[u8]) {
        match output {
            Output::Appeared { .. } => {}
            Output::Handshaked { member, role, renewed, .. } => {
                self.handshakes.push((role, renewed));
                self.mesh.send(now, member, LosslessKind::PeerInfoResponse, b"who I am").unwrap();
            }
            Output::Lossless { member, kind, payload } => match kind {
                LosslessKind::PeerInfoResponse => self.mesh.confirm(now, member),
                LosslessKind::Custom if self.mesh.phase(member) == Some(Phase::Handshaked) => {
                    panic!("a text before a name");
                }
                LosslessKind::Broadcast => self.texts.push(self.mesh.payload(&payload, packet)[1..].to_vec()),
                LosslessKind::Custom => self.texts.push(self.mesh.payload(&payload, packet).to_vec()),
                _ => {}
            },
            Output::Lossy { payload, .. } => self.lossy.push(self.mesh.payload(&payload, packet).to_vec()),
            Output::Pinged { ping: heard, .. } => {
                assert_eq!(GroupPing { addr: None, ..heard }, ping());
                self.pings += 1;
            }
            Output::TieRelay { member, .. } => {
                let key = self.mesh.key(member).unwrap();
                let place = self.routes.iter().position(|other| *other == key).unwrap_or_else(|| {
                    self.routes.push(key);
                    self.routes.len() - 1
                });
                let route = RouteId { index: u32::try_from(place).unwrap(), generation: 1 };
                self.mesh.set_route(now, member, Some(route));
            }
            Output::RelayNeeded { needed, .. } => self.relay_needed.push(needed),
            Output::Lost { reason, .. } => {
                self.lost.push(reason);
                self.introduce(now, HandshakePurpose::PeerInfo);
            }
        }
    }
}

impl Host for Actor {
    fn handle_datagram(&mut self, now: Instant, from: SocketAddr, datagram: &mut [u8]) {
        match self {
            Self::Relay(relay) => {
                let sender = relay.clients.iter().find(|(_, address)| **address == from).map(|(key, _)| *key);
                let (to, packet) = datagram.split_first_chunk::<32>().unwrap();
                let Some(sender) = sender else {
                    relay.clients.insert(*to, from);
                    return;
                };
                if let Some(address) = relay.clients.get(to) {
                    relay.sending.push_back((*address, [&sender, packet].concat()));
                }
            }
            Self::Person(person) => {
                if let Some(record) = &mut person.record {
                    record.push((from, datagram.to_vec()));
                }
                if person.relay != Some(from) {
                    if !person.deaf_to.is_some_and(|is_deaf| is_deaf(datagram)) {
                        person.handle(now, Target::Udp(from), datagram);
                    }
                    return;
                }
                let (sender, packet) = datagram.split_first_chunk_mut::<32>().unwrap();
                let peer = EphemeralPublicKey::from_bytes(*sender);
                let from = match person.routes.iter().position(|key| *key == peer) {
                    Some(place) => Target::Relay(RouteId { index: u32::try_from(place).unwrap(), generation: 1 }),
                    None => Target::Oob { link: StreamId { index: 1, generation: 1 }, peer },
                };
                person.handle(now, from, packet);
            }
        }
    }

    fn handle_timeout(&mut self, now: Instant) {
        if let Self::Person(person) = self {
            person.mesh.handle_timeout(now);
            person.pump(now, &mut []);
        }
    }

    fn poll_timeout(&self) -> Option<Instant> {
        match self {
            Self::Person(person) => person.mesh.poll_timeout(),
            Self::Relay(_) => None,
        }
    }

    fn poll_transmit(&mut self, _: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
        let sending = match self {
            Self::Person(person) => &mut person.sending,
            Self::Relay(relay) => &mut relay.sending,
        };
        let (to, packet) = sending.pop_front()?;
        buf.extend_from_slice(&packet);
        Some(Transmit { to, len: packet.len(), segment: packet.len() })
    }
}

/// Two members, 1 and 2, and perhaps a relay.
pub(crate) struct World {
    pub(crate) sim: Sim<Actor>,
    pub(crate) ids: [HostId; 2],
    relay: Option<SocketAddr>,
    run: u64,
    config: HostConfig,
}

impl World {
    pub(crate) fn new(seed: u64, link: Link) -> Self {
        Self::make(seed, HostConfig::default().with_link(link), false)
    }

    pub(crate) fn with_relay(seed: u64, link: Link) -> Self {
        Self::make(seed, HostConfig::default().with_link(link), true)
    }

    fn make(seed: u64, config: HostConfig, has_relay: bool) -> Self {
        let mut sim = Sim::new(seed);
        let relay = has_relay.then(|| {
            let id = sim.add(Actor::Relay(Relay::default()), HostConfig::default());
            sim.address(id)
        });
        let run = seed * 10;
        let easy = HostConfig { link: good(), ..config.clone() };
        let ids = [1, 2].map(|number| {
            sim.add_with(easy.clone(), |_, address| Actor::Person(Box::new(Person::new(number, run, address, relay))))
        });
        let mut world = Self { sim, ids, relay, run, config };
        // The relay hears of everybody.
        world.run(millis(50));
        [1, 2].into_iter().for_each(|number| world.set_link(number, world.config.link));
        world
    }

    pub(crate) fn run(&mut self, time: Duration) {
        self.sim.run_for(time);
    }

    pub(crate) fn person(&self, number: u8) -> &Person {
        match &self.sim[self.ids[usize::from(number) - 1]] {
            Actor::Person(person) => person,
            Actor::Relay(_) => unreachable!("ids are of persons"),
        }
    }

    pub(crate) fn with<T>(&mut self, number: u8, call: impl FnOnce(&mut Person, Instant) -> T) -> T {
        let call = |actor: &mut Actor, now| match actor {
            Actor::Person(person) => call(person, now),
            Actor::Relay(_) => unreachable!("ids are of persons"),
        };
        self.sim.call(self.ids[usize::from(number) - 1], call).unwrap()
    }

    pub(crate) fn address(&self, number: u8) -> SocketAddr {
        self.person(number).address
    }

    /// `number` knows where the other is, and begins.
    pub(crate) fn meet(&mut self, number: u8) {
        let address = self.address(3 - number);
        self.with(number, |person, now| person.meet(now, 3 - number, Some(address)));
    }

    pub(crate) fn say(&mut self, number: u8, text: &[u8]) {
        self.with(number, |person, now| person.say(now, 3 - number, text));
    }

    pub(crate) fn tell(&mut self, number: u8, text: &[u8]) {
        self.with(number, |person, now| person.tell(now, 3 - number, text));
    }

    pub(crate) fn phase(&self, number: u8) -> Option<Phase> {
        let person = self.person(number);
        person.mesh.phase(person.member(3 - number)?)
    }

    pub(crate) fn are_confirmed(&self) -> bool {
        [1, 2].iter().all(|number| self.phase(*number) == Some(Phase::Confirmed))
    }

    /// Runs until both have confirmed each other. Returns how long that took.
    pub(crate) fn run_until_confirmed(&mut self, limit: Duration) -> Duration {
        let start = self.sim.now();
        while !self.are_confirmed() {
            assert!(self.sim.now() - start < limit, "not confirmed in time");
            self.run(Duration::from_millis(5));
        }
        self.sim.now() - start
    }

    /// Who forgets everything but its keys, and comes back at another address.
    pub(crate) fn restart(&mut self, number: u8) {
        self.run += 1;
        let (run, relay) = (self.run, self.relay);
        let id = &mut self.ids[usize::from(number) - 1];
        self.sim.remove(*id, Departure::Vanish);
        *id = self.sim.add_with(self.config.clone(), |_, address| {
            Actor::Person(Box::new(Person::new(number, run, address, relay)))
        });
    }

    pub(crate) fn set_link(&mut self, number: u8, link: Link) {
        self.sim.set_link(self.ids[usize::from(number) - 1], link);
    }

    pub(crate) fn block_udp(&mut self, number: u8, blocked: bool) {
        self.sim.set_udp_blocked(self.ids[usize::from(number) - 1], blocked);
    }
}

pub(crate) const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

pub(crate) const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// 40 ms there and back, nothing lost.
pub(crate) fn good() -> Link {
    Link::ideal(millis(10))
}

/// Loss, copies and disorder.
pub(crate) fn bad(loss: f64) -> Link {
    Link {
        duplicate: 0.05,
        reorder: 0.1,
        reorder_delay: millis(80),
        ..Link::ideal(millis(20)).with_jitter(millis(15)).with_loss(loss)
    }
}
