//! Files from one client to another, which does everything inside callbacks.

use std::cell::{Cell, RefCell};
use std::ptr;
use std::rc::Rc;

use toxcore_ffi::types::*;
use toxcore_ffi::*;

use crate::support::{Heard, Pair, User};

/// The byte of every test file at a position.
fn byte(position: u64) -> u8 {
    (position * 7 + (position >> 8)) as u8
}

fn piece(position: u64, length: usize) -> Vec<u8> {
    (position..).take(length).map(byte).collect()
}

fn send_chunk(tox: *mut Tox, friend: u32, file: u32, position: u64, data: &[u8]) -> bool {
    let start = if data.is_empty() { ptr::null() } else { data.as_ptr() };
    unsafe { tox_file_send_chunk(tox, friend, file, position, start, data.len(), ptr::null_mut()) }
}

fn control(tox: *mut Tox, friend: u32, file: u32, control: u32) -> bool {
    unsafe { tox_file_control(tox, friend, file, control, ptr::null_mut()) }
}

/// Answers each request for a chunk at once, up to `end`.
fn serve(user: &User, end: u64) {
    user.react(move |tox, heard| {
        if let Heard::ChunkRequest(friend, file, position, length @ 1..) = *heard {
            let length = usize::try_from(end.saturating_sub(position)).unwrap_or(usize::MAX).min(length);
            assert!(send_chunk(tox, friend, file, position, &piece(position, length)));
        }
    });
}

/// Accepts each file, and puts it together.
fn collect(user: &User) -> Rc<RefCell<Vec<u8>>> {
    let file = Rc::new(RefCell::new(Vec::new()));
    let kept = Rc::clone(&file);
    user.react(move |tox, heard| match heard {
        Heard::Offer(friend, file, ..) => assert!(control(tox, *friend, *file, 0)),
        Heard::Chunk(.., position, Some(data)) => {
            assert_eq!(kept.borrow().len() as u64, *position);
            kept.borrow_mut().extend_from_slice(data);
        }
        _ => {}
    });
    file
}

fn ended(heard: &Heard) -> bool {
    matches!(heard, Heard::Chunk(.., None))
}

#[test]
fn files_of_every_boundary_arrive_and_both_ends_learn_it() {
    for size in [0, 1, 1370, 1371, 1372, 2742, 1_000_000] {
        let pair = Pair::online();
        serve(&pair.alice, u64::MAX);
        let file = collect(&pair.bob);
        assert_eq!(pair.alice.offer(0, size, b"name"), 0);
        pair.until(|pair| pair.bob.saw(ended) && pair.alice.saw(|h| matches!(h, Heard::ChunkRequest(.., 0))));
        assert!(*file.borrow() == piece(0, size as usize));
        // The end is told once, last, and at the end of the file.
        assert_eq!(pair.alice.heard().first(), Some(&Heard::Control(0, 0, 0)));
        assert_eq!(pair.alice.heard().last(), Some(&Heard::ChunkRequest(0, 0, size, 0)));
        assert_eq!(pair.bob.heard().last(), Some(&Heard::Chunk(0, 0x1_0000, size, None)));
        assert_eq!(pair.bob.heard_where(ended).len(), 1);
        pair.run(100);
        assert_eq!(pair.alice.control(0, 0, 2), (false, Tox_Err_File_Control::NotFound as u32));
        assert_eq!(pair.bob.control(0, 0x1_0000, 2), (false, Tox_Err_File_Control::NotFound as u32));
    }
}

#[test]
fn a_stream_ends_where_the_sender_says() {
    for end in [0, 1, 1371, 4000, 2 * 1371] {
        let pair = Pair::online();
        serve(&pair.alice, end);
        let file = collect(&pair.bob);
        assert_eq!(pair.alice.offer(0, u64::MAX, b"stream"), 0);
        pair.until(|pair| pair.bob.saw(ended) && pair.alice.saw(|h| matches!(h, Heard::ChunkRequest(.., 0))));
        assert!(*file.borrow() == piece(0, end as usize));
        assert_eq!(pair.alice.heard().last(), Some(&Heard::ChunkRequest(0, 0, end, 0)));
        assert_eq!(pair.bob.heard().last(), Some(&Heard::Chunk(0, 0x1_0000, end, None)));
    }
}

