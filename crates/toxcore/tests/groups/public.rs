//! Joining by the chat id, through the onion.

use toxcore::group::{GroupPrivacy, InviteReject, Phase, Role};
use toxcore::{ConnectionStatus, GroupEvent, GroupJoinError, GroupNewError};

use crate::circle::{Circle, count, group_of, nick, seconds};

#[test]
fn whoever_has_the_chat_id_is_in_within_seconds() {
    let mut circle = Circle::new(1, 2, |_| false);
    let chat_id = circle.found(GroupPrivacy::Public);
    circle.world.run(seconds(5));
    assert!(circle.tox(1).is_alone());
    circle.join(1, chat_id, b"");
    let took = circle.until_told(1, 60, |event| *event == GroupEvent::SelfJoin);
    assert!(took < seconds(5), "{took:?}");
    circle.until_told(0, 5, |event| matches!(event, GroupEvent::PeerJoin { .. }));
    circle.until_told(1, 5, |event| matches!(event, GroupEvent::PeerJoin { .. }));

    let (group, founder) = (circle.group(1), circle.peer(1, 0));
    let tox = circle.tox(1);
    assert!(!tox.is_alone());
    assert_eq!((tox.group_name(group), tox.group_topic(group)), (Some(&b"readers"[..]), Some(&b""[..])));
    assert_eq!(tox.group_peer_name(group, founder), Ok(&*nick(0)));
    assert_eq!(tox.group_peer_role(group, founder), Ok(Role::Founder));
    assert_eq!(tox.group_peer_connection_status(group, founder), Ok(ConnectionStatus::Udp));
    assert_eq!(tox.group_self_role(group), Some(Role::User));
}

#[test]
fn three_who_join_at_once_see_each_other() {
    let mut circle = Circle::new(2, 4, |at| at == 3);
    let chat_id = circle.found(GroupPrivacy::Public);
    for at in 1..4 {
        circle.join(at, chat_id, b"");
    }
    let took = circle.until_all_see_all();
    assert!(took < seconds(20), "{took:?}");
    assert_eq!(circle.say(0, b"welcome"), 3);
    circle.world.run(seconds(2));
    for at in 1..4 {
        assert_eq!(circle.texts(at), [(circle.peer(at, 0), b"welcome".to_vec())]);
    }
}

/// Nobody has UDP.
#[test]
fn relays_are_enough() {
    let mut circle = Circle::new(3, 3, |_| true).joined();
    let (group, founder) = (circle.group(2), circle.peer(2, 0));
    assert_eq!(circle.tox(2).group_peer_connection_status(group, founder), Ok(ConnectionStatus::Tcp));
    assert_eq!(circle.say(2, b"hello"), 2);
    circle.world.run(seconds(2));
    assert_eq!(circle.texts(0).len(), 1);
    assert_eq!(circle.texts(1).len(), 1);
}

#[test]
fn a_password_keeps_others_out() {
    let mut circle = Circle::new(4, 3, |_| false);
    let chat_id = circle.found(GroupPrivacy::Public);
    let group = circle.group(0);
    circle.call(0, |tox, now| tox.group_set_password(now, group, b"sesame")).unwrap();
    circle.join(1, chat_id, b"wrong");
    circle.join(2, chat_id, b"sesame");
    assert_eq!(circle.tox(1).group_password(circle.group(1)), Some(&b"wrong"[..]), "as long as nobody says otherwise");
    circle.until_told(2, 30, |event| *event == GroupEvent::SelfJoin);
    circle.until_told(1, 30, |event| *event == GroupEvent::JoinFail(InviteReject::InvalidPassword));
    let group = circle.group(1);
    assert_eq!(circle.tox(1).groups().phase(group), Some(Phase::Disconnected));
    assert_eq!(circle.tox(1).group_is_connected(group), Some(false));
    assert_eq!(circle.tox(2).group_password(circle.group(2)), Some(&b"sesame"[..]));

    circle.join(1, chat_id, b"sesame");
    assert_eq!(circle.group(1), group, "it is the same group");
    circle.until_told(1, 30, |event| *event == GroupEvent::SelfJoin);
    circle.until_all_see_all();
}

