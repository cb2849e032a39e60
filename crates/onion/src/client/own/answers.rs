//! What nodes say when they are asked to keep our announcement.

use std::time::Duration;

use toxcore_wire::onion::AnnounceStatus;
use toxcore_wire::{NodeList, is_usable_node_addr_from};

use super::populate::POPULATE_FIRST;
use super::{Announced, OwnAnnouncement};
use crate::client::pending::Pending;
use crate::client::schedule::with_jitter;
use crate::client::surroundings::Env;
use crate::client::transport::Transport;

impl OwnAnnouncement {
    /// A node answered.
    pub(crate) fn on_answer(
        &mut self,
        env: &mut Env<'_, '_>,
        transport: &mut Transport,
        pending: &Pending,
        status: AnnounceStatus,
        nodes: &NodeList,
    ) {
        self.last_answer = Some(env.now);
        if !transport.friends.contains(&pending.node.key) {
            transport.path_nodes.add(pending.node);
        }
        self.note_answer(env, transport, pending, status);
        for node in nodes {
            if is_usable_node_addr_from(&node.addr, &pending.node.addr.ip()) && self.wants(env.now, node) {
                self.announce_at(env, transport, node);
            }
        }
    }

    fn note_answer(
        &mut self,
        env: &mut Env<'_, '_>,
        transport: &mut Transport,
        pending: &Pending,
        status: AnnounceStatus,
    ) {
        let now = env.now;
        if self.list.get(&pending.node.key).is_none() {
            if self.list.insert(self.keys.public.as_bytes(), Announced::new(pending.node, now)).is_none() {
                return;
            }
            self.fruitless = 0;
            self.populate_at = self.populate_at.min(now + POPULATE_FIRST);
        }
        let Some(entry) = self.list.get_mut(&pending.node.key) else { return };
        entry.node = pending.node;
        entry.unanswered = 0;
        let again = match status {
            AnnounceStatus::Stored { ping_id } => {
                entry.note_stored(ping_id, pending);
                let path_age = transport.own_path(pending.path).map_or(Duration::ZERO, |path| path.age(now));
                let stable = now >= entry.added + STABLE_AFTER && path_age >= STABLE_AFTER;
                let pause = if stable { STABLE_INTERVAL } else { STORED_INTERVAL };
                entry.next = now + with_jitter(&mut transport.rng, pause);
                entry.stored_over != Some(pending.path)
            }
            // Another copy of a request brought a ping id already, with which we have asked again.
            AnnounceStatus::NotStored { .. }
                if pending.ping_id.is_none() && entry.asked_to_store.is_some_and(|at| pending.sent <= at) =>
            {
                false
            }
            AnnounceStatus::NotStored { ping_id } => {
                entry.stored = false;
                entry.ping_id = Some((ping_id, pending.path));
                // With the ping id it gave us it refused: its table is full of nearer keys. With an older one: next time.
                let refused = pending.ping_id.as_deref() == Some(&ping_id);
                entry.next = now + if refused { REFUSED_INTERVAL } else { transport.retry(1) };
                pending.ping_id.is_none()
            }
            // Our own key under somebody else's data key: the node does not tell the truth, or not yet.
            AnnounceStatus::Found { .. } => {
                entry.stored = false;
                entry.ping_id = None;
                entry.next = now + REFUSED_INTERVAL;
                false
            }
        };
        if again {
            self.announce_at(env, transport, &pending.node);
        }
    }
}

/// Renewal while node or path are young. Chapter onion, client: Announcing.
const STORED_INTERVAL: Duration = Duration::from_secs(15);
/// Age of node and path from which on they are trusted. Chapter onion, client: Announcing.
const STABLE_AFTER: Duration = Duration::from_secs(90);
/// Renewal interval of a trusted node, which keeps us for 300 s. Chapter onion, client: Announcing.
const STABLE_INTERVAL: Duration = Duration::from_secs(120);
/// Pause after a node refused to keep us. Our choice, as for a node that keeps us.
const REFUSED_INTERVAL: Duration = Duration::from_secs(15);
