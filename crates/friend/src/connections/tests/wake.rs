use super::*;
use crate::config::{ALIVE_TIMEOUT, DHT_KEY_LIFETIME, DOUBT_TIMEOUT, WAKE_BATCH};

#[test]
fn after_a_long_sleep_a_connection_is_begun_anew_at_once() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    alice.friends.node_found(alice.now, &run(1), addr("192.0.2.1:33445"));
    alice.outputs();
    let asleep = SECOND * 3_600;
    alice.now += asleep;
    alice.friends.resumed(alice.now, asleep);
    let outputs: Vec<Output> = alice.pass(Duration::ZERO).into_iter().map(|(_, output)| output).collect();
    let expected = [
        Output::Close { id },
        Output::Offline(id),
        Output::Connect { id, key: person(1), dht_key: run(1) },
        Output::AddAddress { id, addr: addr("192.0.2.1:33445"), evidence: Evidence::Told },
    ];
    assert_eq!(outputs, expected);
}

#[test]
fn after_a_short_sleep_a_connection_has_a_moment_to_prove_itself() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    let asleep = ALIVE_TIMEOUT - SECOND;
    alice.now += asleep;
    alice.friends.resumed(alice.now, asleep);
    assert_eq!(alice.pass(DOUBT_TIMEOUT - SECOND), []);
    let log = alice.pass(SECOND);
    assert_eq!(log.first(), Some(&(SECOND, Output::Close { id })));
}

#[test]
fn a_change_of_network_doubts_connections_and_restarts_attempts() {
    let mut alice = Alice::new();
    let online = alice.connected(1);
    let trying = alice.found(2);
    alice.pass(SECOND * 2);
    alice.friends.network_changed(alice.now);
    let connect = Output::Connect { id: trying, key: person(2), dht_key: run(2) };
    let outputs: Vec<Output> = alice.pass(SECOND).into_iter().map(|(_, output)| output).collect();
    assert_eq!(outputs, [Output::Close { id: trying }, connect]);
    let log = alice.pass(SECOND * 2);
    assert_eq!(log.first(), Some(&(DOUBT_TIMEOUT - SECOND, Output::Close { id: online })));
}

#[test]
fn sleep_does_not_age_keys() {
    let mut alice = Alice::new();
    let id = alice.found(1);
    alice.pass(SECOND * 100);
    let asleep = SECOND * 10_000;
    alice.now += asleep;
    alice.friends.resumed(alice.now, asleep);
    alice.pass(DHT_KEY_LIFETIME - SECOND);
    assert_eq!(alice.friends.known_dht_key(id), Some(run(1)));
}

#[test]
fn many_friends_come_back_in_batches() {
    let mut alice = Alice::new();
    for number in 1..=u8::try_from(WAKE_BATCH).expect("small") * 3 {
        alice.found(number);
    }
    alice.friends.resumed(alice.now, SECOND * 60);
    alice.outputs();
    let log = alice.pass(SECOND);
    let at = |at: Duration| log.iter().filter(|(when, _)| *when == at).count();
    assert_eq!((at(Duration::ZERO), log.len()), (WAKE_BATCH as usize, 3 * WAKE_BATCH as usize));
}
