//! Turns that give events as lists.

use std::ffi::c_void;
use std::ptr;

use toxcore_ffi::types::*;
use toxcore_ffi::*;

use crate::support::{Heard, Pair, code};

/// A turn whose list of events goes through its encoding, and then to the callbacks.
pub(crate) fn iterate(tox: *mut Tox, user_data: *mut c_void) {
    let (events, error) =
        code(|error: *mut Tox_Err_Events_Iterate| unsafe { tox_events_iterate(tox, ptr::null(), error) });
    assert_eq!(error, 0);
    assert_eq!(events.is_null(), unsafe { tox_events_get_size(events) } == 0);
    let mut bytes = vec![0; unsafe { tox_events_bytes_size(events) } as usize];
    assert!(unsafe { tox_events_get_bytes(events, bytes.as_mut_ptr()) });
    let again = unsafe { tox_events_load(ptr::null(), bytes.as_ptr(), bytes.len() as u32) };
    assert!(unsafe { tox_events_equal(ptr::null(), events, again) });
    unsafe {
        tox_events_free(events);
        tox_events_dispatch(tox, again, user_data);
        tox_events_free(again);
    }
}

/// Two friends who are online, of whom the first takes lists of events.
fn pair() -> Pair {
    let pair = Pair::online();
    pair.alice.by_events.set(true);
    unsafe { tox_events_init(pair.alice.tox) };
    pair
}

#[test]
fn lists_tell_what_callbacks_tell() {
    let pair = pair();
    assert!(pair.bob.set_name(b"one"));
    assert!(pair.bob.set_name(b""));
    let text = b"here";
    assert!(unsafe { tox_self_set_status_message(pair.bob.tox, text.as_ptr(), text.len(), ptr::null_mut()) });
    unsafe { tox_self_set_status(pair.bob.tox, 2) };
    assert_eq!(pair.bob.send_message(0, b"hi"), 1);
    let (lossless, lossy) = ([160, 1, 2], [254, 3]);
    assert!(unsafe { tox_friend_send_lossless_packet(pair.bob.tox, 0, lossless.as_ptr(), 3, ptr::null_mut()) });
    assert!(unsafe { tox_friend_send_lossy_packet(pair.bob.tox, 0, lossy.as_ptr(), 2, ptr::null_mut()) });
    assert!(unsafe { tox_self_set_typing(pair.bob.tox, 0, true, ptr::null_mut()) });
    pair.until(|pair| {
        let seen = |wanted: Heard| pair.alice.saw(|heard| *heard == wanted);
        let packets = [Heard::Lossy(0, lossy.to_vec()), Heard::Lossless(0, lossless.to_vec())];
        seen(Heard::Typing(0, true)) && packets.into_iter().all(seen)
    });
    // Packets of programs have an order of their own.
    let in_order = pair.alice.heard_where(|heard| !matches!(heard, Heard::Lossy(..) | Heard::Lossless(..)));
    let expected = [
        Heard::Name(0, b"one".to_vec()),
        Heard::Name(0, Vec::new()),
        Heard::StatusMessage(0, text.to_vec()),
        Heard::Status(0, 2),
        Heard::Message(0, 0, b"hi".to_vec()),
        Heard::Typing(0, true),
    ];
    assert_eq!(in_order, expected);
    assert_eq!(pair.alice.send_message(0, b"hello"), 1);
    pair.until(|pair| pair.alice.saw(|heard| *heard == Heard::Receipt(0, 1)));
    pair.bob.kill();
    pair.until(|pair| pair.alice.saw(|heard| *heard == Heard::Connection(0, 0)));
}

#[test]
fn requests_are_lists_too() {
    let pair = Pair::strangers();
    pair.alice.by_events.set(true);
    let (address, text) = (pair.alice.address(), b"let me in");
    assert_eq!(
        unsafe { tox_friend_add(pair.bob.tox, address.as_ptr(), text.as_ptr(), text.len(), ptr::null_mut()) },
        0
    );
    let request = Heard::Request(pair.bob.key(), text.to_vec());
    pair.until(|pair| pair.alice.saw(|heard| *heard == request));
}

/// What is in a file at a position.
fn content(position: u64) -> u8 {
    (position % 251) as u8
}

fn send_what_is_asked_for(tox: *mut Tox, heard: &Heard) {
    if let Heard::ChunkRequest(friend, file, position, length @ 1..) = heard {
        let data: Vec<u8> = (*position..).take(*length).map(content).collect();
        let sent =
            unsafe { tox_file_send_chunk(tox, *friend, *file, *position, data.as_ptr(), *length, ptr::null_mut()) };
        assert!(sent);
    }
}

fn accept_what_is_offered(tox: *mut Tox, heard: &Heard) {
    if let Heard::Offer(friend, file, ..) = heard {
        assert!(unsafe { tox_file_control(tox, *friend, *file, 0, ptr::null_mut()) });
    }
}

#[test]
fn files_go_both_ways_by_lists() {
    const SIZE: u64 = 200_000;
    let pair = pair();
    for user in [&pair.alice, &pair.bob] {
        user.react(|tox, heard| {
            send_what_is_asked_for(tox, heard);
            accept_what_is_offered(tox, heard);
        });
        assert_eq!(user.offer(0, SIZE, b"a file"), 0);
    }
    let end = Heard::Chunk(0, 0x1_0000, SIZE, None);
    pair.until(|pair| [&pair.alice, &pair.bob].iter().all(|user| user.saw(|heard| *heard == end)));
    for user in [&pair.alice, &pair.bob] {
        let mut position = 0;
        for chunk in user.heard_where(|heard| matches!(heard, Heard::Chunk(_, _, _, Some(_)))) {
            let Heard::Chunk(0, 0x1_0000, at, Some(data)) = chunk else { panic!("{chunk:?}") };
            assert_eq!(at, position);
            assert!(data.iter().zip(position..).all(|(byte, at)| *byte == content(at)));
            position += data.len() as u64;
        }
        assert_eq!(position, SIZE);
    }
    pair.until(|pair| pair.alice.saw(|heard| *heard == Heard::ChunkRequest(0, 0, SIZE, 0)));
    assert!(pair.alice.saw(|heard| *heard == Heard::Offer(0, 0x1_0000, 0, SIZE, Some(b"a file".to_vec()))));
    assert!(pair.alice.saw(|heard| *heard == Heard::Control(0, 0, 0)));
}

#[test]
fn no_turn_begins_inside_another() {
    let pair = Pair::online();
    pair.alice.react(|tox, _| {
        let (events, error) =
            code(|error: *mut Tox_Err_Events_Iterate| unsafe { tox_events_iterate(tox, ptr::null(), error) });
        assert!(events.is_null());
        assert_eq!(error, 0);
    });
    assert_eq!(pair.bob.send_message(0, b"hi"), 1);
    pair.until(|pair| pair.alice.saw(|heard| matches!(heard, Heard::Message(..))));
}

#[test]
fn without_an_instance_there_is_no_list() {
    let (events, error) =
        code(|error: *mut Tox_Err_Events_Iterate| unsafe { tox_events_iterate(ptr::null_mut(), ptr::null(), error) });
    assert!(events.is_null());
    assert_eq!(error, Tox_Err_Events_Iterate::Malloc as u32);
    unsafe {
        tox_events_init(ptr::null_mut());
        tox_events_dispatch(ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
    }
}
