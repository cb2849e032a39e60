use std::ffi::{CStr, c_char, c_void};
use std::mem::ManuallyDrop;
use std::ptr;

use toxcore_ffi::*;

use crate::support::{Clock, Options, drive};

/// Two instances that are about to get connected; the first calls `callback` when it is.
fn when_connected(callback: unsafe extern "C" fn(*mut Tox, u32, *mut c_void)) -> u32 {
    let clock = Clock::default();
    let bob = Options::new().start_at(&clock);
    // The callback may kill it.
    let alice = ManuallyDrop::new(Options::new().start_at(&clock));
    // SAFETY: a live instance.
    unsafe { tox_callback_self_connection_status(alice.0, Some(callback)) };
    assert_eq!(alice.bootstrap(&bob), Ok(()));
    let mut told = 0_u32;
    drive(&clock, &[&bob], || {
        // SAFETY: live as long as the callback was not called; it gets the number.
        unsafe { tox_iterate(alice.0, (&raw mut told).cast()) };
        told > 0
    });
    told
}

#[test]
fn an_instance_may_be_killed_in_its_callback() {
    unsafe extern "C" fn kill(tox: *mut Tox, _: u32, told: *mut c_void) {
        // SAFETY: nobody uses it any more.
        unsafe { tox_kill(tox) };
        // SAFETY: the number of the test.
        unsafe { *told.cast::<u32>() += 1 };
    }
    assert_eq!(when_connected(kill), 1);
}

#[test]
fn everything_may_be_called_in_a_callback() {
    unsafe extern "C" fn call(tox: *mut Tox, _: u32, told: *mut c_void) {
        // A turn in a turn does nothing.
        // SAFETY: a live instance.
        unsafe { tox_iterate(tox, told) };
        // SAFETY: as above.
        unsafe { tox_lock(tox) };
        // SAFETY: as above, and that many bytes.
        assert!(unsafe { tox_self_set_name(tox, b"Bob".as_ptr(), 3, ptr::null_mut()) });
        // SAFETY: as above.
        assert_eq!(unsafe { tox_self_get_name_size(tox) }, 3);
        // SAFETY: as above.
        assert!(unsafe { tox_get_savedata_size(tox) } > 0);
        // SAFETY: as above.
        assert!((1..=100).contains(&unsafe { tox_iteration_interval(tox) }));
        // SAFETY: as above.
        unsafe { tox_unlock(tox) };
        // SAFETY: as above.
        unsafe { tox_callback_self_connection_status(tox, None) };
        // SAFETY: the number of the test.
        unsafe { *told.cast::<u32>() += 1 };
        // The test ends here.
        // SAFETY: nobody uses it any more.
        unsafe { tox_kill(tox) };
    }
    assert_eq!(when_connected(call), 1);
}

#[test]
fn after_its_end_in_a_callback_an_instance_asks_no_clock() {
    unsafe extern "C" fn kill(tox: *mut Tox, _: u32, clock: *mut c_void) {
        // SAFETY: nobody uses it any more.
        unsafe { tox_kill(tox) };
        // SAFETY: the test's clock.
        unsafe { &*clock.cast::<Clock>() }.stop();
    }
    let (alices, bobs) = (Clock::default(), Clock::default());
    let bob = Options::new().start_at(&bobs);
    // The callback kills it.
    let alice = ManuallyDrop::new(Options::new().start_at(&alices));
    // SAFETY: a live instance.
    unsafe { tox_callback_self_connection_status(alice.0, Some(kill)) };
    assert_eq!(alice.bootstrap(&bob), Ok(()));
    let over = drive(&bobs, &[&bob], || {
        alices.advance(10);
        // SAFETY: live as long as the callback did not stop its clock.
        unsafe { tox_iterate(alice.0, ptr::from_ref(&alices).cast_mut().cast()) };
        alices.is_stopped()
    });
    assert!(over);
}

#[test]
fn the_log_tells_why_there_is_no_instance() {
    unsafe extern "C" fn log(
        tox: *mut Tox,
        level: u32,
        file: *const c_char,
        line: u32,
        _function: *const c_char,
        message: *const c_char,
        told: *mut c_void,
    ) {
        assert!(tox.is_null());
        assert_eq!((level, line > 0), (3, true));
        // SAFETY: a text.
        assert!(!unsafe { CStr::from_ptr(file) }.to_string_lossy().contains('/'));
        // SAFETY: a text.
        assert!(!unsafe { CStr::from_ptr(message) }.is_empty());
        // SAFETY: the number of the test.
        unsafe { *told.cast::<u32>() += 1 };
    }
    let taken = Options::new().start().expect("instance");
    let port = taken.udp_port().expect("port");
    let mut told = 0_u32;
    let options = Options::new().with(|options| {
        // SAFETY: live options.
        unsafe { tox_options_set_log_callback(options, Some(log)) };
        // SAFETY: as above.
        unsafe { tox_options_set_log_user_data(options, (&raw mut told).cast()) };
        // SAFETY: as above.
        unsafe { tox_options_set_start_port(options, port) };
        // SAFETY: as above.
        unsafe { tox_options_set_end_port(options, port) };
    });
    assert!(options.start().is_err());
    assert_eq!(told, 1);
}
