use toxcore_sansio::Discard;

use super::link::*;
use crate::files::{FileControl, FileEventKind};

fn offer(slot: u8) -> Vec<u8> {
    [&[0x50, slot, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10, 0][..], &[3; 32], b"x"].concat()
}

#[test]
fn a_kill_is_never_answered() {
    let mut bob = Side::new(2);
    for side in 0..=255 {
        for slot in 0..=255 {
            let kill = [0x51, side, slot, 2];
            assert!(bob.files.handle_packet(&mut bob.link, FRIEND, &kill).is_err());
        }
    }
    assert!(bob.link.priority.is_empty());
}

#[test]
fn controls_for_free_slots_are_answered_with_a_kill_that_cannot_meet_a_later_offer() {
    let mut bob = Side::new(2);
    for control in [0, 1, 4, 255] {
        let _ = bob.files.handle_packet(&mut bob.link, FRIEND, &[0x51, 1, 9, control]);
        let _ = bob.files.handle_packet(&mut bob.link, FRIEND, &[0x51, 0, 9, control]);
    }
    let as_sender = bob.link.priority.iter().filter(|packet| packet[1] == 0).count();
    assert_eq!((as_sender, bob.link.priority.len()), (4, 5));
    assert_eq!(bob.link.priority[1], [0x51, 1, 9, 2], "as receiver once");
    bob.poll(&[]);
    assert!(bob.events.is_empty());
}

#[test]
fn both_sides_cancelling_at_once_fall_silent() {
    let (mut alice, mut bob) = (Side::new(1), Side::new(2));
    let outgoing = alice.offer(5000);
    exchange(&mut alice, &mut bob);
    let incoming = bob.only_incoming();
    alice.control(outgoing, FileControl::Cancel);
    bob.control(incoming, FileControl::Cancel);
    let (from_alice, from_bob) = (alice.link.priority.pop_front().unwrap(), bob.link.priority.pop_front().unwrap());
    assert_eq!(bob.files.handle_packet(&mut bob.link, FRIEND, &from_alice), Err(Discard::Unsolicited));
    assert_eq!(alice.files.handle_packet(&mut alice.link, FRIEND, &from_bob), Err(Discard::Unsolicited));
    assert!(alice.link.priority.is_empty() && bob.link.priority.is_empty());
}

#[test]
fn controls_that_cross_the_end_of_a_transfer_do_not_hurt_the_next_one() {
    let (mut alice, mut bob) = (Side::new(1), Side::new(2));
    let outgoing = alice.offer(5000);
    exchange(&mut alice, &mut bob);
    let incoming = bob.only_incoming();
    bob.control(incoming, FileControl::Resume);
    // Alice cancels while Bob accepts, and offers another file at once.
    alice.control(outgoing, FileControl::Cancel);
    let next = alice.offer(7000);
    assert_ne!(next.slot, outgoing.slot);
    let accept = bob.link.priority.pop_front().unwrap();
    assert_eq!(alice.files.handle_packet(&mut alice.link, FRIEND, &accept), Err(Discard::Unsolicited));
    assert!(alice.link.priority.iter().all(|packet| packet[0] == 0x50 || packet[3] == 2));
    while let Some(packet) = alice.link.priority.pop_front() {
        // The second kill for the first file finds nothing.
        let _ = bob.files.handle_packet(&mut bob.link, FRIEND, &packet);
        bob.poll(&packet);
    }
    assert!(bob.link.priority.is_empty());
    assert!(matches!(bob.last_event(), FileEventKind::Offered(offer) if offer.size == 7000));
}

#[test]
fn endless_offers_take_256_slots_and_no_more() {
    let mut bob = Side::new(2);
    for round in 0..10 {
        for slot in 0..=255 {
            let taken = bob.files.handle_packet(&mut bob.link, FRIEND, &offer(slot));
            assert_eq!(taken, if round == 0 { Ok(()) } else { Err(Discard::Full) });
        }
    }
    bob.poll(&[]);
    assert_eq!(bob.events.len(), 256);
    assert!(bob.link.priority.is_empty());
}

