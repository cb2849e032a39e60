use proptest::prelude::*;

use super::*;
use crate::friend::UserStatus;
use crate::testing::{assert_kinds, check_closed, check_kinds, check_open, counting, hex};
use crate::{Encode, ParseError};

fn request(name: &[u8]) -> FileSendRequest<'_> {
    let file_id = FileId::from_bytes(counting(0x10));
    FileSendRequest { file_number: 0, kind: FileKind::Data, size: 3000, file_id, name }
}

/// Packets seen from libtoxcore 0.2.23 at the level of a friend connection.
#[test]
fn layouts_are_pinned() {
    let control = |side, control| FileControl { side, file_number: 0, control }.to_vec();
    let cases = [
        (Online.to_vec(), "18".to_owned()),
        (Offline.to_vec(), "19".to_owned()),
        (Nickname { name: b"alice" }.to_vec(), "30616c696365".to_owned()),
        (StatusMessage { text: b"" }.to_vec(), "31".to_owned()),
        (UserStatusChange { status: UserStatus::Available }.to_vec(), "3200".to_owned()),
        (UserStatusChange { status: UserStatus::Busy }.to_vec(), "3202".to_owned()),
        (Typing { typing: true }.to_vec(), "3301".to_owned()),
        (Message { kind: MessageKind::Normal, text: b"hi" }.to_vec(), "406869".to_owned()),
        (Message { kind: MessageKind::Action, text: b"hi" }.to_vec(), "416869".to_owned()),
        (control(FileSide::Receiver, FileControlKind::Accept), "51010000".to_owned()),
        (control(FileSide::Sender, FileControlKind::Pause), "51000001".to_owned()),
        (control(FileSide::Sender, FileControlKind::Accept), "51000000".to_owned()),
        (control(FileSide::Sender, FileControlKind::Kill), "51000002".to_owned()),
        (control(FileSide::Receiver, FileControlKind::Seek(1_000_000)), "5101000300000000000f4240".to_owned()),
        (FileData { file_number: 7, data: &[1, 2] }.to_vec(), "52070102".to_owned()),
        (
            request(b"b").to_vec(),
            "5000000000000000000000000bb8101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f62".to_owned(),
        ),
    ];
    for (bytes, pinned) in cases {
        assert_eq!(bytes, hex(&pinned));
        assert_eq!(MessengerPacket::parse(&bytes).map(|packet| packet.to_vec()), Ok(bytes));
    }
}

#[test]
fn fixed_packets_are_exact() {
    check_closed(&Online.to_vec(), |bytes| Online::parse(bytes).map(|packet| packet.to_vec()));
    check_closed(&Offline.to_vec(), |bytes| Offline::parse(bytes).map(|packet| packet.to_vec()));
    check_closed(&[0x32, 1], |bytes| UserStatusChange::parse(bytes).map(|packet| packet.to_vec()));
    check_closed(&[0x33, 1], |bytes| Typing::parse(bytes).map(|packet| packet.to_vec()));
    let seek = FileControl { side: FileSide::Receiver, file_number: 255, control: FileControlKind::Seek(u64::MAX) };
    check_closed(&seek.to_vec(), |bytes| FileControl::parse(bytes).map(|packet| packet.to_vec()));
}

#[test]
fn open_packets_may_end_anywhere_behind_their_fixed_part() {
    check_open(&[&[0x30][..], &[b'n'; 128]].concat(), 1, |bytes| Nickname::parse(bytes).map(|packet| packet.to_vec()));
    check_open(&[&[0x31][..], &[b's'; 1007]].concat(), 1, |bytes| {
        StatusMessage::parse(bytes).map(|packet| packet.to_vec())
    });
    for id in [0x40, 0x41] {
        check_open(&[&[id][..], &[b'm'; 1372]].concat(), 2, |bytes| {
            Message::parse(bytes).map(|packet| packet.to_vec())
        });
    }
    check_open(&request(&[b'f'; 255]).to_vec(), 46, |bytes| {
        FileSendRequest::parse(bytes).map(|packet| packet.to_vec())
    });
    check_open(&[0x52; 1373], 2, |bytes| FileData::parse(bytes).map(|packet| packet.to_vec()));
    check_open(&[160; 1373], 1, |bytes| CustomLossless::parse(bytes).map(|packet| packet.to_vec()));
    check_open(&[254; 1373], 1, |bytes| CustomLossy::parse(bytes).map(|packet| packet.to_vec()));
}

#[test]
fn one_byte_too_many_is_refused() {
    let too_long = |id: u8, len: usize| {
        let mut bytes = vec![0; len];
        bytes[0] = id;
        MessengerPacket::parse(&bytes).map(drop)
    };
    let limits = [(0x30, 129), (0x31, 1008), (0x40, 1373), (0x41, 1373), (0x50, 301), (0x51, 1373), (0x52, 1373)];
    for (id, max) in limits.into_iter().chain([(160, 1373), (200, 1373), (0x60, 1373)]) {
        assert_eq!(too_long(id, max), Ok(()), "id {id:#04x}");
        assert_eq!(too_long(id, max + 1), Err(ParseError::TooLong(max + 1)), "id {id:#04x}");
    }
}

