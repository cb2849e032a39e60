//! Copies of what C handed over, by the address of the options that they belong to.

use std::collections::HashMap;
use std::ffi::{CStr, CString, c_char};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Tox_Options;

/// The copies of one object.
#[derive(Default)]
struct Copies {
    proxy_host: Option<CString>,
    savedata: Option<Secret>,
}

/// Bytes that are wiped when they are no longer needed.
struct Secret(Box<[u8]>);

impl Secret {
    fn new(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        toxcore_crypto::wipe(&mut self.0);
    }
}

/// Objects whose copies exist. C frees most of them with [`forget`]; what it leaves behind on a stack is freed when the
/// next object begins there.
static COPIES: Mutex<Option<HashMap<usize, Copies>>> = Mutex::new(None);

/// Keeps a copy of `host` in the place of an earlier one, and tells where it is: NULL without a host.
pub(super) fn keep_host(owner: *const Tox_Options, host: Option<&CStr>) -> *const c_char {
    let copy = host.map(CStr::to_owned);
    let place = copy.as_ref().map_or(std::ptr::null(), |host| host.as_ptr());
    change(owner, copy.is_some(), |copies| copies.proxy_host = copy);
    place
}

/// Keeps a copy of `savedata` likewise.
pub(super) fn keep_savedata(owner: *const Tox_Options, savedata: Option<&[u8]>) -> *const u8 {
    let copy = savedata.map(Secret::new);
    let place = copy.as_ref().map_or(std::ptr::null(), |savedata| savedata.0.as_ptr());
    change(owner, copy.is_some(), |copies| copies.savedata = copy);
    place
}

/// Frees all copies of an object.
pub(super) fn forget(owner: *const Tox_Options) {
    let mut all = lock();
    if let Some(table) = &mut *all {
        table.remove(&owner.addr());
        if table.is_empty() {
            *all = None;
        }
    }
}

/// Changes the copies of an object. One that has none gets a place for them only if there is something to `keep`.
fn change(owner: *const Tox_Options, keep: bool, change: impl FnOnce(&mut Copies)) {
    let mut all = lock();
    let table = all.get_or_insert_default();
    if keep {
        change(table.entry(owner.addr()).or_default());
    } else if let Some(copies) = table.get_mut(&owner.addr()) {
        change(copies);
    }
}

fn lock() -> MutexGuard<'static, Option<HashMap<usize, Copies>>> {
    COPIES.lock().unwrap_or_else(PoisonError::into_inner)
}
