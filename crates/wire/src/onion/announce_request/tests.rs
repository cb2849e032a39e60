use proptest::prelude::*;
use toxcore_crypto::{DhtKeyPair, EphemeralKeyPair, LongTermKeyPair};

use super::*;
use crate::testing::{assert_kinds, assert_lengths, combined, counting, hex, key_pair, nonce};

const PINNED: &str = "83c0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d78f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f7183dd7a16939f9e70e0c089ada858da5992308836b6f5cb27844ea75cd66aedcbf16cd501a5397f5fb12d5dbaf32ccadbaec3b4a85ea04d304d1f72894aef2b210c7a129f442e36d609a47001484bc3f389d4c6511662ab3e289f722d04daddff0186c35cd70abbb7e813f7cd2e79aebea26d98a9de2a4b";

fn payload(form: AnnounceForm<'_>) -> AnnounceRequestPayload<'_> {
    AnnounceRequestPayload {
        ping_id: [0xab; 32],
        searched: key_pair::<LongTermPublicKey>(0x00).public,
        data_key: key_pair::<EphemeralPublicKey>(0x05).public,
        sendback: RequestId::from_bytes(counting(1)),
        form,
    }
}

fn key() -> CombinedKey {
    let (own, node): (LongTermKeyPair, DhtKeyPair) = (key_pair(0x00), key_pair(0xd5));
    combined(&own, &node)
}

/// The request as it arrives, behind a path.
fn arrived(form: AnnounceForm<'_>) -> Vec<u8> {
    let sender: EphemeralKeyPair = key_pair(0x00);
    let mut packet = Vec::new();
    payload(form).seal(&sender.public, &nonce(0xc0), &key(), &mut packet).unwrap();
    packet.extend_from_slice(&[9; RETURN_3_LEN]);
    packet
}

fn parse(packet: &mut [u8]) -> Result<(), ParseError> {
    AnnounceRequest::parse(packet).map(drop)
}

#[test]
fn plain_form_is_the_pinned_one() {
    let mut packet = arrived(AnnounceForm::Plain);
    assert_eq!(packet[..AnnounceRequest::CLIENT_LEN], hex(PINNED));
    let request = AnnounceRequest::parse(&mut packet).unwrap();
    assert!(!request.extended);
    assert_eq!(request.sender, key_pair::<EphemeralPublicKey>(0x00).public);
    assert_eq!(request.return_path.as_bytes(), &[9; RETURN_3_LEN]);
    assert_eq!(request.open(&key()), Ok(payload(AnnounceForm::Plain)));
}

#[test]
fn extended_form_carries_group_data() {
    for len in [0, 1, MAX_EXTRA_LEN] {
        let extra = vec![7; len];
        let mut packet = arrived(AnnounceForm::Extended(&extra));
        assert_eq!(packet.len(), AnnounceRequest::LEN + len);
        let request = AnnounceRequest::parse(&mut packet).unwrap();
        assert!(request.extended);
        assert_eq!(request.open(&key()), Ok(payload(AnnounceForm::Extended(&extra))));
    }
}

#[test]
fn too_much_group_data_is_not_sealed() {
    let extra = [0; MAX_EXTRA_LEN + 1];
    let mut out = Vec::new();
    let sender: EphemeralKeyPair = key_pair(0x00);
    let sealed = payload(AnnounceForm::Extended(&extra)).seal(&sender.public, &nonce(0), &key(), &mut out);
    assert_eq!((sealed, out.len()), (Err(TooLong { len: 137, max: 136 }), 0));
}

#[test]
fn lengths_out_of_range_are_refused() {
    assert_lengths(&arrived(AnnounceForm::Plain), 354..=354, parse);
    assert_lengths(&arrived(AnnounceForm::Extended(&[])), 354..=490, parse);
}

#[test]
fn other_kinds_are_refused() {
    assert_kinds(&arrived(AnnounceForm::Plain), &[0x83, 0x87], parse);
}

#[test]
fn plaintext_of_every_length_is_refused_or_whole() {
    for len in 1..=AnnounceRequestPayload::LEN + 8 {
        let plain = vec![0; len];
        let read = parse_all(&plain, |input| AnnounceRequestPayload::read(input, false));
        assert_eq!(read.is_ok(), len == AnnounceRequestPayload::LEN, "{len} bytes");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_refused_or_read(mut packet in prop::collection::vec(any::<u8>(), 0..520), kind in 0x83..=0x87_u8) {
        if let Some(first) = packet.first_mut() {
            *first = kind;
        }
        let _ = AnnounceRequest::parse(&mut packet).map(|request| request.open(&key()).map(drop));
    }

    #[test]
    fn any_payload_survives_the_round_trip(
        plain in any::<[u8; AnnounceRequestPayload::LEN]>(),
        extra in prop::collection::vec(any::<u8>(), 0..=MAX_EXTRA_LEN),
    ) {
        let bytes = [&plain[..], &extra].concat();
        let read = parse_all(&bytes, |input| AnnounceRequestPayload::read(input, true)).unwrap();
        prop_assert_eq!(read.to_vec(), bytes);
    }
}
