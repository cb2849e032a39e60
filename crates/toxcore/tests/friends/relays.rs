//! Where UDP does not go.

use std::time::Duration;

use toxcore::{ConnectionStatus, Event, MessageKind, Options};
use toxcore_sim::{HostConfig, HostId, Link, run_seeds};

use crate::support::{Pair, World};

fn without_udp() -> Options {
    Options { udp_enabled: false, ..Options::default() }
}

/// A user who only has the relays of some nodes.
fn add_relayed(world: &mut World, options: Options, place: HostConfig) -> HostId {
    let user = world.add(options, place.with_link(Link::default()));
    for node in world.nodes.clone().into_iter().take(4) {
        world.bootstrap(user, node);
        world.add_relay(user, node);
    }
    user
}

#[test]
fn friends_without_udp_meet_through_relays_and_talk() {
    run_seeds(0..5, |seed| {
        let mut world = World::new(seed, 10);
        world.run(Duration::from_secs(5));
        let alice = add_relayed(&mut world, without_udp(), HostConfig::default());
        let bob = add_relayed(&mut world, without_udp(), HostConfig::default());
        let mut pair = Pair::befriend(world, alice, bob);
        let took = pair.until_online();
        assert!(took < Duration::from_secs(10), "{took:?}");
        assert_eq!(pair.statuses(), [ConnectionStatus::Tcp; 2]);
        assert_eq!(pair.world.sim[alice].tox.self_connection_status(), ConnectionStatus::Tcp);
        assert_eq!(pair.world.sim.traffic(alice).sent, 0);
        talk(&mut pair);
    });
}

/// Nobody names a node: whoever runs a relay runs one.
#[test]
fn relays_alone_are_enough_and_are_known_after_a_restart() {
    run_seeds(0..5, |seed| {
        let mut world = World::new(seed, 6);
        world.run(Duration::from_secs(5));
        let [alice, bob] = [0, 1].map(|_| {
            let user = world.add(without_udp(), HostConfig::default());
            (0..2).for_each(|node| world.add_relay(user, world.nodes[node]));
            user
        });
        let mut pair = Pair::befriend(world, alice, bob);
        let took = pair.until_online();
        assert!(took < Duration::from_secs(10), "{took:?}");
        pair.alice = pair.world.restart(alice, without_udp(), HostConfig::default());
        pair.to_bob = pair.world.sim[pair.alice].tox.friends().next().unwrap();
        let took = pair.until_online();
        assert!(took < Duration::from_secs(10), "{took:?}");
    });
}

#[test]
fn friends_meet_if_only_one_has_udp() {
    run_seeds(0..5, |seed| {
        let mut world = World::new(seed, 10);
        world.run(Duration::from_secs(5));
        let alice = add_relayed(&mut world, without_udp(), HostConfig::default());
        let bob = world.add_user();
        let mut pair = Pair::befriend(world, alice, bob);
        let took = pair.until_online();
        assert!(took < Duration::from_secs(10), "{took:?}");
        assert_eq!(pair.statuses(), [ConnectionStatus::Tcp; 2]);
        talk(&mut pair);
    });
}

#[test]
fn friends_whose_udp_is_swallowed_meet_through_relays() {
    run_seeds(0..5, |seed| {
        let mut world = World::new(seed, 10);
        world.run(Duration::from_secs(5));
        let alice = add_relayed(&mut world, Options::default(), HostConfig::default().without_udp());
        let bob = add_relayed(&mut world, Options::default(), HostConfig::default().without_udp());
        let mut pair = Pair::befriend(world, alice, bob);
        let took = pair.until_online();
        assert!(took < Duration::from_secs(10), "{took:?}");
        talk(&mut pair);
    });
}

fn talk(pair: &mut Pair) {
    let (to_bob, to_alice) = (pair.to_bob, pair.to_alice);
    for _ in 0..20 {
        pair.alice(|tox, now| tox.friend_send_message(now, to_bob, MessageKind::Normal, &[b'a'; 1372])).unwrap();
        pair.bob(|tox, now| tox.friend_send_message(now, to_alice, MessageKind::Normal, &[b'b'; 1372])).unwrap();
    }
    pair.world.run(Duration::from_secs(5));
    assert_eq!((pair.texts(pair.alice).len(), pair.texts(pair.bob).len()), (20, 20));
    assert_eq!(pair.receipts(pair.alice).len(), 20);
}

/// Nothing is lost when the relay dies in the middle of it.
#[test]
fn messages_survive_the_death_of_the_relay() {
    let mut world = World::new(7, 10);
    world.run(Duration::from_secs(5));
    let alice = add_relayed(&mut world, without_udp(), HostConfig::default());
    let bob = add_relayed(&mut world, without_udp(), HostConfig::default());
    let mut pair = Pair::befriend(world, alice, bob);
    pair.until_online();
    pair.world.run(Duration::from_secs(10));
    let to_bob = pair.to_bob;
    for number in 0..100_u32 {
        pair.alice(|tox, now| {
            tox.friend_send_message(now, to_bob, MessageKind::Normal, &number.to_be_bytes()).unwrap();
        });
        pair.world.run(Duration::from_millis(50));
        if number == 30 || number == 60 {
            let node = pair.world.nodes.remove(0);
            pair.world.sim.remove(node, toxcore_sim::Departure::Vanish);
        }
    }
    pair.until(60, |sim| sim[alice].count(|e| matches!(e, Event::FriendReadReceipt { .. })) == 100);
    let numbers: Vec<Vec<u8>> = (0..100_u32).map(|number| number.to_be_bytes().to_vec()).collect();
    assert_eq!(pair.texts(bob), numbers);
    assert!(!pair.world.sim[alice].saw(|e| matches!(e, Event::FriendMessageUndelivered { .. })));
}
