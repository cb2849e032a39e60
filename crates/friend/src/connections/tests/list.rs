use super::*;

#[test]
fn a_friend_is_tracked_from_adding_to_removing() {
    let mut alice = Alice::new();
    let id = alice.friends.add(alice.now, person(1)).expect("free");
    assert_eq!(alice.outputs(), [Output::Track { id, key: person(1) }]);
    assert_eq!((alice.friends.find(&person(1)), alice.friends.key(id)), (Some(id), Some(person(1))));
    assert!(alice.friends.remove(alice.now, id));
    assert_eq!(alice.outputs(), [Output::Untrack { id, key: person(1) }]);
    assert_eq!((alice.friends.find(&person(1)), alice.friends.len(), alice.friends.poll_timeout()), (None, 0, None));
}

#[test]
fn nobody_is_added_twice_and_nobody_is_his_own_friend() {
    let mut alice = Alice::new();
    let id = alice.add(1);
    assert_eq!(alice.friends.add(alice.now, person(1)), Err(AddError::AlreadyAdded(id)));
    assert_eq!(alice.friends.add(alice.now, person(0)), Err(AddError::OwnKey));
}

#[test]
fn the_number_of_friends_is_bounded() {
    let mut alice = Alice::new();
    alice.friends.config.max_friends = 2;
    let first = alice.add(1);
    alice.add(2);
    assert_eq!(alice.friends.add(alice.now, person(3)), Err(AddError::Full));
    alice.friends.remove(alice.now, first);
    assert_eq!(alice.friends.add(alice.now, person(3)).map(|id| (id.index, id.generation)), Ok((0, 1)));
}

#[test]
fn a_connection_that_a_conference_holds_outlives_the_friendship() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    assert_eq!(alice.friends.hold(alice.now, person(1)), Ok(id));
    assert!(alice.friends.remove(alice.now, id));
    let held = alice.friends.find(&person(1)).expect("held");
    assert_eq!(held.index, crate::HELD_FROM);
    assert_eq!(alice.outputs(), [Output::Moved { from: id, to: held }]);
    assert_eq!((alice.friends.is_online(held), alice.friends.is_friend(held)), (true, false));
    assert!(!alice.friends.remove(alice.now, held));
    // He may become a friend again meanwhile, with an id of friends.
    let again = alice.friends.add(alice.now, person(1)).expect("free");
    assert_eq!((again.index, again.generation), (0, 1));
    assert_eq!(alice.outputs(), [Output::Moved { from: held, to: again }]);
    assert_eq!(alice.friends.with_dht_key(&run(1)).collect::<Vec<_>>(), [again]);
    alice.friends.remove(alice.now, again);
    let id = alice.friends.find(&person(1)).expect("held");
    alice.outputs();
    assert!(alice.friends.is_held(id) && alice.friends.poll_timeout().is_some());
    alice.friends.release(alice.now, id);
    let gone =
        [Output::Close { id }, Output::StopSearch { id, dht_key: run(1) }, Output::Untrack { id, key: person(1) }];
    assert_eq!((alice.outputs(), alice.friends.is_empty()), (gone.to_vec(), true));
    assert_eq!(alice.friends.poll_timeout(), None);
}

#[test]
fn an_old_id_reaches_nobody() {
    let mut alice = Alice::new();
    let old = alice.connected(1);
    alice.friends.remove(alice.now, old);
    let new = alice.add(2);
    alice.outputs();
    assert_eq!((new.index, old.index), (0, 0));
    alice.friends.dht_key(alice.now, old, run(9));
    alice.friends.established(alice.now, old);
    alice.friends.ended(alice.now, old, Ended::ByPeer);
    alice.friends.address(alice.now, old, addr("192.0.2.1:33445"), Evidence::Heard);
    alice.relay(old, relay(1));
    assert!(alice.receive(old, &[0x10]).is_err());
    assert_eq!(alice.outputs(), []);
    assert_eq!(alice.friends.known_dht_key(new), None);
}

#[test]
fn a_thousand_friends_whom_nobody_finds_need_no_timer_and_little_memory() {
    let mut friends = FriendConnections::new(Config::new(person(0)), &Seed::from_number(1));
    for number in 0..1_000_u32 {
        let mut bytes = [7; 32];
        bytes[..4].copy_from_slice(&number.to_le_bytes());
        friends.add(Instant::ZERO, LongTermPublicKey::from_bytes(bytes)).expect("free");
    }
    assert_eq!(friends.poll_timeout(), None);
    assert!(size_of::<Friend>() <= 700, "{}", size_of::<Friend>());
}
