use proptest::prelude::*;

use super::Nonce;

fn nonce(tail: &[u8]) -> Nonce {
    let mut bytes = [0; Nonce::LEN];
    bytes[Nonce::LEN - tail.len()..].copy_from_slice(tail);
    Nonce::from_bytes(bytes)
}

#[test]
fn increment_carries_towards_the_front() {
    let mut n = nonce(&[0xff, 0xff]);
    n.increment();
    assert_eq!(n, nonce(&[1, 0, 0]));
}

#[test]
fn increment_wraps_to_zero() {
    let mut n = Nonce::from_bytes([0xff; Nonce::LEN]);
    n.increment();
    assert_eq!(n, nonce(&[]));
}

#[test]
fn adding_carries_over_word_borders() {
    assert_eq!(nonce(&[0xff, 0xff, 0xff, 0xff, 0xf0]).wrapping_add(0x1234), nonce(&[1, 0, 0, 0, 0x12, 0x24]));
}

#[test]
fn adding_matches_the_reference_vector() {
    assert_eq!(nonce(&[0xff, 0xff, 0xff, 0xf0]).wrapping_add(0x1234), nonce(&[1, 0, 0, 0x12, 0x24]));
}

/// Schoolbook addition, byte by byte.
fn add_slowly(bytes: [u8; 24], count: u32) -> [u8; 24] {
    let mut out = bytes;
    let mut carry = u64::from(count);
    for byte in out.iter_mut().rev() {
        carry += u64::from(*byte);
        *byte = carry as u8;
        carry >>= 8;
    }
    out
}

proptest! {
    #[test]
    fn adding_equals_schoolbook_addition(bytes in any::<[u8; 24]>(), high in 0..24usize, count: u32) {
        let mut bytes = bytes;
        bytes[high..].fill(0xff);
        prop_assert_eq!(*Nonce::from_bytes(bytes).wrapping_add(count).as_bytes(), add_slowly(bytes, count));
    }
}
