//! What holds for any bytes. The fuzz targets call this with what the fuzzer makes up, the test `corpus` with what it once
//! found. A law is broken when it panics.
#![allow(unsafe_code, reason = "functions are called as C calls them")]
#![allow(clippy::undocumented_unsafe_blocks, reason = "every call is of a function of ours, with pointers that live")]
#![allow(clippy::multiple_unsafe_ops_per_block, reason = "as above")]

use std::ptr;
use std::sync::OnceLock;

use toxcore_ffi::types::{TOX_PASS_ENCRYPTION_EXTRA_LENGTH, TOX_PASS_SALT_LENGTH};
use toxcore_ffi::{
    Tox_Events, Tox_Pass_Key, tox_event_get_type, tox_events_bytes_size, tox_events_equal, tox_events_free,
    tox_events_get, tox_events_get_bytes, tox_events_get_size, tox_events_load, tox_get_salt, tox_is_data_encrypted,
    tox_pass_key_decrypt, tox_pass_key_derive_with_salt, tox_pass_key_encrypt,
};

/// What is read as a list of events is written in one form, which is read as the same list. It is never longer.
///
/// Returns how many events there are.
pub(crate) fn events(bytes: &[u8]) -> u32 {
    let events = load(bytes);
    let written = encode(events);
    assert!(events.is_null() || written.len() <= bytes.len());
    let again = load(&written);
    assert_eq!(encode(again), written);
    let size = unsafe { tox_events_get_size(events) };
    assert_eq!(events.is_null(), size == 0);
    for index in 0..size {
        assert!(unsafe { tox_event_get_type(tox_events_get(events, index)) } < TYPES);
    }
    unsafe {
        assert!(tox_events_equal(ptr::null(), events, again));
        assert!(tox_events_get(events, size).is_null());
        tox_events_free(events);
        tox_events_free(again);
    }
    size
}

fn load(bytes: &[u8]) -> *mut Tox_Events {
    let len = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    unsafe { tox_events_load(ptr::null(), bytes.as_ptr(), len) }
}

fn encode(events: *const Tox_Events) -> Vec<u8> {
    let mut bytes = vec![0; unsafe { tox_events_bytes_size(events) } as usize];
    assert!(unsafe { tox_events_get_bytes(events, bytes.as_mut_ptr()) });
    bytes
}

/// A container is opened by the key that closed it, whatever is in it; any other bytes are refused and nothing is written.
///
/// Returns whether it was opened.
pub(crate) fn container(bytes: &[u8]) -> bool {
    let mut salt = [0; TOX_PASS_SALT_LENGTH as usize];
    if bytes.len() >= MAGIC_LEN {
        let encrypted = unsafe { tox_is_data_encrypted(bytes.as_ptr()) };
        if !encrypted || bytes.len() >= MAGIC_LEN + salt.len() {
            assert_eq!(unsafe { tox_get_salt(bytes.as_ptr(), salt.as_mut_ptr(), ptr::null_mut()) }, encrypted);
        }
    }
    if !bytes.is_empty() {
        let mut closed = vec![0; bytes.len() + EXTRA_LEN];
        let place = closed.as_mut_ptr();
        assert!(unsafe { tox_pass_key_encrypt(key(), bytes.as_ptr(), bytes.len(), place, ptr::null_mut()) });
        assert_eq!(open(&closed).as_deref(), Some(bytes));
    }
    open(bytes).is_some()
}

fn open(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut opened = vec![UNTOUCHED; bytes.len().saturating_sub(EXTRA_LEN)];
    let place = opened.as_mut_ptr();
    let done = unsafe { tox_pass_key_decrypt(key(), bytes.as_ptr(), bytes.len(), place, ptr::null_mut()) };
    assert!(done || opened.iter().all(|byte| *byte == UNTOUCHED));
    done.then_some(opened)
}

/// The key of the corpus: deriving takes too long to do it for each input.
fn key() -> *const Tox_Pass_Key {
    static KEY: OnceLock<usize> = OnceLock::new();
    let address = KEY.get_or_init(|| {
        let (passphrase, salt) = (b"fuzz", [1; TOX_PASS_SALT_LENGTH as usize]);
        let (start, len) = (passphrase.as_ptr(), passphrase.len());
        unsafe { tox_pass_key_derive_with_salt(start, len, salt.as_ptr(), ptr::null_mut()) }.expose_provenance()
    });
    ptr::with_exposed_provenance(*address)
}

/// How many types of events there are.
const TYPES: u32 = 40;
const EXTRA_LEN: usize = TOX_PASS_ENCRYPTION_EXTRA_LENGTH as usize;
const MAGIC_LEN: usize = b"toxEsave".len();
/// What is in a buffer before anything was written to it.
const UNTOUCHED: u8 = 0xee;
