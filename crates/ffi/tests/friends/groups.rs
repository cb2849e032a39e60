//! Groups of two friends: what is called, and how lists of events tell the same. `tests/c` has the functions themselves.

use std::ptr;

use toxcore_ffi::types::*;
use toxcore_ffi::*;

use crate::support::{Heard, Pair, User};

const NO_TEXT: &[u8] = b"";

fn group(what: &'static str, peer: u32, number: u32, text: &[u8]) -> Heard {
    Heard::Group(what, 0, peer, number, text.to_vec())
}

fn accept(tox: *mut Tox, invite: &[u8]) -> u32 {
    let (name, password, error) = (b"bob".as_ptr(), ptr::null(), ptr::null_mut());
    unsafe { tox_group_invite_accept(tox, 0, invite.as_ptr(), invite.len(), name, 3, password, 0, error) }
}

/// Alice founds a group, and Bob follows her invitation as soon as it comes. Each is member 1 of the other.
fn together(pair: &Pair) {
    pair.bob.react(|tox, heard| {
        if let Heard::Group("invite", 0, _, _, invite) = heard {
            assert_eq!(accept(tox, invite), 0);
        }
    });
    let (name, nick) = (b"readers".as_ptr(), b"alice".as_ptr());
    assert_eq!(unsafe { tox_group_new(pair.alice.tox, 1, name, 7, nick, 5, ptr::null_mut()) }, 0);
    assert!(unsafe { tox_group_invite_friend(pair.alice.tox, 0, 0, ptr::null_mut()) });
    let joined = group("join", 1, 0, NO_TEXT);
    pair.until(|pair| [&pair.alice, &pair.bob].iter().all(|user| user.saw(|heard| *heard == joined)));
}

fn say(user: &User, text: &[u8]) -> u32 {
    unsafe { tox_group_send_message(user.tox, 0, 1, text.as_ptr(), text.len(), ptr::null_mut()) }
}

/// Everything that Alice does to the group, Bob hears.
fn change_everything(pair: &Pair) {
    do_everything(pair);
    let expected = [
        group("in", 0, 0, NO_TEXT),
        group("message", 1, 1, b"hello"),
        group("private", 1, 0, b"text"),
        group("custom", 1, 0, b"text"),
        group("custom private", 1, 0, b"text"),
        group("name", 1, 0, b"text"),
        group("status", 1, 2, NO_TEXT),
        group("topic", 1, 0, b"text"),
        group("privacy", 0, 0, NO_TEXT),
        group("voice", 0, 1, NO_TEXT),
        group("lock", 0, 1, NO_TEXT),
        group("limit", 0, 3, NO_TEXT),
        group("password", 0, 0, b"text"),
        group("moderation", 0, 3, b"1"),
        group("exit", 1, 0, b"text: text"),
    ];
    pair.until(|pair| pair.bob.saw(|heard| Some(heard) == expected.last()));
    for heard in expected {
        assert!(pair.bob.saw(|other| *other == heard), "{heard:?} not among {:?}", pair.bob.heard());
    }
}

/// Alice leaves in the end.
fn do_everything(pair: &Pair) {
    let (alice, error) = (pair.alice.tox, ptr::null_mut());
    assert_ne!(say(&pair.alice, b"hello"), u32::MAX);
    let (text, none) = (b"text".as_ptr(), ptr::null_mut());
    unsafe {
        assert_ne!(tox_group_send_private_message(alice, 0, 1, 0, text, 4, none), u32::MAX);
        assert!(tox_group_send_custom_packet(alice, 0, true, text, 4, ptr::null_mut()));
        assert!(tox_group_send_custom_private_packet(alice, 0, 1, true, text, 4, ptr::null_mut()));
        assert!(tox_group_self_set_name(alice, 0, text, 4, ptr::null_mut()));
        assert!(tox_group_self_set_status(alice, 0, 2, ptr::null_mut()));
        assert!(tox_group_set_topic(alice, 0, text, 4, ptr::null_mut()));
        assert!(tox_group_set_privacy_state(alice, 0, 0, ptr::null_mut()));
        assert!(tox_group_set_voice_state(alice, 0, 1, ptr::null_mut()));
        assert!(tox_group_set_topic_lock(alice, 0, 1, ptr::null_mut()));
        assert!(tox_group_set_peer_limit(alice, 0, 3, ptr::null_mut()));
        assert!(tox_group_set_password(alice, 0, text, 4, ptr::null_mut()));
        assert!(tox_group_set_role(alice, 0, 1, 1, error));
        assert!(tox_group_leave(alice, 0, text, 4, ptr::null_mut()));
    }
}

