//! What holds for the pools of several identities whatever relays, peers and owner do. The fuzz target calls [`check`] with what
//! the fuzzer makes up, the test `pools_corpus` with what it once found.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    reason = "each test uses a part, and a test may fail"
)]

use std::time::Duration;

use toxcore_crypto::DhtKeyPair;
use toxcore_relay::{FrameCounts, PoolId, PoolIo, PoolOutput, PoolsConfig, RelayPools};
use toxcore_sansio::{Instant, RouteId, Seed, StreamId};
use toxcore_sim::Script;
use toxcore_wire::RelayInfo;

#[path = "../pool_laws/relay.rs"]
mod relay;

use relay::{FakeRelay, PEERS, RELAYS, peer_keys, relay_keys};

const MAX_LINKS: usize = 7;
const MAX_POOLS: usize = 5;
/// Turns of the clock within one step of the script.
const MAX_TURNS: usize = 200;

/// How far a script led.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reached {
    pub linked: u64,
    pub online: u64,
    pub data: u64,
    pub oob: u64,
    pub refused: u64,
    pub removed: u64,
}

/// Runs the script. Panics if something does not hold. Returns how far it led.
pub fn check(script: &[u8]) -> Reached {
    let mut config = PoolsConfig::default();
    (config.max_links, config.max_pools) = (MAX_LINKS, MAX_POOLS);
    let mut run = Run {
        pools: RelayPools::new(config, FrameCounts::default(), &Seed::from_number(1)),
        now: Instant::from_origin(Duration::from_secs(5)),
        made: 0,
        identities: Vec::new(),
        streams: Vec::new(),
        reached: Reached::default(),
    };
    let mut script = Script::new(script);
    while let Some(what) = script.byte() {
        run.step(what, &mut script);
        run.settle();
    }
    run.reached
}

struct Identity {
    id: PoolId,
    keys: DhtKeyPair,
    routes: Vec<(RouteId, usize)>,
}

struct Stream {
    id: StreamId,
    relay: FakeRelay,
    connected: bool,
}

struct Run {
    pools: RelayPools,
    now: Instant,
    made: u8,
    identities: Vec<Identity>,
    streams: Vec<Stream>,
    reached: Reached,
}

impl Run {
    fn step(&mut self, what: u8, script: &mut Script<'_>) {
        match what % 15 {
            0 => self.add(),
            1 => self.remove(script),
            2 => self.add_relay(script),
            3 => self.tie(script),
            4 => self.with_stream(script, |run, at, _| run.connect(at)),
            5 => self.with_stream(script, |run, at, _| {
                let answer = run.streams[at].relay.handshake();
                run.feed(at, answer);
            }),
            6 => self.with_stream(script, |run, at, script| {
                let frame = run.streams[at].relay.grant(script.number() % 240);
                frame.into_iter().for_each(|frame| run.feed(at, frame));
            }),
            7 => self.with_stream(script, |run, at, script| {
                let plain = [2 + script.number() as u8 % 2, script.number() as u8];
                run.frame(at, &plain);
            }),
            8 => self.with_stream(script, |run, at, script| {
                let id = (script.number() as u8).max(16);
                run.frame(at, &[&[id], script.bytes()].concat());
            }),
            9 => self.with_stream(script, |run, at, script| {
                let key = peer_keys(script.number() % PEERS).public;
                run.frame(at, &[&[7], &key.as_bytes()[..], script.bytes()].concat());
            }),
            10 => self.with_stream(script, |run, at, script| {
                let bytes = script.bytes().to_vec();
                run.streams[at].relay.lost |= !bytes.is_empty();
                run.feed(at, bytes);
            }),
            11 => self.with_stream(script, |run, at, _| {
                let stream = run.streams.swap_remove(at);
                run.pools.handle_closed(run.now, stream.id);
            }),
            12 => self.wait(Duration::from_millis(10 * script.number() as u64)),
            13 => self.wait(Duration::from_secs(script.number() as u64)),
            _ => self.send(script),
        }
    }

    fn add(&mut self) {
        self.made = self.made.wrapping_add(1);
        let mut secret = [0xaa; 32];
        secret[5] = self.made;
        let keys = DhtKeyPair::from_secret_bytes(secret);
        let id = self.pools.add(self.now, keys.clone());
        assert_eq!(id.is_some(), self.identities.len() < MAX_POOLS);
        let Some(id) = id else {
            self.reached.refused += 1;
            return;
        };
        assert!(self.identities.iter().all(|other| other.id != id));
        self.identities.push(Identity { id, keys, routes: Vec::new() });
    }

    fn remove(&mut self, script: &mut Script<'_>) {
        if let Some(at) = script.number().checked_rem(self.identities.len()) {
            let gone = self.identities.swap_remove(at);
            self.pools.remove(self.now, gone.id);
            assert!(self.pools.pool(gone.id).is_none());
            self.reached.removed += 1;
        }
    }

    fn info(script: &mut Script<'_>) -> RelayInfo {
        let number = script.number() % RELAYS;
        RelayInfo { addr: ([60, number as u8, 0, 1], 443).into(), key: relay_keys(number).public }
    }

    fn add_relay(&mut self, script: &mut Script<'_>) {
        let Some(at) = script.number().checked_rem(self.identities.len()) else { return };
        let (id, info, now) = (self.identities[at].id, Self::info(script), self.now);
        self.pools.with(id, |keys, pool| pool.add_relay(keys, now, &info)).unwrap().unwrap();
    }

