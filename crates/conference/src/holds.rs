//! Which friend connections conferences need.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};

use crate::Output;

/// Counts who needs which connection, and says so once a call is done: giving one up and needing it again within one call
/// must not close it.
#[derive(Debug, Default)]
pub(crate) struct Holds {
    holds: BTreeMap<LongTermPublicKey, Hold>,
    changed: BTreeSet<LongTermPublicKey>,
}

#[derive(Debug)]
struct Hold {
    users: usize,
    /// Whether the owner was asked for it.
    is_wished: bool,
    dht_key: DhtPublicKey,
}

impl Holds {
    /// One more needs it.
    pub(crate) fn add(&mut self, key: LongTermPublicKey, dht_key: DhtPublicKey) {
        let hold = self.holds.entry(key).or_insert(Hold { users: 0, is_wished: false, dht_key });
        hold.users += 1;
        hold.dht_key = dht_key;
        self.changed.insert(key);
    }

    /// One less needs it.
    pub(crate) fn remove(&mut self, key: LongTermPublicKey) {
        if let Some(hold) = self.holds.get_mut(&key) {
            hold.users = hold.users.saturating_sub(1);
            self.changed.insert(key);
        }
    }

    /// Says what changed.
    pub(crate) fn tell(&mut self, outputs: &mut VecDeque<Output>) {
        for key in std::mem::take(&mut self.changed) {
            let Some(hold) = self.holds.get_mut(&key) else { continue };
            match (hold.users > 0, hold.is_wished) {
                (true, false) => {
                    hold.is_wished = true;
                    outputs.push_back(Output::Hold { key, dht_key: hold.dht_key });
                }
                (false, was_wished) => {
                    self.holds.remove(&key);
                    if was_wished {
                        outputs.push_back(Output::Release { key });
                    }
                }
                (true, true) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_is_wished_once_and_given_up_with_its_last_user() {
        let key = LongTermPublicKey::from_bytes([1; 32]);
        let dht_key = DhtPublicKey::from_bytes([2; 32]);
        let (mut holds, mut outputs) = (Holds::default(), VecDeque::new());
        let mut told = |holds: &mut Holds| {
            holds.tell(&mut outputs);
            outputs.drain(..).collect::<Vec<_>>()
        };
        holds.add(key, dht_key);
        holds.add(key, dht_key);
        assert_eq!(told(&mut holds), [Output::Hold { key, dht_key }]);
        holds.remove(key);
        assert_eq!(told(&mut holds), []);
        holds.remove(key);
        holds.add(key, dht_key);
        assert_eq!(told(&mut holds), [], "given up and needed again within one call");
        holds.remove(key);
        assert_eq!(told(&mut holds), [Output::Release { key }]);
        holds.remove(key);
        holds.add(key, dht_key);
        holds.remove(key);
        assert_eq!(told(&mut holds), []);
    }
}
