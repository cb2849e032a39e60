//! Members restart, are cut off, come and go.

use toxcore_group::groups::RestoreGroupError;
use toxcore_group::rules::{Departure, Event, Phase};
use toxcore_sim::Link;
use toxcore_wire::group::GroupPrivacy;

use crate::world::{World, lossy, seconds};

fn left(world: &mut World, who: usize) -> Vec<Departure> {
    let departure = |event: &Event| match event {
        Event::MemberLeft { departure, .. } => Some(*departure),
        _ => None,
    };
    world.events(who).iter().filter_map(departure).collect()
}

#[test]
fn a_member_that_restarts_is_back_before_anybody_missed_it() {
    for privacy in [GroupPrivacy::Public, GroupPrivacy::Private] {
        let mut world = World::joined(4, 1, lossy());
        world.act(0, |groups, now, number| groups.set_privacy(now, number, privacy)).unwrap();
        world.run(seconds(5));
        let saved = world.vanish(2);
        world.come_back(2, saved);
        let took = world.run_until(seconds(20), |world| world.is_in(2) && world.count(2) == 3);
        assert!(took <= seconds(5), "{privacy:?}: {took:?}");
        world.run(seconds(60));
        assert!(world.all_see_all());
        assert!((0..4).filter(|who| *who != 2).all(|who| left(&mut world, who).is_empty()), "{privacy:?}");
        assert_eq!(world.say(2, b"again"), 3);
        assert_eq!(world.say(1, b"welcome"), 3);
        world.run(seconds(5));
        for who in [0, 1, 3] {
            assert_eq!(world.heard(who, 2), [b"again"]);
        }
        assert_eq!(world.heard(2, 1), [b"welcome"]);
    }
}

#[test]
fn a_member_that_was_away_for_long_comes_back_by_its_save_file() {
    let mut world = World::joined(4, 2, Link::default());
    world.act(0, |groups, now, number| groups.set_privacy(now, number, GroupPrivacy::Private)).unwrap();
    world.run(seconds(5));
    let saved = world.vanish(2);
    world.run(seconds(600));
    assert_eq!((world.count(0), left(&mut world, 0)), (2, vec![Departure::TimedOut]));
    world.come_back(2, saved);
    let took = world.run_until(seconds(20), World::all_see_all);
    assert!(took <= seconds(3), "{took:?}");
}

#[test]
fn a_group_of_which_all_restart_comes_together_again() {
    let mut world = World::joined(4, 3, Link::default());
    world.act(0, |groups, now, number| groups.set_topic(now, number, b"still there")).unwrap();
    world.run(seconds(5));
    // Addresses are others now, so only announcements help.
    world.restart_all();
    world.run_until(seconds(60), World::all_see_all);
    let topics = (0..4).map(|who| world.groups(who)).map(|(groups, number)| groups.topic(number).unwrap());
    assert!(topics.into_iter().all(|topic| topic == b"still there"));
}

#[test]
fn a_founder_that_restarts_alone_lets_newcomers_in() {
    let mut world = World::new(4, Link::default());
    let saved = world.vanish(0);
    world.run(seconds(5));
    world.come_back(0, saved);
    assert_eq!(world.phase(0), Phase::Joining);
    let who = world.add();
    world.join(who, b"");
    let took = world.run_until(seconds(10), World::all_see_all);
    assert!(took <= seconds(2), "{took:?}");
    world.run(seconds(120));
    assert!(left(&mut world, 0).is_empty() && left(&mut world, 1).is_empty(), "nobody is taken for dead");
}

#[test]
fn to_whoever_goes_out_the_others_leave() {
    let mut world = World::joined(4, 5, Link::default());
    assert_eq!(world.act(1, |groups, now, number| groups.disconnect(now, number)), Ok(true));
    assert_eq!(left(&mut world, 1), [Departure::SelfDisconnected; 3]);
    world.run(seconds(5));
    assert!([0, 2, 3].iter().all(|who| left(&mut world, *who) == [Departure::Quit]));
    assert_eq!(world.act(2, |groups, now, number| groups.reconnect(now, number, None)), Ok(()));
    assert_eq!(left(&mut world, 2), [Departure::SelfDisconnected; 2]);
}

#[test]
fn a_saved_group_is_not_loaded_twice() {
    let mut world = World::joined(2, 5, Link::default());
    let saved = world.person(1).groups.save().next().unwrap();
    let again = world.with(1, |person, now| person.act(|groups| groups.restore(now, saved)));
    assert_eq!(again, Err(RestoreGroupError::Duplicate));
}

