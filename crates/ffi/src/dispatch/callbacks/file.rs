//! Callbacks for events of files.

use crate::dispatch::{Tox_Dispatch, register};
use crate::types::{
    ToxEventsFileChunkRequestCb, ToxEventsFileRecvCb, ToxEventsFileRecvChunkCb, ToxEventsFileRecvControlCb,
};

/// Sets the callback for TOX_EVENT_FILE_CHUNK_REQUEST: a transfer of ours is ready for its next part.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_file_chunk_request(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsFileChunkRequestCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.file_chunk_request = callback) }
}

/// Sets the callback for TOX_EVENT_FILE_RECV: a friend offers a file.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_file_recv(dispatch: *mut Tox_Dispatch, callback: ToxEventsFileRecvCb) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.file_recv = callback) }
}

/// Sets the callback for TOX_EVENT_FILE_RECV_CHUNK: a part of a file arrived.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_file_recv_chunk(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsFileRecvChunkCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.file_recv_chunk = callback) }
}

/// Sets the callback for TOX_EVENT_FILE_RECV_CONTROL: a friend paused, resumed or ended a transfer.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_file_recv_control(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsFileRecvControlCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.file_recv_control = callback) }
}
