use toxcore_crypto::DhtPublicKey;
use toxcore_group::{LossReason, Phase, Role, Target};
use toxcore_sim::run_seeds;
use toxcore_wire::group::HandshakeKind;
use toxcore_wire::{Encode, PackedNode, RelayInfo};

use super::puppet::*;
use super::world::*;

#[test]
fn members_know_each_other_after_two_round_trips() {
    for begins in [1, 2] {
        let mut world = World::new(1, good());
        world.meet(begins);
        let took = world.run_until_confirmed(seconds(1));
        assert!(took <= millis(85), "{took:?}");
        assert_eq!(world.person(begins).handshakes, [(Role::Requester, false)]);
        assert_eq!(world.person(3 - begins).handshakes, [(Role::Responder, false)]);
        world.run(seconds(60));
        assert!(world.are_confirmed() && world.person(1).pings >= 4 && world.person(2).pings >= 4);
        assert_eq!(world.person(1).refusals("replay") + world.person(2).refusals("replay"), 0);
    }
}

#[test]
fn who_gets_no_answer_is_lost_after_12_seconds() {
    let mut world = World::new(1, good());
    world.block_udp(2, true);
    world.meet(1);
    world.run(seconds(11));
    assert_eq!((world.phase(1), world.person(1).lost.len()), (Some(Phase::Known), 0));
    world.run(seconds(2));
    assert_eq!(world.person(1).lost, [LossReason::NoAnswer]);
}

#[test]
fn handshakes_at_the_same_time_make_one_session() {
    run_seeds(0..150, |seed| {
        let mut world = World::new(seed, if seed < 50 { good() } else { bad(0.1) });
        world.meet(1);
        world.run(millis(seed % 50));
        world.meet(2);
        let took = world.run_until_confirmed(seconds(12));
        assert!(seed >= 50 || took <= millis(130), "{took:?}");
        for number in [1, 2] {
            let count = world.person(number).handshakes.len();
            assert_eq!(count, 1, "{number} of {seed}: {:?}", world.person(number).handshakes);
            world.say(number, b"first");
            world.say(number, b"second");
        }
        world.run(seconds(5));
        for number in [1, 2] {
            assert_eq!(world.person(number).texts, [&b"first"[..], b"second"], "{number}");
        }
    });
}

#[test]
fn members_find_each_other_over_bad_links_in_time() {
    let mut times = Vec::new();
    run_seeds(0..300, |seed| {
        let mut world = World::new(seed, bad(0.1));
        world.meet(1);
        times.push(world.run_until_confirmed(seconds(12)));
    });
    times.sort_unstable();
    assert!(times[150] <= millis(400) && times[296] <= seconds(6), "p50 {:?}, p99 {:?}", times[150], times[296]);
}

/// Members running libtoxcore 0.2.20 that are asked for another session meanwhile hear nobody when they are back.
#[test]
fn whoever_was_cut_off_for_a_while_goes_on_in_the_same_session() {
    run_seeds(0..20, |seed| {
        let mut world = World::new(seed, if seed % 2 == 0 { good() } else { bad(0.05) });
        world.meet(1);
        world.run_until_confirmed(seconds(12));
        world.run(seconds(5));
        world.block_udp(2, true);
        world.say(1, b"meanwhile");
        world.run(seconds(45));
        world.block_udp(2, false);
        world.say(2, b"back");
        world.run(seconds(7));
        for (number, text) in [(1, b"back".as_slice()), (2, b"meanwhile")] {
            let person = world.person(number);
            assert_eq!(person.texts, [text], "{number} of {seed}");
            assert_eq!(
                (person.handshakes.len(), person.lost.len()),
                (1, 0),
                "{number} of {seed}: {:?}",
                person.handshakes
            );
        }
    });
}

#[test]
fn who_starts_anew_is_met_again_and_nothing_said_is_lost() {
    run_seeds(0..40, |seed| {
        let mut world = World::new(seed, if seed % 2 == 0 { good() } else { bad(0.05) });
        world.meet(1);
        world.run_until_confirmed(seconds(12));
        world.run(seconds(20));
        world.say(2, b"before");
        world.run(seconds(5));
        world.restart(1);
        world.say(2, b"meanwhile");
        world.run(seconds(seed % 8));
        world.say(2, b"then");
        world.meet(1);
        world.run_until_confirmed(seconds(12));
        world.say(1, b"here I am");
        world.run(seconds(8));
        assert_eq!(world.person(2).handshakes, [(Role::Responder, false), (Role::Responder, true)]);
        assert_eq!(world.person(1).texts, [&b"meanwhile"[..], b"then"]);
        assert_eq!(world.person(2).texts, [b"here I am"]);
        assert_eq!(world.person(2).lost, []);
    });
}

