use proptest::prelude::*;
use toxcore_crypto::LongTermPublicKey;

use super::*;
use crate::testing::{assert_kinds, assert_lengths, combined, key_pair, nonce};

fn parse(packet: &mut [u8]) -> Result<(), ParseError> {
    Handshake::parse(packet).map(drop)
}

#[test]
fn only_its_length_and_kind_are_accepted() {
    assert_lengths(&[0x1a], 385..=385, parse);
    assert_kinds(&[0; 385], &[0x1a], parse);
}

#[test]
fn damage_anywhere_is_noticed() {
    let key = combined(&key_pair::<LongTermPublicKey>(1), &key_pair::<LongTermPublicKey>(2));
    let payload = HandshakePayload {
        base_nonce: nonce(1),
        session_key: key_pair(3).public,
        other_cookie: Cookie::from_bytes([2; Cookie::LEN]),
    };
    let mut packet = Vec::new();
    payload.seal(&Cookie::from_bytes([1; Cookie::LEN]), &nonce(2), &key, &mut packet);
    for position in 1..Handshake::LEN {
        let mut bytes = packet.clone();
        bytes[position] ^= 1;
        assert!(Handshake::parse(&mut bytes).unwrap().open(&key).is_err(), "byte {position}");
    }
    assert_eq!(Handshake::parse(&mut packet).unwrap().open(&key), Ok(payload));
}

proptest! {
    #[test]
    fn any_datagram_is_refused(mut packet in prop::collection::vec(any::<u8>(), 385)) {
        packet[0] = 0x1a;
        let key = combined(&key_pair::<LongTermPublicKey>(1), &key_pair::<LongTermPublicKey>(2));
        prop_assert_eq!(Handshake::parse(&mut packet).unwrap().open(&key), Err(OpenError::NotDecryptable));
    }
}
