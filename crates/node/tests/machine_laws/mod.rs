//! What holds for a whole node whatever arrives at its sockets. The fuzz target calls [`check`] with what the fuzzer makes
//! up, the test `machine_corpus` with what it once found.
//!
//! The bytes are a script: datagrams as they are and sealed ones, clients of the relay with what they want, raw bytes in
//! streams, streams that end, and time that passes. The laws of each state machine stand in its own crate; here is what
//! the node makes of them.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    reason = "each test uses a part, and a test may fail"
)]

use std::net::SocketAddr;
use std::sync::LazyLock;
use std::time::Duration;

use toxcore_crypto::{CombinedKey, DhtKeyPair, MAC_LEN, Nonce};
use toxcore_dht::BootstrapInfo;
use toxcore_node::driver::{Machine, Request, Traffic};
use toxcore_node::machine::{Node, NodeConfig};
use toxcore_relay::{RelayClient, ServerConfig};
use toxcore_sansio::{Instant, Seed, StreamId};
use toxcore_sim::Script;
use toxcore_wire::relay::ConnectionId;

/// Peers with keys, over UDP and over TCP.
const PEERS: usize = 4;
/// Where datagrams and streams come from.
const ADDRESSES: [&str; 6] = [
    "198.51.100.1:33445",
    "198.51.100.2:33445",
    "[2001:db8::3]:33445",
    "192.168.1.4:33445",
    "127.0.0.1:33445",
    "[::ffff:198.51.100.2]:33445",
];
/// Links that the relay takes: so few that scripts reach the limit.
const MAX_LINKS: usize = 6;
/// Longest datagram that leaves: what the wire allows.
const MAX_LEN: usize = 2_048;
/// Rounds of handing bytes about after one input. More means that it never ends.
const MAX_ROUNDS: usize = 1_000;

/// Runs the script. Panics if something does not hold.
pub fn check(script: &[u8]) {
    let mut run = Run::new();
    let mut script = Script::new(script);
    while let Some(what) = script.byte() {
        run.step(what, &mut script);
        run.settle();
    }
    run.end();
}

/// Key pair of a peer, and its key with the node's. Made once, because every run needs it.
static PEER: LazyLock<Vec<(DhtKeyPair, CombinedKey)>> = LazyLock::new(|| {
    let peers = (1..=PEERS).map(|number| DhtKeyPair::from_secret_bytes([u8::try_from(number).unwrap(); 32]));
    peers.map(|keys| (CombinedKey::new(&keys.secret, &own_keys().public).unwrap(), keys)).map(|(k, p)| (p, k)).collect()
});

fn own_keys() -> DhtKeyPair {
    DhtKeyPair::from_secret_bytes([200; 32])
}

/// One end of a stream; a client that was fed raw bytes by the script is one no longer.
struct Stream {
    id: StreamId,
    client: Option<RelayClient>,
    paused: bool,
}

struct Run {
    node: Node,
    now: Instant,
    streams: Vec<Stream>,
    inputs: u64,
}

impl Run {
    fn new() -> Self {
        let now = Instant::from_origin(Duration::from_secs(5));
        let mut limits = ServerConfig::default();
        limits.max_links = MAX_LINKS;
        let config = NodeConfig {
            bootstrap_info: Some(BootstrapInfo { version: 1, motd: vec![b'm'; 255] }),
            relay: Some(limits),
            lan_discovery: toxcore_dht::LanDiscovery::Node { port: 33445 },
            key_cache: 64,
            ..NodeConfig::new(own_keys())
        };
        Self { node: Node::new(config, now, &Seed::from_number(1)), now, streams: Vec::new(), inputs: 0 }
    }

    fn step(&mut self, what: u8, script: &mut Script<'_>) {
        match what % 12 {
            0 => {
                let from = address(script.number());
                self.datagram(from, script.more_bytes().to_vec());
            }
            1 | 2 => self.sealed(script),
            3 => self.connect(script),
            4 => self.raw_bytes(script),
            5..=7 => self.client_wish(script),
            8 => self.end_stream(script),
            9 => self.wait(Duration::from_millis(100 * script.number() as u64)),
            10 => self.wait(Duration::from_secs(script.number() as u64)),
            _ => self.bootstrap(script),
        }
    }

    fn datagram(&mut self, from: SocketAddr, mut bytes: Vec<u8>) {
        self.inputs += 1;
        self.node.handle_datagram(self.now, from, &mut bytes);
    }

    /// A datagram of any kind whose box opens: key or nonce first, with an addressee or a return path or neither.
    fn sealed(&mut self, script: &mut Script<'_>) {
        let (kind, form, peer, from) = (script.byte().unwrap_or(0), script.number(), script.number(), script.number());
        let (keys, combined) = &PEER[peer % PEERS];
        let mut sealed = [&[0; MAC_LEN], script.more_bytes()].concat();
        // A box of nothing cannot be made; it stays one that does not open.
        let _ = combined.seal_in_place(&NONCE, &mut sealed);
        let (kind, nonce, key) = ([kind], NONCE.as_bytes().as_slice(), keys.public.as_bytes().as_slice());
        let packet = match form % 4 {
            0 => [&kind, key, nonce, &sealed].concat(),
            1 => [&kind[..], own_keys().public.as_bytes(), key, nonce, &sealed].concat(),
            2 => [&kind, nonce, key, &sealed].concat(),
            _ => [&kind, nonce, key, &sealed, &[7; 177]].concat(),
        };
        self.datagram(address(from), packet);
    }

