//! What functions say inside callbacks, and what is called when.

use std::cell::RefCell;
use std::ptr;
use std::rc::Rc;

use toxcore_ffi::*;

use crate::support::{Heard, Pair, name_of};

#[test]
fn what_a_friend_says_about_itself_changes_after_the_callback() {
    let pair = Pair::online();
    let seen = Rc::new(RefCell::new(Vec::new()));
    let noted = Rc::clone(&seen);
    pair.alice.react(move |tox, heard| match heard {
        Heard::Name(friend, name) => noted.borrow_mut().push((name.clone(), name_of(tox, *friend))),
        Heard::StatusMessage(friend, text) => {
            let size = unsafe { tox_friend_get_status_message_size(tox, *friend, ptr::null_mut()) };
            let mut old = vec![0; size];
            assert!(unsafe { tox_friend_get_status_message(tox, *friend, old.as_mut_ptr(), ptr::null_mut()) });
            noted.borrow_mut().push((text.clone(), old));
        }
        Heard::Status(friend, status) => {
            let old = unsafe { tox_friend_get_status(tox, *friend, ptr::null_mut()) };
            noted.borrow_mut().push((vec![*status as u8], vec![old as u8]));
        }
        Heard::Typing(friend, typing) => {
            assert_eq!(
                unsafe { tox_friend_get_typing(tox, *friend, ptr::null_mut()) },
                *typing,
                "typing is new at once"
            );
        }
        _ => {}
    });
    assert!(pair.bob.set_name(b"one"));
    assert!(pair.bob.set_name(b"two"));
    let text = b"here";
    assert!(unsafe { tox_self_set_status_message(pair.bob.tox, text.as_ptr(), text.len(), ptr::null_mut()) });
    unsafe { tox_self_set_status(pair.bob.tox, 2) };
    assert!(unsafe { tox_self_set_typing(pair.bob.tox, 0, true, ptr::null_mut()) });
    pair.until(|pair| pair.alice.saw(|heard| *heard == Heard::Typing(0, true)));
    let text = |text: &[u8]| text.to_vec();
    let expected =
        [(text(b"one"), text(b"")), (text(b"two"), text(b"one")), (text(b"here"), text(b"")), (text(&[2]), text(&[0]))];
    assert_eq!(*seen.borrow(), expected);
    assert_eq!(pair.alice.name_of(0), b"two");
    assert_eq!(unsafe { tox_friend_get_status(pair.alice.tox, 0, ptr::null_mut()) }, 2);
}

#[test]
fn a_friend_comes_and_goes_and_what_he_said_stays() {
    let pair = Pair::strangers();
    assert!(pair.bob.set_name(&[b'b'; 128]));
    pair.alice.react(|tox, heard| {
        if let Heard::Connection(friend, status) = heard {
            assert_eq!(unsafe { tox_friend_get_connection_status(tox, *friend, ptr::null_mut()) }, *status);
        }
    });
    for (one, other) in [(&pair.alice, &pair.bob), (&pair.bob, &pair.alice)] {
        unsafe { tox_friend_add_norequest(one.tox, other.key().as_ptr(), ptr::null_mut()) };
    }
    pair.until(|pair| pair.alice.saw(|heard| matches!(heard, Heard::Typing(..))));
    let first = pair.alice.heard();
    assert!(matches!(first.first(), Some(Heard::Connection(0, 1 | 2))), "{first:?}");
    assert_eq!(pair.alice.heard_where(|heard| matches!(heard, Heard::Name(..))), [Heard::Name(0, vec![b'b'; 128])]);
    pair.bob.kill();
    pair.until(|pair| pair.alice.saw(|heard| *heard == Heard::Connection(0, 0)));
    assert_eq!(pair.alice.name_of(0), [b'b'; 128]);
    assert_eq!(pair.alice.send_message(0, b"gone?"), 0);
}

