//! [`Tox`] as a host of the simulator: what a driver does, with every event kept.
//!
//! Other tests of this crate use it with `#[path = "../support/mod.rs"] mod support;`.
#![allow(dead_code, clippy::unwrap_used)]

mod proxy;

use std::collections::VecDeque;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use proxy::{ANSWER, Proxied};
use toxcore::{
    ConnectionStatus, Event, FriendId, Instant, Io, Options, Profile, Proxy, Seed, StreamId, Tox, Transmit, UnixTime,
};
use toxcore_sim::{Host, HostConfig, HostId, Link, Sim, StreamAction, StreamEvent};

/// Where the relays of nodes listen, too.
pub(crate) const RELAY_PORT: u16 = 33_445;
/// The wall clock at the start of every simulation.
const START_UNIX: u64 = 1_700_000_000;

/// What a host does with an event at once, before it is kept: the callbacks of an application.
pub(crate) type Reaction = Box<dyn FnMut(&mut Tox, Instant, &Event)>;

/// A user with its driver.
pub(crate) struct ToxHost {
    pub(crate) tox: Tox,
    /// What happened, with the time.
    pub(crate) events: Vec<(Instant, Event)>,
    pub(crate) reaction: Option<Reaction>,
    /// Whether events are kept.
    pub(crate) keep: bool,
    paused: Vec<StreamId>,
    datagrams: VecDeque<(Transmit, Vec<u8>)>,
    /// The broadcast address of its network, if that has one.
    lan: bool,
    /// Streams through its proxy, if it has one.
    proxied: Proxied,
    told_unix: Instant,
}

impl ToxHost {
    pub(crate) fn new(options: Options, seed: &Seed, now: Instant) -> Self {
        Self {
            tox: Tox::new(options, seed, now, unix_time(now)).unwrap(),
            events: Vec::new(),
            reaction: None,
            keep: true,
            paused: Vec::new(),
            datagrams: VecDeque::new(),
            lan: true,
            proxied: Proxied::default(),
            told_unix: now,
        }
    }

    /// Whether an event of this kind came.
    pub(crate) fn saw(&self, wanted: impl Fn(&Event) -> bool) -> bool {
        self.events.iter().any(|(_, event)| wanted(event))
    }

    /// How many events of this kind came.
    pub(crate) fn count(&self, wanted: impl Fn(&Event) -> bool) -> usize {
        self.events.iter().filter(|(_, event)| wanted(event)).count()
    }

    /// Whether there were some.
    fn take_events(&mut self, now: Instant) -> bool {
        let mut any = false;
        while let Some(event) = self.tox.poll_event() {
            any = true;
            if let Some(mut reaction) = self.reaction.take() {
                reaction(&mut self.tox, now, &event);
                self.reaction = Some(reaction);
            }
            if self.keep {
                self.events.push((now, event));
            }
        }
        any
    }

    /// Whether there were some.
    fn take_datagrams(&mut self, now: Instant) -> bool {
        let mut any = false;
        let mut bytes = Vec::new();
        while let Some(transmit) = self.tox.poll_transmit(now, &mut bytes) {
            any = true;
            self.datagrams.push_back((transmit, std::mem::take(&mut bytes)));
        }
        any
    }

    fn tell_unix_time(&mut self, now: Instant) {
        if now.saturating_since(self.told_unix) >= Duration::from_secs(1) {
            self.told_unix = now;
            self.tox.set_unix_time(now, unix_time(now));
        }
    }
}

fn unix_time(now: Instant) -> UnixTime {
    UnixTime(START_UNIX + now.since_origin().as_secs())
}

impl Host for ToxHost {
    fn handle_datagram(&mut self, now: Instant, from: SocketAddr, datagram: &mut [u8]) {
        self.tell_unix_time(now);
        let _ = self.tox.handle_datagram(now, from, datagram);
    }

    fn handle_timeout(&mut self, now: Instant) {
        self.tell_unix_time(now);
        self.tox.handle_timeout(now);
    }

    fn poll_timeout(&self) -> Option<Instant> {
        self.tox.poll_timeout().map(|wake| wake.at)
    }

    fn poll_transmit(&mut self, _now: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
        let (transmit, bytes) = self.datagrams.pop_front()?;
        buf.extend_from_slice(&bytes);
        Some(transmit)
    }

    fn accept_stream(&mut self, now: Instant, from: SocketAddr, _port: u16) -> Option<StreamId> {
        self.tox.handle_accept(now, from)
    }

    fn handle_stream(&mut self, now: Instant, stream: StreamId, event: StreamEvent) {
        let was_proxied = self.proxied.ends(stream);
        match event {
            StreamEvent::Connected if was_proxied => self.tox.handle_stream(now, stream, &mut ANSWER.to_vec()),
            StreamEvent::Connected => self.tox.handle_connected(now, stream),
            StreamEvent::Failed(_) | StreamEvent::Closed => self.tox.handle_closed(now, stream),
        }
    }