    fn tie(&mut self, script: &mut Script<'_>) {
        let Some(at) = script.number().checked_rem(self.identities.len()) else { return };
        let (peer, info, now) = (script.number() % PEERS, Self::info(script), self.now);
        let identity = &mut self.identities[at];
        let route = self.pools.with(identity.id, |keys, pool| {
            let route = pool.add_route(keys, now, &peer_keys(peer).public)?;
            let _ = pool.tie(keys, now, route, &info);
            Ok::<_, toxcore_relay::AddRouteError>(route)
        });
        if let Some(Ok(route)) = route {
            identity.routes.push((route, peer));
        }
    }

    fn send(&mut self, script: &mut Script<'_>) {
        let Some(at) = script.number().checked_rem(self.identities.len()) else { return };
        let (id, now) = (self.identities[at].id, self.now);
        let Some(which) = script.number().checked_rem(self.identities[at].routes.len()) else { return };
        let (route, _) = self.identities[at].routes[which];
        let data = script.bytes();
        let _ = self.pools.with(id, |_, pool| pool.send(now, route, data)).unwrap();
    }

    fn with_stream(&mut self, script: &mut Script<'_>, act: impl FnOnce(&mut Self, usize, &mut Script<'_>)) {
        if let Some(at) = script.number().checked_rem(self.streams.len()) {
            act(self, at, script);
        }
    }

    fn connect(&mut self, at: usize) {
        if !std::mem::replace(&mut self.streams[at].connected, true) {
            self.pools.handle_connected(self.now, self.streams[at].id);
        }
    }

    fn feed(&mut self, at: usize, mut bytes: Vec<u8>) {
        let _ = self.pools.handle_stream(self.now, self.streams[at].id, &mut bytes);
    }

    fn frame(&mut self, at: usize, plain: &[u8]) {
        if let Some(frame) = self.streams[at].relay.frame(plain) {
            self.feed(at, frame);
        }
    }

    /// Time passes, with all that is due on the way.
    fn wait(&mut self, time: Duration) {
        let end = self.now + time;
        for _ in 0..MAX_TURNS {
            match self.pools.poll_timeout() {
                Some(due) if due <= end => self.now = due.max(self.now),
                _ => break,
            }
            self.pools.handle_timeout(self.now);
            assert!(self.pools.poll_timeout().is_none_or(|due| due > self.now), "work is left");
            self.settle();
        }
        self.now = end;
    }

    /// Carries out all wishes and checks them.
    fn settle(&mut self) {
        while let Some((id, output)) = self.pools.poll_output() {
            self.note(id, output);
        }
        while let Some(io) = self.pools.poll_io() {
            match io {
                PoolIo::Open { stream, to, via_proxy } => {
                    assert!(!via_proxy && RelayPools::owns(stream));
                    assert!(self.streams.iter().all(|other| other.id != stream), "a name is given twice");
                    let number = (0..RELAYS).find(|n| to == ([60, *n as u8, 0, 1], 443).into()).expect("a relay");
                    self.streams.push(Stream { id: stream, relay: FakeRelay::new(number, 0), connected: false });
                }
                PoolIo::Close { stream } => self.streams.retain(|other| other.id != stream),
            }
        }
        while let Some(stream) = self.pools.poll_writable() {
            let bytes = self.pools.to_write(stream).to_vec();
            self.pools.wrote(self.now, stream, bytes.len());
            if let Some(stream) = self.streams.iter_mut().find(|other| other.id == stream) {
                assert!(stream.connected || bytes.is_empty());
                stream.relay.take(&bytes);
            }
        }
        self.check_limits();
    }

    fn note(&mut self, id: PoolId, output: PoolOutput) {
        let identity = self.identities.iter().find(|identity| identity.id == id).expect("an identity that there is");
        let knows = |route: RouteId| identity.routes.iter().any(|(other, _)| *other == route);
        match output {
            PoolOutput::RouteOnline { route } => {
                assert!(knows(route));
                self.reached.online += 1;
            }
            PoolOutput::Data { route, payload } => {
                assert!(knows(route));
                assert!(!self.pools.payload(id, &payload).is_empty());
                self.reached.data += 1;
            }
            PoolOutput::Oob { .. } => self.reached.oob += 1,
            PoolOutput::LinkUp { .. } => self.reached.linked += 1,
            _ => {}
        }
    }

    fn check_limits(&self) {
        assert!(self.pools.links() <= MAX_LINKS, "{} links", self.pools.links());
        assert_eq!(self.pools.links(), self.streams.len(), "every link has its stream");
        assert_eq!(self.pools.len(), self.identities.len());
        let share = (MAX_LINKS / self.identities.len().max(1)).max(1);
        for identity in &self.identities {
            assert!(self.pools.pool(identity.id).unwrap().links() <= share);
        }
        if self.identities.is_empty() {
            assert_eq!((self.pools.links(), self.pools.poll_timeout()), (0, None), "nothing is left");
        }
        // Who shakes hands is one of those who are there.
        for client in self.streams.iter().filter_map(|stream| stream.relay.client) {
            assert!(self.identities.iter().any(|identity| identity.keys.public == client));
        }
    }
}
