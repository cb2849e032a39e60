use std::mem::MaybeUninit;
use std::ptr;

use super::*;

/// Memory as an old program has it: 72 bytes, and something behind them that is not ours.
#[repr(C)]
struct Old {
    options: [u8; 72],
    canary: [u8; 16],
}

fn old(fill: u8) -> Box<Old> {
    Box::new(Old { options: [fill; 72], canary: [0xca; 16] })
}

fn pointer(old: &mut Old) -> *mut Tox_Options {
    ptr::from_mut(old).cast()
}

#[test]
fn objects_of_old_programs_are_not_overrun() {
    let mut old = old(0x41);
    let options = pointer(&mut old);
    // SAFETY: 72 bytes are there.
    unsafe { tox_options_default(options) };
    // SAFETY: as above.
    unsafe { tox_options_set_experimental_owned_data(options, true) };
    // SAFETY: as above; the text ends with NUL.
    assert!(unsafe { tox_options_set_proxy_host(options, c"proxy".as_ptr()) });
    // SAFETY: as above; three bytes are there.
    assert!(unsafe { tox_options_set_savedata_data(options, [1, 2, 3].as_ptr(), 3) });
    // SAFETY: as above.
    assert_eq!(unsafe { tox_options_get_savedata_length(options) }, 3);
    // SAFETY: as above.
    unsafe { tox_options_default(options) };
    // SAFETY: as above.
    assert!(unsafe { tox_options_get_proxy_host(options) }.is_null());
    assert_eq!(old.canary, [0xca; 16]);
}

#[test]
fn defaults_read_nothing() {
    let mut options = MaybeUninit::<Tox_Options>::uninit();
    // SAFETY: the memory is there; what is in it does not matter.
    unsafe { tox_options_default(options.as_mut_ptr()) };
    // SAFETY: the members were set.
    assert!(unsafe { tox_options_get_udp_enabled(options.as_ptr()) });
}

#[test]
fn what_is_owned_is_a_copy() {
    // SAFETY: NULL is allowed.
    let options = unsafe { tox_options_new(ptr::null_mut()) };
    let mut savedata = [1, 2, 3];
    // SAFETY: made by `tox_options_new`.
    unsafe { tox_options_set_savedata_data(options, savedata.as_ptr(), 3) };
    // SAFETY: as above.
    assert!(ptr::eq(unsafe { tox_options_get_savedata_data(options) }, savedata.as_ptr()));

    // SAFETY: as above.
    unsafe { tox_options_set_experimental_owned_data(options, true) };
    // SAFETY: as above.
    unsafe { tox_options_set_savedata_data(options, savedata.as_ptr(), 3) };
    savedata.fill(9);
    // SAFETY: as above.
    let copy = unsafe { tox_options_get_savedata_data(options) };
    // SAFETY: it has the length that was set.
    assert_eq!(unsafe { std::slice::from_raw_parts(copy, 3) }, [1, 2, 3]);

    // SAFETY: as above.
    let second = unsafe { tox_options_new(ptr::null_mut()) };
    // SAFETY: both were made by `tox_options_new`.
    unsafe { tox_options_copy(second, options) };
    // SAFETY: as above.
    unsafe { tox_options_free(options) };
    // SAFETY: as above.
    let copy = unsafe { tox_options_get_savedata_data(second) };
    // SAFETY: it has the length that was copied.
    assert_eq!(unsafe { std::slice::from_raw_parts(copy, 3) }, [1, 2, 3]);
    // SAFETY: as above.
    unsafe { tox_options_free(second) };
}

#[test]
fn null_is_no_object() {
    // SAFETY: NULL is allowed everywhere.
    unsafe { tox_options_default(ptr::null_mut()) };
    // SAFETY: as above.
    unsafe { tox_options_free(ptr::null_mut()) };
    // SAFETY: as above.
    unsafe { tox_options_copy(ptr::null_mut(), ptr::null()) };
    // SAFETY: as above.
    assert!(!unsafe { tox_options_get_udp_enabled(ptr::null()) });
    // SAFETY: as above.
    assert!(!unsafe { tox_options_set_proxy_host(ptr::null_mut(), ptr::null()) });
}
