//! Members who know the password, do not know each other, and have nobody in common who is there.

use toxcore_group::groups::Groups;
use toxcore_sim::Link;

use crate::world::{World, lossy, password, seconds};

const SECRET: &[u8] = b"sesame";

/// A founder and two who were in one after the other; none of them is here any more. What they saved: the founder, and these two.
fn never_met(seed: u64, link: Link) -> (World, [toxcore_wire::savedata::SavedGroup; 3]) {
    let mut world = World::new(seed, link);
    world.act(0, |groups, now, number| groups.set_password(now, number, password(SECRET))).unwrap();
    let mut saved = Vec::new();
    for who in 1..3 {
        assert_eq!(world.add(), who);
        world.join(who, SECRET);
        world.run_until(seconds(30), |world| world.is_in(who) && world.count(who) == 1);
        world.run(seconds(15));
        saved.push(world.vanish(who));
        world.run(seconds(70));
        assert_eq!(world.count(0), 0);
    }
    let founder = world.vanish(0);
    world.run(seconds(5));
    let [first, second] = saved.try_into().unwrap();
    (world, [founder, first, second])
}

#[test]
fn who_never_met_proves_that_it_knows_the_password() {
    for seed in 0..5 {
        let (mut world, [_, first, second]) = never_met(seed, if seed == 0 { Link::default() } else { lossy() });
        world.come_back(1, first);
        world.run(seconds(20));
        world.come_back(2, second);
        let took = world
            .run_until(seconds(60), |world| world.sees(1, 2) && world.sees(2, 1) && world.is_in(1) && world.is_in(2));
        assert!(took <= seconds(5), "{took:?}");
        assert_eq!(world.say(2, b"so you are one of us"), 1);
        world.run(seconds(60));
        assert_eq!((world.count(1), world.heard(1, 2).len()), (1, 1));
    }
}

/// Of two passwords nobody can say which is the newer one, and neither is told.
#[test]
fn who_holds_another_state_proves_nothing() {
    let (mut world, [founder, first, second]) = never_met(9, Link::default());
    // While the first is away, the password changes for the second.
    world.come_back(0, founder);
    world.come_back(2, second);
    world.run_until(seconds(30), |world| world.sees(0, 2) && world.sees(2, 0));
    let change = |groups: &mut Groups, now, number| groups.set_password(now, number, password(b"another"));
    world.act(0, change).unwrap();
    world.run(seconds(15));
    world.vanish(0);
    let second = world.vanish(2);
    world.run(seconds(5));
    world.come_back(1, first);
    world.come_back(2, second);
    world.run(seconds(120));
    assert!(!world.sees(1, 2) && !world.sees(2, 1));
    assert!(!world.is_in(1) && !world.is_in(2));
    assert_eq!(world.groups(1).0.password(world.groups(1).1), Some(&password(SECRET)));
}
