//! What holds for the machine whatever happens. The fuzz target calls [`check`] with what the fuzzer makes up, the test
//! `corpus` with what it once found.
//!
//! The bytes are a script: facts in any order, packets of friends, requests of strangers, sleep and time that passes. What
//! the owner would believe, following the outputs, is kept beside the machine and compared with it.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};
use toxcore_friend::{Config, Ended, Evidence, FriendConnections, NoSpamTerms, Output, Phase};
use toxcore_sansio::{FriendId, Instant, LinkError, Links, Relays, Rng, Seed, SendClass, StreamId};
use toxcore_sim::Script;
use toxcore_wire::friend::NoSpam;
use toxcore_wire::{NodeInfo, RelayInfo};

/// People whom the script knows.
const PEOPLE: u8 = 4;
/// Most friends of the machine, so that the list gets full.
const MAX_FRIENDS: usize = 3;
/// Addresses that are told.
const ADDRESSES: [&str; 6] = [
    "198.51.100.1:33445",
    "[2001:db8::3]:33445",
    "192.168.1.4:33445",
    "127.0.0.1:33445",
    "[::ffff:198.51.100.2]:33445",
    "0.0.0.0:1",
];
/// Most steps of time that one wait may need: a machine that wakes more often spins.
const MAX_WAKES: usize = 5_000;

/// How far a script led.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub online: u64,
    pub offline: u64,
    pub attempts: u64,
    pub requests: u64,
    pub ties: u64,
    pub sent: u64,
}

/// Runs the script. Panics if something does not hold. Returns how far it led.
pub fn check(script: &[u8]) -> Counts {
    let mut run = Run::new();
    let mut script = Script::new(script);
    while let Some(what) = script.byte() {
        run.step(what, &mut script);
        run.follow();
        run.compare();
    }
    run.counts
}

/// What the owner believes of one friend, following the outputs.
#[derive(Default, Clone, Copy)]
struct Belief {
    searched: Option<DhtPublicKey>,
    connection: bool,
    online: bool,
}

struct Run {
    friends: FriendConnections,
    world: World,
    now: Instant,
    beliefs: BTreeMap<FriendId, Belief>,
    counts: Counts,
}

/// Net-crypto and the relay pool.
#[derive(Default, Clone)]
struct World {
    refuses: bool,
    heard: Option<Instant>,
    relays: Vec<RelayInfo>,
    sent: u64,
}

impl Links for World {
    fn send(&mut self, _: FriendId, _: SendClass, data: &[u8]) -> Result<u64, LinkError> {
        assert!(matches!(data.first(), Some(0x10..=0x12)) && data.len() <= 1_373);
        if self.refuses {
            return Err(LinkError::Full);
        }
        self.sent += 1;
        Ok(self.sent)
    }
    fn send_lossy(&mut self, _: FriendId, _: &[u8]) -> Result<(), LinkError> {
        panic!("nothing lossy is ours");
    }
    fn space(&mut self, _: FriendId, _: SendClass) -> usize {
        usize::from(!self.refuses)
    }
    fn last_heard(&self, _: FriendId) -> Option<Instant> {
        self.heard
    }
}

struct Pool(Vec<RelayInfo>);

impl Relays for Pool {
    fn onion_link(&self, _: &mut Rng) -> Option<(StreamId, RelayInfo)> {
        None
    }
    fn is_onion_link(&self, _: StreamId) -> bool {
        false
    }
    fn connected(&self, _: &mut Rng, count: usize, out: &mut Vec<RelayInfo>) {
        out.extend(self.0.iter().take(count));
    }
    fn knows(&self, relay: &DhtPublicKey) -> bool {
        self.0.iter().any(|known| known.key == *relay)
    }
}

fn person(number: u8) -> LongTermPublicKey {
    LongTermPublicKey::from_bytes([100 + number % PEOPLE; 32])
}

/// Few, so that friends claim each other's.
fn dht_key(number: u8) -> DhtPublicKey {
    DhtPublicKey::from_bytes([50 + number % 6; 32])
}

fn address(number: u8) -> SocketAddr {
    ADDRESSES[usize::from(number) % ADDRESSES.len()].parse().unwrap()
}

