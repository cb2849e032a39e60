use std::collections::VecDeque;

use toxcore_crypto::LongTermPublicKey;

use crate::config::MAX_KNOWN_REQUESTERS;

/// Who has asked already in this run: nobody is shown twice.
#[derive(Debug, Default)]
pub(crate) struct Requesters(VecDeque<LongTermPublicKey>);

impl Requesters {
    pub(crate) fn contains(&self, key: &LongTermPublicKey) -> bool {
        self.0.contains(key)
    }

    /// Remembers one more; the oldest is forgotten when there are too many.
    pub(crate) fn remember(&mut self, key: LongTermPublicKey) {
        if self.0.len() >= MAX_KNOWN_REQUESTERS {
            self.0.pop_front();
        }
        self.0.push_back(key);
    }

    pub(crate) fn forget(&mut self, key: &LongTermPublicKey) {
        self.0.retain(|known| known != key);
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &LongTermPublicKey> {
        self.0.iter()
    }
}
