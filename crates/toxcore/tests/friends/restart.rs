//! What comes back after a restart.

use std::time::Duration;

use toxcore::savedata::Savedata;
use toxcore::{ConnectionStatus, FriendState, MessageKind, Options, UserStatus};
use toxcore_sim::HostConfig;

use crate::support::{Pair, World};

#[test]
fn friend_who_restarts_is_back_with_everything_that_was_known() {
    let mut pair = Pair::online(1);
    let (to_bob, to_alice, alice) = (pair.to_bob, pair.to_alice, pair.alice);
    pair.alice(|tox, now| {
        tox.set_name(now, b"Alice").unwrap();
        tox.set_status_message(now, b"here").unwrap();
        tox.set_status(now, UserStatus::Away);
    });
    pair.bob(|tox, now| tox.set_name(now, b"Bob")).unwrap();
    pair.world.run(Duration::from_secs(5));
    let address = pair.world.sim[alice].tox.self_address();

    pair.alice = pair.world.restart(alice, Options::default(), HostConfig::default());
    pair.alice(|tox, _| {
        assert_eq!(tox.self_address(), address);
        assert_eq!((tox.self_name(), tox.self_status_message()), (&b"Alice"[..], &b"here"[..]));
        assert_eq!(tox.self_status(), UserStatus::Away);
        assert_eq!(tox.friend_by_number(0), tox.friends().next());
    });
    pair.to_bob = pair.world.sim[pair.alice].tox.friends().next().unwrap();
    assert_eq!(pair.to_bob.index, to_bob.index);
    assert_eq!(pair.world.sim[pair.alice].tox.friend_name(pair.to_bob).unwrap(), b"Bob");
    assert!(pair.world.sim[pair.alice].tox.friend_last_online(pair.to_bob).unwrap().0 > 0);

    // She knows nodes out of her file, and nobody told her of one.
    let took = pair.until_online();
    assert!(took < Duration::from_secs(20), "{took:?}");
    pair.bob(|tox, now| tox.friend_send_message(now, to_alice, MessageKind::Normal, b"welcome back")).unwrap();
    pair.world.run(Duration::from_secs(1));
    assert_eq!(pair.texts(pair.alice), [b"welcome back".to_vec()]);
}

#[test]
fn request_that_was_not_answered_goes_on_after_a_restart() {
    let mut world = World::new(2, 8);
    let (alice, bob) = (world.add_user(), world.add_user());
    let address = world.sim[bob].tox.self_address();
    let saved_bob = world.sim[bob].tox.savedata();
    world.sim.remove(bob, toxcore_sim::Departure::Exit);
    world.call(alice, |tox, now| tox.friend_add(now, &address, b"remember me")).unwrap();
    world.run(Duration::from_secs(30));
    let alice = world.restart(alice, Options::default(), HostConfig::default());
    let to_bob = world.sim[alice].tox.friends().next().unwrap();
    assert_eq!(world.sim[alice].tox.friend_state(to_bob), FriendState::Added);
    let bob = world.add_saved(saved_bob);
    world.bootstrap(bob, world.nodes[0]);
    world.run_until(Duration::from_secs(60), |sim| {
        sim[bob].saw(|e| matches!(e, toxcore::Event::FriendRequest { message, .. } if **message == *b"remember me"))
    });
}

/// Whoever saves right after the start must not lose the nodes of the last run.
#[test]
fn saving_while_offline_loses_nothing() {
    let mut pair = Pair::online(3);
    pair.world.run(Duration::from_secs(30));
    let saved = pair.world.sim[pair.alice].tox.savedata();
    let (first, _) = Savedata::load(&saved).unwrap();
    assert!(!first.dht_nodes.is_empty() && !first.path_nodes.is_empty());
    let mut lonely = World::new(4, 0);
    let alice = lonely.add_saved(saved.clone());
    lonely.run(Duration::from_secs(600));
    let (second, _) = Savedata::load(&lonely.sim[alice].tox.savedata()).unwrap();
    assert_eq!(first.dht_nodes, second.dht_nodes);
    let sorted = |mut nodes: Vec<toxcore_wire::NodeInfo>| {
        nodes.sort_by_key(|node| node.key);
        nodes
    };
    assert_eq!(sorted(first.path_nodes), sorted(second.path_nodes));
    assert_eq!(first.friends, second.friends);
    assert_eq!(lonely.sim[alice].tox.self_connection_status(), ConnectionStatus::None);
}
