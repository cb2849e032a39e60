use std::time::Duration;

use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::Instant;
use toxcore_wire::NodeInfo;

use crate::Distance;
use crate::upkeep::ceil_second;

/// Requesters that wait for a ping. Protocol: dht, Requests and answers.
pub const PING_BACK_NODES: usize = 32;
/// How often they are pinged. Protocol: dht, Requests and answers.
pub const PING_BACK_INTERVAL: Duration = Duration::from_secs(2);

/// Nodes that asked us something and that the close list would take: they are pinged later, all together.
///
/// Only an answer to that ping makes a node known, and there is a limit to these pings, whatever arrives: a forged sender
/// address makes us send no more than one ping for each request, and [`PING_BACK_NODES`] in [`PING_BACK_INTERVAL`].
#[derive(Debug)]
pub(crate) struct PingBack {
    own: DhtPublicKey,
    /// Nearest to us first.
    waiting: Vec<(Distance, NodeInfo)>,
    last: Option<Instant>,
    due: Option<Instant>,
}

impl PingBack {
    pub(crate) const fn new(own: DhtPublicKey) -> Self {
        Self { own, waiting: Vec::new(), last: None, due: None }
    }

    /// Queues a requester if it is among the nearest.
    pub(crate) fn offer(&mut self, node: NodeInfo, now: Instant) {
        let distance = Distance::between(self.own.as_bytes(), node.key.as_bytes());
        if self.waiting.len() >= PING_BACK_NODES && self.waiting.last().is_some_and(|(d, _)| *d <= distance) {
            return;
        }
        let Err(place) = self.waiting.binary_search_by(|(d, _)| d.cmp(&distance)) else { return };
        self.waiting.insert(place, (distance, node));
        self.waiting.truncate(PING_BACK_NODES);
        if self.due.is_none() {
            let earliest = self.last.map_or(now, |last| last + PING_BACK_INTERVAL);
            self.due = Some(ceil_second(earliest.max(now)));
        }
    }

    pub(crate) const fn due(&self) -> Option<Instant> {
        self.due
    }

    /// Takes all if they are due.
    pub(crate) fn take_due(&mut self, now: Instant) -> Vec<NodeInfo> {
        if self.due.is_none_or(|due| due > now) {
            return Vec::new();
        }
        self.due = None;
        self.last = Some(now);
        self.waiting.drain(..).map(|(_, node)| node).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, at_millis, key, key_at_distance, node_with_key};

    #[test]
    fn nearest_win_and_nobody_twice() {
        let mut list = PingBack::new(key(0));
        for distance in (1..=100).chain(1..=100).rev() {
            list.offer(node_with_key(key_at_distance(&key(0), distance)), at(0));
        }
        let pinged = list.take_due(at(0));
        assert_eq!(pinged.len(), PING_BACK_NODES);
        assert_eq!(pinged.first().map(|n| n.key), Some(key_at_distance(&key(0), 1)));
        assert_eq!(pinged.last().map(|n| n.key), Some(key_at_distance(&key(0), 32)));
    }

    #[test]
    fn batches_are_two_seconds_apart() {
        let mut list = PingBack::new(key(0));
        list.offer(node_with_key(key(1)), at_millis(500));
        assert_eq!(list.due(), Some(at(1)));
        assert!(list.take_due(at_millis(999)).is_empty());
        assert_eq!(list.take_due(at(1)).len(), 1);
        list.offer(node_with_key(key(2)), at_millis(1_100));
        assert_eq!(list.due(), Some(at(3)));
        assert!(list.take_due(at(2)).is_empty());
        assert_eq!(list.take_due(at(3)).len(), 1);
        list.offer(node_with_key(key(3)), at(60));
        assert_eq!(list.due(), Some(at(60)));
    }
}
