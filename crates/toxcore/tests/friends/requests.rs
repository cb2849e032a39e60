//! Friend requests.

use std::time::Duration;

use toxcore::{Event, FriendAddError, FriendState, MAX_REQUEST_MESSAGE_LEN, NoSpam, NoSpamTerms, ToxId};
use toxcore_sim::HostId;

use crate::support::World;

fn requests(world: &World, user: HostId) -> Vec<Vec<u8>> {
    let events = world.sim[user].events.iter();
    let messages = events.filter_map(|(_, event)| match event {
        Event::FriendRequest { message, .. } => Some(message.to_vec()),
        _ => None,
    });
    messages.collect()
}

fn message(len: usize) -> Vec<u8> {
    (0..len).map(|n| b'a' + (n % 26) as u8).collect()
}

/// Past defect 14: the longest message was dropped.
#[test]
fn requests_of_every_length_arrive_once_and_make_friends_when_accepted() {
    for (seed, len) in (0..).zip([1, 2, 3, 4, 500, MAX_REQUEST_MESSAGE_LEN - 1, MAX_REQUEST_MESSAGE_LEN]) {
        let mut world = World::new(seed, 8);
        let (alice, bob) = (world.add_user(), world.add_user());
        let address = world.sim[bob].tox.self_address();
        let to_bob = world.call(alice, |tox, now| tox.friend_add(now, &address, &message(len))).unwrap();
        assert_eq!(world.sim[alice].tox.friend_state(to_bob), FriendState::Added);
        world.run_until(Duration::from_secs(30), |sim| sim[bob].saw(|e| matches!(e, Event::FriendRequest { .. })));
        assert_eq!(world.sim[alice].tox.friend_state(to_bob), FriendState::Requested);
        world.run(Duration::from_secs(60));
        assert_eq!(requests(&world, bob), [message(len)]);

        let key = world.sim[alice].tox.self_public_key();
        let to_alice = world.call(bob, |tox, now| tox.friend_add_norequest(now, key)).unwrap();
        world.run_until(Duration::from_secs(20), |sim| {
            sim[alice].tox.friend_state(to_bob) == FriendState::Online
                && sim[bob].tox.friend_state(to_alice) == FriendState::Online
        });
    }
}

#[test]
fn request_waits_until_the_other_comes() {
    let mut world = World::new(1, 8);
    let bob = world.add_user();
    let address = world.sim[bob].tox.self_address();
    let saved = world.sim[bob].tox.savedata();
    world.sim.remove(bob, toxcore_sim::Departure::Exit);
    let alice = world.add_user();
    let to_bob = world.call(alice, |tox, now| tox.friend_add(now, &address, b"are you there?")).unwrap();
    world.run(Duration::from_secs(600));
    assert_eq!(world.sim[alice].tox.friend_state(to_bob), FriendState::Added);
    let bob = world.add_saved(saved);
    world.bootstrap(bob, world.nodes[0]);
    // Whoever is absent is looked for less and less often.
    world.run_until(Duration::from_secs(300), |sim| sim[bob].saw(|e| matches!(e, Event::FriendRequest { .. })));
}

#[test]
fn requests_that_make_no_sense_are_refused_with_the_reason() {
    let mut world = World::new(1, 1);
    let alice = world.add_user();
    let own = world.sim[alice].tox.self_address();
    let other = world.add_user();
    let id = world.sim[other].tox.self_address();
    world.call(alice, |tox, now| {
        assert_eq!(tox.friend_add(now, &id, &message(922)), Err(FriendAddError::TooLong(922)));
        assert_eq!(tox.friend_add(now, &id, b""), Err(FriendAddError::NoMessage));
        assert_eq!(tox.friend_add(now, &own, b"me"), Err(FriendAddError::OwnKey));
        assert_eq!(tox.friend_add_norequest(now, own.public_key), Err(FriendAddError::OwnKey));
        let mut key = *id.public_key.as_bytes();
        key[31] |= 0x80;
        let no_key = ToxId { public_key: toxcore::LongTermPublicKey::from_bytes(key), ..id };
        assert_eq!(tox.friend_add(now, &no_key, b"?"), Err(FriendAddError::InvalidKey));

        let friend = tox.friend_add(now, &id, b"hello").unwrap();
        assert_eq!(tox.friend_add(now, &id, b"hello again"), Err(FriendAddError::AlreadySent(friend)));
        let moved = ToxId { no_spam: NoSpam::from_u32(7), ..id };
        assert_eq!(tox.friend_add(now, &moved, b"moved?"), Err(FriendAddError::SetNewNospam(friend)));
        assert_eq!(tox.friend_add(now, &moved, b"moved?"), Err(FriendAddError::AlreadySent(friend)));
        assert_eq!(tox.friend_add_norequest(now, id.public_key), Err(FriendAddError::AlreadySent(friend)));
        tox.friend_delete(now, friend).unwrap();
        let next = tox.friend_add_norequest(now, id.public_key).unwrap();
        assert_eq!(next.index, friend.index);
        assert_ne!(next, friend);
        assert!(tox.friend_public_key(friend).is_err());
    });
}

#[test]
fn another_nospam_is_accepted_as_long_as_we_say_so() {
    let mut world = World::new(3, 8);
    let (alice, bob, carol) = (world.add_user(), world.add_user(), world.add_user());
    let own = world.sim[bob].tox.self_address();
    let published = ToxId { no_spam: NoSpam::from_u32(0x1234_5678), ..own };
    let stale = ToxId { no_spam: NoSpam::from_u32(1), ..own };
    world.call(bob, |tox, _| tox.nospam_accept(published.no_spam, NoSpamTerms::default()));
    world.call(alice, |tox, now| tox.friend_add(now, &published, b"from your web page")).unwrap();
    world.call(carol, |tox, now| tox.friend_add(now, &stale, b"from an old card")).unwrap();
    world.run(Duration::from_secs(60));
    assert_eq!(requests(&world, bob), [b"from your web page".to_vec()]);
}
