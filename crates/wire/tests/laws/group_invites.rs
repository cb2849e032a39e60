use toxcore_wire::Encode;
use toxcore_wire::group::{GroupInvitePacket, InviteData};

/// Invites between friends. Names are cut and relays dropped, so bytes need not come back, but values do.
pub(super) fn check(data: &[u8]) {
    if let Ok(invite) = InviteData::parse(data) {
        assert!(data.starts_with(&invite.to_vec()));
    }
    let Ok(packet) = GroupInvitePacket::parse(data) else { return };
    let encoded = packet.to_vec();
    assert_eq!(encoded.len(), packet.encoded_len());
    assert!(encoded.len() <= data.len());
    assert_eq!(GroupInvitePacket::parse(&encoded), Ok(packet));
    assert!(!format!("{packet:?}").is_empty());
}
