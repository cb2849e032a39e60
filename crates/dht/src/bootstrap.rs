use std::time::Duration;

use toxcore_sansio::Instant;
use toxcore_wire::NodeInfo;

use crate::Connection;
use crate::upkeep::{ceil_second, earliest, next_second};

/// Bootstrap nodes that are remembered; a new one pushes out the oldest. Our choice: more than any list in use names at once.
pub const MAX_BOOTSTRAP_NODES: usize = 64;
/// Saved nodes that are taken. Our choice: the close list and two searches at their fullest.
pub const MAX_LOADED_NODES: usize = 1_040;
/// Loaded nodes asked in a second. Protocol: dht, Upkeep.
pub const LOADED_PER_SECOND: usize = 8;
/// First pause before a silent bootstrap node is asked again; doubles each time. Our choice, as the datagram may have
/// been lost (the reference asks once).
const FIRST_RETRY: Duration = Duration::from_secs(1);
/// Longest such pause: a check interval, so that a node that is cut off costs no more than a known one.
const LONGEST_RETRY: Duration = Duration::from_secs(64);

/// The ways into the network: nodes named by the user, and nodes saved by an earlier run.
#[derive(Debug, Default)]
pub(crate) struct Bootstrap {
    seeds: Vec<SeedNode>,
    loaded: Vec<NodeInfo>,
    /// The loaded node to ask next.
    cursor: usize,
    loaded_due: Option<Instant>,
}

#[derive(Debug)]
struct SeedNode {
    node: NodeInfo,
    answered: bool,
    pause: Duration,
    due: Instant,
}

impl Bootstrap {
    /// Remembers a node that is being asked now.
    pub(crate) fn add(&mut self, node: NodeInfo, now: Instant) {
        self.seeds.retain(|s| s.node != node);
        if self.seeds.len() >= MAX_BOOTSTRAP_NODES {
            self.seeds.remove(0);
        }
        let due = ceil_second(now + FIRST_RETRY);
        self.seeds.push(SeedNode { node, answered: false, pause: FIRST_RETRY, due });
    }

    /// Takes the nodes of an earlier run.
    pub(crate) fn load(&mut self, nodes: impl IntoIterator<Item = NodeInfo>, now: Instant) {
        let room = MAX_LOADED_NODES.saturating_sub(self.loaded.len());
        self.loaded.extend(nodes.into_iter().take(room));
        self.loaded_due = (!self.loaded.is_empty()).then_some(now);
    }

    /// A node gave a valid answer.
    pub(crate) fn answered(&mut self, node: &NodeInfo) {
        if let Some(seed) = self.seeds.iter_mut().find(|s| s.node == *node) {
            seed.answered = true;
        }
    }

    /// The connection got better or worse.
    pub(crate) fn connection_changed(&mut self, connection: Connection, now: Instant) {
        match connection {
            Connection::Internet => self.loaded = Vec::new(),
            Connection::Lan => {}
            Connection::None => {
                for seed in &mut self.seeds {
                    seed.pause = FIRST_RETRY;
                    seed.due = now;
                }
            }
        }
    }

    pub(crate) fn due(&self, connection: Connection) -> Option<Instant> {
        let seeds = self.seeds.iter().filter(|s| s.is_needed(connection)).map(|s| s.due).min();
        let loaded = self.loaded_due.filter(|_| !self.loaded.is_empty());
        earliest(seeds, loaded)
    }

    /// Appends the nodes to ask for our own key now.
    pub(crate) fn run(&mut self, connection: Connection, now: Instant, asks: &mut Vec<NodeInfo>) {
        for seed in self.seeds.iter_mut().filter(|s| s.is_needed(connection) && s.due <= now) {
            seed.pause = (seed.pause * 2).min(LONGEST_RETRY);
            seed.due = ceil_second(now + seed.pause);
            asks.push(seed.node);
        }
        if self.loaded_due.is_some_and(|due| due <= now) {
            self.loaded_due = Some(next_second(now));
            let count = LOADED_PER_SECOND.min(self.loaded.len());
            asks.extend(self.loaded.iter().cycle().skip(self.cursor).take(count));
            self.cursor = (self.cursor + count).checked_rem(self.loaded.len()).unwrap_or(0);
        }
    }
}

impl SeedNode {
    /// Silent ones are asked until we are connected by others; all of them when we are cut off.
    fn is_needed(&self, connection: Connection) -> bool {
        match connection {
            Connection::Internet => false,
            Connection::Lan => !self.answered,
            Connection::None => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, node};

    fn run(bootstrap: &mut Bootstrap, connection: Connection, now: Instant) -> Vec<NodeInfo> {
        let mut asks = Vec::new();
        bootstrap.run(connection, now, &mut asks);
        asks
    }

    #[test]
    fn silent_nodes_are_asked_again_with_growing_pauses() {
        let mut bootstrap = Bootstrap::default();
        bootstrap.add(node(1), at(0));
        let times: Vec<u64> = (0..200).filter(|s| !run(&mut bootstrap, Connection::None, at(*s)).is_empty()).collect();
        assert_eq!(times, [1, 3, 7, 15, 31, 63, 127, 191]);
        assert_eq!(bootstrap.due(Connection::Internet), None);
    }

    #[test]
    fn nodes_that_answered_are_asked_again_when_cut_off() {
        let mut bootstrap = Bootstrap::default();
        bootstrap.add(node(1), at(0));
        bootstrap.answered(&node(1));
        assert_eq!(bootstrap.due(Connection::Lan), None);
        bootstrap.connection_changed(Connection::None, at(500));
        assert_eq!(run(&mut bootstrap, Connection::None, at(500)), [node(1)]);
    }

    #[test]
    fn loaded_nodes_go_round_until_connected() {
        let mut bootstrap = Bootstrap::default();
        bootstrap.load((1..=10).map(node), at(0));
        assert_eq!(run(&mut bootstrap, Connection::Lan, at(0)), (1..=8).map(node).collect::<Vec<_>>());
        assert!(run(&mut bootstrap, Connection::Lan, at(0)).is_empty());
        assert_eq!(run(&mut bootstrap, Connection::Lan, at(1)), [9, 10, 1, 2, 3, 4, 5, 6].map(node));
        bootstrap.connection_changed(Connection::Internet, at(2));
        assert_eq!(bootstrap.due(Connection::None), None);
    }

    #[test]
    fn number_of_nodes_is_limited() {
        let mut bootstrap = Bootstrap::default();
        (0..=255).for_each(|n| bootstrap.add(node(n), at(0)));
        assert_eq!(run(&mut bootstrap, Connection::None, at(1)).len(), MAX_BOOTSTRAP_NODES);
    }
}