#[test]
fn callbacks_tell_of_groups() {
    let pair = Pair::online();
    together(&pair);
    change_everything(&pair);
}

#[test]
fn lists_of_events_tell_of_groups_what_callbacks_tell() {
    let pair = Pair::online();
    pair.bob.by_events.set(true);
    together(&pair);
    change_everything(&pair);
}

/// Past defect 29: nobody listens.
#[test]
fn groups_go_on_without_callbacks() {
    let pair = Pair::online();
    together(&pair);
    forget_callbacks(pair.bob.tox);
    do_everything(&pair);
    let is_there = |pair: &Pair| {
        let mut error = Tox_Err_Group_Peer_Query::Ok;
        unsafe { tox_group_peer_get_name_size(pair.bob.tox, 0, 1, &raw mut error) };
        error == Tox_Err_Group_Peer_Query::Ok
    };
    pair.until(|pair| !is_there(pair));
    assert!(!pair.bob.saw(|heard| matches!(heard, Heard::Group("exit" | "message", ..))));
    let mut topic = [0; 4];
    assert!(unsafe { tox_group_get_topic(pair.bob.tox, 0, topic.as_mut_ptr(), ptr::null_mut()) });
    assert_eq!(topic, *b"text", "what was told to nobody has happened");
}

fn forget_callbacks(tox: *mut Tox) {
    unsafe {
        tox_callback_group_peer_name(tox, None);
        tox_callback_group_peer_status(tox, None);
        tox_callback_group_topic(tox, None);
        tox_callback_group_privacy_state(tox, None);
        tox_callback_group_voice_state(tox, None);
        tox_callback_group_topic_lock(tox, None);
        tox_callback_group_peer_limit(tox, None);
        tox_callback_group_password(tox, None);
        tox_callback_group_message(tox, None);
        tox_callback_group_private_message(tox, None);
        tox_callback_group_custom_packet(tox, None);
        tox_callback_group_custom_private_packet(tox, None);
        tox_callback_group_invite(tox, None);
        tox_callback_group_peer_join(tox, None);
        tox_callback_group_peer_exit(tox, None);
        tox_callback_group_self_join(tox, None);
        tox_callback_group_join_fail(tox, None);
        tox_callback_group_moderation(tox, None);
    }
}

/// Who joined and left in one step: whoever is told of the joining finds the name.
#[test]
fn members_are_there_until_c_hears_that_they_left() {
    let pair = Pair::online();
    pair.alice.react(|tox, heard| {
        let peer = match heard {
            Heard::Group("join" | "message", 0, peer, ..) => *peer,
            _ => return,
        };
        let mut error = Tox_Err_Group_Peer_Query::Ok;
        let size = unsafe { tox_group_peer_get_name_size(tox, 0, peer, &raw mut error) };
        assert_eq!((size, error), (3, Tox_Err_Group_Peer_Query::Ok));
        let is_join = matches!(heard, Heard::Group("join", ..));
        let expected = if is_join { Tox_Group_Role::User } else { Tox_Group_Role::Moderator };
        assert_eq!(unsafe { tox_group_peer_get_role(tox, 0, peer, &raw mut error) }, expected as u32);
        assert_eq!(error, Tox_Err_Group_Peer_Query::Ok);
        let status = if is_join { Tox_User_Status::None } else { Tox_User_Status::Busy };
        assert_eq!(unsafe { tox_group_peer_get_status(tox, 0, peer, &raw mut error) }, status as u32);
    });
    together(&pair);
    let moderator = Tox_Group_Role::Moderator as u32;
    assert!(unsafe { tox_group_set_role(pair.alice.tox, 0, 1, moderator, ptr::null_mut()) });
    assert!(unsafe { tox_group_self_set_status(pair.bob.tox, 0, Tox_User_Status::Busy as u32, ptr::null_mut()) });
    pair.until(|pair| pair.bob.saw(|heard| matches!(heard, Heard::Group("moderation", ..))));
    pair.until(|pair| pair.alice.saw(|heard| matches!(heard, Heard::Group("status", ..))));
    assert_ne!(say(&pair.bob, b"bye"), u32::MAX);
    assert!(unsafe { tox_group_leave(pair.bob.tox, 0, ptr::null(), 0, ptr::null_mut()) });
    pair.until(|pair| pair.alice.saw(|heard| *heard == group("exit", 1, 0, b"bob: ")));
    assert!(pair.alice.saw(|heard| *heard == group("message", 1, 1, b"bye")));
    let mut error = Tox_Err_Group_Peer_Query::Ok;
    assert_eq!(unsafe { tox_group_peer_get_name_size(pair.alice.tox, 0, 1, &raw mut error) }, usize::MAX);
    assert_eq!(error, Tox_Err_Group_Peer_Query::PeerNotFound);
    let mut key = [0; 32];
    assert!(!unsafe { tox_group_peer_get_public_key(pair.alice.tox, 0, 1, key.as_mut_ptr(), &raw mut error) });
}

