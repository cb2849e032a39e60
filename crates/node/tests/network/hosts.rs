//! A network of nodes, as [`toxcore_sim`] runs it.

use std::net::SocketAddr;
use std::time::Duration;

use toxcore_crypto::{DhtKeyPair, DhtPublicKey};
use toxcore_dht::Distance;
use toxcore_node::driver::{Machine, Request};
use toxcore_node::machine::{Node, NodeConfig};
use toxcore_relay::ServerConfig;
use toxcore_sansio::{Instant, Seed, StreamId, Transmit};
use toxcore_sim::{Host, HostConfig, HostId, Link, NatId, Sim, StreamAction, StreamEvent};
use toxcore_wire::NodeInfo;

use crate::client::Client;

/// A node or a client.
pub(crate) enum NetHost {
    Node(Box<NodeHost>),
    Client(Box<Client>),
}

/// What a driver does for a node.
pub(crate) struct NodeHost {
    pub(crate) node: Node,
    paused: Vec<StreamId>,
}

pub(crate) struct Network {
    pub(crate) sim: Sim<NetHost>,
    pub(crate) nodes: Vec<HostId>,
}

const RELAY_PORT: u16 = 33_445;

pub(crate) fn node_keys(number: usize) -> DhtKeyPair {
    DhtKeyPair::from_secret_bytes([u8::try_from(number).unwrap() + 100; 32])
}

impl Network {
    /// `count` nodes that start from the first of them.
    pub(crate) fn new(seed: u64, count: usize) -> Self {
        let mut sim = Sim::new(seed);
        let mut nodes: Vec<HostId> = Vec::new();
        for number in 0..count {
            let start_from = nodes.first().map(|first| sim.address(*first));
            let config = HostConfig::default().listening(&[RELAY_PORT]).with_link(Link::default());
            nodes.push(sim.add(NetHost::node(seed, number, start_from), config));
        }
        Self { sim, nodes }
    }

    pub(crate) fn add_client(&mut self, number: u16, relay: HostId, nat: Option<NatId>) -> HostId {
        let position = self.nodes.iter().position(|node| *node == relay).unwrap();
        let address = SocketAddr::new(self.sim.address(relay).ip(), RELAY_PORT);
        let place = nat.map_or_else(HostConfig::default, HostConfig::behind).without_udp().with_link(Link::default());
        let client = Client::new(number, self.sim.now(), address, &node_keys(position).public);
        self.sim.add(NetHost::Client(Box::new(client)), place)
    }

    pub(crate) fn run(&mut self, seconds: u64) {
        self.run_for(Duration::from_secs(seconds));
    }

    pub(crate) fn run_for(&mut self, time: Duration) {
        self.sim.run_for(time);
    }

    /// Lets a client do something; what it wants is carried out at once.
    pub(crate) fn client<R>(&mut self, id: HostId, f: impl FnOnce(&mut Client) -> R) -> R {
        let result = self.sim.call(id, |host, _| match host {
            NetHost::Client(client) => f(client),
            NetHost::Node(_) => panic!("no client"),
        });
        result.unwrap()
    }

    fn close_nodes(&mut self, id: HostId) -> Vec<DhtPublicKey> {
        let known = self.sim.call(id, |host, now| match host {
            NetHost::Node(host) => host.node.dht().close_nodes(now).map(|node| node.key).collect(),
            NetHost::Client(_) => Vec::new(),
        });
        known.unwrap()
    }

    /// Whether the `count` nodes nearest to a node are in its close list.
    pub(crate) fn knows_its_nearest(&mut self, number: usize, count: usize) -> bool {
        let own = node_keys(number).public;
        let mut others: Vec<_> =
            (0..self.nodes.len()).filter(|other| *other != number).map(|n| node_keys(n).public).collect();
        others.sort_by_key(|key| Distance::between(own.as_bytes(), key.as_bytes()));
        let known = self.close_nodes(self.nodes[number]);
        others.iter().take(count).all(|key| known.contains(key))
    }

    /// Address and key of a node.
    pub(crate) fn contact(&self, number: usize) -> NodeInfo {
        NodeInfo { addr: self.sim.address(self.nodes[number]), key: node_keys(number).public }
    }
}