    fn handle_stream_data(&mut self, now: Instant, stream: StreamId, bytes: &mut [u8]) -> usize {
        if self.paused.contains(&stream) {
            return 0;
        }
        self.tox.handle_stream(now, stream, bytes);
        bytes.len()
    }

    /// The first thing that is polled after each call, so events and datagrams are taken here: what relays carry for us is in
    /// their streams then.
    fn poll_stream(&mut self, now: Instant) -> Option<StreamAction> {
        while self.take_events(now) | self.take_datagrams(now) {}
        while let Some(io) = self.tox.poll_io() {
            match io {
                Io::Open { stream, to, via_proxy } => {
                    assert_eq!(via_proxy, !matches!(self.tox.options().proxy, Proxy::None), "nothing goes past it");
                    if via_proxy {
                        self.proxied.begins(stream);
                        self.tox.handle_connected(now, stream);
                        continue;
                    }
                    return Some(StreamAction::Connect { stream, to });
                }
                Io::Close { stream } => return Some(StreamAction::Close(stream)),
                Io::PauseReading { stream } => self.paused.push(stream),
                Io::ResumeReading { stream } => self.paused.retain(|paused| *paused != stream),
                Io::LanTargets => {
                    let everybody = SocketAddr::new(IpAddr::V4(Ipv4Addr::BROADCAST), 0);
                    let targets = if self.lan { vec![everybody] } else { Vec::new() };
                    self.tox.handle_lan_targets(now, targets);
                }
            }
        }
        while let Some(stream) = self.tox.poll_writable() {
            if !self.proxied.waits(stream) {
                return Some(StreamAction::Write(stream));
            }
            if let Some(to) = self.proxied.asked(&mut self.tox, now, stream) {
                return Some(StreamAction::Connect { stream, to });
            }
        }
        None
    }

    fn write_stream(&mut self, now: Instant, stream: StreamId, room: usize, buf: &mut Vec<u8>) {
        let waiting = self.tox.to_write(stream);
        let count = waiting.len().min(room);
        buf.extend_from_slice(&waiting[..count]);
        self.tox.written(now, stream, count);
    }
}

/// A network of public nodes with relays, and users in it.
pub(crate) struct World {
    pub(crate) sim: Sim<ToxHost>,
    pub(crate) nodes: Vec<HostId>,
    seed: Seed,
    made: u32,
}

impl World {
    /// `nodes` nodes that know the first of them.
    pub(crate) fn new(seed: u64, nodes: usize) -> Self {
        let mut world = Self { sim: Sim::new(seed), nodes: Vec::new(), seed: Seed::from_number(seed), made: 0 };
        for _ in 0..nodes {
            world.add_node();
        }
        world
    }

    pub(crate) fn add_node(&mut self) -> HostId {
        self.add_node_with(Link::default())
    }

    pub(crate) fn add_node_with(&mut self, link: Link) -> HostId {
        let options = Options { tcp_port: Some(RELAY_PORT), local_discovery_enabled: false, ..Options::default() };
        let place = HostConfig::default().listening(&[RELAY_PORT]).with_link(link);
        let node = self.add(options, place);
        if let Some(first) = self.nodes.first().copied() {
            self.bootstrap(node, first);
        }
        self.nodes.push(node);
        node
    }

    /// A user who knows nobody yet.
    pub(crate) fn add(&mut self, options: Options, place: HostConfig) -> HostId {
        self.made += 1;
        let seed = self.seed.derive(&format!("host {}", self.made));
        let now = self.sim.now();
        self.sim.add(ToxHost::new(options, &seed, now), place)
    }

    /// A user with default settings at a public address, who knows the first node.
    pub(crate) fn add_user(&mut self) -> HostId {
        let user = self.add(Options::default(), HostConfig::default().with_link(Link::default()));
        if let Some(first) = self.nodes.first().copied() {
            self.bootstrap(user, first);
        }
        user
    }

    /// A user who comes out of a save file and knows nothing else.
    pub(crate) fn add_saved(&mut self, saved: Vec<u8>) -> HostId {
        let options = Options { profile: Profile::Savedata(saved), ..Options::default() };
        self.add(options, HostConfig::default().with_link(Link::default()))
    }

    /// Saves a user, takes it out as if its process had ended, and starts it again at a place.
    pub(crate) fn restart(&mut self, user: HostId, options: Options, place: HostConfig) -> HostId {
        let saved = self.sim[user].tox.savedata();
        self.sim.remove(user, toxcore_sim::Departure::Vanish);
        self.add(Options { profile: Profile::Savedata(saved), ..options }, place)
    }

    /// Tells a user of a node.
    pub(crate) fn bootstrap(&mut self, user: HostId, node: HostId) {
        let (addr, key) = (self.sim.address(node), self.sim[node].tox.self_dht_id());
        self.call(user, |tox, now| tox.bootstrap(now, addr, key)).unwrap();
    }

