use toxcore::files::Direction;
use toxcore::{Instant, LongTermPublicKey, Options, Seed, UnixTime};

use super::*;

fn tox_with_friend() -> (Tox, FriendId) {
    let now = Instant::ZERO;
    let mut tox = Tox::new(Options::default(), &Seed::from_number(1), now, UnixTime(1)).expect("no profile to fail on");
    let friend = tox.friend_add_norequest(now, LongTermPublicKey::from_bytes([1; 32])).expect("the first friend");
    (tox, friend)
}

fn file(slot: u8, generation: u32) -> FileNumber {
    FileNumber { direction: Direction::Incoming, slot, generation }
}

fn id(byte: u8) -> FileId {
    FileId::from_bytes([byte; 32])
}

#[test]
fn what_a_friend_says_changes_after_its_callback() {
    let (tox, friend) = tox_with_friend();
    let mut told = Told::default();
    let (name, before) = (Content::new(), Content::from(b"old"));
    assert!(told.begin(&mut Event::FriendName { friend, name: name.clone(), before: before.clone() }));
    assert_eq!(told.name(&tox, friend), Ok(&b"old"[..]));
    assert_eq!(told.status_message(&tox, friend), Ok(&b""[..]));
    assert!(told.begin(&mut Event::FriendStatusMessage { friend, message: name, before }));
    assert_eq!(told.name(&tox, friend), Ok(&b""[..]));
    assert_eq!(told.status_message(&tox, friend), Ok(&b"old"[..]));
    let (status, before) = (UserStatus::Available, UserStatus::Busy);
    assert!(told.begin(&mut Event::FriendStatus { friend, status, before }));
    assert_eq!(told.status(&tox, friend), Ok(UserStatus::Busy));
    told.finish();
    assert_eq!(told.status(&tox, friend), Ok(UserStatus::Available));
    let nobody = FriendId { index: 9, generation: 9 };
    assert!(told.begin(&mut Event::FriendStatus { friend: nobody, status, before }));
    assert_eq!(told.status(&tox, nobody), Err(UnknownFriend), "deleted in the callback");
}

#[test]
fn a_transfer_is_there_until_its_end_was_told() {
    let (_, friend) = tox_with_friend();
    let mut told = Told::default();
    told.add_file(friend, file(0, 7), id(1));
    assert_eq!((told.file(friend, 0x1_0000), told.file_id(friend, 0x1_0000)), (file(0, 7), Some(id(1))));
    assert!(told.begin(&mut Event::FileReceived { friend, file: file(0, 7), position: 1, whole: true }));
    assert!(told.knows(friend, file(0, 7)));
    told.finish();
    assert!(!told.knows(friend, file(0, 7)));
    assert_eq!((told.file(friend, 0x1_0000), told.file_id(friend, 0x1_0000)), (file(0, 0), None));
}

#[test]
fn the_end_of_a_transfer_does_not_end_its_successor() {
    let (_, friend) = tox_with_friend();
    let mut told = Told::default();
    told.add_file(friend, file(0, 7), id(1));
    assert!(told.begin(&mut Event::FileBroken { friend, file: file(0, 7) }));
    told.add_file(friend, file(0, 8), id(2));
    told.finish();
    assert!(told.knows(friend, file(0, 8)));
    assert!(!told.begin(&mut Event::FileBroken { friend, file: file(0, 7) }), "C does not hear of it any more");
    assert!(told.knows(friend, file(0, 8)));
}

#[test]
fn ids_are_found_in_the_lowest_slot_outgoing_first() {
    let (_, friend) = tox_with_friend();
    let mut told = Told::default();
    let outgoing = |slot| FileNumber { direction: Direction::Outgoing, slot, generation: 1 };
    for file in [outgoing(3), file(2, 1), outgoing(2)] {
        told.add_file(friend, file, id(1));
    }
    assert_eq!(told.file_by_id(friend, &id(1)), Some(outgoing(2)));
    told.forget_file(friend, outgoing(2));
    assert_eq!(told.file_by_id(friend, &id(1)), Some(file(2, 1)));
    assert_eq!(told.file_by_id(friend, &id(2)), None);
    told.forget_friend(friend);
    assert_eq!(told.file_by_id(friend, &id(1)), None);
}

#[test]
fn numbers_that_name_no_slot_keep_their_direction() {
    let (_, friend) = tox_with_friend();
    let told = Told::default();
    for (number, direction) in [
        (256, Direction::Outgoing),
        (0xffff, Direction::Outgoing),
        (0x101_0000, Direction::Incoming),
        (u32::MAX, Direction::Incoming),
    ] {
        assert_eq!(told.file(friend, number), FileNumber { direction, slot: 0, generation: 0 });
    }
}
