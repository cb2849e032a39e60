//! Which relays are connected, and when.

use std::collections::HashSet;

use toxcore_relay::{AddRelayError, AddRouteError, MAX_GENERAL_RELAYS, PoolConfig};
use toxcore_sansio::{Relays, Rng, Seed};
use toxcore_sim::{Departure, Link};
use toxcore_wire::RelayInfo;

use crate::world::{Heard, MS, SECOND, World, public};

#[test]
fn three_relays_are_kept_and_the_rest_is_left_alone() {
    let mut world = World::new(1);
    let relays: Vec<_> = (0..8).map(|n| world.relay(100 + n)).collect();
    let alice = world.client(1);
    world.act(alice, |alice, now| relays.iter().for_each(|relay| alice.add_relay(now, *relay)));
    world.run(60 * SECOND);
    world.act(alice, |alice, _| {
        assert_eq!((alice.pool.connected(), alice.opened.len()), (3, 3));
        let mut told = Vec::new();
        Relays::connected(&alice.pool, &mut Rng::new(&Seed::from_number(1)), 2, &mut told);
        assert_eq!(told.len(), 2);
        assert_eq!(alice.pool.relays_to_save(8).len(), 8);
    });
}

#[test]
fn relays_that_do_not_answer_are_replaced_at_once_and_tried_ever_less() {
    let mut world = World::new(1);
    let good: Vec<_> = (0..3).map(|n| world.relay(100 + n)).collect();
    let alice = world.client(1);
    let bad: Vec<_> = (0..10).map(|n| RelayInfo { addr: ([61, n, 0, 1], 443).into(), key: public(150 + n) }).collect();
    world.act(alice, |alice, now| bad.iter().chain(&good).for_each(|relay| alice.add_relay(now, *relay)));
    let connected = |world: &mut World| world.act(alice, |alice, _| alice.pool.connected());
    for _ in 0..200 {
        if connected(&mut world) == 3 {
            break;
        }
        world.run(100 * MS);
    }
    assert_eq!(connected(&mut world), 3);
    let at = world.sim.now().since_origin();
    assert!(at < 15 * SECOND, "{at:?}");
    world.act(alice, |alice, _| alice.opened.clear());
    world.run(600 * SECOND);
    world.act(alice, |alice, _| assert!(alice.opened.is_empty(), "nothing else is tried while three stand"));
}

#[test]
fn attempts_to_dead_relays_are_few() {
    let mut world = World::new(1);
    let alice = world.client(1);
    let bad: Vec<_> = (0..50).map(|n| RelayInfo { addr: ([61, n, 0, 1], 443).into(), key: public(150 + n) }).collect();
    world.act(alice, |alice, now| {
        bad.iter().for_each(|relay| alice.add_relay(now, *relay));
        for peer in 50..100_u8 {
            let some = &bad[usize::from(peer) % 45..][..5];
            alice.add_route(now, peer, some);
        }
    });
    let mut at_most = 0;
    for _ in 0..600 {
        world.run(SECOND);
        at_most = at_most.max(world.act(alice, |alice, _| alice.pool.links()));
    }
    let attempts = world.act(alice, |alice, _| alice.opened.len());
    assert!(at_most <= PoolConfig::default().max_links, "{at_most}");
    // About ten each: one second, two, four … 300, and ten seconds for each to fail.
    assert!((300..=650).contains(&attempts), "{attempts}");
}

#[test]
fn a_relay_that_restarts_is_back_in_a_moment() {
    let mut world = World::new(1);
    let relay = world.relay(100);
    let alice = world.client(1);
    world.act(alice, |alice, now| alice.add_relay(now, relay));
    world.run(60 * SECOND);
    world.heard(alice);
    world.at_relay(&relay, |relay| {
        let now = relay.server.poll_timeout().unwrap();
        relay.server.close_all(now);
    });
    world.run(SECOND);
    let heard = world.heard(alice);
    let [Heard::Down(..), Heard::Up(_, key)] = heard[..] else { panic!("{heard:?}") };
    assert_eq!(key, relay.key);
}

