use toxcore::files::Direction;
use toxcore::group::{
    ChatId, Delivery, Departure, GroupName, GroupNumber, GroupPassword, GroupPrivacy, GroupVoice, InviteData,
    InviteReject, PeerNumber, PseudoMessageId, Role, TopicLock,
};
use toxcore::{
    ConnectionStatus, EphemeralPublicKey, FileRecvControl, GroupEvent, GroupInvite, GroupPeer, MessageKind, Moderation,
    UserStatus,
};

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

/// Where group 4 and member 6 stand, with what follows them.
fn of_group(event: GroupEvent) -> Vec<u8> {
    encoded(Event::Group { group: GroupNumber { index: 4, generation: 3 }, event })
}

fn peer(number: u32) -> GroupPeer {
    GroupPeer { number: PeerNumber(number), key: EphemeralPublicKey::from_bytes([5; 32]) }
}

#[test]
fn members_of_groups_are_told_of_by_their_numbers() {
    let text = || Content::from(b"hi");
    let (peer, id) = (peer(6), PseudoMessageId(9));
    assert_eq!(of_group(GroupEvent::PeerJoin { peer }), [0x92, 34, 0x92, 4, 6]);
    let exit = GroupEvent::PeerExit {
        peer,
        name: text(),
        status: UserStatus::Available,
        role: Role::User,
        why: Departure::Kicked,
        part_message: Content::new(),
    };
    assert_eq!(of_group(exit), [0x92, 35, 0x95, 4, 6, 4, 0xc4, 2, b'h', b'i', 0xc4, 0]);
    assert_eq!(of_group(GroupEvent::PeerName { peer, name: text() }), [0x92, 21, 0x93, 4, 6, 0xc4, 2, b'h', b'i']);
    let status = GroupEvent::PeerStatus { peer, status: UserStatus::Busy };
    assert_eq!(of_group(status), [0x92, 22, 0x93, 4, 6, 2]);
    let said = GroupEvent::Message { peer, kind: MessageKind::Action, id, text: text() };
    assert_eq!(of_group(said), [0x92, 29, 0x95, 4, 6, 1, 0xc4, 2, b'h', b'i', 9]);
    let whispered = GroupEvent::PrivateMessage { peer, kind: MessageKind::Normal, id, text: text() };
    assert_eq!(of_group(whispered), [0x92, 30, 0x95, 4, 6, 0, 0xc4, 2, b'h', b'i', 9]);
    let (delivery, data) = (Delivery::Lossy, text());
    let custom = GroupEvent::CustomPacket { peer, delivery, data: data.clone() };
    assert_eq!(of_group(custom), [0x92, 31, 0x93, 4, 6, 0xc4, 2, b'h', b'i']);
    let custom = GroupEvent::CustomPrivatePacket { peer, delivery, data };
    assert_eq!(of_group(custom), [0x92, 32, 0x93, 4, 6, 0xc4, 2, b'h', b'i']);
}

#[test]
fn groups_are_told_of_by_their_numbers() {
    let topic = |peer| GroupEvent::Topic { peer, topic: Content::from(b"hi") };
    assert_eq!(of_group(topic(Some(peer(6)))), [0x92, 23, 0x93, 4, 6, 0xc4, 2, b'h', b'i']);
    let nobody = [0xce, 255, 255, 255, 255];
    assert_eq!(of_group(topic(None)), [&[0x92, 23, 0x93, 4][..], &nobody, &[0xc4, 2, b'h', b'i']].concat());
    assert_eq!(of_group(GroupEvent::PrivacyState(GroupPrivacy::Private)), [0x92, 24, 0x92, 4, 1]);
    assert_eq!(of_group(GroupEvent::PrivacyState(GroupPrivacy::Other(9))), [0x92, 24, 0x92, 4, 0]);
    assert_eq!(of_group(GroupEvent::VoiceState(GroupVoice::Founder)), [0x92, 25, 0x92, 4, 2]);
    assert_eq!(of_group(GroupEvent::TopicLock(TopicLock::Unlocked(7))), [0x92, 26, 0x92, 4, 1]);
    assert_eq!(of_group(GroupEvent::PeerLimit(7)), [0x92, 27, 0x92, 4, 7]);
    let password = GroupPassword::new(b"hi").expect("short");
    assert_eq!(of_group(GroupEvent::Password(password)), [0x92, 28, 0x92, 4, 0xc4, 2, b'h', b'i']);
    assert_eq!(of_group(GroupEvent::SelfJoin), [0x92, 36, 4]);
    assert_eq!(of_group(GroupEvent::JoinFail(InviteReject::InvalidPassword)), [0x92, 37, 0x92, 4, 1]);
    let moderation = |what| GroupEvent::Moderation { by: peer(6), peer: peer(0), what };
    assert_eq!(of_group(moderation(Moderation::Kick)), [0x92, 38, 0x94, 4, 6, 0, 0]);
    assert_eq!(of_group(moderation(Moderation::Role(Role::Observer))), [0x92, 38, 0x94, 4, 6, 0, 1]);
    let replaced = of_group(GroupEvent::ModeratorsReplaced);
    assert_eq!(replaced, [&[0x92, 38, 0x94, 4][..], &nobody, &nobody, &[3]].concat());
    let data = InviteData { chat_id: ChatId::from_bytes([7; 32]), member: EphemeralPublicKey::from_bytes([8; 32]) };
    let invite = Box::new(GroupInvite { data, name: GroupName::new(b"hi").expect("short") });
    let head = [0x92, 33, 0x93, 7, 0xc4, 64];
    let invited = encoded(Event::GroupInvite { friend: FRIEND, invite });
    assert_eq!(invited, [&head[..], &[7; 32], &[8; 32], &[0xc4, 2, b'h', b'i']].concat());
}
