//! The object behind `ToxAV *`.

use std::ptr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use toxcore::ConnectionStatus;

use crate::boundary::boundary;
use crate::handle::{Handle, Tox};
use crate::pointer::Out;
use crate::toxav::callbacks::Callbacks;
use crate::types::{Tox_Friend_Number, Toxav_Err_New};

/// The calls of one instance.
#[derive(Debug)]
pub struct ToxAV {
    /// Shared: a program that kills the instance first still has a session to kill.
    tox: Arc<Tox>,
    callbacks: Mutex<Callbacks>,
}

impl ToxAV {
    /// The session of a call: perhaps NULL.
    ///
    /// # Safety
    /// `av` is NULL, or came from `toxav_new` and is not killed while `'a` lasts.
    pub(super) unsafe fn from_c<'a>(av: *const Self) -> Option<&'a Self> {
        // SAFETY: the caller's promise. Nobody makes an exclusive reference to a session.
        unsafe { av.as_ref() }
    }

    /// How a friend is connected; `None` if there is no such friend.
    pub(super) fn friend(&self, number: Tox_Friend_Number) -> Option<ConnectionStatus> {
        let status = |core: &crate::core::Core| {
            let friend = core.tox.friend_by_number(number)?;
            core.tox.friend_connection_status(friend).ok()
        };
        self.tox.ask(status).flatten()
    }

    /// What C wants to be told.
    pub(super) fn callbacks(&self) -> MutexGuard<'_, Callbacks> {
        self.callbacks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes a session for the calls of an instance. There can be one at a time.
///
/// @param tox the instance.
/// @param error why not. NULL if that does not matter.
///
/// @return the session, or NULL. `toxav_kill` ends it, before `tox_kill` ends the instance.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_new(tox: *mut Tox, error: *mut Toxav_Err_New) -> *mut ToxAV {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    let Some(tox) = tox.get().and_then(Tox::share) else {
        error.set(Toxav_Err_New::Null);
        return ptr::null_mut();
    };
    // Two threads that try this at once get one session.
    tox.lock_for_c();
    let session = tox.av().is_null().then(|| {
        let session = Box::into_raw(Box::new(ToxAV { tox: Arc::clone(&tox), callbacks: Mutex::default() }));
        tox.set_av(session.cast());
        session
    });
    tox.unlock_for_c();
    match session {
        Some(_) => error.set_ok(),
        None => error.set(Toxav_Err_New::Multiple),
    }
    session.unwrap_or(ptr::null_mut())
}

/// Ends a session.
///
/// @param av the session. NULL does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_kill(av: *mut ToxAV) {
    if av.is_null() {
        return;
    }
    // SAFETY: it came from `toxav_new`, and the caller does not use it any more.
    let session = unsafe { Box::from_raw(av) };
    session.tox.lock_for_c();
    if session.tox.av() == av.cast() {
        session.tox.set_av(ptr::null_mut());
    }
    session.tox.unlock_for_c();
    // If the instance was killed before, its last share goes now.
    boundary((), || drop(session));
}

/// @param av the session.
///
/// @return the instance that it belongs to; NULL for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_get_tox(av: *const ToxAV) -> *mut Tox {
    // SAFETY: the caller's promise.
    unsafe { ToxAV::from_c(av) }.map_or(ptr::null_mut(), |session| session.tox.as_c())
}
