//! Datagrams and bytes by packet kind.

use toxcore_wire::PacketKind;

/// Packets of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct KindCount {
    /// Number of datagrams.
    pub packets: u64,
    /// Their bytes, without the headers of UDP and IP.
    pub bytes: u64,
}

impl KindCount {
    fn add(&mut self, more: Self) {
        self.packets = self.packets.saturating_add(more.packets);
        self.bytes = self.bytes.saturating_add(more.bytes);
    }
}

/// A [`KindCount`] for each known kind and one for all that is none; 560 bytes whatever arrives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindCounters {
    known: Box<[KindCount]>,
    unknown: KindCount,
}

impl Default for KindCounters {
    fn default() -> Self {
        Self { known: vec![KindCount::default(); PacketKind::KNOWN.len()].into(), unknown: KindCount::default() }
    }
}

impl KindCounters {
    /// Counts one datagram; an empty one has no kind.
    pub fn count(&mut self, datagram: &[u8]) {
        let kind = datagram.first();
        let index = kind.and_then(|kind| PacketKind::KNOWN.binary_search_by_key(kind, |known| known.number()).ok());
        let slot = index.and_then(|index| self.known.get_mut(index)).unwrap_or(&mut self.unknown);
        slot.add(KindCount { packets: 1, bytes: u64::try_from(datagram.len()).unwrap_or(u64::MAX) });
    }

    /// Name and count of each known kind, then `Unknown`.
    pub fn iter(&self) -> impl Iterator<Item = (String, KindCount)> + '_ {
        let known = PacketKind::KNOWN.iter().map(ToString::to_string).zip(self.known.iter().copied());
        known.chain([("Unknown".to_owned(), self.unknown)])
    }

    /// All kinds together.
    #[must_use]
    pub fn total(&self) -> KindCount {
        let mut total = self.unknown;
        for count in &self.known {
            total.add(*count);
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_first_byte_is_counted_once() {
        let mut counters = KindCounters::default();
        for kind in 0..=u8::MAX {
            counters.count(&[kind, 0]);
        }
        counters.count(&[]);
        assert_eq!(counters.total(), KindCount { packets: 257, bytes: 512 });
        let known: Vec<_> = counters.iter().filter(|(name, _)| name != "Unknown").collect();
        assert_eq!(known.len(), PacketKind::KNOWN.len());
        assert!(known.iter().all(|(_, count)| *count == KindCount { packets: 1, bytes: 2 }));
    }
}
