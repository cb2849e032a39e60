//! What holds for a pool whatever relays, proxies and its owner do. The fuzz target calls [`check`] with what the fuzzer makes
//! up, the test `pool_corpus` with what it once found.
//!
//! The bytes are a script: relays and routes that come and go, streams, handshakes, sealed frames with any plaintext, raw bytes,
//! and time that passes.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    reason = "each test uses a part, and a test may fail"
)]

mod relay;

use std::collections::{HashMap, HashSet};
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use toxcore_crypto::DhtKeyPair;
use toxcore_relay::{Credentials, PoolConfig, PoolIo, PoolOutput, PoolSendError, Proxy, ProxyGreeting, RelayPool};
use toxcore_sansio::{Instant, Relays, Rng, RouteId, Seed, StreamId};
use toxcore_sim::Script;
use toxcore_wire::RelayInfo;

use relay::{FakeRelay, PEERS, RELAYS, peer_keys, relay_keys};

/// Limits of the pool, so low that scripts reach them.
const MAX_LINKS: usize = 3;
const MAX_ROUTES: usize = 4;
const MAX_QUEUED: usize = 100_000;

/// How far a script led.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reached {
    /// Links up, routes online, data, out of band, from the onion, forwarded, links lost.
    pub counts: [u64; 7],
}

/// Runs the script. Panics if something does not hold. Returns how far it led.
pub fn check(script: &[u8]) -> Reached {
    let mut script = Script::new(script);
    let mut run = Run::new(script.number());
    while let Some(what) = script.byte() {
        run.step(what, &mut script);
        run.collect();
        run.check_state();
    }
    run.end();
    run.reached
}

/// Feeds the same answer of a proxy whole and byte by byte. Panics if something does not hold.
pub fn check_proxy(bytes: &[u8]) {
    let Some((kind, answer)) = bytes.split_first() else { return };
    let (proxy, _) = proxy(usize::from(*kind));
    let relay = if kind & 0x80 == 0 { "198.51.100.7:443" } else { "[2001:db8::7]:443" };
    let Some(mut whole) = ProxyGreeting::new(&proxy, relay.parse().unwrap()) else { return };
    let Some(mut pieces) = ProxyGreeting::new(&proxy, relay.parse().unwrap()) else { return };
    let mut copy = answer.to_vec();
    let at_once = whole.handle(&mut copy).map(|rest| rest.map(|rest| rest.to_vec()));
    let mut one_by_one = Ok(None);
    for (place, byte) in answer.iter().enumerate() {
        one_by_one = pieces.handle(&mut [*byte]).map(|rest| rest.map(|_| answer[place + 1..].to_vec()));
        if one_by_one != Ok(None) {
            break;
        }
    }
    assert_eq!(at_once, one_by_one);
    assert_eq!(whole.to_write(), pieces.to_write());
    assert!(whole.to_write().len() < 1_024, "little is ever said");
    if let Ok(None) = at_once {
        assert!(answer.len() <= 8_192, "an answer has an end");
    }
}