#[test]
fn other_ids_are_refused() {
    let reparse = |bytes: &[u8]| Nickname::parse(bytes).map(|packet| packet.to_vec());
    check_kinds(&[0x30, b'n'], reparse);
    check_kinds(&[0x31, b's'], |bytes| StatusMessage::parse(bytes).map(|packet| packet.to_vec()));
    check_kinds(&[0x18], |bytes| Online::parse(bytes).map(|packet| packet.to_vec()));
    check_kinds(&[0x19], |bytes| Offline::parse(bytes).map(|packet| packet.to_vec()));
    check_kinds(&[0x32, 0], |bytes| UserStatusChange::parse(bytes).map(|packet| packet.to_vec()));
    check_kinds(&[0x33, 0], |bytes| Typing::parse(bytes).map(|packet| packet.to_vec()));
    check_kinds(&[0x51, 0, 0, 0], |bytes| FileControl::parse(bytes).map(|packet| packet.to_vec()));
    check_kinds(&[0x52, 0], |bytes| FileData::parse(bytes).map(|packet| packet.to_vec()));
    check_kinds(&request(b"").to_vec(), |bytes| FileSendRequest::parse(bytes).map(|packet| packet.to_vec()));
    assert_kinds(&[0x40, 1], &[0x40, 0x41], |bytes| Message::parse(bytes).map(drop));
    let lossless: Vec<u8> = (160..=191).collect();
    assert_kinds(&[160, 1], &lossless, |bytes| CustomLossless::parse(bytes).map(drop));
    let lossy: Vec<u8> = (200..=254).collect();
    assert_kinds(&[200, 1], &lossy, |bytes| CustomLossy::parse(bytes).map(drop));
}

#[test]
fn a_status_beyond_busy_is_refused() {
    for byte in 3..=u8::MAX {
        assert!(UserStatusChange::parse(&[0x32, byte]).is_err());
    }
}

#[test]
fn every_byte_but_zero_means_typing() {
    for byte in 0..=u8::MAX {
        assert_eq!(Typing::parse(&[0x33, byte]), Ok(Typing { typing: byte != 0 }));
    }
}

#[test]
fn every_side_but_one_is_the_sender_and_what_follows_a_control_is_ignored() {
    for side in 0..=u8::MAX {
        let expected = if side == 1 { FileSide::Receiver } else { FileSide::Sender };
        let parsed = FileControl::parse(&[0x51, side, 9, 2, 1, 2, 3]);
        assert_eq!(parsed, Ok(FileControl { side: expected, file_number: 9, control: FileControlKind::Kill }));
    }
    assert_eq!(FileControl::parse(&[0x51, 0, 0, 77]).map(|c| c.control), Ok(FileControlKind::Unknown(77)));
    assert_eq!(FileControl::parse(&[0x51, 0, 0, 3, 0, 0, 0, 1]), Err(ParseError::Truncated));
    assert_eq!(FileControl::parse(&[0x51, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 1, 9]), Err(ParseError::TrailingBytes(1)));
}

#[test]
fn file_kinds_survive_the_round_trip() {
    for number in (0..10).chain([u32::MAX]) {
        assert_eq!(u32::from(FileKind::from(number)), number);
    }
}

#[test]
fn what_people_write_is_not_in_debug_texts() {
    let secret = b"geheim";
    let custom = [&[160][..], secret].concat();
    let lossy = [&[200][..], secret].concat();
    let packets = [
        MessengerPacket::Nickname(Nickname { name: secret }),
        MessengerPacket::StatusMessage(StatusMessage { text: secret }),
        MessengerPacket::Message(Message { kind: MessageKind::Action, text: secret }),
        MessengerPacket::FileSendRequest(request(secret)),
        MessengerPacket::FileData(FileData { file_number: 0, data: secret }),
        MessengerPacket::CustomLossless(CustomLossless { packet: &custom }),
        MessengerPacket::CustomLossy(CustomLossy { packet: &lossy }),
        MessengerPacket::Other { id: 160, packet: &custom },
    ];
    for packet in packets {
        let text = format!("{packet:?}");
        assert!(text.contains(" bytes"), "{text}");
        assert!(!text.contains("geheim") && !text.contains("103, 101, 104"), "{text}");
    }
    let shown = format!("{:?}", Message { kind: MessageKind::Action, text: secret });
    assert_eq!(shown, "Message { kind: Action, text: 6 bytes }");
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(id: u8, rest in prop::collection::vec(any::<u8>(), 0..400)) {
        let bytes = [&[id][..], &rest].concat();
        if let Ok(packet) = MessengerPacket::parse(&bytes) {
            prop_assert_eq!(packet.encoded_len(), packet.to_vec().len());
            let encoded = packet.to_vec();
            prop_assert_eq!(MessengerPacket::parse(&encoded), Ok(packet));
        }
    }
}