#[test]
fn messages_may_be_sent_from_inside_every_callback() {
    let pair = Pair::online();
    let answer = |tox, heard: &Heard| match heard {
        Heard::Message(friend, kind, text) if text.len() < 5 => {
            let text = [text, &b"!"[..]].concat();
            let sent =
                unsafe { tox_friend_send_message(tox, *friend, 1 - *kind, text.as_ptr(), text.len(), ptr::null_mut()) };
            assert_ne!(sent, 0);
            // A turn inside a turn is none.
            unsafe { tox_iterate(tox, ptr::null_mut()) };
        }
        Heard::Receipt(friend, 1) => {
            let sent = unsafe { tox_friend_send_message(tox, *friend, 0, b"again".as_ptr(), 5, ptr::null_mut()) };
            assert_ne!(sent, 0);
        }
        _ => {}
    };
    pair.alice.react(answer);
    pair.bob.react(answer);
    assert_eq!(pair.alice.send_message(0, b"a"), 1);
    pair.until(|pair| {
        pair.alice.saw(|heard| matches!(heard, Heard::Receipt(0, 4)))
            && pair.bob.saw(|heard| matches!(heard, Heard::Receipt(0, 3)))
    });
    let texts = pair.bob.heard_where(|heard| matches!(heard, Heard::Message(..)));
    assert!(texts.contains(&Heard::Message(0, 0, b"a!!!!".to_vec())), "{texts:?}");
    assert!(texts.contains(&Heard::Message(0, 0, b"again".to_vec())), "{texts:?}");
}

thread_local! {
    /// First bytes of the packets that came by a callback for one of them.
    static SINGLED_OUT: std::cell::RefCell<Vec<u8>> = const { std::cell::RefCell::new(Vec::new()) };
}

unsafe extern "C" fn single_out(_: *mut Tox, _: u32, packet: *const u8, length: usize, _: *mut std::ffi::c_void) {
    assert_eq!(length, 2);
    SINGLED_OUT.with_borrow_mut(|firsts| firsts.push(unsafe { *packet }));
}

#[test]
fn packets_go_to_the_callback_that_was_set_last_for_their_first_byte() {
    let pair = Pair::online();
    let (alice, bob) = (pair.alice.tox, pair.bob.tox);
    let callback = Some(single_out as unsafe extern "C" fn(_, _, _, _, _));
    let send_all = || {
        for first in [69, 160, 161] {
            assert!(unsafe { tox_friend_send_lossless_packet(alice, 0, [first, 1].as_ptr(), 2, ptr::null_mut()) });
        }
        for first in [192, 199, 200, 201] {
            assert!(unsafe { tox_friend_send_lossy_packet(alice, 0, [first, 1].as_ptr(), 2, ptr::null_mut()) });
        }
        pair.run(200);
        let heard = pair.bob.heard_where(|heard| matches!(heard, Heard::Lossy(..) | Heard::Lossless(..)));
        pair.bob.forget_what_was_heard();
        let mut general: Vec<u8> = heard
            .into_iter()
            .filter_map(|heard| match heard {
                Heard::Lossy(_, packet) | Heard::Lossless(_, packet) => packet.first().copied(),
                _ => None,
            })
            .collect();
        general.sort_unstable();
        let mut single = SINGLED_OUT.with_borrow_mut(std::mem::take);
        single.sort_unstable();
        (single, general)
    };
    assert_eq!(send_all(), (vec![], vec![160, 161, 200, 201]));
    for first in [69, 160, 192] {
        unsafe { tox_callback_friend_lossless_packet_per_pktid(bob, callback, first) };
    }
    for first in [69, 192, 199, 200, 255] {
        unsafe { tox_callback_friend_lossy_packet_per_pktid(bob, callback, first) };
    }
    assert_eq!(send_all(), (vec![69, 160, 192, 199, 200], vec![161, 201]));
    unsafe { tox_callback_friend_lossless_packet(bob, None) };
    unsafe { tox_callback_friend_lossy_packet(bob, None) };
    assert_eq!(send_all(), (vec![69, 192, 199], vec![]));
    unsafe { tox_callback_friend_lossless_packet_per_pktid(bob, None, 69) };
    assert_eq!(send_all(), (vec![192, 199], vec![]));
}
