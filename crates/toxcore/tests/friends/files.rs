//! Files, both ways.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use toxcore::files::{FileControl, FileNumber, NewFile};
use toxcore::{Event, FileKind, FileRecvControl, Instant, Tox, UNKNOWN_FILE_SIZE};
use toxcore_sim::HostId;

use crate::support::Pair;

/// The byte of every test file at a position.
fn byte(position: u64) -> u8 {
    (position * 7 + (position >> 8)) as u8
}

fn piece(position: u64, length: usize) -> Vec<u8> {
    (position..).take(length).map(byte).collect()
}

/// What a user received.
type Received = Rc<RefCell<Vec<(FileNumber, Vec<u8>)>>>;

/// Gives chunks when asked, accepts whatever is offered, and keeps it.
fn serve(pair: &mut Pair, user: HostId, stream_end: u64) -> Received {
    let received = Received::default();
    let kept = received.clone();
    let reaction = move |tox: &mut Tox, now: Instant, event: &Event| match event {
        Event::FileRecv { friend, file, .. } => {
            kept.borrow_mut().push((*file, Vec::new()));
            tox.file_control(now, *friend, *file, FileControl::Resume).unwrap();
        }
        Event::FileChunkRequest { friend, file, position, length } => {
            let length = (*length).min((stream_end.saturating_sub(*position)) as usize);
            tox.file_send_chunk(now, *friend, *file, *position, &piece(*position, length)).unwrap();
        }
        Event::FileRecvChunk { file, position, data, .. } => {
            let mut kept = kept.borrow_mut();
            let (_, bytes) = kept.iter_mut().find(|(number, _)| number == file).unwrap();
            assert_eq!(bytes.len() as u64, *position);
            bytes.extend_from_slice(data);
        }
        _ => {}
    };
    pair.world.sim.call(user, |host, _| host.reaction = Some(Box::new(reaction)));
    received
}

fn file(size: u64) -> NewFile<'static> {
    NewFile { kind: FileKind::Data, size, id: None, name: b"a file.bin" }
}

#[test]
fn files_of_all_sizes_arrive_both_ways_at_once() {
    let mut pair = Pair::online(1);
    let sizes: [u64; 7] = [0, 1, 1370, 1371, 1372, 13_710, 1_000_000];
    let (alice, bob, to_bob, to_alice) = (pair.alice, pair.bob, pair.to_bob, pair.to_alice);
    let at_alice = serve(&mut pair, alice, u64::MAX);
    let at_bob = serve(&mut pair, bob, u64::MAX);
    for size in sizes {
        pair.alice(|tox, now| tox.file_send(now, to_bob, file(size))).unwrap();
        pair.bob(|tox, now| tox.file_send(now, to_alice, file(size))).unwrap();
    }
    let done = |e: &Event| matches!(e, Event::FileReceived { whole: true, .. });
    let sent = |e: &Event| matches!(e, Event::FileSent { .. });
    pair.until(60, |sim| [alice, bob].into_iter().all(|user| sim[user].count(done) == 7 && sim[user].count(sent) == 7));
    for received in [at_alice, at_bob] {
        for (size, (_, bytes)) in sizes.iter().zip(&*received.borrow()) {
            assert_eq!(*bytes, piece(0, *size as usize), "{size}");
        }
    }
}

#[test]
fn stream_of_unknown_size_ends_where_the_sender_ends_it() {
    for (seed, end) in (0..).zip([0_u64, 1, 1371, 4000, 13_710]) {
        let mut pair = Pair::online(seed);
        let (alice, bob, to_bob) = (pair.alice, pair.bob, pair.to_bob);
        serve(&mut pair, alice, end);
        let received = serve(&mut pair, bob, 0);
        pair.alice(|tox, now| tox.file_send(now, to_bob, file(UNKNOWN_FILE_SIZE))).unwrap();
        pair.until(20, |sim| sim[bob].saw(|e| matches!(e, Event::FileReceived { .. })));
        pair.until(20, |sim| sim[alice].saw(|e| matches!(e, Event::FileSent { .. })));
        assert_eq!(received.borrow()[0].1, piece(0, end as usize));
    }
}

