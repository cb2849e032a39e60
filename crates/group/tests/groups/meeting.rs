//! Members find each other by the chat id and talk.

use std::time::Duration;

use toxcore_group::groups::{Delivery, PeerNumber, Reached, SendCustomError};
use toxcore_group::rules::Event;
use toxcore_sim::Link;

use crate::world::{World, lossy, millis, seconds};

#[test]
fn two_members_meet_by_the_chat_id() {
    let mut world = World::joining(2, 1, Link::default(), millis(0));
    let took = world.run_until(seconds(5), World::all_see_all);
    assert!(took <= seconds(1), "{took:?}");
    assert_eq!(world.say(0, b"hello"), 1);
    assert_eq!(world.say(1, b"hi"), 1);
    world.run(seconds(1));
    assert_eq!((world.heard(1, 0), world.heard(0, 1)), (vec![b"hello".to_vec()], vec![b"hi".to_vec()]));
    let keys = [world.key(0), world.key(1)];
    assert_eq!(world.events(0), [Event::MemberJoined(keys[1])], "a founder is in from the beginning");
    assert_eq!(world.events(1), [Event::Joined, Event::MemberJoined(keys[0])]);
    let (groups, number) = world.groups(1);
    assert_eq!(groups.reached(world.sim.now(), number, &keys[0]), Some(Reached::Direct));
    assert_eq!(groups.address(world.sim.now(), number, &keys[0]), Some(world.address(0)));
    let numbers = keys.map(|key| groups.peer_number(number, &key));
    assert_eq!(numbers, [Some(PeerNumber(1)), Some(PeerNumber::OWN)]);
    assert_eq!(groups.peer_key(number, PeerNumber(1)), Some(keys[0]));
}

/// Everybody says something in each of 20 rounds, and hears everybody else once and in order.
fn members_talk(members: usize, seed: u64) {
    let mut world = World::joining(members, seed, lossy(), millis(300));
    world.run_until(seconds(15), World::all_see_all);
    for round in 0..20 {
        for who in 0..members {
            assert_eq!(world.say(who, format!("{who} says {round}").as_bytes()), members - 1);
        }
        world.run(millis(200));
    }
    world.run(seconds(10));
    for who in 0..members {
        for by in (0..members).filter(|by| *by != who) {
            let expected: Vec<_> = (0..20).map(|round| format!("{by} says {round}").into_bytes()).collect();
            assert_eq!(world.heard(who, by), expected, "{who} of {by}, seed {seed}");
        }
    }
}

#[test]
fn five_members_hear_each_other_once_and_in_order() {
    for seed in 0..10 {
        members_talk(5, seed);
    }
}

#[test]
fn fifty_members_hear_each_other_once_and_in_order() {
    members_talk(50, 7);
}

#[test]
fn a_newcomer_of_a_large_group_meets_all_soon() {
    let mut world = World::joined(20, 3, lossy());
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..15 {
        let who = world.add();
        world.join(who, b"");
        times.push(world.run_until(seconds(15), World::all_see_all));
    }
    times.sort();
    assert!(times[7] <= seconds(3), "{times:?}");
}

#[test]
fn members_who_meet_before_either_is_in_see_each_other_as_soon_as_they_are() {
    // Nobody who is in can be reached at first, so the newcomers find only each other.
    let mut world = World::new(4, Link::default());
    for _ in 1..4 {
        world.add();
    }
    world.split(|who| u8::from(who == 0));
    (1..4).for_each(|who| world.join(who, b""));
    world.run(seconds(30));
    assert!((1..4).all(|who| !world.is_in(who)));
    world.split(|_| 0);
    let took = world.run_until(seconds(30), World::all_see_all);
    assert!(took <= seconds(5), "{took:?}");
}

#[test]
fn custom_packets_arrive() {
    let mut world = World::joined(3, 5, Link::default());
    let keys = [0, 1, 2].map(|who| world.key(who));
    let long = vec![7; 1373];
    let sent = [Delivery::Lossless, Delivery::Lossy]
        .map(|delivery| world.act(0, |groups, now, number| groups.send_custom(now, number, delivery, &long)));
    assert_eq!(sent, [Ok(2), Ok(2)]);
    let to_one = world.act(0, |groups, now, number| {
        groups.send_private_custom(now, number, &keys[1], Delivery::Lossless, b"for you")
    });
    assert_eq!(to_one, Ok(()));
    world.run(seconds(2));
    let mut got = world.with(1, |person, _| std::mem::take(&mut person.customs));
    got.sort_by_key(|(_, delivery, data)| (data.len(), *delivery == Delivery::Lossy));
    let expected = [
        (keys[0], Delivery::Lossless, b"for you".to_vec()),
        (keys[0], Delivery::Lossless, long.clone()),
        (keys[0], Delivery::Lossy, long),
    ];
    assert_eq!(got, expected);
    assert_eq!(world.person(2).customs.len(), 2);
    let refused = world.act(0, |groups, now, number| {
        [
            groups.send_private_custom(now, number, &keys[0], Delivery::Lossy, b"me"),
            groups.send_private_custom(now, number, &keys[1], Delivery::Lossy, b""),
            groups.send_private_custom(now, number, &keys[1], Delivery::Lossy, &[7; 1374]),
        ]
    });
    let expected = [SendCustomError::UnknownMember, SendCustomError::Empty, SendCustomError::TooLong(1374)];
    assert_eq!(refused, expected.map(Err));
}
