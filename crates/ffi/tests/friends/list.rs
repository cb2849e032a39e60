//! The list of friends.

use std::ptr;

use toxcore_ffi::types::*;
use toxcore_ffi::*;

use crate::support::{Pair, User, code};

fn add(user: &User, byte: u8) -> u32 {
    unsafe { tox_friend_add_norequest(user.tox, [byte; 32].as_ptr(), ptr::null_mut()) }
}

fn numbers(user: &User) -> Vec<u32> {
    let mut numbers = vec![u32::MAX; unsafe { tox_self_get_friend_list_size(user.tox) }];
    unsafe { tox_self_get_friend_list(user.tox, numbers.as_mut_ptr()) };
    numbers
}

#[test]
fn the_lowest_free_number_is_the_next() {
    let pair = Pair::strangers();
    let user = &pair.alice;
    unsafe { tox_self_get_friend_list(user.tox, ptr::null_mut()) };
    assert_eq!(numbers(user), []);
    assert_eq!([1, 2, 3, 4].map(|byte| add(user, byte)), [0, 1, 2, 3]);
    for gone in [1, 2] {
        let deleted = code(|error: *mut Tox_Err_Friend_Delete| unsafe { tox_friend_delete(user.tox, gone, error) });
        assert_eq!(deleted, (true, 0));
        assert!(!unsafe { tox_friend_exists(user.tox, gone) });
    }
    assert_eq!(numbers(user), [0, 3]);
    assert_eq!([5, 6, 7].map(|byte| add(user, byte)), [1, 2, 4]);
    assert_eq!(numbers(user), [0, 1, 2, 3, 4]);
    let mut key = [0; 32];
    assert!(unsafe { tox_friend_get_public_key(user.tox, 2, key.as_mut_ptr(), ptr::null_mut()) });
    assert_eq!(key, [6; 32]);
    assert_eq!(unsafe { tox_friend_by_public_key(user.tox, [7; 32].as_ptr(), ptr::null_mut()) }, 4);
    assert_eq!(unsafe { tox_friend_get_last_online(user.tox, 2, ptr::null_mut()) }, 0);
}

#[test]
fn a_request_arrives_with_its_text_and_is_accepted() {
    use crate::support::Heard;
    let pair = Pair::strangers();
    let (address, text) = (pair.bob.address(), [b'r'; 921]);
    let add = |text: &[u8]| {
        code(|error: *mut Tox_Err_Friend_Add| unsafe {
            tox_friend_add(pair.alice.tox, address.as_ptr(), text.as_ptr(), text.len(), error)
        })
    };
    assert_eq!(add(&text), (0, 0));
    let request = Heard::Request(pair.alice.key(), text.to_vec());
    pair.until(|pair| pair.bob.saw(|heard| *heard == request));
    assert_eq!(unsafe { tox_friend_add_norequest(pair.bob.tox, pair.alice.key().as_ptr(), ptr::null_mut()) }, 0);
    pair.until(|pair| pair.alice.saw(|heard| matches!(heard, Heard::Connection(0, 2))));
    // A friend who is one has no request whose address could change.
    let mut changed = address;
    changed[32] ^= 1;
    changed[36] ^= 1;
    let again = code(|error: *mut Tox_Err_Friend_Add| unsafe {
        tox_friend_add(pair.alice.tox, changed.as_ptr(), text.as_ptr(), 1, error)
    });
    assert_eq!(again, (u32::MAX, Tox_Err_Friend_Add::AlreadySent as u32));
    let seen = unsafe { tox_friend_get_last_online(pair.alice.tox, 0, ptr::null_mut()) };
    assert!(seen > 0 && seen != u64::MAX);
}
