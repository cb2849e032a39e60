use std::ffi::{CStr, c_char};

use super::*;

#[derive(Default)]
struct Seen(Vec<(u32, String, String)>);

unsafe extern "C" fn note(
    _tox: *mut Tox,
    level: u32,
    file: *const c_char,
    _line: u32,
    _function: *const c_char,
    message: *const c_char,
    user_data: *mut c_void,
) {
    // SAFETY: the test gave a `Seen` that nobody else uses meanwhile.
    let seen = unsafe { &mut *user_data.cast::<Seen>() };
    // SAFETY: a text of ours.
    let file = unsafe { CStr::from_ptr(file) }.to_string_lossy().into_owned();
    // SAFETY: as above.
    let message = unsafe { CStr::from_ptr(message) }.to_string_lossy().into_owned();
    seen.0.push((level, file, message));
}

fn told(work: impl Fn()) -> Vec<(u32, String, String)> {
    let mut seen = Seen::default();
    let log = Log::new(Some(note), UserData((&raw mut seen).cast())).expect("log");
    Log::collect(Some(&log), work);
    log.deliver_failure();
    seen.0
}

#[test]
fn info_and_worse_are_told() {
    let lines = told(|| {
        tracing::trace!("nothing");
        tracing::debug!("nothing");
        tracing::info!(port = 5, "began");
        tracing::warn!("strange");
        tracing::error!("broken");
    });
    let file = || "tests.rs".to_owned();
    assert_eq!(
        lines,
        [(2, file(), "began port=5".to_owned()), (3, file(), "strange".into()), (4, file(), "broken".into())]
    );
}

#[test]
fn long_lines_are_cut_between_characters() {
    let lines = told(|| tracing::info!("{}", "ä".repeat(600)));
    assert_eq!(lines.first().map(|line| line.2.len()), Some(1_022));
    let lines = told(|| tracing::info!("a\0b"));
    assert_eq!(lines.first().map(|line| line.2.as_str()), Some("a"));
}

#[test]
fn a_flood_is_bounded() {
    assert_eq!(told(|| (0..1_000).for_each(|n| tracing::info!(n, "again"))).len(), 256);
}

#[test]
fn without_a_callback_there_is_no_log() {
    assert!(Log::new(None, UserData(ptr::null_mut())).is_none());
}
