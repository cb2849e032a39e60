//! Conferences of two friends: what functions say, and what is called.

use std::cell::RefCell;
use std::ptr;
use std::rc::Rc;

use toxcore_ffi::types::*;
use toxcore_ffi::*;

use crate::support::{Heard, Pair, User, code};

/// Bob is invited by Alice and comes; both call the conference 0.
fn together() -> Pair {
    let pair = Pair::online();
    unsafe {
        assert!(pair.alice.set_name(b"Alice"));
        assert!(pair.bob.set_name(b"Bob"));
        assert_eq!(tox_conference_new(pair.alice.tox, ptr::null_mut()), 0);
        assert!(tox_conference_set_title(pair.alice.tox, 0, b"title".as_ptr(), 5, ptr::null_mut()));
        assert!(tox_conference_invite(pair.alice.tox, 0, 0, ptr::null_mut()));
    }
    pair.until(|pair| pair.bob.saw(|heard| matches!(heard, Heard::Invite(0, 0, _))));
    let cookie = cookie_of(&pair.bob);
    assert_eq!(cookie.len(), 35);
    let joined = unsafe { tox_conference_join(pair.bob.tox, 0, cookie.as_ptr(), cookie.len(), ptr::null_mut()) };
    assert_eq!(joined, 0);
    pair.until(|pair| {
        [&pair.alice, &pair.bob].iter().all(|user| names(user).iter().all(|name| !name.is_empty()))
            && names(&pair.alice).len() == 2
    });
    pair
}

fn cookie_of(user: &User) -> Vec<u8> {
    let invite = user.heard_where(|heard| matches!(heard, Heard::Invite(..)));
    let Some(Heard::Invite(_, _, cookie)) = invite.last() else { panic!("not invited") };
    cookie.clone()
}

/// Names of those in sight, by their places.
fn names(user: &User) -> Vec<Vec<u8>> {
    let count = unsafe { tox_conference_peer_count(user.tox, 0, ptr::null_mut()) };
    (0..count).map(|peer| name_of(user.tox, peer)).collect()
}

fn name_of(tox: *mut Tox, peer: u32) -> Vec<u8> {
    let mut name = vec![0; unsafe { tox_conference_peer_get_name_size(tox, 0, peer, ptr::null_mut()) }];
    assert!(unsafe { tox_conference_peer_get_name(tox, 0, peer, name.as_mut_ptr(), ptr::null_mut()) });
    name
}

fn title_of(user: &User) -> Vec<u8> {
    let mut title = vec![0; unsafe { tox_conference_get_title_size(user.tox, 0, ptr::null_mut()) }];
    assert!(unsafe { tox_conference_get_title(user.tox, 0, title.as_mut_ptr(), ptr::null_mut()) });
    title
}

fn say(user: &User, kind: u32, text: &[u8]) -> (bool, u32) {
    code(|error: *mut Tox_Err_Conference_Send_Message| unsafe {
        tox_conference_send_message(user.tox, 0, kind, text.as_ptr(), text.len(), error)
    })
}

/// Past defect 29: nobody listens.
#[test]
fn conferences_go_on_without_callbacks() {
    let pair = together();
    let bob = pair.bob.tox;
    unsafe {
        tox_callback_conference_invite(bob, None);
        tox_callback_conference_connected(bob, None);
        tox_callback_conference_message(bob, None);
        tox_callback_conference_title(bob, None);
        tox_callback_conference_peer_name(bob, None);
        tox_callback_conference_peer_list_changed(bob, None);
    }
    assert_eq!(say(&pair.alice, 0, b"hello"), (true, 0));
    assert!(pair.alice.set_name(b"Eve"));
    unsafe {
        assert!(tox_conference_set_title(pair.alice.tox, 0, b"other".as_ptr(), 5, ptr::null_mut()));
        assert_eq!(tox_conference_new(pair.alice.tox, ptr::null_mut()), 1);
        assert!(tox_conference_invite(pair.alice.tox, 0, 1, ptr::null_mut()));
    }
    pair.until(|pair| title_of(&pair.bob) == b"other" && names(&pair.bob).contains(&b"Eve".to_vec()));
    assert!(unsafe { tox_conference_delete(pair.alice.tox, 0, ptr::null_mut()) });
    pair.until(|pair| names(&pair.bob).len() == 1);
    assert!(!pair.bob.saw(|heard| matches!(heard, Heard::Said(..))));
}

