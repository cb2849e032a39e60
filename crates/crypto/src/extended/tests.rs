use proptest::prelude::*;

use super::{ExtendedKeyPair, ExtendedPublicKey, InvalidExtendedKey};
use crate::ed25519::{InvalidSigningKey, SigningPublicKey};
use crate::{DhtKeyPair, EphemeralPublicKey, hex};

fn unhex<const N: usize>(text: &str) -> [u8; N] {
    hex::decode(text).unwrap()
}

/// Founder of a group that the reference made.
const FOUNDER: &str = "0e77b8a38372b9cc1a544728da86c7ec6d8f0c2a2fbb490732faebe563659368\
                       c024ce9e9304a6004c13d7118a802c52268b7ccd2b79ba84521052f0a330a321";
/// Its chat id.
const CHAT_ID: &str = "c40c7e07c345ad2ee33aaf2bd788d990e4b0f4c4dd93b7605d9fb2043e642858";

#[test]
fn the_founder_of_the_reference_has_keys_that_belong_together() {
    let founder = ExtendedPublicKey::from_bytes(&unhex(FOUNDER));
    assert!(founder.is_consistent());
    assert_eq!(ExtendedPublicKey::of_signing_key(founder.signing), Ok(founder));
    assert_eq!(founder.to_bytes(), unhex(FOUNDER));
}

#[test]
fn a_chat_id_has_an_encryption_key() {
    let group = ExtendedPublicKey::of_signing_key(SigningPublicKey::from_bytes(unhex(CHAT_ID))).unwrap();
    assert!(group.is_consistent());
    assert_ne!(group.encryption, ExtendedPublicKey::from_bytes(&unhex(FOUNDER)).encryption);
}

#[test]
fn claimed_signature_keys_of_others_are_found_out() {
    let [own, other] = [1, 2].map(|byte| ExtendedKeyPair::from_seed(&[byte; 32]).public());
    assert!(!ExtendedPublicKey { signing: other.signing, ..own }.is_consistent());
    assert!(!ExtendedPublicKey { encryption: EphemeralPublicKey::from_bytes([0; 32]), ..own }.is_consistent());
    // A key of small order maps to zero, which must not count as its pair.
    let nothing = SigningPublicKey::from_bytes(unhex(&format!("01{}", "00".repeat(31))));
    let claimed = ExtendedPublicKey { encryption: EphemeralPublicKey::from_bytes([0; 32]), signing: nothing };
    assert!(!claimed.is_consistent());
}

#[test]
fn chat_ids_that_nobody_can_have_are_refused() {
    let not_on_the_curve = (0..=255_u8)
        .map(|byte| [byte; 32])
        .find(|bytes| curve25519_dalek::edwards::CompressedEdwardsY(*bytes).decompress().is_none());
    let small_order = unhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");
    let honest = ExtendedKeyPair::from_seed(&[1; 32]).public().signing;
    let honest = curve25519_dalek::edwards::CompressedEdwardsY(*honest.as_bytes()).decompress().unwrap();
    let mixed = (honest + curve25519_dalek::constants::EIGHT_TORSION[1]).compress().to_bytes();
    for bytes in [not_on_the_curve.unwrap(), small_order, mixed, [0; 32], [0xff; 32]] {
        let chat_id = SigningPublicKey::from_bytes(bytes);
        assert_eq!(ExtendedPublicKey::of_signing_key(chat_id), Err(InvalidSigningKey));
    }
}

#[test]
fn the_secret_form_is_encryption_key_seed_and_public_key() {
    let pair = ExtendedKeyPair::from_seed(&[7; 32]);
    let bytes = pair.to_secret_bytes();
    assert_eq!(&bytes[..32], pair.encryption_secret().as_bytes());
    assert_eq!(bytes[32..64], [7; 32]);
    assert_eq!(&bytes[64..], pair.public().signing.as_bytes());
    let again = ExtendedKeyPair::from_secret_bytes(&bytes).unwrap();
    assert_eq!((again.public(), again.sign(b"m")), (pair.public(), pair.sign(b"m")));
}

#[test]
fn secret_forms_that_do_not_fit_are_refused() {
    let bytes = ExtendedKeyPair::from_seed(&[7; 32]).to_secret_bytes();
    for at in 0..bytes.len() {
        let mut changed = *bytes;
        changed[at] ^= 1;
        assert_eq!(ExtendedKeyPair::from_secret_bytes(&changed).err(), Some(InvalidExtendedKey), "byte {at}");
    }
    assert_eq!(ExtendedKeyPair::from_secret_bytes(&[0; 96]).err(), Some(InvalidExtendedKey));
}

#[test]
fn secrets_are_not_printed() {
    let text = format!("{:?}", ExtendedKeyPair::from_seed(&[0xab; 32]));
    assert!(text.starts_with("ExtendedKeyPair(EphemeralPublicKey(") && text.ends_with("..))"), "{text}");
    assert!(!text.contains("abab"), "{text}");
}

proptest! {
    #[test]
    fn every_seed_gives_pairs_that_belong_together(seed: [u8; 32]) {
        let pair = ExtendedKeyPair::from_seed(&seed);
        prop_assert!(pair.public().is_consistent());
        let from_secret = DhtKeyPair::from_secret_bytes(*pair.encryption_secret().as_bytes());
        prop_assert_eq!(EphemeralPublicKey::from(from_secret.public), pair.public().encryption);
        prop_assert_eq!(ExtendedPublicKey::from_bytes(&pair.public().to_bytes()), pair.public());
    }

    #[test]
    fn any_bytes_are_two_public_keys(bytes in prop::array::uniform32(any::<u8>()), more in prop::array::uniform32(any::<u8>())) {
        let mut both = [0; 64];
        both[..32].copy_from_slice(&bytes);
        both[32..].copy_from_slice(&more);
        let key = ExtendedPublicKey::from_bytes(&both);
        prop_assert_eq!(key.to_bytes(), both);
        let _ = key.is_consistent();
    }
}
