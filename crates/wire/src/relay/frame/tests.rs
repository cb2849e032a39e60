use proptest::prelude::*;
use toxcore_crypto::{CombinedKey, EphemeralPublicKey};

use super::*;
use crate::testing::{combined, key_pair, nonce};

fn key() -> CombinedKey {
    combined(&key_pair::<EphemeralPublicKey>(1), &key_pair::<EphemeralPublicKey>(2))
}

#[test]
fn all_lengths_are_complete_or_wrong_as_soon_as_both_bytes_are_there() {
    assert_eq!(FrameLength::parse(&[]), Ok(None));
    for length in 0..=u16::MAX {
        let prefix = length.to_be_bytes();
        assert_eq!(FrameLength::parse(&prefix[..1]), Ok(None));
        let expected = match usize::from(length) {
            0..=16 => Err(ParseError::Invalid(Field::Length)),
            len @ 17..=2048 => Ok(Some(len)),
            len => Err(ParseError::TooLong(len)),
        };
        assert_eq!(FrameLength::parse(&prefix), expected);
    }
}

#[test]
fn stream_of_zeros_is_no_stream() {
    assert_eq!(FrameLength::parse(&[0; 100]), Err(ParseError::Invalid(Field::Length)));
}

#[test]
fn every_plaintext_length_survives_the_round_trip() {
    for len in 0..=MAX_PLAIN_LEN + 1 {
        let mut frame = vec![0; FRAME_HEAD_LEN + len];
        let sealed = seal_frame_in_place(&mut frame, &key(), &nonce(1));
        if len == 0 || len > MAX_PLAIN_LEN {
            assert!(sealed.is_err());
            assert_eq!(frame, vec![0; FRAME_HEAD_LEN + len]);
            continue;
        }
        sealed.unwrap();
        let (sealed, taken) = FrameLength::split(&mut frame).unwrap().unwrap();
        assert_eq!(key().open_in_place(&nonce(1), sealed).unwrap(), vec![0; len]);
        assert_eq!(taken, FRAME_HEAD_LEN + len);
    }
}

#[test]
fn frame_without_room_for_its_head_is_refused() {
    for len in 0..=FRAME_HEAD_LEN {
        assert!(seal_frame_in_place(&mut vec![0; len], &key(), &nonce(1)).is_err());
    }
}

proptest! {
    #[test]
    fn any_stream_is_cut_within_itself(mut stream in prop::collection::vec(any::<u8>(), 0..3000)) {
        let received = stream.len();
        if let Ok(Some((sealed, taken))) = FrameLength::split(&mut stream) {
            prop_assert!(taken <= received);
            prop_assert_eq!(sealed.len() + 2, taken);
        }
    }
}
