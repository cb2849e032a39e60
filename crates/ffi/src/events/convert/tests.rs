use toxcore::files::Direction;
use toxcore::{ConnectionStatus, FileRecvControl, MessageKind};

use super::*;

const FRIEND: FriendId = FriendId { index: 7, generation: 3 };
const FILE: FileNumber = FileNumber { direction: Direction::Incoming, slot: 1, generation: 9 };

/// What the list with this event encodes to, without the start of the list.
fn encoded(event: Event) -> Vec<u8> {
    let Form::Event(kind) = Form::of(event) else { return Vec::new() };
    let mut bytes = Vec::new();
    crate::events::Tox_Event(kind).pack(&mut bytes);
    bytes
}

#[test]
fn friends_are_told_of_by_their_numbers() {
    let text = Content::from(b"hi");
    let message = Event::FriendMessage { friend: FRIEND, kind: MessageKind::Action, text: text.clone() };
    assert_eq!(encoded(message), [0x92, 8, 0x93, 7, 1, 0xc4, 2, b'h', b'i']);
    let name = Event::FriendName { friend: FRIEND, name: text.clone(), before: Content::new() };
    assert_eq!(encoded(name), [0x92, 5, 0x92, 7, 0xc4, 2, b'h', b'i']);
    let status = Event::FriendConnectionStatus { friend: FRIEND, status: ConnectionStatus::Udp };
    assert_eq!(encoded(status), [0x92, 2, 0x92, 7, 2]);
    assert_eq!(encoded(Event::SelfConnectionStatus(ConnectionStatus::Tcp)), [0x92, 0, 1]);
}

#[test]
fn transfers_end_with_empty_parts() {
    let sent = Event::FileSent { friend: FRIEND, file: FILE, position: 5 };
    assert_eq!(encoded(sent), [0x92, 11, 0x94, 7, 0xce, 0, 2, 0, 0, 5, 0]);
    let received = Event::FileReceived { friend: FRIEND, file: FILE, position: 5, whole: true };
    assert_eq!(encoded(received), [0x92, 13, 0x94, 7, 0xce, 0, 2, 0, 0, 5, 0xc4, 0]);
    assert!(encoded(Event::FileBroken { friend: FRIEND, file: FILE }).is_empty());
}

#[test]
fn accepting_is_resuming() {
    for (control, number) in [
        (FileRecvControl::Accepted { position: 3 }, 0),
        (FileRecvControl::Resumed, 0),
        (FileRecvControl::Paused, 1),
        (FileRecvControl::Cancelled, 2),
    ] {
        let event = Event::FileRecvControl { friend: FRIEND, file: FILE, control };
        assert_eq!(encoded(event), [0x92, 14, 0x93, 7, 0xce, 0, 2, 0, 0, number]);
    }
}

#[test]
fn packets_of_calls_are_no_events() {
    for first in 0..=255_u8 {
        let data = Content::from(&[first, 1]);
        let lossless = Form::of(Event::FriendLosslessPacket { friend: FRIEND, data: data.clone() });
        assert_eq!(matches!(lossless, Form::Event(_)), (160..=191).contains(&first));
        let lossy = Form::of(Event::FriendLossyPacket { friend: FRIEND, data });
        assert_eq!(matches!(lossy, Form::Event(_)), (200..=254).contains(&first));
    }
}

#[test]
fn members_are_told_of_by_their_places() {
    use toxcore::LongTermPublicKey;
    use toxcore::conference::{
        ConferenceId, ConferenceIdentifier, ConferenceNumber, ConferenceType, Departure, InviteCookie, PeerId,
        PeerNumber,
    };
    let conference = ConferenceNumber { index: 3, generation: 8 };
    let peer = PeerId { index: 5, number: PeerNumber(900), key: LongTermPublicKey::from_bytes([1; 32]) };
    let text = Content::from(b"hi");
    let identifier = ConferenceIdentifier { kind: ConferenceType::Audio, id: ConferenceId::from_bytes([9; 32]) };
    let cookie = InviteCookie { inviter_number: 2, identifier };
    let head = [0x92, 15, 0x93, 7, 1, 0xc4, 35, 0, 2, 1];
    assert_eq!(encoded(Event::ConferenceInvite { friend: FRIEND, cookie }), [&head[..], &[9; 32]].concat());
    assert_eq!(encoded(Event::ConferenceConnected { conference }), [0x92, 16, 3]);
    assert_eq!(encoded(Event::ConferencePeerJoined { conference, peer }), [0x92, 17, 3]);
    let left = Event::ConferencePeerLeft { conference, peer, name: text.clone(), why: Departure::Frozen };
    assert_eq!(encoded(left), [0x92, 17, 3]);
    let name = Event::ConferencePeerName { conference, peer, name: text.clone() };
    assert_eq!(encoded(name), [0x92, 18, 0x93, 3, 5, 0xc4, 2, b'h', b'i']);
    let title = |peer| Event::ConferenceTitle { conference, peer, title: text.clone() };
    assert_eq!(encoded(title(Some(peer))), [0x92, 19, 0x93, 3, 5, 0xc4, 2, b'h', b'i']);
    assert_eq!(encoded(title(None)), [0x92, 19, 0x93, 3, 0xce, 255, 255, 255, 255, 0xc4, 2, b'h', b'i']);
    let kind = MessageKind::Action;
    let said = Event::ConferenceMessage { conference, peer, own: false, kind, text };
    assert_eq!(encoded(said), [0x92, 20, 0x94, 3, 5, 1, 0xc4, 2, b'h', b'i']);
}
