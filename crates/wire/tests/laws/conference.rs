use toxcore_wire::Encode;
use toxcore_wire::conference::{
    ConferencePacket, DirectContent, GroupMessage, InviteCookie, MessageContent, readdress,
};

pub(super) fn check(data: &[u8]) {
    super::exact(data, InviteCookie::parse(data));
    let Ok(packet) = ConferencePacket::parse(data) else { return };
    // What follows packets without content need not come back.
    let encoded = packet.to_vec();
    assert_eq!(encoded.len(), packet.encoded_len());
    assert!(encoded.len() <= data.len());
    assert_eq!(ConferencePacket::parse(&encoded), Ok(packet));
    assert!(!format!("{packet:?}").is_empty());
    match packet {
        ConferencePacket::Message(message) => {
            super::exact(message.data, message.content());
            if let Ok(content) = message.content() {
                assert_eq!(MessageContent::parse(content.id(), message.data), Ok(content));
            }
            let mut other = data.to_vec();
            readdress(&mut other, !message.conference_number);
            let moved = GroupMessage::parse(&other);
            assert_eq!(moved, Ok(GroupMessage { conference_number: !message.conference_number, ..message }));
        }
        ConferencePacket::Direct(direct) => {
            if let DirectContent::PeerResponse(entries) = direct.content {
                let good: Vec<u8> = entries.filter_map(Result::ok).flat_map(|entry| entry.to_vec()).collect();
                assert!(entries.as_bytes().starts_with(&good));
            }
        }
        ConferencePacket::Invite(_)
        | ConferencePacket::PeerOnline(_)
        | ConferencePacket::Rejoin(_)
        | ConferencePacket::Lossy(_) => {}
    }
}