#[test]
fn a_relay_that_closes_every_link_is_not_stormed() {
    let mut world = World::new(1);
    let relay = world.relay(100);
    let alice = world.client(1);
    let route = world.act(alice, |alice, now| alice.add_route(now, 2, &[relay]));
    for _ in 0..3_000 {
        world.run(100 * MS);
        let now = world.sim.now();
        world.at_relay(&relay, |relay| relay.server.close_all(now));
    }
    let attempts = world.act(alice, |alice, _| alice.opened.len());
    assert!((8..=16).contains(&attempts), "{attempts} in five minutes");
    world.act(alice, |alice, _| assert_eq!(alice.pool.relays_of(route).known, 1));
}

#[test]
fn after_a_change_of_network_dead_links_are_replaced_within_seconds() {
    let mut world = World::new(1);
    let relays: Vec<_> = (0..3).map(|n| world.relay(100 + n)).collect();
    let alice = world.client(1);
    world.act(alice, |alice, now| relays.iter().for_each(|relay| alice.add_relay(now, *relay)));
    world.run(40 * SECOND);
    for relay in &relays[1..] {
        let host = world.host_of(relay);
        world.sim.remove(host, Departure::Vanish);
    }
    let others: Vec<_> = (0..2).map(|n| world.relay(110 + n)).collect();
    world.act(alice, |alice, now| others.iter().for_each(|relay| alice.add_relay(now, *relay)));
    world.run(SECOND);
    world.heard(alice);
    world.act(alice, |alice, now| alice.pool.network_changed(now));
    world.run(4 * SECOND);
    let heard = world.heard(alice);
    assert_eq!(heard.iter().filter(|heard| matches!(heard, Heard::Down(..))).count(), 2, "{heard:?}");
    let connected: HashSet<_> = world.act(alice, |alice, _| alice.pool.connected_relays().collect());
    assert_eq!(connected, [relays[0], others[0], others[1]].into());
}

#[test]
fn attempts_under_way_begin_anew_after_a_change_of_network() {
    let mut world = World::new(1);
    let alice = world.client(1);
    let nowhere = RelayInfo { addr: ([61, 1, 0, 1], 443).into(), key: public(150) };
    world.act(alice, |alice, now| alice.add_relay(now, nowhere));
    world.run(3 * SECOND);
    world.act(alice, |alice, now| {
        assert_eq!(alice.opened.len(), 1);
        alice.pool.network_changed(now);
    });
    world.run(MS);
    world.act(alice, |alice, _| assert_eq!((alice.opened.len(), alice.pool.links()), (2, 1)));
}

#[test]
fn the_onion_gets_three_links_while_it_wants_them() {
    let mut world = World::new(1);
    let relays: Vec<_> = (0..6).map(|n| world.relay(100 + n)).collect();
    let mut config = PoolConfig::default();
    config.kept_links = 1;
    let alice = world.client_with(1, config, Link::ideal(20 * MS));
    world.act(alice, |alice, now| relays.iter().for_each(|relay| alice.add_relay(now, *relay)));
    world.run(SECOND);
    let mut rng = Rng::new(&Seed::from_number(1));
    world.act(alice, |alice, now| {
        assert_eq!((alice.pool.connected(), alice.pool.onion_link(&mut rng)), (1, None));
        alice.pool.set_onion(now, true);
    });
    world.run(SECOND);
    world.act(alice, |alice, now| {
        let links: HashSet<_> =
            (0..100).filter_map(|_| alice.pool.onion_link(&mut rng)).map(|(link, _)| link).collect();
        assert_eq!(links.len(), 3);
        assert!(links.iter().all(|link| alice.pool.is_onion_link(*link) && alice.pool.relay_of(*link).is_some()));
        for link in &links {
            alice.pool.send_onion_request(now, *link, &[1; 159]).unwrap();
            assert!(alice.pool.send_onion_request(now, *link, &[1; 158]).is_err());
            alice.pool.send_forward_request(now, *link, ([198, 51, 100, 7], 33_445).into(), &[2; 10]).unwrap();
        }
        alice.pool.set_onion(now, false);
    });
    world.run(20 * SECOND);
    world.act(alice, |alice, _| assert_eq!((alice.pool.connected(), alice.pool.onion_link(&mut rng)), (1, None)));
}

