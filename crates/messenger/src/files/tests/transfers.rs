use toxcore_wire::messenger::{FileId, FileKind, UNKNOWN_FILE_SIZE};

use super::link::*;
use crate::files::{
    Direction, FileControl, FileControlError, FileEventKind, FileSendChunkError, FileSendError, NewFile,
};

/// Alice has offered `size` bytes, Bob knows.
fn offered(size: u64) -> (Side, Side) {
    let (mut alice, mut bob) = (Side::new(1), Side::new(2));
    alice.offer(size);
    exchange(&mut alice, &mut bob);
    (alice, bob)
}

fn accept(bob: &mut Side) {
    bob.control(bob.only_incoming(), FileControl::Resume);
}

/// What Bob got, in order of position.
fn joined(bob: &Side) -> Vec<u8> {
    let mut all = Vec::new();
    for (_, position, data) in &bob.received {
        assert_eq!(*position, all.len() as u64);
        all.extend_from_slice(data);
    }
    all
}

#[test]
fn files_of_every_boundary_size_arrive_whole() {
    for size in [0, 1, 1370, 1371, 1372, 3000, 2 * 1371, 1_000_000] {
        let (mut alice, mut bob) = offered(size);
        assert!(matches!(bob.last_event(), FileEventKind::Offered(offer)
            if offer.size == size && *offer.name == *b"name" && offer.id == FileId::from_bytes([7; 32])));
        accept(&mut bob);
        exchange(&mut alice, &mut bob);
        assert!(joined(&bob) == content(0, usize::try_from(size).unwrap()), "{size}");
        assert_eq!(bob.last_event(), &FileEventKind::Received { position: size, whole: true });
        assert_eq!(alice.events[0].1, FileEventKind::Accepted { position: 0 });
        assert_eq!(alice.last_event(), &FileEventKind::Sent { position: size });
        assert_eq!(alice.events.len(), 2);
        assert!(alice.files.transfers(FRIEND).is_empty() && bob.files.transfers(FRIEND).is_empty());
    }
}

#[test]
fn the_bytes_on_the_wire_are_those_of_the_protocol() {
    let (mut alice, mut bob) = (Side::new(1), Side::new(2));
    let file = alice.offer(3);
    let offer = alice.link.priority[0].clone();
    assert_eq!(offer[..14], [0x50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3]);
    assert_eq!(offer[14..], [[7; 32].as_slice(), b"name"].concat());
    carry(&mut alice, &mut bob);
    let incoming = bob.only_incoming();
    bob.files.seek(&mut bob.link, FRIEND, incoming, 1).unwrap();
    accept(&mut bob);
    assert_eq!(bob.link.priority, [vec![0x51, 1, 0, 3, 0, 0, 0, 0, 0, 0, 0, 1], vec![0x51, 1, 0, 0]]);
    carry(&mut bob, &mut alice);
    alice.control(file, FileControl::Pause);
    assert_eq!(alice.link.priority, [[0x51, 0, 0, 1]]);
    alice.answer_requests();
    assert_eq!(alice.link.bulk, [[0x52, 0, 1, 2]]);
    bob.control(incoming, FileControl::Cancel);
    assert_eq!(bob.link.priority, [[0x51, 1, 0, 2]]);
}

#[test]
fn a_stream_ends_where_the_application_says() {
    for last in [0, 5, 1370] {
        let (mut alice, mut bob) = offered(UNKNOWN_FILE_SIZE);
        accept(&mut bob);
        carry(&mut bob, &mut alice);
        for _ in 0..2 {
            let (file, position, length) = alice.requests.pop_front().unwrap();
            alice.files.send_chunk(&mut alice.link, FRIEND, file, position, &content(position, length)).unwrap();
        }
        let (file, position, _) = alice.requests.pop_front().unwrap();
        alice.files.send_chunk(&mut alice.link, FRIEND, file, position, &content(position, last)).unwrap();
        let next = alice.files.send_chunk(&mut alice.link, FRIEND, file, position, &[1; 1371]);
        assert_eq!(next, Err(FileSendChunkError::NotTransferring));
        alice.requests.clear();
        exchange(&mut alice, &mut bob);
        assert_eq!(joined(&bob), content(0, 2 * 1371 + last));
        let position = (2 * 1371 + last) as u64;
        assert_eq!(bob.last_event(), &FileEventKind::Received { position, whole: true });
        assert_eq!(alice.last_event(), &FileEventKind::Sent { position });
    }
}

#[test]
fn a_file_above_4_gib_may_be_sought_to_its_end() {
    let size = (5 << 32) + 17;
    let start = size - 4_000_000;
    let (mut alice, mut bob) = offered(size);
    let incoming = bob.only_incoming();
    for position in [77, start] {
        bob.files.seek(&mut bob.link, FRIEND, incoming, position).unwrap();
    }
    accept(&mut bob);
    exchange(&mut alice, &mut bob);
    assert_eq!(alice.events[0].1, FileEventKind::Accepted { position: start });
    assert_eq!(bob.received[0].1, start);
    let got: Vec<u8> = bob.received.iter().flat_map(|(_, _, data)| data.clone()).collect();
    assert!(got == content(start, 4_000_000));
    assert_eq!(bob.last_event(), &FileEventKind::Received { position: size, whole: true });
}

