//! Users and nodes in a simulated network.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../support/mod.rs"]
mod support;

use std::time::Duration;

use support::World;
use toxcore::{ConnectionStatus, Direction, Event, NodesRequestError, Options, Transport};
use toxcore_sim::{HostConfig, run_seeds};

#[test]
fn users_get_connected_from_one_known_node() {
    run_seeds(0..10, |seed| {
        let mut world = World::new(seed, 5);
        let user = world.add_user();
        let connected = Event::SelfConnectionStatus(ConnectionStatus::Udp);
        world.run_until(Duration::from_secs(10), |sim| sim[user].saw(|event| *event == connected));
        let tox = &world.sim[user].tox;
        assert_eq!(tox.self_connection_status(), ConnectionStatus::Udp);
        assert!(tox.packet_stats().of_kind(Transport::Udp, Direction::Sent, 0x02).packets > 0);
    });
}

#[test]
fn nodes_of_the_dht_are_asked_on_demand() {
    let mut world = World::new(1, 5);
    let user = world.add_user();
    world.run(Duration::from_secs(10));
    let told = |world: &World| world.sim[user].count(|event| matches!(event, Event::DhtNodesResponse { .. }));
    assert_eq!(told(&world), 0, "nobody wanted to know");
    let asked = world.call(user, |tox, now| {
        tox.tell_dht_nodes(true);
        let node = tox.dht().close_nodes(now).next().unwrap();
        tox.dht_send_nodes_request(now, node, node.key).unwrap();
        node
    });
    world.run(Duration::from_millis(500));
    assert!(told(&world) > 0);
    let options = Options { udp_enabled: false, ..Options::default() };
    let relayed = world.add(options, HostConfig::default());
    let refused = world.call(relayed, |tox, now| tox.dht_send_nodes_request(now, asked, asked.key));
    assert_eq!(refused, Err(NodesRequestError::UdpDisabled));
}

#[test]
fn friends_meet() {
    run_seeds(0..10, |seed| {
        let mut world = World::new(seed, 10);
        world.run(Duration::from_secs(5));
        let (alice, bob) = (world.add_user(), world.add_user());
        let (at_alice, at_bob) = world.make_friends(alice, bob);
        let udp = Ok(ConnectionStatus::Udp);
        let took = world.run_until(Duration::from_secs(30), |sim| {
            sim[alice].tox.friend_connection_status(at_alice) == udp
                && sim[bob].tox.friend_connection_status(at_bob) == udp
        });
        assert!(took < Duration::from_secs(10), "{took:?}");
    });
}
