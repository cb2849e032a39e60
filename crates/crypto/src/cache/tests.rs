use proptest::prelude::*;

use super::{KeyCache, Set, WAYS, sets_of};
use crate::{CombinedKey, DhtKeyPair, DhtPublicKey, LowOrderKey, MAC_LEN, Nonce, SymmetricKey};

/// A key that no X25519 made, marked by a number.
fn made_up(number: u64) -> CombinedKey {
    let mut key = CombinedKey::zero();
    key.0[..8].copy_from_slice(&number.to_le_bytes());
    key
}

fn public(number: u64) -> DhtPublicKey {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&number.to_le_bytes());
    DhtPublicKey::from_bytes(bytes)
}

fn cache(capacity: usize) -> KeyCache {
    KeyCache::new(capacity, *b"a secret of ours")
}

fn number_of(key: &CombinedKey) -> u64 {
    u64::from_le_bytes(*key.0.first_chunk().unwrap())
}

#[test]
fn remembers_what_was_inserted() {
    let mut cache = cache(4096);
    assert!(cache.lookup(public(1).as_bytes()).is_none());
    for number in 1..=60 {
        cache.insert(&public(number), &made_up(number));
    }
    assert_eq!(cache.len(), 60);
    for number in 1..=60 {
        assert_eq!(cache.lookup(public(number).as_bytes()).map(number_of), Some(number));
    }
}

#[test]
fn inserting_again_replaces() {
    let mut cache = cache(8);
    cache.insert(&public(1), &made_up(1));
    cache.insert(&public(1), &made_up(2));
    assert_eq!(cache.len(), 1);
    assert_eq!(cache.lookup(public(1).as_bytes()).map(number_of), Some(2));
}

#[test]
fn derives_once() {
    let (ours, peer) = (DhtKeyPair::from_secret_bytes([1; 32]), DhtKeyPair::from_secret_bytes([2; 32]));
    let mut cache = cache(64);
    assert!(cache.derive_uncached(&ours.secret, &peer.public).is_ok());
    assert!(cache.is_empty());
    let nonce = Nonce::from_bytes([0; 24]);
    let mut buf = [0; MAC_LEN + 4];
    cache.get_or_derive(&ours.secret, &peer.public).unwrap().seal_in_place(&nonce, &mut buf).unwrap();
    // A second derivation would now give another key.
    let other = DhtKeyPair::from_secret_bytes([9; 32]);
    let cached = cache.get_or_derive(&other.secret, &peer.public).unwrap();
    assert_eq!(cached.open_in_place(&nonce, &mut buf).unwrap(), [0; 4]);
    assert_eq!(cache.len(), 1);
}

#[test]
fn low_order_keys_are_not_remembered() {
    let ours = DhtKeyPair::from_secret_bytes([1; 32]);
    let mut cache = cache(64);
    let bad = DhtPublicKey::from_bytes([0; 32]);
    assert_eq!(cache.get_or_derive(&ours.secret, &bad).err(), Some(LowOrderKey));
    assert_eq!(cache.derive_uncached(&ours.secret, &bad).err(), Some(LowOrderKey));
    assert!(cache.is_empty());
    assert!(cache.lookup(bad.as_bytes()).is_none());
}

#[test]
fn the_key_unused_for_longest_makes_room() {
    let mut cache = cache(WAYS);
    for number in 0..WAYS as u64 {
        cache.insert(&public(number), &made_up(number));
    }
    cache.lookup(public(0).as_bytes());
    cache.insert(&public(100), &made_up(100));
    assert_eq!(cache.len(), WAYS);
    assert!(cache.lookup(public(1).as_bytes()).is_none());
    for number in [0, 2, 3, 4, 5, 6, 7, 100] {
        assert_eq!(cache.lookup(public(number).as_bytes()).map(number_of), Some(number));
    }
}

#[test]
fn age_is_right_while_the_clock_wraps() {
    let mut cache = cache(WAYS);
    cache.clock = u32::MAX - 3;
    for number in 0..WAYS as u64 {
        cache.insert(&public(number), &made_up(number));
    }
    cache.insert(&public(100), &made_up(100));
    assert!(cache.lookup(public(0).as_bytes()).is_none());
    assert!(cache.lookup(public(1).as_bytes()).is_some());
}

#[test]
fn capacities_are_bounded_powers_of_two() {
    for (asked, got) in [(0, 8), (1, 8), (8, 8), (9, 16), (1000, 1024), (65_536, 65_536), (usize::MAX, 65_536)] {
        assert_eq!(cache(asked).capacity(), got);
    }
}