#[test]
fn what_relays_hand_on_comes_out_with_its_link() {
    let mut world = World::new(1);
    let relay = world.relay(100);
    let alice = world.client(1);
    world.act(alice, |alice, now| alice.add_relay(now, relay));
    world.run(SECOND);
    let Some(Heard::Up(link, _)) = world.heard(alice).first().cloned() else { panic!("connected") };
    let client = {
        let Some(crate::world::Node::Relay(node)) = world.sim.get(world.host_of(&relay)) else { panic!("a relay") };
        assert_eq!(node.server.clients(), 1);
        toxcore_sansio::StreamId { index: 0, generation: 1 }
    };
    world.at_relay(&relay, |relay| {
        relay.server.send_onion_response(client, b"onion").unwrap();
        relay.server.send_forwarding(client, b"forwarded").unwrap();
    });
    world.run(SECOND);
    let onion = Heard::Onion(link, b"onion".to_vec());
    assert_eq!(world.heard(alice), [onion, Heard::Forwarding(link, b"forwarded".to_vec())]);
}

#[test]
fn a_relay_with_two_addresses_is_tried_at_both() {
    let mut world = World::new(1);
    let relay = world.relay(100);
    let wrong = RelayInfo { addr: ([61, 1, 0, 1], 443).into(), ..relay };
    let alice = world.client(1);
    world.act(alice, |alice, now| {
        alice.add_relay(now, wrong);
        alice.add_relay(now, relay);
    });
    world.run(15 * SECOND);
    world.act(alice, |alice, _| assert_eq!(alice.pool.connected_relays().collect::<Vec<_>>(), [relay]));
}

#[test]
fn a_relay_that_has_another_key_is_none() {
    let mut world = World::new(1);
    let relay = world.relay(100);
    let other = RelayInfo { key: public(99), ..relay };
    let alice = world.client(1);
    world.act(alice, |alice, now| alice.add_relay(now, other));
    world.run(SECOND);
    world.act(alice, |alice, _| assert_eq!((alice.pool.connected(), alice.heard.len()), (0, 0)));
}

#[test]
fn unusable_relays_and_peers_are_refused() {
    let mut world = World::new(1);
    let alice = world.client(1);
    world.act(alice, |alice, now| {
        let mut add = |addr: &str, number| {
            let info = RelayInfo { addr: addr.parse().unwrap(), key: public(number) };
            alice.pool.add_relay(&alice.context.keys, now, &info)
        };
        assert_eq!(add("198.51.100.1:443", 1), Err(AddRelayError::OwnKey));
        assert_eq!(add("198.51.100.1:0", 9), Err(AddRelayError::Address));
        assert_eq!(add("224.0.0.1:443", 9), Err(AddRelayError::Address));
        let own = alice.pool.add_route(&alice.context.keys, now, &public(1));
        assert_eq!(own, Err(AddRouteError::OwnKey));
    });
}

