use std::time::Duration;

use toxcore_sansio::{Discard, UnixTime};

use super::*;
use crate::{FriendInfo, Standing};

#[test]
fn both_sides_greet_twice_and_tell_everything() {
    let (mut messenger, mut links) = new();
    messenger.connected(NOW, &mut links, ALICE, LinkPath::Tcp);
    assert_eq!(links.sent(), [b"\x18"]);
    assert_eq!(messenger.state(ALICE), FriendState::Confirmed);
    assert_eq!(messenger.handle_data(NOW, &mut links, ALICE, &[0x18]), Ok(()));
    assert_eq!(links.sent(), [&b"\x18"[..], b"\x30me", b"\x31here", &[0x32, 1], &[0x33, 0]]);
    assert_eq!(outputs(&mut messenger), [connection(Some(LinkPath::Tcp))]);
    assert_eq!((messenger.state(ALICE), messenger.connection(ALICE)), (FriendState::Online, Some(LinkPath::Tcp)));
    // The answer to our second greeting changes nothing.
    assert_eq!(messenger.handle_data(NOW, &mut links, ALICE, &[0x18]), Ok(()));
    assert_eq!((links.sent().len(), outputs(&mut messenger)), (0, vec![]));
}

#[test]
fn empty_profiles_are_told_too() {
    let mut messenger = Messenger::new(Config::default(), &Seed::from_number(1));
    let mut links = Recorder::default();
    messenger.add_friend(ALICE);
    messenger.connected(NOW, &mut links, ALICE, LinkPath::Udp);
    messenger.handle_data(NOW, &mut links, ALICE, &[0x18]).unwrap();
    assert_eq!(links.sent(), [&[0x18][..], &[0x18], &[0x30], &[0x31], &[0x32, 0], &[0x33, 0]]);
}

#[test]
fn nothing_counts_before_the_greeting_but_lossy_packets() {
    let (mut messenger, mut links) = new();
    let packets: [&[u8]; 5] = [b"\x30name", b"\x40hi", &[0x32, 1], &[160, 1], &[0x19]];
    for packet in packets {
        assert_eq!(messenger.handle_data(NOW, &mut links, ALICE, packet), Err(Discard::Forbidden));
    }
    assert_eq!(messenger.handle_data(NOW, &mut links, ALICE, &[0x18]), Err(Discard::Forbidden), "no connection");
    messenger.connected(NOW, &mut links, ALICE, LinkPath::Udp);
    for packet in packets {
        assert_eq!(messenger.handle_data(NOW, &mut links, ALICE, packet), Err(Discard::Forbidden));
    }
    assert!(messenger.handle_data(NOW, &mut links, ALICE, &[0x18, 0]).is_err(), "longer greetings are none");
    assert_eq!(outputs(&mut messenger), []);
    assert_eq!(messenger.handle_data(NOW, &mut links, ALICE, &[200, 7]), Ok(()));
    assert_eq!(outputs(&mut messenger), [Output::CustomLossy { friend: ALICE, packet: Content::from(&[200, 7]) }]);
}

#[test]
fn a_farewell_leaves_the_connection_for_another_greeting() {
    let (mut messenger, mut links) = online();
    assert!(messenger.handle_data(NOW, &mut links, ALICE, &[0x19, 0]).is_err(), "longer farewells are none");
    messenger.handle_data(NOW, &mut links, ALICE, &[0x19]).unwrap();
    assert_eq!(outputs(&mut messenger), [connection(None)]);
    assert_eq!(messenger.state(ALICE), FriendState::Confirmed);
    messenger.path_changed(ALICE, LinkPath::Tcp);
    assert_eq!(messenger.handle_data(NOW, &mut links, ALICE, b"\x40hi"), Err(Discard::Forbidden));
    messenger.handle_data(NOW, &mut links, ALICE, &[0x18]).unwrap();
    assert_eq!(outputs(&mut messenger), [connection(Some(LinkPath::Tcp))]);
    assert_eq!(links.sent().len(), 5, "greeting and profile again");
}

#[test]
fn ways_are_reported_while_online_and_when_they_change() {
    let (mut messenger, mut links) = new();
    messenger.path_changed(ALICE, LinkPath::Udp);
    messenger.connected(NOW, &mut links, ALICE, LinkPath::Tcp);
    messenger.path_changed(ALICE, LinkPath::Udp);
    assert_eq!(outputs(&mut messenger), []);
    messenger.handle_data(NOW, &mut links, ALICE, &[0x18]).unwrap();
    messenger.path_changed(ALICE, LinkPath::Udp);
    messenger.path_changed(ALICE, LinkPath::Tcp);
    assert_eq!(outputs(&mut messenger), [connection(Some(LinkPath::Udp)), connection(Some(LinkPath::Tcp))]);
}