/// One over UDP, and one over relays.
#[test]
fn a_full_group_says_so_and_lets_the_next_in_when_there_is_room() {
    let mut circle = Circle::new(7, 3, |at| at == 2);
    let chat_id = circle.found(GroupPrivacy::Public);
    let group = circle.group(0);
    circle.call(0, |tox, now| tox.group_set_peer_limit(now, group, 2)).unwrap();
    circle.join(1, chat_id, b"");
    circle.until_told(1, 30, |event| *event == GroupEvent::SelfJoin);
    circle.join(2, chat_id, b"");
    circle.until_told(2, 30, |event| *event == GroupEvent::JoinFail(InviteReject::GroupFull));
    let outside = circle.group(2);
    assert_eq!(circle.tox(2).groups().phase(outside), Some(Phase::Disconnected));
    circle.world.run(seconds(60));
    assert_eq!(circle.told(2, |event| matches!(event, GroupEvent::JoinFail(_))), 1, "it does not go on asking");
    assert_eq!(circle.told(0, |event| matches!(event, GroupEvent::PeerJoin { .. })), 1);

    circle.call(0, |tox, now| tox.group_set_peer_limit(now, group, 3)).unwrap();
    circle.until_told(1, 5, |event| *event == GroupEvent::PeerLimit(3));
    circle.join(2, chat_id, b"");
    assert_eq!(circle.group(2), outside, "it is the same group");
    circle.until_told(2, 30, |event| *event == GroupEvent::SelfJoin);
    circle.until_all_see_all();
}

/// Nobody is in but the founder, who counts.
#[test]
fn of_those_who_join_at_once_as_many_come_in_as_may() {
    let mut circle = Circle::new(8, 6, |at| at == 5);
    let chat_id = circle.found(GroupPrivacy::Public);
    let group = circle.group(0);
    circle.call(0, |tox, now| tox.group_set_peer_limit(now, group, 3)).unwrap();
    (1..6).for_each(|at| circle.join(at, chat_id, b""));
    circle.world.run(seconds(60));
    let is_in = |circle: &Circle, at| circle.told(at, |event| *event == GroupEvent::SelfJoin) == 1;
    let (inside, outside): (Vec<_>, Vec<_>) = (1..6).partition(|at| is_in(&circle, *at));
    assert_eq!(inside.len(), 2);
    for at in outside {
        assert_eq!(circle.told(at, |event| *event == GroupEvent::JoinFail(InviteReject::GroupFull)), 1, "{at}");
        assert_eq!(circle.tox(at).groups().phase(circle.group(at)), Some(Phase::Disconnected));
    }
    for at in [0, inside[0], inside[1]] {
        assert_eq!(count(&circle.world.sim, circle.members[at]), Some(2), "{at}");
    }
}

#[test]
fn a_group_that_is_made_private_is_not_found_any_more() {
    let mut circle = Circle::new(5, 3, |_| false);
    let chat_id = circle.found(GroupPrivacy::Public);
    circle.join(1, chat_id, b"");
    circle.until_told(1, 30, |event| *event == GroupEvent::SelfJoin);
    circle.until_told(0, 30, |event| matches!(event, GroupEvent::PeerJoin { .. }));
    let group = circle.group(0);
    circle.call(0, |tox, now| tox.group_set_privacy_state(now, group, GroupPrivacy::Private)).unwrap();
    circle.until_told(1, 5, |event| *event == GroupEvent::PrivacyState(GroupPrivacy::Private));
    circle.world.run(seconds(40));
    circle.join(2, chat_id, b"");
    circle.world.run(seconds(60));
    assert_eq!(circle.told(2, |event| *event == GroupEvent::SelfJoin), 0);
    let group = circle.group(2);
    assert_eq!(circle.tox(2).groups().phase(group), Some(Phase::Joining));
}

#[test]
fn mistakes_are_told_in_the_order_of_tox_h() {
    let mut circle = Circle::new(6, 1, |_| false);
    let chat_id = circle.found(GroupPrivacy::Public);
    let (long_name, long_nick) = ([b'x'; 49], [b'x'; 129]);
    circle.call(0, |tox, now| {
        for (name, nick, error) in [
            (&long_name[..], &b""[..], GroupNewError::TooLong),
            (b"", &long_nick, GroupNewError::TooLong),
            (b"", b"nick", GroupNewError::Empty),
            (b"name", b"", GroupNewError::Empty),
        ] {
            assert_eq!(tox.group_new(now, GroupPrivacy::Private, name, nick), Err(error));
        }
        let nobody = [2; 32].into_iter().rev().collect::<Vec<u8>>();
        let no_key = toxcore::group::ChatId::from_bytes(nobody.try_into().unwrap());
        let join = |tox: &mut toxcore::Tox, id, nick: &[u8], password: &[u8]| tox.group_join(now, id, nick, password);
        assert_eq!(join(tox, no_key, &long_nick, &[0; 33]), Err(GroupJoinError::TooLong(129)));
        assert_eq!(join(tox, no_key, b"", &[0; 33]), Err(GroupJoinError::Empty));
        assert_eq!(join(tox, no_key, b"nick", &[0; 33]), Err(GroupJoinError::InvalidChatId));
        assert_eq!(join(tox, chat_id, b"nick", &[0; 33]), Err(GroupJoinError::Password(33)));
        assert_eq!(join(tox, chat_id, b"nick", b""), Ok(group_of(tox)));
        assert_eq!(tox.group_list().count(), 1);
    });
}