impl NetHost {
    fn node(seed: u64, number: usize, start_from: Option<SocketAddr>) -> Self {
        let config = NodeConfig { relay: Some(ServerConfig::default()), ..NodeConfig::new(node_keys(number)) };
        let seed = Seed::from_number(seed).derive(&number.to_string());
        let mut node = Node::new(config, Instant::ZERO, &seed);
        if let Some(addr) = start_from {
            node.add_bootstrap_node(Instant::ZERO, addr, node_keys(0).public);
        }
        Self::Node(Box::new(NodeHost { node, paused: Vec::new() }))
    }
}

impl Host for NetHost {
    fn handle_datagram(&mut self, now: Instant, from: SocketAddr, datagram: &mut [u8]) {
        if let Self::Node(host) = self {
            host.node.handle_datagram(now, from, datagram);
            host.node.pump(now);
        }
    }

    fn handle_timeout(&mut self, now: Instant) {
        match self {
            Self::Node(host) => {
                host.node.handle_timeout(now);
                host.node.pump(now);
            }
            Self::Client(client) => client.relay.handle_timeout(now),
        }
    }

    fn poll_timeout(&self) -> Option<Instant> {
        match self {
            Self::Node(host) => host.node.poll_timeout(),
            Self::Client(client) => client.relay.poll_timeout(),
        }
    }

    fn poll_transmit(&mut self, now: Instant, buf: &mut Vec<u8>) -> Option<Transmit> {
        match self {
            Self::Node(host) => host.node.poll_transmit(now, buf),
            Self::Client(_) => None,
        }
    }

    fn accept_stream(&mut self, now: Instant, from: SocketAddr, _port: u16) -> Option<StreamId> {
        match self {
            Self::Node(host) => host.node.handle_accept(now, from),
            Self::Client(_) => None,
        }
    }

    fn handle_stream(&mut self, now: Instant, stream: StreamId, event: StreamEvent) {
        match self {
            Self::Node(host) => {
                host.node.stream_closed(now, stream);
                host.node.pump(now);
            }
            Self::Client(client) => client.handle_stream_event(event),
        }
    }

    fn handle_stream_data(&mut self, now: Instant, stream: StreamId, bytes: &mut [u8]) -> usize {
        match self {
            Self::Node(host) => host.take_bytes(now, stream, bytes),
            Self::Client(client) => client.take_bytes(now, bytes),
        }
    }

    fn poll_stream(&mut self, _now: Instant) -> Option<StreamAction> {
        match self {
            Self::Node(host) => host.next_action(),
            Self::Client(client) => client.next_action(),
        }
    }

    fn write_stream(&mut self, now: Instant, stream: StreamId, room: usize, buf: &mut Vec<u8>) {
        match self {
            Self::Node(host) => {
                let pending = host.node.to_write(stream);
                let count = pending.len().min(room);
                buf.extend_from_slice(&pending[..count]);
                host.node.written(now, stream, count);
                host.node.pump(now);
            }
            Self::Client(client) => {
                let pending = client.relay.to_write();
                let count = pending.len().min(room);
                buf.extend_from_slice(&pending[..count]);
                client.relay.written(count);
                client.known = client.relay.to_write().len();
            }
        }
    }
}

impl NodeHost {
    fn take_bytes(&mut self, now: Instant, stream: StreamId, bytes: &mut [u8]) -> usize {
        if self.paused.contains(&stream) {
            return 0;
        }
        self.node.handle_stream(now, stream, bytes);
        self.node.pump(now);
        bytes.len()
    }

    fn next_action(&mut self) -> Option<StreamAction> {
        while let Some(request) = self.node.poll_request() {
            match request {
                Request::Close(id) => return Some(StreamAction::Close(id)),
                Request::PauseReading(id) => self.paused.push(id),
                Request::ResumeReading(id) => self.paused.retain(|other| *other != id),
                Request::LanTargets { .. } => {}
            }
        }
        self.node.poll_writable().map(StreamAction::Write)
    }
}
