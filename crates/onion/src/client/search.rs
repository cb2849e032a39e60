//! Searching: which nodes near a friend's key know the friend.

use std::time::Duration;

use toxcore_crypto::{DhtPublicKey, EphemeralPublicKey};
use toxcore_sansio::{Asker, Instant};
use toxcore_wire::onion::{AnnounceForm, AnnounceStatus};
use toxcore_wire::{NodeInfo, NodeList, is_usable_node_addr_from};

use super::OnionClient;
use super::budget::Budget;
use super::friend::{Friend, Lane, MAX_NODES, NODES_PER_ROUND, SearchNode};
use super::output::ClientOutput;
use super::own::OwnAnnouncement;
use super::path_nodes::leave_out_lan;
use super::pending::{Pending, Target};
use super::schedule::{QUICK_ROUNDS, search_interval, with_jitter};
use super::surroundings::Env;
use super::transport::{Ask, Transport};

impl OnionClient {
    /// Does what is due for friends, those who are there first, then the longest due, as far as the budget goes.
    pub(super) fn run_friends(&mut self, env: &mut Env<'_, '_>) {
        if self.connected {
            self.run_lane(env, Lane::Present);
            self.run_lane(env, Lane::Absent);
        }
    }

    fn run_lane(&mut self, env: &mut Env<'_, '_>, lane: Lane) {
        while let Some((at, index)) = self.friends.first_due(lane) {
            if at > env.now || !self.budget.is_open(env.now, lane) {
                break;
            }
            self.send_due_dht_key(env, index);
            let (transport, budget, now) = (&mut self.transport, &mut self.budget, env.now);
            self.friends.update(index, |friend| {
                let mut round = Round { env: &mut *env, transport, budget };
                if friend.round_at <= now {
                    round.run(friend);
                } else if friend.repair_at.is_some_and(|at| at <= now) {
                    round.repair(friend);
                }
            });
        }
    }

    pub(super) fn on_search_answer(
        &mut self,
        env: &mut Env<'_, '_>,
        index: u32,
        pending: &Pending,
        status: AnnounceStatus,
        nodes: &NodeList,
    ) {
        let data_key = match status {
            AnnounceStatus::Found { data_key } => Some(data_key),
            AnnounceStatus::NotStored { .. } | AnnounceStatus::Stored { .. } => None,
        };
        let (transport, budget) = (&mut self.transport, &mut self.budget);
        let reachable = self.friends.update(index, |friend| {
            note_answer(friend, env.now, pending, data_key);
            if !friend.online {
                Round { env: &mut *env, transport, budget }.walk(friend, &pending.node, nodes);
            }
            let found = friend.is_found(env.now);
            let was_reachable = std::mem::replace(&mut friend.reachable, found);
            (friend.reachable && !was_reachable).then_some(friend.key)
        });
        if let Some(friend) = reachable.flatten() {
            self.output(ClientOutput::Reachable { friend });
        }
        self.send_due_dht_key(env, index);
    }
}

/// Takes in what a node said about the friend.
fn note_answer(friend: &mut Friend, now: Instant, pending: &Pending, data_key: Option<EphemeralPublicKey>) {
    friend.last_response = Some(now);
    let believed = data_key.is_some_and(|key| friend.believes(now, &key));
    if friend.list.get(&pending.node.key).is_none() {
        // A nearer node: the search gets somewhere, and stays quick for as long.
        if friend.rounds <= QUICK_ROUNDS + PROGRESS_ROUNDS {
            friend.rounds = friend.rounds.min(QUICK_ROUNDS - 1);
            friend.round_at = friend.round_at.min(now + search_interval(friend.rounds));
        }
        friend.list.insert(
            friend.key.as_bytes(),
            SearchNode {
                node: pending.node.into(),
                data_key: None,
                last_answer: now,
                last_asked: pending.sent,
                unanswered: 0,
            },
        );
        friend.keep_key(&pending.node.key, &pending.key);
    }
    let Some(entry) = friend.list.get_mut(&pending.node.key) else { return };
    entry.node = pending.node.into();
    entry.data_key = data_key.map(Box::new);
    entry.last_answer = now;
    entry.unanswered = 0;
    let new_run = !believed && data_key.is_some_and(|key| friend.believes(now, &key));
    if new_run {
        // The friend has just come: others will know soon, and our DHT key must go out.
        friend.rounds = friend.rounds.min(ROUNDS_WHEN_FOUND);
        friend.round_at = friend.round_at.min(now + search_interval(friend.rounds));
        friend.sent = 0;
    }
    if !friend.online && friend.is_found(now) && (new_run || friend.dht_key_at.is_none()) {
        friend.resend_dht_key(now);
    }
}

