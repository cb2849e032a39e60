//! Several identities of one client, each with a pool of its own, at the same relays.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use toxcore_crypto::DhtPublicKey;
use toxcore_relay::{FrameCounts, PoolConfig, PoolId, PoolIo, PoolOutput, PoolsConfig, RelayPools};
use toxcore_sansio::{Instant, RouteId, Seed, StreamId, Transmit};
use toxcore_sim::{Host, HostConfig, HostId, Link, Sim, StreamAction, StreamEvent};
use toxcore_wire::RelayInfo;

use crate::world::{Client, MS, Node, PORT, Relay, SECOND, keys, public};

/// A client with many identities.
struct Members {
    pools: RelayPools,
    data: Vec<(PoolId, RouteId, Vec<u8>)>,
    oob: Vec<(PoolId, DhtPublicKey, Vec<u8>)>,
    online: Vec<(PoolId, RouteId)>,
    actions: Vec<StreamAction>,
}

enum Party {
    Members(Box<Members>),
    Other(Box<Node>),
}

impl Members {
    fn new(seed: u64, config: PoolsConfig) -> Self {
        let pools = RelayPools::new(config, FrameCounts::default(), &Seed::from_number(seed));
        Self { pools, data: Vec::new(), oob: Vec::new(), online: Vec::new(), actions: Vec::new() }
    }

    /// Another identity, with a route to this peer over this relay.
    fn member(&mut self, now: Instant, number: u8, peer: u8, relay: &RelayInfo) -> (PoolId, RouteId) {
        let id = self.pools.add(now, keys(number)).unwrap();
        let route = self.pools.with(id, |keys, pool| {
            let route = pool.add_route(keys, now, &public(peer)).unwrap();
            pool.tie(keys, now, route, relay).unwrap();
            route
        });
        (id, route.unwrap())
    }

    fn send(&mut self, now: Instant, (id, route): (PoolId, RouteId), data: &[u8]) {
        self.pools.with(id, |_, pool| pool.send(now, route, data)).unwrap().unwrap();
    }

    fn collect(&mut self) {
        while let Some((id, output)) = self.pools.poll_output() {
            match output {
                PoolOutput::Data { route, payload } => {
                    let data = self.pools.payload(id, &payload).to_vec();
                    self.data.push((id, route, data));
                }
                PoolOutput::Oob { sender, payload, .. } => {
                    let data = self.pools.payload(id, &payload).to_vec();
                    self.oob.push((id, sender, data));
                }
                PoolOutput::RouteOnline { route } => self.online.push((id, route)),
                _ => {}
            }
        }
        while let Some(io) = self.pools.poll_io() {
            self.actions.push(match io {
                PoolIo::Open { stream, to, .. } => StreamAction::Connect { stream, to },
                PoolIo::Close { stream } => StreamAction::Close(stream),
            });
        }
        while let Some(stream) = self.pools.poll_writable() {
            assert!(RelayPools::owns(stream));
            self.actions.push(StreamAction::Write(stream));
        }
    }
}

impl Host for Party {
    fn handle_datagram(&mut self, _now: Instant, _from: SocketAddr, _datagram: &mut [u8]) {}

    fn handle_timeout(&mut self, now: Instant) {
        match self {
            Self::Members(members) => {
                members.pools.handle_timeout(now);
                assert!(members.pools.poll_timeout().is_none_or(|due| due > now), "work is left");
                members.collect();
            }
            Self::Other(node) => node.handle_timeout(now),
        }
    }

    fn poll_timeout(&self) -> Option<Instant> {
        match self {
            Self::Members(members) => members.pools.poll_timeout(),
            Self::Other(node) => node.poll_timeout(),
        }
    }

    fn poll_transmit(&mut self, _now: Instant, _buf: &mut Vec<u8>) -> Option<Transmit> {
        None
    }

    fn accept_stream(&mut self, now: Instant, from: SocketAddr, port: u16) -> Option<StreamId> {
        match self {
            Self::Members(_) => None,
            Self::Other(node) => node.accept_stream(now, from, port),
        }
    }

    fn handle_stream(&mut self, now: Instant, stream: StreamId, event: StreamEvent) {
        match self {
            Self::Members(members) => {
                match event {
                    StreamEvent::Connected => members.pools.handle_connected(now, stream),
                    StreamEvent::Failed(_) | StreamEvent::Closed => members.pools.handle_closed(now, stream),
                }
                members.collect();
            }
            Self::Other(node) => node.handle_stream(now, stream, event),
        }
    }