#[test]
fn memory_grows_on_demand_to_72_bytes_an_entry() {
    assert_eq!(size_of::<Set>(), 72 * WAYS);
    let mut cache = cache(KeyCache::MAX_CAPACITY);
    assert_eq!(cache.heap_bytes(), 72 * WAYS);
    for number in 0..4 * KeyCache::MAX_CAPACITY as u64 {
        cache.insert(&public(number), &made_up(number));
        assert!(cache.heap_bytes() <= (4 * 72 * cache.len()).max(72 * WAYS), "with {} keys", cache.len());
    }
    assert_eq!(cache.heap_bytes(), 72 * KeyCache::MAX_CAPACITY);
    assert_eq!(cache.len(), KeyCache::MAX_CAPACITY);
    let mut few = self::cache(KeyCache::MAX_CAPACITY);
    (0..4_096).for_each(|number| few.insert(&public(number), &made_up(number)));
    assert!(few.heap_bytes() <= 600_000, "{} bytes for 4,096 keys", few.heap_bytes());
}

#[test]
fn growing_loses_few_keys() {
    let mut cache = cache(KeyCache::MAX_CAPACITY);
    for number in 0..20_000 {
        cache.insert(&public(number), &made_up(number));
    }
    let kept = (0..20_000).filter(|number| cache.lookup(public(*number).as_bytes()).map(number_of) == Some(*number));
    let kept = kept.count();
    assert_eq!(kept, cache.len());
    assert!(kept > 19_950, "{kept} of 20,000");
}

/// In a set with one key too many, peers that take turns miss every time.
#[test]
fn peers_that_take_turns_are_remembered() {
    for peers in [3_000, 4_096, 6_000, 8_192] {
        let mut cache = cache(KeyCache::MAX_CAPACITY);
        let mut missed = 0;
        for _ in 0..4 {
            missed = 0;
            for number in 0..peers {
                if cache.lookup(public(number).as_bytes()).is_none() {
                    missed += 1;
                    cache.insert(&public(number), &made_up(number));
                }
            }
        }
        assert!(missed * 100 <= peers, "{missed} of {peers} missed");
    }
}

/// Keys that fill one set under a known hash key spread evenly under another: without the secret there is no aiming.
#[test]
fn keys_that_share_a_set_do_not_under_another_hash_key() {
    let known = KeyCache::new(4096, [0; 16]);
    let share_sets = |key: &DhtPublicKey| sets_of(known.hasher.hash(key.as_bytes()), 512).iter().all(|set| *set < 2);
    let crowded: Vec<_> = (0..).map(public).filter(share_sets).take(64).collect();
    let mut victim = cache(4096);
    for number in 0..2000 {
        victim.insert(&public(1 << 40 | number), &made_up(number));
    }
    let before = victim.len();
    for key in &crowded {
        victim.insert(key, &made_up(0));
    }
    assert!(victim.len() >= before + 56, "{} of 64 found room", victim.len() - before);
    let mut aimed = KeyCache::new(4096, [0; 16]);
    for key in &crowded {
        aimed.insert(key, &made_up(0));
    }
    assert!(aimed.len() < 64);
}

#[test]
fn clearing_forgets_everything() {
    let mut cache = cache(1024);
    for number in 0..100 {
        cache.insert(&public(number), &made_up(number));
    }
    cache.clear();
    assert!(cache.is_empty());
    assert!((0..100).all(|number| cache.lookup(public(number).as_bytes()).is_none()));
}

#[test]
fn secrets_are_not_printed() {
    let mut cache = cache(64);
    cache.insert(&public(1), &made_up(0xabab_abab));
    assert_eq!(format!("{cache:?}"), "KeyCache { len: 1, capacity: 64, .. }");
    assert!(std::mem::needs_drop::<super::Entry>());
}

#[test]
fn a_remembered_key_opens_what_the_peer_sealed() {
    let mut cache = cache(8);
    let shared = SymmetricKey::from_bytes([5; 32]);
    let mut combined = CombinedKey::zero();
    combined.0 = [5; 32];
    cache.insert(&public(3), &combined);
    let nonce = Nonce::from_bytes([1; 24]);
    let mut buf = [0; MAC_LEN + 1];
    shared.seal_in_place(&nonce, &mut buf).unwrap();
    assert!(cache.lookup(public(3).as_bytes()).unwrap().open_in_place(&nonce, &mut buf).is_ok());
}

proptest! {
    /// Whatever is done, a hit is the value inserted last, and the newest key is always there.
    #[test]
    fn hits_are_right(capacity in 1..200_usize, steps in proptest::collection::vec((0..60_u64, any::<bool>()), 1..400)) {
        let mut cache = cache(capacity);
        let mut model = std::collections::HashMap::new();
        for (step, (number, insert)) in steps.into_iter().enumerate() {
            if insert {
                cache.insert(&public(number), &made_up(step as u64));
                model.insert(number, step as u64);
                prop_assert_eq!(cache.lookup(public(number).as_bytes()).map(number_of), Some(step as u64));
            } else if let Some(found) = cache.lookup(public(number).as_bytes()) {
                prop_assert_eq!(model.get(&number), Some(&number_of(found)));
            }
            prop_assert!(cache.len() <= cache.capacity());
        }
    }
}
