//! A node with a full close list, and a stranger who sends it single datagrams. Time moves only when a test says so.

use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::{CombinedKey, DhtKeyPair, DhtPublicKey};
use toxcore_dht::BootstrapInfo;
use toxcore_node::driver::Machine;
use toxcore_node::machine::{Node, NodeConfig};
use toxcore_relay::ServerConfig;
use toxcore_sansio::{Instant, Rng, Seed};
use toxcore_wire::dht::seal_dht_packet;
use toxcore_wire::{Encode, PacketKind};

/// The node that strangers write to.
pub(crate) const NODE: SocketAddr = v4(1);
/// Where the stranger is.
pub(crate) const STRANGER: SocketAddr = v4(200);

/// A datagram that left the node: to whom, and its bytes.
pub(crate) type Sent = (SocketAddr, Vec<u8>);

const fn v4(host: u8) -> SocketAddr {
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::new(198, 51, 100, host)), 33445)
}

pub(crate) fn config(number: u8) -> NodeConfig {
    NodeConfig {
        bootstrap_info: Some(BootstrapInfo { version: 7, motd: vec![b'm'; 255] }),
        relay: Some(ServerConfig::default()),
        ..NodeConfig::new(DhtKeyPair::from_secret_bytes([number; 32]))
    }
}

pub(crate) struct World {
    pub(crate) now: Instant,
    nodes: Vec<(SocketAddr, Node)>,
}

impl World {
    /// The node alone.
    pub(crate) fn new() -> Self {
        Self { now: Instant::ZERO, nodes: vec![(NODE, Node::new(config(1), Instant::ZERO, &Seed::from_number(1)))] }
    }

    /// The node among twenty others, whose addresses are the longest there are.
    pub(crate) fn crowded() -> Self {
        let mut world = Self::new();
        let key = world.key();
        for number in 10..30 {
            let addr = SocketAddr::from(([0x2001, 0xdb8, 0, 0, 0, 0, 0, u16::from(number)], 33445));
            let mut node = Node::new(config(number), world.now, &Seed::from_number(u64::from(number)));
            node.add_bootstrap_node(world.now, NODE, key);
            world.nodes.push((addr, node));
        }
        world.run(8);
        assert!(world.node().dht().close_nodes(world.now).count() >= 8);
        world
    }

    pub(crate) fn node(&self) -> &Node {
        &self.nodes[0].1
    }

    pub(crate) fn key(&self) -> DhtPublicKey {
        self.node().public_key()
    }

    /// Lets the nodes talk.
    fn run(&mut self, seconds: u64) {
        for _ in 0..seconds * 4 {
            self.now += Duration::from_millis(250);
            let now = self.now;
            for (_, node) in &mut self.nodes {
                node.handle_timeout(now);
                node.pump(now);
            }
            let mut under_way: Vec<(SocketAddr, Sent)> = (0..self.nodes.len()).flat_map(|n| self.sent_by(n)).collect();
            while let Some((from, (to, mut bytes))) = under_way.pop() {
                let Some(index) = self.nodes.iter().position(|(addr, _)| *addr == to) else { continue };
                self.nodes[index].1.handle_datagram(now, from, &mut bytes);
                self.nodes[index].1.pump(now);
                under_way.extend(self.sent_by(index));
            }
        }
    }

    fn sent_by(&mut self, index: usize) -> Vec<(SocketAddr, Sent)> {
        let now = self.now;
        let (addr, node) = &mut self.nodes[index];
        let (mut sent, mut buffer) = (Vec::new(), Vec::new());
        while let Some(transmit) = node.poll_transmit(now, &mut buffer) {
            let start = buffer.len() - transmit.len;
            sent.extend(buffer[start..].chunks(transmit.segment).map(|bytes| (*addr, (transmit.to, bytes.to_vec()))));
        }
        sent
    }

    /// Gives the node a datagram of `from`; what it sends at once.
    pub(crate) fn give(&mut self, from: SocketAddr, bytes: &[u8]) -> Vec<Sent> {
        let now = self.now;
        let node = &mut self.nodes[0].1;
        node.handle_datagram(now, from, &mut bytes.to_vec());
        node.pump(now);
        self.sent_by(0).into_iter().map(|(_, sent)| sent).collect()
    }
}

/// Somebody who can seal what a node opens.
pub(crate) struct Stranger {
    pub(crate) keys: DhtKeyPair,
    pub(crate) rng: Rng,
    pub(crate) node: DhtPublicKey,
}

impl Stranger {
    pub(crate) fn new(number: u8, node: DhtPublicKey) -> Self {
        let rng = Rng::new(&Seed::from_number(u64::from(number) + 1_000));
        Self { keys: DhtKeyPair::from_secret_bytes([number; 32]), rng, node }
    }

    /// The key of boxes between it and the node.
    pub(crate) fn key(&self) -> CombinedKey {
        CombinedKey::new(&self.keys.secret, &self.node).unwrap()
    }

    pub(crate) fn seal(&mut self, kind: PacketKind, payload: &(impl Encode + ?Sized)) -> Vec<u8> {
        let (key, nonce) = (self.key(), self.rng.nonce());
        let mut packet = Vec::new();
        seal_dht_packet(kind, &self.keys.public, &nonce, &key, payload, &mut packet);
        packet
    }
}
