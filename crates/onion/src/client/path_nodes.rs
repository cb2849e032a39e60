use std::net::{IpAddr, SocketAddr};

use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::Rng;
use toxcore_wire::{NodeInfo, is_lan};

/// A bounded set of nodes from which paths are made when the DHT has none to offer. The newest replaces the oldest.
#[derive(Debug, Default)]
pub(crate) struct PathNodes {
    nodes: Vec<NodeInfo>,
}

impl PathNodes {
    /// Adds a node, or makes it the newest.
    pub(crate) fn add(&mut self, node: NodeInfo) {
        self.nodes.retain(|other| other.key != node.key);
        if self.nodes.len() >= MAX_PATH_NODES {
            self.nodes.remove(0);
        }
        self.nodes.push(node);
    }

    /// Forgets a node that is gone.
    pub(crate) fn remove(&mut self, key: &DhtPublicKey) {
        self.nodes.retain(|node| node.key != *key);
    }

    /// Newest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &NodeInfo> {
        self.nodes.iter().rev()
    }
}

/// Chooses the nodes of a path one after the other, at random, so that as far as possible no two of them are the same
/// node or in the same network.
#[derive(Debug, Default)]
pub(crate) struct Chooser {
    chosen: Vec<NodeInfo>,
}

impl Chooser {
    /// Counts `node` as chosen.
    pub(crate) fn add(&mut self, node: NodeInfo) {
        self.chosen.push(node);
    }

    /// The next node out of `candidates`: in a network of its own if there is one, else another node, else any.
    pub(crate) fn choose(&mut self, rng: &mut Rng, candidates: &[NodeInfo]) -> Option<NodeInfo> {
        let differs =
            |node: &NodeInfo| self.chosen.iter().all(|other| other.key != node.key && other.addr != node.addr);
        let apart = |node: &NodeInfo| self.chosen.iter().all(|other| network(&other.addr) != network(&node.addr));
        let in_other_network = pick(rng, candidates, |node| differs(node) && apart(node));
        let node =
            in_other_network.or_else(|| pick(rng, candidates, differs)).or_else(|| pick(rng, candidates, |_| true))?;
        self.chosen.push(node);
        Some(node)
    }
}

/// Nodes of our own network are of use only if there are no others: those outside cannot pass anything on to them, and
/// perhaps they reach nobody outside.
pub(crate) fn leave_out_lan(nodes: &mut Vec<NodeInfo>) {
    if nodes.iter().any(|node| !is_lan(&node.addr.ip())) {
        nodes.retain(|node| !is_lan(&node.addr.ip()));
    }
}

fn pick(rng: &mut Rng, candidates: &[NodeInfo], allowed: impl Fn(&NodeInfo) -> bool) -> Option<NodeInfo> {
    let count = candidates.iter().filter(|node| allowed(node)).count();
    let chosen = rng.below(count);
    candidates.iter().filter(|node| allowed(node)).nth(chosen).copied()
}

/// The network of an address, likely to be run by one party: the /16 of IPv4, the /48 of IPv6.
pub(crate) fn network(addr: &SocketAddr) -> (u8, u64) {
    match addr.ip().to_canonical() {
        IpAddr::V4(ip) => (4, u64::from(ip.to_bits() >> 16)),
        IpAddr::V6(ip) => (6, u64::try_from(ip.to_bits() >> 80).unwrap_or(0)),
    }
}

/// Nodes remembered for paths. Chapter onion, client: Paths.
pub(crate) const MAX_PATH_NODES: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_of_our_own_network_are_used_if_there_are_no_others() {
        let node =
            |addr: &str| NodeInfo { addr: addr.parse().expect("an address"), key: DhtPublicKey::from_bytes([7; 32]) };
        let near = [node("192.168.0.2:33445"), node("10.0.0.1:33445")];
        let far = node("198.51.100.1:33445");
        let mut nodes = vec![near[0], far, near[1]];
        leave_out_lan(&mut nodes);
        assert_eq!(nodes, [far]);
        let mut nodes = near.to_vec();
        leave_out_lan(&mut nodes);
        assert_eq!(nodes, near);
    }
}
