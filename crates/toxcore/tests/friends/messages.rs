//! Messages, receipts, names and statuses.

use std::time::Duration;

use toxcore::{Event, MAX_MESSAGE_LEN, MessageKind, SendMessageError, UserStatus};
use toxcore_sim::run_seeds;

use crate::support::Pair;

#[test]
fn messages_of_every_length_arrive_in_order_and_are_confirmed() {
    let mut pair = Pair::online(1);
    let lengths = [1, 2, 3, 100, 1000, MAX_MESSAGE_LEN - 1, MAX_MESSAGE_LEN];
    let texts: Vec<Vec<u8>> = lengths.iter().map(|len| vec![b'x'; *len]).collect();
    for text in &texts {
        let (to_bob, to_alice) = (pair.to_bob, pair.to_alice);
        pair.alice(|tox, now| tox.friend_send_message(now, to_bob, MessageKind::Normal, text)).unwrap();
        pair.bob(|tox, now| tox.friend_send_message(now, to_alice, MessageKind::Action, text)).unwrap();
    }
    pair.world.run(Duration::from_secs(2));
    for user in [pair.alice, pair.bob] {
        assert_eq!(pair.texts(user), texts);
        assert_eq!(pair.receipts(user), [1, 2, 3, 4, 5, 6, 7]);
    }
    let actions =
        pair.world.sim[pair.alice].count(|e| matches!(e, Event::FriendMessage { kind: MessageKind::Action, .. }));
    assert_eq!(actions, 7);
    let to_bob = pair.to_bob;
    let too_long = vec![b'x'; MAX_MESSAGE_LEN + 1];
    pair.alice(|tox, now| {
        let mut send = |text: &[u8]| tox.friend_send_message(now, to_bob, MessageKind::Normal, text);
        assert_eq!(send(&too_long), Err(SendMessageError::TooLong(1373)));
        assert_eq!(send(b""), Err(SendMessageError::Empty));
    });
}

#[test]
fn profiles_are_told_on_meeting_and_on_every_change() {
    let mut pair = Pair::online(2);
    let to_alice = pair.to_alice;
    pair.alice(|tox, now| {
        tox.set_name(now, "Älice ☃".as_bytes()).unwrap();
        tox.set_status_message(now, &[b's'; 1007]).unwrap();
        tox.set_status(now, UserStatus::Busy);
        assert!(tox.set_name(now, &[b'n'; 129]).is_err());
        assert!(tox.set_status_message(now, &[b's'; 1008]).is_err());
    });
    pair.world.run(Duration::from_secs(1));
    pair.bob(|tox, _| {
        assert_eq!(tox.friend_name(to_alice).unwrap(), "Älice ☃".as_bytes());
        assert_eq!(tox.friend_status_message(to_alice).unwrap(), [b's'; 1007]);
        assert_eq!(tox.friend_status(to_alice).unwrap(), UserStatus::Busy);
        assert!(!tox.friend_typing(to_alice).unwrap());
    });
    let to_bob = pair.to_bob;
    pair.alice(|tox, now| tox.set_typing(now, to_bob, true)).unwrap();
    pair.world.run(Duration::from_secs(1));
    assert!(pair.world.sim[pair.bob].tox.friend_typing(to_alice).unwrap());
}

#[test]
fn custom_packets_arrive() {
    let mut pair = Pair::online(3);
    let to_bob = pair.to_bob;
    pair.alice(|tox, now| {
        tox.friend_send_lossless_packet(now, to_bob, &[160, 1, 2]).unwrap();
        tox.friend_send_lossless_packet(now, to_bob, &[191; 1373]).unwrap();
        tox.friend_send_lossy_packet(now, to_bob, &[200, 3]).unwrap();
        assert!(tox.friend_send_lossless_packet(now, to_bob, &[159]).is_err());
        assert!(tox.friend_send_lossy_packet(now, to_bob, &[255]).is_err());
    });
    pair.world.run(Duration::from_secs(1));
    let bob = &pair.world.sim[pair.bob];
    assert_eq!(bob.count(|e| matches!(e, Event::FriendLosslessPacket { .. })), 2);
    assert!(bob.saw(|e| matches!(e, Event::FriendLossyPacket { data, .. } if **data == [200, 3])));
}

/// Past defect 32: a message sent from the receipt callback never got its receipt.
#[test]
fn message_sent_on_a_receipt_gets_its_own() {
    run_seeds(0..5, |seed| {
        let mut pair = Pair::online(seed);
        let to_bob = pair.to_bob;
        let alice = pair.alice;
        pair.world.sim.call(alice, |host, _| {
            host.reaction = Some(Box::new(move |tox, now, event| {
                if let Event::FriendReadReceipt { message, .. } = event
                    && message.get() < 20
                {
                    tox.friend_send_message(now, to_bob, MessageKind::Normal, b"next").unwrap();
                }
            }));
        });
        pair.alice(|tox, now| tox.friend_send_message(now, to_bob, MessageKind::Normal, b"first")).unwrap();
        pair.world.run(Duration::from_secs(10));
        assert_eq!(pair.receipts(alice), (1..=20).collect::<Vec<u32>>());
        assert_eq!(pair.texts(pair.bob).len(), 20);
    });
}

#[test]
fn messages_under_way_when_the_friend_vanishes_are_reported() {
    let mut pair = Pair::online(5);
    let (to_bob, bob) = (pair.to_bob, pair.bob);
    pair.world.sim.remove(bob, toxcore_sim::Departure::Vanish);
    for _ in 0..3 {
        pair.alice(|tox, now| tox.friend_send_message(now, to_bob, MessageKind::Normal, b"hello?")).unwrap();
    }
    let alice = pair.alice;
    pair.until(40, |sim| sim[alice].count(|e| matches!(e, Event::FriendMessageUndelivered { .. })) == 3);
    let refused = pair.alice(|tox, now| tox.friend_send_message(now, to_bob, MessageKind::Normal, b"?"));
    assert_eq!(refused, Err(SendMessageError::FriendNotConnected));
}
