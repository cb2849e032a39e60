//! Members find each other by the chat id, talk, and come back.

use toxcore_sim::Link;

use crate::world::{World, millis, seconds};

fn lossy() -> Link {
    Link { loss: 0.05, ..Link::default() }
}

#[test]
fn two_members_meet_by_the_chat_id() {
    let mut world = World::joining(2, 1, Link::default(), millis(0));
    let took = world.run_until(seconds(5), World::all_see_all);
    assert!(took <= seconds(3), "{took:?}");
    assert_eq!(world.say(0, b"hello"), 1);
    assert_eq!(world.say(1, b"hi"), 1);
    world.run(seconds(1));
    assert_eq!((world.heard(1, 0), world.heard(0, 1)), (vec![b"hello".to_vec()], vec![b"hi".to_vec()]));
}

fn members_talk(members: usize, seed: u64) {
    let mut world = World::joining(members, seed, lossy(), millis(300));
    let took = world.run_until(seconds(30), World::all_see_all);
    println!("{members} members see each other after {took:?}");
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
            assert_eq!(world.heard(who, by), expected, "{who} of {by}");
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
fn debug_three() {
    let mut world = World::joining(3, 1, Link::default(), millis(300));
    for _ in 0..30 {
        world.run(millis(500));
        let mut line = String::new();
        for who in 0..3 {
            let person = world.person(who);
            let refused: Vec<_> = person.groups.refused(person.number()).unwrap().iter().filter(|(_, n)| *n > 0).collect();
            let discards: Vec<_> = person.refused.iter().filter(|(_, n)| *n > 0).collect();
            line += &format!("[{} sees {} {refused:?} {discards:?}] ", world.is_in(who), world.sees(who));
        }
        println!("{:?} {line}", world.sim.now());
    }
}