/// What one round of requests needs.
struct Round<'r, 'e, 'c> {
    env: &'r mut Env<'e, 'c>,
    transport: &'r mut Transport,
    budget: &'r mut Budget,
}

impl Round<'_, '_, '_> {
    /// Asks the nodes near the friend's key, and looks for more if there are few.
    fn run(&mut self, friend: &mut Friend) {
        let now = self.env.now;
        self.drop_silent(friend);
        let mut sent = 0;
        for node in due_nodes(friend, now, self.transport.retry(1)) {
            sent += usize::from(self.ask(friend, &node));
        }
        sent += self.ask_others(friend, MAX_NODES.saturating_sub(sent));
        if sent == 0 && !self.transport.can_reach(self.env) {
            friend.round_at = now + self.transport.retry(1);
            friend.repair_at = None;
            return;
        }
        if friend.rounds == QUICK_ROUNDS {
            friend.calm_down();
        }
        let pause = search_interval(friend.rounds);
        let pause = match friend.known_and_needed(now) {
            (known, needed) if known >= needed => pause.min(FOUND_MAX),
            (1.., _) if friend.rounds < PARTLY_FOUND_ROUNDS => pause.min(PARTLY_FOUND_MAX),
            _ => pause,
        };
        friend.rounds = friend.rounds.saturating_add(1);
        friend.round_at = now + with_jitter(&mut self.transport.rng, pause);
        self.plan_repair(friend);
    }

    /// Repeats those requests of a round that were not answered.
    fn repair(&mut self, friend: &mut Friend) {
        let now = self.env.now;
        self.drop_silent(friend);
        let retry = self.transport.retry(1);
        let silent = |entry: &&SearchNode| entry.unanswered > 0 && now >= entry.last_asked + retry;
        let silent: Vec<NodeInfo> = friend.list.iter().filter(silent).map(|entry| entry.node.node()).collect();
        for node in &silent {
            self.ask(friend, node);
        }
        self.ask_others(friend, MAX_NODES.saturating_sub(silent.len()));
        self.plan_repair(friend);
    }

    /// While a search is quick, and where most packets get lost, requests without answer are repeated after a second and not
    /// after the whole pause.
    fn plan_repair(&self, friend: &mut Friend) {
        let at = self.env.now + self.transport.retry(1) + REPAIR_SLACK;
        let hurry = friend.rounds <= QUICK_ROUNDS || self.transport.is_bad();
        let silent = friend.list.len() < MAX_NODES || friend.list.iter().any(|entry| entry.unanswered > 0);
        friend.repair_at = (hurry && silent && at < friend.round_at).then_some(at);
    }

    fn drop_silent(&self, friend: &mut Friend) {
        let (now, patience, retry) = (self.env.now, self.transport.patience(), self.transport.retry(1));
        friend.list.retain(|entry| u32::from(entry.unanswered) < patience || now < entry.last_asked + retry);
    }

    /// Asks nodes that are not in the list and would get a place there.
    fn ask_others(&mut self, friend: &mut Friend, at_most: usize) -> usize {
        let mut sent = 0;
        for node in self.candidates(friend) {
            if sent < at_most
                && friend.list.wants(friend.key.as_bytes(), &node.key)
                && !self.was_asked(friend, &node.key)
            {
                sent += usize::from(self.ask(friend, &node));
            }
        }
        sent
    }

    /// Asks the nodes that an answer named, if they are nearer than what we know: so we come nearer with each answer.
    fn walk(&mut self, friend: &mut Friend, teller: &NodeInfo, nodes: &NodeList) {
        let now = self.env.now;
        for node in nodes {
            let usable = is_usable_node_addr_from(&node.addr, &teller.addr.ip());
            if usable && friend.list.wants(friend.key.as_bytes(), &node.key) && !self.was_asked(friend, &node.key) {
                if !self.budget.is_open(now, Lane::Present) {
                    break;
                }
                self.ask(friend, node);
            }
        }
    }

    /// Whether the node was asked for the friend a moment ago.
    fn was_asked(&self, friend: &Friend, node: &DhtPublicKey) -> bool {
        self.transport.asked.contains(self.env.now, friend.key.as_bytes(), node)
    }

    /// Nodes that may know the friend: those nearest to its key that the DHT knows cost nothing to name.
    fn candidates(&mut self, friend: &Friend) -> Vec<NodeInfo> {
        let (nodes, now) = (self.env.net.nodes, self.env.now);
        let mut found: Vec<NodeInfo> = nodes.closest(now, friend.key.as_bytes(), Asker::Lan).into_iter().collect();
        let few = if friend.rounds < QUICK_ROUNDS { MAX_NODES } else { FEW_NODES };
        if friend.list.len() < few {
            nodes.random_good(now, &mut self.transport.rng, RANDOM_NODES, &mut found);
            let remembered = self.transport.path_nodes.iter().chain(self.transport.bootstrap.iter());
            found.extend(remembered.take(MAX_NODES));
        }
        leave_out_lan(&mut found);
        found
    }

    fn ask(&mut self, friend: &mut Friend, node: &NodeInfo) -> bool {
        let now = self.env.now;
        let Ok(key) = friend.key_with(&mut self.transport.rng, node) else { return false };
        let sender = friend.search_keys(&mut self.transport.rng).public;
        let ask = Ask {
            target: Target::Friend(friend.slot),
            node: *node,
            sender,
            key: &key,
            searched: friend.key,
            data_key: OwnAnnouncement::no_data_key(),
            path: None,
            ping_id: None,
            form: AnnounceForm::Plain,
        };
        let sent = self.transport.ask(self.env, friend.lane(), &ask);
        if sent > 0 {
            self.budget.charge(sent);
            if friend.rounds < QUICK_ROUNDS {
                self.transport.asked.note(now, friend.key.as_bytes(), &node.key);
            }
            if let Some(entry) = friend.list.get_mut(&node.key) {
                entry.last_asked = now;
                entry.unanswered = entry.unanswered.saturating_add(1);
            }
        }
        sent > 0
    }
}

