//! What holds for the server whatever its clients do. The fuzz target calls [`check`] with what the fuzzer makes up, the
//! test `corpus` with what it once found.
//!
//! The bytes are a script: streams that come and go, handshakes, sealed frames with any plaintext, raw bytes, clients that
//! read or do not, time that passes, and packets of the owner.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    reason = "each test uses a part, and a test may fail"
)]

mod client;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::{DhtKeyPair, KeyCache};
use toxcore_relay::{HANDSHAKE_TIMEOUT, RelayServer, ServerConfig, ServerOutput, ServerStats};
use toxcore_sansio::{Admission, Cx, Instant, Rng, Seed, StreamId, UnixTime};
use toxcore_sim::Script;

use client::{Client, public_key, relay_keys};

/// Limits of the relay, so low that scripts reach them.
const MAX_LINKS: usize = 8;
const MAX_HALF_OPEN: usize = 4;
/// Bytes that may wait for one client: what the chapter promises, and one frame that was taken when it was nearly full.
const MAX_WAITING: usize = 160 * 1024 + 2_050;

/// Runs the script. Panics if something does not hold. Returns how far it led.
pub fn check(script: &[u8]) -> ServerStats {
    let mut run = Run::new();
    let mut script = Script::new(script);
    while let Some(what) = script.byte() {
        run.step(what, &mut script);
        run.collect();
        run.check_state();
    }
    run.end();
    *run.server.stats()
}

struct Run {
    server: RelayServer,
    keys: DhtKeyPair,
    cache: KeyCache,
    rng: Rng,
    admission: Admission,
    now: Instant,
    clients: Vec<Client>,
    /// When each stream came.
    came: HashMap<StreamId, Instant>,
}

impl Run {
    fn new() -> Self {
        let seed = Seed::from_number(1);
        let mut config = ServerConfig::default();
        config.max_links = MAX_LINKS;
        config.max_half_open = MAX_HALF_OPEN;
        config.max_links_per_source = MAX_LINKS - 2;
        Self {
            server: RelayServer::new(config, &seed),
            keys: relay_keys(),
            cache: KeyCache::new(64, [0; 16]),
            rng: Rng::new(&seed),
            admission: Admission::new(200, &seed),
            now: Instant::from_origin(Duration::from_secs(5)),
            clients: Vec::new(),
            came: HashMap::new(),
        }
    }

    fn step(&mut self, what: u8, script: &mut Script<'_>) {
        match what % 14 {
            0 | 1 => self.accept(script),
            2 => self.handshake(script),
            3 => self.any_frame(script),
            4 => self.raw(script),
            5 => self.ask_for_route(script),
            6 => self.data(script),
            7 | 8 => self.read(script),
            9 => self.close(script),
            10 => self.wait(Duration::from_millis(10 * script.number() as u64)),
            11 => self.wait(Duration::from_secs(script.number() as u64)),
            12 => self.owner(script),
            _ => self.frame_in_pieces(script),
        }
    }

