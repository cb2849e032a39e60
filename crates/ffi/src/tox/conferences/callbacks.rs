//! What C wants to be told of conferences.

use crate::handle::{Handle, Tox};
use crate::types::{
    ToxConferenceConnectedCb, ToxConferenceInviteCb, ToxConferenceMessageCb, ToxConferencePeerListChangedCb,
    ToxConferencePeerNameCb, ToxConferenceTitleCb,
};

/// The functions that C registered for conferences.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ConferenceCallbacks {
    pub(crate) invite: ToxConferenceInviteCb,
    pub(crate) connected: ToxConferenceConnectedCb,
    pub(crate) message: ToxConferenceMessageCb,
    pub(crate) title: ToxConferenceTitleCb,
    pub(crate) peer_name: ToxConferencePeerNameCb,
    pub(crate) peer_list_changed: ToxConferencePeerListChangedCb,
}

/// Sets the function that is called when a friend invites us to a conference.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_conference_invite(tox: *mut Tox, callback: ToxConferenceInviteCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.conferences.invite = callback);
}

/// Sets the function that is called when we are connected to a conference that we joined.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_conference_connected(tox: *mut Tox, callback: ToxConferenceConnectedCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.conferences.connected = callback);
}

/// Sets the function that is called when somebody writes a message to a conference.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_conference_message(tox: *mut Tox, callback: ToxConferenceMessageCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.conferences.message = callback);
}

/// Sets the function that is called when the title of a conference is set.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_conference_title(tox: *mut Tox, callback: ToxConferenceTitleCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.conferences.title = callback);
}

/// Sets the function that is called when a peer changes his name.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_conference_peer_name(tox: *mut Tox, callback: ToxConferencePeerNameCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.conferences.peer_name = callback);
}

/// Sets the function that is called when peers come or go.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_conference_peer_list_changed(
    tox: *mut Tox,
    callback: ToxConferencePeerListChangedCb,
) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.conferences.peer_list_changed = callback);
}