/// The nodes of the list that this round asks: all if one of them knows the friend, else half of them, which are the nearest
/// while the search is quick and those not asked for longest later.
fn due_nodes(friend: &Friend, now: Instant, retry: Duration) -> Vec<NodeInfo> {
    let waiting = |entry: &SearchNode| entry.unanswered > 0 && now < entry.last_asked + retry;
    let mut due: Vec<&SearchNode> = friend.list.iter().filter(|entry| !waiting(entry)).collect();
    if friend.nodes_that_know(now).next().is_none() {
        if friend.rounds >= QUICK_ROUNDS {
            due.sort_by_key(|entry| entry.last_asked);
        }
        due.truncate(NODES_PER_ROUND);
    }
    due.into_iter().map(|entry| entry.node.node()).collect()
}

/// Nodes below which a slow round also asks nodes that are not known to be near. Chapter onion, client: Searching.
const FEW_NODES: usize = 5;
/// Random nodes asked then. Our choice.
const RANDOM_NODES: usize = 4;
/// Longest pause while some nodes know the friend, but too few, and rounds in which that holds: others must hear of it soon,
/// if it is true. Our choice.
const PARTLY_FOUND_MAX: Duration = Duration::from_secs(3);
const PARTLY_FOUND_ROUNDS: u32 = 20;
/// Added to the pause before repeating, so that what was asked together is repeated together.
const REPAIR_SLACK: Duration = Duration::from_millis(50);
/// Slow rounds in which a node that is new in the list makes the search quick again. Our choice: later ones, half a minute
/// from the start, are changes of the network.
const PROGRESS_ROUNDS: u32 = 3;
/// Where the rounds begin again when a node says that it knows the friend. Our choice.
const ROUNDS_WHEN_FOUND: u32 = 1;
/// Longest pause between rounds while the friend is known to be announced: its data key must stay current. Our choice.
const FOUND_MAX: Duration = Duration::from_secs(60);
