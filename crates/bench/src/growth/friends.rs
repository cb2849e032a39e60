//! A client whose friends are away: it is offered many, looks for them, and finds none.

use std::hint::black_box;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use toxcore::{DhtPublicKey, LongTermPublicKey, Options, Profile, Tox, UnixTime};
use toxcore_crypto::{DhtKeyPair, LongTermKeyPair};
use toxcore_node::driver::Machine as _;
use toxcore_node::machine::{Node, NodeConfig};
use toxcore_sansio::{Instant, Rng, Seed, Transmit};
use toxcore_sim::{Host, HostConfig, HostId, Sim};

use super::{Meter, Part};

pub(super) const PART: Part = Part {
    name: "friends",
    what: "friends who are away",
    columns: &[
        "added [B]",
        "sought [B]",
        "later [B]",
        "later [CPU ms/h]",
        "add [us]",
        "save [us]",
        "load [us]",
        "find by key [us]",
    ],
    measure,
};

fn measure(count: usize) -> io::Result<Vec<f64>> {
    let keys: Vec<LongTermPublicKey> = (0..count).map(friend_key).collect();
    let (mut sim, client) = network()?;
    let each = |figure: f64| figure / count as f64;
    let micros = |time: Duration| each(time.as_secs_f64() * 1e6);

    let before = user(&mut sim, client, |user, _| user.meter.bytes())?;
    user(&mut sim, client, |user, _| user.meter.take_time())?;
    user(&mut sim, client, |user, now| {
        let User { tox, meter } = user;
        let mut add = || keys.iter().try_for_each(|key| tox.friend_add_norequest(now, *key).map(drop));
        meter.charge(&mut add).map_err(io::Error::other)
    })??;
    let (added, adding) = user(&mut sim, client, |user, _| (user.meter.bytes() - before, user.meter.take_time()))?;
    sim.run_for(SEARCH);
    let sought = user(&mut sim, client, |user, _| user.meter.bytes() - before)?;
    sim.run_for(CALM);
    user(&mut sim, client, |user, _| user.meter.take_time())?;
    sim.run_for(WINDOW);
    let (later, idle) = user(&mut sim, client, |user, _| (user.meter.bytes() - before, user.meter.take_time()))?;

    user(&mut sim, client, |user, now| {
        let User { tox, meter } = user;
        let saved = meter.charge(|| tox.savedata());
        let saving = meter.take_time();
        let finding = {
            let found = meter.charge(|| keys.iter().filter(|key| tox.friend_by_public_key(key).is_some()).count());
            (found == count).then(|| meter.take_time()).ok_or(io::ErrorKind::NotFound)?
        };
        let options = Options { profile: Profile::Savedata(saved), ..Options::default() };
        let loaded = meter.charge(|| new_tox(options, now))?;
        let loading = meter.take_time();
        if black_box(loaded).friends().count() != count {
            return Err(io::ErrorKind::NotFound.into());
        }
        let idle = each(idle.as_secs_f64() * 1e3 * 3600.0 / WINDOW.as_secs_f64());
        let [adding, saving, loading, finding] = [adding, saving, loading, finding].map(micros);
        Ok(vec![each(added), each(sought), each(later), idle, adding, saving, loading, finding])
    })?
}

/// Nodes and a client that knows them.
fn network() -> io::Result<(Sim<Member>, HostId)> {
    let mut sim = Sim::new(1);
    let mut known = None;
    for number in 0..NODES {
        let seed = Seed::from_number(number as u64 + 100);
        let keys = DhtKeyPair::from_secret_bytes(Rng::new(&seed).secret_bytes());
        let key = keys.public;
        let mut node = Node::new(NodeConfig::new(keys), sim.now(), &seed);
        if let Some((address, key)) = known {
            node.add_bootstrap_node(sim.now(), address, key);
        }
        let host = sim.add(Member::Node(Box::new(node)), HostConfig::default());
        known = Some((sim.address(host), key));
    }
    let mut meter = Meter::default();
    let tox = meter.charge_memory(|| new_tox(Options::default(), sim.now()))?;
    let client = sim.add(Member::User(Box::new(User { tox, meter })), HostConfig::default());
    let known: Option<(SocketAddr, DhtPublicKey)> = known;
    if let Some((address, key)) = known {
        user(&mut sim, client, |user, now| user.tox.bootstrap(now, address, key))?.map_err(io::Error::other)?;
    }
    sim.run_for(SETTLE);
    Ok((sim, client))
}

