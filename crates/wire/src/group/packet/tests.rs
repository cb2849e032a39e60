use proptest::prelude::*;
use toxcore_crypto::{CombinedKey, EphemeralKeyPair};

use super::super::{LosslessKind, LossyKind};
use super::*;
use crate::testing::{assert_kinds, assert_lengths, combined, key_pair, nonce};

fn alice() -> EphemeralKeyPair {
    key_pair(0x10)
}

fn session_key() -> CombinedKey {
    combined(&alice(), &key_pair::<EphemeralPublicKey>(0x30))
}

fn lossless(kind: LosslessKind, message_id: u64, data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    LosslessData { kind, message_id, data }.seal(&alice().public, &nonce(1), &session_key(), &mut out).unwrap();
    out
}

fn lossy(kind: LossyKind, data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    LossyData { kind, data }.seal(&alice().public, &nonce(1), &session_key(), &mut out).unwrap();
    out
}

#[test]
fn lossless_packets_come_back_at_every_length() {
    for len in 0..=MAX_LOSSLESS_CHUNK_LEN {
        let data = vec![0; len];
        let mut packet = lossless(LosslessKind::Broadcast, u64::MAX - 1, &data);
        assert_eq!(packet.len() % 8, 86 % 8);
        assert!((82 + len..82 + len + 8).contains(&packet.len()));
        let parsed = LosslessPacket::parse(&mut packet).unwrap();
        assert_eq!(parsed.sender, alice().public);
        let opened = parsed.open(&session_key()).unwrap();
        assert_eq!(opened, LosslessData { kind: LosslessKind::Broadcast, message_id: u64::MAX - 1, data: &data });
    }
}

#[test]
fn lossy_packets_come_back_at_every_length() {
    for len in 1..=MAX_GROUP_CUSTOM_LEN {
        let data = vec![0; len];
        let mut packet = lossy(LossyKind::Custom, &data);
        let opened = LossyPacket::parse(&mut packet).unwrap().open(&session_key()).unwrap();
        assert_eq!(opened, LossyData { kind: LossyKind::Custom, data: &data });
    }
}

/// Lengths of packets as they were seen between two members running the reference.
#[test]
fn packets_are_as_long_as_those_of_the_reference() {
    let lossless = |len: usize| lossless(LosslessKind::Topic, 2, &vec![1; len]).len();
    assert_eq!([0, 2, 256, 2, 136, 104, 131, 33, 500].map(lossless), [86, 86, 342, 86, 222, 190, 214, 118, 582]);
    let lossy = |len: usize| lossy(LossyKind::Ack, &vec![1; len]).len();
    assert_eq!([9, 1373].map(lossy), [87, 1447]);
}

#[test]
fn more_than_fits_is_refused() {
    let mut out = Vec::new();
    let (key, alice) = (session_key(), alice().public);
    let lossless = LosslessData { kind: LosslessKind::Custom, message_id: 2, data: &[1; 501] };
    assert_eq!(lossless.seal(&alice, &nonce(1), &key, &mut out), Err(TooLong { len: 501, max: 500 }));
    let lossy = LossyData { kind: LossyKind::Custom, data: &[1; 1374] };
    assert_eq!(lossy.seal(&alice, &nonce(1), &key, &mut out), Err(TooLong { len: 1374, max: 1373 }));
    assert!(out.is_empty());
}

#[test]
fn frames_have_a_kind_and_a_length() {
    let packet = lossless(LosslessKind::Topic, 2, &[1; 100]);
    assert_lengths(&packet, 82..=1477, |bytes| LosslessPacket::parse(bytes).map(drop));
    assert_kinds(&packet, &[0x5b], |bytes| LosslessPacket::parse(bytes).map(drop));
    let packet = lossy(LossyKind::Ack, &[1; 9]);
    assert_lengths(&packet, 75..=1477, |bytes| LossyPacket::parse(bytes).map(drop));
    assert_kinds(&packet, &[0x5c], |bytes| LossyPacket::parse(bytes).map(drop));
}

#[test]
fn changed_or_cut_packets_do_not_open() {
    let packet = lossless(LosslessKind::Topic, 2, &[1; 9]);
    for at in 33..packet.len() {
        let mut bytes = packet.clone();
        bytes[at] ^= 1;
        let opened = LosslessPacket::parse(&mut bytes).map(|parsed| parsed.open(&session_key()).is_ok());
        assert_eq!(opened, Ok(false), "byte {at}");
        let mut cut = packet[..at].to_vec();
        assert!(LosslessPacket::parse(&mut cut).map_or(true, |parsed| parsed.open(&session_key()).is_err()));
    }
}

/// Members may fill up as they like.
#[test]
fn any_padding_is_taken_off() {
    for padding in 0..40 {
        let plain = [&vec![0; padding][..], &[0xf3, 0, 0, 0, 0, 0, 0, 0, 9, 0, 7]].concat();
        let expected = LosslessData { kind: LosslessKind::Broadcast, message_id: 9, data: &[0, 7] };
        assert_eq!(LosslessData::parse(&plain), Ok(expected));
        let plain = [&vec![0; padding][..], &[2, 0, 7]].concat();
        assert_eq!(LossyData::parse(&plain), Ok(LossyData { kind: LossyKind::Ack, data: &[0, 7] }));
        let nothing = Err(ParseError::Invalid(Field::InnerKind));
        assert_eq!(LosslessData::parse(&vec![0; padding]), nothing);
        assert_eq!(LossyData::parse(&vec![0; padding]).map(drop), nothing.map(drop));
    }
}

#[test]
fn plaintexts_without_their_fixed_parts_are_refused() {
    for len in 1..9 {
        assert_eq!(LosslessData::parse(&vec![0xf3; len]), Err(ParseError::Truncated));
    }
    assert_eq!(LossyData::parse(&[0xf2]), Err(ParseError::Truncated));
}

proptest! {
    #[test]
    fn any_plaintext_is_read_or_refused(plain in prop::collection::vec(any::<u8>(), 0..100)) {
        if let Ok(data) = LosslessData::parse(&plain) {
            prop_assert!(plain.ends_with(data.data));
        }
        if let Ok(data) = LossyData::parse(&plain) {
            prop_assert!(plain.ends_with(data.data) && !data.data.is_empty());
        }
    }
}
