//! Members who are no friends, and what friends notice of them.

use std::time::Duration;

use toxcore::conference::{ConferenceType, Departure, InviteError, JoinError};
use toxcore::savedata::Savedata;
use toxcore::{ConferenceJoinError, ConnectionStatus, Event, MessageKind};

use crate::chain::{Chain, count};

/// The ends of a chain of three are connected, and are no friends.
#[test]
fn members_who_are_no_friends_are_connected_and_not_in_the_list_of_friends() {
    let mut chain = Chain::new(1, 3, |_| false).joined();
    let (first, last) = (chain.members[0], chain.members[2]);
    let conference = chain.conference(0);
    chain.world.run_until(Duration::from_secs(30), |sim| {
        sim[first].tox.conferences().connection_counts(conference) == Some((2, 2))
    });
    for (member, friends) in [(first, 1), (chain.members[1], 2), (last, 1)] {
        let tox = &chain.world.sim[member].tox;
        assert_eq!(tox.friends().count(), friends);
        assert!(tox.friend_by_number(friends as u32).is_none());
        assert_eq!(Savedata::load(&tox.savedata()).unwrap().0.friends.len(), friends);
        let foreign = |event: &Event| event.friend().is_some_and(|friend| friend.index >= friends as u32);
        assert!(!chain.world.sim[member].saw(foreign), "no event is about somebody who is no friend");
    }
    let key = chain.world.sim[last].tox.self_public_key();
    assert_eq!(chain.world.sim[first].tox.friend_by_public_key(&key), None);
}

/// Whoever becomes a friend gets the next number of friends, and is online at once.
#[test]
fn a_member_becomes_a_friend_and_is_none_again() {
    let mut chain = Chain::new(2, 3, |_| false).joined();
    let (first, last) = (chain.members[0], chain.members[2]);
    let conference = chain.conference(0);
    chain.world.run_until(Duration::from_secs(30), |sim| {
        sim[first].tox.conferences().connection_counts(conference) == Some((2, 2))
    });
    let (at_first, at_last) = chain.world.make_friends(first, last);
    assert_eq!((at_first.index, at_last.index), (1, 1));
    chain.world.run_until(Duration::from_secs(3), |sim| {
        sim[first].tox.friend_connection_status(at_first) == Ok(ConnectionStatus::Udp)
            && sim[last].tox.friend_connection_status(at_last) == Ok(ConnectionStatus::Udp)
    });
    let sent =
        chain.world.call(first, |tox, now| tox.friend_send_message(now, at_first, MessageKind::Normal, b"only you"));
    sent.unwrap();
    chain.world.run_until(Duration::from_secs(3), |sim| {
        sim[first].saw(|event| matches!(event, Event::FriendReadReceipt { .. }))
    });
    chain.say(0, b"all");
    chain.world.call(first, |tox, now| tox.friend_delete(now, at_first)).unwrap();
    assert_eq!(chain.world.sim[first].tox.conferences().connection_counts(conference), Some((2, 2)));
    chain.world.run_until(Duration::from_secs(3), |sim| {
        sim[last].tox.friend_connection_status(at_last) == Ok(ConnectionStatus::None)
    });
    chain.say(0, b"still all");
    chain.world.run(Duration::from_secs(1));
    assert_eq!(chain.texts(2), [b"all".to_vec(), b"still all".to_vec()]);
    assert_eq!(chain.world.sim[first].tox.friends().count(), 1);
}

#[test]
fn whoever_leaves_is_missed_at_once_and_its_connections_end() {
    let mut chain = Chain::new(3, 4, |at| at == 3).joined();
    let (first, last) = (chain.members[0], chain.members[3]);
    let conference = chain.conference(3);
    chain.world.call(last, |tox, now| tox.conference_delete(now, conference)).unwrap();
    let took = chain.world.run_until(Duration::from_secs(10), |sim| count(sim, first) == Some(3));
    assert!(took < Duration::from_secs(2), "{took:?}");
    let left = |event: &Event| matches!(event, Event::ConferencePeerLeft { why: Departure::Left, name, .. } if **name == *b"member 3");
    assert!(chain.world.sim[first].saw(left));
    chain.world.run(Duration::from_secs(5));
    // Nobody wants the connection between the first and the last any longer.
    assert_eq!(chain.world.sim[first].tox.conferences().connection_counts(chain.conference(0)), Some((2, 2)));
    assert_eq!(chain.world.sim[last].tox.conferences().numbers().count(), 0);
}

#[test]
fn whoever_shuts_down_is_out_of_sight_at_once() {
    let mut chain = Chain::new(4, 3, |at| at == 1).joined();
    let (first, last) = (chain.members[0], chain.members[2]);
    chain.world.call(last, |tox, now| tox.shut_down(now));
    chain.world.run_until(Duration::from_secs(3), |sim| {
        sim[first].saw(|event| matches!(event, Event::ConferencePeerLeft { why: Departure::Frozen, .. }))
    });
    let conference = chain.conference(0);
    let offline = chain.world.sim[first].tox.conference_offline_peer(conference, 0).unwrap();
    assert_eq!((offline.name, offline.id.key), (&b"member 2"[..], chain.world.sim[last].tox.self_public_key()));
    assert!(offline.last_active.0 > 1_700_000_000);
}

#[test]
fn invitations_need_a_friend_who_is_online() {
    let mut chain = Chain::new(6, 2, |_| false);
    let (alice, to_bob) = (chain.members[0], chain.next[0]);
    let conference = chain.world.call(alice, |tox, now| tox.conference_new(now, ConferenceType::Text)).unwrap();
    let key = toxcore::LongTermPublicKey::from_bytes([9; 32]);
    chain.world.call(alice, |tox, now| {
        let nobody = toxcore::FriendId { index: 7, generation: 0 };
        let absent = tox.friend_add_norequest(now, key).unwrap();
        for friend in [nobody, absent] {
            assert_eq!(tox.conference_invite(now, conference, friend), Err(InviteError::NotSent));
        }
        let cookie = tox.conferences().check_invite(conference).unwrap();
        assert_eq!(tox.conference_join(now, nobody, &cookie), Err(ConferenceJoinError::FriendNotFound));
        assert_eq!(tox.conference_join(now, to_bob, &cookie), Err(JoinError::Duplicate.into()));
        tox.conference_delete(now, conference).unwrap();
        assert_eq!(tox.conference_join(now, absent, &cookie), Err(JoinError::NotSent.into()));
        assert_eq!(tox.conference_invite(now, conference, to_bob), Err(InviteError::ConferenceNotFound));
    });
}

/// An invitation to a conference for sound says so.
#[test]
fn an_invitation_says_what_the_conference_is_for() {
    let mut chain = Chain::new(7, 2, |_| false);
    let (alice, bob, to_bob) = (chain.members[0], chain.members[1], chain.next[0]);
    chain.world.sim.call(bob, |host, _| host.reaction = None);
    let conference = chain.world.call(alice, |tox, now| tox.conference_new(now, ConferenceType::Audio)).unwrap();
    chain.world.call(alice, |tox, now| tox.conference_invite(now, conference, to_bob)).unwrap();
    let invited = |event: &Event| matches!(event, Event::ConferenceInvite { cookie, .. } if cookie.identifier.kind == ConferenceType::Audio);
    chain.world.run_until(Duration::from_secs(3), |sim| sim[bob].saw(invited));
    assert_eq!(chain.world.sim[bob].tox.conferences().numbers().count(), 0, "nobody comes without being asked");
}
