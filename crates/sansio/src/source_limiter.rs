use std::hash::Hasher as _;
use std::net::IpAddr;
use std::ops::Range;
use std::time::Duration;

use siphasher::sip::SipHasher13;

use crate::{Instant, Seed, Source};

/// A bounded table of token buckets, one for each source: connection attempts, handshakes, announces.
///
/// Each source may act [`RateLimit::burst`] times at once and then once each [`RateLimit::interval`]. The table grows, up to its
/// capacity, while there are more sources than fit whose buckets are not full. Then it forgets the source whose bucket is
/// fullest, that is the one for whom forgetting changes least.
#[derive(Debug)]
pub struct SourceLimiter {
    limit: RateLimit,
    hasher: SipHasher13,
    /// Sets of [`WAYS`] entries; a source lives in the set that its hash names. Empty until somebody comes.
    entries: Vec<Entry>,
    max_sets: usize,
}

/// How often one source may act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// Time after which one more action is allowed.
    pub interval: Duration,
    /// Actions allowed at once after a quiet time (at least 1).
    pub burst: u32,
}

/// One bucket, kept as the moment at which it will be full again.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    source: Option<Source>,
    full_at: Instant,
}

impl SourceLimiter {
    /// Bytes that one remembered source takes.
    pub const ENTRY_BYTES: usize = size_of::<Entry>();

    /// A table that remembers `capacity` sources, rounded up to a multiple of eight.
    #[must_use]
    pub fn new(limit: RateLimit, capacity: usize, seed: &Seed) -> Self {
        let max_sets = capacity.div_ceil(WAYS).max(1);
        Self { limit, hasher: seed.hasher("source limiter"), entries: Vec::new(), max_sets }
    }

    /// Whether `source` may act now; if so, it is charged.
    pub fn allow(&mut self, now: Instant, source: IpAddr) -> bool {
        let source = Source::of(source);
        let limit = self.limit;
        let Some(entry) = self.entry(now, source) else { return false };
        if entry.source != Some(source) {
            *entry = Entry { source: Some(source), full_at: now };
        }
        let full_at = entry.full_at.max(now) + limit.interval;
        let allowed = full_at.saturating_since(now) <= limit.interval.saturating_mul(limit.burst.max(1));
        if allowed {
            entry.full_at = full_at;
        }
        allowed
    }

    /// The entry of `source`, or the one to overwrite for it.
    fn entry(&mut self, now: Instant, source: Source) -> Option<&mut Entry> {
        while self.sets() < self.max_sets && !self.has_room(now, source) {
            self.grow();
        }
        let ways = self.ways(source);
        let ways = self.entries.get_mut(ways)?;
        ways.iter_mut().min_by_key(|e| (e.source != Some(source), e.source.is_some(), e.full_at))
    }

    /// Whether the source is there, or its set has a place that nobody needs.
    fn has_room(&self, now: Instant, source: Source) -> bool {
        let ways = self.entries.get(self.ways(source)).unwrap_or_default();
        ways.iter().any(|e| e.source.is_none_or(|other| other == source || e.full_at <= now))
    }

    /// Doubles the table. What does not find a place there any more is forgotten, which hardly happens.
    fn grow(&mut self) {
        let sets = (self.sets() * 2).clamp(1, self.max_sets);
        let old = std::mem::replace(&mut self.entries, vec![Entry::default(); sets * WAYS]);
        for entry in old {
            let Some(source) = entry.source else { continue };
            let ways = self.ways(source);
            if let Some(free) = self.entries.get_mut(ways).and_then(|ways| ways.iter_mut().find(|e| e.source.is_none()))
            {
                *free = entry;
            }
        }
    }

    fn sets(&self) -> usize {
        self.entries.len() / WAYS
    }

    /// Where the entries of the source's set are.
    fn ways(&self, source: Source) -> Range<usize> {
        let mut hasher = self.hasher;
        hasher.write_u64(source.to_bits());
        let set = usize::try_from(hasher.finish() % self.sets().max(1) as u64).unwrap_or(0);
        set * WAYS..(set + 1) * WAYS
    }
}

/// Entries in which one source may live. Our choice: with eight, a table loaded to three quarters forgets next to no
/// active source, and they fit three cache lines.
const WAYS: usize = 8;

#[cfg(test)]
mod tests;
