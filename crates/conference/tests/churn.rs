//! Members who come back: connections are lost, members stop and start, groups of them are parted.

mod world;

use std::time::Duration;

use world::World;

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);

/// All of these see each other within this time.
#[track_caller]
fn all_meet(world: &mut World, who: &[usize], most: Duration) -> Duration {
    let met = world.run_until(most, |world| world.all_see_each_other(who));
    assert!(met.is_some(), "they see {:?}", who.iter().map(|one| world.sees(*one)).collect::<Vec<_>>());
    met.unwrap_or(most)
}

/// Everybody says something, and everybody hears it once.
#[track_caller]
fn all_talk(world: &mut World, who: &[usize], what: &str) {
    for one in who {
        assert!(world.say(*one, &format!("{what} of {one}")), "{one} says {what}");
    }
    world.run(5 * SECOND);
    for one in who {
        for other in who {
            assert_eq!(world.heard(*one, *other, &format!("{what} of {other}")), 1, "{what} of {other} to {one}");
        }
    }
    world.nothing_came_twice();
}

#[test]
fn lost_connections_lose_and_double_nothing_that_another_way_carries() {
    for seed in 0..20 {
        let mut world = World::chain(12, seed);
        world.run(20 * SECOND);
        let all: Vec<usize> = (0..12).collect();
        for round in 0..10 {
            let pairs = world.connected_pairs();
            let (a, b) = pairs[world.below(pairs.len())];
            world.cut(a, b);
            all_talk(&mut world, &all, &format!("round {round}"));
        }
    }
}

#[test]
fn a_member_who_leaves_is_gone_and_may_be_invited_again() {
    let mut world = World::chain(7, 3);
    let number = world.number(3);
    world.with(3, |machine, cx| machine.leave(cx, number)).unwrap();
    all_meet(&mut world, &[0, 1, 2, 4, 5, 6], SECOND);
    world.invite(2, 3);
    all_meet(&mut world, &[0, 1, 2, 3, 4, 5, 6], 5 * SECOND);
    all_talk(&mut world, &[0, 1, 2, 3, 4, 5, 6], "again");
}

#[test]
fn members_who_stop_and_start_come_back() {
    for (seed, politely) in [(1, true), (2, false), (3, true), (4, false)] {
        let mut world = World::chain(10, seed);
        let all: Vec<usize> = (0..10).collect();
        world.stop(4, politely);
        let rest: Vec<usize> = all.iter().copied().filter(|who| *who != 4).collect();
        all_meet(&mut world, &rest, if politely { SECOND } else { 90 * SECOND });
        world.run(5 * MINUTE);
        world.start(4);
        all_meet(&mut world, &all, 25 * SECOND);
        all_talk(&mut world, &all, "hello again");
    }
}

#[test]
fn a_conference_whose_members_all_restart_comes_back() {
    for seed in 0..5 {
        let mut world = World::chain(8, seed);
        let all: Vec<usize> = (0..8).collect();
        world.run(MINUTE);
        for who in 0..8 {
            world.stop(who, who % 2 == 0);
        }
        world.run(10 * MINUTE);
        for who in 0..8 {
            world.start(who);
            world.run(7 * SECOND);
        }
        all_meet(&mut world, &all, 60 * SECOND);
        all_talk(&mut world, &all, "after the night");
    }
}

#[test]
fn a_member_without_friends_in_the_conference_comes_back() {
    for seed in 0..5 {
        let mut world = World::chain(9, seed);
        let all: Vec<usize> = (0..9).collect();
        world.run(MINUTE);
        // The chain of friends breaks on both sides of 4.
        world.unfriend(3, 4);
        world.unfriend(4, 5);
        all_meet(&mut world, &all, MINUTE);
        world.stop(4, seed % 2 == 0);
        world.run(20 * MINUTE);
        world.start(4);
        all_meet(&mut world, &all, 60 * SECOND);
        all_talk(&mut world, &all, "without friends");
    }
}

#[test]
fn two_halves_find_each_other_with_and_without_friends_across() {
    for (seed, friends) in [(1, true), (2, true), (3, false), (4, false)] {
        let mut world = World::chain(12, seed);
        let all: Vec<usize> = (0..12).collect();
        world.run(MINUTE);
        if !friends {
            world.unfriend(5, 6);
            world.run(MINUTE);
        }
        world.partition(|who| u32::from(who >= 6));
        let (left, right): (Vec<usize>, Vec<usize>) = (all[..6].to_vec(), all[6..].to_vec());
        world.run(2 * MINUTE);
        assert!(world.all_see_each_other(&left) && world.all_see_each_other(&right), "seed {seed}");
        all_talk(&mut world, &left, "left");
        all_talk(&mut world, &right, "right");
        world.run(10 * MINUTE);
        world.partition(|_| 0);
        all_meet(&mut world, &all, 60 * SECOND);
        all_talk(&mut world, &all, "together");
    }
}

#[test]
fn each_seed_of_churn_ends_with_everybody_in_sight_and_nothing_doubled() {
    let seeds = std::env::var("TOXCORE_CONFERENCE_SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(30);
    for seed in 0..seeds {
        let members = 4 + seed as usize % 13;
        let mut world = World::chain(members, seed);
        let all: Vec<usize> = (0..members).collect();
        let mut said = 0;
        for _ in 0..40 {
            let who = world.below(members);
            match world.below(6) {
                0 if world.members[who].machine.is_some() => {
                    let politely = world.below(2) == 0;
                    world.stop(who, politely);
                }
                1 | 2 if world.members[who].machine.is_none() => world.start(who),
                3 => {
                    let pairs = world.connected_pairs();
                    if !pairs.is_empty() {
                        let (a, b) = pairs[world.below(pairs.len())];
                        world.cut(a, b);
                    }
                }
                4 => {
                    let border = world.below(members);
                    world.partition(|who| u32::from(who < border));
                }
                _ if world.members[who].machine.is_some() => {
                    said += 1;
                    world.say(who, &format!("words {said}"));
                }
                _ => {}
            }
            let wait = Duration::from_millis(100 + world.below(30_000) as u64);
            world.run(wait);
        }
        world.partition(|_| 0);
        for who in 0..members {
            if world.members[who].machine.is_none() {
                world.start(who);
            }
        }
        let met = world.run_until(3 * MINUTE, |world| world.all_see_each_other(&all));
        assert!(met.is_some(), "seed {seed}: {:?}", all.iter().map(|who| world.sees(*who)).collect::<Vec<_>>());
        world.run(30 * SECOND);
        all_talk(&mut world, &all, &format!("end of {seed}"));
    }
}