#[test]
fn offers_and_kills_in_a_storm_leave_nothing_behind() {
    let mut bob = Side::new(2);
    for _ in 0..10_000 {
        bob.take(&offer(200));
        bob.take(&[0x51, 0, 200, 2]);
        assert_eq!(bob.last_event(), &FileEventKind::Cancelled);
        bob.events.clear();
    }
    assert!(bob.files.transfers(FRIEND).is_empty());
}

#[test]
fn data_for_no_file_and_for_a_file_not_accepted_means_nothing() {
    let mut bob = Side::new(2);
    assert_eq!(bob.files.handle_packet(&mut bob.link, FRIEND, &[0x52, 0, 1]), Err(Discard::Unsolicited));
    bob.take(&offer(0));
    assert_eq!(bob.files.handle_packet(&mut bob.link, FRIEND, &[0x52, 0, 1]), Err(Discard::Unsolicited));
    bob.poll(&[]);
    assert_eq!(bob.events.len(), 1);
}

#[test]
fn controls_of_the_wrong_side_and_seeks_after_the_start_are_ignored() {
    let (mut alice, mut bob) = (Side::new(1), Side::new(2));
    alice.offer(5000);
    exchange(&mut alice, &mut bob);
    let incoming = bob.only_incoming();
    // The sender cannot accept for the receiver, nor seek.
    assert!(bob.files.handle_packet(&mut bob.link, FRIEND, &[0x51, 0, 0, 0]).is_err());
    assert!(bob.files.handle_packet(&mut bob.link, FRIEND, &[0x51, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 9]).is_err());
    bob.control(incoming, FileControl::Resume);
    exchange(&mut alice, &mut bob);
    assert_eq!(bob.received[0].1, 0);
    assert_eq!(bob.received.iter().map(|(_, _, data)| data.len()).sum::<usize>(), 5000);
}

#[test]
fn seeks_beyond_the_end_and_of_wrong_length_are_ignored() {
    let (mut alice, mut bob) = (Side::new(1), Side::new(2));
    let outgoing = alice.offer(5000);
    exchange(&mut alice, &mut bob);
    for seek in [
        &[0x51, 1, 0, 3, 0, 0, 0, 0, 0, 0, 0x13, 0x88][..],
        &[0x51, 1, 0, 3, 255, 255, 255, 255, 255, 255, 255, 255],
        &[0x51, 1, 0, 3, 0, 0, 0, 0, 0, 0, 1],
        &[0x51, 1, 0, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0],
        &[0x51, 1, 0, 3],
    ] {
        assert!(alice.files.handle_packet(&mut alice.link, FRIEND, seek).is_err(), "{seek:?}");
    }
    assert_eq!(alice.files.status(FRIEND, outgoing).unwrap().position, 0);
}

#[test]
fn packets_of_a_friend_that_is_not_online_are_refused() {
    let mut bob = Side::new(2);
    bob.files.disconnected(FRIEND);
    for packet in [offer(0), vec![0x51, 1, 0, 0], vec![0x52, 0]] {
        assert_eq!(bob.files.handle_packet(&mut bob.link, FRIEND, &packet), Err(Discard::Unsolicited));
    }
    assert!(bob.link.priority.is_empty());
}

#[test]
fn a_connection_that_is_gone_gives_errors_and_no_panic() {
    let (mut alice, mut bob) = (Side::new(1), Side::new(2));
    alice.offer(0);
    alice.offer(90_000);
    exchange(&mut alice, &mut bob);
    for file in bob.files.transfers(FRIEND) {
        bob.control(file, FileControl::Resume);
    }
    alice.link.closed = true;
    while let Some(packet) = bob.link.priority.pop_front() {
        alice.take(&packet);
    }
    let (file, position, length) = alice.requests.pop_front().unwrap();
    assert!(alice.files.send_chunk(&mut alice.link, FRIEND, file, position, &content(position, length)).is_err());
    assert!(alice.files.control(&mut alice.link, FRIEND, file, FileControl::Pause).is_err());
    alice.files.disconnected(FRIEND);
    alice.poll(&[]);
    assert_eq!(alice.last_event(), &FileEventKind::Broken);
}
