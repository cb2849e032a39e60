use super::{DhtKeyPair, DhtPublicKey, EphemeralPublicKey, KeyPair, LongTermPublicKey, SecretKey};
use crate::InvalidHex;

const TEXT: &str = "8f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f";

#[test]
fn hexadecimal_in_both_cases_and_back() {
    let key = LongTermPublicKey::from_hex(TEXT).unwrap();
    assert_eq!(key, LongTermPublicKey::from_hex(&TEXT.to_uppercase()).unwrap());
    assert_eq!(key.to_hex(), TEXT);
    assert_eq!(key.as_bytes()[..4], [0x8f, 0x40, 0xc5, 0xad]);
}

#[test]
fn other_text_is_no_key() {
    let mut too_long = TEXT.to_owned();
    too_long.push('0');
    let odd = format!("é{}", &TEXT[2..]);
    let signed = format!("+{}", &TEXT[1..]);
    for text in ["", "8f", &TEXT[1..], &too_long, &too_long.repeat(1100), &odd, &signed, &TEXT.replace('f', "g")] {
        assert_eq!(DhtPublicKey::from_hex(text), Err(InvalidHex { digits: 64 }), "{}", text.len());
    }
}

#[test]
fn public_keys_print_their_first_four_bytes() {
    assert_eq!(format!("{:?}", DhtPublicKey::from_hex(TEXT).unwrap()), "DhtPublicKey(8f40c5ad..)");
}

#[test]
fn public_keys_are_ordered_as_big_endian_numbers() {
    let mut small = [0; 32];
    small[31] = 255;
    let mut large = [0; 32];
    large[0] = 1;
    assert!(DhtPublicKey::from_bytes(small) < DhtPublicKey::from_bytes(large));
}

#[test]
fn keys_of_any_role_can_be_named_ephemeral() {
    let bytes = [3; 32];
    assert_eq!(EphemeralPublicKey::from(DhtPublicKey::from_bytes(bytes)).as_bytes(), &bytes);
    assert_eq!(EphemeralPublicKey::from(LongTermPublicKey::from_bytes(bytes)).as_bytes(), &bytes);
}

#[test]
fn secret_bytes_are_kept_unclamped() {
    let pair = DhtKeyPair::from_secret_bytes([0xff; 32]);
    assert_eq!(pair.secret.as_bytes(), &[0xff; 32]);
    let clamped = KeyPair::<DhtPublicKey>::from_secret_bytes({
        let mut bytes = [0xff; 32];
        bytes[0] = 0xf8;
        bytes[31] = 0x7f;
        bytes
    });
    assert_eq!(pair.public, clamped.public);
}

#[test]
fn keys_with_the_highest_bit_are_not_valid() {
    assert!(LongTermPublicKey::from_hex(TEXT).unwrap().is_valid());
    assert!(LongTermPublicKey::from_bytes([127; 32]).is_valid());
    assert!(!LongTermPublicKey::from_bytes([128; 32]).is_valid());
}

#[test]
fn secrets_are_wiped_on_drop() {
    const fn wiped_on_drop<T: zeroize::ZeroizeOnDrop>() {}
    wiped_on_drop::<SecretKey>();
    wiped_on_drop::<crate::CombinedKey>();
    wiped_on_drop::<crate::SymmetricKey>();
    wiped_on_drop::<ed25519_dalek::SigningKey>();
    let mut bytes = [7; 40];
    crate::wipe(&mut bytes);
    assert_eq!(bytes, [0; 40]);
}
