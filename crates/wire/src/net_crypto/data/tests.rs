use proptest::prelude::*;
use toxcore_crypto::EphemeralPublicKey;

use super::*;
use crate::testing::{assert_kinds, assert_lengths, combined, key_pair, nonce};

fn key() -> SequentialKey {
    combined(&key_pair::<EphemeralPublicKey>(1), &key_pair::<EphemeralPublicKey>(2)).into()
}

fn parse(packet: &mut [u8]) -> Result<(), ParseError> {
    DataPacket::parse(packet).map(drop)
}

#[test]
fn lengths_out_of_range_and_other_kinds_are_refused() {
    assert_lengths(&[0x1b], 28..=1400, parse);
    assert_kinds(&[0; 32], &[0x1b], parse);
}

#[test]
fn data_of_every_length_makes_a_multiple_of_8_and_survives_the_round_trip() {
    let bytes = [16; MAX_DATA_LEN];
    for len in 1..=MAX_DATA_LEN {
        let data = CryptoData { buffer_start: 1, packet_number: 2, data: &bytes[..len] };
        let mut packet = Vec::new();
        data.seal(&nonce(1), &mut key(), &mut packet).unwrap();
        assert_eq!(packet.len() % 8, 0);
        assert!((32..=1400).contains(&packet.len()));
        assert_eq!(DataPacket::parse(&mut packet).unwrap().open(&nonce(1), &mut key()), Ok(data));
    }
}

#[test]
fn too_much_data_is_not_sealed() {
    let data = CryptoData { buffer_start: 0, packet_number: 0, data: &[1; MAX_DATA_LEN + 1] };
    let mut out = Vec::new();
    assert_eq!(data.seal(&nonce(1), &mut key(), &mut out), Err(TooLong { len: 1374, max: 1373 }));
    assert!(out.is_empty());
}

#[test]
fn plaintext_of_nothing_but_zeros_errors_at_every_length() {
    for len in 0..=MAX_PACKET_LEN {
        let expected = if len < 8 { ParseError::Truncated } else { ParseError::Invalid(Field::InnerKind) };
        assert_eq!(CryptoData::parse(&vec![0; len]), Err(expected));
    }
}

#[test]
fn any_amount_of_padding_is_taken_off() {
    for padding in 0..1300 {
        let plain = [&[0; 8][..], &vec![0; padding], &[64, 0, 7]].concat();
        assert_eq!(CryptoData::parse(&plain).unwrap().data, [64, 0, 7]);
    }
}

#[test]
fn data_ids_are_classed_as_the_chapter_says() {
    for id in 0..=u8::MAX {
        let class = DataId::from(id);
        let expected = match id {
            1 => DataId::PacketRequest,
            2 => DataId::Kill,
            16..=191 => DataId::Lossless(id),
            192..=254 => DataId::Lossy(id),
            _ => DataId::Reserved(id),
        };
        assert_eq!((class, u8::from(class)), (expected, id));
        let data = [id];
        assert_eq!(CryptoData { buffer_start: 0, packet_number: 0, data: &data }.id(), expected);
    }
}

proptest! {
    #[test]
    fn any_plaintext_is_refused_or_read(plain in prop::collection::vec(any::<u8>(), 0..1500)) {
        if let Ok(data) = CryptoData::parse(&plain) {
            prop_assert!(plain.ends_with(data.data));
            prop_assert_ne!(data.data[0], 0);
        }
    }
}
