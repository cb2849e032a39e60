//! Past defects 36 and 41: handshakes and cookie responses that come again, late, or from elsewhere, in each phase.

use std::net::SocketAddr;
use std::time::Duration;

use toxcore_net_crypto::{Config, ConnectionId, EndReason, Phase};
use toxcore_sansio::{Discard, Path};
use toxcore_sim::{HostConfig, HostId, Link};

use crate::peer::{Node, Peer, World};

const COOKIE_RESPONSE: u8 = 0x19;
const HANDSHAKE: u8 = 0x1a;

/// Alice and Bob, where every datagram that Alice gets is kept and none that `drops` names goes further.
fn world_at(phase: Phase) -> (World, ConnectionId) {
    let mut world = World::new(1, Link::default());
    let (alice, bob) = (world.alice, world.bob);
    for id in [alice, bob] {
        world.call(id, |peer, _| peer.keep_datagrams = true);
    }
    let dropped: &[u8] = match phase {
        Phase::Requesting => &[COOKIE_RESPONSE],
        Phase::HandshakeSent => &[HANDSHAKE],
        Phase::NotConfirmed => &[0x1b],
        Phase::Established => &[],
    };
    world.call(alice, |peer, _| peer.drops = dropped);
    let id = world.connect(alice, bob);
    world.sim.run_for(Duration::from_millis(500));
    assert_eq!(world.peer(alice).machine.phase(id), Some(phase));
    (world, id)
}

fn of_kind(world: &World, id: HostId, kind: u8) -> Vec<Vec<u8>> {
    world.peer(id).datagrams.iter().filter(|packet| packet.first() == Some(&kind)).cloned().collect()
}

fn stranger(world: &mut World) -> SocketAddr {
    let stranger = world.sim.add(Node::Peer(Box::new(Peer::new(9))), HostConfig::default());
    world.sim.address(stranger)
}

/// Lets everything through again; both must be connected by the same attempt and speak.
fn connects(mut world: World, id: ConnectionId) {
    let (alice, bob) = (world.alice, world.bob);
    world.call(alice, |peer, _| peer.drops = &[]);
    world.until_connected(Duration::from_secs(8));
    assert_eq!(world.peer(alice).connection(), Some(id));
    world.call(alice, |peer, _| peer.say(b"hello"));
    world.call(bob, |peer, _| peer.say(b"hello"));
    world.sim.run_for(Duration::from_secs(1));
    for id in [alice, bob] {
        let peer = world.peer(id);
        assert_eq!((peer.messages.len(), peer.established.len(), peer.ended.len()), (1, 1, 0));
    }
}

#[test]
fn handshakes_of_this_attempt_may_come_again_from_anywhere_in_each_phase() {
    for phase in [Phase::HandshakeSent, Phase::NotConfirmed, Phase::Established] {
        let (mut world, id) = world_at(phase);
        let (alice, bob_address) = (world.alice, world.sim.address(world.bob));
        let handshakes = of_kind(&world, alice, HANDSHAKE);
        assert!(!handshakes.is_empty());
        let elsewhere = stranger(&mut world);
        world.call(alice, |peer, now| {
            for handshake in &handshakes {
                for from in [elsewhere, bob_address, elsewhere] {
                    let result = peer.handle(now, Path::Udp(from), &mut handshake.clone());
                    if peer.machine.phase(id) == Some(Phase::Established) {
                        assert_eq!(result, Err(Discard::Replay));
                    }
                }
            }
            // An echo of it cannot bring a phase back.
            assert!(peer.machine.phase(id) >= Some(Phase::NotConfirmed), "{phase:?}");
        });
        connects(world, id);
    }
}

/// A handshake that Bob made for an earlier attempt, with a cookie that is still good.
#[test]
fn a_handshake_of_an_earlier_connection_does_not_disturb_the_next_one() {
    for phase in [Phase::Requesting, Phase::HandshakeSent, Phase::NotConfirmed, Phase::Established] {
        let (mut world, first) = world_at(Phase::Established);
        let (alice, bob) = (world.alice, world.bob);
        let old = [of_kind(&world, alice, HANDSHAKE), of_kind(&world, alice, COOKIE_RESPONSE)].concat();
        for id in [alice, bob] {
            world.call(id, |peer, now| {
                let connection = peer.connection().unwrap();
                peer.with_machine(now, |machine, _| machine.close(now, connection));
            });
        }
        world.sim.run_for(Duration::from_secs(1));
        assert_eq!(world.peer(alice).machine.phase(first), None);
        let second = again_at(&mut world, phase);
        let (bob_address, elsewhere) = (world.sim.address(bob), stranger(&mut world));
        world.call(alice, |peer, now| {
            for packet in &old {
                for from in [elsewhere, bob_address] {
                    _ = peer.handle(now, Path::Udp(from), &mut packet.clone());
                }
            }
            assert_eq!(peer.ended, [EndReason::Closed], "{phase:?}");
        });
        world.call(alice, |peer, _| peer.drops = &[]);
        world.sim.run_for(Duration::from_secs(5));
        assert_eq!(world.peer(alice).connection(), Some(second), "{phase:?}");
        world.call(bob, |peer, _| peer.say(b"hello"));
        world.call(alice, |peer, _| peer.say(b"hello"));
        world.sim.run_for(Duration::from_secs(1));
        assert_eq!((world.peer(alice).messages.len(), world.peer(bob).messages.len()), (1, 1), "{phase:?}");
    }
}

