//! UDP fails in one direction or both while a file and messages are under way.

use std::time::Duration;

use toxcore_sim::Link;

use crate::peer::World;

/// Which direction of UDP a firewall drops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    Both,
    /// From the one who sends the file.
    Out,
    /// To the one who sends the file.
    Back,
}

/// What it cost.
#[derive(Debug)]
struct Cost {
    /// Longest time without file data.
    pause: Duration,
    /// The same, later than five seconds after the failure.
    later_pause: Duration,
    /// Longest way of a message from the file's sender, and to it.
    message: [Duration; 2],
    packets: u32,
}

/// A transfer of thirty seconds during which UDP fails; then it comes back.
fn fail(cut: Cut, seed: u64) -> Cost {
    let link = Link::default().with_rate(1_250_000);
    let mut world = World::new(seed, link);
    let (alice, bob) = (world.alice, world.bob);
    world.add_relay(link);
    world.connect(alice, bob);
    world.until_connected(Duration::from_secs(2));
    world.call(alice, |peer, _| {
        peer.bulk_left = u32::MAX;
        peer.fill();
    });
    world.sim.run_for(Duration::from_millis(4000 + 137 * (seed % 10)));
    set(&mut world, cut, true);
    let failed = world.sim.now();
    let before = world.peer(bob).bulk_received;
    let (mut last, mut last_at) = (before, failed);
    let mut cost =
        Cost { pause: Duration::ZERO, later_pause: Duration::ZERO, message: [Duration::ZERO; 2], packets: 0 };
    let mut said = Vec::new();
    for step in 0..3000_u32 {
        if step % 50 == 0 && step < 2500 {
            said.push(world.sim.now());
            for id in [alice, bob] {
                world.call(id, |peer, _| peer.say(&step.to_be_bytes()));
            }
        }
        world.sim.run_for(Duration::from_millis(10));
        let now = world.sim.now();
        let received = world.peer(bob).bulk_received;
        let pause = now - last_at;
        cost.pause = cost.pause.max(pause);
        if now - failed > Duration::from_secs(5) {
            cost.later_pause = cost.later_pause.max(pause);
        }
        if received > last {
            (last, last_at) = (received, now);
        }
    }
    cost.packets = last - before;
    for (who, worst) in [bob, alice].into_iter().zip(&mut cost.message) {
        let messages = &world.peer(who).messages;
        assert_eq!(messages.len(), said.len(), "{cut:?}");
        for (n, (at, _)) in messages.iter().enumerate() {
            *worst = (*worst).max(*at - said[n]);
        }
    }
    set(&mut world, cut, false);
    world.sim.run_for(Duration::from_secs(2));
    for id in [alice, bob] {
        assert!(world.peer(id).ended.is_empty());
    }
    println!("{cut:?} {seed}: {cost:?}");
    cost
}

fn set(world: &mut World, cut: Cut, dead: bool) {
    for (id, cuts) in [(world.alice, [Cut::Both, Cut::Out]), (world.bob, [Cut::Both, Cut::Back])] {
        if cuts.contains(&cut) {
            world.call(id, |peer, _| peer.udp_out_dead = dead);
        }
    }
}

#[test]
fn a_transfer_goes_on_through_the_relay_within_seconds_whichever_direction_fails() {
    for cut in [Cut::Both, Cut::Out, Cut::Back] {
        for seed in 0..4 {
            let cost = fail(cut, seed);
            assert!(cost.pause < Duration::from_millis(1500), "{cut:?} {seed}: {cost:?}");
            assert!(cost.later_pause < Duration::from_millis(600), "{cut:?} {seed}: {cost:?}");
            assert!(cost.message.iter().all(|m| *m < Duration::from_millis(2000)), "{cut:?} {seed}: {cost:?}");
            // The link carries 26,000 in this time.
            assert!(cost.packets > 16_000, "{cut:?} {seed}: {cost:?}");
        }
    }
}

/// While UDP works nobody needs the relay; a message that finds UDP dead wakes it within a second.
#[test]
fn the_owner_hears_when_relays_may_sleep_and_when_they_must_wake() {
    let mut world = World::new(1, Link::default());
    let (alice, bob) = (world.alice, world.bob);
    world.add_relay(Link::default());
    world.connect(alice, bob);
    world.until_connected(Duration::from_secs(2));
    world.sim.run_for(Duration::from_secs(9));
    assert!(world.peer(alice).relay_needed.is_empty());
    world.sim.run_for(Duration::from_secs(2));
    assert_eq!((&world.peer(alice).relay_needed[..], &world.peer(bob).relay_needed[..]), (&[false][..], &[false][..]));
    set(&mut world, Cut::Both, true);
    world.call(alice, |peer, _| peer.say(b"hello?"));
    world.until(Duration::from_secs(1), |w| w.peer(alice).relay_needed == [false, true]);
    world.until(Duration::from_secs(1), |w| w.peer(bob).messages.len() == 1);
    world.until(Duration::from_secs(3), |w| w.peer(bob).relay_needed == [false, true]);
    world.until(Duration::from_secs(9), |w| w.peer(alice).direct == [true, false]);
}
