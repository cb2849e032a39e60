//! The nodes service, and what is learnt from answers.

use std::net::SocketAddr;

use toxcore_sansio::{Asker, Cx, Discard, Instant};
use toxcore_wire::dht::{NodesRequest, NodesResponse};
use toxcore_wire::{NodeInfo, NodeList, is_lan, is_usable_node_addr_from};

use super::send::{open_answer, open_request};
use super::{Asked, Dht};
use crate::close_list::Added;
use crate::closest::Closest;
use crate::upkeep::earliest;
use crate::{Connection, Output};

impl Dht {
    pub(super) fn on_nodes_request(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        from: SocketAddr,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        let (key, plain) = open_request(cx, now, from, packet)?;
        let NodesRequest { target, id } = NodesRequest::parse(plain)?;
        let nodes = self.closest_nodes(target.as_bytes(), Asker::at(&from), now);
        let sender = NodeInfo { addr: from, key };
        self.send(cx, NodesResponse::KIND, &sender, &NodesResponse { nodes, id });
        self.maybe_ping_back(cx, now, sender);
        Ok(())
    }

    pub(super) fn on_nodes_response(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        from: SocketAddr,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        let (key, plain) = open_answer(cx, packet)?;
        let NodesResponse { nodes, id } = NodesResponse::parse(plain)?;
        let sender = NodeInfo { addr: from, key };
        self.requests.answered(id, &sender, Asked::Nodes, now).ok_or(Discard::Unsolicited)?;
        self.learn_from(cx, now, sender, &nodes);
        Ok(())
    }

    fn learn_from(&mut self, cx: &mut Cx<'_>, now: Instant, sender: NodeInfo, nodes: &NodeList) {
        self.add_node(cx, now, sender);
        if self.telling_named {
            for node in nodes.iter() {
                self.output(Output::NodeNamed(*node));
            }
        }
        for node in nodes.iter().filter(|node| is_usable_node_addr_from(&node.addr, &sender.addr.ip())) {
            self.note_report(now, &sender, node);
            self.queue_candidate(now, *node);
        }
    }

    /// Takes a node that has just given a valid answer into all lists that have use for it.
    pub(super) fn add_node(&mut self, cx: &mut Cx<'_>, now: Instant, node: NodeInfo) {
        if !self.is_contactable(&node) {
            return;
        }
        self.bootstrap.answered(&node);
        let close = self.close.add(&node, now);
        if close.is_unchecked() {
            self.close_upkeep.wake_at(now);
            self.wake_lists(now);
        }
        if close != Added::Full {
            let reached = if is_lan(&node.addr.ip()) { Connection::Lan } else { Connection::Internet };
            self.set_connection(self.connection.max(reached), now);
        }
        if close == Added::New {
            self.probe_storage(cx, now, node);
        }
        self.add_to_searches(now, node);
    }

    fn add_to_searches(&mut self, now: Instant, node: NodeInfo) {
        let mut unchecked = false;
        for search in self.searches.iter_mut() {
            if search.list.add(&node, now).is_unchecked() {
                search.upkeep.wake_at(now);
                unchecked = true;
            }
        }
        if unchecked {
            self.wake_lists(now);
        }
        if self.searches.get(&node.key).is_some_and(|s| s.list.get(&node.key).is_some_and(|c| c.uses(node.addr))) {
            self.output(Output::NodeFound { key: node.key, addr: node.addr });
        }
    }

    /// Notes what a node says about our own address, or about that of a node we search.
    fn note_report(&mut self, now: Instant, sender: &NodeInfo, node: &NodeInfo) {
        if node.key == self.config.own_key {
            if let Some(contact) = self.close.get_mut(&sender.key) {
                contact.reported(node.addr, now);
            }
            return;
        }
        let Some(search) = self.searches.get_mut(&node.key) else { return };
        let Some(contact) = search.list.get_mut(&sender.key) else { return };
        contact.reported(node.addr, now);
        if search.is_hidden(now) {
            search.upkeep.wake_at(now);
            self.wake_lists(now);
        }
    }

    /// Remembers to ask a node that we were told of, where it would be of use.
    fn queue_candidate(&mut self, now: Instant, node: NodeInfo) {
        if !self.is_contactable(&node) {
            return;
        }
        let mut due = None;
        if self.close.wants(&node, now) {
            self.close_upkeep.candidates.offer(node);
            due = self.close_upkeep.candidates.due();
        }
        for search in self.searches.iter_mut() {
            if search.list.wants(&node, now) {
                search.upkeep.candidates.offer(node);
                due = earliest(due, search.upkeep.candidates.due());
            }
        }
        self.candidates_due = earliest(self.candidates_due, due);
    }

    /// The good nodes nearest to `target` in all lists.
    pub(super) fn closest_nodes(&self, target: &[u8; 32], asker: Asker, now: Instant) -> NodeList {
        let mut closest = Closest::new(target, asker);
        self.close.offer_to(&mut closest, now);
        for search in self.searches.iter() {
            search.list.offer_to(&mut closest, now);
        }
        closest.into_list()
    }
}