#[test]
fn transfer_begins_where_the_receiver_wants_stops_and_ends_when_somebody_says_so() {
    let mut pair = Pair::online(2);
    let (alice, bob, to_bob, to_alice) = (pair.alice, pair.bob, pair.to_bob, pair.to_alice);
    serve(&mut pair, alice, u64::MAX);
    let size = 5_000_000_000;
    let outgoing = pair.alice(|tox, now| tox.file_send(now, to_bob, file(size))).unwrap();
    pair.until(5, |sim| sim[bob].saw(|e| matches!(e, Event::FileRecv { .. })));
    let incoming = pair.world.sim[bob].tox.files().transfers(to_alice)[0];
    let start = size - 4_000_000;
    pair.bob(|tox, now| {
        tox.file_seek(now, to_alice, incoming, start).unwrap();
        tox.file_control(now, to_alice, incoming, FileControl::Resume).unwrap();
    });
    let accepted = |e: &Event| matches!(e, Event::FileRecvControl { control: FileRecvControl::Accepted { position }, .. } if *position == start);
    pair.until(5, |sim| sim[alice].saw(accepted));
    let chunks = |e: &Event| matches!(e, Event::FileRecvChunk { .. });
    pair.until(5, |sim| sim[bob].count(chunks) > 10);

    pair.bob(|tox, now| tox.file_control(now, to_alice, incoming, FileControl::Pause)).unwrap();
    pair.world.run(Duration::from_secs(2));
    assert!(
        pair.world.sim[alice].saw(|e| { matches!(e, Event::FileRecvControl { control: FileRecvControl::Paused, .. }) })
    );
    let paused_at = pair.world.sim[bob].count(chunks);
    pair.world.run(Duration::from_secs(2));
    assert_eq!(pair.world.sim[bob].count(chunks), paused_at);

    pair.bob(|tox, now| tox.file_control(now, to_alice, incoming, FileControl::Resume)).unwrap();
    pair.until(5, |sim| sim[bob].count(chunks) > paused_at);
    pair.alice(|tox, now| tox.file_control(now, to_bob, outgoing, FileControl::Cancel)).unwrap();
    pair.until(5, |sim| {
        sim[bob].saw(|e| matches!(e, Event::FileRecvControl { control: FileRecvControl::Cancelled, .. }))
    });
    assert!(pair.world.sim[bob].tox.files().transfers(to_alice).is_empty());
}

#[test]
fn transfer_of_a_friend_who_vanishes_is_broken() {
    let mut pair = Pair::online(3);
    let (alice, bob, to_bob) = (pair.alice, pair.bob, pair.to_bob);
    serve(&mut pair, alice, u64::MAX);
    serve(&mut pair, bob, 0);
    pair.alice(|tox, now| tox.file_send(now, to_bob, file(1_000_000_000))).unwrap();
    pair.until(10, |sim| sim[bob].saw(|e| matches!(e, Event::FileRecvChunk { .. })));
    pair.world.sim.remove(bob, toxcore_sim::Departure::Vanish);
    pair.until(40, |sim| sim[alice].saw(|e| matches!(e, Event::FileBroken { .. })));
    assert!(pair.world.sim[alice].tox.files().transfers(to_bob).is_empty());
}

#[test]
fn nobody_who_pauses_is_asked_for_chunks_until_it_goes_on() {
    let mut pair = Pair::online(4);
    let (alice, bob, to_bob) = (pair.alice, pair.bob, pair.to_bob);
    let received = serve(&mut pair, bob, 0);
    let mut paused = false;
    let reaction = move |tox: &mut Tox, now: Instant, event: &Event| {
        if let Event::FileChunkRequest { friend, file, position, length } = event {
            assert!(!paused, "asked for {position} in the pause");
            tox.file_send_chunk(now, *friend, *file, *position, &piece(*position, *length)).unwrap();
            paused = *position == 5 * 1371;
            if paused {
                tox.file_control(now, *friend, *file, FileControl::Pause).unwrap();
            }
        }
        if let Event::FriendReadReceipt { .. } = event {
            paused = false;
        }
    };
    pair.world.sim.call(alice, |host, _| host.reaction = Some(Box::new(reaction)));
    let outgoing = pair.alice(|tox, now| tox.file_send(now, to_bob, file(100_000))).unwrap();
    pair.until(5, |sim| sim[bob].saw(|e| matches!(e, Event::FileRecvControl { .. })));
    pair.world.run(Duration::from_secs(1));
    assert_eq!(received.borrow()[0].1.len(), 6 * 1371);
    // The receipt comes before the friend could answer that it goes on.
    pair.alice(|tox, now| tox.friend_send_message(now, to_bob, toxcore::MessageKind::Normal, b"now")).unwrap();
    pair.until(5, |sim| sim[alice].saw(|e| matches!(e, Event::FriendReadReceipt { .. })));
    pair.alice(|tox, now| tox.file_control(now, to_bob, outgoing, FileControl::Resume)).unwrap();
    pair.until(5, |sim| sim[alice].saw(|e| matches!(e, Event::FileSent { position: 100_000, .. })));
    assert!(received.borrow()[0].1 == piece(0, 100_000));
}

#[test]
fn transfer_whose_end_is_not_told_yet_can_be_cancelled() {
    let mut pair = Pair::online(5);
    let (alice, bob, to_bob) = (pair.alice, pair.bob, pair.to_bob);
    serve(&mut pair, alice, u64::MAX);
    let reaction = |tox: &mut Tox, now: Instant, event: &Event| match event {
        Event::FileRecv { friend, file, .. } => {
            tox.file_control(now, *friend, *file, FileControl::Resume).unwrap();
        }
        Event::FileRecvChunk { friend, file, .. } => {
            tox.file_control(now, *friend, *file, FileControl::Cancel).unwrap();
            assert!(tox.file_control(now, *friend, *file, FileControl::Cancel).is_err());
        }
        _ => {}
    };
    pair.world.sim.call(bob, |host, _| host.reaction = Some(Box::new(reaction)));
    pair.alice(|tox, now| tox.file_send(now, to_bob, file(100))).unwrap();
    pair.until(5, |sim| sim[alice].saw(|e| matches!(e, Event::FileSent { .. })));
    assert_eq!(pair.world.sim[bob].count(|e| matches!(e, Event::FileRecvChunk { .. })), 1);
    assert!(!pair.world.sim[bob].saw(|e| matches!(e, Event::FileReceived { .. })));
}
