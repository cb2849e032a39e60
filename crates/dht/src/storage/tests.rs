use super::*;
use crate::testing::{at, key};

/// A data key that shares `bits` leading bits with [`key`]`(0)`, in the bucket that the next five bits name.
fn data_key(bits: usize, bucket: usize, salt: u8) -> EphemeralPublicKey {
    let mut bytes = *key(0).as_bytes();
    bytes[bits / 8] ^= 0x80 >> (bits % 8);
    for index in 0..5 {
        if bucket >> (4 - index) & 1 == 1 {
            bytes[(bits + 1 + index) / 8] ^= 0x80 >> ((bits + 1 + index) % 8);
        }
    }
    bytes[31] ^= salt;
    EphemeralPublicKey::from_bytes(bytes)
}

fn store() -> Store {
    Store::new(key(0))
}

#[test]
fn bucket_is_five_bits_of_difference() {
    for (bits, bucket) in [(0, 0), (0, 31), (3, 21), (100, 9)] {
        assert_eq!(store().bucket_of(&data_key(bits, bucket, 0)), bucket);
    }
    assert_eq!(store().bucket_of(&EphemeralPublicKey::from_bytes(*key(0).as_bytes())), 0);
}

#[test]
fn keeps_values_until_their_time_is_over() {
    let mut store = store();
    assert!(store.put(&data_key(1, 3, 0), b"value", at(10), at(0)));
    assert_eq!(store.get(&data_key(1, 3, 0), at(9)), Some(&b"value"[..]));
    assert_eq!(store.hash(&data_key(1, 3, 0), at(9)), Some(sha256(b"value")));
    assert_eq!(store.get(&data_key(1, 3, 0), at(10)), None);
    assert_eq!(store.get(&data_key(2, 3, 0), at(0)), None);
}

#[test]
fn new_value_replaces_the_old_one() {
    let mut store = store();
    store.put(&data_key(1, 3, 0), b"old", at(10), at(0));
    assert!(store.put(&data_key(1, 3, 0), b"new", at(10), at(0)));
    assert_eq!(store.get(&data_key(1, 3, 0), at(1)), Some(&b"new"[..]));
}

#[test]
fn full_bucket_gives_way_to_nearer_keys_only() {
    let mut store = store();
    for salt in 0..7 {
        assert!(store.put(&data_key(5, 3, salt), b"x", at(100), at(0)));
    }
    assert!(store.put(&data_key(2, 3, 0), b"far", at(100), at(0)));
    assert!(!store.accepts(&data_key(2, 3, 1), at(0)));
    assert!(!store.put(&data_key(2, 3, 1), b"x", at(100), at(0)));
    assert!(store.accepts(&data_key(2, 3, 0), at(0)), "it may replace itself");
    assert!(store.put(&data_key(3, 3, 0), b"x", at(100), at(0)));
    assert_eq!(store.get(&data_key(2, 3, 0), at(0)), None);
    assert!(store.accepts(&data_key(1, 3, 0), at(100)), "values of the past make room");
}

#[test]
fn prolonging_needs_the_hash() {
    let mut store = store();
    let key = data_key(1, 3, 0);
    store.put(&key, b"value", at(10), at(0));
    assert!(store.prolong(&key, &sha256(b"value"), at(20), at(5)));
    assert!(store.get(&key, at(19)).is_some());
    assert!(!store.prolong(&key, &sha256(b"other"), at(30), at(5)));
    assert_eq!(store.get(&key, at(5)), None, "its owner has another value");
    assert!(!store.prolong(&key, &sha256(b"value"), at(30), at(5)));
}

#[test]
fn values_have_a_longest_length() {
    assert!(store().put(&data_key(1, 3, 0), &[0; MAX_STORED_LEN], at(1), at(0)));
    assert!(!store().put(&data_key(1, 3, 0), &[0; MAX_STORED_LEN + 1], at(1), at(0)));
}

#[test]
fn time_granted_grows_with_uptime() {
    let granted = |wished, uptime| granted(Duration::from_secs(wished), Duration::from_secs(uptime)).as_secs();
    assert_eq!(granted(5, 0), 5);
    assert_eq!(granted(1_000, 0), 10);
    assert_eq!(granted(1_000, 400), 100);
    assert_eq!(granted(10_000, 1_000_000), 900);
}
