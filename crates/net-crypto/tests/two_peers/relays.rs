//! Transfers through relays that drop, stall or are slow.

use std::time::Duration;

use toxcore_sim::{HostId, Link};

use crate::peer::{Pool, World};

/// Alice and Bob connected through a relay with this link, without UDP.
fn through(relay: Link) -> (World, HostId) {
    let mut world = World::new(1, Link::default());
    let (alice, bob) = (world.alice, world.bob);
    let relay = world.add_relay(relay);
    for id in [alice, bob] {
        world.call(id, |peer, _| peer.udp_dead = true);
    }
    world.connect(alice, bob);
    world.until_connected(Duration::from_secs(20));
    world.call(alice, |peer, _| {
        peer.bulk_left = u32::MAX;
        peer.fill();
    });
    (world, relay)
}

/// Packets that arrive in each of so many seconds.
fn seconds(world: &mut World, count: usize) -> Vec<u32> {
    let bob = world.bob;
    let second = |_| {
        let before = world.peer(bob).bulk_received;
        world.sim.run_for(Duration::from_secs(1));
        world.peer(bob).bulk_received - before
    };
    (0..count).map(second).collect()
}

/// 1 MB/s.
const RATE: u64 = 1_000_000;

#[test]
fn a_relay_that_drops_what_does_not_fit_is_filled_without_a_pause() {
    for queue_packets in [8, 16, 64] {
        let link = Link { queue_bytes: queue_packets * 1400, ..Link::default().with_rate(RATE) };
        let (mut world, _) = through(link);
        let received = seconds(&mut world, 20);
        println!("{queue_packets} packets of queue: {received:?}");
        assert!(received.iter().skip(1).all(|n| *n > 200), "{received:?}");
        let rate = received.iter().skip(5).sum::<u32>() * 1371 / 15;
        assert!(u64::from(rate) > RATE / 2, "{rate} bytes a second with {queue_packets} packets of queue");
    }
}

#[test]
fn a_relay_that_loses_a_tenth_by_chance_carries_a_transfer_on() {
    let (mut world, _) = through(Link::default().with_rate(RATE).with_loss(0.1));
    let received = seconds(&mut world, 20);
    println!("{received:?}");
    assert!(received.iter().skip(1).all(|n| *n > 80), "{received:?}");
    assert!(received.iter().skip(12).sum::<u32>() > 8 * 350, "chance is told from congestion: {received:?}");
}

/// Everything that comes to the relay in three of eight seconds is lost.
#[test]
fn a_relay_that_loses_all_for_seconds_carries_on_soon_after() {
    let (mut world, relay) = through(Link::default().with_rate(RATE));
    world.sim.run_for(Duration::from_secs(4));
    for _ in 0..4 {
        world.sim.suspend(relay);
        world.sim.run_for(Duration::from_secs(3));
        world.sim.resume(relay);
        let received = seconds(&mut world, 5);
        println!("{received:?}");
        assert!(received[1] > 50, "{received:?}");
        assert!(received.iter().skip(2).all(|n| *n > 200), "{received:?}");
    }
    assert!(world.peer(world.bob).ended.is_empty());
}

/// Our own link to the relay stands still, and the pool takes nothing.
#[test]
fn a_stalled_link_to_the_relay_carries_on_at_once() {
    let (mut world, _) = through(Link::default().with_rate(RATE));
    let alice = world.alice;
    world.call(alice, |peer, _| peer.pool = Some(Pool::new(64, Duration::from_micros(1400))));
    world.sim.run_for(Duration::from_secs(3));
    for stall in [1, 4, 20] {
        world.call(alice, |peer, _| peer.pool.as_mut().unwrap().stalled = true);
        world.sim.run_for(Duration::from_secs(stall));
        world.call(alice, |peer, _| peer.pool.as_mut().unwrap().stalled = false);
        let received = seconds(&mut world, 4);
        println!("after {stall} s: {received:?}");
        assert!(received.iter().all(|n| *n > 200), "{received:?}");
    }
}

/// The owner hears of it, who may know another relay; while all is well it hears nothing.
#[test]
fn a_relay_that_takes_everything_and_delivers_nothing_is_doubted_within_seconds() {
    let (mut world, relay) = through(Link::default().with_rate(RATE));
    let alice = world.alice;
    world.sim.run_for(Duration::from_secs(5));
    let before = world.peer(alice).relay_doubts;
    assert!(before <= 1, "{before} doubts while it worked");
    world.sim.suspend(relay);
    world.sim.run_for(Duration::from_secs(3));
    assert!(world.peer(alice).relay_doubts > before);
}