#[test]
fn either_side_pauses_and_only_who_paused_resumes() {
    let (mut alice, mut bob) = offered(10_000_000);
    accept(&mut bob);
    carry(&mut bob, &mut alice);
    let (outgoing, incoming) = (alice.files.transfers(FRIEND)[0], bob.only_incoming());
    alice.control(outgoing, FileControl::Pause);
    bob.control(incoming, FileControl::Pause);
    exchange(&mut alice, &mut bob);
    let received = bob.received.len();
    assert_eq!((alice.last_event(), bob.last_event()), (&FileEventKind::Paused, &FileEventKind::Paused));
    exchange(&mut alice, &mut bob);
    assert_eq!(bob.received.len(), received, "nothing moves while both pause");
    alice.control(outgoing, FileControl::Resume);
    exchange(&mut alice, &mut bob);
    assert_eq!(bob.received.len(), received, "nothing moves while one pauses");
    let denied = alice.files.control(&mut alice.link, FRIEND, outgoing, FileControl::Resume);
    assert_eq!(denied, Err(FileControlError::Denied));
    bob.control(incoming, FileControl::Resume);
    exchange(&mut alice, &mut bob);
    assert_eq!(alice.last_event(), &FileEventKind::Sent { position: 10_000_000 });
    assert!(joined(&bob) == content(0, 10_000_000));
}

#[test]
fn a_cancelled_transfer_is_over_on_both_sides_and_said_once() {
    for by_sender in [true, false] {
        let (mut alice, mut bob) = offered(10_000_000);
        accept(&mut bob);
        carry(&mut bob, &mut alice);
        let (outgoing, incoming) = (alice.files.transfers(FRIEND)[0], bob.only_incoming());
        if by_sender {
            alice.control(outgoing, FileControl::Cancel);
        } else {
            bob.control(incoming, FileControl::Cancel);
        }
        alice.requests.clear();
        carry(&mut alice, &mut bob);
        carry(&mut bob, &mut alice);
        let cancelled = |side: &Side| side.events.iter().filter(|(_, kind)| *kind == FileEventKind::Cancelled).count();
        assert_eq!((cancelled(&alice), cancelled(&bob)), (usize::from(!by_sender), usize::from(by_sender)));
        assert!(alice.files.transfers(FRIEND).is_empty() && bob.files.transfers(FRIEND).is_empty());
    }
}

#[test]
fn a_file_is_sent_only_when_its_last_packet_is_confirmed() {
    let (mut alice, mut bob) = offered(2000);
    accept(&mut bob);
    carry(&mut bob, &mut alice);
    alice.answer_requests();
    alice.files.delivered(FRIEND, 1);
    alice.poll(&[]);
    assert_eq!(alice.last_event(), &FileEventKind::Accepted { position: 0 });
    alice.files.delivered(FRIEND, 2);
    alice.poll(&[]);
    assert_eq!(alice.last_event(), &FileEventKind::Sent { position: 2000 });
}

#[test]
fn a_slot_whose_data_is_still_under_way_is_not_used_again() {
    let (mut alice, mut bob) = offered(1_000_000);
    accept(&mut bob);
    carry(&mut bob, &mut alice);
    let first = alice.files.transfers(FRIEND)[0];
    alice.answer_requests();
    alice.control(first, FileControl::Cancel);
    // Slot 0 is the lowest, but Bob would take the packets of the old file for data of the new one.
    let offers: Vec<_> = (0..255).map(|_| alice.offer(5).slot).collect();
    assert_eq!(offers, (1..=255).collect::<Vec<_>>());
    let file = NewFile { kind: FileKind::Data, size: 5, id: None, name: b"" };
    assert_eq!(alice.files.send(&mut alice.link, FRIEND, file), Err(FileSendError::TooMany));
    // The kill overtakes the data: Bob does not take it.
    while let Some(packet) = alice.link.priority.pop_front() {
        bob.take(&packet);
    }
    assert!(alice.link.bulk.len() > 100);
    for packet in alice.link.bulk.drain(..) {
        assert!(bob.files.handle_packet(&mut bob.link, FRIEND, &packet).is_err());
    }
    let sent = alice.link.bulk_sent;
    alice.files.delivered(FRIEND, sent);
    assert_eq!(alice.offer(5).slot, 0);
}

#[test]
fn files_share_the_connection_chunk_by_chunk() {
    let (mut alice, mut bob) = (Side::new(1), Side::new(2));
    for _ in 0..7 {
        alice.offer(500 * 1371);
    }
    exchange(&mut alice, &mut bob);
    for file in bob.files.transfers(FRIEND) {
        bob.control(file, FileControl::Resume);
    }
    while carry(&mut bob, &mut alice) + carry(&mut alice, &mut bob) > 0 || !alice.link.bulk.is_empty() {
        let mut counts = [0_i32; 7];
        for (file, ..) in &bob.received {
            counts[usize::from(file.slot)] += 1;
        }
        // Each may have its own look-ahead more than another.
        assert!(counts.iter().max().unwrap() - counts.iter().min().unwrap() <= 64, "{counts:?}");
        alice.answer_requests();
    }
    assert_eq!(bob.received.len(), 7 * 500);
}

