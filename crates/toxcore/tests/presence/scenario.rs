//! Friends who start, sleep and restart in places of all kinds, and how long it takes until both see each other.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use toxcore::{
    ConnectionStatus, Event, FriendId, Instant, LongTermPublicKey, MessageId, MessageKind, Options, Profile,
};
use toxcore_sim::{Departure, HostConfig, HostId, Link, NatConfig, NatId, NatKind, SimRng};

use crate::report::{Phase, Sample};
use crate::support::World;

/// Public nodes with relays. Punching a hole needs four that know the peer, better eight.
const NODES: usize = 8;
/// Nodes that a user knows from a list, each also as a relay.
const KNOWN_NODES: usize = 4;
/// Pairs of friends in one world.
const PAIRS: usize = 3;
/// How often we look. Friends who need less than this count as needing this.
const STEP: Duration = Duration::from_millis(50);
/// After this they count as not having met.
const LIMIT: Duration = Duration::from_secs(300);
/// Users start within this time.
const STARTS: Duration = Duration::from_secs(10);

/// Where a user is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Public,
    Behind(NatKind),
    /// Something drops his UDP, and he does not know.
    UdpBlocked,
    /// UDP is switched off.
    TcpOnly,
}

const PLACES: [Place; 7] = [
    Place::Public,
    Place::Behind(NatKind::FullCone),
    Place::Behind(NatKind::AddressRestricted),
    Place::Behind(NatKind::PortRestricted),
    Place::Behind(NatKind::Symmetric),
    Place::UdpBlocked,
    Place::TcpOnly,
];

/// Runs `count` worlds from seed `first` on, on all cores. Returns what was measured, and the seeds that failed otherwise.
pub(crate) fn run_all(first: u64, count: u64) -> (Vec<Sample>, Vec<u64>) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (next, found) = (AtomicU64::new(first), Mutex::new((Vec::new(), Vec::new())));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first + count {
                        return;
                    }
                    let samples = std::panic::catch_unwind(|| run(seed));
                    let (all, failed) = &mut *found.lock().unwrap();
                    match samples {
                        Ok(samples) => all.extend(samples),
                        Err(_) => failed.push(seed),
                    }
                }
            });
        }
    });
    let (mut samples, failed) = found.into_inner().unwrap();
    samples.sort_by_key(|sample: &Sample| sample.seed);
    (samples, failed)
}

/// Runs the world of this seed and returns what was measured.
pub(crate) fn run(seed: u64) -> Vec<Sample> {
    // Half of the worlds lose 5 %, the others anything up to 30 %.
    let loss_percent = if seed.is_multiple_of(2) { 5 } else { [0, 1, 10, 20, 30][(seed / 2 % 5) as usize] };
    let link = Link::default().with_loss(loss_percent as f64 / 100.0).with_jitter(Duration::from_millis(10));
    let mut world = World::new(seed, 0);
    for _ in 0..NODES {
        world.add_node_with(link);
    }
    world.run(Duration::from_secs(5));
    let mut pairs: Vec<Pair> = (0..PAIRS).map(|_| Pair::new(&mut world, link)).collect();
    let mut samples = Vec::new();
    while pairs.iter().any(|pair| pair.stage != Stage::Done) {
        world.run(STEP);
        for pair in &mut pairs {
            samples.extend(pair.step(&mut world).map(|sample| Sample { seed, loss_percent, ..sample }));
        }
    }
    samples
}

/// One user, there or not.
struct User {
    place: Place,
    nat: Option<NatId>,
    link: Link,
    /// Which nodes he knows.
    known: Vec<HostId>,
    host: Option<HostId>,
    profile: Option<Vec<u8>>,
    key: Option<LongTermPublicKey>,
}

impl User {
    fn new(world: &mut World, link: Link, place: Place, nat: Option<NatId>) -> Self {
        let nodes = world.nodes.clone();
        let rng = world.sim.rng();
        let mut known = Vec::new();
        while known.len() < KNOWN_NODES {
            let node = nodes[rng.index(nodes.len())];
            if !known.contains(&node) {
                known.push(node);
            }
        }
        Self { place, nat, link, known, host: None, profile: None, key: None }
    }

