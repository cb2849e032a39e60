//! Looking for nodes near our key.

use std::time::Duration;

use toxcore_sansio::Asker;
use toxcore_wire::NodeInfo;

use super::OwnAnnouncement;
use crate::client::path_nodes::leave_out_lan;
use crate::client::surroundings::Env;
use crate::client::transport::{Purpose, Transport};

impl OwnAnnouncement {
    /// Asks nodes that may be nearer than those we know, or fill the list.
    pub(super) fn populate(&mut self, env: &mut Env<'_, '_>, transport: &mut Transport) {
        let mut asked = self.probe_named(env, transport);
        for node in self.candidates(env, transport) {
            if asked < POPULATE && self.wants(env.now, &node) && self.announce_at(env, transport, &node) {
                asked += 1;
            }
        }
        self.populate_at = env.now + self.populate_interval();
        self.fruitless = self.fruitless.saturating_add(1);
    }

    /// While nobody answers and the DHT reaches nobody outside our own network, all depends on nodes that somebody named, of
    /// which some may be gone: asks some of them, each over a path that needs no other. How many.
    fn probe_named(&mut self, env: &mut Env<'_, '_>, transport: &mut Transport) -> usize {
        if self.list.len() > 0 || transport.reaches_out(env) {
            return 0;
        }
        let mut named = transport.named(env);
        let mut asked = 0;
        while asked < POPULATE && !named.is_empty() {
            let node = named.swap_remove(transport.rng.below(named.len()));
            let path = transport.path_over(env, Purpose::Own, &node);
            asked += usize::from(path.is_some() && self.announce_over(env, transport, &node, path, None));
        }
        asked
    }

    fn candidates(&self, env: &mut Env<'_, '_>, transport: &mut Transport) -> Vec<NodeInfo> {
        let mut nodes: Vec<NodeInfo> = env.net.nodes.closest(env.now, self.base(), Asker::Lan).into_iter().collect();
        if !self.list.is_full() {
            env.net.nodes.random_good(env.now, &mut transport.rng, POPULATE, &mut nodes);
            nodes.extend(transport.path_nodes.iter());
            if nodes.len() < POPULATE {
                nodes.extend(transport.named(env));
            }
        }
        leave_out_lan(&mut nodes);
        nodes
    }

    fn populate_interval(&self) -> Duration {
        let longest = if self.list.len() == 0 { POPULATE_OFFLINE_MAX } else { POPULATE_MAX };
        POPULATE_FIRST.saturating_mul(1 << (self.fruitless / 2).min(16)).min(longest)
    }
}

/// Requests of one look for new nodes. Our choice, as in the reference.
const POPULATE: usize = 6;
/// First pause between two looks; every second one doubles it while nothing new turns up. Our choice.
pub(super) const POPULATE_FIRST: Duration = Duration::from_millis(500);
/// Longest pause. Our choice: the DHT tells at once which of its nodes are nearest, so this costs little; the reference looks
/// every 600 s when its list is not full.
const POPULATE_MAX: Duration = Duration::from_secs(120);
/// Longest pause while nobody answers: two requests a second at most then. Our choice.
const POPULATE_OFFLINE_MAX: Duration = Duration::from_secs(8);
