use toxcore_group::{LossReason, SendError};
use toxcore_sim::{Link, run_seeds};
use toxcore_wire::group::{LosslessKind, LossyKind};

use super::world::*;

/// A text that says which it is, and of what length.
fn text(number: usize, len: usize) -> Vec<u8> {
    (0..len.max(4)).map(|place| number.to_be_bytes()[4 + place % 4]).collect()
}

#[test]
fn everything_arrives_once_and_in_order_whatever_the_network_does() {
    run_seeds(0..40, |seed| {
        let mut world = World::new(seed, bad([0.0, 0.02, 0.1, 0.2][usize::try_from(seed % 4).unwrap()]));
        world.meet(1);
        world.run_until_confirmed(seconds(58));
        let mut sent = [Vec::new(), Vec::new()];
        for number in 0..120 {
            let len = [5, 499, 500, 501, 1_372, 3_000, 999, 1_000][number % 8];
            for who in [1, 2] {
                let text = text(number, len);
                if number % 3 == 0 {
                    world.tell(who, &text);
                } else {
                    world.say(who, &text);
                }
                sent[usize::from(2 - who)].push(text);
            }
            world.run(millis(20 * (number as u64 % 3)));
        }
        world.run(seconds(40));
        for who in [1, 2] {
            let got = &world.person(who).texts;
            assert!(*got == sent[usize::from(who) - 1], "{who} of {seed} got {} of 120", got.len());
            assert_eq!(world.person(who).lost, []);
        }
    });
}

#[test]
fn the_longest_packet_arrives_and_a_longer_one_is_refused() {
    let mut world = World::new(3, bad(0.05));
    world.meet(1);
    world.run_until_confirmed(seconds(12));
    let longest = text(77, 49_999);
    world.say(1, &longest);
    world.say(1, b"behind");
    world.run(seconds(20));
    assert_eq!(world.person(2).texts, [longest, b"behind".to_vec()]);
    let refused = world.with(1, |person, now| {
        let member = person.member(2).unwrap();
        [
            person.mesh.send(now, member, LosslessKind::Custom, &[0; 50_000]),
            person.mesh.send_lossy(now, member, LossyKind::Custom, &[0; 1_374]),
            person.mesh.send_lossy(now, member, LossyKind::Custom, &[]),
        ]
    });
    assert_eq!(refused, [Err(SendError::TooLong(50_000)), Err(SendError::TooLong(1_374)), Err(SendError::Empty)]);
}

#[test]
fn a_queue_that_is_full_refuses_and_goes_on() {
    let mut world = World::new(3, good());
    world.meet(1);
    world.run_until_confirmed(seconds(12));
    let queued = world.with(1, |person, now| {
        let member = person.member(2).unwrap();
        let count =
            (0..5_000).take_while(|_| person.mesh.send(now, member, LosslessKind::Custom, b"text").is_ok()).count();
        assert_eq!(person.mesh.send_to_all(now, LosslessKind::Custom, b"more"), Ok(0));
        person.pump(now, &mut []);
        count
    });
    assert_eq!(queued, 2_047);
    world.run(seconds(10));
    assert_eq!(world.person(2).texts.len(), queued);
    world.say(1, b"again");
    world.run(seconds(1));
    assert_eq!(world.person(2).texts.last().unwrap(), b"again");
}

/// A long run of packets over a narrow link: the window finds what the link carries.
#[test]
fn a_narrow_link_is_not_flooded() {
    let narrow = Link { up: Some(100_000), down: Some(100_000), queue_bytes: 32 * 1024, ..good() };
    let mut world = World::new(3, narrow);
    world.meet(1);
    world.run_until_confirmed(seconds(12));
    for number in 0..1_500 {
        world.say(1, &text(number, 480));
    }
    world.run(seconds(12));
    assert_eq!(world.person(2).texts.len(), 1_500);
    let sent = world.sim.traffic(world.ids[0]).sent_bytes;
    assert!(sent < 1_500 * 580 * 13 / 10, "{sent}");
}

#[test]
fn lossy_packets_go_once_to_all_or_one() {
    let mut world = World::new(3, good());
    world.meet(1);
    world.run_until_confirmed(seconds(12));
    world.with(1, |person, now| {
        let member = person.member(2).unwrap();
        person.mesh.send_lossy(now, member, LossyKind::CustomPrivate, &[7; 1_373]).unwrap();
        assert_eq!(person.mesh.send_lossy_to_all(now, LossyKind::Custom, b"all"), 1);
        person.pump(now, &mut []);
    });
    world.run(seconds(1));
    assert_eq!(world.person(2).lossy, [vec![7; 1_373], b"all".to_vec()]);
}

#[test]
fn who_confirms_nothing_is_lost_after_58_seconds() {
    let mut world = World::new(3, good());
    world.meet(1);
    world.run_until_confirmed(seconds(12));
    world.run(seconds(5));
    // Lossless packets of 1 do not arrive, lossy ones do: 2 lives on, but confirms nothing.
    world.with(2, |person, _| person.deaf_to = Some(|packet| packet[0] == 0x5b));
    world.say(1, b"text");
    world.run(seconds(57));
    assert_eq!(world.person(1).lost, []);
    world.run(seconds(2));
    assert_eq!(world.person(1).lost, [LossReason::Stuck]);
}
