//! Friends behind NATs.

use std::time::Duration;

use toxcore::{ConnectionStatus, Event, MessageKind, Options};
use toxcore_sim::{HostConfig, HostId, Link, NatConfig, NatKind, run_seeds};

use crate::support::{Pair, World};

/// A user behind a NAT of its own, who knows some nodes and their relays.
fn add_behind(world: &mut World, kind: NatKind) -> HostId {
    let nat = world.sim.add_nat(NatConfig::new(kind));
    let user = world.add(Options::default(), HostConfig::behind(nat).with_link(Link::default()));
    for node in world.nodes.clone().into_iter().take(4) {
        world.bootstrap(user, node);
        world.add_relay(user, node);
    }
    user
}

fn behind(seed: u64, kinds: [NatKind; 2]) -> Pair {
    let mut world = World::new(seed, 12);
    world.run(Duration::from_secs(10));
    let [alice, bob] = kinds.map(|kind| add_behind(&mut world, kind));
    Pair::befriend(world, alice, bob)
}

#[test]
fn cone_nats_are_punched_through() {
    let cones = [NatKind::FullCone, NatKind::AddressRestricted, NatKind::PortRestricted];
    run_seeds(0..9, |seed| {
        let kinds = [cones[seed as usize / 3], cones[seed as usize % 3]];
        let mut pair = behind(seed, kinds);
        let online = pair.until_online();
        let (alice, bob, to_bob, to_alice) = (pair.alice, pair.bob, pair.to_bob, pair.to_alice);
        let direct = pair.until(60, |sim| {
            sim[alice].tox.friend_connection_status(to_bob) == Ok(ConnectionStatus::Udp)
                && sim[bob].tox.friend_connection_status(to_alice) == Ok(ConnectionStatus::Udp)
        });
        assert!(online + direct < Duration::from_secs(10), "{kinds:?}: {online:?}, {direct:?}");
    });
}

#[test]
fn symmetric_nats_leave_the_relays_and_nothing_is_lost_when_one_dies() {
    run_seeds(0..5, |seed| {
        let mut pair = behind(seed, [NatKind::Symmetric, NatKind::Symmetric]);
        let online = pair.until_online();
        assert!(online < Duration::from_secs(5), "{online:?}");
        let (alice, to_bob) = (pair.alice, pair.to_bob);
        pair.world.run(Duration::from_secs(10));
        assert_eq!(pair.statuses(), [ConnectionStatus::Tcp; 2]);
        for number in 0..60_u32 {
            pair.alice(|tox, now| tox.friend_send_message(now, to_bob, MessageKind::Normal, &number.to_be_bytes()))
                .unwrap();
            pair.world.run(Duration::from_millis(50));
            if number == 20 {
                let node = pair.world.nodes.remove(1);
                pair.world.sim.remove(node, toxcore_sim::Departure::Vanish);
            }
        }
        pair.until(60, |sim| sim[alice].count(|e| matches!(e, Event::FriendReadReceipt { .. })) == 60);
        let numbers: Vec<Vec<u8>> = (0..60_u32).map(|number| number.to_be_bytes().to_vec()).collect();
        assert_eq!(pair.texts(pair.bob), numbers);
    });
}

#[test]
fn friends_in_one_lan_meet_in_it() {
    run_seeds(0..5, |seed| {
        let mut world = World::new(seed, 8);
        let nat = world.sim.add_nat(NatConfig::new(NatKind::Symmetric));
        let [alice, bob] = [(); 2].map(|()| {
            let user = world.add(Options::default(), HostConfig::behind(nat).with_link(Link::default()));
            world.bootstrap(user, world.nodes[0]);
            user
        });
        let mut pair = Pair::befriend(world, alice, bob);
        let online = pair.until_online();
        assert!(online < Duration::from_secs(5), "{online:?}");
        let to_bob = pair.to_bob;
        pair.until(30, |sim| sim[alice].tox.friend_connection_status(to_bob) == Ok(ConnectionStatus::Udp));
    });
}

/// Nobody but the two is there: no node, no internet.
#[test]
fn friends_in_a_lan_without_internet_meet() {
    run_seeds(0..5, |seed| {
        let mut world = World::new(seed, 0);
        let nat = world.sim.add_nat(NatConfig::new(NatKind::FullCone));
        let [alice, bob] =
            [(); 2].map(|()| world.add(Options::default(), HostConfig::behind(nat).with_link(Link::default())));
        let mut pair = Pair::befriend(world, alice, bob);
        let online = pair.until_online();
        assert!(online < Duration::from_secs(5), "{online:?}");
        assert_eq!(pair.statuses(), [ConnectionStatus::Udp; 2]);
    });
}