/// A proxy, and what it answers if it is content.
fn proxy(kind: usize) -> (Proxy, Vec<u8>) {
    let credentials = Credentials::new(b"user", b"word").ok();
    let bound = [5, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    match kind % 8 {
        1 => (Proxy::Socks5 { credentials: None }, [&[5, 0][..], &bound].concat()),
        2 => (Proxy::Socks5 { credentials }, [&[5, 2, 1, 0][..], &bound].concat()),
        3 => (Proxy::Http { credentials: None }, b"HTTP/1.1 200 OK\r\n\r\n".to_vec()),
        4 => (Proxy::Http { credentials }, b"HTTP/1.0 200\r\nA: b\r\n\r\n".to_vec()),
        _ => (Proxy::None, Vec::new()),
    }
}

struct Run {
    pool: RelayPool,
    keys: DhtKeyPair,
    rng: Rng,
    now: Instant,
    proxy_answer: Vec<u8>,
    streams: Vec<Stream>,
    routes: Vec<(RouteId, usize)>,
    online: HashMap<RouteId, bool>,
    up: HashMap<StreamId, bool>,
    /// Routes that were told that there is no room.
    waiting: HashSet<RouteId>,
    reached: Reached,
}

struct Stream {
    id: StreamId,
    relay: FakeRelay,
    connected: bool,
}

impl Run {
    fn new(kind: usize) -> Self {
        let seed = Seed::from_number(1);
        let (proxy, proxy_answer) = proxy(kind);
        let mut config = PoolConfig::default();
        config.max_links = MAX_LINKS;
        config.max_routes = MAX_ROUTES;
        config.max_queued = MAX_QUEUED;
        config.kept_links = kind / 8 % 4;
        config.proxy = proxy;
        Self {
            pool: RelayPool::new(config, &seed),
            keys: DhtKeyPair::from_secret_bytes([1; 32]),
            rng: Rng::new(&seed),
            now: Instant::from_origin(Duration::from_secs(5)),
            proxy_answer,
            streams: Vec::new(),
            routes: Vec::new(),
            online: HashMap::new(),
            up: HashMap::new(),
            waiting: HashSet::new(),
            reached: Reached::default(),
        }
    }

    fn step(&mut self, what: u8, script: &mut Script<'_>) {
        match what % 21 {
            0 => self.add_relay(script),
            1 => self.add_route(script),
            2 => self.tie(script),
            3 => self.connect(script),
            4 | 5 => self.answer(script),
            6 => self.grant(script),
            7 => self.notify(script),
            8 => self.data(script),
            9 => self.oob(script),
            10 => self.any_frame(script),
            11 => self.raw(script),
            12 => self.take(script),
            13 => self.lose(script),
            14 => self.wait(Duration::from_millis(10 * script.number() as u64)),
            15 => self.wait(Duration::from_secs(script.number() as u64)),
            16 => self.send(script),
            17 => self.send_on_link(script),
            18 => self.change_route(script),
            19 => self.pongs(script),
            _ => self.change_pool(script),
        }
    }

    fn with_keys<T>(&mut self, act: impl FnOnce(&mut RelayPool, &DhtKeyPair, Instant) -> T) -> T {
        act(&mut self.pool, &self.keys, self.now)
    }

    fn info(script: &mut Script<'_>) -> RelayInfo {
        let number = script.number() % RELAYS;
        let addr = ([60, number as u8 / 2, 0, number as u8], 443 + script.number() as u16 % 2).into();
        RelayInfo { addr, key: relay_keys(number).public }
    }

    fn add_relay(&mut self, script: &mut Script<'_>) {
        let info = Self::info(script);
        let _ = self.with_keys(|pool, keys, now| pool.add_relay(keys, now, &info));
    }

    fn add_route(&mut self, script: &mut Script<'_>) {
        let peer = script.number() % PEERS;
        let route = self.with_keys(|pool, keys, now| pool.add_route(keys, now, &peer_keys(peer).public));
        if let Ok(route) = route
            && !self.routes.contains(&(route, peer))
        {
            assert!(!self.online.contains_key(&route), "an id was given twice");
            self.routes.push((route, peer));
            self.online.insert(route, false);
        }
    }

    fn route(&mut self, script: &mut Script<'_>) -> Option<(RouteId, usize)> {
        let place = script.number().checked_rem(self.routes.len())?;
        self.routes.get(place).copied()
    }

    fn stream(&mut self, script: &mut Script<'_>) -> Option<usize> {
        script.number().checked_rem(self.streams.len())
    }

    fn tie(&mut self, script: &mut Script<'_>) {
        let Some((route, _)) = self.route(script) else { return };
        let info = Self::info(script);
        let _ = self.with_keys(|pool, keys, now| pool.tie(keys, now, route, &info));
        if let Some(stream) = self.stream(script) {
            let link = self.streams[stream].id;
            let _ = self.pool.tie_link(self.now, route, link);
        }
    }

    fn connect(&mut self, script: &mut Script<'_>) {
        let Some(stream) = self.stream(script) else { return };
        self.streams[stream].connected = true;
        let id = self.streams[stream].id;
        self.with_keys(|pool, keys, now| pool.handle_connected(keys, now, id));
        self.take_all(stream);
    }

    /// Bytes of relay or proxy; no harm if the stream is not connected: drivers do not do that, but it must be survived.
    fn feed(&mut self, stream: usize, mut bytes: Vec<u8>) {
        let id = self.streams[stream].id;
        let _ = self.with_keys(|pool, keys, now| pool.handle_stream(keys, now, id, &mut bytes));
    }

    /// What a proxy and a relay that mean well say first.
    fn answer(&mut self, script: &mut Script<'_>) {
        let Some(stream) = self.stream(script).filter(|stream| self.streams[*stream].connected) else { return };
        let proxied = self.streams[stream].relay.is_up();
        if !proxied && self.streams[stream].relay.proxy_bytes > 0 {
            for byte in self.proxy_answer.clone() {
                self.feed(stream, vec![byte]);
                self.take_all(stream);
            }
        }
        let answer = self.streams[stream].relay.handshake();
        self.feed(stream, answer);
        self.take_all(stream);
    }

    fn frame(&mut self, stream: usize, plain: &[u8]) {
        if let Some(frame) = self.streams[stream].relay.frame(plain) {
            self.feed(stream, frame);
        }
    }

    fn grant(&mut self, script: &mut Script<'_>) {
        let Some(stream) = self.stream(script) else { return };
        self.take_all(stream);
        if let Some(frame) = self.streams[stream].relay.grant(script.number() % 240) {
            self.feed(stream, frame);
        }
    }

    fn id(&mut self, script: &mut Script<'_>) -> u8 {
        script.number() as u8
    }

    fn notify(&mut self, script: &mut Script<'_>) {
        let Some(stream) = self.stream(script) else { return };
        let (kind, id) = (2 + script.number() as u8 % 2, self.id(script));
        self.frame(stream, &[kind, id]);
    }

    /// Data on an id: it must come out on the route of the peer who has it, or not at all.
    fn data(&mut self, script: &mut Script<'_>) {
        let Some(stream) = self.stream(script) else { return };
        let (id, len) = (self.id(script).max(16), script.number() + 1);
        self.collect();
        if self.streams.get(stream).is_none() {
            return;
        }
        let peer = self.streams[stream].relay.ids[usize::from(id)];
        self.frame(stream, &[vec![id], vec![7; len]].concat());
        while let Some(output) = self.pool.poll_output() {
            if let PoolOutput::Data { route, payload } = &output {
                assert_eq!(self.pool.payload(payload), vec![7; len]);
                let peer = peer.expect("data on an id that nobody has");
                assert!(self.routes.contains(&(*route, peer)), "data of {peer} on another route");
            }
            self.note(output);
        }
    }

    fn oob(&mut self, script: &mut Script<'_>) {
        let Some(stream) = self.stream(script) else { return };
        let key = peer_keys(script.number() % PEERS).public;
        let plain = [&[7], &key.as_bytes()[..], script.bytes()].concat();
        self.frame(stream, &plain);
    }

    fn any_frame(&mut self, script: &mut Script<'_>) {
        let Some(stream) = self.stream(script) else { return };
        self.frame(stream, script.bytes());
    }

    fn raw(&mut self, script: &mut Script<'_>) {
        let Some(stream) = self.stream(script) else { return };
        let bytes = script.bytes().to_vec();
        // What a proxy is asked depends on what it says: then nobody knows where the relay's part begins. And bytes that begin a
        // long frame swallow what the relay says later: it is as silent as one that stalled, until pings time out.
        self.streams[stream].relay.lost |= !bytes.is_empty();
        self.feed(stream, bytes);
    }

    fn take(&mut self, script: &mut Script<'_>) {
        let Some(stream) = self.stream(script) else { return };
        let limit = script.number();
        self.take_some(stream, if limit > 200 { usize::MAX } else { limit * 100 });
    }

    fn pongs(&mut self, script: &mut Script<'_>) {
        if let Some(stream) = self.stream(script) {
            self.answer_pings(stream);
        }
    }

    fn answer_pings(&mut self, stream: usize) {
        self.take_all(stream);
        let pongs = self.streams[stream].relay.pongs();
        self.feed(stream, pongs);
    }

    fn take_all(&mut self, stream: usize) {
        self.take_some(stream, usize::MAX);
    }

    fn take_some(&mut self, stream: usize, limit: usize) {
        let Some(stream) = self.streams.get_mut(stream) else { return };
        let pending = self.pool.to_write(stream.id);
        let bytes = pending[..pending.len().min(limit)].to_vec();
        self.pool.wrote(self.now, stream.id, bytes.len());
        stream.relay.take(&bytes);
    }

    fn lose(&mut self, script: &mut Script<'_>) {
        let Some(stream) = self.stream(script) else { return };
        let id = self.streams.swap_remove(stream).id;
        self.pool.handle_closed(self.now, id);
        self.assert_gone(id);
    }

    fn wait(&mut self, time: Duration) {
        self.now += time;
        self.pool.handle_timeout(self.now);
        self.collect();
        assert!(self.pool.poll_timeout().is_none_or(|due| due > self.now), "work is left");
    }

    fn send(&mut self, script: &mut Script<'_>) {
        let Some((route, _)) = self.route(script) else { return };
        let (count, len) = (script.number() % 64, script.number() * 8);
        for _ in 0..count {
            if self.pool.send(self.now, route, &vec![3; len]) == Err(PoolSendError::Full) {
                self.waiting.insert(route);
            }
        }
        self.collect();
        if !self.pool.is_writable(route) {
            self.waiting.insert(route);
        }
    }

    fn send_on_link(&mut self, script: &mut Script<'_>) {
        let Some(stream) = self.stream(script) else { return };
        let link = self.streams[stream].id;
        let (kind, data) = (script.number(), vec![4; script.number() * 9]);
        let _ = match kind % 3 {
            0 => self.pool.send_oob(self.now, link, &peer_keys(kind % PEERS).public, &data),
            1 => self.pool.send_onion_request(self.now, link, &data),
            _ => self.pool.send_forward_request(self.now, link, ([198, 51, 100, 7], 5).into(), &data),
        };
    }

    fn change_route(&mut self, script: &mut Script<'_>) {
        let Some((route, peer)) = self.route(script) else { return };
        match script.number() % 4 {
            0 => {
                self.pool.remove_route(self.now, route);
                self.collect();
                self.routes.retain(|other| *other != (route, peer));
                self.waiting.remove(&route);
            }
            1 => self.pool.route_stalled(self.now, route),
            n => self.pool.set_route_sleeping(self.now, route, n == 2),
        }
    }

    fn change_pool(&mut self, script: &mut Script<'_>) {
        match script.number() % 3 {
            0 => self.pool.network_changed(self.now),
            n => self.pool.set_onion(self.now, n == 1),
        }
    }

    /// Takes what the pool wants and says.
    fn collect(&mut self) {
        while let Some(io) = self.pool.poll_io() {
            match io {
                PoolIo::Open { stream, to, via_proxy } => {
                    assert!(
                        self.streams.iter().all(|other| other.id != stream)
                            && via_proxy != self.proxy_answer.is_empty()
                    );
                    let relay = self.relay_at(to);
                    self.streams.push(Stream { id: stream, relay, connected: false });
                }
                PoolIo::Close { stream } => {
                    let before = self.streams.len();
                    self.streams.retain(|other| other.id != stream);
                    assert_eq!(self.streams.len() + 1, before, "only streams that exist are closed");
                    self.assert_gone(stream);
                }
            }
        }
        while let Some(output) = self.pool.poll_output() {
            self.note(output);
        }
        while let Some(stream) = self.pool.poll_writable() {
            assert!(self.streams.iter().any(|other| other.id == stream));
        }
    }

    /// Addresses say which relay is meant.
    fn relay_at(&self, to: SocketAddr) -> FakeRelay {
        let IpAddr::V4(ip) = to.ip() else { panic!("an address of no relay") };
        let [_, _, _, number] = ip.octets();
        let said = match self.proxy_answer.first() {
            None => 0,
            Some(5) => 3 + usize::from(self.proxy_answer[1] == 2) * 12 + 10,
            Some(_) => {
                let (head, request) = ("CONNECT  HTTP/1.1\r\nHost: \r\n\r\n".len(), 2 * to.to_string().len());
                let basic = "Proxy-Authorization: Basic dXNlcjp3b3Jk\r\n".len();
                head + request + usize::from(self.proxy_answer[7] == b'0') * basic
            }
        };
        FakeRelay::new(usize::from(number), said)
    }

    fn note(&mut self, output: PoolOutput) {
        let counts = &mut self.reached.counts;
        match output {
            PoolOutput::RouteOnline { route } => {
                assert_eq!(self.online.insert(route, true), Some(false));
                counts[1] += 1;
            }
            PoolOutput::RouteOffline { route } => assert_eq!(self.online.insert(route, false), Some(true)),
            PoolOutput::RouteReachable { route } | PoolOutput::Writable { route } => {
                assert!(self.routes.iter().any(|(other, _)| *other == route));
                self.waiting.remove(&route);
            }
            PoolOutput::Data { route, payload } => {
                assert!(self.routes.iter().any(|(other, _)| *other == route) && !payload.is_empty());
                counts[2] += 1;
            }
            PoolOutput::Oob { link, payload, .. } => {
                assert!(self.up.contains_key(&link) && (1..=1_024).contains(&payload.len()));
                counts[3] += 1;
            }
            PoolOutput::OnionResponse { link, payload } => {
                assert!(self.up.contains_key(&link) && self.pool.payload(&payload).len() == payload.len());
                counts[4] += 1;
            }
            PoolOutput::Forwarding { link, payload } => {
                assert!(self.up.contains_key(&link) && !payload.is_empty());
                counts[5] += 1;
            }
            PoolOutput::LinkUp { link, .. } => {
                assert_eq!(self.up.insert(link, true), None);
                counts[0] += 1;
            }
            PoolOutput::LinkDown { link, .. } => {
                assert_eq!(self.up.insert(link, false), Some(true));
                counts[6] += 1;
            }
        }
    }

    fn assert_gone(&mut self, id: StreamId) {
        assert!(self.pool.to_write(id).is_empty() && !self.pool.is_onion_link(id));
        self.pool.wrote(self.now, id, 5);
        assert!(self.pool.send_oob(self.now, id, &peer_keys(0).public, b"x").is_err());
        self.with_keys(|pool, keys, now| pool.handle_connected(keys, now, id));
    }

    fn check_state(&mut self) {
        assert!(self.pool.links() <= MAX_LINKS && self.pool.links() == self.streams.len());
        assert!(self.pool.routes() == self.routes.len() && self.routes.len() <= MAX_ROUTES);
        assert!(self.pool.connected() <= self.pool.links());
        assert_eq!(self.pool.lost_packets(), 0);
        let waiting: usize = self.streams.iter().map(|stream| self.pool.to_write(stream.id).len()).sum();
        assert_eq!(self.pool.queued_bytes(), waiting);
        assert!(waiting <= MAX_QUEUED + MAX_LINKS * 35_000, "{waiting}");
        for (route, peer) in &self.routes {
            assert_eq!(self.online.get(route), Some(&self.pool.is_online(*route)));
            assert_eq!(self.pool.route_of(&peer_keys(*peer).public), Some(*route));
            let relays = self.pool.relays_of(*route);
            assert!(relays.online <= relays.connected && relays.connected <= relays.known && relays.known <= 6);
        }
        if let Some((link, _)) = self.pool.onion_link(&mut self.rng) {
            assert!(self.pool.is_onion_link(link) && self.up.get(&link) == Some(&true));
        }
    }

    /// Once the relays have read everything, who was told to wait is told to go on.
    fn check_waiting(&mut self) {
        for _ in 0..10 {
            for stream in (0..self.streams.len()).rev() {
                self.answer_pings(stream);
            }
            self.collect();
        }
        // Those that lost the thread read nothing, or are not heard.
        let reads = |relay: &FakeRelay| relay.is_up() && !relay.lost;
        let all_read =
            self.streams.iter().all(|stream| reads(&stream.relay) || self.pool.relay_of(stream.id).is_none());
        for route in &self.waiting {
            assert!(!all_read || !self.pool.is_online(*route), "a route waits for ever");
        }
    }

    /// Everybody leaves: nothing is left.
    fn end(&mut self) {
        self.check_waiting();
        for (route, _) in std::mem::take(&mut self.routes) {
            self.pool.remove_route(self.now, route);
        }
        for _ in 0..MAX_LINKS {
            while let Some(stream) = self.streams.pop() {
                self.pool.handle_closed(self.now, stream.id);
            }
            while self.pool.poll_output().is_some() {}
        }
        assert_eq!((self.pool.connected(), self.pool.routes(), self.pool.queued_bytes()), (0, 0, 0));
    }
}