#[test]
fn an_application_that_forgets_one_file_does_not_stop_the_others() {
    let (mut alice, mut bob) = (Side::new(1), Side::new(2));
    alice.link.bulk_room = 20;
    for _ in 0..3 {
        alice.offer(300 * 1371);
    }
    exchange(&mut alice, &mut bob);
    for file in bob.files.transfers(FRIEND) {
        bob.control(file, FileControl::Resume);
    }
    for _ in 0..10_000 {
        carry(&mut bob, &mut alice);
        alice.requests.retain(|(file, ..)| file.slot != 1);
        alice.answer_requests();
        carry(&mut alice, &mut bob);
        if alice.events.iter().filter(|(_, kind)| matches!(kind, FileEventKind::Sent { .. })).count() == 2 {
            return;
        }
    }
    panic!("{:?}", alice.files);
}

#[test]
fn chunks_for_which_there_is_no_room_any_longer_wait() {
    let (mut alice, mut bob) = offered(100 * 1371);
    accept(&mut bob);
    carry(&mut bob, &mut alice);
    assert_eq!(alice.requests.len(), 64);
    alice.link.bulk_room = 3;
    alice.answer_requests();
    assert_eq!(alice.link.bulk.len(), 3);
    for _ in 0..1000 {
        carry(&mut alice, &mut bob);
        alice.answer_requests();
        if alice.link.bulk_taken == 64 {
            alice.link.bulk_room = 100;
        }
    }
    assert!(joined(&bob) == content(0, 100 * 1371));
    assert_eq!(alice.last_event(), &FileEventKind::Sent { position: 137_100 });
}

#[test]
fn going_offline_ends_every_transfer_with_an_event() {
    let (mut alice, mut bob) = offered(10_000);
    bob.offer(5);
    exchange(&mut alice, &mut bob);
    alice.files.disconnected(FRIEND);
    alice.poll(&[]);
    let broken: Vec<_> = alice.events.iter().filter(|(_, kind)| *kind == FileEventKind::Broken).collect();
    assert_eq!(broken.len(), 2);
    assert_eq!((broken[0].0.direction, broken[1].0.direction), (Direction::Outgoing, Direction::Incoming));
    let file = NewFile { kind: FileKind::Data, size: 5, id: None, name: b"" };
    assert_eq!(alice.files.send(&mut alice.link, FRIEND, file), Err(FileSendError::FriendNotConnected));
    alice.files.connected(FRIEND);
    assert_eq!(alice.offer(9).slot, 0, "a new connection begins with free slots");
}

#[test]
fn the_number_of_a_transfer_that_ended_does_not_control_the_next_one() {
    let (mut alice, mut bob) = offered(5);
    let first = alice.files.transfers(FRIEND)[0];
    accept(&mut bob);
    exchange(&mut alice, &mut bob);
    let numbers: Vec<_> = (1..=255).map(|_| alice.offer(5).slot).collect();
    assert_eq!(numbers, (1..=255).collect::<Vec<_>>(), "slots that were never used come first");
    let second = alice.offer(5);
    assert_eq!(first.to_c(), second.to_c());
    let stale = alice.files.control(&mut alice.link, FRIEND, first, FileControl::Cancel);
    assert_eq!(stale, Err(FileControlError::NotFound));
    assert_eq!(alice.files.find(FRIEND, 0), Some(second));
    assert_eq!(alice.files.find_by_id(FRIEND, &FileId::from_bytes([7; 32])), Some(second), "the lowest slot");
    assert_eq!(alice.files.find(FRIEND, 256), None);
}

#[test]
fn ids_are_random_unless_given_and_avatars_keep_theirs() {
    let mut alice = Side::new(1);
    let new = |id| NewFile { kind: FileKind::Avatar, size: 5, id, name: b"" };
    let mut ids = Vec::new();
    for id in [None, None, Some(FileId::from_bytes([9; 32]))] {
        let file = alice.files.send(&mut alice.link, FRIEND, new(id)).unwrap();
        ids.push(alice.files.status(FRIEND, file).unwrap().id);
    }
    assert_ne!(ids[0], ids[1]);
    assert_eq!(ids[2], FileId::from_bytes([9; 32]));
    assert_eq!(alice.link.priority[2][2..6], [0, 0, 0, 1]);
}

#[test]
fn the_257th_file_and_a_name_of_256_bytes_are_refused() {
    let mut alice = Side::new(1);
    let long = NewFile { kind: FileKind::Data, size: 5, id: None, name: &[b'x'; 256] };
    assert_eq!(alice.files.send(&mut alice.link, FRIEND, long), Err(FileSendError::NameTooLong(256)));
    for slot in 0..=255 {
        assert_eq!(alice.offer(1).slot, slot);
    }
    let next = NewFile { name: &[b'x'; 255], ..long };
    assert_eq!(alice.files.send(&mut alice.link, FRIEND, next), Err(FileSendError::TooMany));
}
