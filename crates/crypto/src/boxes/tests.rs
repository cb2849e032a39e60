use super::{CombinedKey, LowOrderKey, MAC_LEN, NotDecryptable, NothingToSeal, SymmetricKey};
use crate::backend::tests::LOW_ORDER;
use crate::{DhtKeyPair, DhtPublicKey, EphemeralPublicKey, Nonce, SecretKey};

fn pair(first: u8) -> DhtKeyPair {
    DhtKeyPair::from_secret_bytes(std::array::from_fn(|i| first + i as u8))
}

#[test]
fn both_sides_have_the_same_combined_key() {
    let (alice, bob) = (pair(0), pair(32));
    let here = CombinedKey::new(&alice.secret, &bob.public).unwrap();
    let there = CombinedKey::new(&bob.secret, &EphemeralPublicKey::from(alice.public)).unwrap();
    let nonce = Nonce::from_bytes([1; 24]);
    let mut buf = [0; MAC_LEN + 5];
    buf[MAC_LEN..].copy_from_slice(b"hello");
    here.seal_in_place(&nonce, &mut buf).unwrap();
    assert_ne!(&buf[MAC_LEN..], b"hello");
    assert_eq!(there.open_in_place(&nonce, &mut buf).unwrap(), b"hello");
}

#[test]
fn low_order_keys_are_refused_whatever_the_secret() {
    for text in LOW_ORDER {
        for top_bit in [0, 0x80] {
            let mut bytes = *DhtPublicKey::from_hex(text).unwrap().as_bytes();
            bytes[31] ^= top_bit;
            for first in [0, 1, 77] {
                let refused = CombinedKey::new(&pair(first).secret, &DhtPublicKey::from_bytes(bytes));
                assert_eq!(refused.err(), Some(LowOrderKey), "{text}");
            }
        }
    }
}

/// X25519 does not look at the highest bit: with it set, one key would have two names.
#[test]
fn keys_have_one_form() {
    let mut bytes = *pair(32).public.as_bytes();
    assert!(CombinedKey::new(&pair(0).secret, &DhtPublicKey::from_bytes(bytes)).is_ok());
    bytes[31] |= 0x80;
    assert_eq!(CombinedKey::new(&pair(0).secret, &DhtPublicKey::from_bytes(bytes)).err(), Some(LowOrderKey));
}

#[test]
fn boxes_of_nothing_are_refused() {
    let key = SymmetricKey::from_bytes([7; 32]);
    let nonce = Nonce::from_bytes([0; 24]);
    for len in 0..=MAC_LEN {
        let mut buf = vec![3; len];
        assert_eq!(key.seal_in_place(&nonce, &mut buf), Err(NothingToSeal));
        assert_eq!(key.open_in_place(&nonce, &mut buf), Err(NotDecryptable));
        assert_eq!(buf, vec![3; len]);
    }
}

#[test]
fn the_authentic_box_of_nothing_is_refused_too() {
    let (key, nonce, mut mac) = ([7; 32], [0; 24], [0; 16]);
    <crate::backend::Active as crate::backend::Backend>::seal(&key, &nonce, &mut [], &mut mac);
    let opened = SymmetricKey::from_bytes(key).open_in_place(&Nonce::from_bytes(nonce), &mut mac).is_ok();
    assert!(!opened);
}

#[test]
fn boxes_cut_anywhere_do_not_open_and_stay_as_they_were() {
    let key = SymmetricKey::from_bytes([7; 32]);
    let nonce = Nonce::from_bytes([2; 24]);
    let mut sealed = vec![0x55; MAC_LEN + 200];
    key.seal_in_place(&nonce, &mut sealed).unwrap();
    for len in 0..sealed.len() {
        let mut cut = sealed[..len].to_vec();
        assert_eq!(key.open_in_place(&nonce, &mut cut), Err(NotDecryptable));
        assert_eq!(cut, sealed[..len]);
    }
}

#[test]
fn large_buffers_need_no_stack() {
    const STACK: usize = 64 * 1024;
    let opened = std::thread::Builder::new().stack_size(STACK).spawn(|| {
        let key = SymmetricKey::from_bytes([7; 32]);
        let nonce = Nonce::from_bytes([2; 24]);
        [1, 70_000, 64 << 20].map(|len| {
            let mut buf = vec![0x55; MAC_LEN + len];
            key.seal_in_place(&nonce, &mut buf).unwrap();
            key.open_in_place(&nonce, &mut buf).is_ok_and(|plain| plain == vec![0x55; len])
        })
    });
    assert_eq!(opened.unwrap().join().unwrap(), [true; 3]);
}

#[test]
fn secrets_are_not_printed() {
    let text = format!(
        "{:?} {:?} {:?} {:?}",
        pair(1),
        SecretKey::from_bytes([0xab; 32]),
        SymmetricKey::from_bytes([0xab; 32]),
        CombinedKey::new(&pair(1).secret, &pair(2).public).unwrap()
    );
    assert!(text.ends_with("SecretKey(..) SymmetricKey(..) CombinedKey(..)"), "{text}");
    assert!(text.starts_with("KeyPair { public: DhtPublicKey("), "{text}");
    assert!(!text.contains("abab") && !text.contains("171, 171"));
}