    /// Starts his client, with what it saved when it ran last.
    fn start(&mut self, world: &mut World) {
        let mut place = self.nat.map_or_else(HostConfig::default, HostConfig::behind).with_link(self.link);
        place.udp_blocked = self.place == Place::UdpBlocked;
        let profile = self.profile.take().map_or(Profile::New, Profile::Savedata);
        let options = Options { udp_enabled: self.place != Place::TcpOnly, profile, ..Options::default() };
        let host = world.add(options, place);
        for node in &self.known {
            world.bootstrap(host, *node);
            world.add_relay(host, *node);
        }
        self.key = Some(world.sim[host].tox.self_public_key());
        self.host = Some(host);
    }

    fn stop(&mut self, world: &mut World, departure: Departure) {
        if let Some(host) = self.host.take() {
            self.profile = Some(world.sim[host].tox.savedata());
            world.sim.remove(host, departure);
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// They start.
    Apart {
        first_at: Instant,
        second_at: Instant,
    },
    /// Both are there.
    Meeting {
        phase: Phase,
        since: Instant,
    },
    /// They have met; something happens later.
    Together {
        next: Phase,
        at: Instant,
    },
    /// The first one sleeps, or has no client running.
    Away {
        phase: Phase,
        until: Instant,
    },
    Done,
}

/// Two friends.
struct Pair {
    users: [User; 2],
    friends: [Option<FriendId>; 2],
    stage: Stage,
    probe: Option<MessageId>,
    /// Events of the first that were read.
    read: usize,
    both_sleep: bool,
}

impl Pair {
    fn new(world: &mut World, link: Link) -> Self {
        let in_one_lan = world.sim.rng().chance(0.1);
        let places = [0, 1].map(|_| PLACES[world.sim.rng().index(PLACES.len())]);
        let nats = places.map(|place| nat_of(world, place));
        let users = if in_one_lan {
            let nat = nats[0].or(nats[1]);
            places.map(|place| User::new(world, link, place, nat))
        } else {
            [User::new(world, link, places[0], nats[0]), User::new(world, link, places[1], nats[1])]
        };
        let now = world.sim.now();
        let [first_at, second_at] = [0, 1].map(|_| now + world.sim.rng().duration(STARTS));
        Self {
            users,
            friends: [None; 2],
            stage: Stage::Apart { first_at, second_at },
            probe: None,
            read: 0,
            both_sleep: false,
        }
    }

    /// Does what it is time for; a sample when they have met or will not.
    fn step(&mut self, world: &mut World) -> Option<Sample> {
        let now = world.sim.now();
        match self.stage {
            Stage::Apart { first_at, second_at } => {
                for (user, at) in self.users.iter_mut().zip([first_at, second_at]) {
                    if now >= at && user.host.is_none() {
                        user.start(world);
                    }
                }
                self.befriend(world);
                if let [Some(_), Some(_)] = self.friends {
                    self.meet(world, Phase::Start);
                }
                None
            }
            Stage::Meeting { phase, since } => self.look(world, phase, since),
            Stage::Together { next, at } => {
                if now >= at {
                    self.part(world, next);
                }
                None
            }
            Stage::Away { phase, until } => {
                if now >= until {
                    self.come_back(world, phase);
                }
                None
            }
            Stage::Done => None,
        }
    }

    /// Each adds the other as soon as he is there: keys were exchanged long ago.
    fn befriend(&mut self, world: &mut World) {
        let keys = self.users.each_ref().map(|user| user.key);
        for index in 0..2 {
            if let (Some(host), Some(key), None) = (self.users[index].host, keys[1 - index], self.friends[index]) {
                self.friends[index] = Some(world.call(host, |tox, now| tox.friend_add_norequest(now, key)).unwrap());
            }
        }
    }

    fn meet(&mut self, world: &World, phase: Phase) {
        self.probe = None;
        self.read = self.users[0].host.map_or(0, |host| world.sim[host].events.len());
        self.stage = Stage::Meeting { phase, since: world.sim.now() };
    }

    /// They see each other when a message of now is confirmed, and both show the other online.
    fn look(&mut self, world: &mut World, phase: Phase, since: Instant) -> Option<Sample> {
        let took = world.sim.now() - since;
        let met = self.have_met(world);
        if !met && took < LIMIT {
            return None;
        }
        let places = self.users.each_ref().map(|user| user.place);
        let diagnosis = if met { String::new() } else { self.diagnosis(world) };
        let settle = world.sim.rng().duration(Duration::from_secs(30)) + Duration::from_secs(5);
        self.stage = match phase.next() {
            Some(next) if met => Stage::Together { next, at: world.sim.now() + settle },
            _ => Stage::Done,
        };
        Some(Sample { seed: 0, loss_percent: 0, phase, places, took: met.then_some(took), diagnosis })
    }

    fn have_met(&mut self, world: &mut World) -> bool {
        let ([Some(first), Some(second)], [Some(friend), Some(other)]) =
            (self.users.each_ref().map(|user| user.host), self.friends)
        else {
            return false;
        };
        if !is_online(world, first, friend) {
            self.probe = None;
            return false;
        }
        let events = world.sim[first].events.get(self.read..).unwrap_or_default();
        let confirmed = events.iter().any(
            |(_, event)| matches!(event, Event::FriendReadReceipt { message, .. } if Some(*message) == self.probe),
        );
        let lost = events.iter().any(|(_, event)| matches!(event, Event::FriendMessageUndelivered { .. }));
        self.read = world.sim[first].events.len();
        if lost || self.probe.is_none() {
            self.probe =
                world.call(first, |tox, now| tox.friend_send_message(now, friend, MessageKind::Normal, b"there?")).ok();
        }
        confirmed && is_online(world, second, other)
    }

    /// The first one goes away.
    fn part(&mut self, world: &mut World, phase: Phase) {
        let Some(host) = self.users[0].host else { return };
        let rng = world.sim.rng();
        // As often a moment as minutes.
        let most = Duration::from_secs([20, 60, 200][rng.index(3)]);
        let away = Duration::from_secs(2) + rng.duration(most);
        match phase {
            Phase::Start => {}
            Phase::Suspend => {
                world.sim.suspend(host);
                self.both_sleep = world.sim.rng().chance(0.2);
                if let Some(other) = self.users[1].host.filter(|_| self.both_sleep) {
                    world.sim.suspend(other);
                }
            }
            Phase::Blocked => {
                world.sim.set_udp_blocked(host, true);
                return self.meet(world, phase);
            }
            Phase::Restart => {
                let departure = departure(world.sim.rng());
                self.users[0].stop(world, departure);
            }
        }
        self.stage = Stage::Away { phase, until: world.sim.now() + away };
    }

    fn come_back(&mut self, world: &mut World, phase: Phase) {
        match (phase, self.users[0].host) {
            (Phase::Suspend, Some(host)) => {
                world.sim.resume(host);
                if let Some(other) = self.users[1].host.filter(|_| self.both_sleep) {
                    world.sim.resume(other);
                }
            }
            _ => {
                self.users[0].start(world);
                let host = self.users[0].host.unwrap();
                self.friends[0] = world.sim[host].tox.friends().next();
            }
        }
        self.meet(world, phase);
    }

    /// What both think of each other.
    fn diagnosis(&self, world: &World) -> String {
        let of = |index: usize| {
            let (host, friend) = (self.users[index].host?, self.friends[index]?);
            let tox = &world.sim[host].tox;
            Some(format!("{:?}: {:?}", self.users[index].place, tox.why_offline(friend).ok()?))
        };
        format!("{:#?}", [of(0), of(1)])
    }
}

fn is_online(world: &World, host: HostId, friend: FriendId) -> bool {
    world.sim[host].tox.friend_connection_status(friend).is_ok_and(|status| status != ConnectionStatus::None)
}

fn nat_of(world: &mut World, place: Place) -> Option<NatId> {
    match place {
        Place::Public => None,
        Place::Behind(kind) => Some(world.sim.add_nat(NatConfig::new(kind))),
        Place::UdpBlocked | Place::TcpOnly => Some(world.sim.add_nat(NatConfig::new(NatKind::PortRestricted))),
    }
}

/// A program ends, or a battery.
fn departure(rng: &mut SimRng) -> Departure {
    if rng.chance(0.5) { Departure::Exit } else { Departure::Vanish }
}
