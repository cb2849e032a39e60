use toxcore_crypto::EphemeralPublicKey;
use toxcore_wire::Encode;
use toxcore_wire::group::{
    ChatId, GroupHandshakePacket, Lossless, LosslessData, LosslessPacket, Lossy, LossyData, LossyPacket, PasswordField,
};

use super::{ZERO_NONCE, boxed, combined_key};

/// The plaintext of what members send each other. What follows a packet is ignored, so bytes need not come back, but
/// values do.
pub(super) fn check(data: &[u8]) {
    if let Ok(plain) = LosslessData::parse(data) {
        assert!(data.ends_with(plain.data));
        lossless(&plain);
        seal_lossless(&plain);
    }
    if let Ok(plain) = LossyData::parse(data) {
        assert!(data.ends_with(plain.data));
        lossy(&plain);
        seal_lossy(&plain);
    }
    frames(data);
}

fn lossless(plain: &LosslessData<'_>) {
    for field in [PasswordField::Absent, PasswordField::Present] {
        let Ok(packet) = Lossless::parse(plain.kind, plain.data, field) else { continue };
        assert_eq!(packet.kind(), plain.kind);
        let encoded = packet.to_vec();
        assert_eq!(encoded.len(), packet.encoded_len());
        assert_eq!(Lossless::parse(packet.kind(), &encoded, field).as_ref(), Ok(&packet));
        assert!(!format!("{packet:?}").is_empty());
        match packet {
            Lossless::Topic(topic) => drop(topic.verify()),
            Lossless::SharedState(state) => drop(state.open(&ChatId::from_bytes([1; 32]))),
            _ => {}
        }
    }
}

fn lossy(plain: &LossyData<'_>) {
    let Ok(packet) = Lossy::parse(plain.kind, plain.data) else { return };
    assert_eq!(packet.kind(), plain.kind);
    let encoded = packet.to_vec();
    assert_eq!(encoded.len(), packet.encoded_len());
    assert_eq!(Lossy::parse(packet.kind(), &encoded), Ok(packet));
    assert!(!format!("{packet:?}").is_empty());
}

fn seal_lossless(plain: &LosslessData<'_>) {
    let mut out = Vec::new();
    if plain.seal(&SENDER, &ZERO_NONCE, combined_key(), &mut out).is_ok() {
        let packet = LosslessPacket::parse(&mut out).expect("we keep to the lengths");
        assert_eq!(packet.sender, SENDER);
        assert_eq!(packet.open(combined_key()), Ok(*plain));
    }
}

fn seal_lossy(plain: &LossyData<'_>) {
    let mut out = Vec::new();
    if plain.seal(&SENDER, &ZERO_NONCE, combined_key(), &mut out).is_ok() {
        let packet = LossyPacket::parse(&mut out).expect("we keep to the lengths");
        assert_eq!(packet.sender, SENDER);
        assert_eq!(packet.open(combined_key()), Ok(*plain));
    }
}

/// Datagrams: as they are, and with a box that opens.
fn frames(data: &[u8]) {
    for frame in [data.to_vec(), framed(0x5b, 32, data), framed(0x5c, 32, data), framed(0x5a, 64, data)] {
        let _ = LosslessPacket::parse(&mut frame.clone()).map(|packet| packet.open(combined_key()).map(drop));
        let _ = LossyPacket::parse(&mut frame.clone()).map(|packet| packet.open(combined_key()).map(drop));
        let _ = GroupHandshakePacket::parse(&mut frame.clone()).map(|packet| packet.open(combined_key()).map(drop));
    }
}

fn framed(kind: u8, keys: usize, data: &[u8]) -> Vec<u8> {
    [&[kind][..], &vec![7; keys], ZERO_NONCE.as_bytes(), &boxed(data)].concat()
}

/// Whoever sends the boxes.
const SENDER: EphemeralPublicKey = EphemeralPublicKey::from_bytes([7; 32]);
