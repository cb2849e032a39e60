use dryoc::classic::crypto_sign::{crypto_sign_detached, crypto_sign_seed_keypair, crypto_sign_verify_detached};
use dryoc::classic::crypto_sign_ed25519::{crypto_sign_ed25519_pk_to_curve25519, crypto_sign_ed25519_sk_to_curve25519};
use proptest::prelude::*;

use super::{BadSignature, InvalidSigningKey, SigningKeyPair, SigningPublicKey};
use crate::{DhtKeyPair, hex};

fn unhex<const N: usize>(text: &str) -> [u8; N] {
    hex::decode(text).unwrap()
}

/// Founder of a group that the reference made, and a signature of theirs.
const FOUNDER: &str = "c024ce9e9304a6004c13d7118a802c52268b7ccd2b79ba84521052f0a330a321";
const FOUNDER_X25519: &str = "0e77b8a38372b9cc1a544728da86c7ec6d8f0c2a2fbb490732faebe563659368";
const CHAT_ID: &str = "c40c7e07c345ad2ee33aaf2bd788d990e4b0f4c4dd93b7605d9fb2043e642858";

/// Points of order 1, 2, 4 and 8, and encodings of them that are not canonical.
const SMALL_ORDER: [&str; 12] = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

#[test]
fn signs_as_rfc_8032() {
    let pair = SigningKeyPair::from_seed(&unhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
    assert_eq!(pair.public().as_bytes(), &unhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
    let signature = unhex(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    );
    assert_eq!(pair.sign(b""), signature);
    assert_eq!(pair.public().verify(b"", &signature), Ok(()));
    assert_eq!(pair.public().verify(b"x", &signature), Err(BadSignature));
}

#[test]
fn verifies_the_shared_state_of_a_group_made_by_the_reference() {
    let mut state = vec![0, 0, 0, 1];
    state.extend(unhex::<32>(FOUNDER_X25519));
    state.extend(unhex::<32>(FOUNDER));
    state.extend([0, 100, 0, 9]);
    state.extend(b"GroupName");
    state.resize(192, 0);
    let signature = unhex(
        "61566e97f943e0fc178d6682271f157a141484d2b416ab45069685dbff2a5c8ae2ba23ebfb8f4a7b24e3eb7cce3f3b31b32a61ce58ff924fc416a74367c8c906",
    );
    let chat_id = SigningPublicKey::from_bytes(unhex(CHAT_ID));
    assert_eq!(chat_id.verify(&state, &signature), Ok(()));
    state[191] = 1;
    assert_eq!(chat_id.verify(&state, &signature), Err(BadSignature));
}

#[test]
fn verifies_empty_sanctions_signed_by_a_founder_of_the_reference() {
    let signature = unhex(
        "75b88daf2e02ee9a817310ca2a77a50175b6684f8320dd711a242415f1931383391998c17e9fa9003c23f9c4ba9065196a57c9d4f20027ce14c5e4e1e7710005",
    );
    assert_eq!(SigningPublicKey::from_bytes(unhex(FOUNDER)).verify(&[0; 32], &signature), Ok(()));
}

#[test]
fn converts_the_founder_of_a_group_made_by_the_reference() {
    let converted = SigningPublicKey::from_bytes(unhex(FOUNDER)).to_x25519().unwrap();
    assert_eq!(converted.to_hex(), FOUNDER_X25519);
}

#[test]
fn converted_halves_belong_together() {
    for seed in 0..32 {
        let pair = SigningKeyPair::from_seed(&[seed; 32]);
        let secret = pair.to_x25519();
        let public = DhtKeyPair::from_secret_bytes(*secret.as_bytes()).public;
        assert_eq!(pair.public().to_x25519().unwrap().as_bytes(), public.as_bytes());
    }
}

#[test]
fn keys_of_small_order_neither_convert_nor_verify() {
    for text in SMALL_ORDER {
        let key = SigningPublicKey::from_bytes(unhex(text));
        assert_eq!(key.to_x25519(), Err(InvalidSigningKey), "{text}");
        // With R = A and S = 0 a lax check accepts any message for most of these keys.
        let mut signature = [0; 64];
        signature[..32].copy_from_slice(key.as_bytes());
        assert_eq!(key.verify(b"anything", &signature), Err(BadSignature), "{text}");
    }
}

#[test]
fn points_outside_the_prime_order_group_do_not_convert() {
    let honest = SigningKeyPair::from_seed(&[1; 32]).public();
    let honest = curve25519_dalek::edwards::CompressedEdwardsY(*honest.as_bytes()).decompress().unwrap();
    for torsion in &curve25519_dalek::constants::EIGHT_TORSION[1..] {
        let mixed = SigningPublicKey::from_bytes((honest + torsion).compress().to_bytes());
        assert_eq!(mixed.to_x25519(), Err(InvalidSigningKey));
    }
}

#[test]
fn signatures_are_not_malleable() {
    const GROUP_ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let pair = SigningKeyPair::from_seed(&[8; 32]);
    let mut signature = pair.sign(b"message");
    let mut carry = 0;
    for (byte, order) in signature[32..].iter_mut().zip(GROUP_ORDER) {
        carry += u16::from(*byte) + u16::from(order);
        *byte = carry as u8;
        carry >>= 8;
    }
    assert_eq!(pair.public().verify(b"message", &signature), Err(BadSignature));
}

#[test]
fn the_long_form_is_seed_and_public_key() {
    let pair = SigningKeyPair::from_seed(&[5; 32]);
    let bytes = pair.to_bytes();
    assert_eq!(bytes[..32], [5; 32]);
    assert_eq!(&bytes[32..], pair.public().as_bytes());
    assert_eq!(SigningKeyPair::from_bytes(&bytes).unwrap().sign(b"m"), pair.sign(b"m"));
    let mut mixed = bytes;
    mixed[40] ^= 1;
    assert_eq!(SigningKeyPair::from_bytes(&mixed).err(), Some(InvalidSigningKey));
}

#[test]
fn secrets_are_not_printed() {
    let text = format!("{:?}", SigningKeyPair::from_seed(&[0xab; 32]));
    assert!(text.starts_with("SigningKeyPair(SigningPublicKey(") && text.ends_with("..))"), "{text}");
    assert!(text.len() < 50 && !text.contains("abab"), "{text}");
}

proptest! {
    #[test]
    fn equals_dryoc(seed: [u8; 32], message in proptest::collection::vec(any::<u8>(), 0..600), flip in 0..512_usize) {
        let ours = SigningKeyPair::from_seed(&seed);
        let (public, secret) = crypto_sign_seed_keypair(&seed);
        prop_assert_eq!(*ours.public().as_bytes(), public);
        prop_assert_eq!(ours.to_bytes(), secret);

        let (mut expected, mut converted) = ([0; 64], [0; 32]);
        crypto_sign_detached(&mut expected, &message, &secret).unwrap();
        prop_assert_eq!(ours.sign(&message), expected);
        crypto_sign_ed25519_sk_to_curve25519(&mut converted, &secret);
        prop_assert_eq!(*ours.to_x25519().as_bytes(), converted);
        crypto_sign_ed25519_pk_to_curve25519(&mut converted, &public).unwrap();
        prop_assert_eq!(*ours.public().to_x25519().unwrap().as_bytes(), converted);

        prop_assert!(ours.public().verify(&message, &expected).is_ok());
        expected[flip / 8] ^= 1 << (flip % 8);
        prop_assert!(ours.public().verify(&message, &expected).is_err());
        prop_assert!(crypto_sign_verify_detached(&expected, &message, &public).is_err());
    }

    #[test]
    fn converts_arbitrary_bytes_as_dryoc(bytes: [u8; 32]) {
        let mut converted = [0; 32];
        let theirs = crypto_sign_ed25519_pk_to_curve25519(&mut converted, &bytes).is_ok().then_some(converted);
        let ours = SigningPublicKey::from_bytes(bytes).to_x25519().ok().map(|key| *key.as_bytes());
        prop_assert_eq!(ours, theirs);
    }
}

/// Acceptance rules pinned to libsodium's, which the reference uses.
#[cfg(feature = "libsodium")]
mod libsodium {
    use curve25519_dalek::Scalar;
    use curve25519_dalek::constants::EIGHT_TORSION;
    use curve25519_dalek::edwards::EdwardsPoint;
    use sha2::{Digest, Sha512};
    use toxcore_crypto_sodium as sodium;

    use super::*;

    fn same_verdict(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
        let ours = SigningPublicKey::from_bytes(*key).verify(message, signature).is_ok();
        assert_eq!(
            ours,
            sodium::ed25519_verify(signature, message, key),
            "{} {}",
            hex::encode(key),
            hex::encode(signature)
        );
        ours
    }

    /// Every sum of an honest or neutral key and R with every point of small order, signed to fit either equation.
    #[test]
    fn torsion_in_key_and_commitment_gets_the_same_verdict() {
        let mut accepted = 0;
        for torsion_a in EIGHT_TORSION {
            for torsion_r in EIGHT_TORSION {
                for (a, r) in [(0_u64, 0_u64), (0, 5), (7, 0), (7, 5)] {
                    for try_number in 0..8_u8 {
                        let message = [b'm', try_number];
                        let (a, r) = (Scalar::from(a), Scalar::from(r));
                        let key = (EdwardsPoint::mul_base(&a) + torsion_a).compress().to_bytes();
                        let commitment = (EdwardsPoint::mul_base(&r) + torsion_r).compress().to_bytes();
                        let hash = Sha512::new().chain_update(commitment).chain_update(key).chain_update(message);
                        let challenge = Scalar::from_bytes_mod_order_wide(&hash.finalize().into());
                        let mut signature = [0; 64];
                        signature[..32].copy_from_slice(&commitment);
                        signature[32..].copy_from_slice((r + challenge * a).as_bytes());
                        accepted += usize::from(same_verdict(&key, &message, &signature));
                    }
                }
            }
        }
        assert!(accepted > 0);
    }

    #[test]
    fn small_order_and_non_canonical_bytes_get_the_same_verdict() {
        for key in SMALL_ORDER.map(unhex::<32>) {
            assert_eq!(sodium::ed25519_public_to_x25519(&key), None);
            for commitment in SMALL_ORDER.map(unhex::<32>) {
                let mut signature = [0; 64];
                signature[..32].copy_from_slice(&commitment);
                same_verdict(&key, b"m", &signature);
                same_verdict(SigningKeyPair::from_seed(&[1; 32]).public().as_bytes(), b"m", &signature);
            }
        }
    }

    #[test]
    fn signatures_changed_in_one_bit_get_the_same_verdict() {
        let pair = SigningKeyPair::from_seed(&[4; 32]);
        let signature = pair.sign(b"message");
        assert_eq!(sodium::ed25519_sign(b"message", &pair.to_bytes()), signature);
        for flip in 0..512 {
            let mut changed = signature;
            changed[flip / 8] ^= 1 << (flip % 8);
            assert!(!same_verdict(pair.public().as_bytes(), b"message", &changed));
        }
    }

    proptest! {
        #[test]
        fn conversions_are_the_same(seed: [u8; 32], bytes: [u8; 32]) {
            let pair = SigningKeyPair::from_seed(&seed);
            prop_assert_eq!(*pair.to_x25519().as_bytes(), sodium::ed25519_secret_to_x25519(&pair.to_bytes()));
            for key in [bytes, *pair.public().as_bytes()] {
                let ours = SigningPublicKey::from_bytes(key).to_x25519().ok().map(|key| *key.as_bytes());
                prop_assert_eq!(ours, sodium::ed25519_public_to_x25519(&key));
            }
        }
    }
}