#[test]
fn a_friend_joins_talks_and_leaves() {
    let pair = together();
    assert_eq!(names(&pair.alice), [b"Alice".to_vec(), b"Bob".to_vec()]);
    assert_eq!(title_of(&pair.bob), b"title");
    // What a member is told on coming in has no author.
    assert!(pair.bob.saw(|heard| *heard == Heard::Title(0, u32::MAX, b"title".to_vec())));
    assert!(pair.bob.saw(|heard| *heard == Heard::Joined(0)) && !pair.alice.saw(|heard| *heard == Heard::Joined(0)));
    let own: Vec<bool> = (0..2)
        .map(|peer| unsafe { tox_conference_peer_number_is_ours(pair.alice.tox, 0, peer, ptr::null_mut()) })
        .collect();
    assert_eq!(own, [true, false]);
    let mut key = [0; 32];
    assert!(unsafe { tox_conference_peer_get_public_key(pair.alice.tox, 0, 1, key.as_mut_ptr(), ptr::null_mut()) });
    assert_eq!(key, pair.bob.key());
    let long = vec![b'x'; 1363];
    assert_eq!(say(&pair.alice, 0, b"hello"), (true, 0));
    assert_eq!(say(&pair.alice, 1, &long), (true, 0));
    // Whatever is no constant is an action, and an empty text is heard by nobody.
    assert_eq!(say(&pair.alice, 77, b"?"), (true, 0));
    assert_eq!(say(&pair.alice, 0, b""), (true, 0));
    let alice_at_bob = u32::from(names(&pair.bob)[0] != b"Alice");
    pair.until(|pair| pair.bob.heard_where(|heard| matches!(heard, Heard::Said(..))).len() == 3);
    let said = |kind, text: &[u8]| Heard::Said(0, alice_at_bob, kind, text.to_vec());
    let expected = [said(0, b"hello"), said(1, &long), said(1, b"?")];
    assert_eq!(pair.bob.heard_where(|heard| matches!(heard, Heard::Said(..))), expected);
    // Our own come back.
    pair.until(|pair| pair.alice.heard_where(|heard| matches!(heard, Heard::Said(0, 0, ..))).len() == 3);
    assert!(pair.bob.set_name(b"Robert"));
    pair.until(|pair| pair.alice.saw(|heard| *heard == Heard::PeerName(0, 1, b"Robert".to_vec())));
    assert!(unsafe { tox_conference_set_title(pair.bob.tox, 0, b"new".as_ptr(), 3, ptr::null_mut()) });
    pair.until(|pair| pair.alice.saw(|heard| *heard == Heard::Title(0, 1, b"new".to_vec())));
    pair.alice.forget_what_was_heard();
    assert!(unsafe { tox_conference_delete(pair.bob.tox, 0, ptr::null_mut()) });
    pair.until(|pair| pair.alice.saw(|heard| *heard == Heard::PeerList(0)));
    assert_eq!(names(&pair.alice), [b"Alice".to_vec()]);
    assert_eq!(unsafe { tox_conference_get_chatlist_size(pair.bob.tox) }, 0);
    let no_connection = Tox_Err_Conference_Send_Message::NoConnection as u32;
    pair.until(|pair| say(&pair.alice, 0, b"alone") == (false, no_connection));
    assert_eq!(say(&pair.alice, 0, b""), (false, no_connection));
}

#[test]
fn lists_of_events_tell_what_callbacks_tell() {
    let pair = Pair::online();
    pair.bob.by_events.set(true);
    unsafe {
        assert_eq!(tox_conference_new(pair.alice.tox, ptr::null_mut()), 0);
        assert!(tox_conference_set_title(pair.alice.tox, 0, b"t".as_ptr(), 1, ptr::null_mut()));
        assert!(tox_conference_invite(pair.alice.tox, 0, 0, ptr::null_mut()));
    }
    pair.bob.react(|tox, heard| {
        if let Heard::Invite(friend, 0, cookie) = heard {
            let joined = unsafe { tox_conference_join(tox, *friend, cookie.as_ptr(), cookie.len(), ptr::null_mut()) };
            assert_eq!(joined, 0);
        }
    });
    pair.until(|pair| pair.bob.saw(|heard| *heard == Heard::Title(0, u32::MAX, b"t".to_vec())));
    assert!(pair.alice.set_name(b"A"));
    assert_eq!(say(&pair.alice, 1, b"waves"), (true, 0));
    pair.until(|pair| pair.bob.saw(|heard| matches!(heard, Heard::Said(0, _, 1, text) if *text == b"waves")));
    for wanted in [Heard::Joined(0), Heard::PeerList(0)] {
        assert!(pair.bob.saw(|heard| *heard == wanted), "{wanted:?}");
    }
    assert!(pair.bob.saw(|heard| matches!(heard, Heard::PeerName(0, _, name) if *name == b"A")));
}

