use std::time::Duration;

use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::Instant;

/// Which nodes were asked a moment ago, so that answers of several nodes that name the same one cause one request.
#[derive(Debug, Default)]
pub(crate) struct RecentlyAsked {
    asked: Vec<(u64, Instant)>,
}

impl RecentlyAsked {
    pub(crate) fn contains(&self, now: Instant, key: &DhtPublicKey) -> bool {
        let tag = tag(key);
        self.asked.iter().any(|(other, at)| *other == tag && now < *at + MEMORY)
    }

    /// Notes a request. The oldest note goes when there are too many.
    pub(crate) fn note(&mut self, now: Instant, key: &DhtPublicKey) {
        self.asked.retain(|(_, at)| now < *at + MEMORY);
        if self.asked.len() >= MAX_NOTES {
            self.asked.remove(0);
        }
        self.asked.push((tag(key), now));
    }

    pub(crate) fn forget_all(&mut self) {
        self.asked = Vec::new();
    }
}

fn tag(key: &DhtPublicKey) -> u64 {
    key.as_bytes().first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes))
}

/// Time for which a node that was named is not asked again. Our choice: longer than most round trips through the onion.
/// The reference waits 10 s, and so loses that long when a packet is lost.
const MEMORY: Duration = Duration::from_millis(1_500);
/// Requests remembered for one key. Our choice: a full walk asks some 20 nodes in this time.
const MAX_NOTES: usize = 24;
