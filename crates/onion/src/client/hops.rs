//! Which three nodes a new path leads over.

use toxcore_wire::{NodeInfo, RelayInfo, is_lan};

use super::path_nodes::{Chooser, MAX_PATH_NODES, leave_out_lan};
use super::paths::{First, Hops};
use super::surroundings::{Env, UdpState};
use super::transport::{Purpose, Transport};

impl Transport {
    /// Three nodes for a new path.
    pub(super) fn hops(&mut self, env: &mut Env<'_, '_>, purpose: Purpose) -> Option<Hops> {
        let mut good = self.good_nodes(env);
        let mut able = Vec::new();
        if purpose == Purpose::Groups {
            able.extend(self.group_paths.able().filter(|node| !self.friends.contains(&node.key)));
            self.group_paths.prefer_able(&mut good);
        }
        let mut chooser = Chooser::default();
        let first = self.first_hop(env, &mut chooser, &good)?;
        let mut others = if able.len() < ENOUGH { good } else { able };
        if others.len() < ENOUGH {
            self.add_answering(&mut others);
            self.add_named(env, &mut others);
            leave_out_lan(&mut others);
        }
        let second = chooser.choose(&mut self.rng, &others)?;
        let third = chooser.choose(&mut self.rng, &others)?;
        Some(Hops { first, second, third })
    }

    /// What the DHT can offer, as long as we reach it.
    fn good_nodes(&mut self, env: &Env<'_, '_>) -> Vec<NodeInfo> {
        let mut good = Vec::new();
        if env.net.udp == UdpState::Connected {
            env.net.nodes.random_good(env.now, &mut self.rng, CANDIDATES, &mut good);
            self.leave_out_friends(&mut good);
            leave_out_lan(&mut good);
        }
        good
    }

    /// Whether the DHT offers nodes outside our own network.
    pub(super) fn reaches_out(&mut self, env: &Env<'_, '_>) -> bool {
        self.good_nodes(env).iter().any(|node| !is_lan(&node.addr.ip()))
    }

    /// A path that depends on one node, and on a relay if the DHT reaches nobody outside our own network.
    pub(super) fn hops_over(&mut self, env: &mut Env<'_, '_>, node: &NodeInfo) -> Option<Hops> {
        let mut good = self.good_nodes(env);
        if !is_lan(&node.addr.ip()) && env.net.relays.onion_link(&mut self.rng).is_some() {
            good.retain(|node| !is_lan(&node.addr.ip()));
        }
        let first = self.first_hop(env, &mut Chooser::default(), &good)?;
        Some(Hops { first, second: *node, third: *node })
    }

    /// A node of the DHT, else a relay. If all of them are in our own network, perhaps none reaches anybody outside: then a
    /// relay is as good. Where most packets get lost it is better: on two of eight links TCP repeats what is lost.
    fn first_hop(&mut self, env: &Env<'_, '_>, chooser: &mut Chooser, good: &[NodeInfo]) -> Option<First> {
        let is_doubtful = good.iter().all(|node| is_lan(&node.addr.ip()));
        let wants_relay = self.is_bad() || is_doubtful && (good.is_empty() || self.rng.below(2) == 0);
        let relay = if wants_relay { env.net.relays.onion_link(&mut self.rng) } else { None };
        match relay {
            Some((link, relay)) => {
                chooser.add(NodeInfo { addr: relay.addr, key: relay.key });
                Some(First::Relay(link, relay))
            }
            None => chooser.choose(&mut self.rng, good).map(First::Node),
        }
    }

    /// Adds nodes that answered us through the onion, or passed on what was answered.
    fn add_answering(&self, out: &mut Vec<NodeInfo>) {
        let friends = &self.friends;
        add(out, CANDIDATES, self.path_nodes.iter().filter(|node| !friends.contains(&node.key)));
    }

    /// Adds nodes that somebody named. Nobody knows whether those still live, and a path over one that does not is lost: only if no
    /// others are known, or if these are all in our own network, for half of the paths.
    fn add_named(&mut self, env: &Env<'_, '_>, out: &mut Vec<NodeInfo>) {
        let is_near = |node: &NodeInfo| is_lan(&node.addr.ip());
        let mut named = self.named(env);
        let add_reach = out.iter().all(is_near) && !named.iter().all(is_near);
        let needed = out.is_empty() || (add_reach && self.rng.below(2) == 0);
        if !needed {
            return;
        }
        named.retain(|node| !self.friends.contains(&node.key));
        if self.rng.below(2) == 0 && !named.is_empty() {
            // If only one of them lives, it must stand in both places.
            let one = self.rng.below(named.len());
            named = vec![named.swap_remove(one)];
        }
        add(out, MAX_PATH_NODES, named.iter());
    }

    /// Nodes that the user or the save file named, and the relays that we are connected to: who runs a relay runs a node, under the
    /// same key.
    pub(super) fn named(&mut self, env: &Env<'_, '_>) -> Vec<NodeInfo> {
        let mut named: Vec<NodeInfo> = self.bootstrap.iter().copied().collect();
        let mut relays = Vec::new();
        env.net.relays.connected(&mut self.rng, MAX_RELAYS_AS_NODES, &mut relays);
        let as_nodes: Vec<NodeInfo> = relays.iter().map(|relay| self.node_of(relay)).collect();
        add(&mut named, MAX_PATH_NODES, as_nodes.iter());
        named
    }

    /// The node of a relay. Its UDP port is that of the relay or the usual one.
    fn node_of(&mut self, relay: &RelayInfo) -> NodeInfo {
        let port = if self.rng.below(2) == 0 { relay.addr.port() } else { USUAL_PORT };
        NodeInfo { addr: (relay.addr.ip(), port).into(), key: relay.key }
    }

    /// Friends are no path nodes, unless there is nobody else at all.
    fn leave_out_friends(&self, nodes: &mut Vec<NodeInfo>) {
        if nodes.iter().any(|node| !self.friends.contains(&node.key)) {
            nodes.retain(|node| !self.friends.contains(&node.key));
        }
    }
}

/// Adds nodes that are not there yet, up to `enough` in all.
fn add<'a>(out: &mut Vec<NodeInfo>, enough: usize, nodes: impl Iterator<Item = &'a NodeInfo>) {
    for node in nodes {
        if out.len() < enough && out.iter().all(|other| other.key != node.key) {
            out.push(*node);
        }
    }
}

/// Good nodes among which the nodes of a path are chosen. Our choice: enough that three of them are in different networks.
const CANDIDATES: usize = 16;
/// Good nodes of the DHT that make others unnecessary: as many as a path has.
pub(super) const ENOUGH: usize = 3;
/// Relays that are tried as nodes. Our choice: as many as a pool keeps for the onion, and then some.
const MAX_RELAYS_AS_NODES: usize = 8;
/// The UDP port of most nodes. Chapter dht, LAN discovery.
const USUAL_PORT: u16 = 33_445;