/// Several events of one step: each callback finds the list as it was.
#[test]
fn places_are_those_of_the_event_that_is_told() {
    let pair = together();
    let bob = pair.bob.key();
    let seen = Rc::new(RefCell::new(Vec::new()));
    let noted = Rc::clone(&seen);
    pair.alice.react(move |tox, heard| {
        let count = unsafe { tox_conference_peer_count(tox, 0, ptr::null_mut()) };
        if let Heard::Said(0, peer, ..) = heard {
            let mut key = [0; 32];
            assert!(unsafe { tox_conference_peer_get_public_key(tox, 0, *peer, key.as_mut_ptr(), ptr::null_mut()) });
            assert_eq!(key, bob);
            noted.borrow_mut().push((count, name_of(tox, *peer)));
        }
        if let Heard::PeerList(0) = heard {
            noted.borrow_mut().push((count, Vec::new()));
        }
    });
    assert_eq!(say(&pair.bob, 0, b"goodbye"), (true, 0));
    assert!(unsafe { tox_conference_delete(pair.bob.tox, 0, ptr::null_mut()) });
    pair.until(|pair| pair.alice.heard_where(|heard| *heard == Heard::PeerList(0)).len() >= 2);
    assert_eq!(*seen.borrow(), [(2, b"Bob".to_vec()), (1, Vec::new())]);
}

#[test]
fn a_saved_conference_is_back_with_those_who_are_away() {
    let mut pair = together();
    let mut id = [0; 32];
    assert!(unsafe { tox_conference_get_id(pair.bob.tox, 0, id.as_mut_ptr()) });
    pair.restart_bob();
    unsafe {
        assert_eq!(tox_conference_get_chatlist_size(pair.bob.tox), 1);
        let mut list = [7; 1];
        tox_conference_get_chatlist(pair.bob.tox, list.as_mut_ptr());
        assert_eq!(list, [0]);
        assert_eq!(tox_conference_by_id(pair.bob.tox, id.as_ptr(), ptr::null_mut()), 0);
        assert_eq!(tox_conference_by_uid(pair.bob.tox, id.as_ptr(), ptr::null_mut()), 0);
        assert_eq!(tox_conference_get_type(pair.bob.tox, 0, ptr::null_mut()), Tox_Conference_Type::Text as u32);
        assert_eq!(tox_conference_offline_peer_count(pair.bob.tox, 0, ptr::null_mut()), 1);
        assert_eq!(tox_conference_offline_peer_get_name_size(pair.bob.tox, 0, 0, ptr::null_mut()), 5);
        let (mut name, mut key) = ([0; 5], [0; 32]);
        assert!(tox_conference_offline_peer_get_name(pair.bob.tox, 0, 0, name.as_mut_ptr(), ptr::null_mut()));
        assert!(tox_conference_offline_peer_get_public_key(pair.bob.tox, 0, 0, key.as_mut_ptr(), ptr::null_mut()));
        assert_eq!((&name, key), (b"Alice", pair.alice.key()));
        let last_active = tox_conference_offline_peer_get_last_active(pair.bob.tox, 0, 0, ptr::null_mut());
        assert!((1_000_000_000..u64::MAX).contains(&last_active));
        assert!(tox_conference_peer_number_is_ours(pair.bob.tox, 0, 0, ptr::null_mut()));
    }
    assert_eq!(title_of(&pair.bob), b"title");
    assert_eq!(say(&pair.bob, 0, b"?"), (false, Tox_Err_Conference_Send_Message::NoConnection as u32));
    pair.until(|pair| names(&pair.bob).len() == 2);
    assert_eq!(say(&pair.bob, 0, b"back"), (true, 0));
    pair.until(|pair| pair.alice.saw(|heard| matches!(heard, Heard::Said(0, _, 0, text) if *text == b"back")));
    assert!(!pair.bob.saw(|heard| *heard == Heard::Joined(0)), "that is called for those who join");
    assert!(unsafe { tox_conference_set_max_offline(pair.bob.tox, 0, 0, ptr::null_mut()) });
    pair.alice.kill();
    pair.until(|pair| names(&pair.bob).len() == 1);
    assert_eq!(unsafe { tox_conference_offline_peer_count(pair.bob.tox, 0, ptr::null_mut()) }, 0);
}