    fn handle_stream_data(&mut self, now: Instant, stream: StreamId, bytes: &mut [u8]) -> usize {
        match self {
            Self::Members(members) => {
                let _ = members.pools.handle_stream(now, stream, bytes);
                members.collect();
                bytes.len()
            }
            Self::Other(node) => node.handle_stream_data(now, stream, bytes),
        }
    }

    fn poll_stream(&mut self, now: Instant) -> Option<StreamAction> {
        match self {
            Self::Members(members) => {
                members.collect();
                (!members.actions.is_empty()).then(|| members.actions.remove(0))
            }
            Self::Other(node) => node.poll_stream(now),
        }
    }

    fn write_stream(&mut self, now: Instant, stream: StreamId, room: usize, buf: &mut Vec<u8>) {
        match self {
            Self::Members(members) => {
                let pending = members.pools.to_write_within(stream, room);
                let count = pending.len().min(room);
                buf.extend_from_slice(&pending[..count]);
                members.pools.wrote(now, stream, count);
                members.collect();
            }
            Self::Other(node) => node.write_stream(now, stream, room, buf),
        }
    }
}

struct Network {
    sim: Sim<Party>,
    relays: Vec<(HostId, RelayInfo)>,
}

impl Network {
    fn new(relays: u8) -> Self {
        let mut network = Self { sim: Sim::new(1), relays: Vec::new() };
        for number in 100..100 + relays {
            let ip = Ipv4Addr::new(60, number, 1, 1);
            let config = HostConfig::default().with_link(Link::ideal(10 * MS)).at(ip).listening(&[PORT]);
            let relay = Party::Other(Box::new(Node::Relay(Box::new(Relay::new(number)))));
            let host = network.sim.add(relay, config);
            network.relays.push((host, RelayInfo { addr: (ip, PORT).into(), key: public(number) }));
        }
        network
    }

    fn members(&mut self, seed: u64, config: PoolsConfig) -> HostId {
        let members = Party::Members(Box::new(Members::new(seed, config)));
        self.sim.add(members, HostConfig::default().with_link(Link::ideal(20 * MS)))
    }

    fn act<T>(&mut self, host: HostId, act: impl FnOnce(&mut Members, Instant) -> T) -> T {
        let acted = self.sim.call(host, |party, now| match party {
            Party::Members(members) => {
                let result = act(members, now);
                members.collect();
                result
            }
            Party::Other(_) => panic!("a relay"),
        });
        acted.unwrap()
    }

    fn clients_of(&mut self, relay: usize) -> usize {
        let host = self.relays[relay].0;
        let counted = self.sim.call(host, |party, _| match party {
            Party::Other(node) => match &**node {
                Node::Relay(relay) => relay.server.clients(),
                Node::Client(_) => panic!("a client"),
            },
            Party::Members(_) => panic!("not a relay"),
        });
        counted.unwrap()
    }

    fn run(&mut self, time: Duration) {
        self.sim.run_for(time);
    }
}

#[test]
fn each_identity_has_its_own_links_and_hears_its_own_peers() {
    let mut network = Network::new(1);
    let relay = network.relays[0].1;
    let [alice, bob] = [1, 2].map(|seed| network.members(seed, PoolsConfig::default()));
    let [a1, a2] =
        [(11, 21), (12, 22)].map(|(own, peer)| network.act(alice, |m, now| m.member(now, own, peer, &relay)));
    let [b1, b2] = [(21, 11), (22, 12)].map(|(own, peer)| network.act(bob, |m, now| m.member(now, own, peer, &relay)));
    network.run(400 * MS);
    assert_eq!(network.clients_of(0), 4, "a relay sees four clients");
    network.act(alice, |m, _| m.online.sort_unstable());
    network.act(alice, |m, _| assert_eq!(m.online, [a1, a2]));
    network.act(alice, |m, now| m.send(now, a1, b"one"));
    network.act(alice, |m, now| m.send(now, a2, b"two"));
    network.act(bob, |m, now| m.send(now, b2, b"back"));
    network.run(200 * MS);
    network.act(bob, |m, _| {
        m.data.sort_unstable();
        assert_eq!(m.data, [(b1.0, b1.1, b"one".to_vec()), (b2.0, b2.1, b"two".to_vec())]);
    });
    network.act(alice, |m, _| assert_eq!(m.data, [(a2.0, a2.1, b"back".to_vec())]));
}