    fn connect(&mut self, script: &mut Script<'_>) {
        let (from, peer) = (address(script.number()), script.number());
        if let Some(id) = self.node.handle_accept(self.now, from) {
            assert!(self.streams.iter().all(|stream| stream.id != id), "an id was given twice");
            let seed = Seed::from_number(peer as u64);
            let client = RelayClient::new(self.now, &PEER[peer % PEERS].0, &own_keys().public, &seed).ok();
            self.streams.push(Stream { id, client, paused: false });
        }
    }

    fn pick(&mut self, script: &mut Script<'_>) -> Option<usize> {
        script.number().checked_rem(self.streams.len())
    }

    fn raw_bytes(&mut self, script: &mut Script<'_>) {
        let Some(stream) = self.pick(script) else { return };
        self.streams[stream].client = None;
        let mut bytes = script.more_bytes().to_vec();
        self.node.handle_stream(self.now, self.streams[stream].id, &mut bytes);
    }

    /// Something that a client may ask its relay for. What the client itself refuses is not sent.
    fn client_wish(&mut self, script: &mut Script<'_>) {
        let Some(stream) = self.pick(script) else { return };
        let Some(client) = &mut self.streams[stream].client else { return };
        let peer = &PEER[script.number() % PEERS].0.public;
        let wish = script.number();
        let data = script.more_bytes();
        let _ = match wish % 6 {
            0 | 1 => client.request_route(peer),
            2 => ConnectionId::from_byte(16 + (wish / 6) as u8).map_or(Ok(()), |id| client.send_data(id, data)),
            3 => client.send_oob(peer, data),
            4 => client.send_onion_request(data),
            _ => client.send_forward_request(address(wish), data),
        };
    }

    fn end_stream(&mut self, script: &mut Script<'_>) {
        let Some(stream) = self.pick(script) else { return };
        let id = self.streams.swap_remove(stream).id;
        self.node.stream_closed(self.now, id);
    }

    fn wait(&mut self, time: Duration) {
        self.now += time;
        self.node.handle_timeout(self.now);
        self.node.pump(self.now);
        assert!(self.node.poll_timeout().is_none_or(|due| due > self.now), "work is left");
        for client in self.streams.iter_mut().filter_map(|stream| stream.client.as_mut()) {
            client.handle_timeout(self.now);
        }
    }

    fn bootstrap(&mut self, script: &mut Script<'_>) {
        let (addr, peer) = (address(script.number()), script.number());
        match script.number() % 2 {
            0 => self.node.add_bootstrap_node(self.now, addr, PEER[peer % PEERS].0.public),
            _ => self.node.handle_lan_targets(self.now, &[addr]),
        }
    }

    /// Does what a driver does until there is nothing left to do.
    fn settle(&mut self) {
        for _ in 0..MAX_ROUNDS {
            self.node.pump(self.now);
            let requests = self.carry_out_requests();
            self.take_datagrams();
            let moved = self.move_bytes();
            if !requests && !moved {
                return self.check_state();
            }
        }
        panic!("bytes go round in circles");
    }

    fn carry_out_requests(&mut self) -> bool {
        let mut any = false;
        while let Some(request) = self.node.poll_request() {
            any = true;
            match request {
                Request::Close(id) => self.streams.retain(|stream| stream.id != id),
                Request::PauseReading(id) => self.pause(id, true),
                Request::ResumeReading(id) => self.pause(id, false),
                Request::LanTargets { port } => assert_eq!(port, 33445),
            }
        }
        any
    }

    fn pause(&mut self, id: StreamId, paused: bool) {
        self.streams.iter_mut().filter(|stream| stream.id == id).for_each(|stream| stream.paused = paused);
    }

    fn take_datagrams(&mut self) {
        let mut buffer = Vec::new();
        while let Some(run) = self.node.poll_transmit(self.now, &mut buffer) {
            assert!(run.to.port() != 0 && !run.to.ip().is_unspecified(), "{run:?}");
            assert!(run.len == buffer.len() && run.segment > 0 && run.segment <= MAX_LEN, "{run:?}");
            buffer.clear();
        }
    }

    /// Bytes from clients to the node and back.
    fn move_bytes(&mut self) -> bool {
        let (now, mut moved) = (self.now, false);
        for stream in self.streams.iter_mut().filter(|stream| !stream.paused) {
            let Some(client) = &mut stream.client else { continue };
            let mut bytes = client.to_write().to_vec();
            client.written(bytes.len());
            moved |= !bytes.is_empty();
            self.node.handle_stream(now, stream.id, &mut bytes);
        }
        while let Some(id) = self.node.poll_writable() {
            let mut bytes = self.node.to_write(id).to_vec();
            self.node.written(now, id, bytes.len());
            moved |= !bytes.is_empty();
            let client = self.streams.iter_mut().find(|stream| stream.id == id).and_then(|s| s.client.as_mut());
            if let Some(client) = client {
                let taken = client.handle_stream(now, &mut bytes);
                assert_eq!(taken, Ok(()), "the node sent what no relay sends");
                while client.poll_output().is_some() {}
            }
        }
        moved
    }

    fn check_state(&self) {
        let relay = self.node.relay().unwrap();
        assert_eq!(relay.links(), self.streams.len());
        assert!(relay.links() <= MAX_LINKS && relay.clients() <= relay.links());
        let metrics = self.node.metrics(&Traffic::default());
        assert_eq!(metrics.udp_received.total().packets, self.inputs);
        assert!(metrics.key_cache_entries <= 64 && metrics.close_nodes <= PEERS as u64);
    }

    fn end(&mut self) {
        self.node.shut_down(self.now);
        self.settle();
        assert!(self.streams.is_empty(), "a stream is left open");
    }
}

const NONCE: Nonce = Nonce::from_bytes([9; 24]);

fn address(n: usize) -> SocketAddr {
    ADDRESSES[n % ADDRESSES.len()].parse().unwrap()
}
