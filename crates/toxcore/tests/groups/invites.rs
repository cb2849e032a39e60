//! Friends who bring friends in.

use toxcore::group::{GroupNumber, GroupPrivacy, InviteData};
use toxcore::{
    ConnectionStatus, Event, FriendId, GroupEvent, GroupInviteAcceptError, GroupInviteFriendError, GroupJoinError,
    MessageKind, Options,
};

use crate::circle::{Circle, nick, seconds};

/// Two friends who are online, and how they call each other.
fn friends(seed: u64, is_relayed: impl Fn(usize) -> bool) -> (Circle, FriendId, FriendId) {
    let mut circle = Circle::new(seed, 2, is_relayed);
    let (at_alice, at_bob) = circle.world.make_friends(circle.members[0], circle.members[1]);
    until_online(&mut circle, at_alice, at_bob);
    (circle, at_alice, at_bob)
}

fn until_online(circle: &mut Circle, at_alice: FriendId, at_bob: FriendId) {
    let (alice, bob) = (circle.members[0], circle.members[1]);
    circle.world.run_until(seconds(90), |sim| {
        sim[alice].tox.friend_connection_status(at_alice) != Ok(ConnectionStatus::None)
            && sim[bob].tox.friend_connection_status(at_bob) != Ok(ConnectionStatus::None)
    });
}

fn invite(circle: &mut Circle, group: GroupNumber, friend: FriendId) -> InviteData {
    circle.call(0, |tox, now| tox.group_invite_friend(now, group, friend)).unwrap();
    let bob = circle.members[1];
    circle.world.run_until(seconds(10), |sim| sim[bob].saw(|event| matches!(event, Event::GroupInvite { .. })));
    let invited = circle.world.sim[bob].events.iter().find_map(|(_, event)| match event {
        Event::GroupInvite { invite, .. } => Some(invite.clone()),
        _ => None,
    });
    let invited = invited.unwrap();
    assert_eq!(&*invited.name, b"readers");
    invited.data
}

#[test]
fn a_friend_follows_an_invitation_into_a_private_group() {
    for (seed, is_relayed) in [(1, [false, false]), (2, [true, true]), (3, [false, true]), (4, [true, false])] {
        let (mut circle, at_alice, at_bob) = friends(seed, |at| is_relayed[at]);
        circle.found(GroupPrivacy::Private);
        let group = circle.group(0);
        let data = invite(&mut circle, group, at_alice);
        circle.call(1, |tox, now| tox.group_invite_accept(now, at_bob, &data, &nick(1), b"")).unwrap();
        let took = circle.until_told(1, 60, |event| *event == GroupEvent::SelfJoin);
        assert!(took < seconds(3), "{is_relayed:?}: {took:?}");
        circle.until_all_see_all();
        assert_eq!(circle.say(1, b"thanks"), 1);
        circle.world.run(seconds(2));
        assert_eq!(circle.texts(0), [(circle.peer(0, 1), b"thanks".to_vec())]);
    }
}

/// The friend goes before its invitation is accepted, has forgotten it when it is back, and so does not say where it is. It is found all
/// the same, over UDP or at our relays.
#[test]
fn an_invitation_is_followed_when_the_friend_is_back() {
    for (seed, is_relayed) in [(5, false), (8, true)] {
        let (mut circle, at_alice, at_bob) = friends(seed, |_| is_relayed);
        circle.found(GroupPrivacy::Private);
        let group = circle.group(0);
        let data = invite(&mut circle, group, at_alice);
        circle.restart(0, Options { udp_enabled: !is_relayed, ..Options::default() });
        let bob = circle.members[1];
        circle
            .world
            .run_until(seconds(90), |sim| sim[bob].tox.friend_connection_status(at_bob) == Ok(ConnectionStatus::None));
        circle.call(1, |tox, now| tox.group_invite_accept(now, at_bob, &data, &nick(1), b"")).unwrap();
        until_online(&mut circle, at_alice, at_bob);
        circle.until_told(1, 40, |event| *event == GroupEvent::SelfJoin);
        circle.until_all_see_all();
    }
}

#[test]
fn an_invitation_is_followed_after_a_restart() {
    let (mut circle, at_alice, at_bob) = friends(9, |_| false);
    circle.found(GroupPrivacy::Private);
    let group = circle.group(0);
    let data = invite(&mut circle, group, at_alice);
    circle.restart(0, Options::default());
    let bob = circle.members[1];
    circle
        .world
        .run_until(seconds(90), |sim| sim[bob].tox.friend_connection_status(at_bob) == Ok(ConnectionStatus::None));
    circle.call(1, |tox, now| tox.group_invite_accept(now, at_bob, &data, &nick(1), b"")).unwrap();
    circle.restart(1, Options::default());
    circle.until_told(1, 120, |event| *event == GroupEvent::SelfJoin);
    circle.until_all_see_all();
    assert_eq!(circle.tox(1).group_self_name(circle.group(1)), Some(&*nick(1)));
}

#[test]
fn an_acceptance_waits_behind_messages() {
    let (mut circle, at_alice, at_bob) = friends(7, |_| false);
    circle.found(GroupPrivacy::Private);
    let group = circle.group(0);
    let data = invite(&mut circle, group, at_alice);
    circle.call(1, |tox, now| {
        while tox.friend_send_message(now, at_bob, MessageKind::Normal, &[b'x'; 1_000]).is_ok() {}
        tox.group_invite_accept(now, at_bob, &data, &nick(1), b"").unwrap();
    });
    circle.until_told(1, 60, |event| *event == GroupEvent::SelfJoin);
}

#[test]
fn invitations_need_a_group_and_a_friend_who_is_online() {
    let (mut circle, at_alice, at_bob) = friends(6, |_| false);
    let chat_id = circle.found(GroupPrivacy::Private);
    let group = circle.group(0);
    let key = circle.tox(0).group_self_public_key(group).unwrap();
    let data = InviteData { chat_id, member: key };
    let nobody = FriendId { index: 9, generation: 0 };
    circle.call(0, |tox, now| {
        let absent = tox.friend_add_norequest(now, toxcore::LongTermPublicKey::from_bytes([9; 32])).unwrap();
        let invite = |tox: &mut toxcore::Tox, group, friend| tox.group_invite_friend(now, group, friend);
        assert_eq!(invite(tox, group, nobody), Err(GroupInviteFriendError::FriendNotFound));
        assert_eq!(invite(tox, group, absent), Err(GroupInviteFriendError::NotSent));
        tox.group_disconnect(now, group).unwrap();
        assert_eq!(invite(tox, group, nobody), Err(GroupInviteFriendError::Disconnected));
        tox.group_leave(now, group, b"").unwrap();
        assert_eq!(invite(tox, group, at_alice), Err(GroupInviteFriendError::GroupNotFound));
    });
    circle.call(1, |tox, now| {
        let accept = |tox: &mut toxcore::Tox, friend, nick: &[u8], password: &[u8]| {
            tox.group_invite_accept(now, friend, &data, nick, password)
        };
        assert_eq!(accept(tox, nobody, b"", b""), Err(GroupJoinError::Empty.into()));
        assert_eq!(accept(tox, nobody, &[b'x'; 129], b""), Err(GroupJoinError::TooLong(129).into()));
        assert_eq!(accept(tox, nobody, b"nick", &[0; 33]), Err(GroupInviteAcceptError::FriendNotFound));
        assert_eq!(accept(tox, at_bob, b"nick", &[0; 33]), Err(GroupJoinError::Password(33).into()));
        assert_eq!(tox.group_list().count(), 0);
    });
}
