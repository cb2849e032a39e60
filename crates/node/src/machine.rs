//! The node without its sockets: DHT, onion and TCP relay, and what passes between them.

use std::collections::VecDeque;
use std::net::SocketAddr;

use toxcore_crypto::{DhtKeyPair, DhtPublicKey, KeyCache};
use toxcore_dht::Dht;
use toxcore_onion::OnionNode;
use toxcore_relay::{RelayServer, ServerConfig};
use toxcore_sansio::{Admission, Cx, Discard, DiscardCounters, Instant, Path, Rng, Seed, StreamId, Transmit, UnixTime};
use toxcore_wire::{NodeInfo, PacketKind, canonical};

use crate::driver::{Machine, Request, Traffic};
use crate::metrics::{KindCounters, Metrics};

mod figures;
mod route;

/// Settings of a [`Node`].
#[derive(Clone, Debug)]
pub struct NodeConfig {
    /// The key pair that stays the same from start to start.
    pub keys: DhtKeyPair,
    /// Whether the socket reaches IPv6 addresses.
    pub ipv6: bool,
    /// How the own network is told about us.
    pub lan_discovery: toxcore_dht::LanDiscovery,
    /// Version and message of the day for those who ask; `None` answers nobody.
    pub bootstrap_info: Option<toxcore_dht::BootstrapInfo>,
    /// Limits of the TCP relay; `None`: no relay.
    pub relay: Option<ServerConfig>,
    /// Combined keys to remember: one takes 72 bytes, and saves 35 µs for each packet of its peer.
    pub key_cache: usize,
    /// Key derivations a second that strangers may cause with datagrams, shared fairly among them. Clients of the relay,
    /// who cannot forge their addresses, have as many for themselves.
    pub derivations_per_second: u32,
}

impl NodeConfig {
    /// Everything on but LAN discovery, bootstrap info and relay.
    #[must_use]
    pub const fn new(keys: DhtKeyPair) -> Self {
        Self {
            keys,
            ipv6: true,
            lan_discovery: toxcore_dht::LanDiscovery::Off,
            bootstrap_info: None,
            relay: None,
            key_cache: KeyCache::MAX_CAPACITY,
            derivations_per_second: Admission::DEFAULT_PER_SECOND,
        }
    }
}

/// All state of a node.
#[derive(Debug)]
pub struct Node {
    keys: DhtKeyPair,
    cache: KeyCache,
    rng: Rng,
    admission: Admission,
    /// The same for streams: forged datagrams must not use up what clients need for their handshakes.
    stream_admission: Admission,
    unix_time: UnixTime,
    dht: Dht,
    onion: OnionNode,
    relay: Option<RelayServer>,
    requests: VecDeque<Request>,
    received: KindCounters,
    sent: KindCounters,
    discards: DiscardCounters,
    started: Instant,
    now: Instant,
    lan_port: Option<u16>,
    lan_targets_due: Option<Instant>,
    said_connected: bool,
}

impl Node {
    /// A node that knows nobody. All its randomness comes from `seed`.
    #[must_use]
    pub fn new(config: NodeConfig, now: Instant, seed: &Seed) -> Self {
        let mut rng = Rng::new(&seed.derive("node"));
        let own_key = config.keys.public;
        let lan_port = match config.lan_discovery {
            toxcore_dht::LanDiscovery::Node { port } => Some(port),
            toxcore_dht::LanDiscovery::Off | toxcore_dht::LanDiscovery::Client => None,
        };
        let dht = toxcore_dht::Config {
            ipv6: config.ipv6,
            lan_discovery: config.lan_discovery,
            bootstrap_info: config.bootstrap_info,
            ..toxcore_dht::Config::new(own_key)
        };
        Self {
            keys: config.keys,
            cache: KeyCache::new(config.key_cache, rng.secret_bytes()),
            admission: Admission::new(config.derivations_per_second, seed),
            stream_admission: Admission::new(config.derivations_per_second, &seed.derive("streams")),
            unix_time: UnixTime::default(),
            dht: Dht::new(dht, seed),
            onion: OnionNode::new(&toxcore_onion::Config::default(), &own_key, now, seed),
            relay: config.relay.map(|limits| RelayServer::new(limits, seed)),
            rng,
            requests: VecDeque::new(),
            received: KindCounters::default(),
            sent: KindCounters::default(),
            discards: DiscardCounters::default(),
            started: now,
            now,
            lan_port,
            lan_targets_due: lan_port.map(|_| now),
            said_connected: false,
        }
    }

    /// The public key by which others know this node.
    #[must_use]
    pub const fn public_key(&self) -> DhtPublicKey {
        self.keys.public
    }

    /// The DHT, for questions.
    #[must_use]
    pub const fn dht(&self) -> &Dht {
        &self.dht
    }

    /// The onion, for questions.
    #[must_use]
    pub const fn onion(&self) -> &OnionNode {
        &self.onion
    }

    /// The TCP relay, for questions.
    #[must_use]
    pub const fn relay(&self) -> Option<&RelayServer> {
        self.relay.as_ref()
    }

    /// How often input was refused, and why.
    #[must_use]
    pub const fn discards(&self) -> &DiscardCounters {
        &self.discards
    }

    fn note(&mut self, result: Result<(), Discard>) {
        if let Err(reason) = result {
            self.discards.count(reason);
        }
    }

    /// Asks the driver for the addresses of our own network, now and then: interfaces come and go.
    fn ask_for_lan_targets(&mut self, now: Instant) {
        if let Some(port) = self.lan_port
            && self.lan_targets_due.is_some_and(|due| due <= now)
        {
            self.lan_targets_due = Some(now + LAN_TARGETS_INTERVAL);
            self.requests.push_back(Request::LanTargets { port });
        }
    }
}

