//! Asking nodes for groups.

use toxcore_crypto::LongTermPublicKey;
use toxcore_sansio::Asker;
use toxcore_wire::onion::AnnounceForm;
use toxcore_wire::{NodeInfo, NodeList, is_usable_node_addr_from};

use crate::client::OnionClient;
use crate::client::budget::Budget;
use crate::client::friend::Lane;
use crate::client::group::{Group, MAX_NEAR, Spot};
use crate::client::own::OwnAnnouncement;
use crate::client::path_nodes::leave_out_lan;
use crate::client::pending::Target;
use crate::client::surroundings::Env;
use crate::client::transport::{Ask, Transport};

impl OnionClient {
    /// Does what is due for groups, the longest due first, as far as the budget goes.
    pub(crate) fn run_groups(&mut self, env: &mut Env<'_, '_>) {
        while let Some((at, number)) = self.groups.first_due().filter(|_| self.connected) {
            if at > env.now || !self.group_budget.is_open(env.now, Lane::Absent) {
                break;
            }
            let (transport, budget) = (&mut self.transport, &mut self.group_budget);
            self.groups.update(number, |group| GroupRound { env: &mut *env, transport, budget }.run(group));
        }
    }
}

/// What a round of requests needs.
pub(super) struct GroupRound<'r, 'e, 'c> {
    pub(super) env: &'r mut Env<'e, 'c>,
    pub(super) transport: &'r mut Transport,
    pub(super) budget: &'r mut Budget,
}

impl GroupRound<'_, '_, '_> {
    /// Asks nodes whose turn it is, and looks for others.
    fn run(&mut self, group: &mut Group) {
        let now = self.env.now;
        if group.drop_silent(now, self.transport.patience()) {
            group.look(now);
        }
        for (spot, node) in group.due_nodes(now) {
            self.ask(group, spot, &node);
        }
        if group.is_look_due(now) {
            let wide = group.begin_look(now);
            self.look(group, wide);
        }
    }

    fn look(&mut self, group: &mut Group, wide: bool) {
        let mut near = 0;
        for node in self.candidates(group) {
            if near < MAX_NEAR && group.wants_near(&node.key) && !self.was_asked(group, &node) {
                near += usize::from(self.ask(group, Spot::Near, &node));
            }
        }
        if wide {
            for node in self.anywhere() {
                if group.wants_wide(&node.key) && !self.was_asked(group, &node) {
                    self.ask(group, Spot::Wide, &node);
                }
            }
        }
    }

    /// Asks nodes that an answer named: those that are nearer than what we know, and others while more are wanted.
    pub(super) fn walk(&mut self, group: &mut Group, teller: &NodeInfo, nodes: &NodeList) {
        for node in nodes {
            if !is_usable_node_addr_from(&node.addr, &teller.addr.ip()) || self.was_asked(group, node) {
                continue;
            }
            let spot = match (group.wants_near(&node.key), group.wants_wide(&node.key)) {
                (true, _) => Spot::Near,
                (false, true) => Spot::Wide,
                (false, false) => continue,
            };
            if !self.budget.is_open(self.env.now, Lane::Present) {
                break;
            }
            self.ask(group, spot, node);
        }
    }

    /// Whether the node was asked for the group a moment ago.
    fn was_asked(&self, group: &Group, node: &NodeInfo) -> bool {
        self.transport.asked.contains(self.env.now, group.chat_id.as_bytes(), &node.key)
    }

    /// Nodes that may be near the chat id.
    fn candidates(&mut self, group: &Group) -> Vec<NodeInfo> {
        let (nodes, now) = (self.env.net.nodes, self.env.now);
        let mut found: Vec<NodeInfo> = nodes.closest(now, group.chat_id.as_bytes(), Asker::Lan).into_iter().collect();
        if !group.near.is_full() {
            nodes.random_good(now, &mut self.transport.rng, MAX_NEAR, &mut found);
            found.extend(self.transport.named(self.env));
        }
        leave_out_lan(&mut found);
        found
    }

    /// Nodes anywhere.
    fn anywhere(&mut self) -> Vec<NodeInfo> {
        let mut found = Vec::new();
        self.env.net.nodes.random_good(self.env.now, &mut self.transport.rng, ANYWHERE, &mut found);
        found.extend(self.transport.path_nodes.iter());
        leave_out_lan(&mut found);
        found
    }

    /// Announces us at the node and asks it for others; whether a request left.
    fn ask(&mut self, group: &mut Group, spot: Spot, node: &NodeInfo) -> bool {
        let (now, retry) = (self.env.now, self.transport.retry(1));
        let Ok((sender, key)) = group.keys_with(&mut self.transport.rng, node) else { return false };
        // It answers with nodes near the key that we name, wherever it is itself.
        let searched = match spot {
            Spot::Near => *group.chat_id.as_bytes(),
            Spot::Wide => self.transport.rng.public_bytes(),
        };
        let path = self.transport.path_for_group(self.env, node);
        let Some(announced) = group.announced() else { return false };
        let ask = Ask {
            target: Target::Group(group.number, spot),
            node: *node,
            sender,
            key: &key,
            searched: LongTermPublicKey::from_bytes(searched),
            data_key: OwnAnnouncement::no_data_key(),
            path,
            ping_id: None,
            form: AnnounceForm::Extended(announced),
        };
        let sent = self.transport.ask(self.env, Lane::Absent, &ask);
        self.budget.charge(sent);
        if sent > 0 {
            self.transport.asked.note(now, group.chat_id.as_bytes(), &node.key);
        }
        group.note_asked(now, spot, &node.key, sent > 0, retry);
        sent > 0
    }
}

/// Random nodes of the DHT that are tried as wide ones in one look. Our choice: as many as are wanted.
const ANYWHERE: usize = 32;
