//! What ends a transfer, a friend or everything, and is called at the worst moment: inside a callback.

use std::cell::Cell;
use std::ptr;
use std::rc::Rc;

use toxcore_ffi::types::*;
use toxcore_ffi::*;

use crate::support::{Heard, Pair, code};

/// What a blow strikes at.
type Blow = fn(*mut Tox, u32);

const BLOWS: [Blow; 5] = [
    |tox, friend| {
        unsafe { tox_friend_delete(tox, friend, ptr::null_mut()) };
    },
    |tox, friend| {
        let mut key = [0; 32];
        if unsafe { tox_friend_get_public_key(tox, friend, key.as_mut_ptr(), ptr::null_mut()) } {
            unsafe { tox_friend_delete(tox, friend, ptr::null_mut()) };
            unsafe { tox_friend_add_norequest(tox, key.as_ptr(), ptr::null_mut()) };
        }
    },
    |tox, friend| {
        for file in [0, 1, 0x1_0000, 0x2_0000] {
            unsafe { tox_file_control(tox, friend, file, 2, ptr::null_mut()) };
        }
    },
    |tox, friend| {
        for file in [0, 0x1_0000] {
            for control in [1, 0] {
                unsafe { tox_file_control(tox, friend, file, control, ptr::null_mut()) };
            }
        }
        let (name, id) = (ptr::null(), ptr::null());
        unsafe { tox_file_send(tox, friend, 0, 10, id, name, 0, ptr::null_mut()) };
        unsafe { tox_friend_send_message(tox, friend, 0, b"x".as_ptr(), 1, ptr::null_mut()) };
    },
    |tox, _| {
        let mut saved = vec![0; unsafe { tox_get_savedata_size(tox) }];
        unsafe { tox_get_savedata(tox, saved.as_mut_ptr()) };
        unsafe { tox_iterate(tox, ptr::null_mut()) };
    },
];

/// What an obedient client does inside its callbacks.
fn obey(tox: *mut Tox, heard: &Heard) {
    match *heard {
        Heard::Offer(friend, file, ..) => {
            unsafe { tox_file_control(tox, friend, file, 0, ptr::null_mut()) };
        }
        Heard::ChunkRequest(friend, file, position, length) => {
            let data = vec![1; length];
            unsafe { tox_file_send_chunk(tox, friend, file, position, data.as_ptr(), length, ptr::null_mut()) };
        }
        _ => {}
    }
}

/// Lets everything happen that can between two friends.
fn busy(pair: &Pair) {
    pair.bob.react(obey);
    assert!(pair.bob.set_name(b"Bob"));
    unsafe { tox_self_set_status(pair.bob.tox, 1) };
    unsafe { tox_self_set_typing(pair.bob.tox, 0, true, ptr::null_mut()) };
    pair.bob.send_message(0, b"hello");
    unsafe { tox_friend_send_lossless_packet(pair.bob.tox, 0, [170].as_ptr(), 1, ptr::null_mut()) };
    unsafe { tox_friend_send_lossy_packet(pair.bob.tox, 0, [210].as_ptr(), 1, ptr::null_mut()) };
    pair.bob.offer(0, 5000, b"x");
    pair.alice.send_message(0, b"hi");
    pair.alice.offer(0, 5000, b"x");
}

#[test]
fn every_function_may_be_called_in_every_callback() {
    for blow in BLOWS {
        for at in 0..20 {
            let pair = Pair::online();
            let count = Cell::new(0);
            pair.alice.react(move |tox, heard| {
                obey(tox, heard);
                if count.replace(count.get() + 1) == at {
                    blow(tox, 0);
                }
            });
            busy(&pair);
            pair.run(300);
        }
    }
}

#[test]
fn an_instance_may_be_killed_in_every_callback() {
    for at in 0..20 {
        let pair = Pair::online();
        let killed = Rc::new(Cell::new(false));
        let (count, kill) = (Cell::new(0), Rc::clone(&killed));
        pair.alice.react(move |tox, heard| {
            assert!(!kill.get(), "{heard:?} after the end");
            obey(tox, heard);
            if count.replace(count.get() + 1) == at {
                kill.set(true);
                unsafe { tox_kill(tox) };
            }
        });
        busy(&pair);
        for _ in 0..60 {
            pair.turn();
            if killed.get() {
                pair.alice.forget();
            }
        }
        assert!(killed.get() || at > 15);
    }
}