#[test]
fn who_comes_back_after_being_lost_is_met_again() {
    for far in [1, 2] {
        let mut world = World::new(u64::from(far), good());
        world.meet(1);
        world.meet(2);
        world.run_until_confirmed(seconds(12));
        world.block_udp(far, true);
        world.run(seconds(70));
        assert_eq!((world.person(1).lost[0], world.person(2).lost[0]), (LossReason::Silent, LossReason::Silent));
        world.block_udp(far, false);
        let took = world.run_until_confirmed(seconds(12));
        assert!(took <= seconds(4), "{took:?}");
    }
}

/// The old session serves until the new one is used, so a copy of what was sent before does nothing.
#[test]
fn copies_of_old_handshakes_change_nothing() {
    for victim in [1, 2] {
        let mut world = World::new(5, good());
        world.with(victim, |person, _| person.record = Some(Vec::new()));
        world.meet(1);
        world.meet(2);
        world.run_until_confirmed(seconds(12));
        world.run(seconds(1));
        let mut old = world.with(victim, |person, _| person.record.take().unwrap());
        world.restart(3 - victim);
        world.meet(3 - victim);
        world.run_until_confirmed(seconds(12));
        world.run(seconds(5));
        let handshakes = world.person(victim).handshakes.clone();
        for _ in 0..20 {
            for (_, packet) in &mut old {
                let from = Target::Udp(([203, 0, 113, 9], 999).into());
                world.with(victim, |person, now| person.handle(now, from, &mut packet.clone()));
            }
            world.say(1, b"1 says");
            world.say(2, b"2 says");
            world.run(millis(700));
        }
        world.run(seconds(60));
        assert_eq!(world.person(victim).handshakes, handshakes);
        assert!(world.are_confirmed());
        assert_eq!((world.person(1).texts.len(), world.person(2).texts.len()), (20, 20));
        assert_eq!((world.person(1).lost.len(), world.person(2).lost.len()), (0, 0));
    }
}

/// A relay over IPv6, and over IPv4.
fn relay(number: u8, is_v6: bool) -> PackedNode {
    let ip = if is_v6 { [0x2001, 0xdb8, 0, 0, 0, 0, 0, number.into()].into() } else { [203, 0, 113, number].into() };
    RelayInfo { addr: std::net::SocketAddr::new(ip, 33445), key: DhtPublicKey::from_bytes([number; 32]) }.into()
}

/// Past defect 12: as many nodes as a packet has room for, and one byte more.
#[test]
fn a_handshake_full_of_nodes_counts_as_one_with_the_first() {
    // The longest packet less a handshake without a node; 21 nodes over IPv6 and 6 over IPv4 leave nothing of it.
    let room = 1_477 - 172;
    let nodes: Vec<u8> = (1..=27).flat_map(|number| relay(number, number <= 21).to_vec()).collect();
    assert_eq!(nodes.len(), room);
    for kind in [HandshakeKind::Request, HandshakeKind::Response] {
        let mut stage = Stage::new();
        if kind == HandshakeKind::Response {
            let theirs = stage.meet();
            stage.puppet.use_key(theirs);
        }
        let packet = stage.puppet.handshake_with(kind, &nodes);
        assert_eq!(packet.len(), 1_477);
        let sent = stage.give(&packet);
        let member = stage.person.member(stage.other).unwrap();
        let relays: Vec<RelayInfo> = stage.person.mesh.relays(member).copied().collect();
        match kind {
            HandshakeKind::Request => {
                assert!(matches!(sent[..], [Sent::Response(_)]), "{sent:?}");
                assert_eq!(relays.into_iter().map(PackedNode::from).collect::<Vec<_>>(), [relay(1, true)]);
            }
            HandshakeKind::Response => {
                assert_eq!(stage.person.handshakes, [(Role::Requester, false)]);
                assert!(relays.len() <= 1, "{relays:?}");
            }
        }
    }
    let mut stage = Stage::new();
    let packet = stage.puppet.handshake_with(HandshakeKind::Request, &[&nodes[..], &[0]].concat());
    assert_eq!((stage.give(&packet), stage.person.refusals("malformed")), (Vec::new(), 1));
}
