//! Callbacks for events of conferences.

use crate::dispatch::{Tox_Dispatch, register};
use crate::types::{
    ToxEventsConferenceConnectedCb, ToxEventsConferenceInviteCb, ToxEventsConferenceMessageCb,
    ToxEventsConferencePeerListChangedCb, ToxEventsConferencePeerNameCb, ToxEventsConferenceTitleCb,
};

/// Sets the callback for TOX_EVENT_CONFERENCE_INVITE: a friend invites us into a conference.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_conference_invite(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsConferenceInviteCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.conference_invite = callback) }
}

/// Sets the callback for TOX_EVENT_CONFERENCE_CONNECTED: a conference that we joined is connected.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_conference_connected(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsConferenceConnectedCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.conference_connected = callback) }
}

/// Sets the callback for TOX_EVENT_CONFERENCE_PEER_LIST_CHANGED: somebody joined or left a conference.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_conference_peer_list_changed(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsConferencePeerListChangedCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.conference_peer_list_changed = callback) }
}

/// Sets the callback for TOX_EVENT_CONFERENCE_PEER_NAME: a member of a conference told its name.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_conference_peer_name(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsConferencePeerNameCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.conference_peer_name = callback) }
}

/// Sets the callback for TOX_EVENT_CONFERENCE_TITLE: a conference got its title.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_conference_title(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsConferenceTitleCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.conference_title = callback) }
}

/// Sets the callback for TOX_EVENT_CONFERENCE_MESSAGE: a member of a conference wrote.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_conference_message(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsConferenceMessageCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.conference_message = callback) }
}