#[test]
fn going_offline_is_told_once_and_keeps_what_was_known() {
    let (mut messenger, mut links) = online();
    messenger.handle_data(NOW, &mut links, ALICE, b"\x30Alice").unwrap();
    messenger.handle_data(NOW, &mut links, ALICE, &[0x33, 1]).unwrap();
    outputs(&mut messenger);
    messenger.disconnected(NOW, ALICE);
    messenger.disconnected(NOW, ALICE);
    assert_eq!(outputs(&mut messenger), [connection(None)]);
    assert_eq!(messenger.info(ALICE).map(|info| info.name.as_bytes()), Some(&b"Alice"[..]));
    assert_eq!(messenger.is_typing(ALICE), Some(false), "who is gone does not type");
    assert_eq!(messenger.connection(ALICE), None);
}

#[test]
fn a_connection_that_replaces_another_ends_it_first() {
    let (mut messenger, mut links) = online();
    assert_eq!(send(&mut messenger, &mut links, b"lost"), 1);
    links.packets.clear();
    messenger.connected(NOW, &mut links, ALICE, LinkPath::Tcp);
    assert_eq!(outputs(&mut messenger), [undelivered(1), connection(None)]);
    assert_eq!(links.sent(), [[0x18]]);
}

#[test]
fn removed_friends_are_told_and_forgotten() {
    let (mut messenger, mut links) = online();
    assert_eq!(send(&mut messenger, &mut links, b"hi"), 1);
    links.packets.clear();
    messenger.remove_friend(&mut links, ALICE);
    assert_eq!(links.sent(), [[0x19]]);
    assert_eq!(outputs(&mut messenger), [undelivered(1)]);
    assert_eq!(messenger.state(ALICE), FriendState::None);
    assert_eq!(messenger.handle_data(NOW, &mut links, ALICE, &[0x18]), Err(Discard::UnknownAddressee));
    messenger.remove_friend(&mut links, BOB);
    assert_eq!(links.sent().len(), 0, "nobody to be told");
    assert_eq!(messenger.friends().count(), 0);
}

#[test]
fn the_next_user_of_an_index_is_somebody_else() {
    let (mut messenger, mut links) = online();
    let carol = FriendId { generation: 2, ..ALICE };
    messenger.remove_friend(&mut links, ALICE);
    assert!(messenger.add_friend(carol));
    assert!(!messenger.add_friend(carol));
    messenger.connected(NOW, &mut links, carol, LinkPath::Udp);
    messenger.handle_data(NOW, &mut links, carol, &[0x18]).unwrap();
    assert_eq!(messenger.handle_data(NOW, &mut links, ALICE, b"\x40hi"), Err(Discard::UnknownAddressee));
    assert_eq!(messenger.state(ALICE), FriendState::None);
    messenger.disconnected(NOW, ALICE);
    messenger.remove_friend(&mut links, ALICE);
    assert_eq!(messenger.state(carol), FriendState::Online);
}

#[test]
fn standings_are_the_owners_until_the_friend_comes() {
    let (mut messenger, mut links) = new();
    messenger.set_standing(ALICE, Standing::Added);
    assert_eq!(messenger.state(ALICE), FriendState::Added);
    messenger.set_standing(ALICE, Standing::Requested);
    assert_eq!(messenger.state(ALICE), FriendState::Requested);
    messenger.connected(NOW, &mut links, ALICE, LinkPath::Udp);
    messenger.handle_data(NOW, &mut links, ALICE, &[0x18]).unwrap();
    messenger.disconnected(NOW, ALICE);
    assert_eq!(messenger.state(ALICE), FriendState::Confirmed);
}

#[test]
fn last_seen_is_now_then_the_end_of_the_connection() {
    let (mut messenger, mut links) = new();
    let at = |seconds| Instant::from_origin(Duration::from_secs(seconds));
    let seen = |messenger: &Messenger, seconds: u64| {
        messenger.last_seen(ALICE, at(seconds), UnixTime(1_000_000 + seconds)).unwrap().0
    };
    assert_eq!(seen(&messenger, 5), 0);
    let info = FriendInfo { name: Content::from(b"Alice"), ..FriendInfo::default() };
    messenger.restore_friend(ALICE, info.clone(), UnixTime(900_000));
    assert_eq!((seen(&messenger, 5), messenger.info(ALICE)), (900_000, Some(&info)));
    messenger.connected(at(10), &mut links, ALICE, LinkPath::Udp);
    assert_eq!(seen(&messenger, 11), 900_000);
    messenger.handle_data(at(12), &mut links, ALICE, &[0x18]).unwrap();
    assert_eq!(seen(&messenger, 50), 1_000_050);
    messenger.disconnected(at(60), ALICE);
    assert_eq!((seen(&messenger, 60), seen(&messenger, 500)), (1_000_060, 1_000_060));
}
