//! Who is next to us on the circle of members. Protocol: conferences, Closest members.

use toxcore_crypto::LongTermPublicKey;

use crate::config::DESIRED_CLOSEST;

/// The places on either side of us.
const PER_SIDE: usize = DESIRED_CLOSEST / 2;

/// Where a key stands on the circle: its first eight bytes.
fn place(key: &LongTermPublicKey) -> u64 {
    key.as_bytes().first_chunk().map_or(0, |first| u64::from_be_bytes(*first))
}

/// Up to four of `keys`: the two next before us and the two next behind us, all of them if there are no more.
///
/// `own` itself must not be among them.
pub(crate) fn closest<'a, T: Copy>(
    own: &LongTermPublicKey,
    keys: impl Iterator<Item = (&'a LongTermPublicKey, T)>,
) -> Vec<(LongTermPublicKey, T)> {
    let own = place(own);
    let mut sides: [Vec<(u64, LongTermPublicKey, T)>; 2] = [Vec::new(), Vec::new()];
    // Those who were pushed out of the first side may still have a place on the second.
    for (key, value) in keys {
        let at = place(key);
        let [before, behind] = &mut sides;
        let candidate = offer(before, (own.wrapping_sub(at), *key, value));
        if let Some((_, key, value)) = candidate {
            offer(behind, (place(&key).wrapping_sub(own), key, value));
        }
    }
    sides.into_iter().flatten().map(|(_, key, value)| (key, value)).collect()
}

/// Puts an entry in if it is near enough. Returns what has no place.
fn offer<T>(
    side: &mut Vec<(u64, LongTermPublicKey, T)>,
    entry: (u64, LongTermPublicKey, T),
) -> Option<(u64, LongTermPublicKey, T)> {
    // Equal distances are told apart by the whole key, so that the order of the list does not matter.
    let at = side.partition_point(|other| (other.0, &other.1) < (entry.0, &entry.1));
    side.insert(at, entry);
    if side.len() > PER_SIDE { side.pop() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(at: u64) -> LongTermPublicKey {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&at.to_be_bytes());
        LongTermPublicKey::from_bytes(bytes)
    }

    fn of(own: u64, others: &[u64]) -> Vec<u64> {
        let keys: Vec<_> = others.iter().map(|at| key(*at)).collect();
        let mut found: Vec<_> =
            closest(&key(own), keys.iter().map(|key| (key, ()))).iter().map(|(k, ())| place(k)).collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn four_or_fewer_others_are_all_close() {
        assert_eq!(of(5, &[]), [0; 0]);
        assert_eq!(of(5, &[9]), [9]);
        assert_eq!(of(5, &[1, 2, 3, 4]), [1, 2, 3, 4]);
        assert_eq!(of(5, &[9, 8, 7, 6]), [6, 7, 8, 9]);
    }

    #[test]
    fn two_on_each_side_are_close_around_the_circle() {
        assert_eq!(of(50, &[10, 20, 30, 40, 60, 70, 80, 90]), [30, 40, 60, 70]);
        assert_eq!(of(5, &[10, 20, 30, u64::MAX, u64::MAX - 1, u64::MAX - 2]), [10, 20, u64::MAX - 1, u64::MAX]);
        assert_eq!(of(u64::MAX, &[0, 1, 2, 3, u64::MAX - 1, 77]), [0, 1, 77, u64::MAX - 1]);
    }

    #[test]
    fn the_order_does_not_matter_and_closeness_is_mutual() {
        let all: Vec<u64> = (0..30_u64).map(|i| i.wrapping_mul(0x9e37_79b9_7f4a_7c15)).collect();
        for own in &all {
            let mut others: Vec<u64> = all.iter().copied().filter(|other| other != own).collect();
            let found = of(*own, &others);
            others.reverse();
            assert_eq!(of(*own, &others), found);
            assert_eq!(found.len(), DESIRED_CLOSEST);
            for other in found {
                let rest: Vec<u64> = all.iter().copied().filter(|peer| *peer != other).collect();
                assert!(of(other, &rest).contains(own), "{own} and {other}");
            }
        }
    }

    #[test]
    fn equal_places_are_told_apart() {
        let twins = [1_u8, 2, 3, 4, 5].map(|last| {
            let mut bytes = [0; 32];
            bytes[31] = last;
            LongTermPublicKey::from_bytes(bytes)
        });
        let there = closest(&key(9), twins.iter().map(|key| (key, ())));
        let back = closest(&key(9), twins.iter().rev().map(|key| (key, ())));
        assert_eq!((there.len(), back), (4, there));
    }
}
