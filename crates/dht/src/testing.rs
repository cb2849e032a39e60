//! Short words for the unit tests.

use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::{CombinedKey, DhtKeyPair, DhtPublicKey, KeyCache};
use toxcore_sansio::{Admission, Cx, Discard, Instant, Path, Rng, Seed, UnixTime};
use toxcore_wire::dht::{DhtPacket, seal_dht_packet};
use toxcore_wire::{Encode, NodeInfo, PacketKind};

use crate::{Config, Dht, Output};

pub(crate) fn at(seconds: u64) -> Instant {
    Instant::from_origin(Duration::from_secs(seconds))
}

pub(crate) fn at_millis(millis: u64) -> Instant {
    Instant::from_origin(Duration::from_millis(millis))
}

pub(crate) fn addr(text: &str) -> SocketAddr {
    text.parse().unwrap()
}

/// A key whose first byte is `n`: not one that has a secret key, which lists do not ask for.
pub(crate) fn key(n: u8) -> DhtPublicKey {
    let mut bytes = [0x55; 32];
    bytes[0] = n;
    DhtPublicKey::from_bytes(bytes)
}

/// A key that differs from `base` in its last byte only.
pub(crate) fn key_at_distance(base: &DhtPublicKey, distance: u8) -> DhtPublicKey {
    let mut bytes = *base.as_bytes();
    bytes[31] ^= distance;
    DhtPublicKey::from_bytes(bytes)
}

/// A key that shares exactly `bits` leading bits with `base`; `salt` makes different ones.
pub(crate) fn key_in_bucket(base: &DhtPublicKey, bits: u8, salt: u8) -> DhtPublicKey {
    let mut bytes = *base.as_bytes();
    bytes[usize::from(bits) / 8] ^= 0x80 >> (bits % 8);
    bytes[31] ^= salt;
    DhtPublicKey::from_bytes(bytes)
}

/// A node on the internet, its address made of its key.
pub(crate) fn node_with_key(key: DhtPublicKey) -> NodeInfo {
    let bytes = key.as_bytes();
    NodeInfo { addr: SocketAddr::from(([198, 51, bytes[0] ^ bytes[1], bytes[31]], 33_445)), key }
}

pub(crate) fn node(n: u8) -> NodeInfo {
    node_with_key(key(n))
}

/// A whole node with what an owner lends it.
pub(crate) struct TestNode {
    pub(crate) dht: Dht,
    pub(crate) keys: DhtKeyPair,
    pub(crate) addr: SocketAddr,
    cache: KeyCache,
    rng: Rng,
    admission: Admission,
}

/// A datagram under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Datagram {
    pub(crate) from: SocketAddr,
    pub(crate) to: SocketAddr,
    pub(crate) bytes: Vec<u8>,
}

impl TestNode {
    /// Number `n` at 198.51.100.n.
    pub(crate) fn new(n: u8) -> Self {
        Self::at(n, SocketAddr::from(([198, 51, 100, n], 33_445)), |_| {})
    }

    pub(crate) fn at(n: u8, addr: SocketAddr, configure: impl FnOnce(&mut Config)) -> Self {
        let seed = Seed::from_number(u64::from(n));
        let mut rng = Rng::new(&seed);
        let keys = DhtKeyPair::from_secret_bytes(rng.secret_bytes());
        let mut config = Config::new(keys.public);
        configure(&mut config);
        Self {
            dht: Dht::new(config, &seed),
            keys,
            addr,
            cache: KeyCache::new(1_024, [n; 16]),
            rng,
            admission: Admission::new(1_000, &seed),
        }
    }

    pub(crate) fn info(&self) -> NodeInfo {
        NodeInfo { addr: self.addr, key: self.keys.public }
    }

    /// Calls the machine with its context.
    pub(crate) fn with<T>(&mut self, act: impl FnOnce(&mut Dht, &mut Cx<'_>) -> T) -> T {
        let mut cx = Cx {
            keys: &self.keys,
            cache: &mut self.cache,
            rng: &mut self.rng,
            unix_time: UnixTime(1_700_000_000),
            admission: &mut self.admission,
        };
        act(&mut self.dht, &mut cx)
    }

    pub(crate) fn receive(&mut self, now: Instant, datagram: &Datagram) -> Result<(), Discard> {
        let mut bytes = datagram.bytes.clone();
        self.with(|dht, cx| dht.handle_packet(cx, now, Path::Udp(datagram.from), &mut bytes))
    }

    pub(crate) fn bootstrap(&mut self, now: Instant, node: NodeInfo) {
        self.with(|dht, cx| dht.bootstrap(cx, now, node)).unwrap();
    }

    /// Does what is due, and takes what it sends.
    pub(crate) fn tick(&mut self, now: Instant) -> Vec<Datagram> {
        self.with(|dht, cx| dht.handle_timeout(cx, now));
        self.sent(now)
    }

    /// Takes what it sends.
    pub(crate) fn sent(&mut self, now: Instant) -> Vec<Datagram> {
        let mut datagrams = Vec::new();
        let mut buf = Vec::new();
        while let Some(transmit) = self.dht.poll_transmit(now, &mut buf) {
            datagrams.extend(buf.chunks(transmit.segment).map(|bytes| Datagram {
                from: self.addr,
                to: transmit.to,
                bytes: bytes.to_vec(),
            }));
            buf.clear();
        }
        datagrams
    }

    pub(crate) fn outputs(&mut self) -> Vec<Output> {
        std::iter::from_fn(|| self.dht.poll_output()).collect()
    }

    /// A sealed packet of this node.
    pub(crate) fn seal(&mut self, kind: PacketKind, to: &NodeInfo, payload: &(impl Encode + ?Sized)) -> Datagram {
        let key = CombinedKey::new(&self.keys.secret, &to.key).unwrap();
        let mut bytes = Vec::new();
        seal_dht_packet(kind, &self.keys.public, &self.rng.nonce(), &key, payload, &mut bytes);
        Datagram { from: self.addr, to: to.addr, bytes }
    }

    /// Opens a packet for this node.
    pub(crate) fn open(&self, datagram: &Datagram) -> (PacketKind, Vec<u8>) {
        let mut bytes = datagram.bytes.clone();
        let packet = DhtPacket::parse(&mut bytes).unwrap();
        let key = CombinedKey::new(&self.keys.secret, &packet.sender).unwrap();
        (packet.kind, packet.open(&key).unwrap().to_vec())
    }
}

/// Lets nodes talk without delay or loss from `start` to `end`, in steps of a tenth of a second.
pub(crate) fn talk(nodes: &mut [&mut TestNode], start: Instant, end: Instant) {
    let mut now = start;
    while now < end {
        let mut under_way: Vec<Datagram> = nodes.iter_mut().flat_map(|node| node.tick(now)).collect();
        while let Some(datagram) = under_way.pop() {
            if let Some(node) = nodes.iter_mut().find(|node| node.addr == datagram.to) {
                let _ = node.receive(now, &datagram);
                under_way.extend(node.sent(now));
            }
        }
        now += Duration::from_millis(100);
    }
}
