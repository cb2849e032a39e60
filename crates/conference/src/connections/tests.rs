use std::time::Duration;

use super::*;

fn key(number: u8) -> (LongTermPublicKey, DhtPublicKey) {
    (LongTermPublicKey::from_bytes([number; 32]), DhtPublicKey::from_bytes([number; 32]))
}

fn friend(number: u8) -> FriendId {
    FriendId { index: number.into(), generation: 0 }
}

#[test]
fn a_connection_lives_as_long_as_it_has_a_reason() {
    let (mut holds, mut connections) = (Holds::default(), Connections::default());
    connections.add(&mut holds, key(1), None, Reason::Closest).expect("there is room");
    connections.add(&mut holds, key(1), None, Reason::Introducer).expect("it is there");
    assert_eq!(connections.len(), 1);
    connections.remove_reason(&mut holds, &key(1).0, Reason::Closest);
    connections.remove_reason(&mut holds, &key(1).0, Reason::Introducing);
    assert_eq!(connections.len(), 1);
    connections.remove_reason(&mut holds, &key(1).0, Reason::Introducer);
    assert_eq!(connections.len(), 0);
}

#[test]
fn the_closest_have_places_when_all_are_taken() {
    let (mut holds, mut connections) = (Holds::default(), Connections::default());
    for number in 0..16 {
        let connection = connections.add(&mut holds, key(number), Some(friend(number)), Reason::Introducer);
        connection.expect("there is room").state = State::Online(0);
    }
    assert!(connections.add(&mut holds, key(100), None, Reason::Introducing).is_none());
    for number in 200..204 {
        connections.add(&mut holds, key(number), None, Reason::Closest).expect("the closest always have a place");
    }
    assert_eq!(connections.len(), 16);
    connections.make_room(&mut holds);
    assert_eq!(connections.len(), 14);
    assert_eq!(connections.iter().filter(|c| c.reasons.has(Reason::Closest)).count(), 4);
    assert!(!connections.has_room());
}

#[test]
fn one_that_does_not_stand_goes_first() {
    let (mut holds, mut connections) = (Holds::default(), Connections::default());
    for number in 0..16 {
        let connection = connections.add(&mut holds, key(number), Some(friend(number)), Reason::Introducer);
        connection.expect("there is room").state = if number == 7 { State::Connecting } else { State::Online(0) };
    }
    connections.make_room(&mut holds);
    assert!(connections.by_key(&key(7).0).is_none());
    assert!(connections.lost, "the second one was online");
}

#[test]
fn a_connection_that_went_down_begins_anew() {
    let (mut holds, mut connections) = (Holds::default(), Connections::default());
    let connection = connections.add(&mut holds, key(1), Some(friend(1)), Reason::Closest).expect("there is room");
    connection.state = State::Online(3);
    assert_eq!(connection.online(), Some((friend(1), 3)));
    assert!(!connections.down(friend(2)));
    assert!(connections.down(friend(1)));
    assert!(connections.lost);
    assert_eq!((connections.online_count(), connections.len()), (0, 1));
}

#[test]
fn who_lingered_and_went_down_is_not_waited_for() {
    let (mut holds, mut connections) = (Holds::default(), Connections::default());
    for reason in [Reason::Closest, Reason::Lingering] {
        let connection = connections.add(&mut holds, key(1), Some(friend(1)), reason).expect("there is room");
        connection.state = State::Online(3);
    }
    connections.remove_reason(&mut holds, &key(1).0, Reason::Closest);
    assert!(connections.down(friend(1)));
    connections.remove_needless(&mut holds);
    assert_eq!(connections.len(), 0);
}

#[test]
fn answers_are_bounded_and_come_again() {
    let (mut holds, mut connections) = (Holds::default(), Connections::default());
    let connection = connections.add(&mut holds, key(1), Some(friend(1)), Reason::Closest).expect("there is room");
    let now = Instant::from_origin(Duration::from_secs(100));
    let given = (0..100).filter(|_| connection.take_answer(now)).count();
    assert_eq!(given, ANSWER_BURST as usize);
    assert!(connection.take_answer(now + ANSWER_INTERVAL));
    assert!(!connection.take_answer(now + ANSWER_INTERVAL));
}

#[test]
fn hints_are_for_connections_that_do_not_stand_and_not_too_many() {
    let (mut holds, mut connections) = (Holds::default(), Connections::default());
    let now = Instant::ZERO;
    let connection = connections.add(&mut holds, key(1), None, Reason::Closest).expect("there is room");
    assert!(connection.take_hint(now));
    assert!(!connection.take_hint(now + HINT_INTERVAL / 2));
    assert!(connection.take_hint(now + HINT_INTERVAL));
    connection.friend = Some(friend(1));
    assert!(!connection.take_hint(now + HINT_INTERVAL * 2));
}