#[test]
fn a_file_begins_where_the_receiver_wants() {
    let pair = Pair::online();
    serve(&pair.alice, u64::MAX);
    let (size, start) = ((5_u64 << 32) + 17, (5_u64 << 32) - 3000);
    pair.bob.react(move |tox, heard| {
        if let Heard::Offer(friend, file, _, offered, _) = *heard {
            assert_eq!(offered, size);
            assert!(unsafe { tox_file_seek(tox, friend, file, start, ptr::null_mut()) });
            assert!(control(tox, friend, file, 0));
        }
    });
    pair.alice.offer(0, size, b"");
    pair.until(|pair| pair.bob.saw(ended));
    let chunks = pair.bob.heard_where(|heard| matches!(heard, Heard::Chunk(..)));
    assert_eq!(chunks.first(), Some(&Heard::Chunk(0, 0x1_0000, start, Some(piece(start, 1371)))));
    assert_eq!(chunks.len(), 4);
    assert_eq!(pair.alice.heard().get(1), Some(&Heard::ChunkRequest(0, 0, start, 1371)));
}

#[test]
fn chunks_may_be_given_later() {
    let pair = Pair::online();
    let file = collect(&pair.bob);
    pair.alice.offer(0, 200_000, b"");
    let next = Cell::new(0);
    pair.until(|pair| {
        // One chunk a turn, out of what was asked for so far.
        if let Some(Heard::ChunkRequest(friend, file, position, length @ 1..)) =
            pair.alice.heard_where(|h| matches!(h, Heard::ChunkRequest(..))).get(next.get()).cloned()
        {
            assert!(send_chunk(pair.alice.tox, friend, file, position, &piece(position, length)));
            next.set(next.get() + 1);
        }
        pair.bob.saw(ended)
    });
    assert!(*file.borrow() == piece(0, 200_000));
}

#[test]
fn nobody_is_asked_for_chunks_of_a_file_that_he_paused() {
    let pair = Pair::online();
    let file = collect(&pair.bob);
    let paused = Rc::new(Cell::new(false));
    let pause = Rc::clone(&paused);
    pair.alice.react(move |tox, heard| {
        if let Heard::ChunkRequest(friend, file, position, length @ 1..) = *heard {
            assert!(!pause.get(), "asked in the pause");
            assert!(send_chunk(tox, friend, file, position, &piece(position, length)));
            if position == 3 * 1371 {
                pause.set(true);
                assert!(control(tox, friend, file, 1));
            }
        }
    });
    pair.alice.offer(0, 50_000, b"");
    pair.until(|pair| pair.bob.saw(|heard| *heard == Heard::Control(0, 0x1_0000, 1)));
    pair.run(500);
    assert_eq!(file.borrow().len(), 4 * 1371);
    paused.set(false);
    assert_eq!(pair.alice.control(0, 0, 0), (true, 0));
    pair.until(|pair| pair.bob.saw(ended));
    assert!(*file.borrow() == piece(0, 50_000));
    assert!(pair.bob.saw(|heard| *heard == Heard::Control(0, 0x1_0000, 0)));
}

#[test]
fn many_files_go_at_once_and_keep_their_numbers() {
    let pair = Pair::online();
    serve(&pair.alice, u64::MAX);
    pair.bob.react(|tox, heard| {
        if let Heard::Offer(friend, file, ..) = heard {
            assert!(control(tox, *friend, *file, 0));
        }
    });
    let sizes: Vec<u64> = (0..40).map(|n| n * 1000).collect();
    for (number, size) in (0..).zip(&sizes) {
        assert_eq!(pair.alice.offer(0, *size, &[number as u8]), number);
    }
    pair.until(|pair| pair.bob.heard_where(ended).len() == 40);
    for (number, size) in (0..).zip(&sizes) {
        let file = (number + 1) << 16;
        assert!(pair.bob.saw(|heard| *heard == Heard::Offer(0, file, 0, *size, Some(vec![number as u8]))));
        assert!(pair.bob.saw(|heard| *heard == Heard::Chunk(0, file, *size, None)));
    }
}
