use std::time::Duration;

use toxcore_crypto::LongTermKeyPair;
use toxcore_net_crypto::{Config, EndReason, Evidence, Phase};
use toxcore_sansio::{Discard, Instant, Path, StreamId};
use toxcore_sim::{HostConfig, Link};

use crate::peer::{Node, Peer, World};

const RTT: Duration = Duration::from_millis(60);

#[test]
fn a_connection_stands_after_two_and_a_half_round_trips() {
    let mut world = World::new(1, Link::default());
    world.connect(world.alice, world.bob);
    let took = world.until_connected(Duration::from_secs(1));
    assert!(took <= RTT * 5 / 2 + Duration::from_millis(2), "{took:?}");
}

#[test]
fn both_may_begin_at_once() {
    for apart in [0, 10, 29, 30, 31, 45, 60, 90] {
        let mut world = World::new(apart, Link::default());
        world.connect(world.alice, world.bob);
        world.sim.run_for(Duration::from_millis(apart));
        let (alice, bob) = (world.alice, world.bob);
        if world.peer(bob).machine.connections() == 0 {
            world.connect(bob, alice);
        }
        world.until_connected(Duration::from_secs(1));
        world.call(alice, |peer, _| peer.say(b"hi"));
        world.call(bob, |peer, _| peer.say(b"hi"));
        world.sim.run_for(Duration::from_secs(3));
        for id in [alice, bob] {
            assert_eq!(world.peer(id).messages.len(), 1, "begun {apart} ms apart");
            assert_eq!((world.peer(id).established.len(), world.peer(id).ended.len()), (1, 0));
        }
    }
}

#[test]
fn loss_delays_but_does_not_prevent() {
    for (seed, loss) in (0..40).zip([0.0, 0.1, 0.2, 0.3].into_iter().cycle()) {
        let mut world = World::new(seed, Link { duplicate: 0.2, reorder: 0.2, ..Link::default().with_loss(loss) });
        world.connect(world.alice, world.bob);
        world.until_connected(Duration::from_secs(20));
    }
}

#[test]
fn an_attempt_without_answer_ends_after_eight_full_intervals() {
    let mut world = World::new(1, Link::default());
    world.sim.suspend(world.bob);
    let id = world.connect(world.alice, world.bob);
    world.sim.run_for(Duration::from_millis(7999));
    assert_eq!(world.peer(world.alice).machine.phase(id), Some(Phase::Requesting));
    world.sim.run_for(Duration::from_millis(2));
    assert_eq!(world.peer(world.alice).ended, [EndReason::NoAnswer]);
    assert_eq!(world.sim.traffic(world.alice).sent, 8);
}

#[test]
fn a_stranger_is_offered_and_refused() {
    let mut world = World::new(1, Link::default());
    world.call(world.bob, |bob, _| bob.friends.clear());
    world.connect(world.alice, world.bob);
    world.sim.run_for(Duration::from_secs(20));
    assert_eq!(world.peer(world.alice).ended, [EndReason::NoAnswer]);
    assert_eq!(world.peer(world.bob).machine.connections(), 0);
}

#[test]
fn closing_tells_the_peer() {
    let mut world = World::connected(1, Link::default());
    world.call(world.alice, |alice, now| {
        let id = alice.connection().unwrap();
        alice.with_machine(now, |machine, _| machine.close(now, id));
    });
    world.sim.run_for(Duration::from_millis(100));
    assert_eq!(world.peer(world.alice).ended, [EndReason::Closed]);
    assert_eq!(world.peer(world.bob).ended, [EndReason::ClosedByPeer]);
}

