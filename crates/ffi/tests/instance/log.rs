//! What the log callback may rely on.

use std::cell::Cell;
use std::ffi::{c_char, c_void};
use std::ptr;

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
