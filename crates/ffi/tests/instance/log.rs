//! What the log callback may rely on.

use std::cell::{Cell, RefCell};
use std::ffi::{CStr, c_char, c_void};
use std::ptr;

use toxcore_ffi::types::{Tox_Err_New, Tox_Log_Level};
use toxcore_ffi::*;

use crate::support::Options;

/// What a callback saw, and what it is to do. It may be called inside itself: hence no exclusive references.
#[derive(Default)]
struct Log {
    lines: Cell<u32>,
    depth: Cell<u32>,
    deepest: Cell<u32>,
    kill: bool,
}

unsafe extern "C" fn note(
    tox: *mut Tox,
    _level: u32,
    _file: *const c_char,
    _line: u32,
    _function: *const c_char,
    _message: *const c_char,
    log: *mut c_void,
) {
    // SAFETY: the test's log, which is only ever shared.
    let log = unsafe { &*log.cast::<Log>() };
    log.lines.set(log.lines.get() + 1);
    log.depth.set(log.depth.get() + 1);
    log.deepest.set(log.deepest.get().max(log.depth.get()));
    if log.kill {
        // Another line, which waits.
        add_unusable_relay(tox);
        // SAFETY: alive, and used by nobody after the call that logged.
        unsafe { tox_kill(tox) };
    } else if log.lines.get() < 5 {
        add_unusable_relay(tox);
    }
    log.depth.set(log.depth.get() - 1);
}

/// A call that logs.
fn add_unusable_relay(tox: *mut Tox) {
    // SAFETY: alive; a text and a key of the right length.
    unsafe { tox_add_tcp_relay(tox, c"0.0.0.0".as_ptr(), 1, [7; 32].as_ptr(), ptr::null_mut()) };
}

fn with_log(log: &Log) -> Options {
    Options::new().without_udp().with(|options| {
        // SAFETY: live options.
        unsafe { tox_options_set_log_callback(options, Some(note)) };
        // SAFETY: as above.
        unsafe { tox_options_set_log_user_data(options, ptr::from_ref(log).cast_mut().cast()) };
    })
}

#[test]
fn lines_are_told_one_after_the_other() {
    let log = Log::default();
    let instance = with_log(&log).start().expect("instance");
    add_unusable_relay(instance.tox());
    assert_eq!((log.lines.get(), log.deepest.get()), (5, 1));
}

#[test]
fn an_instance_may_end_in_its_log() {
    let log = Log { kill: true, ..Log::default() };
    let instance = std::mem::ManuallyDrop::new(with_log(&log).start().expect("instance"));
    add_unusable_relay(instance.tox());
    assert_eq!(log.lines.get(), 1);
}

#[test]
fn an_instance_may_end_before_anybody_has_it() {
    let tox = Options::new().without_udp().start().expect("instance");
    let (friend, own) = ([7; 32], tox.public_key());
    // SAFETY: alive; a key.
    assert_eq!(unsafe { tox_friend_add_norequest(tox.tox(), friend.as_ptr(), ptr::null_mut()) }, 0);
    let mut savedata = tox.savedata();
    let place = savedata.windows(32).position(|bytes| bytes == friend).expect("the friend is saved");
    // A friend who cannot be is damage, of which there is a line.
    savedata[place..place + 32].copy_from_slice(&own);
    let log = Log { kill: true, ..Log::default() };
    let options = with_log(&log).with(|options| {
        // SAFETY: live options.
        unsafe { tox_options_set_savedata_type(options, 1) };
        // SAFETY: as above; the bytes live until the instance is made.
        unsafe { tox_options_set_savedata_data(options, savedata.as_ptr(), savedata.len()) };
    });
    assert_eq!(options.start().err(), Some(Tox_Err_New::Malloc));
    assert_eq!(log.lines.get(), 1);
}

/// Levels and texts of lines.
type Written = RefCell<Vec<(u32, String)>>;

unsafe extern "C" fn write_down(
    _tox: *mut Tox,
    level: u32,
    _file: *const c_char,
    _line: u32,
    _function: *const c_char,
    message: *const c_char,
    written: *mut c_void,
) {
    // SAFETY: the test's list, which is only ever shared.
    let written = unsafe { &*written.cast::<Written>() };
    // SAFETY: a text that lives for the length of this call.
    let message = unsafe { CStr::from_ptr(message) };
    written.borrow_mut().push((level, message.to_string_lossy().into_owned()));
}

#[test]
#[allow(clippy::multiple_unsafe_ops_per_block, reason = "calls as C makes them")]
fn mistakes_of_the_program_are_warned_of() {
    let written = Written::default();
    let options = Options::new().without_udp().with(|options| {
        // SAFETY: live options.
        unsafe { tox_options_set_log_callback(options, Some(write_down)) };
        // SAFETY: as above.
        unsafe { tox_options_set_log_user_data(options, ptr::from_ref(&written).cast_mut().cast()) };
    });
    let instance = options.start().expect("instance");
    let tox = instance.tox();
    let (host, key) = (c"127.0.0.1".as_ptr(), [7; 32].as_ptr());
    written.borrow_mut().clear();
    // SAFETY: alive; pointers are NULL or as long as they are said to be.
    unsafe {
        tox_self_set_name(tox, [b'n'; 200].as_ptr(), 200, ptr::null_mut());
        tox_friend_send_message(tox, 7, 0, b"x".as_ptr(), 1, ptr::null_mut());
        tox_friend_by_public_key(tox, ptr::null(), ptr::null_mut());
        tox_bootstrap(tox, host, 0, key, ptr::null_mut());
        // What happens to programs without mistakes.
        tox_friend_get_connection_status(tox, 7, ptr::null_mut());
        tox_friend_by_public_key(tox, key, ptr::null_mut());
        tox_self_get_udp_port(tox, ptr::null_mut());
        assert_eq!(tox_friend_add_norequest(tox, key, ptr::null_mut()), 0);
        tox_friend_send_message(tox, 0, 0, b"x".as_ptr(), 1, ptr::null_mut());
    }
    let warning = |message: &str| (Tox_Log_Level::Warning as u32, message.to_owned());
    let expected = [
        warning("tox_self_set_name: TOX_ERR_SET_INFO_TOO_LONG"),
        warning("tox_friend_send_message: TOX_ERR_FRIEND_SEND_MESSAGE_FRIEND_NOT_FOUND"),
        warning("tox_friend_by_public_key: TOX_ERR_FRIEND_BY_PUBLIC_KEY_NULL"),
        warning("tox_bootstrap: TOX_ERR_BOOTSTRAP_BAD_PORT"),
    ];
    assert_eq!(*written.borrow(), expected);
}