    /// Tells a user of a node's relay.
    pub(crate) fn add_relay(&mut self, user: HostId, node: HostId) {
        let addr = SocketAddr::new(self.sim.address(node).ip(), RELAY_PORT);
        let key = self.sim[node].tox.self_dht_id();
        self.call(user, |tox, now| tox.add_tcp_relay(now, addr, key)).unwrap();
    }

    /// Two users who have added each other.
    pub(crate) fn make_friends(&mut self, one: HostId, other: HostId) -> (FriendId, FriendId) {
        let [key, other_key] = [one, other].map(|user| self.sim[user].tox.self_public_key());
        let id = self.call(one, |tox, now| tox.friend_add_norequest(now, other_key)).unwrap();
        (id, self.call(other, |tox, now| tox.friend_add_norequest(now, key)).unwrap())
    }

    /// How a user sees his friend connected.
    pub(crate) fn status_of(&self, user: HostId, friend: FriendId) -> ConnectionStatus {
        self.sim[user].tox.friend_connection_status(friend).unwrap()
    }

    /// Lets a user do something.
    pub(crate) fn call<R>(&mut self, user: HostId, f: impl FnOnce(&mut Tox, Instant) -> R) -> R {
        self.sim.call(user, |host, now| f(&mut host.tox, now)).unwrap()
    }

    pub(crate) fn run(&mut self, time: Duration) {
        self.sim.run_for(time);
    }

    /// Runs until something is true, and says how long that took.
    ///
    /// # Panics
    /// If it is not within `limit`.
    #[track_caller]
    pub(crate) fn run_until(&mut self, limit: Duration, mut done: impl FnMut(&Sim<ToxHost>) -> bool) -> Duration {
        self.sim.run_while_not(limit, Duration::from_millis(20), |sim| done(sim)).expect("in time")
    }
}

/// Two friends in a world of their own.
pub(crate) struct Pair {
    pub(crate) world: World,
    pub(crate) alice: HostId,
    pub(crate) bob: HostId,
    /// Bob, as Alice calls him.
    pub(crate) to_bob: FriendId,
    /// Alice, as Bob calls her.
    pub(crate) to_alice: FriendId,
}

impl Pair {
    /// Two friends who are online over UDP.
    pub(crate) fn online(seed: u64) -> Self {
        let mut world = World::new(seed, 8);
        let (alice, bob) = (world.add_user(), world.add_user());
        let mut pair = Self::befriend(world, alice, bob);
        pair.until_online();
        pair
    }

    pub(crate) fn befriend(mut world: World, alice: HostId, bob: HostId) -> Self {
        let (to_bob, to_alice) = world.make_friends(alice, bob);
        Self { world, alice, bob, to_bob, to_alice }
    }

    /// How both see each other.
    pub(crate) fn statuses(&self) -> [ConnectionStatus; 2] {
        [self.world.status_of(self.alice, self.to_bob), self.world.status_of(self.bob, self.to_alice)]
    }

    #[track_caller]
    pub(crate) fn until_online(&mut self) -> Duration {
        let (alice, bob, to_bob, to_alice) = (self.alice, self.bob, self.to_bob, self.to_alice);
        let sees = |sim: &Sim<ToxHost>, user: HostId, friend| {
            sim[user].tox.friend_connection_status(friend).unwrap() != ConnectionStatus::None
        };
        self.world.run_until(Duration::from_secs(60), |sim| sees(sim, alice, to_bob) && sees(sim, bob, to_alice))
    }

    #[track_caller]
    pub(crate) fn until(&mut self, limit: u64, done: impl FnMut(&Sim<ToxHost>) -> bool) -> Duration {
        self.world.run_until(Duration::from_secs(limit), done)
    }

    pub(crate) fn alice<R>(&mut self, f: impl FnOnce(&mut Tox, Instant) -> R) -> R {
        self.world.call(self.alice, f)
    }

    pub(crate) fn bob<R>(&mut self, f: impl FnOnce(&mut Tox, Instant) -> R) -> R {
        self.world.call(self.bob, f)
    }

    /// Texts that arrived at a user, in order.
    pub(crate) fn texts(&self, user: HostId) -> Vec<Vec<u8>> {
        let events = self.world.sim[user].events.iter();
        let texts = events.filter_map(|(_, event)| match event {
            Event::FriendMessage { text, .. } => Some(text.to_vec()),
            _ => None,
        });
        texts.collect()
    }

    /// Messages of a user that were confirmed, in order.
    pub(crate) fn receipts(&self, user: HostId) -> Vec<u32> {
        let events = self.world.sim[user].events.iter();
        let receipts = events.filter_map(|(_, event)| match event {
            Event::FriendReadReceipt { message, .. } => Some(message.get()),
            _ => None,
        });
        receipts.collect()
    }
}
