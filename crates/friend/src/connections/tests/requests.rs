use toxcore_sansio::Discard;
use toxcore_wire::friend::{FriendRequest, NoSpam};

use super::*;
use crate::config::{MAX_KNOWN_REQUESTERS, MAX_REQUEST_MESSAGE_LEN, REQUEST_BURST, REQUEST_REFILL};
use crate::{NoSpamTerms, RequestStatus};

const OURS: NoSpam = NoSpam::from_bytes([1, 2, 3, 4]);
const OTHER: NoSpam = NoSpam::from_bytes([5, 6, 7, 8]);

fn payload(no_spam: NoSpam, message: &[u8]) -> Vec<u8> {
    [no_spam.as_bytes(), message].concat()
}

fn asked() -> Alice {
    let mut alice = Alice::new();
    alice.friends.set_no_spam(OURS);
    alice
}

fn stranger(number: u32) -> LongTermPublicKey {
    let mut bytes = [9; 32];
    bytes[..4].copy_from_slice(&number.to_le_bytes());
    LongTermPublicKey::from_bytes(bytes)
}

#[test]
fn a_request_with_our_nospam_reaches_the_user_once() {
    let mut alice = asked();
    let request = payload(OURS, b"it is me");
    assert_eq!(alice.friends.handle_request(alice.now, person(1), &request), Ok(()));
    assert_eq!(alice.outputs(), [Output::Request { sender: person(1), message: b"it is me".to_vec() }]);
    assert_eq!(alice.friends.handle_request(alice.now, person(1), &request), Err(Discard::Replay));
}

#[test]
fn every_legal_length_of_a_message_goes_out_and_comes_in() {
    for len in [1, 2, 500, MAX_REQUEST_MESSAGE_LEN - 1, MAX_REQUEST_MESSAGE_LEN] {
        let (mut alice, mut bob) = (asked(), Alice::new());
        let id = bob.add(9);
        bob.friends.set_request(bob.now, id, OURS, &vec![b'x'; len]).expect("legal");
        let content = bob.friends.request_payload(id).expect("a request").to_vec();
        assert_eq!(alice.friends.handle_request(alice.now, person(1), &content), Ok(()), "{len}");
        assert_eq!(alice.outputs(), [Output::Request { sender: person(1), message: vec![b'x'; len] }]);
    }
}

#[test]
fn messages_of_no_legal_length_are_refused_before_they_are_sent() {
    let mut bob = Alice::new();
    let id = bob.add(9);
    assert_eq!(bob.friends.set_request(bob.now, id, OURS, b""), Err(SetRequestError::NoMessage));
    let long = vec![b'x'; MAX_REQUEST_MESSAGE_LEN + 1];
    assert_eq!(bob.friends.set_request(bob.now, id, OURS, &long), Err(SetRequestError::TooLong(922)));
    bob.friends.remove(bob.now, id);
    assert_eq!(bob.friends.set_request(bob.now, id, OURS, b"hi"), Err(SetRequestError::NoSuchFriend));
}

#[test]
fn what_is_no_request_is_dropped_at_every_length() {
    let mut alice = asked();
    for len in (0..FriendRequest::MIN_LEN).chain(FriendRequest::MAX_LEN + 1..1400) {
        let bytes: Vec<u8> = OURS.as_bytes().iter().copied().cycle().take(len).collect();
        let result = alice.friends.handle_request(alice.now, stranger(len as u32), &bytes);
        assert!(matches!(result, Err(Discard::Malformed(_))), "{len}");
    }
    assert_eq!(alice.outputs(), []);
}

#[test]
fn wrong_nospam_friends_and_ourselves_are_not_heard() {
    let mut alice = asked();
    alice.add(2);
    let mut ask = |who, no_spam| alice.friends.handle_request(alice.now, who, &payload(no_spam, b"hi"));
    assert_eq!(ask(person(1), OTHER), Err(Discard::Forbidden));
    assert_eq!(ask(person(2), OURS), Err(Discard::Unsolicited));
    assert_eq!(ask(person(0), OURS), Err(Discard::OwnKey));
    // Who was wrong may try again.
    assert_eq!(ask(person(1), OURS), Ok(()));
}

#[test]
fn a_new_nospam_replaces_the_old_one_and_others_stay() {
    let mut alice = asked();
    assert!(alice.friends.accept_no_spam(OTHER, NoSpamTerms::default()));
    let newest = NoSpam::from_u32(77);
    alice.friends.set_no_spam(newest);
    let mut ask = |who, no_spam| alice.friends.handle_request(alice.now, who, &payload(no_spam, b"hi"));
    assert_eq!(ask(person(1), OURS), Err(Discard::Forbidden));
    assert_eq!((ask(person(1), OTHER), ask(person(2), newest)), (Ok(()), Ok(())));
}