#[test]
fn a_transfer_that_is_cancelled_in_a_callback_is_silent() {
    // One whose end comes with its only chunk, and one that would go on.
    for size in [100, 1_000_000] {
        let pair = Pair::online();
        pair.alice.react(obey);
        let cancelled = Cell::new(false);
        pair.bob.react(move |tox, heard| match *heard {
            Heard::Offer(..) => obey(tox, heard),
            Heard::Chunk(friend, file, ..) => {
                assert!(!cancelled.replace(true), "a chunk after the end");
                let cancel = || {
                    code(|error: *mut Tox_Err_File_Control| unsafe { tox_file_control(tox, friend, file, 2, error) })
                };
                assert_eq!(cancel(), (true, 0));
                assert_eq!(cancel(), (false, Tox_Err_File_Control::NotFound as u32));
            }
            _ => {}
        });
        pair.alice.offer(0, size, b"");
        pair.until(|pair| pair.bob.saw(|heard| matches!(heard, Heard::Chunk(..))));
        pair.run(200);
        assert_eq!(pair.bob.heard_where(|heard| matches!(heard, Heard::Chunk(..))).len(), 1);
        let told = pair.alice.saw(|heard| *heard == Heard::Control(0, 0, 2));
        assert_eq!(told, size > 1371, "who has all of the file tells nobody that he does not want it");
    }
}

#[test]
fn a_transfer_is_still_there_in_the_callback_of_its_end() {
    let pair = Pair::online();
    pair.alice.react(|tox, heard| {
        obey(tox, heard);
        if let Heard::ChunkRequest(friend, file, _, 0) = *heard {
            let mut id = [0; 32];
            assert!(unsafe { tox_file_get_file_id(tox, friend, file, id.as_mut_ptr(), ptr::null_mut()) });
            assert_eq!(unsafe { tox_file_by_id(tox, friend, id.as_ptr(), ptr::null_mut()) }, file);
        }
    });
    pair.bob.react(|tox, heard| {
        obey(tox, heard);
        if let Heard::Control(friend, file, 2) | Heard::Chunk(friend, file, _, None) = *heard {
            let mut id = [0; 32];
            assert!(unsafe { tox_file_get_file_id(tox, friend, file, id.as_mut_ptr(), ptr::null_mut()) });
            // As in the reference it can be ended once more.
            assert!(unsafe { tox_file_control(tox, friend, file, 2, ptr::null_mut()) });
            assert!(!unsafe { tox_file_get_file_id(tox, friend, file, id.as_mut_ptr(), ptr::null_mut()) });
        }
    });
    pair.alice.offer(0, 3000, b"");
    pair.until(|pair| pair.alice.saw(|heard| *heard == Heard::ChunkRequest(0, 0, 3000, 0)));
    let file = pair.alice.offer(0, u64::MAX, b"");
    pair.until(|pair| pair.bob.heard_where(|heard| matches!(heard, Heard::Chunk(.., Some(_)))).len() > 9);
    assert_eq!(pair.alice.control(0, file, 2), (true, 0));
    pair.until(|pair| pair.bob.saw(|heard| matches!(heard, Heard::Control(.., 2))));
    pair.run(200);
}

#[test]
fn transfers_of_a_friend_who_goes_offline_end_without_a_word() {
    let pair = Pair::online();
    pair.alice.react(obey);
    pair.bob.react(obey);
    pair.alice.offer(0, u64::MAX - 1, b"");
    pair.bob.offer(0, u64::MAX - 1, b"");
    pair.until(|pair| pair.alice.saw(|heard| matches!(heard, Heard::Chunk(..))));
    pair.bob.kill();
    pair.until(|pair| pair.alice.saw(|heard| *heard == Heard::Connection(0, 0)));
    let last = pair.alice.heard();
    assert_eq!(last.last(), Some(&Heard::Connection(0, 0)));
    assert!(!last.iter().any(|heard| matches!(heard, Heard::Control(.., 2) | Heard::Chunk(.., None))));
    let gone = (false, Tox_Err_File_Control::FriendNotConnected as u32);
    for file in [0, 0x1_0000] {
        assert_eq!(pair.alice.control(0, file, 2), gone);
        let mut id = [0; 32];
        assert!(!unsafe { tox_file_get_file_id(pair.alice.tox, 0, file, id.as_mut_ptr(), ptr::null_mut()) });
    }
}
