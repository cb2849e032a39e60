use super::*;
use crate::{Instant, LongTermPublicKey, Options, Seed, UnixTime};

#[test]
fn what_was_told_is_what_the_next_event_changes() {
    let now = Instant::ZERO;
    let mut tox = Tox::new(Options::default(), &Seed::from_number(1), now, UnixTime(1)).unwrap();
    let [friend, other] =
        [1, 2].map(|n| tox.friend_add_norequest(now, LongTermPublicKey::from_bytes([n; 32])).unwrap());
    assert_eq!(tox.friend_name_told(friend), Ok(&b""[..]));
    let (name, message) = (Content::from(b"new"), Content::from(b"newer"));
    for before in [&b"one"[..], b"two"] {
        let before = Content::from(before);
        tox.events.push_back(Event::FriendName { friend, name: name.clone(), before: before.clone() });
        tox.events.push_back(Event::FriendStatusMessage { friend, message: message.clone(), before });
    }
    let (status, before) = (UserStatus::Busy, UserStatus::Away);
    tox.events.push_back(Event::FriendStatus { friend, status, before });
    for expected in [&b"one"[..], b"two", b""] {
        assert_eq!(tox.friend_name_told(friend), Ok(expected));
        assert_eq!(tox.friend_status_message_told(friend), Ok(expected));
        assert_eq!(tox.friend_name_told(other), Ok(&b""[..]), "another friend has no part in it");
        tox.events.drain(..2.min(tox.events.len() - 1));
    }
    assert_eq!(tox.friend_status_told(friend), Ok(UserStatus::Away));
    tox.poll_event();
    assert_eq!(tox.friend_status_told(friend), Ok(UserStatus::Available));
    tox.friend_delete(now, friend).unwrap();
    assert_eq!(tox.friend_name_told(friend), Err(UnknownFriend));
}