    fn cx<T>(&mut self, act: impl FnOnce(&mut RelayServer, &mut Cx<'_>) -> T) -> T {
        let mut cx = Cx {
            keys: &self.keys,
            cache: &mut self.cache,
            rng: &mut self.rng,
            unix_time: UnixTime(0),
            admission: &mut self.admission,
        };
        act(&mut self.server, &mut cx)
    }

    fn accept(&mut self, script: &mut Script<'_>) {
        let from: SocketAddr = match script.number() % 4 {
            0 => ([127, 0, 0, 1], 5).into(),
            n => ([198, 51, 100, n as u8], 4_000).into(),
        };
        if let Ok(id) = self.server.accept(self.now, from) {
            assert!(self.came.insert(id, self.now).is_none(), "an id was given twice");
            self.clients.push(Client::new(id));
        }
    }

    /// The number of a client, if there is one; 255 is the newest.
    fn pick(&mut self, script: &mut Script<'_>) -> Option<usize> {
        match script.number() {
            255 => self.clients.len().checked_sub(1),
            number => number.checked_rem(self.clients.len()),
        }
    }

    fn feed(&mut self, client: usize, mut bytes: Vec<u8>) {
        let (now, id) = (self.now, self.clients[client].id);
        let _ = self.cx(|server, cx| server.handle_stream(cx, now, id, &mut bytes));
    }

    fn handshake(&mut self, script: &mut Script<'_>) {
        let Some(client) = self.pick(script) else { return };
        let bytes = self.clients[client].handshake(script.number());
        self.feed(client, bytes);
        self.deliver(client, usize::MAX);
    }

    fn any_frame(&mut self, script: &mut Script<'_>) {
        let Some(client) = self.pick(script) else { return };
        if let Some(frame) = self.clients[client].frame(script.bytes()) {
            self.feed(client, frame);
        }
    }

    fn raw(&mut self, script: &mut Script<'_>) {
        let Some(client) = self.pick(script) else { return };
        self.feed(client, script.bytes().to_vec());
    }

    fn ask_for_route(&mut self, script: &mut Script<'_>) {
        let Some(client) = self.pick(script) else { return };
        let plain = [&[0], &public_key(script.number())[..]].concat();
        if let Some(frame) = self.clients[client].frame(&plain) {
            self.feed(client, frame);
        }
    }

    /// Frames of data, as many and as long as the script says: this is what fills queues.
    fn data(&mut self, script: &mut Script<'_>) {
        let Some(client) = self.pick(script) else { return };
        let (route, count, len) = (script.number(), script.number() % 64, script.number() * 8);
        let plain = [vec![route as u8], vec![7; len]].concat();
        let frames: Vec<u8> = (0..count).filter_map(|_| self.clients[client].frame(&plain)).flatten().collect();
        self.feed(client, frames);
    }

    fn read(&mut self, script: &mut Script<'_>) {
        let Some(client) = self.pick(script) else { return };
        let limit = script.number();
        self.deliver(client, if limit > 200 { usize::MAX } else { limit * 100 });
    }

    /// Lets a client read so many bytes.
    fn deliver(&mut self, client: usize, limit: usize) {
        let id = self.clients[client].id;
        let pending = self.server.to_write(id);
        let bytes = pending[..pending.len().min(limit)].to_vec();
        self.server.written(self.now, id, bytes.len());
        self.clients[client].take(&bytes);
    }

    fn close(&mut self, script: &mut Script<'_>) {
        let Some(client) = self.pick(script) else { return };
        let id = self.clients.swap_remove(client).id;
        self.server.stream_closed(self.now, id);
        self.assert_gone(id);
    }

    fn wait(&mut self, time: Duration) {
        self.now += time;
        let now = self.now;
        self.cx(|server, cx| server.handle_timeout(cx, now));
        assert!(self.server.poll_timeout().is_none_or(|due| due > now), "work is left");
        self.collect();
        let late = self.clients.iter().filter(|client| self.came[&client.id] + HANDSHAKE_TIMEOUT <= now).count();
        assert!(late <= self.server.clients(), "a link is half open for more than ten seconds");
    }

    fn owner(&mut self, script: &mut Script<'_>) {
        let (kind, data) = (script.number(), vec![9; script.number() * 9]);
        let Some(client) = self.pick(script) else { return };
        let id = self.clients[client].id;
        match kind % 8 {
            0 => self.server.close_all(self.now),
            n if n % 2 == 0 => drop(self.server.send_onion_response(id, &data)),
            _ => drop(self.server.send_forwarding(id, &data)),
        }
    }

    fn frame_in_pieces(&mut self, script: &mut Script<'_>) {
        let (cut, Some(client)) = (script.number(), self.pick(script)) else { return };
        let Some(frame) = self.clients[client].frame(script.bytes()) else { return };
        let (head, tail) = frame.split_at(cut.min(frame.len()));
        self.feed(client, head.to_vec());
        self.feed(client, tail.to_vec());
    }

    /// Takes what the server wants.
    fn collect(&mut self) {
        while let Some(output) = self.server.poll_output() {
            match output {
                ServerOutput::Close(id) => {
                    self.clients.retain(|client| client.id != id);
                    self.assert_gone(id);
                }
                ServerOutput::OnionRequest { from, packet, .. } | ServerOutput::ForwardRequest { from, packet, .. } => {
                    assert!(self.came.contains_key(&from) && packet.len() <= 2_031);
                }
                ServerOutput::PauseReading(_) | ServerOutput::ResumeReading(_) => {}
            }
        }
        while self.server.poll_writable().is_some() {}
    }

    fn assert_gone(&mut self, id: StreamId) {
        assert!(self.server.to_write(id).is_empty() && !self.server.wants_read(id));
        let now = self.now;
        self.server.stream_closed(now, id);
        let _ = self.cx(|server, cx| server.handle_stream(cx, now, id, &mut [0; 200]));
    }

    fn check_state(&self) {
        assert_eq!(self.server.links(), self.clients.len());
        assert!(self.server.links() <= MAX_LINKS && self.server.clients() <= self.server.links());
        assert!(self.server.links() - self.server.clients() <= MAX_HALF_OPEN);
        assert!(self.server.online_routes() <= MAX_LINKS * MAX_LINKS);
        assert!(self.clients.iter().all(|client| self.server.to_write(client.id).len() <= MAX_WAITING));
    }

    /// Everybody leaves: nothing is left.
    fn end(&mut self) {
        while let Some(client) = self.clients.pop() {
            self.server.stream_closed(self.now, client.id);
            self.collect();
        }
        assert_eq!((self.server.links(), self.server.clients(), self.server.online_routes()), (0, 0, 0));
        self.wait(Duration::from_secs(100));
        assert_eq!(self.server.poll_timeout(), None, "a deadline of nobody");
    }
}
