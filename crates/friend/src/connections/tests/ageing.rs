use super::*;
use crate::config::{DHT_KEY_LIFETIME, RETRY_DELAYS};

/// Lets every attempt fail after the time that net-crypto takes, for `seconds`; when each began.
fn attempts(alice: &mut Alice, id: FriendId, seconds: u64) -> Vec<u64> {
    let (start, mut began) = (alice.now, Vec::new());
    while alice.now - start < SECOND * seconds as u32 {
        for (_, output) in alice.pass(Duration::from_millis(100)) {
            if matches!(output, Output::Connect { .. }) {
                began.push((alice.now - start).as_secs());
                alice.pass(SECOND * 8);
                alice.friends.ended(alice.now, id, Ended::NoAnswer);
            }
        }
    }
    began
}

#[test]
fn the_first_attempts_follow_at_once_and_the_later_ones_ever_less_often() {
    let mut alice = Alice::new();
    let id = alice.found(1);
    alice.pass(SECOND * 8);
    alice.friends.ended(alice.now, id, Ended::NoAnswer);
    let began = attempts(&mut alice, id, 110);
    let gaps: Vec<u64> = began.windows(2).map(|pair| pair[1] - pair[0] - 8).collect();
    assert!(gaps.is_sorted() && gaps[0] <= 1 && *gaps.last().expect("some") >= 8, "{gaps:?}");
    assert!(began.len() <= 9, "{began:?}");
}

#[test]
fn news_of_a_friend_ends_the_waiting() {
    let mut alice = Alice::new();
    let id = alice.found(1);
    for news in 0..4 {
        for _ in 0..RETRY_DELAYS.len() {
            alice.friends.ended(alice.now, id, Ended::NoAnswer);
            alice.pass(SECOND * 30);
            alice.friends.dht_key(alice.now, id, run(1));
        }
        alice.friends.ended(alice.now, id, Ended::NoAnswer);
        alice.outputs();
        match news {
            0 => alice.friends.dht_key(alice.now, id, run(1)),
            1 => alice.friends.node_found(alice.now, &run(1), addr("192.0.2.1:33445")),
            2 => alice.relay(id, relay(1)),
            _ => alice.friends.network_changed(alice.now),
        }
        let began = alice.pass(Duration::ZERO).iter().any(|(_, output)| matches!(output, Output::Connect { .. }));
        let began = began || alice.friends.diagnose(alice.now, id).is_some_and(|now| now.phase == Phase::Connecting);
        assert!(began, "news {news}");
    }
}

#[test]
fn a_key_without_a_sign_of_life_is_forgotten_and_the_search_ends() {
    let mut alice = Alice::new();
    let id = alice.found(1);
    let log = alice.pass(DHT_KEY_LIFETIME + SECOND);
    let expected =
        [(DHT_KEY_LIFETIME, Output::Close { id }), (DHT_KEY_LIFETIME, Output::StopSearch { id, dht_key: run(1) })];
    assert_eq!(log, expected);
    assert_eq!((alice.friends.poll_timeout(), alice.friends.known_dht_key(id)), (None, None));
}

#[test]
fn signs_of_life_keep_a_key() {
    let mut alice = Alice::new();
    let id = alice.found(1);
    alice.pass(SECOND * 100);
    alice.friends.dht_key(alice.now, id, run(1));
    alice.pass(SECOND * 100);
    alice.friends.node_found(alice.now, &run(1), addr("192.0.2.1:33445"));
    alice.pass(SECOND * 100);
    assert_eq!(alice.friends.known_dht_key(id), Some(run(1)));
    alice.pass(SECOND * 23);
    assert_eq!(alice.friends.known_dht_key(id), None);
}

#[test]
fn going_offline_starts_the_age_of_the_key_anew() {
    let mut alice = Alice::new();
    let id = alice.connected(1);
    alice.pass_heard(id, 600);
    assert_eq!(alice.friends.known_dht_key(id), Some(run(1)));
    alice.friends.ended(alice.now, id, Ended::ByPeer);
    alice.pass(DHT_KEY_LIFETIME - SECOND);
    assert_eq!(alice.friends.known_dht_key(id), Some(run(1)));
    alice.pass(SECOND);
    assert_eq!(alice.friends.known_dht_key(id), None);
}

#[test]
fn the_diagnosis_tells_what_was_tried_and_what_comes_next() {
    let mut alice = Alice::new();
    let id = alice.add(1);
    let diagnosis = alice.friends.diagnose(alice.now, id).expect("a friend");
    assert_eq!((diagnosis.phase, diagnosis.dht_key, diagnosis.next_try), (Phase::Searching, None, None));
    alice.pass(SECOND);
    alice.friends.dht_key(alice.now, id, run(1));
    alice.friends.node_found(alice.now, &run(1), addr("192.0.2.1:33445"));
    alice.relay(id, relay(1));
    let diagnosis = alice.friends.diagnose(alice.now, id).expect("a friend");
    assert_eq!((diagnosis.phase, diagnosis.dht_key), (Phase::Connecting, Some((run(1), alice.now))));
    assert_eq!((diagnosis.addresses.len(), diagnosis.relays, diagnosis.last_end), (1, vec![relay(1)], None));
    alice.friends.ended(alice.now, id, Ended::NoAnswer);
    let diagnosis = alice.friends.diagnose(alice.now, id).expect("a friend");
    assert_eq!((diagnosis.phase, diagnosis.attempts), (Phase::Waiting, 1));
    assert_eq!(diagnosis.last_end, Some((Ended::NoAnswer, alice.now)));
    assert!(diagnosis.next_try.is_some_and(|at| at - alice.now <= SECOND));
}
