use std::ptr;

use toxcore_ffi::types::Tox_Err_Set_Info;
use toxcore_ffi::*;

use crate::support::{Instance, Options};

/// An instance that sends nothing.
fn quiet() -> Instance {
    Options::new().without_udp().start().expect("instance")
}

fn set_name(tox: *mut Tox, name: *const u8, length: usize) -> Tox_Err_Set_Info {
    let mut error = Tox_Err_Set_Info::Ok;
    // SAFETY: a live instance; the length is checked before the name is read.
    let done = unsafe { tox_self_set_name(tox, name, length, &raw mut error) };
    assert_eq!(done, error == Tox_Err_Set_Info::Ok);
    error
}

fn name(tox: *const Tox) -> Vec<u8> {
    // SAFETY: a live instance.
    let mut name = vec![0; unsafe { tox_self_get_name_size(tox) }];
    // SAFETY: the room is as large as asked for.
    unsafe { tox_self_get_name(tox, name.as_mut_ptr()) };
    name
}

#[test]
fn names_are_kept_and_their_length_is_the_whole_number() {
    let instance = quiet();
    let tox = instance.0;
    let long = [b'x'; 128];
    assert_eq!(set_name(tox, b"Alice".as_ptr(), 5), Tox_Err_Set_Info::Ok);
    assert_eq!(name(tox), b"Alice");
    assert_eq!(set_name(tox, long.as_ptr(), 129), Tox_Err_Set_Info::TooLong);
    assert_eq!(set_name(tox, long.as_ptr(), 65_536 + 3), Tox_Err_Set_Info::TooLong);
    assert_eq!(set_name(tox, long.as_ptr(), usize::MAX), Tox_Err_Set_Info::TooLong);
    assert_eq!(set_name(tox, ptr::null(), 1), Tox_Err_Set_Info::Null);
    assert_eq!(set_name(ptr::null_mut(), long.as_ptr(), 1), Tox_Err_Set_Info::Null);
    assert_eq!(name(tox), b"Alice");
    assert_eq!(set_name(tox, long.as_ptr(), 128), Tox_Err_Set_Info::Ok);
    assert_eq!(name(tox), long);
    assert_eq!(set_name(tox, ptr::null(), 0), Tox_Err_Set_Info::Ok);
    assert_eq!(name(tox), b"");
}

#[test]
fn a_status_that_does_not_exist_changes_nothing() {
    let instance = quiet();
    let tox = instance.0;
    for (set, told) in [(1, 1), (7, 1), (2, 2), (u32::MAX, 2), (0, 0)] {
        // SAFETY: a live instance.
        unsafe { tox_self_set_status(tox, set) };
        // SAFETY: as above.
        assert_eq!(unsafe { tox_self_get_status(tox) }, told);
    }
}

#[test]
fn the_address_has_key_and_nospam() {
    let instance = quiet();
    let tox = instance.0;
    let (mut address, mut key) = ([0; 38], [0; 32]);
    // SAFETY: a live instance.
    unsafe { tox_self_set_nospam(tox, 0x0102_0304) };
    // SAFETY: the room is large enough.
    unsafe { tox_self_get_address(tox, address.as_mut_ptr()) };
    // SAFETY: as above.
    unsafe { tox_self_get_public_key(tox, key.as_mut_ptr()) };
    assert_eq!((&address[..32], &address[32..36]), (&key[..], &[1, 2, 3, 4][..]));
    // SAFETY: a live instance.
    assert_eq!(unsafe { tox_self_get_nospam(tox) }, 0x0102_0304);
    // SAFETY: NULL is allowed.
    unsafe { tox_self_get_address(tox, ptr::null_mut()) };
}
