use std::time::Duration;

use toxcore_sim::Link;

use crate::peer::{Pool, ROUTE, World};

#[test]
fn a_connection_needs_no_udp() {
    let mut world = World::new(1, Link::default());
    let (alice, bob) = (world.alice, world.bob);
    world.add_relay(Link::default());
    let (key, dht) = (world.peer(bob).long_term, world.peer(bob).dht.public);
    world.call(alice, |peer, now| {
        let id = peer.connect(now, key, dht);
        peer.machine.set_relay(now, id, Some(ROUTE));
    });
    world.until_connected(Duration::from_secs(1));
    world.call(alice, |peer, _| peer.say(b"over the relay"));
    world.sim.run_for(Duration::from_secs(1));
    assert_eq!(world.peer(bob).messages.len(), 1);
    assert!(world.peer(bob).direct.is_empty());
}

#[test]
fn nothing_is_lost_when_udp_dies_and_comes_back_during_a_transfer() {
    let link = Link::default().with_rate(1_250_000);
    let mut world = World::new(1, link);
    let (alice, bob) = (world.alice, world.bob);
    let relay = world.add_relay(link);
    world.connect(alice, bob);
    world.until_connected(Duration::from_secs(2));
    world.call(alice, |peer, _| {
        peer.bulk_left = 30_000;
        peer.fill();
    });
    world.sim.run_for(Duration::from_secs(4));
    let before = world.peer(bob).bulk_received;
    assert!(before > 1000, "{before}");
    let relay_sent = world.sim.traffic(relay).sent;
    for id in [alice, bob] {
        world.call(id, |peer, _| peer.udp_dead = true);
    }
    world.sim.run_for(Duration::from_secs(6));
    assert!(world.sim.traffic(relay).sent > relay_sent + 100);
    let between = world.peer(bob).bulk_received;
    assert!(between > before + 500, "{before} {between}");
    world.sim.run_for(Duration::from_secs(6));
    assert_eq!(world.peer(bob).direct, [true, false]);
    for id in [alice, bob] {
        world.call(id, |peer, _| peer.udp_dead = false);
    }
    world.sim.run_for(Duration::from_secs(6));
    assert_eq!(world.peer(bob).direct, [true, false, true]);
    world.until(Duration::from_secs(60), |w| w.peer(bob).bulk_received == 30_000);
    assert!(world.peer(bob).ended.is_empty());
}

#[test]
fn a_relay_that_drops_everything_does_not_disturb_udp() {
    let mut world = World::new(1, Link::default());
    let (alice, bob) = (world.alice, world.bob);
    world.add_relay(Link::default().with_loss(1.0));
    world.connect(alice, bob);
    world.until_connected(Duration::from_secs(2));
    world.call(alice, |peer, _| {
        peer.bulk_left = 5000;
        peer.fill();
    });
    world.until(Duration::from_secs(10), |w| w.peer(bob).bulk_received == 5000);
}

/// A relay pool that is full most of the time costs neither packets nor wake-ups.
#[test]
fn a_full_relay_route_slows_the_sender_and_loses_nothing() {
    let mut world = World::new(1, Link::default());
    let (alice, bob) = (world.alice, world.bob);
    world.add_relay(Link::default());
    let (key, dht) = (world.peer(bob).long_term, world.peer(bob).dht.public);
    world.call(alice, |peer, now| {
        peer.pool = Some(Pool::new(20, Duration::from_millis(1)));
        peer.connect(now, key, dht);
    });
    world.until_connected(Duration::from_secs(1));
    world.call(alice, |peer, _| {
        peer.bulk_left = 5000;
        peer.fill();
    });
    let took = world.until(Duration::from_secs(10), |w| w.peer(bob).bulk_received == 5000);
    assert!(took < Duration::from_millis(5600), "{took:?}");
    world.call(alice, |peer, _| {
        let refusals = peer.pool.as_ref().unwrap().refusals;
        assert!(refusals > 50, "{refusals}");
        assert!(peer.wakes < 12_000, "{} wake-ups", peer.wakes);
        let statistics = peer.machine.statistics(peer.connection().unwrap()).unwrap();
        assert_eq!(statistics.packets_resent, 0);
        assert!(statistics.packets_sent < 6000, "{statistics:?}");
    });
}

#[test]
fn a_message_waits_for_a_stalled_route_and_then_arrives_once() {
    let mut world = World::new(1, Link::default());
    let (alice, bob) = (world.alice, world.bob);
    world.add_relay(Link::default());
    let (key, dht) = (world.peer(bob).long_term, world.peer(bob).dht.public);
    world.call(alice, |peer, now| _ = peer.connect(now, key, dht));
    world.until_connected(Duration::from_secs(1));
    world.call(alice, |peer, _| {
        let mut pool = Pool::new(4, Duration::from_millis(1));
        pool.stalled = true;
        peer.pool = Some(pool);
        peer.wakes = 0;
        (0..50).for_each(|n| peer.say(&[n]));
    });
    world.sim.run_for(Duration::from_secs(20));
    world.call(alice, |peer, _| {
        assert!(peer.wakes < 60, "{} wake-ups", peer.wakes);
        peer.pool.as_mut().unwrap().stalled = false;
    });
    world.until(Duration::from_secs(1), |w| w.peer(bob).messages.len() == 50);
    world.sim.run_for(Duration::from_secs(2));
    assert_eq!(world.peer(bob).messages.len(), 50);
}
