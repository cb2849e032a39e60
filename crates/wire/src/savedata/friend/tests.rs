use toxcore_crypto::KeyPair;

use super::*;
use crate::codec::parse_all;
use crate::savedata::{Defect, LoadReport, MAX_FRIENDS, Savedata};
use crate::testing::{counting, key_pair};

fn request(message: &[u8]) -> SavedFriend {
    let request = PendingRequest { no_spam: NoSpam::from_bytes([1, 2, 3, 4]), message: message.to_vec() };
    SavedFriend { key: key_pair(0x20).public, state: FriendState::Added(request) }
}

fn confirmed(name: &[u8], status_message: &[u8]) -> SavedFriend {
    let profile = FriendProfile {
        name: name.to_vec(),
        status_message: status_message.to_vec(),
        status: UserStatus::Busy,
        last_seen_unix_seconds: 0x0102_0304_0506_0708,
    };
    SavedFriend { key: key_pair(0x20).public, state: FriendState::Confirmed(profile) }
}

/// Loads a file with these records.
fn load(records: &[u8]) -> (Vec<SavedFriend>, LoadReport) {
    let own = KeyPair::from_secret_bytes(counting(0x10));
    let mut file = Savedata::new(NoSpam::from_u32(1), own).to_vec();
    let at = 84 + 8 + 12;
    file.splice(at..at + 4, u32::try_from(records.len()).unwrap().to_le_bytes());
    file.splice(at + 8..at + 8, records.iter().copied());
    let (loaded, report) = Savedata::load(&file).unwrap();
    (loaded.friends, report)
}

fn defects(report: &LoadReport) -> Vec<Defect> {
    report.findings().iter().map(|finding| finding.defect).collect()
}

#[test]
fn fields_of_a_friend_are_where_the_reference_has_them() {
    let bytes = confirmed(b"Bob", b"short").to_vec();
    let mut expected = vec![0; 2216];
    expected[0] = 3;
    expected[1..33].copy_from_slice(key_pair::<LongTermPublicKey>(0x20).public.as_bytes());
    expected[1060..1063].copy_from_slice(b"Bob");
    expected[1189] = 3;
    expected[1190..1195].copy_from_slice(b"short");
    expected[2199] = 5;
    expected[2200] = 2;
    expected[2208..].copy_from_slice(&[1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(bytes, expected);

    let bytes = request(&[b'q'; 921]).to_vec();
    let mut expected = vec![0; 2216];
    expected[0] = 1;
    expected[1..33].copy_from_slice(key_pair::<LongTermPublicKey>(0x20).public.as_bytes());
    expected[33..33 + 921].fill(b'q');
    expected[1058..1060].copy_from_slice(&[0x03, 0x99]);
    expected[2204..2208].copy_from_slice(&[1, 2, 3, 4]);
    assert_eq!(bytes, expected);
}

#[test]
fn texts_of_every_length_come_back() {
    for len in 0..=MAX_REQUEST_MESSAGE_LEN {
        let text = vec![b'x'; len];
        let friends = [request(&text), confirmed(&text[..len.min(128)], &text[..len.min(1007)])];
        for friend in friends {
            let record = parse_all(&friend.to_vec(), record).unwrap();
            assert!(!record.repaired);
            assert_eq!(record.friend, Some(friend));
        }
    }
}

#[test]
fn texts_too_long_are_written_as_far_as_they_go() {
    let text = [b'x'; 2_000];
    for (long, short) in
        [(request(&text), request(&text[..1024])), (confirmed(&text, &text), confirmed(&text[..128], &text[..1007]))]
    {
        assert_eq!(long.to_vec(), short.to_vec());
    }
}

#[test]
fn a_length_that_cannot_be_costs_no_friend_and_no_text() {
    for lie in [1025_u16, u16::MAX] {
        for (mut bytes, fields) in
            [(request(b"hello").to_vec(), &[1058][..]), (confirmed(b"Bob", b"short").to_vec(), &[1188, 2198])]
        {
            let sound = parse_all(&bytes, record).unwrap().friend.unwrap();
            for &at in fields {
                bytes[at..at + 2].copy_from_slice(&lie.to_be_bytes());
            }
            let (friends, report) = load(&bytes);
            assert_eq!(friends, [sound]);
            assert_eq!(defects(&report), [Defect::Field]);
        }
    }
}

#[test]
fn a_length_of_zero_is_an_empty_text() {
    let mut bytes = confirmed(b"Bob", b"short").to_vec();
    bytes[1188..1190].fill(0);
    bytes[2198..2200].fill(0);
    let (friends, report) = load(&bytes);
    assert_eq!(friends, [confirmed(b"", b"")]);
    assert_eq!(report, LoadReport::default());
}

#[test]
fn each_state_byte_is_a_friend_but_zero() {
    for state in 0..=u8::MAX {
        let mut bytes = confirmed(b"Bob", b"").to_vec();
        bytes[0] = state;
        let (friends, report) = load(&bytes);
        match (state, friends.as_slice()) {
            (0, []) => assert_eq!(defects(&report), [Defect::NoFriend]),
            (1, [SavedFriend { state: FriendState::Added(_), .. }])
            | (2, [SavedFriend { state: FriendState::Requested(_), .. }])
            | (3.., [SavedFriend { state: FriendState::Confirmed(_), .. }]) => assert!(!report.is_damaged()),
            (state, friends) => unreachable!("state {state}: {friends:?}"),
        }
    }
}

#[test]
fn a_status_that_cannot_be_is_the_usual_one() {
    let mut bytes = confirmed(b"Bob", b"").to_vec();
    bytes[2200] = 3;
    let (friends, report) = load(&bytes);
    let [SavedFriend { state: FriendState::Confirmed(profile), .. }] = friends.as_slice() else { unreachable!() };
    assert_eq!(profile.status, UserStatus::Available);
    assert_eq!(defects(&report), [Defect::Field]);
}

#[test]
fn nobody_is_a_friend_twice_and_nobody_his_own() {
    let mut own = confirmed(b"me", b"");
    own.key = key_pair(0x10).public;
    let records = [confirmed(b"Bob", b"").to_vec(), request(b"again").to_vec(), own.to_vec()].concat();
    let (friends, report) = load(&records);
    assert_eq!(friends, [confirmed(b"Bob", b"")]);
    assert_eq!(defects(&report), [Defect::SameFriend; 2]);
    assert_eq!(report.findings()[1].offset, 84 + 8 + 12 + 8 + 2 * SavedFriend::LEN);
}

#[test]
fn half_a_record_is_reported() {
    let bytes = [confirmed(b"Bob", b"").to_vec(), vec![3; 2215]].concat();
    let (friends, report) = load(&bytes);
    assert_eq!(friends.len(), 1);
    assert_eq!(defects(&report), [Defect::Trailing(2215)]);
}

#[test]
fn the_number_of_friends_is_bounded() {
    let mut records = Vec::new();
    for number in 0..u32::try_from(MAX_FRIENDS).unwrap() + 2 {
        let mut key = [7; 32];
        key[..4].copy_from_slice(&number.to_le_bytes());
        let mut record = vec![0; SavedFriend::LEN];
        record[0] = 3;
        record[1..33].copy_from_slice(&key);
        records.extend(record);
    }
    let (friends, report) = load(&records);
    assert_eq!(friends.len(), MAX_FRIENDS);
    assert_eq!(defects(&report), [Defect::TooMany(2 * SavedFriend::LEN)]);
}
