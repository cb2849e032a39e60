use super::*;
use crate::testing::{assert_kinds, assert_lengths, counting, key_pair, nonce};

fn parse(packet: &mut [u8]) -> Result<(), ParseError> {
    CookieRequest::parse(packet).map(drop)
}

#[test]
fn only_its_length_and_kind_are_accepted() {
    assert_lengths(&[0x18], 145..=145, parse);
    assert_kinds(&[0; 145], &[0x18], parse);
}

#[test]
fn padding_is_not_looked_at() {
    let key = crate::testing::combined(&key_pair::<DhtPublicKey>(1), &key_pair::<DhtPublicKey>(2));
    let plain: [u8; CookieRequestPayload::LEN] = counting(1);
    let mut packet = vec![0; HEAD_LEN + MAC_LEN];
    packet[0] = 0x18;
    packet.extend_from_slice(&plain);
    key.seal_in_place(&Nonce::from_bytes([0; 24]), &mut packet[HEAD_LEN..]).unwrap();
    let payload = CookieRequest::parse(&mut packet).unwrap().open(&key).unwrap();
    assert_eq!(payload.long_term_key.as_bytes(), &counting::<32>(1));
    assert_eq!(payload.echo.as_bytes(), &counting::<8>(65));
}

#[test]
fn wrong_key_does_not_open() {
    let key = |start| crate::testing::combined(&key_pair::<DhtPublicKey>(start), &key_pair::<DhtPublicKey>(2));
    let payload = CookieRequestPayload { long_term_key: key_pair(3).public, echo: RequestId::from_bytes([1; 8]) };
    let mut packet = Vec::new();
    payload.seal(&key_pair(1).public, &nonce(1), &key(1), &mut packet);
    assert_eq!(CookieRequest::parse(&mut packet).unwrap().open(&key(5)), Err(OpenError::NotDecryptable));
}
