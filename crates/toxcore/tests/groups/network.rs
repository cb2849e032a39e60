//! Other networks, relays alone, and the end.

use toxcore::group::{Departure, GroupPrivacy};
use toxcore::{ConnectionStatus, Direction, Event, GroupEvent, Transport};

use crate::circle::{Circle, count, seconds};

#[test]
fn another_network_costs_nobody() {
    let mut circle = Circle::new(1, 3, |at| at == 2).joined();
    circle.forget_events();
    for at in 0..3 {
        circle.call(at, |tox, now| tox.network_changed(now));
        circle.world.run(seconds(3));
        circle.say(at, b"still here");
        circle.world.run(seconds(3));
    }
    for at in 0..3 {
        assert_eq!(circle.texts(at).len(), 2);
        assert_eq!(circle.told(at, |event| matches!(event, GroupEvent::PeerExit { .. })), 0);
    }
}

/// A session goes on for ten minutes, keys and all.
#[test]
fn nobody_is_lost_in_ten_minutes() {
    let mut circle = Circle::new(2, 3, |at| at == 2).joined();
    circle.forget_events();
    circle.world.run(seconds(600));
    for at in 0..3 {
        assert_eq!(circle.told(at, |event| matches!(event, GroupEvent::PeerExit { .. })), 0);
        assert_eq!(circle.say(at, b"still here"), 2);
    }
    circle.world.run(seconds(2));
    assert!((0..3).all(|at| circle.texts(at).len() == 2));
}

/// The pool stays, and none of its relays is connected anew.
#[test]
fn whoever_goes_out_and_in_at_once_is_found_as_before() {
    let mut circle = Circle::new(4, 2, |_| true);
    let chat_id = circle.found(GroupPrivacy::Public);
    circle.world.run(seconds(20));
    let group = circle.group(0);
    circle.call(0, |tox, now| {
        tox.group_disconnect(now, group).unwrap();
        tox.group_reconnect(now, group).unwrap();
    });
    circle.world.run(seconds(5));
    circle.join(1, chat_id, b"");
    circle.until_told(1, 30, |event| *event == GroupEvent::SelfJoin);
}

#[test]
fn whoever_shuts_down_has_left_and_is_in_the_group_all_the_same() {
    let mut circle = Circle::new(3, 3, |at| at == 1).joined();
    circle.call(1, |tox, now| tox.shut_down(now));
    for at in [0, 2] {
        let took =
            circle.until_told(at, 10, |event| matches!(event, GroupEvent::PeerExit { why: Departure::Quit, .. }));
        assert!(took < seconds(2), "{took:?}");
    }
    circle.restart(1, toxcore::Options { udp_enabled: false, ..toxcore::Options::default() });
    circle.until_all_see_all();
}

/// With the last group go its relays, its announcements and its deadlines.
#[test]
fn whoever_leaves_the_last_group_has_nothing_left_of_it() {
    let mut circle = Circle::new(4, 2, |at| at == 1).joined();
    for at in 0..2 {
        let group = circle.group(at);
        circle.call(at, |tox, now| tox.group_leave(now, group, b"")).unwrap();
    }
    circle.world.run(seconds(5));
    let before: Vec<u64> = (0..2).map(|at| sent(&circle, at)).collect();
    circle.world.run(seconds(120));
    for (at, before) in before.into_iter().enumerate() {
        assert_eq!(sent(&circle, at), before);
        assert!(circle.tox(at).group_relays().is_empty());
        assert_eq!(circle.tox(at).group_list().count(), 0);
        let about_groups = |event: &Event| matches!(event, Event::Group { event: GroupEvent::PeerExit { .. }, .. });
        assert_eq!(circle.world.sim[circle.members[at]].count(about_groups), 0, "nobody is told of a group it left");
    }
}

/// Datagrams of groups that a user has sent.
fn sent(circle: &Circle, at: usize) -> u64 {
    let stats = circle.tox(at).packet_stats();
    (0x5a..=0x5c).map(|kind| stats.of_kind(Transport::Udp, Direction::Sent, kind).packets).sum()
}

/// Whoever loses UDP goes on over relays.
#[test]
fn members_change_over_to_relays() {
    let mut circle = Circle::new(5, 2, |_| false).joined();
    let (group, peer) = (circle.group(0), circle.peer(0, 1));
    assert_eq!(circle.tox(0).group_peer_connection_status(group, peer), Ok(ConnectionStatus::Udp));
    let member = circle.members[1];
    circle.restart(1, toxcore::Options { udp_enabled: false, ..toxcore::Options::default() });
    assert_ne!(circle.members[1], member);
    let (one, other) = (circle.members[0], circle.members[1]);
    circle.world.run_until(seconds(90), |sim| {
        count(sim, one) == Some(1)
            && count(sim, other) == Some(1)
            && sim[one].tox.group_peer_connection_status(group, peer) == Ok(ConnectionStatus::Tcp)
    });
    assert_eq!(circle.say(0, b"over relays"), 1);
    circle.world.run(seconds(2));
    assert_eq!(circle.texts(1).len(), 1);
}