#[test]
fn errors_come_in_their_order() {
    let pair = together();
    let (tox, stranger) = (pair.alice.tox, 9);
    let text = [b'x'; 1364];
    let send = |conference, length| {
        code(|error: *mut Tox_Err_Conference_Send_Message| unsafe {
            tox_conference_send_message(tox, conference, 0, text.as_ptr(), length, error)
        })
    };
    use Tox_Err_Conference_Send_Message as Send;
    assert_eq!(send(1, usize::MAX), (false, Send::ConferenceNotFound as u32));
    assert_eq!(send(65_536, 1), (false, Send::ConferenceNotFound as u32), "no number is cut to 16 bits");
    for length in [1364, 65_536 + 3, usize::MAX] {
        assert_eq!(send(0, length), (false, Send::TooLong as u32));
    }
    use Tox_Err_Conference_Title as Title;
    let title = |conference, length| {
        code(|error: *mut Title| unsafe { tox_conference_set_title(tox, conference, text.as_ptr(), length, error) })
    };
    assert_eq!(title(1, 0), (false, Title::ConferenceNotFound as u32));
    for length in [0, 129, 257, usize::MAX] {
        assert_eq!(title(0, length), (false, Title::InvalidLength as u32));
    }
    assert_eq!(title(0, 128), (true, 0));
    use Tox_Err_Conference_Invite as Invite;
    let invite = |friend, conference| {
        code(|error: *mut Invite| unsafe { tox_conference_invite(tox, friend, conference, error) })
    };
    assert_eq!(invite(stranger, 1), (false, Invite::ConferenceNotFound as u32));
    assert_eq!(invite(stranger, 0), (false, Invite::FailSend as u32));
    use Tox_Err_Conference_Peer_Query as Query;
    let size = |conference, peer| {
        code(|error: *mut Query| unsafe { tox_conference_peer_get_name_size(tox, conference, peer, error) })
    };
    assert_eq!(size(1, 0), (usize::MAX, Query::ConferenceNotFound as u32));
    assert_eq!(size(0, 2), (usize::MAX, Query::PeerNotFound as u32));
    assert_eq!(size(0, u32::MAX), (usize::MAX, Query::PeerNotFound as u32));
    let away = code(|error: *mut Query| unsafe { tox_conference_offline_peer_get_last_active(tox, 0, 0, error) });
    assert_eq!(away, (u64::MAX, Query::PeerNotFound as u32));
    // NULL takes nothing, and is no error.
    unsafe {
        assert!(tox_conference_peer_get_name(tox, 0, 0, ptr::null_mut(), ptr::null_mut()));
        assert!(tox_conference_get_title(tox, 0, ptr::null_mut(), ptr::null_mut()));
        assert!(tox_conference_get_id(tox, 0, ptr::null_mut()));
    }
    use Tox_Err_Conference_Join as Join;
    let cookie = cookie_of(&pair.bob);
    let join = |user: &User, friend, cookie: &[u8]| {
        code(|error: *mut Join| unsafe { tox_conference_join(user.tox, friend, cookie.as_ptr(), cookie.len(), error) })
            .1
    };
    assert_eq!(join(&pair.bob, 0, &cookie), Join::Duplicate as u32);
    assert_eq!(join(&pair.bob, stranger, &cookie), Join::FriendNotFound as u32);
    let other = [&cookie[..34], &[cookie[34] ^ 1]].concat();
    assert!(unsafe { tox_friend_add_norequest(pair.bob.tox, [7; 32].as_ptr(), ptr::null_mut()) } == 1);
    assert_eq!(join(&pair.bob, 1, &other), Join::FailSend as u32, "the friend is away");
    // Joined, and never let in: there is no such conference.
    assert_eq!(join(&pair.bob, 0, &other), 0);
    let ours = code(|error: *mut Query| unsafe { tox_conference_peer_number_is_ours(pair.bob.tox, 1, 0, error) });
    assert_eq!(ours, (false, Query::PeerNotFound as u32));
    let invited = code(|error: *mut Invite| unsafe { tox_conference_invite(pair.bob.tox, 0, 1, error) });
    assert_eq!(invited, (false, Invite::NoConnection as u32));
    let untitled = code(|error: *mut Title| unsafe { tox_conference_get_title_size(pair.bob.tox, 1, error) });
    assert_eq!(untitled, (usize::MAX, Title::InvalidLength as u32));
}
