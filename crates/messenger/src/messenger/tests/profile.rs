use toxcore_sansio::Discard;
use toxcore_wire::ParseError;

use super::*;
use crate::{RETRY_INTERVAL, SetProfileError, UnknownFriend};

#[test]
fn changes_are_told_once_and_only_if_they_are_changes() {
    let (mut messenger, mut links) = online();
    messenger.set_name(NOW, &mut links, b"me").unwrap();
    messenger.set_status_message(NOW, &mut links, b"here").unwrap();
    messenger.set_status(NOW, &mut links, UserStatus::Away);
    messenger.set_typing(NOW, &mut links, ALICE, false).unwrap();
    assert_eq!(links.sent().len(), 0);
    messenger.set_name(NOW, &mut links, b"you").unwrap();
    messenger.set_status_message(NOW, &mut links, b"").unwrap();
    messenger.set_status(NOW, &mut links, UserStatus::Busy);
    messenger.set_typing(NOW, &mut links, ALICE, true).unwrap();
    assert!(links.packets.iter().all(|(friend, class, _)| (*friend, *class) == (ALICE, SendClass::Priority)));
    assert_eq!(links.sent(), [&b"\x30you"[..], b"\x31", &[0x32, 2], &[0x33, 1]]);
}

#[test]
fn whoever_comes_later_gets_the_newest_values() {
    let (mut messenger, mut links) = new();
    messenger.set_typing(NOW, &mut links, ALICE, true).unwrap();
    messenger.set_name(NOW, &mut links, b"new").unwrap();
    messenger.connected(NOW, &mut links, ALICE, LinkPath::Udp);
    messenger.set_status(NOW, &mut links, UserStatus::Available);
    assert_eq!(links.sent(), [[0x18]]);
    messenger.handle_data(NOW, &mut links, ALICE, &[0x18]).unwrap();
    assert_eq!(links.sent(), [&b"\x18"[..], b"\x30new", b"\x31here", &[0x32, 0], &[0x33, 1]]);
}

#[test]
fn lengths_are_checked_before_anything_changes() {
    let (mut messenger, mut links) = online();
    let too_long = |length, max| Err(SetProfileError::TooLong { length, max });
    assert_eq!(messenger.set_name(NOW, &mut links, &[b'n'; 129]), too_long(129, 128));
    assert_eq!(messenger.set_name(NOW, &mut links, &[b'n'; 65_539]), too_long(65_539, 128));
    assert_eq!(messenger.set_status_message(NOW, &mut links, &[b's'; 1008]), too_long(1008, 1007));
    assert_eq!(links.sent().len(), 0);
    assert_eq!(messenger.set_name(NOW, &mut links, &[b'n'; 128]), Ok(()));
    assert_eq!(messenger.set_status_message(NOW, &mut links, &[b's'; 1007]), Ok(()));
    assert_eq!(links.sent().iter().map(Vec::len).collect::<Vec<_>>(), [129, 1008]);
    let nobody = FriendId { index: 9, generation: 0 };
    assert_eq!(messenger.set_typing(NOW, &mut links, nobody, true), Err(UnknownFriend));
}

#[test]
fn a_saved_profile_that_is_too_long_is_cut() {
    let profile = OwnProfile {
        name: Content::from(vec![b'n'; 200]),
        status_message: Content::from(vec![b's'; 2000]),
        status: UserStatus::Busy,
    };
    let messenger = Messenger::new(Config { profile }, &Seed::from_number(1));
    assert_eq!((messenger.profile().name.len(), messenger.profile().status_message.len()), (128, 1007));
}

