use std::collections::BTreeMap;

use toxcore_crypto::EphemeralPublicKey;

use super::limits::MAX_NUMBERS;

/// The number of a member of a group, for programs. We are [`OWN`](Self::OWN).
///
/// A member keeps its number while the group is loaded, also if it leaves and comes back. None is given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PeerNumber(pub u32);

impl PeerNumber {
    /// Ours. The reference's.
    pub const OWN: Self = Self(0);
}

/// Numbers of members that are there, and of those who left last.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    of: BTreeMap<EphemeralPublicKey, Numbered>,
    by: BTreeMap<PeerNumber, EphemeralPublicKey>,
    last: u32,
    absent: usize,
    /// Counts departures.
    departures: u64,
}

#[derive(Clone, Copy, Debug)]
struct Numbered {
    number: PeerNumber,
    /// When it left, counted in departures.
    left: Option<u64>,
}

impl Numbers {
    /// A member is there: its number.
    pub(crate) fn arrived(&mut self, key: EphemeralPublicKey) -> PeerNumber {
        if let Some(known) = self.of.get_mut(&key) {
            self.absent -= usize::from(known.left.take().is_some());
            return known.number;
        }
        self.last = self.last.saturating_add(1);
        let number = PeerNumber(self.last);
        self.of.insert(key, Numbered { number, left: None });
        self.by.insert(number, key);
        number
    }

    /// A member is there no longer.
    pub(crate) fn left(&mut self, key: &EphemeralPublicKey) {
        let Some(known) = self.of.get_mut(key).filter(|known| known.left.is_none()) else { return };
        self.departures += 1;
        known.left = Some(self.departures);
        self.absent += 1;
    }

    /// Forgets who left long ago, once everything was told that happened to them.
    pub(crate) fn forget_old(&mut self) {
        let Some(excess) = self.absent.checked_sub(MAX_NUMBERS).filter(|excess| *excess > 0) else { return };
        let away = self.of.iter().filter_map(|(key, known)| Some((known.left?, *key)));
        let mut away: Vec<_> = away.collect();
        away.sort_unstable();
        away.iter().take(excess).for_each(|(_, key)| self.forget(key));
    }

    /// Nobody is there any more.
    pub(crate) fn all_left(&mut self) {
        let here: Vec<_> = self.of.iter().filter(|(_, known)| known.left.is_none()).map(|(key, _)| *key).collect();
        here.iter().for_each(|key| self.left(key));
    }

    pub(crate) fn of(&self, key: &EphemeralPublicKey) -> Option<PeerNumber> {
        self.of.get(key).map(|known| known.number)
    }

    pub(crate) fn key(&self, number: PeerNumber) -> Option<EphemeralPublicKey> {
        self.by.get(&number).copied()
    }

    fn forget(&mut self, key: &EphemeralPublicKey) {
        if let Some(gone) = self.of.remove(key) {
            self.by.remove(&gone.number);
            self.absent -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: u32) -> EphemeralPublicKey {
        let mut bytes = [0; 32];
        bytes[..4].copy_from_slice(&number.to_be_bytes());
        EphemeralPublicKey::from_bytes(bytes)
    }

    #[test]
    fn who_comes_back_has_the_same_number() {
        let mut numbers = Numbers::default();
        assert_eq!([1, 2].map(|n| numbers.arrived(key(n))), [PeerNumber(1), PeerNumber(2)]);
        numbers.left(&key(1));
        numbers.left(&key(1));
        assert_eq!(numbers.of(&key(1)), Some(PeerNumber(1)));
        assert_eq!(numbers.arrived(key(3)), PeerNumber(3));
        assert_eq!(numbers.arrived(key(1)), PeerNumber(1));
        assert_eq!((numbers.absent, numbers.key(PeerNumber(2))), (0, Some(key(2))));
    }

    #[test]
    fn who_left_first_is_forgotten_first() {
        let mut numbers = Numbers::default();
        let many = u32::try_from(MAX_NUMBERS).unwrap() + 1;
        for n in 0..many {
            numbers.arrived(key(n));
            numbers.left(&key(n));
        }
        assert_eq!(numbers.of(&key(0)), Some(PeerNumber(1)), "there may be something to tell of it");
        numbers.forget_old();
        assert_eq!((numbers.of(&key(0)), numbers.by.len()), (None, MAX_NUMBERS));
        assert!(numbers.of(&key(1)).is_some());
        assert_eq!(numbers.arrived(key(0)), PeerNumber(many + 1), "no number is given twice");
    }
}