fn new_tox(options: Options, now: Instant) -> io::Result<Tox> {
    let options = Options { ipv6_enabled: false, local_discovery_enabled: false, ..options };
    Tox::new(options, &Seed::from_number(1), now, UnixTime(UNIX_TIME)).map_err(io::Error::other)
}

/// A key that nobody has, and that is one all the same.
fn friend_key(number: usize) -> LongTermPublicKey {
    LongTermKeyPair::from_secret_bytes(Rng::new(&Seed::from_number(number as u64 + 1_000)).secret_bytes()).public
}

/// Does something with the user at this host.
fn user<T>(sim: &mut Sim<Member>, host: HostId, f: impl FnOnce(&mut User, Instant) -> T) -> io::Result<T> {
    let done = sim.call(host, |member, now| match member {
        Member::User(user) => Some(f(user, now)),
        Member::Node(_) => None,
    });
    done.flatten().ok_or_else(|| io::Error::other("no user here"))
}

enum Member {
    Node(Box<Node>),
    User(Box<User>),
}

struct User {
    tox: Tox,
    meter: Meter,
}

impl User {
    /// Does something with the machine at its expense, and takes out what nobody here wants.
    fn work<T>(&mut self, f: impl FnOnce(&mut Tox) -> T) -> T {
        let Self { tox, meter } = self;
        meter.charge(|| {
            let done = f(tox);
            while tox.poll_event().is_some() {}
            while tox.poll_io().is_some() {}
            done
        })
    }
}

impl Host for Member {
    fn handle_datagram(&mut self, now: Instant, from: SocketAddr, datagram: &mut [u8]) {
        match self {
            Self::Node(node) => {
                node.handle_datagram(now, from, datagram);
                node.pump(now);
            }
            // What it refuses it counts.
            Self::User(user) => drop(user.work(|tox| tox.handle_datagram(now, from, datagram))),
        }
    }

    fn handle_timeout(&mut self, now: Instant) {
        match self {
            Self::Node(node) => {
                node.handle_timeout(now);
                node.pump(now);
            }
            Self::User(user) => user.work(|tox| tox.handle_timeout(now)),
        }
    }

    fn poll_timeout(&self) -> Option<Instant> {
        match self {
            Self::Node(node) => node.poll_timeout(),
            Self::User(user) => user.tox.poll_timeout().map(|wake| wake.at),
        }
    }

    fn poll_transmit(&mut self, now: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
        match self {
            Self::Node(node) => node.poll_transmit(now, buf),
            Self::User(user) => {
                let User { tox, meter } = &mut **user;
                // The buffer is the simulator's.
                let bytes = buf.capacity();
                let transmit = meter.charge(|| tox.poll_transmit(now, buf));
                meter.give_back(buf.capacity().saturating_sub(bytes));
                transmit
            }
        }
    }
}

/// Nodes around the client.
const NODES: usize = 16;
/// When it is, for those who ask.
const UNIX_TIME: u64 = 1_800_000_000;
/// Time until the client knows its network.
const SETTLE: Duration = Duration::from_secs(30);
/// Time after which searches have begun: as in `bench-vs`.
const SEARCH: Duration = Duration::from_secs(25);
/// Time until a search has slowed down.
const CALM: Duration = Duration::from_secs(600);
/// Time that is measured then.
const WINDOW: Duration = Duration::from_secs(300);
