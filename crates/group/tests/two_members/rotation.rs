use toxcore_sim::{Link, run_seeds};

use super::world::*;

/// Which of the two is closer to the chat id: it asks for new keys.
fn closer() -> u8 {
    if toxcore_group::is_closer(&CHAT_ID, &key(1), &key(2)) { 1 } else { 2 }
}

/// Talks for a while; nothing may be lost, and nobody may begin another handshake.
fn talk(world: &mut World, turns: usize) {
    let before = [1, 2].map(|who| world.person(who).texts.len());
    for _ in 0..turns {
        world.say(1, b"1 says");
        world.say(2, b"2 says");
        world.run(millis(500));
    }
    world.run(seconds(10));
    for (who, before) in [1, 2].into_iter().zip(before) {
        assert_eq!(world.person(who).texts.len(), before + turns);
        assert_eq!((world.person(who).handshakes.len(), world.person(who).lost.len()), (1, 0));
    }
}

#[test]
fn session_keys_change_without_anybody_noticing() {
    run_seeds(0..6, |seed| {
        let mut world = World::new(seed, if seed < 3 { good() } else { bad(0.05) });
        world.meet(1);
        world.run_until_confirmed(seconds(12));
        talk(&mut world, 2_400);
    });
}

#[test]
fn an_answer_that_is_lost_costs_nothing() {
    run_seeds(0..8, |seed| {
        let mut world = World::new(seed, good());
        let answers = 3 - closer();
        world.meet(1);
        world.run_until_confirmed(seconds(12));
        world.run(seconds(284));
        // Nothing of the one who answers gets through while it is asked.
        world.set_link(answers, Link { loss: 1.0, ..good() });
        world.run(seconds(2 + seed));
        world.set_link(answers, good());
        talk(&mut world, 100);
    });
}

#[test]
fn a_request_that_is_lost_costs_nothing() {
    let mut world = World::new(1, good());
    world.meet(1);
    world.run_until_confirmed(seconds(12));
    world.run(seconds(284));
    world.set_link(closer(), Link { loss: 1.0, ..good() });
    world.run(seconds(8));
    world.set_link(closer(), good());
    talk(&mut world, 100);
}
