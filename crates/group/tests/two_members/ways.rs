use toxcore_crypto::DhtPublicKey;
use toxcore_group::LossReason;
use toxcore_sim::run_seeds;
use toxcore_wire::group::{LosslessKind, TcpRelays};
use toxcore_wire::{BoundedList, Encode, PackedNode, RelayInfo};

use super::puppet::{Sent, Stage};
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
fn an_address_that_does_not_work_costs_a_fifth_of_a_second() {
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

fn own_relays(count: u8) -> Vec<RelayInfo> {
    let relay =
        |number| RelayInfo { addr: ([192, 0, 2, number], 33_445).into(), key: DhtPublicKey::from_bytes([number; 32]) };
    (1..=count).map(relay).collect()
}

/// What a member is told in so many seconds of the relays of another. It says something now and then, and confirms all.
fn told_of_relays(stage: &mut Stage, next_id: &mut u64, time: u64) -> Vec<Vec<u8>> {
    let mut told = Vec::new();
    for _ in 0..time {
        let said = stage.lossless(LosslessKind::Custom, *next_id, b"here");
        *next_id += 1;
        for sent in [said, stage.wait(seconds(1))].concat() {
            if let Sent::Lossless(kind, id, data) = sent {
                stage.ack(id);
                if kind == LosslessKind::TcpRelays {
                    told.push(data);
                }
            }
        }
    }
    told
}

#[test]
fn members_are_told_our_relays_and_others_that_we_have_later() {
    let as_told = |relays: &[RelayInfo]| {
        let relays = BoundedList::from_first(relays.iter().copied().map(PackedNode::Tcp));
        TcpRelays { relays }.to_vec()
    };
    for count in 1..=3 {
        let mut stage = Stage::new();
        let relays = own_relays(count);
        stage.person.mesh.set_relays(stage.now, &relays);
        stage.shake_hands();
        let sent = stage.lossless(LosslessKind::PeerInfoResponse, 3, b"puppet");
        let mut first = Vec::new();
        for sent in [sent, stage.wait(millis(1))].concat() {
            if let Sent::Lossless(LosslessKind::TcpRelays, id, data) = sent {
                stage.ack(id);
                first.push(data);
            }
        }
        assert_eq!(first, [as_told(&relays)]);
        let mut next_id = 4;
        let others = own_relays(count % 3 + 1);
        stage.person.mesh.set_relays(stage.now, &others);
        assert_eq!(told_of_relays(&mut stage, &mut next_id, 9), [[0; 0]; 0], "not after each change");
        assert_eq!(told_of_relays(&mut stage, &mut next_id, 2), [as_told(&others)]);
        assert_eq!(told_of_relays(&mut stage, &mut next_id, 181), [as_told(&others)], "and again after three minutes");
    }
}
