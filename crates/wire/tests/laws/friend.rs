use toxcore_wire::Encode;
use toxcore_wire::friend::{FriendRequest, ShareRelays, ToxId};

pub(super) fn check(data: &[u8]) {
    super::exact(data, ToxId::parse(data));
    super::exact(data, FriendRequest::parse(data));
    if let Ok(packet) = ShareRelays::parse(data) {
        // Other families become those of TCP, so bytes need not come back, but values do.
        assert!(packet.encoded_len() <= data.len());
        assert_eq!(ShareRelays::parse(&packet.to_vec()), Ok(packet));
    }
    let text = std::str::from_utf8(data).unwrap_or_default();
    if let Ok(id) = text.parse::<ToxId>() {
        assert_eq!(id.to_string(), text.to_uppercase());
    }
}
