//! Where a friend was seen over UDP: one address a family.

use std::net::SocketAddr;

use toxcore_sansio::Instant;

use crate::Evidence;
use crate::config::DHT_KEY_LIFETIME;

/// An address and what is known of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct KnownAddress {
    /// The UDP address.
    pub addr: SocketAddr,
    /// When it was told last.
    pub at: Instant,
    /// By whom.
    pub evidence: Evidence,
}

/// Without the address.
impl std::fmt::Debug for KnownAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KnownAddress")
            .field("addr", &toxcore_wire::Redacted(self.addr))
            .field("at", &self.at)
            .field("evidence", &self.evidence)
            .finish()
    }
}

/// The addresses of one friend: of most, who are away, there are none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Addresses(Option<Box<[Option<KnownAddress>; 2]>>);

impl Addresses {
    /// Notes an address; whether it was not known before.
    pub(crate) fn note(&mut self, now: Instant, addr: SocketAddr, evidence: Evidence) -> bool {
        let known = self.0.get_or_insert_default();
        let Some(slot) = known.get_mut(usize::from(addr.is_ipv6())) else { return false };
        let is_new = slot.is_none_or(|known| known.addr != addr || now - known.at >= DHT_KEY_LIFETIME);
        *slot = Some(KnownAddress { addr, at: now, evidence });
        is_new
    }

    /// Those that are still believed.
    pub(crate) fn fresh(&self, now: Instant) -> impl Iterator<Item = KnownAddress> + '_ {
        self.0
            .iter()
            .flat_map(|known| known.iter())
            .flatten()
            .copied()
            .filter(move |known| now - known.at < DHT_KEY_LIFETIME)
    }

    /// All belong to a moment that much later: we slept in between.
    pub(crate) fn shift(&mut self, by: std::time::Duration) {
        for known in self.0.iter_mut().flat_map(|known| known.iter_mut()).flatten() {
            known.at += by;
        }
    }

    /// They belong to a run of the friend's client that is over.
    pub(crate) fn clear(&mut self) {
        self.0 = None;
    }
}