#[test]
fn tables_are_bounded() {
    let mut world = World::new(1);
    let mut config = PoolConfig::default();
    config.max_routes = 5;
    config.max_links = 4;
    config.kept_links = 10;
    let alice = world.client_with(1, config, Link::ideal(20 * MS));
    world.act(alice, |alice, now| {
        for number in 0..5_u8 {
            alice.add_route(now, 100 + number, &[]);
        }
        let full = alice.pool.add_route(&alice.context.keys, now, &public(120));
        assert_eq!(full, Err(AddRouteError::Full(5)));
        let mut refused = 0;
        for number in 0..=u8::MAX {
            let relay = RelayInfo { addr: ([62, number, 0, 1], 443).into(), key: public(number) };
            let result = alice.pool.add_relay(&alice.context.keys, now, &relay);
            refused += usize::from(result == Err(AddRelayError::Full(MAX_GENERAL_RELAYS)));
        }
        assert_eq!(refused, 256 - 1 - MAX_GENERAL_RELAYS);
    });
    world.run(30 * SECOND);
    world.act(alice, |alice, _| assert!(alice.pool.links() <= 4));
}

/// Anybody may name relays to a member of a group.
#[test]
fn relays_that_guests_name_leave_half_of_the_links_to_ours() {
    let mut world = World::new(1);
    let own: Vec<_> = (10..14).map(|number| world.relay(number)).collect();
    let named: Vec<_> = (20..42).map(|number| world.relay(number)).collect();
    let mut config = PoolConfig::default();
    (config.max_links, config.kept_links, config.own_links) = (8, 4, 4);
    let alice = world.client_with(1, config, Link::ideal(20 * MS));
    let connected = |world: &mut World| -> Vec<_> {
        world.act(alice, |alice, _| {
            assert!(alice.pool.links() <= 8);
            alice.pool.connected_relays().collect()
        })
    };
    // Six of them, each there at three relays of its own.
    for (number, relays) in (50..56).zip(named.chunks(3)) {
        let guest = world.client(number);
        world.act(guest, |guest, now| guest.add_route(now, 1, relays));
        world.act(alice, |alice, now| {
            let route = alice.add_route(now, number, relays);
            alice.pool.set_route_guest(now, route, true);
        });
    }
    world.run(20 * SECOND);
    assert_eq!(connected(&mut world).len(), 8, "nobody else wants them");
    for relay in &own {
        world.act(alice, |alice, now| alice.add_relay(now, *relay));
    }
    world.run(20 * SECOND);
    let now_connected = connected(&mut world);
    assert!(own.iter().all(|relay| now_connected.contains(relay)));
    assert_eq!(now_connected.len(), 8);
    assert!(own.contains(&now_connected[0]), "ours come first");

    // Whom we know better has what it needs at once.
    world.act(alice, |alice, now| alice.add_route(now, 60, &named[18..21]));
    world.run(5 * SECOND);
    let now_connected = connected(&mut world);
    assert!(named[18..21].iter().chain(&own).all(|relay| now_connected.contains(relay)));
}

#[test]
fn guests_that_are_not_where_they_say_make_room_for_others() {
    let mut world = World::new(1);
    let named: Vec<_> = (20..32).map(|number| world.relay(number)).collect();
    let mut config = PoolConfig::default();
    (config.max_links, config.kept_links, config.own_links) = (4, 0, 2);
    let alice = world.client_with(1, config, Link::ideal(20 * MS));
    let name = |world: &mut World, number, relays: &[RelayInfo]| {
        world.act(alice, |alice, now| {
            let route = alice.add_route(now, number, relays);
            alice.pool.set_route_guest(now, route, true);
            route
        })
    };
    for (number, relays) in (50..53).zip(named.chunks(3)) {
        name(&mut world, number, relays);
    }
    world.run(5 * SECOND);
    let guest = world.client(60);
    world.act(guest, |guest, now| guest.add_route(now, 1, &named[9..10]));
    let route = name(&mut world, 60, &named[9..10]);
    world.run(60 * SECOND);
    assert!(world.act(alice, |alice, _| alice.pool.is_online(route)));
    world.run(60 * SECOND);
    assert!(world.act(alice, |alice, _| alice.pool.is_online(route)), "who is there stays");
}
