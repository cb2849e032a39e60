use toxcore_group::LossReason;
use toxcore_sim::run_seeds;

use super::world::*;

#[test]
fn members_behind_a_relay_meet_and_talk() {
    run_seeds(0..20, |seed| {
        let mut world = World::with_relay(seed, if seed < 10 { good() } else { bad(0.05) });
        world.with(1, |person, now| person.meet(now, 2, None));
        if seed % 2 == 0 {
            world.with(2, |person, now| person.meet(now, 1, None));
        }
        world.run_until_confirmed(seconds(12));
        world.say(1, b"over the relay");
        world.run(seconds(5));
        assert_eq!(world.person(2).texts, [b"over the relay"]);
    });
}

/// Pings tell the address, which is tried once a second beside the relay.
#[test]
fn members_who_met_over_a_relay_find_the_direct_way() {
    let mut world = World::with_relay(1, good());
    world.with(1, |person, now| person.meet(now, 2, None));
    world.run_until_confirmed(seconds(12));
    world.run(seconds(15));
    for number in [1, 2] {
        let person = world.person(number);
        let member = person.member(3 - number).unwrap();
        assert!(person.mesh.is_direct(world.sim.now(), member), "{number}");
        assert_eq!(person.relay_needed, [false]);
        assert_eq!(person.mesh.address(world.sim.now(), member), Some(world.address(3 - number)));
    }
}

#[test]
fn an_address_that_does_not_work_costs_half_a_second() {
    let mut world = World::with_relay(1, good());
    let nobody = ([203, 0, 113, 1], 1).into();
    world.with(1, |person, now| person.meet(now, 2, Some(nobody)));
    let took = world.run_until_confirmed(seconds(12));
    assert!(took < millis(800), "{took:?}");
}

#[test]
fn what_udp_does_not_carry_any_more_goes_over_the_relay() {
    let mut world = World::with_relay(1, good());
    world.meet(1);
    world.run_until_confirmed(seconds(12));
    world.run(seconds(30));
    assert_eq!(world.person(1).relay_needed, [false]);
    // The relay is reached over datagrams as well, so only what goes straight to the other is lost.
    for number in [1, 2] {
        let other = world.address(3 - number);
        world.with(number, |person, _| person.cut_off = Some(other));
    }
    world.say(1, b"still here");
    world.run(seconds(12));
    assert_eq!(world.person(2).texts, [b"still here"]);
    world.run(seconds(120));
    for number in [1, 2] {
        assert_eq!((world.person(number).lost.len(), world.person(number).handshakes.len()), (0, 1));
        assert_eq!(world.person(number).relay_needed, [false, true]);
    }
    world.with(1, |person, _| person.cut_off = None);
    world.with(2, |person, _| person.cut_off = None);
    world.run(seconds(20));
    assert_eq!(world.person(1).relay_needed, [false, true, false]);
}

#[test]
fn a_member_that_moves_is_followed() {
    let mut world = World::with_relay(1, good());
    world.meet(1);
    world.run_until_confirmed(seconds(12));
    world.run(seconds(5));
    let moved = ([203, 0, 113, 77], 1234).into();
    // A new packet from another address is proof, a copy is none.
    world.with(2, |person, _| person.record = Some(Vec::new()));
    world.say(1, b"from there");
    world.run(seconds(1));
    let old = world.with(2, |person, _| person.record.take().unwrap());
    let (_, packet) = old.iter().find(|(_, packet)| packet[0] == 0x5b).unwrap();
    world.with(2, |person, now| {
        person.handle(now, toxcore_group::Target::Udp(moved), &mut packet.clone());
        let member = person.member(1).unwrap();
        assert_ne!(person.mesh.address(now, member), Some(moved));
    });
    world.with(2, |person, _| {
        person.deaf_to = Some(|_| true);
        person.record = Some(Vec::new());
    });
    world.say(1, b"from elsewhere");
    world.run(millis(50));
    let fresh = world.with(2, |person, _| person.record.take().unwrap());
    let (_, packet) = fresh.iter().find(|(_, packet)| packet[0] == 0x5b).unwrap();
    world.with(2, |person, now| {
        person.deaf_to = None;
        person.handle(now, toxcore_group::Target::Udp(moved), &mut packet.clone());
        let member = person.member(1).unwrap();
        assert_eq!(person.mesh.address(now, member), Some(moved));
    });
    assert!(!world.person(1).lost.contains(&LossReason::Silent));
}