/// Builds the call context out of single fields, so that the machine that is called can be borrowed beside it.
macro_rules! cx {
    ($node:ident) => {
        cx!($node, admission)
    };
    ($node:ident, $admission:ident) => {
        Cx {
            keys: &$node.keys,
            cache: &mut $node.cache,
            rng: &mut $node.rng,
            unix_time: $node.unix_time,
            admission: &mut $node.$admission,
        }
    };
}

impl Machine for Node {
    fn set_unix_time(&mut self, time: UnixTime) {
        self.unix_time = time;
    }

    fn handle_datagram(&mut self, now: Instant, from: SocketAddr, packet: &mut [u8]) {
        self.now = now;
        self.received.count(packet);
        let address = canonical(from);
        let from = Path::Udp(address);
        let kind = packet.first().copied().unwrap_or_default();
        let mut cx = cx!(self);
        let result = match route::owner_of(kind) {
            Some(route::Owner::Dht) => self.dht.handle_packet(&mut cx, now, from, packet),
            Some(route::Owner::Onion) => self.onion.handle_packet(&mut cx, &self.dht, now, from, packet),
            None => Err(Discard::Unsupported(kind)),
        };
        tracing::trace!(kind = %PacketKind::from(kind), len = packet.len(), from = %address, ?result, "received");
        self.note(result);
    }

    fn handle_accept(&mut self, now: Instant, from: SocketAddr) -> Option<StreamId> {
        self.now = now;
        let result = self.relay.as_mut()?.accept(now, canonical(from));
        tracing::trace!(%from, ?result, "connection");
        result.ok()
    }

    fn handle_stream(&mut self, now: Instant, id: StreamId, bytes: &mut [u8]) {
        self.now = now;
        let mut cx = cx!(self, stream_admission);
        if let Some(relay) = &mut self.relay {
            let result = relay.handle_stream(&mut cx, now, id, bytes);
            self.note(result);
        }
    }

    fn stream_closed(&mut self, now: Instant, id: StreamId) {
        tracing::trace!(?id, "connection ended");
        if let Some(relay) = &mut self.relay {
            relay.stream_closed(now, id);
        }
    }

    fn add_bootstrap_node(&mut self, now: Instant, addr: SocketAddr, key: DhtPublicKey) {
        let node = NodeInfo { addr: canonical(addr), key };
        let mut cx = cx!(self);
        if let Err(error) = self.dht.bootstrap(&mut cx, now, node) {
            tracing::warn!(%error, "a bootstrap node is left out");
        }
    }

    fn handle_timeout(&mut self, now: Instant) {
        self.now = now;
        let mut cx = cx!(self);
        self.dht.handle_timeout(&mut cx, now);
        self.onion.handle_timeout(now);
        if let Some(relay) = &mut self.relay {
            let mut cx = cx!(self, stream_admission);
            relay.handle_timeout(&mut cx, now);
        }
        self.ask_for_lan_targets(now);
    }

    fn pump(&mut self, now: Instant) {
        self.carry_outputs(now);
    }

    fn poll_timeout(&self) -> Option<Instant> {
        let relay = self.relay.as_ref().and_then(RelayServer::poll_timeout);
        let own = [self.dht.poll_timeout(), self.onion.poll_timeout(), relay, self.lan_targets_due];
        own.into_iter().flatten().min()
    }

    fn poll_transmit(&mut self, now: Instant, buffer: &mut Vec<u8>) -> Option<Transmit> {
        let start = buffer.len();
        let transmit = match self.dht.poll_transmit(now, buffer) {
            Some(transmit) => transmit,
            None => self.onion.poll_transmit(buffer)?,
        };
        for datagram in buffer.get(start..).unwrap_or_default().chunks(transmit.segment.max(1)) {
            let kind = datagram.first().copied().map(PacketKind::from);
            tracing::trace!(?kind, len = datagram.len(), to = %transmit.to, "sent");
            self.sent.count(datagram);
        }
        Some(transmit)
    }

    fn poll_request(&mut self) -> Option<Request> {
        self.requests.pop_front()
    }

    fn poll_writable(&mut self) -> Option<StreamId> {
        self.relay.as_mut()?.poll_writable()
    }

    fn to_write(&self, id: StreamId) -> &[u8] {
        self.relay.as_ref().map(|relay| relay.to_write(id)).unwrap_or_default()
    }

    fn to_write_within(&self, id: StreamId, room: usize) -> &[u8] {
        self.relay.as_ref().map(|relay| relay.to_write_within(id, room)).unwrap_or_default()
    }

    fn written(&mut self, now: Instant, id: StreamId, count: usize) {
        if let Some(relay) = &mut self.relay {
            relay.written(now, id, count);
        }
    }

    fn handle_lan_targets(&mut self, now: Instant, targets: &[SocketAddr]) {
        self.dht.set_lan_targets(now, targets.to_vec());
    }

    fn shut_down(&mut self, now: Instant) {
        if let Some(relay) = &mut self.relay {
            relay.close_all(now);
        }
        self.carry_outputs(now);
    }

    fn metrics(&self, traffic: &Traffic) -> Metrics {
        self.figures(traffic)
    }
}

/// How often the driver is asked which networks we are in. Our choice: a cable that was plugged in is used soon enough.
const LAN_TARGETS_INTERVAL: std::time::Duration = std::time::Duration::from_secs(60);

#[cfg(test)]
mod tests;
