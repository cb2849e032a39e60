use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::Instant;
use toxcore_wire::NodeInfo;

use crate::Distance;
use crate::upkeep::{floor_second, next_second};

/// Nodes that others told us of and that one list would like to have: those nearest to its base key.
///
/// They are hearsay, so they are asked, at most `per_second` of them in a second, and enter the list only when they
/// answer.
#[derive(Debug)]
pub(crate) struct Candidates {
    base: DhtPublicKey,
    per_second: usize,
    /// Nearest first.
    waiting: Vec<(Distance, NodeInfo)>,
    /// The second in which the last were asked, and how many.
    window: Instant,
    asked: usize,
}

impl Candidates {
    pub(crate) const fn new(base: DhtPublicKey, per_second: usize) -> Self {
        Self { base, per_second, waiting: Vec::new(), window: Instant::ZERO, asked: 0 }
    }

    /// Queues a node if it is among the nearest that were offered since the last were asked.
    pub(crate) fn offer(&mut self, node: NodeInfo) {
        let distance = Distance::between(self.base.as_bytes(), node.key.as_bytes());
        let Err(place) = self.waiting.binary_search_by(|(d, _)| d.cmp(&distance)) else { return };
        if place >= self.per_second {
            return;
        }
        self.waiting.insert(place, (distance, node));
        self.waiting.truncate(self.per_second);
    }

    /// Takes those that may be asked in this second.
    pub(crate) fn take(&mut self, now: Instant, asks: &mut Vec<NodeInfo>) {
        if self.window != floor_second(now) {
            self.window = floor_second(now);
            self.asked = 0;
        }
        let count = self.per_second.saturating_sub(self.asked).min(self.waiting.len());
        self.asked += count;
        asks.extend(self.waiting.drain(..count).map(|(_, node)| node));
    }

    /// When [`Candidates::take`] gives something.
    pub(crate) fn due(&self) -> Option<Instant> {
        let spent = self.asked >= self.per_second;
        (!self.waiting.is_empty()).then(|| if spent { next_second(self.window) } else { self.window })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, key, key_at_distance, node_with_key};

    fn offer_many(candidates: &mut Candidates, count: u8) {
        for distance in (1..=count).rev() {
            candidates.offer(node_with_key(key_at_distance(&key(0), distance)));
        }
    }

    #[test]
    fn nearest_win() {
        let mut candidates = Candidates::new(key(0), 4);
        offer_many(&mut candidates, 20);
        offer_many(&mut candidates, 20);
        let mut asks = Vec::new();
        candidates.take(at(1), &mut asks);
        let nearest: Vec<_> = (1..=4).map(|d| key_at_distance(&key(0), d)).collect();
        assert_eq!(asks.iter().map(|n| n.key).collect::<Vec<_>>(), nearest);
    }

    #[test]
    fn no_second_has_more_than_its_share() {
        let mut candidates = Candidates::new(key(0), 4);
        let mut asks = Vec::new();
        offer_many(&mut candidates, 3);
        candidates.take(at(5), &mut asks);
        assert_eq!((asks.len(), candidates.due()), (3, None));
        offer_many(&mut candidates, 20);
        assert_eq!(candidates.due(), Some(at(5)));
        candidates.take(at(5), &mut asks);
        assert_eq!((asks.len(), candidates.due()), (4, Some(at(6))));
        candidates.take(at(6), &mut asks);
        assert_eq!((asks.len(), candidates.due()), (7, None));
    }
}
