use toxcore_wire::Encode;
use toxcore_wire::messenger::MessengerPacket;

pub(super) fn check(data: &[u8]) {
    let Ok(packet) = MessengerPacket::parse(data) else { return };
    // Bytes need not come back (sides, typing, what follows a control), but values do.
    let encoded = packet.to_vec();
    assert_eq!(encoded.len(), packet.encoded_len());
    assert!(encoded.len() <= data.len());
    assert_eq!(MessengerPacket::parse(&encoded), Ok(packet));
    assert!(!format!("{packet:?}").is_empty());
}
