//! Networks of DHT nodes in the simulator.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "each test uses a part, and a test may fail")]

use std::cell::RefCell;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::Duration;

use toxcore_crypto::{DhtKeyPair, DhtPublicKey, KeyCache, KeyPair};
use toxcore_dht::{BUCKET_SIZE, Config, Dht, Distance, LanDiscovery, Output, bucket_index};
use toxcore_sansio::{Admission, Cx, DiscardCounters, Instant, Path, Rng, Seed, Transmit, UnixTime};
use toxcore_sim::{Departure, Host, HostConfig, HostId, Link, Sim};
use toxcore_wire::NodeInfo;

/// Nodes that everybody else is told of.
pub const BOOTSTRAP_NODES: usize = 5;
/// How many of them each node asks.
const ASKED: usize = 2;

/// A DHT with what an owner lends it.
pub struct Node {
    pub dht: Dht,
    pub keys: DhtKeyPair,
    pub outputs: Vec<Output>,
    pub discards: DiscardCounters,
    /// How often time made it do something.
    pub wakes: u64,
    cache: KeyCache,
    rng: Rng,
    admission: Rc<RefCell<Admission>>,
}

impl Node {
    pub fn new(number: u64, admission: &Rc<RefCell<Admission>>, configure: impl FnOnce(&mut Config)) -> Self {
        let seed = Seed::from_number(number);
        let mut rng = Rng::new(&seed);
        let keys = DhtKeyPair::from_secret_bytes(rng.secret_bytes());
        let mut config = Config::new(keys.public);
        configure(&mut config);
        Self {
            dht: Dht::new(config, &seed),
            keys,
            outputs: Vec::new(),
            discards: DiscardCounters::default(),
            wakes: 0,
            cache: KeyCache::new(1_024, [0; 16]),
            rng,
            admission: Rc::clone(admission),
        }
    }

    /// Calls the machine with its context.
    pub fn with<T>(&mut self, act: impl FnOnce(&mut Dht, &mut Cx<'_>) -> T) -> T {
        let mut cx = Cx {
            keys: &self.keys,
            cache: &mut self.cache,
            rng: &mut self.rng,
            unix_time: UnixTime(0),
            admission: &mut self.admission.borrow_mut(),
        };
        let result = act(&mut self.dht, &mut cx);
        self.outputs.extend(std::iter::from_fn(|| self.dht.poll_output()));
        result
    }

    /// Keys of the good nodes of its close list.
    pub fn close_keys(&self, now: Instant) -> Vec<DhtPublicKey> {
        self.dht.close_nodes(now).map(|node| node.key).collect()
    }
}

impl Host for Node {
    fn handle_datagram(&mut self, now: Instant, from: SocketAddr, datagram: &mut [u8]) {
        if let Err(reason) = self.with(|dht, cx| dht.handle_packet(cx, now, Path::Udp(from), datagram)) {
            self.discards.count(reason);
        }
    }
    fn handle_timeout(&mut self, now: Instant) {
        self.wakes += 1;
        self.with(|dht, cx| dht.handle_timeout(cx, now));
    }
    fn poll_timeout(&self) -> Option<Instant> {
        self.dht.poll_timeout()
    }
    fn poll_transmit(&mut self, now: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
        self.dht.poll_transmit(now, buf)
    }
}

/// Many nodes of which each asked some bootstrap nodes.
pub struct Network {
    pub sim: Sim<Node>,
    /// Those that are there.
    pub alive: Vec<HostId>,
    /// Whether nodes that join from now on punch holes.
    pub hole_punching: bool,
    /// Whether their sockets reach IPv6.
    pub ipv6: bool,
    /// How they are told about in their own network.
    pub lan_discovery: LanDiscovery,
    /// One for all, never short: its table alone takes more memory than a node.
    admission: Rc<RefCell<Admission>>,
    link: Link,
    seed: u64,
    made: u64,
}

impl Network {
    /// Starts the bootstrap nodes, which know each other, and then the others, one after the other within `joining`.
    pub fn new(nodes: usize, seed: u64, link: Link, joining: Duration) -> Self {
        let admission = Rc::new(RefCell::new(Admission::new(u32::MAX, &Seed::from_number(seed))));
        let mut network = Self {
            sim: Sim::new(seed),
            alive: Vec::new(),
            hole_punching: true,
            ipv6: true,
            lan_discovery: LanDiscovery::Off,
            admission,
            link,
            seed,
            made: 0,
        };
        let pause = joining / u32::try_from(nodes.max(1)).unwrap_or(u32::MAX);
        for _ in 0..nodes {
            network.join(HostConfig::default().with_link(link));
            network.sim.run_for(pause);
        }
        network
    }

    /// Adds a node that asks some of the bootstrap nodes.
    pub fn join(&mut self, config: HostConfig) -> HostId {
        let id = self.add(config);
        for _ in 0..ASKED {
            let place = self.sim.rng().index(BOOTSTRAP_NODES.min(self.alive.len()));
            if let Some(from) = self.alive.get(place) {
                self.bootstrap(id, *from);
            }
        }
        self.alive.push(id);
        id
    }

    /// Adds a node that knows nobody and counts as none of the network.
    pub fn add(&mut self, config: HostConfig) -> HostId {
        self.made += 1;
        let (punching, ipv6, lan) = (self.hole_punching, self.ipv6, self.lan_discovery);
        let node = Node::new(self.seed << 32 | self.made, &self.admission, |config| {
            config.hole_punching = punching;
            config.ipv6 = ipv6;
            config.lan_discovery = lan;
        });
        self.sim.add(node, config)
    }

