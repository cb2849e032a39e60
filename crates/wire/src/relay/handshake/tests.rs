use proptest::prelude::*;
use toxcore_crypto::{DhtKeyPair, EphemeralKeyPair};

use super::*;
use crate::testing::{assert_lengths, combined, key_pair, nonce};

fn key() -> CombinedKey {
    let (client, server): (DhtKeyPair, DhtKeyPair) = (key_pair(1), key_pair(2));
    combined(&client, &server)
}

fn payload() -> HandshakePayload {
    let temporary: EphemeralKeyPair = key_pair(3);
    HandshakePayload { temporary: temporary.public, base_nonce: nonce(4) }
}

fn from_client() -> Vec<u8> {
    let mut out = Vec::new();
    ClientHandshake::seal(&key_pair(1).public, &nonce(9), &key(), &payload(), &mut out);
    out
}

#[test]
fn only_the_exact_lengths_are_accepted() {
    assert_lengths(&from_client(), 128..=128, |bytes| ClientHandshake::parse(bytes).map(drop));
    assert_lengths(&from_client(), 96..=96, |bytes| ServerHandshake::parse(bytes).map(drop));
}

#[test]
fn damage_behind_the_key_is_noticed() {
    for position in DhtPublicKey::LEN..ClientHandshake::LEN {
        let mut bytes = from_client();
        bytes[position] ^= 0x80;
        assert_eq!(ClientHandshake::parse(&mut bytes).unwrap().open(&key()), Err(OpenError::NotDecryptable));
    }
}

#[test]
fn other_key_opens_neither() {
    let mut bytes = from_client();
    let other: EphemeralKeyPair = key_pair(9);
    let other = combined(&other, &other);
    assert_eq!(ClientHandshake::parse(&mut bytes).unwrap().open(&other), Err(OpenError::NotDecryptable));
    assert_eq!(ServerHandshake::parse(&mut bytes[..96]).unwrap().open(&other), Err(OpenError::NotDecryptable));
}

proptest! {
    #[test]
    fn any_payload_survives_the_round_trip(key_bytes in any::<[u8; 32]>(), nonce_bytes in any::<[u8; 24]>()) {
        let payload = HandshakePayload {
            temporary: EphemeralPublicKey::from_bytes(key_bytes),
            base_nonce: Nonce::from_bytes(nonce_bytes),
        };
        let mut bytes = Vec::new();
        ServerHandshake::seal(&nonce(1), &key(), &payload, &mut bytes);
        prop_assert_eq!(ServerHandshake::parse(&mut bytes).unwrap().open(&key()), Ok(payload));
    }
}
