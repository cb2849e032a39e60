use super::*;
use crate::config::{ALIVE_INTERVAL, ALIVE_TIMEOUT, DOUBT_TIMEOUT, SILENCE_TIMEOUT};

fn offline_after(log: &[(Duration, Output)], id: FriendId) -> Option<Duration> {
    log.iter().find(|(_, output)| *output == Output::Offline(id)).map(|(at, _)| *at)
}

#[test]
fn an_alive_packet_goes_out_at_once_and_each_eight_seconds() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    assert_eq!(alice.fake.sent, [[0x10]]);
    alice.pass_heard(id, 40);
    assert_eq!(alice.fake.sent.len(), 1 + 40 / ALIVE_INTERVAL.as_secs() as usize);
    assert!(alice.friends.is_online(id));
}

#[test]
fn a_refused_alive_packet_is_tried_again_soon() {
    let mut alice = Alice::new();
    alice.connected(1);
    alice.fake.refuses = true;
    alice.pass(SECOND * 10);
    alice.fake.refuses = false;
    alice.pass(SECOND);
    assert_eq!(alice.fake.sent.len(), 2);
}

#[test]
fn a_friend_of_whom_nothing_comes_is_given_up_and_tried_at_once() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    alice.pass_heard(id, 5);
    let log = alice.pass(SECOND * 20);
    let given_up = SILENCE_TIMEOUT - SECOND;
    let expected = [
        (given_up, Output::Close { id }),
        (given_up, Output::Offline(id)),
        (given_up, Output::Connect { id, key: person(1), dht_key: run(1) }),
    ];
    assert_eq!(log, expected);
}

#[test]
fn without_knowledge_of_packets_alive_packets_count() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    alice.fake.heard = None;
    alice.pass(SECOND * 20);
    alice.receive(id, &[0x10]).expect("alive");
    let log = alice.pass(SECOND * 60);
    assert_eq!(offline_after(&log, id), Some(ALIVE_TIMEOUT));
}

#[test]
fn a_friend_whose_stream_stands_still_is_given_up_although_packets_come() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    let mut offline = None;
    for second in 0..60 {
        alice.fake.heard = Some(alice.now);
        offline = offline.or(offline_after(&alice.pass(SECOND), id).map(|at| at + SECOND * second));
    }
    assert_eq!(offline, Some(ALIVE_TIMEOUT));
}

#[test]
fn any_lossless_packet_shows_that_the_stream_moves() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    for _ in 0..60 {
        alice.fake.heard = Some(alice.now);
        assert_eq!(alice.receive(id, &[0x40, b'h', b'i']), Ok(Handled::Elsewhere));
        assert_eq!(offline_after(&alice.pass(SECOND), id), None);
    }
}

#[test]
fn a_friend_who_looks_for_us_while_connected_is_doubted() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    alice.pass_heard(id, 20);
    alice.pass(SECOND);
    alice.friends.dht_key(alice.now, id, run(1));
    let log = alice.pass(SECOND * 5);
    assert_eq!(offline_after(&log, id), Some(DOUBT_TIMEOUT - SECOND * 2));
}

#[test]
fn a_late_packet_of_a_young_connection_raises_no_doubt() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    alice.pass(SECOND * 5);
    alice.friends.dht_key(alice.now, id, run(1));
    assert_eq!(alice.pass(SECOND * 5), []);
}

#[test]
fn another_key_wins_over_a_silent_connection() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    alice.pass(SECOND * 4);
    alice.friends.dht_key(alice.now, id, run(2));
    let outputs: Vec<Output> = alice.pass(Duration::ZERO).into_iter().map(|(_, output)| output).collect();
    let expected = [
        Output::Close { id },
        Output::Offline(id),
        Output::StopSearch { id, dht_key: run(1) },
        Output::Search { id, dht_key: run(2) },
        Output::Connect { id, key: person(1), dht_key: run(2) },
    ];
    assert_eq!(outputs, expected);
}

#[test]
fn another_key_does_not_cut_a_connection_over_which_packets_come() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    alice.friends.dht_key(alice.now, id, run(2));
    assert_eq!(alice.pass_heard(id, 30), []);
    // The rumour is forgotten: later silence leads to a new attempt with the key that worked.
    let log = alice.pass(SECOND * 20);
    assert!(log.iter().any(|(_, output)| matches!(output, Output::Connect { dht_key, .. } if *dht_key == run(1))));
}

#[test]
fn without_knowledge_of_packets_another_key_is_believed() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    alice.fake.heard = None;
    alice.friends.dht_key(alice.now, id, run(2));
    assert_eq!(offline_after(&alice.pass(Duration::ZERO), id), Some(Duration::ZERO));
    assert_eq!(alice.friends.known_dht_key(id), Some(run(2)));
}

#[test]
fn a_friend_who_leaves_is_offline_and_tried_again_a_little_later() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    alice.friends.ended(alice.now, id, Ended::ByPeer);
    assert_eq!(alice.outputs(), [Output::Offline(id)]);
    let log = alice.pass(SECOND * 2);
    assert!(matches!(log.as_slice(), [(at, Output::Connect { .. })] if *at >= SECOND), "{log:?}");
}

#[test]
fn a_friend_who_asks_anew_over_a_silent_connection_gets_it_at_once() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    alice.pass_heard(id, 20);
    alice.pass(SECOND * 4);
    alice.friends.asked_anew(alice.now, id);
    assert_eq!(offline_after(&alice.pass(Duration::ZERO), id), Some(Duration::ZERO));
}

#[test]
fn an_old_request_of_a_friend_cuts_no_connection_that_works() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    alice.pass_heard(id, 20);
    for _ in 0..20 {
        alice.friends.asked_anew(alice.now, id);
        assert_eq!(alice.pass_heard(id, 2), []);
    }
}

#[test]
fn a_doubt_ends_with_the_first_packet_that_is_younger() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    alice.friends.network_changed(alice.now);
    assert_eq!(alice.pass_heard(id, 3), []);
    // Silence is judged as ever again: UDP may have failed, and relays need a moment.
    assert_eq!(offline_after(&alice.pass(SECOND * 20), id), Some(SILENCE_TIMEOUT - SECOND));
}