#[test]
fn whoever_knows_the_chat_id_finds_a_public_group() {
    let pair = Pair::strangers();
    find(&pair);
}

/// Alice founds a public group, and Bob finds it. He is member 1 of her.
fn find(pair: &Pair) {
    let (name, nick) = (b"readers".as_ptr(), b"alice".as_ptr());
    let mut chat_id = [0; 32];
    let joined = unsafe {
        assert_eq!(tox_group_new(pair.alice.tox, 0, name, 7, nick, 5, ptr::null_mut()), 0);
        assert!(tox_group_get_chat_id(pair.alice.tox, 0, chat_id.as_mut_ptr(), ptr::null_mut()));
        let (password, error) = (ptr::null(), ptr::null_mut());
        tox_group_join(pair.bob.tox, chat_id.as_ptr(), b"bob".as_ptr(), 3, password, 0, error)
    };
    assert_eq!(joined, 0);
    pair.until(|pair| pair.alice.saw(|heard| *heard == group("join", 1, 0, NO_TEXT)));
    pair.until(|pair| pair.bob.saw(|heard| *heard == group("in", 0, 0, NO_TEXT)));
}

/// The text of the address of a member, and the bytes behind it as they were.
fn address(user: &User, peer: u32) -> Result<Vec<u8>, Tox_Err_Group_Peer_Query> {
    let (mut error, mut again) = (Tox_Err_Group_Peer_Query::GroupNotFound, Tox_Err_Group_Peer_Query::GroupNotFound);
    let mut text = [0xee; 64];
    let size = unsafe { tox_group_peer_get_ip_address_size(user.tox, 0, peer, &raw mut error) };
    let is_told = unsafe { tox_group_peer_get_ip_address(user.tox, 0, peer, text.as_mut_ptr(), &raw mut again) };
    assert_eq!((again, is_told), (error, error == Tox_Err_Group_Peer_Query::Ok));
    if !is_told {
        assert_eq!((size, text), (usize::MAX, [0xee; 64]));
        return Err(error);
    }
    assert!(text[size..].iter().all(|byte| *byte == 0xee), "nothing behind it is touched, and there is no NUL");
    assert!(!text[..size].contains(&0xee));
    // Without room it is only asked whether there is somebody.
    let mut error = Tox_Err_Group_Peer_Query::PeerNotFound;
    assert!(unsafe { tox_group_peer_get_ip_address(user.tox, 0, peer, ptr::null_mut(), &raw mut error) });
    assert_eq!(error, Tox_Err_Group_Peer_Query::Ok);
    Ok(text[..size].to_vec())
}

#[test]
fn addresses_of_members_are_told_as_text() {
    let pair = Pair::online();
    together(&pair);
    for user in [&pair.alice, &pair.bob] {
        assert_eq!(address(user, 1), Ok(b"127.0.0.1".to_vec()), "the other");
        assert_eq!(address(user, 0), Ok(b"127.0.0.1".to_vec()), "we, as others see us");
        assert_eq!(address(user, 2), Err(Tox_Err_Group_Peer_Query::PeerNotFound));
    }
    assert!(unsafe { tox_group_leave(pair.bob.tox, 0, ptr::null(), 0, ptr::null_mut()) });
    pair.until(|pair| pair.alice.saw(|heard| matches!(heard, Heard::Group("exit", ..))));
    assert_eq!(address(&pair.alice, 1), Err(Tox_Err_Group_Peer_Query::PeerNotFound), "it has gone");
    assert_eq!(address(&pair.bob, 0), Err(Tox_Err_Group_Peer_Query::GroupNotFound));
}

#[test]
fn who_is_reached_over_relays_alone_has_no_address() {
    let pair = Pair::relayed_strangers();
    find(&pair);
    assert_eq!(unsafe { tox_group_peer_get_connection_status(pair.alice.tox, 0, 1, ptr::null_mut()) }, 1);
    assert_eq!((address(&pair.alice, 1), address(&pair.bob, 0)), (Ok(b"-".to_vec()), Ok(b"-".to_vec())));
}