#[test]
fn parts_of_a_network_find_each_other_again() {
    for (seed, privacy, apart) in [
        (6, GroupPrivacy::Public, 30),
        (7, GroupPrivacy::Public, 300),
        (8, GroupPrivacy::Private, 30),
        (9, GroupPrivacy::Private, 300),
    ] {
        let mut world = World::joined(6, seed, lossy());
        world.act(0, |groups, now, number| groups.set_privacy(now, number, privacy)).unwrap();
        world.run(seconds(5));
        world.split(|who| u8::from(who >= 3));
        world.run(seconds(apart));
        world.act(0, |groups, now, number| groups.set_topic(now, number, b"of one part")).unwrap();
        world.run(seconds(10));
        if apart > 100 {
            assert!((0..6).all(|who| world.count(who) == 2), "seed {seed}");
        }
        world.split(|_| 0);
        let took = world.run_until(seconds(150), World::all_see_all);
        println!("{privacy:?}, apart for {apart} s: {took:?}");
        world.run(seconds(30));
        for who in 0..6 {
            let (groups, number) = world.groups(who);
            assert_eq!(groups.topic(number), Some(&b"of one part"[..]), "{who}, seed {seed}");
        }
    }
}

#[test]
fn a_cut_of_less_than_a_minute_costs_nothing() {
    for seed in 0..5 {
        let mut world = World::joined(4, 20 + seed, lossy());
        world.split(|who| u8::from(who >= 2));
        // Long enough for all to doubt that their sessions are still the same.
        world.run(seconds(20));
        (0..4).for_each(|who| assert_eq!(world.say(who, b"in the dark"), 3));
        world.run(seconds(20));
        world.split(|_| 0);
        // Long enough for a member to be lost that is not confirmed in a new session.
        world.run(seconds(90));
        (0..4).for_each(|who| assert_eq!(world.say(who, b"in the light"), 3));
        world.run(seconds(5));
        for who in 0..4 {
            assert!(left(&mut world, who).is_empty(), "seed {seed}");
            for by in (0..4).filter(|by| *by != who) {
                assert_eq!(world.heard(who, by), [&b"in the dark"[..], b"in the light"], "{who} of {by}, seed {seed}");
            }
        }
    }
}

#[test]
fn whoever_disconnects_can_come_back() {
    let mut world = World::joined(3, 10, Link::default());
    let key = world.key(1);
    assert_eq!(world.act(1, |groups, now, number| groups.disconnect(now, number)), Ok(true));
    assert_eq!(world.act(1, |groups, now, number| groups.disconnect(now, number)), Ok(false));
    world.run(seconds(1));
    assert_eq!((left(&mut world, 0), left(&mut world, 2)), (vec![Departure::Quit], vec![Departure::Quit]));
    let number = world.groups(0).0.peer_number(world.groups(0).1, &key);
    assert!(world.person(1).sought.is_empty() && world.person(1).pools.is_empty());
    assert_eq!(world.count(1), 0);
    let saved = world.person(1).groups.save().next().unwrap();
    assert!(saved.disconnected);
    // Again and again: it is a state, not a deed.
    for _ in 0..3 {
        world.act(1, |groups, now, number| groups.reconnect(now, number, None)).unwrap();
    }
    world.run_until(seconds(5), World::all_see_all);
    assert_eq!(world.groups(0).0.peer_number(world.groups(0).1, &key), number, "it keeps its number");
    // Also from within.
    world.act(1, |groups, now, number| groups.reconnect(now, number, None)).unwrap();
    assert_eq!(world.phase(1), Phase::Joining);
    world.run_until(seconds(5), World::all_see_all);
}

#[test]
fn last_words_seldom_get_lost() {
    // One of five packets does.
    let link = Link { loss: 0.2, ..Link::default() };
    let is_heard = |seed: &u64| {
        let mut world = World::joined(2, 100 + seed, link);
        world.act(1, |groups, now, number| groups.leave(now, number, b"bye")).unwrap();
        world.run(seconds(3));
        left(&mut world, 0) == [Departure::Quit]
    };
    let heard = (0..40).filter(is_heard).count();
    assert_eq!(heard, 40);
}

#[test]
fn members_come_and_go() {
    let mut world = World::joined(10, 11, lossy());
    let mut away = Vec::new();
    for round in 0..30_usize {
        let who = 1 + (round * 7) % 9;
        if let Some(place) = away.iter().position(|(other, _)| *other == who) {
            let (_, saved) = away.remove(place);
            world.come_back(who, saved);
        } else {
            let saved = world.vanish(who);
            away.push((who, saved));
        }
        world.run(seconds(20));
    }
    for (who, saved) in away {
        world.come_back(who, saved);
    }
    let took = world.run_until(seconds(60), World::all_see_all);
    println!("{took:?} after the last came back");
    for who in 0..10 {
        assert_eq!(world.say(who, b"here"), 9);
    }
    world.run(seconds(10));
    for who in 0..10 {
        for by in (0..10).filter(|by| *by != who) {
            assert_eq!(world.heard(who, by), [b"here"], "{who} of {by}");
        }
    }
}