fn relay(script: &mut Script<'_>) -> RelayInfo {
    let (host, key) = (script.byte().unwrap_or(0), script.byte().unwrap_or(0));
    let addr = if host < 8 { address(host) } else { SocketAddr::from(([198, 51, 100, host], 3389)) };
    RelayInfo { addr, key: DhtPublicKey::from_bytes([key; 32]) }
}

impl Run {
    fn new() -> Self {
        let own_key = LongTermPublicKey::from_bytes([1; 32]);
        let config = Config { max_friends: MAX_FRIENDS, ..Config::new(own_key) };
        let mut friends = FriendConnections::new(config, &Seed::from_number(1));
        friends.set_no_spam(NoSpam::from_u32(0));
        Self {
            friends,
            world: World::default(),
            now: Instant::ZERO,
            beliefs: BTreeMap::new(),
            counts: Counts::default(),
        }
    }

    /// Whoever the script names: a friend, or an id that nobody has.
    fn who(&self, script: &mut Script<'_>) -> (LongTermPublicKey, FriendId) {
        let key = person(script.byte().unwrap_or(0));
        (key, self.friends.find(&key).unwrap_or(FriendId { index: 2, generation: u32::MAX }))
    }

    fn has_connection(&self, id: FriendId) -> bool {
        self.beliefs.get(&id).is_some_and(|belief| belief.connection)
    }

    fn step(&mut self, what: u8, script: &mut Script<'_>) {
        let (key, id) = self.who(script);
        let now = self.now;
        match what % 24 {
            0 => drop(self.friends.add(now, key)),
            1 => drop(self.friends.remove(now, id)),
            2 => drop(self.friends.hold(now, key)),
            3 => self.friends.release(now, id),
            4 => self.friends.dht_key(now, id, dht_key(script.byte().unwrap_or(0))),
            5 => {
                let (dht_key, addr) = (dht_key(script.byte().unwrap_or(0)), address(script.byte().unwrap_or(0)));
                self.friends.node_found(now, &dht_key, addr);
            }
            6 => self.friends.address(now, id, address(script.byte().unwrap_or(0)), Evidence::Told),
            7 => {
                let relay = relay(script);
                self.friends.relay(now, id, relay, &Pool(self.world.relays.clone()));
            }
            8 => self.offer(key, id, script),
            9 if self.has_connection(id) => self.friends.established(now, id),
            10 if self.has_connection(id) => {
                self.beliefs.get_mut(&id).unwrap().connection = false;
                let why = [Ended::ByPeer, Ended::NoAnswer, Ended::PeerRestarted];
                self.friends.ended(now, id, why[script.number() % why.len()]);
            }
            11 => self.friends.network_changed(now),
            12 => {
                let asleep = Duration::from_secs(2 * script.number() as u64);
                self.now += asleep;
                self.friends.resumed(self.now, asleep);
            }
            13 => self.world.heard = [None, Some(now)][script.number() % 2],
            14 => self.world.refuses = script.number() % 2 == 1,
            15 => self.world.relays = (0..script.number() % 5).map(|_| relay(script)).collect(),
            16 => drop(self.friends.handle_data(now, id, script.bytes(), &Pool(self.world.relays.clone()))),
            17 => drop(self.friends.handle_request(now, key, script.more_bytes())),
            18 => drop(self.friends.set_request(now, id, NoSpam::from_u32(7), script.more_bytes())),
            19 => self.friends.request_sent(now, id, script.number().is_multiple_of(2)),
            20 => self.friends.confirm(id),
            21 => self.terms(script),
            22 => self.friends.node(id, NodeInfo { addr: address(script.byte().unwrap_or(0)), key: dht_key(9) }),
            _ => self.pass(Duration::from_millis(100 * script.number() as u64)),
        }
    }

    fn offer(&mut self, key: LongTermPublicKey, id: FriendId, script: &mut Script<'_>) {
        let (dht_key, from) = (dht_key(script.byte().unwrap_or(0)), script.byte().map(address));
        if self.has_connection(id) {
            assert_eq!(self.friends.offer(self.now, &key, dht_key, from), None);
        } else if let Some(accepted) = self.friends.offer(self.now, &key, dht_key, from) {
            assert_eq!(accepted, id);
            self.beliefs.get_mut(&id).unwrap().connection = true;
        }
    }