#[test]
fn a_flood_with_one_nospam_is_cut_and_another_one_still_works() {
    let mut alice = asked();
    alice.friends.accept_no_spam(OTHER, NoSpamTerms::default());
    let mut heard = 0;
    for number in 0..10_000 {
        heard += u32::from(alice.friends.handle_request(alice.now, stranger(number), &payload(OURS, b"buy")).is_ok());
    }
    assert_eq!((heard, alice.outputs().len()), (REQUEST_BURST, REQUEST_BURST as usize));
    assert_eq!(alice.friends.handle_request(alice.now, person(1), &payload(OTHER, b"hi")), Ok(()));
    // Who was cut off is heard when he repeats himself, as clients do.
    let late = stranger(9_999);
    assert_eq!(alice.friends.handle_request(alice.now, late, &payload(OURS, b"hi")), Err(Discard::Limited));
    alice.now += REQUEST_REFILL;
    assert_eq!(alice.friends.handle_request(alice.now, late, &payload(OURS, b"hi")), Ok(()));
}

#[test]
fn the_memory_of_requesters_is_bounded() {
    let mut alice = asked();
    for number in 0..2 * MAX_KNOWN_REQUESTERS as u32 {
        alice.now += REQUEST_REFILL;
        alice.friends.handle_request(alice.now, stranger(number), &payload(OURS, b"hi")).expect("a new one");
        alice.outputs();
    }
    assert_eq!(alice.friends.known_requesters().count(), MAX_KNOWN_REQUESTERS);
}

#[test]
fn who_was_a_friend_may_ask_again_and_who_is_ignored_may_not() {
    let mut alice = asked();
    let request = payload(OURS, b"hi");
    alice.friends.handle_request(alice.now, person(1), &request).expect("first");
    let id = alice.add(1);
    alice.friends.remove(alice.now, id);
    assert_eq!(alice.friends.handle_request(alice.now, person(1), &request), Ok(()));
    alice.friends.ignore_requester(person(2));
    assert_eq!(alice.friends.handle_request(alice.now, person(2), &request), Err(Discard::Replay));
    alice.friends.forget_requester(&person(2));
    assert_eq!(alice.friends.handle_request(alice.now, person(2), &request), Ok(()));
}

#[test]
fn our_request_is_repeated_at_doubling_intervals_until_confirmed() {
    let mut alice = Alice::new();
    let id = alice.add(1);
    alice.friends.set_request(alice.now, id, OTHER, b"hi").expect("legal");
    assert_eq!(alice.friends.request_status(id), Some(RequestStatus::ToSend));
    let mut times = Vec::new();
    for _ in 0..5 {
        let log = alice.pass(alice.friends.poll_timeout().expect("a repetition") - alice.now);
        assert_eq!(log.last().map(|(_, output)| output), Some(&Output::SendRequest { id }));
        times.push((alice.now - Instant::ZERO).as_secs());
        alice.friends.request_sent(alice.now, id, true);
    }
    assert_eq!(times, [0, 5, 15, 35, 75]);
    assert_eq!(alice.friends.request_status(id), Some(RequestStatus::Sent));
    alice.friends.confirm(id);
    assert_eq!((alice.friends.poll_timeout(), alice.friends.request_status(id)), (None, None));
}

#[test]
fn a_request_without_a_way_waits_longer_and_longer_until_the_friend_is_found() {
    let mut alice = Alice::new();
    let id = alice.add(1);
    alice.friends.set_request(alice.now, id, OTHER, b"hi").expect("legal");
    let mut tries = 0;
    for _ in 0..600 {
        for (_, output) in alice.pass(SECOND) {
            assert_eq!(output, Output::SendRequest { id });
            alice.friends.request_sent(alice.now, id, false);
            tries += 1;
        }
    }
    assert!((12..=18).contains(&tries), "{tries}");
    alice.friends.friend_found(alice.now, id);
    assert_eq!(alice.pass(Duration::ZERO), [(Duration::ZERO, Output::SendRequest { id })]);
}

#[test]
fn over_a_connection_a_request_is_a_packet() {
    let mut bob = Alice::new();
    let id = bob.friends.hold(bob.now, person(1)).expect("free");
    bob.friends.offer(bob.now, &person(1), run(1), None).expect("wanted");
    bob.friends.established(bob.now, id);
    let id = bob.friends.add(bob.now, person(1)).expect("held only");
    bob.friends.set_request(bob.now, id, OURS, b"hi").expect("legal");
    bob.fake.heard = Some(bob.now);
    bob.due();
    let packet = bob.fake.sent.iter().find(|sent| sent[0] == FriendRequest::CONNECTION_KIND).expect("sent").clone();
    // Alice knows Bob from a conference only.
    let mut alice = asked();
    let id = alice.friends.hold(alice.now, person(1)).expect("free");
    alice.friends.offer(alice.now, &person(1), run(1), None).expect("wanted");
    alice.friends.established(alice.now, id);
    alice.outputs();
    assert_eq!(alice.receive(id, &packet), Ok(Handled::Here));
    assert_eq!(alice.outputs(), [Output::Request { sender: person(1), message: b"hi".to_vec() }]);
}
