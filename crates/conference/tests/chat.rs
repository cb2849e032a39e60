//! Members find each other, and each hears everything once.

mod world;

use std::time::Duration;

use world::World;

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn two_members_talk() {
    let mut world = World::chain(2, 1);
    assert!(world.say(0, "hello") && world.say(1, "you too"));
    world.run(SECOND);
    for who in 0..2 {
        assert_eq!((world.heard(who, 0, "hello"), world.heard(who, 1, "you too")), (1, 1));
    }
}

#[test]
fn everybody_hears_everything_once() {
    for (members, seed) in [(3, 1), (5, 2), (6, 3), (20, 4), (50, 5)] {
        let mut world = World::chain(members, seed);
        world.run(30 * SECOND);
        for round in 0..5 {
            for who in 0..members {
                assert!(world.say(who, &format!("{who} {round}")));
            }
            world.run(SECOND / 5);
        }
        world.run(10 * SECOND);
        for who in 0..members {
            for whom in 0..members {
                for round in 0..5 {
                    assert_eq!(
                        world.heard(who, whom, &format!("{whom} {round}")),
                        1,
                        "{members} members, {whom} to {who}"
                    );
                }
            }
            assert_eq!(world.members[who].texts.len(), 5 * members);
        }
    }
}
