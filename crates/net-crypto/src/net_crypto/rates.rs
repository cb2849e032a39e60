//! Rates that were good with peers who are gone, for when they come back.

use std::collections::BTreeMap;

use toxcore_crypto::LongTermPublicKey;
use toxcore_sansio::Instant;

use crate::congestion::Remembered;

/// Over UDP and over relays.
pub(crate) type PeerRates = [Option<Remembered>; 2];

/// Bounded; when full, the peer whose rates are oldest is forgotten.
#[derive(Debug, Default)]
pub(crate) struct RateMemory(BTreeMap<LongTermPublicKey, (Instant, PeerRates)>);

impl RateMemory {
    pub(crate) fn keep(&mut self, now: Instant, peer: LongTermPublicKey, rates: PeerRates) {
        if rates.iter().all(Option::is_none) {
            return;
        }
        if self.0.len() >= MAX_PEERS && !self.0.contains_key(&peer) {
            let oldest = self.0.iter().min_by_key(|(_, (at, _))| *at).map(|(peer, _)| *peer);
            oldest.and_then(|oldest| self.0.remove(&oldest));
        }
        self.0.insert(peer, (now, rates));
    }

    pub(crate) fn get(&self, peer: &LongTermPublicKey) -> PeerRates {
        self.0.get(peer).map(|(_, rates)| *rates).unwrap_or_default()
    }
}

/// Peers remembered. Our choice: 30 kB.
const MAX_PEERS: usize = 256;