#[test]
fn out_of_band_packets_come_to_the_identity_that_they_are_for() {
    let mut network = Network::new(1);
    let relay = network.relays[0].1;
    let [alice, bob] = [1, 2].map(|seed| network.members(seed, PoolsConfig::default()));
    let a = network.act(alice, |m, now| m.member(now, 11, 22, &relay));
    let [_, second] = [21, 22].map(|own| {
        network.act(bob, |m, now| {
            let id = m.pools.add(now, keys(own)).unwrap();
            m.pools.with(id, |keys, pool| pool.add_relay(keys, now, &relay)).unwrap().unwrap();
            id
        })
    });
    network.run(400 * MS);
    network.act(alice, |m, now| m.send(now, a, b"handshake"));
    network.run(200 * MS);
    network.act(bob, |m, _| assert_eq!(m.oob, [(second, public(11), b"handshake".to_vec())]));
}

#[test]
fn an_identity_that_goes_leaves_nothing_behind() {
    let mut network = Network::new(2);
    let relays = [network.relays[0].1, network.relays[1].1];
    let alice = network.members(1, PoolsConfig::default());
    let [first, second] = [11, 12].map(|own| network.act(alice, |m, now| m.member(now, own, 21, &relays[0])));
    network.run(400 * MS);
    assert_eq!(network.clients_of(0), 2);
    network.act(alice, |m, now| m.pools.remove(now, first.0));
    network.run(400 * MS);
    assert_eq!(network.clients_of(0), 1);
    network.act(alice, |m, now| {
        assert!(m.pools.pool(first.0).is_none() && m.pools.pool(second.0).is_some());
        m.pools.remove(now, second.0);
        assert_eq!((m.pools.len(), m.pools.links(), m.pools.poll_timeout()), (0, 0, None), "it costs nothing");
        let third = m.pools.add(now, keys(13)).unwrap();
        assert!(third != first.0 && third != second.0, "what is late finds nobody");
    });
    network.run(400 * MS);
    assert_eq!(network.clients_of(0), 0);
}

#[test]
fn all_identities_together_keep_the_limits_and_each_gets_its_share() {
    let mut network = Network::new(10);
    let relays: Vec<RelayInfo> = network.relays.iter().map(|(_, relay)| *relay).collect();
    let alice = network.members(1, PoolsConfig::default());
    let mut ids = Vec::new();
    for number in 0..96 {
        let id = network.act(alice, |m, now| {
            let id = m.pools.add(now, keys(1 + number)).unwrap();
            m.pools.with(id, |keys, pool| {
                relays.iter().for_each(|relay| pool.add_relay(keys, now, relay).unwrap());
                // Peers need all relays, so the identity takes what it may.
                for (peer, some) in (200..).zip(relays.chunks(2)) {
                    let route = pool.add_route(keys, now, &public(peer)).unwrap();
                    some.iter().for_each(|relay| pool.tie(keys, now, route, relay).unwrap());
                }
            });
            id
        });
        ids.push(id);
        network.run(100 * MS);
        let links = network.act(alice, |m, _| m.pools.links());
        assert!(links <= 96, "{links} links of {} identities", ids.len());
    }
    network.run(30 * SECOND);
    network.act(alice, |m, now| {
        assert_eq!(m.pools.links(), 96);
        assert!(ids.iter().all(|id| m.pools.pool(*id).unwrap().links() == 1), "each has its share");
        assert_eq!(m.pools.add(now, keys(99)), None);
        ids.drain(12..).for_each(|id| m.pools.remove(now, id));
    });
    network.run(30 * SECOND);
    network.act(alice, |m, _| {
        let links: Vec<usize> = ids.iter().map(|id| m.pools.pool(*id).unwrap().links()).collect();
        assert_eq!(links, [8; 12], "those that are left get more");
    });
}

/// Ids of a pool that stands alone are never those of pools that share.
#[test]
fn streams_tell_whose_they_are() {
    let mut alone = Client::new(1, PoolConfig::default());
    let network = Network::new(1);
    let relay = network.relays[0].1;
    alone.add_relay(Instant::ZERO, relay);
    let Some(PoolIo::Open { stream, .. }) = alone.pool.poll_io() else { panic!("a stream") };
    assert!(!RelayPools::owns(stream));
    let mut members = Members::new(1, PoolsConfig::default());
    members.member(Instant::ZERO, 2, 3, &relay);
    let Some(PoolIo::Open { stream: other, .. }) = members.pools.poll_io() else { panic!("a stream") };
    assert!(RelayPools::owns(other) && other != stream);
    assert!(members.pools.handle_stream(Instant::ZERO, stream, &mut [0]).is_err());
}
