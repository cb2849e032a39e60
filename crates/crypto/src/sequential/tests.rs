use proptest::prelude::*;

use super::{SequentialKey, Short};
use crate::{CombinedKey, EphemeralKeyPair, MAC_LEN, Nonce, NotDecryptable, NothingToSeal};

fn key() -> CombinedKey {
    let [ours, theirs] = [[1; 32], [2; 32]].map(EphemeralKeyPair::from_secret_bytes);
    CombinedKey::new(&ours.secret, &theirs.public).unwrap()
}

fn boxed(plain: &[u8]) -> Vec<u8> {
    [&[0; MAC_LEN], plain].concat()
}

/// Seals with one key and opens with the other.
fn assert_same(sequential: &mut SequentialKey, nonce: &Nonce, plain: &[u8]) {
    let (mut expected, mut sealed) = (boxed(plain), boxed(plain));
    key().seal_in_place(nonce, &mut expected).unwrap();
    sequential.seal_in_place(nonce, &mut sealed).unwrap();
    assert_eq!(sealed, expected, "{} bytes", plain.len());
    assert_eq!(sequential.open_in_place(nonce, &mut sealed).unwrap(), plain);
}

#[test]
fn boxes_are_those_of_the_combined_key_at_every_length_of_a_packet() {
    let mut sequential = SequentialKey::new(key());
    let mut nonce = Nonce::from_bytes([7; 24]);
    let plain: Vec<u8> = (0..=2100).map(|i| (i * 37 % 251) as u8).collect();
    for len in 1..=2100 {
        assert_same(&mut sequential, &nonce, &plain[..len]);
        nonce.increment();
    }
}

#[test]
fn a_carry_into_the_remembered_half_is_noticed() {
    let mut sequential = SequentialKey::new(key());
    for mut nonce in [
        Nonce::from_bytes([0xff; 24]),
        Nonce::from_bytes([[3; 16].as_slice(), &[0xff; 8]].concat().try_into().unwrap()),
    ] {
        for _ in 0..3 {
            assert_same(&mut sequential, &nonce, b"around the end");
            nonce.increment();
        }
    }
}

#[test]
fn boxes_that_do_not_open_stay_as_they_were() {
    let mut sequential = SequentialKey::new(key());
    let nonce = Nonce::from_bytes([9; 24]);
    for len in [1, 100, Short::MAX_BOX_LEN - MAC_LEN, Short::MAX_BOX_LEN - MAC_LEN + 1, 1373] {
        let mut sealed = boxed(&vec![0x42; len]);
        sequential.seal_in_place(&nonce, &mut sealed).unwrap();
        for at in [0, MAC_LEN - 1, MAC_LEN, sealed.len() - 1] {
            let mut bad = sealed.clone();
            bad[at] ^= 0x10;
            let before = bad.clone();
            assert_eq!(sequential.open_in_place(&nonce, &mut bad), Err(NotDecryptable));
            assert_eq!(bad, before);
        }
        let mut other = nonce;
        other.increment();
        assert_eq!(sequential.open_in_place(&other, &mut sealed.clone()), Err(NotDecryptable));
        assert!(sequential.open_in_place(&nonce, &mut sealed).is_ok());
    }
}

#[test]
fn boxes_of_nothing_are_refused() {
    let mut sequential = SequentialKey::new(key());
    let nonce = Nonce::from_bytes([9; 24]);
    for len in 0..=MAC_LEN {
        assert_eq!(sequential.seal_in_place(&nonce, &mut vec![0; len]), Err(NothingToSeal));
        assert_eq!(sequential.open_in_place(&nonce, &mut vec![0; len]), Err(NotDecryptable));
    }
}

#[test]
fn prints_nothing_of_the_key() {
    assert_eq!(format!("{:?}", SequentialKey::new(key())), "SequentialKey(..)");
}

proptest! {
    #[test]
    fn boxes_are_those_of_the_combined_key(
        nonces in proptest::collection::vec((any::<bool>(), any::<[u8; 24]>()), 1..6),
        plain in proptest::collection::vec(any::<u8>(), 1..400),
    ) {
        let mut sequential = SequentialKey::new(key());
        let mut nonce = Nonce::from_bytes([0; 24]);
        for (jumps, bytes) in nonces {
            if jumps {
                nonce = Nonce::from_bytes(bytes);
            }
            nonce.increment();
            assert_same(&mut sequential, &nonce, &plain);
        }
    }
}
