//! What groups are told of our network, and what of it they use.

use std::time::Duration;

use toxcore::group::GroupPrivacy;
use toxcore::{ConnectionStatus, GroupEvent, Options, Proxy};

use crate::circle::{Circle, seconds};

/// Options of somebody behind a proxy, with which there is no UDP.
fn proxied() -> Options {
    let proxy = Proxy::Http { host: "proxy".to_owned(), port: 8_080, login: None };
    Options { proxy, udp_enabled: false, ..Options::default() }
}

/// Founds a group or joins one of others, who have UDP, and talks.
#[test]
fn whoever_has_a_proxy_is_in_groups_and_sends_no_datagram() {
    for founds in [false, true] {
        let mut circle = Circle::new(if founds { 2 } else { 1 }, if founds { 0 } else { 2 }, |_| false);
        let proxied = circle.add(proxied());
        if founds {
            (0..2).for_each(|_| _ = circle.add(Options::default()));
        }
        circle.world.run(seconds(15));
        let mut circle = circle.joined();
        for at in 0..3 {
            assert_eq!(circle.say(at, b"hello"), 2);
        }
        circle.world.run(seconds(60));
        assert!((0..3).all(|at| circle.texts(at).len() == 2));
        for at in (0..3).filter(|at| *at != proxied) {
            let (group, peer) = (circle.group(at), circle.peer(at, proxied));
            let status = circle.tox(at).group_peer_connection_status(group, peer);
            assert_eq!(status, Ok(ConnectionStatus::Tcp));
            assert_eq!(circle.tox(at).group_peer_address(group, peer), Ok(None));
        }
        let group = circle.group(proxied);
        circle.call(proxied, |tox, now| tox.group_leave(now, group, b"bye")).unwrap();
        circle.world.run(seconds(5));
        let other = if proxied == 0 { 1 } else { 0 };
        assert_eq!(circle.told(other, |event| matches!(event, GroupEvent::PeerExit { .. })), 1);
        assert_eq!(circle.world.sim.traffic(circle.members[proxied]).sent, 0);
    }
}

/// Who has no UDP does not wait for answers over it before it asks through relays.
#[test]
fn without_udp_relays_are_asked_at_once() {
    let mut circle = Circle::new(3, 2, |_| true);
    let chat_id = circle.found(GroupPrivacy::Public);
    circle.world.run(seconds(20));
    circle.join(1, chat_id, b"");
    let took = circle.until_told(1, 10, |event| *event == GroupEvent::SelfJoin);
    println!("{took:?}");
    assert!(took < Duration::from_millis(1_000), "{took:?}");
}

/// The first that is announced of a founder who has relays holds one of them, so that nobody asks in vain.
#[test]
fn a_relay_is_announced_from_the_start() {
    let mut circle = Circle::new(4, 1, |_| false);
    let connected = circle.tox(0).self_connection_status() != ConnectionStatus::None;
    assert!(connected);
    circle.found(GroupPrivacy::Public);
    let announced = |circle: &Circle| circle.tox(0).groups().announced(circle.group(0));
    for _ in 0..200 {
        if let Some(announce) = announced(&circle) {
            assert!(announce.relay.is_some() && announce.addr.is_some(), "{announce:?}");
            return;
        }
        circle.world.run(Duration::from_millis(10));
    }
    panic!("nothing is announced");
}
