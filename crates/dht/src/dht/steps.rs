//! Work that time makes due.

use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::{Asker, Cx, Instant};
use toxcore_wire::{NodeInfo, is_lan};

use super::Dht;
use crate::contact::BAD_AFTER;
use crate::upkeep::{ContactList, ceil_second, earliest};
use crate::{Connection, Output};

impl Dht {
    /// The regular work of one second.
    pub(super) fn step(&mut self, cx: &mut Cx<'_>, now: Instant) {
        self.step_bootstrap(cx, now);
        self.announce_on_lan(now);
        if self.lists_due.is_some_and(|due| due <= now) {
            self.step_close_list(cx, now);
            self.step_searches(cx, now);
            self.check_connection(now);
            self.lists_due = self.next_list_due(now);
        }
        for node in self.ping_back.take_due(now) {
            if self.close.wants(&node, now) {
                self.send_ping(cx, now, node);
            }
        }
    }

    /// Asks the candidates whose turn it is.
    pub(super) fn ask_candidates(&mut self, cx: &mut Cx<'_>, now: Instant) {
        if self.candidates_due.is_none_or(|due| due > now) {
            return;
        }
        let mut asks = Vec::new();
        self.close_upkeep.candidates.take(now, &mut asks);
        self.ask_all(cx, now, &mut asks, self.config.own_key);
        let mut due = self.close_upkeep.candidates.due();
        let mut for_searches: Vec<(NodeInfo, DhtPublicKey)> = Vec::new();
        for search in self.searches.iter_mut() {
            search.upkeep.candidates.take(now, &mut asks);
            for_searches.extend(asks.drain(..).map(|node| (node, search.key)));
            due = earliest(due, search.upkeep.candidates.due());
        }
        for (node, target) in for_searches {
            self.send_nodes_request(cx, now, node, target);
        }
        self.candidates_due = due;
    }

    /// Regular work on lists at `at` or before.
    pub(super) fn wake_lists(&mut self, at: Instant) {
        self.lists_due = earliest(self.lists_due, Some(at));
    }

    pub(super) fn set_connection(&mut self, connection: Connection, now: Instant) {
        if self.connection != connection {
            self.connection = connection;
            self.bootstrap.connection_changed(connection, now);
            self.output(Output::ConnectionChanged(connection));
        }
    }

    fn step_bootstrap(&mut self, cx: &mut Cx<'_>, now: Instant) {
        let mut asks = Vec::new();
        self.bootstrap.run(self.connection, now, &mut asks);
        self.ask_all(cx, now, &mut asks, self.config.own_key);
    }

    fn step_close_list(&mut self, cx: &mut Cx<'_>, now: Instant) {
        if self.close_upkeep.due().is_none_or(|due| due > now) {
            return;
        }
        let mut asks = Vec::new();
        self.close.revive_if_dead(now);
        let random = self.close_upkeep.run(&mut self.close, now, cx.rng, &mut asks);
        self.ask_all(cx, now, &mut asks, self.config.own_key);
        if let Some(node) = random {
            self.ask_by_chance(cx, now, node);
        }
    }

    /// The random request of the close list. At first it asks for our own key. Once we are settled all nodes are
    /// asked for that every minute anyway, and they name the four nearest only; so it asks for keys of buckets that still
    /// have room, and nodes near those.
    fn ask_by_chance(&mut self, cx: &mut Cx<'_>, now: Instant, node: NodeInfo) {
        let own = self.config.own_key;
        let roomy = if self.close_upkeep.is_settled() { self.close.key_with_room(now, cx.rng) } else { None };
        let Some(target) = roomy else { return self.send_nodes_request(cx, now, node, own) };
        let nearest = self.closest_nodes(target.as_bytes(), Asker::Lan, now);
        let node = nearest.iter().nth(cx.rng.below(nearest.len())).copied().unwrap_or(node);
        self.send_nodes_request(cx, now, node, target);
    }

    fn step_searches(&mut self, cx: &mut Cx<'_>, now: Instant) {
        let mut asks = Vec::new();
        let mut all: Vec<(NodeInfo, DhtPublicKey)> = Vec::new();
        let mut hidden: Vec<DhtPublicKey> = Vec::new();
        for search in self.searches.iter_mut().filter(|s| s.upkeep.due().is_some_and(|due| due <= now)) {
            let random = search.upkeep.run(&mut search.list, now, cx.rng, &mut asks);
            asks.extend(random);
            all.extend(asks.drain(..).map(|node| (node, search.key)));
            if search.is_hidden(now) {
                hidden.push(search.key);
            }
        }
        for (node, target) in all {
            self.send_nodes_request(cx, now, node, target);
        }
        self.punched = 0;
        for key in hidden {
            self.traverse_nat(cx, now, key);
        }
    }

    fn ask_all(&mut self, cx: &mut Cx<'_>, now: Instant, asks: &mut Vec<NodeInfo>, target: DhtPublicKey) {
        for node in asks.drain(..) {
            self.send_nodes_request(cx, now, node, target);
        }
    }

    /// Finds out whether nodes went silent.
    fn check_connection(&mut self, now: Instant) {
        let good = self.close.contacts().flat_map(|c| c.records()).filter(|r| r.is_good(now));
        let level = |lan| if lan { Connection::Lan } else { Connection::Internet };
        let connection = good.map(|r| level(is_lan(&r.addr.ip()))).max().unwrap_or_default();
        self.set_connection(connection, now);
    }

    /// When a list needs work next, or the last node that connects us goes bad.
    fn next_list_due(&self, now: Instant) -> Option<Instant> {
        let searches = self.searches.iter().filter_map(|s| s.upkeep.due()).min();
        let good = self.close.contacts().flat_map(|c| c.records()).filter(|r| r.is_good(now));
        let silent = good.map(|r| ceil_second(r.heard + BAD_AFTER)).max();
        earliest(earliest(self.close_upkeep.due(), searches), silent)
    }
}
