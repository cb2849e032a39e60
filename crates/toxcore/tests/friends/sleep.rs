//! Sleep, and other ways of being away.

use std::time::Duration;

use toxcore::{ConnectionStatus, MessageKind};

use crate::support::Pair;

/// After minutes keys and paths are still good, after hours hardly anything is.
#[test]
fn whoever_wakes_up_is_back_within_seconds() {
    for (seed, minutes) in (0..).zip([0.2, 0.5, 1.0, 3.0, 10.0, 60.0, 240.0]) {
        let mut pair = Pair::online(seed);
        let alice = pair.alice;
        pair.world.run(Duration::from_secs(30));
        pair.world.sim.suspend(alice);
        pair.world.run(Duration::from_secs_f64(60.0 * minutes));
        pair.world.sim.resume(alice);
        pair.world.run(Duration::from_millis(20));
        let took = pair.until_online();
        let to_bob = pair.to_bob;
        pair.alice(|tox, now| tox.friend_send_message(now, to_bob, MessageKind::Normal, b"I am back")).unwrap();
        let bob = pair.bob;
        let heard = pair.until(20, |sim| sim[bob].saw(|e| matches!(e, toxcore::Event::FriendMessage { .. })));
        assert!(took + heard < Duration::from_secs(5), "{minutes} min: {took:?}, {heard:?}");
        assert_eq!(pair.statuses(), [ConnectionStatus::Udp; 2]);
    }
}

/// Everybody sleeps, nodes as well: as if the whole network had been switched off.
#[test]
fn a_network_that_comes_back_is_used_again() {
    let mut pair = Pair::online(20);
    pair.world.run(Duration::from_secs(30));
    let nodes = pair.world.nodes.clone();
    for node in &nodes {
        pair.world.sim.suspend(*node);
    }
    pair.world.run(Duration::from_secs(1_800));
    for node in nodes {
        pair.world.sim.resume(node);
    }
    let alice = pair.alice;
    let took = pair.until(300, |sim| sim[alice].tox.self_connection_status() == ConnectionStatus::Udp);
    assert!(took < Duration::from_secs(20), "{took:?}");
}