    /// Takes away a node that is no bootstrap node, without a word.
    pub fn kill_random(&mut self) {
        let others = self.alive.len() - BOOTSTRAP_NODES;
        let place = BOOTSTRAP_NODES + self.sim.rng().index(others);
        let id = self.alive.swap_remove(place);
        self.sim.remove(id, Departure::Vanish);
    }

    /// Replaces a node by a new one.
    pub fn replace_random(&mut self) {
        self.kill_random();
        let link = self.link;
        self.join(HostConfig::default().with_link(link));
    }

    pub fn bootstrap(&mut self, id: HostId, from: HostId) {
        let node = self.info(from);
        self.sim.call(id, |host, now| host.with(|dht, cx| dht.bootstrap(cx, now, node))).unwrap().unwrap();
    }

    pub fn info(&self, id: HostId) -> NodeInfo {
        NodeInfo { addr: self.sim.address(id), key: self.sim[id].keys.public }
    }

    fn keys(&self) -> Vec<DhtPublicKey> {
        self.alive.iter().map(|id| self.sim[*id].keys.public).collect()
    }

    /// Compares all close lists with what they should be.
    pub fn convergence(&self) -> Convergence {
        let mut keys = self.keys();
        keys.sort_unstable();
        let mut sum = Convergence::default();
        for id in &self.alive {
            sum.add(&self.sim[*id].keys.public, &self.sim[*id].close_keys(self.sim.now()), &keys);
        }
        sum
    }

    /// Lets random nodes search random keys, all at once, and counts those that find the nearest node of all within
    /// `limit`.
    pub fn lookups(&mut self, count: usize, limit: Duration) -> Lookups {
        let keys = self.keys();
        let mut searches = Vec::new();
        for _ in 0..count {
            let place = self.sim.rng().index(self.alive.len());
            let id = self.alive[place];
            let target = KeyPair::<DhtPublicKey>::from_secret_bytes(self.sim.rng().bytes()).public;
            let token = self.sim.call(id, |host, now| host.with(|dht, cx| dht.add_search(cx, now, target))).unwrap();
            let own = self.sim[id].keys.public;
            searches.push((id, target, nearest(&target, keys.iter().filter(|key| **key != own)), token.unwrap()));
        }
        let start = self.sim.now();
        let mut lookups = Lookups { all: count, found: 0, slowest: Duration::ZERO };
        while !searches.is_empty() && self.sim.now() - start < limit {
            self.sim.run_for(Duration::from_millis(200));
            let now = self.sim.now();
            let sim = &self.sim;
            let (found, left) = searches.into_iter().partition::<Vec<_>, _>(|(id, target, nearest, _)| {
                sim[*id].dht.search_nodes(now, target).any(|node| node.key == *nearest)
            });
            if !found.is_empty() {
                lookups.slowest = now - start;
            }
            lookups.found += found.len();
            for (id, .., token) in found {
                self.sim.call(id, |host, _| host.dht.remove_search(token));
            }
            searches = left;
        }
        for (id, .., token) in searches {
            self.sim.call(id, |host, _| host.dht.remove_search(token));
        }
        lookups
    }
}

fn nearest<'a>(target: &DhtPublicKey, keys: impl Iterator<Item = &'a DhtPublicKey>) -> DhtPublicKey {
    let distance = |key: &&DhtPublicKey| Distance::between(target.as_bytes(), key.as_bytes());
    *keys.min_by_key(distance).unwrap()
}

/// How lookups went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lookups {
    pub all: usize,
    pub found: usize,
    pub slowest: Duration,
}

/// How near close lists are to what they should be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Convergence {
    /// Living nodes that all lists together hold, and that they could hold: in each bucket all that there are, or eight.
    pub held: usize,
    pub possible: usize,
    /// How many of each node's nearest neighbours its list holds, and how many it should: those in the buckets that are
    /// not too small for them, nearest first, up to eight.
    pub near_held: usize,
    pub near_possible: usize,
}

impl Convergence {
    /// `all` is sorted.
    fn add(&mut self, own: &DhtPublicKey, listed: &[DhtPublicKey], all: &[DhtPublicKey]) {
        let mut population = [0_usize; 256];
        for key in all.iter().filter(|key| *key != own) {
            population[usize::from(bucket_index(own, key).unwrap())] += 1;
        }
        let alive = |key: &&DhtPublicKey| all.binary_search(key).is_ok();
        self.held += listed.iter().filter(alive).count();
        self.possible += population.iter().map(|count| (*count).min(BUCKET_SIZE)).sum::<usize>();
        let mut neighbours: Vec<&DhtPublicKey> = all
            .iter()
            .filter(|key| bucket_index(own, key).is_some_and(|i| population[usize::from(i)] <= BUCKET_SIZE))
            .collect();
        neighbours.sort_by_key(|key| Distance::between(own.as_bytes(), key.as_bytes()));
        neighbours.truncate(BUCKET_SIZE);
        self.near_possible += neighbours.len();
        self.near_held += neighbours.iter().filter(|key| listed.contains(key)).count();
    }

    pub fn held_part(&self) -> f64 {
        self.held as f64 / self.possible as f64
    }

    pub fn near_part(&self) -> f64 {
        self.near_held as f64 / self.near_possible as f64
    }
}
