//! Entry into the network, and what others may want to know.

use std::net::SocketAddr;

use thiserror::Error;
use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::{Asker, Cx, Instant, Nodes, Rng};
use toxcore_wire::{NodeInfo, NodeList, canonical, is_lan};

use super::Dht;
use crate::Connection;
use crate::contact::Contact;
use crate::upkeep::ContactList;

/// Why a bootstrap node was not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BootstrapError {
    /// No node can have this address, or our socket cannot reach its family.
    #[error("unusable address")]
    UnusableAddress,
}

impl Dht {
    /// Asks a node for nodes near us. It is asked again, with growing pauses, as long as we know no other.
    ///
    /// Our own key is accepted and nothing is sent.
    ///
    /// # Errors
    /// [`BootstrapError::UnusableAddress`].
    pub fn bootstrap(&mut self, cx: &mut Cx<'_>, now: Instant, node: NodeInfo) -> Result<(), BootstrapError> {
        let node = NodeInfo { addr: canonical(node.addr), key: node.key };
        if !self.reaches(&node.addr) {
            return Err(BootstrapError::UnusableAddress);
        }
        if node.key != self.config.own_key {
            self.bootstrap.add(node, now);
            self.send_nodes_request(cx, now, node, self.config.own_key);
        }
        Ok(())
    }

    /// Asks a node that somebody named for nodes near `key`; who answers is taken into the lists it fits in.
    ///
    /// # Errors
    /// [`BootstrapError::UnusableAddress`].
    pub fn ask(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        node: NodeInfo,
        key: DhtPublicKey,
    ) -> Result<(), BootstrapError> {
        let node = NodeInfo { addr: canonical(node.addr), key: node.key };
        if !self.is_contactable(&node) {
            return Err(BootstrapError::UnusableAddress);
        }
        self.send_nodes_request(cx, now, node, key);
        Ok(())
    }

    /// Takes nodes that an earlier run saved. They are asked in turn until a node on the internet answers; those that
    /// cannot be reached are left out.
    pub fn load_nodes(&mut self, now: Instant, nodes: &[NodeInfo]) {
        let usable: Vec<NodeInfo> = nodes.iter().copied().filter(|node| self.is_contactable(node)).collect();
        if self.connection != Connection::Internet {
            self.bootstrap.load(usable, now);
        }
    }

    /// The good nodes that are worth saving: those of the close list and those near random keys.
    #[must_use]
    pub fn nodes_to_save(&self, now: Instant) -> Vec<NodeInfo> {
        let mut nodes: Vec<NodeInfo> =
            self.close.contacts().chain(self.random_contacts()).filter_map(|c| good_node(c, now)).collect();
        nodes.sort_unstable_by_key(|node| node.key);
        nodes.dedup();
        nodes
    }

    /// How well we are connected.
    #[must_use]
    pub const fn connection(&self) -> Connection {
        self.connection
    }

    /// Good nodes of the close list, those that share fewer bits with our key first.
    pub fn close_nodes(&self, now: Instant) -> impl Iterator<Item = NodeInfo> + '_ {
        self.close.contacts().filter_map(move |c| good_node(c, now))
    }

    /// How many of [those](Self::close_nodes) keep values for others.
    #[must_use]
    pub fn close_storage_nodes(&self, now: Instant) -> usize {
        self.close.contacts().filter(|c| c.serves_storage && c.is_good(now)).count()
    }

    /// Whether to output each node that others [name](crate::Output::NodeNamed). Not at first.
    pub const fn set_telling_named(&mut self, telling: bool) {
        self.telling_named = telling;
    }

    /// Datagrams that were not sent, because too many waited.
    #[must_use]
    pub fn dropped_packets(&self) -> u64 {
        self.outbox.dropped()
    }

    /// Our address as others see it: what most nodes of the close list say, an internet address before one of the LAN.
    #[must_use]
    pub fn own_address(&self, now: Instant) -> Option<SocketAddr> {
        let mut said: Vec<SocketAddr> = self.close.contacts().flat_map(|c| c.fresh_reports(now)).flatten().collect();
        said.sort_unstable();
        let runs = said.chunk_by(|a, b| a == b);
        let best = runs.max_by_key(|run| (run.first().is_some_and(|a| !is_lan(&a.ip())), run.len()))?;
        best.first().copied()
    }

    /// Contacts near keys that nobody can foresee.
    fn random_contacts(&self) -> impl Iterator<Item = &Contact> {
        self.fakes.iter().filter_map(|token| self.searches.get(token.key())).flat_map(|s| s.list.contacts())
    }
}

impl Nodes for Dht {
    fn closest(&self, now: Instant, target: &[u8; 32], asker: Asker) -> NodeList {
        self.closest_nodes(target, asker, now)
    }

    fn address_of(&self, now: Instant, key: &DhtPublicKey) -> Option<SocketAddr> {
        let close = self.close.get(key).and_then(|c| c.good_address(now));
        close.or_else(|| self.searches.iter().find_map(|s| s.list.get(key)?.good_address(now)))
    }

    /// Prefers nodes near random keys: paths made of them tell nothing about where we are or whom we search.
    fn random_good(&self, now: Instant, rng: &mut Rng, count: usize, out: &mut Vec<NodeInfo>) {
        let full = out.len().saturating_add(count);
        for mut pool in [
            self.random_contacts().filter_map(|c| good_node(c, now)).collect::<Vec<_>>(),
            self.close_nodes(now).collect(),
        ] {
            while out.len() < full && !pool.is_empty() {
                let node = pool.swap_remove(rng.below(pool.len()));
                if !out.iter().any(|n| n.key == node.key) {
                    out.push(node);
                }
            }
        }
    }
}

fn good_node(contact: &Contact, now: Instant) -> Option<NodeInfo> {
    contact.address_for(Asker::Lan, now).map(|addr| NodeInfo { addr, key: contact.key })
}