    fn terms(&mut self, script: &mut Script<'_>) {
        let no_spam = NoSpam::from_u32(script.number() as u32);
        match script.number() % 4 {
            0 => self.friends.set_no_spam(no_spam),
            1 => drop(self.friends.remove_no_spam(no_spam)),
            left => {
                let terms = NoSpamTerms { uses_left: Some(left as u32 - 1), ..NoSpamTerms::default() };
                self.friends.accept_no_spam(no_spam, terms);
            }
        }
    }

    fn pass(&mut self, time: Duration) {
        let end = self.now + time;
        for _ in 0..MAX_WAKES {
            let next = self.friends.poll_timeout().filter(|at| *at <= end);
            self.now = next.unwrap_or(end).max(self.now);
            let relays = Pool(self.world.relays.clone());
            self.friends.handle_timeout(self.now, &mut self.world, &relays);
            self.follow();
            if next.is_none() {
                return;
            }
        }
        panic!("woken without end");
    }

    fn follow(&mut self) {
        while let Some(output) = self.friends.poll_output() {
            self.follow_one(output);
        }
        self.counts.sent = self.world.sent;
    }

    /// Each wish makes sense after those before it.
    fn follow_one(&mut self, output: Output) {
        match output {
            Output::Track { id, .. } => assert!(self.beliefs.insert(id, Belief::default()).is_none()),
            Output::Untrack { id, .. } => {
                let last = self.beliefs.remove(&id).unwrap();
                assert!(last.searched.is_none() && !last.connection);
            }
            Output::Search { id, dht_key } => assert_eq!(self.of(id).searched.replace(dht_key), None),
            Output::StopSearch { id, dht_key } => assert_eq!(self.of(id).searched.take(), Some(dht_key)),
            Output::Connect { id, dht_key, .. } => {
                assert!(!std::mem::replace(&mut self.of(id).connection, true));
                assert_eq!(self.of(id).searched, Some(dht_key));
                self.counts.attempts += 1;
            }
            Output::Close { id } => assert!(std::mem::take(&mut self.of(id).connection)),
            Output::AddAddress { id, addr, .. } => assert!(self.of(id).connection && addr.port() > 1),
            Output::Tie { id, .. } => {
                assert!(self.of(id).connection);
                self.counts.ties += 1;
            }
            Output::Online(id) => {
                assert!(self.of(id).connection && !std::mem::replace(&mut self.of(id).online, true));
                self.counts.online += 1;
            }
            Output::Offline(id) => {
                assert!(std::mem::take(&mut self.of(id).online));
                self.counts.offline += 1;
            }
            Output::Moved { from, to } => {
                let belief = self.beliefs.remove(&from).unwrap();
                assert!(self.beliefs.insert(to, belief).is_none());
                assert_eq!(to.index < toxcore_friend::HELD_FROM, self.friends.is_friend(to));
            }
            Output::Ask { id, dht_key, .. } => assert_eq!(self.of(id).searched, Some(dht_key)),
            Output::SendRequest { id } => assert!(self.friends.request_payload(id).is_some()),
            Output::AddRelay(relay) => assert!(relay.addr.port() > 1),
            Output::Request { sender, message } => {
                assert!(!message.is_empty() && message.len() <= 1_016);
                assert!(!self.friends.find(&sender).is_some_and(|id| self.friends.is_friend(id)));
                self.counts.requests += 1;
            }
        }
    }

    fn of(&mut self, id: FriendId) -> &mut Belief {
        self.beliefs.get_mut(&id).unwrap()
    }

    /// The machine is in the state that its outputs tell.
    fn compare(&self) {
        assert!(self.friends.len() <= MAX_FRIENDS && self.friends.len() == self.beliefs.len());
        for (id, belief) in &self.beliefs {
            let diagnosis = self.friends.diagnose(self.now, *id).unwrap();
            assert_eq!(self.friends.is_online(*id), belief.online);
            assert_eq!(self.friends.is_friend(*id), id.index < toxcore_friend::HELD_FROM);
            assert_eq!(self.friends.known_dht_key(*id), belief.searched);
            assert_eq!(matches!(diagnosis.phase, Phase::Connecting | Phase::Connected), belief.connection);
            assert_eq!(diagnosis.phase == Phase::Waiting, diagnosis.next_try.is_some());
            assert!(diagnosis.relays.len() <= 24 && diagnosis.addresses.len() <= 2);
        }
    }
}
