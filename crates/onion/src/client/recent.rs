use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::Instant;

/// Which nodes were asked for which keys a moment ago, so that answers of several nodes that name the same one cause one
/// request. One for all friends: only some tens of them are looked for in the same moment.
#[derive(Debug, Default)]
pub(crate) struct RecentlyAsked {
    asked: HashMap<u64, Instant>,
    /// In the order of asking.
    order: VecDeque<(Instant, u64)>,
}

impl RecentlyAsked {
    pub(crate) fn contains(&self, now: Instant, searched: &[u8; 32], node: &DhtPublicKey) -> bool {
        self.asked.get(&tag(searched, node)).is_some_and(|at| now < *at + MEMORY)
    }

    /// Notes a request. The oldest note goes when there are too many.
    pub(crate) fn note(&mut self, now: Instant, searched: &[u8; 32], node: &DhtPublicKey) {
        self.expire(now);
        if self.order.len() >= MAX_NOTES {
            self.forget_oldest();
        }
        let tag = tag(searched, node);
        self.asked.insert(tag, now);
        self.order.push_back((now, tag));
    }

    /// Forgets what happened too long ago.
    pub(crate) fn expire(&mut self, now: Instant) {
        while self.order.front().is_some_and(|(at, _)| now >= *at + MEMORY) {
            self.forget_oldest();
        }
        if self.order.is_empty() {
            self.forget_all();
        }
    }

    pub(crate) fn forget_all(&mut self) {
        *self = Self::default();
    }

    fn forget_oldest(&mut self) {
        let Some((at, tag)) = self.order.pop_front() else { return };
        // It may have been asked again since.
        if self.asked.get(&tag) == Some(&at) {
            self.asked.remove(&tag);
        }
    }
}

/// Stands for a search and a node: the first bytes of the distance between them.
fn tag(searched: &[u8; 32], node: &DhtPublicKey) -> u64 {
    let first = |bytes: &[u8; 32]| bytes.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes));
    first(searched) ^ first(node.as_bytes())
}

/// Time for which a node that was named is not asked again. Our choice: longer than most round trips through the onion.
/// The reference waits 10 s, and so loses that long when a packet is lost.
const MEMORY: Duration = Duration::from_millis(1_500);
/// Requests remembered. Our choice: more than the budget allows in that time.
const MAX_NOTES: usize = 2_048;

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: u64) -> Instant {
        Instant::from_origin(Duration::from_millis(millis))
    }

    fn key(n: u16) -> DhtPublicKey {
        let mut bytes = [0; 32];
        bytes[..2].copy_from_slice(&n.to_be_bytes());
        DhtPublicKey::from_bytes(bytes)
    }

    #[test]
    fn a_request_is_remembered_for_a_moment_and_for_its_search_alone() {
        let (mut recent, [one, other]) = (RecentlyAsked::default(), [[1; 32], [2; 32]]);
        recent.note(at(0), &one, &key(7));
        recent.note(at(1_000), &one, &key(7));
        recent.note(at(1_000), &one, &key(8));
        assert!(recent.contains(at(2_000), &one, &key(7)), "asked again since");
        assert!(!recent.contains(at(2_000), &other, &key(7)) && !recent.contains(at(2_500), &one, &key(7)));
        recent.expire(at(2_499));
        assert_eq!((recent.asked.len(), recent.order.len()), (2, 2));
        recent.expire(at(2_500));
        assert_eq!((recent.asked.capacity(), recent.order.capacity()), (0, 0));
    }

    #[test]
    fn there_is_an_end_to_what_is_remembered() {
        let mut recent = RecentlyAsked::default();
        (0..5_000).for_each(|n| recent.note(at(1), &[0; 32], &key(n)));
        assert_eq!((recent.asked.len(), recent.order.len()), (MAX_NOTES, MAX_NOTES));
        assert!(recent.contains(at(1), &[0; 32], &key(4_999)) && !recent.contains(at(1), &[0; 32], &key(0)));
    }
}