/// Alice connects once more and stays in this phase.
fn again_at(world: &mut World, phase: Phase) -> ConnectionId {
    let (alice, bob) = (world.alice, world.bob);
    let dropped: &[u8] = match phase {
        Phase::Requesting => &[COOKIE_RESPONSE],
        Phase::HandshakeSent => &[HANDSHAKE],
        Phase::NotConfirmed => &[0x1b],
        Phase::Established => &[],
    };
    world.call(alice, |peer, _| peer.drops = dropped);
    let id = world.connect(alice, bob);
    world.sim.run_for(Duration::from_millis(500));
    assert_eq!(world.peer(alice).machine.phase(id), Some(phase));
    id
}

/// Bob restarts with another DHT key, from the same address and from another; the live session goes, a replay of the old run's
/// handshakes after that changes nothing.
#[test]
fn a_fresh_handshake_with_another_dht_key_replaces_the_session_and_the_old_one_cannot_come_back() {
    for moves in [false, true] {
        let (mut world, first) = world_at(Phase::Established);
        let (alice, bob, old_address) = (world.alice, world.bob, world.sim.address(world.bob));
        let old = world.peer(alice).datagrams.clone();
        world.sim.run_for(Duration::from_secs(2));
        let friends = world.peer(bob).friends.clone();
        let mut reborn = Peer::with(2, 77, Config::default());
        reborn.friends = friends;
        if moves {
            world.sim.suspend(bob);
            world.bob = world.sim.add(Node::Peer(Box::new(reborn)), HostConfig::default());
        } else {
            world.call(bob, |peer, _| *peer = reborn);
        }
        let bob = world.bob;
        world.connect(bob, alice);
        world.until(Duration::from_secs(2), |w| w.peer(bob).connection().is_some());
        world.until_connected(Duration::from_secs(1));
        assert_eq!(world.peer(alice).machine.phase(first), None);
        assert_eq!(world.peer(alice).ended, [EndReason::PeerRestarted]);
        let addresses = [old_address, world.sim.address(bob), stranger(&mut world)];
        world.call(alice, |peer, now| {
            for (packet, from) in old.iter().flat_map(|packet| addresses.map(|from| (packet, from))) {
                let result = peer.handle(now, Path::Udp(from), &mut packet.clone());
                assert!(result.is_err() || packet[0] == 0x18, "{result:?}");
            }
        });
        world.call(bob, |peer, _| peer.say(b"it is me"));
        world.sim.run_for(Duration::from_secs(1));
        let peer = world.peer(alice);
        assert_eq!((peer.messages.len(), peer.ended.len(), peer.machine.connections()), (1, 1, 1));
    }
}

#[test]
fn cookie_responses_count_once_in_time_and_from_where_they_were_asked() {
    let (mut world, id) = world_at(Phase::Requesting);
    let (alice, bob_address) = (world.alice, world.sim.address(world.bob));
    let response = of_kind(&world, alice, COOKIE_RESPONSE).remove(0);
    let elsewhere = stranger(&mut world);
    world.call(alice, |peer, now| {
        let mut deliver = |from, packet: &[u8]| peer.handle(now, Path::Udp(from), &mut packet.to_vec());
        assert_eq!(deliver(elsewhere, &response), Err(Discard::Unsolicited));
        let mut changed = response.clone();
        changed[30] ^= 1;
        assert_eq!(deliver(bob_address, &changed), Err(Discard::NotDecryptable));
        assert_eq!(deliver(bob_address, &response), Ok(()));
        assert_eq!(deliver(bob_address, &response), Err(Discard::Unsolicited), "twice");
        assert_eq!(peer.machine.phase(id), Some(Phase::HandshakeSent));
    });
    connects(world, id);
}

/// A response that comes when its cookie is too old makes a handshake that nobody takes; the attempt ends and leaves nothing.
#[test]
fn a_cookie_response_that_is_late_ends_in_nothing() {
    for late in [7, 20] {
        let (mut world, id) = world_at(Phase::Requesting);
        let (alice, bob, bob_address) = (world.alice, world.bob, world.sim.address(world.bob));
        let response = of_kind(&world, alice, COOKIE_RESPONSE).remove(0);
        world.sim.run_for(Duration::from_secs(late));
        world.call(alice, |peer, now| {
            let result = peer.handle(now, Path::Udp(bob_address), &mut response.clone());
            assert_eq!(result.is_ok(), late < 8, "the attempt ends after eight seconds");
        });
        world.sim.run_for(Duration::from_secs(10));
        if late > 8 {
            assert_eq!(world.peer(alice).ended, [EndReason::NoAnswer]);
            assert_eq!(world.peer(alice).machine.phase(id), None);
            assert_eq!(world.peer(bob).machine.connections(), 0);
        }
    }
}

#[test]
fn a_peer_that_lost_the_connection_is_noticed_when_it_asks_again() {
    let mut world = World::connected(1, Link::default());
    let (alice, bob) = (world.alice, world.bob);
    world.sim.run_for(Duration::from_secs(1));
    assert_eq!(world.peer(bob).asked_anew, 0);
    // Bob does not get the packet that would tell him.
    world.call(bob, |peer, _| peer.drops = &[0x1b]);
    world.call(alice, |peer, now| {
        let id = peer.connection().unwrap();
        peer.machine.close(now, id);
    });
    world.sim.run_for(Duration::from_millis(200));
    world.connect(alice, bob);
    world.sim.run_for(Duration::from_millis(500));
    let peer = world.peer(bob);
    assert!(peer.asked_anew > 0 && peer.ended.is_empty(), "{} {:?}", peer.asked_anew, peer.ended);
}