/// Past defects 36 and 41: everything that was ever received comes again, in each order and at each age.
#[test]
fn a_session_survives_replays() {
    let mut world = World::new(1, Link::default());
    let (alice, bob) = (world.alice, world.bob);
    for id in [alice, bob] {
        world.call(id, |peer, _| peer.keep_datagrams = true);
    }
    world.connect(alice, bob);
    world.until_connected(Duration::from_secs(1));
    let stranger = world.sim.add(Node::Peer(Box::new(Peer::new(9))), HostConfig::default());
    let addresses = [world.sim.address(alice), world.sim.address(bob), world.sim.address(stranger)];
    for (count, seconds) in [0, 5, 20].into_iter().enumerate() {
        world.sim.run_for(Duration::from_secs(seconds));
        for id in [alice, bob] {
            let old = world.peer(id).datagrams.clone();
            world.call(id, |peer, now| {
                peer.keep_datagrams = false;
                for (packet, from) in old.iter().rev().chain(&old).flat_map(|p| addresses.map(|a| (p, a))) {
                    // Cookie requests are answered each time; they change nothing.
                    let result = peer.handle(now, Path::Udp(from), &mut packet.clone());
                    assert!(packet[0] == 0x18 || result.is_err(), "kind {:#x}", packet[0]);
                }
            });
        }
        world.call(alice, |peer, _| peer.say(b"still there"));
        world.sim.run_for(Duration::from_secs(1));
        assert_eq!(world.peer(bob).messages.len(), count + 1);
    }
    for id in [alice, bob] {
        assert_eq!((world.peer(id).established.len(), world.peer(id).ended.len()), (1, 0));
    }
}

#[test]
fn a_restarted_friend_is_back_at_once_from_the_same_address() {
    let mut world = World::connected(1, Link::default());
    let (alice, bob) = (world.alice, world.bob);
    world.sim.run_for(Duration::from_secs(5));
    // Bob's process begins anew: other DHT key, same socket.
    world.call(bob, |peer, _| {
        let friends = peer.friends.clone();
        *peer = Peer::with(2, 3, Config::default());
        peer.friends = friends;
    });
    world.connect(bob, alice);
    let took = world.until(Duration::from_secs(2), |world| world.peer(bob).connection().is_some());
    assert!(took < RTT * 4, "{took:?}");
    world.until_connected(RTT);
    assert_eq!(world.peer(alice).ended, [EndReason::PeerRestarted]);
    world.call(alice, |peer, _| peer.say(b"welcome back"));
    world.sim.run_for(Duration::from_secs(1));
    assert_eq!(world.peer(bob).messages.len(), 1);
}

#[test]
fn late_and_foreign_cookie_responses_are_ignored() {
    let mut world = World::new(1, Link::default());
    let (alice, bob) = (world.alice, world.bob);
    world.call(alice, |peer, _| peer.keep_datagrams = true);
    world.connect(alice, bob);
    world.until_connected(Duration::from_secs(1));
    let response = world.peer(alice).datagrams.iter().find(|p| p[0] == 0x19).unwrap().clone();
    let bob_address = world.sim.address(bob);
    world.call(alice, |peer, now| {
        let id = peer.connection().unwrap();
        peer.with_machine(now, |machine, _| machine.close(now, id));
    });
    world.sim.run_for(Duration::from_secs(1));
    world.sim.suspend(bob);
    let id = world.connect(alice, bob);
    world.call(alice, |peer, now| {
        let result = peer.handle(now, Path::Udp(bob_address), &mut response.clone());
        assert_eq!(result, Err(Discard::Unsolicited), "echo of an earlier request");
        assert_eq!(peer.machine.phase(id), Some(Phase::Requesting));
    });
}

#[test]
fn who_claims_the_dht_key_of_another_keeps_no_answer_from_it() {
    let (mut alice, mut bob) = (Peer::new(1), Peer::new(2));
    let (now, link) = (Instant::ZERO, StreamId { index: 1, generation: 1 });
    let liars = [3, 250].map(|number| LongTermKeyPair::from_secret_bytes([number; 32]).public);
    let of_liars = liars.map(|liar| alice.connect(now, liar, bob.dht.public));
    let id = alice.connect(now, bob.long_term, bob.dht.public);
    let (of_alice, of_bob) = (([198, 51, 100, 1], 1).into(), ([198, 51, 100, 2], 1).into());
    alice.machine.add_address(now, id, of_bob, Evidence::Told);
    let mut packet = Vec::new();
    assert!(alice.machine.poll_transmit(now, &mut packet).is_some());
    bob.handle(now, Path::Udp(of_alice), &mut packet).unwrap();
    packet.clear();
    assert!(bob.machine.poll_transmit(now, &mut packet).is_some());
    let source = (link, bob.dht.public);
    alice.with_machine(now, |machine, cx| machine.handle_oob(cx, now, source, &mut packet)).unwrap();
    assert_eq!(alice.machine.phase(id), Some(Phase::HandshakeSent));
    assert_eq!(of_liars.map(|id| alice.machine.phase(id)), [Some(Phase::Requesting); 2]);
}
