//! Relays over which a friend may be reached. Nobody vouches for them but the friend.

use std::collections::VecDeque;

use toxcore_crypto::DhtPublicKey;
use toxcore_sansio::Instant;
use toxcore_wire::RelayInfo;

use crate::bucket::Bucket;
use crate::config::{MAX_REMEMBERED_RELAYS, RELAY_BURST, RELAY_INTERVAL, RELAYS_PER_ATTEMPT};

/// The relays of one friend, newest last.
#[derive(Debug, Default)]
pub(crate) struct RememberedRelays {
    relays: VecDeque<RelayInfo>,
    bucket: Bucket,
}

/// What became of a relay that a friend named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Remembered {
    /// It was not known.
    New,
    /// It was, at this address.
    Known,
    /// Too many in a short time: not remembered.
    Refused,
}

impl RememberedRelays {
    /// Remembers a relay as the newest. A relay has one address: the last.
    pub(crate) fn remember(&mut self, now: Instant, relay: RelayInfo) -> Remembered {
        let known = self.relays.iter().position(|known| known.key == relay.key);
        let is_same = known.and_then(|position| self.relays.get(position)) == Some(&relay);
        if !is_same && !self.bucket.take(now, RELAY_INTERVAL, RELAY_BURST) {
            return Remembered::Refused;
        }
        if let Some(position) = known {
            self.relays.remove(position);
        } else if self.relays.len() >= MAX_REMEMBERED_RELAYS {
            self.relays.pop_front();
        }
        self.relays.push_back(relay);
        if is_same { Remembered::Known } else { Remembered::New }
    }

    /// Those to try in the attempt with this number: the newest, and others in turn.
    pub(crate) fn for_attempt(&self, attempt: u32) -> impl Iterator<Item = RelayInfo> + '_ {
        let len = self.relays.len();
        let newest = self.relays.back().copied();
        let turn = usize::try_from(attempt).unwrap_or(0).wrapping_mul(RELAYS_PER_ATTEMPT - 1);
        let others = (0..len.saturating_sub(1).min(RELAYS_PER_ATTEMPT - 1)).filter_map(move |step| {
            let back = 1 + turn.wrapping_add(step) % (len - 1);
            self.relays.get(len - 1 - back).copied()
        });
        newest.into_iter().chain(others)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = RelayInfo> + '_ {
        self.relays.iter().rev().copied()
    }

    /// Forgets the relay that a friend himself ran under a key that he has no more.
    pub(crate) fn forget(&mut self, key: &DhtPublicKey) {
        self.relays.retain(|relay| relay.key != *key);
    }
}

#[cfg(test)]
mod tests;