#[test]
fn what_finds_the_queue_full_is_tried_again_until_it_is_queued() {
    let (mut messenger, mut links) = new();
    links.room[0] = 3;
    messenger.connected(NOW, &mut links, ALICE, LinkPath::Udp);
    messenger.handle_data(NOW, &mut links, ALICE, &[0x18]).unwrap();
    assert_eq!(links.sent(), [&b"\x18"[..], b"\x18", b"\x30me"]);
    assert_eq!(messenger.poll_timeout(), Some(NOW + RETRY_INTERVAL));
    messenger.handle_timeout(NOW, &mut links);
    assert_eq!(messenger.poll_timeout(), Some(NOW + RETRY_INTERVAL), "early calls are harmless");
    // The value of the moment of sending counts.
    messenger.set_status_message(NOW, &mut links, b"changed").unwrap();
    let later = NOW + RETRY_INTERVAL;
    messenger.handle_timeout(later, &mut links);
    assert_eq!(messenger.poll_timeout(), Some(later + RETRY_INTERVAL));
    links.room[0] = 1;
    messenger.handle_timeout(later + RETRY_INTERVAL, &mut links);
    assert_eq!(links.sent(), [b"\x31changed"]);
    // A confirmation means room, so nobody waits for the timer.
    links.room[0] = 9;
    messenger.delivered(later, &mut links, ALICE, SendClass::Priority, 4);
    assert_eq!(links.sent(), [[0x32, 1], [0x33, 0]]);
    messenger.handle_timeout(later + RETRY_INTERVAL + RETRY_INTERVAL, &mut links);
    assert_eq!((messenger.poll_timeout(), links.sent().len()), (None, 0));
}

#[test]
fn nothing_is_tried_again_for_who_is_gone() {
    let (mut messenger, mut links) = new();
    links.room[0] = 0;
    messenger.connected(NOW, &mut links, ALICE, LinkPath::Udp);
    messenger.connected(NOW, &mut links, BOB, LinkPath::Udp);
    messenger.disconnected(NOW, ALICE);
    messenger.remove_friend(&mut links, BOB);
    links.room[0] = 9;
    messenger.handle_timeout(NOW + RETRY_INTERVAL, &mut links);
    assert_eq!((links.sent().len(), messenger.poll_timeout()), (0, None));
}

#[test]
fn profiles_of_friends_are_told_as_often_as_they_come() {
    let (mut messenger, mut links) = online();
    for packet in [&b"\x30Alice"[..], b"\x30Alice", b"\x30", b"\x31lunch", &[0x32, 2], &[0x33, 7], &[0x33, 0]] {
        assert_eq!(messenger.handle_data(NOW, &mut links, ALICE, packet), Ok(()));
    }
    let name = |name: &[u8], before: &[u8]| Output::Name { friend: ALICE, name: name.into(), before: before.into() };
    let expected = [
        name(b"Alice", b""),
        name(b"Alice", b"Alice"),
        name(b"", b"Alice"),
        Output::StatusMessage { friend: ALICE, text: Content::from(b"lunch"), before: Content::new() },
        Output::Status { friend: ALICE, status: UserStatus::Busy, before: UserStatus::Available },
        Output::Typing { friend: ALICE, typing: true },
        Output::Typing { friend: ALICE, typing: false },
    ];
    assert_eq!(outputs(&mut messenger), expected);
    let info = messenger.info(ALICE).unwrap();
    assert_eq!((&info.name[..], &info.status_message[..], info.status), (&b""[..], &b"lunch"[..], UserStatus::Busy));
}

#[test]
fn profiles_that_are_too_long_are_dropped() {
    let (mut messenger, mut links) = online();
    let long_name = [&[0x30][..], &[b'n'; 129]].concat();
    let result = messenger.handle_data(NOW, &mut links, ALICE, &long_name);
    assert_eq!(result, Err(Discard::Malformed(ParseError::TooLong(130))));
    let long_text = [&[0x31][..], &[b's'; 1008]].concat();
    assert!(messenger.handle_data(NOW, &mut links, ALICE, &long_text).is_err());
    assert!(messenger.handle_data(NOW, &mut links, ALICE, &[0x32, 3]).is_err());
    assert!(messenger.handle_data(NOW, &mut links, ALICE, &[0x32, 0, 0]).is_err());
    assert!(messenger.handle_data(NOW, &mut links, ALICE, &[0x33]).is_err());
    assert_eq!(outputs(&mut messenger), []);
}
