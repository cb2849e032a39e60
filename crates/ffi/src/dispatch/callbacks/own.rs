//! Callbacks for events of this instance and of its network.

use crate::dispatch::{Tox_Dispatch, register};
use crate::types::{ToxEventsDhtNodesResponseCb, ToxEventsSelfConnectionStatusCb};

/// Sets the callback for TOX_EVENT_SELF_CONNECTION_STATUS: this instance found the network, lost it, or reaches it in another way.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_self_connection_status(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsSelfConnectionStatusCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.self_connection_status = callback) }
}

/// Sets the callback for TOX_EVENT_DHT_NODES_RESPONSE: a node told us of a node.
///
/// @param callback what to call; NULL for nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_events_callback_dht_nodes_response(
    dispatch: *mut Tox_Dispatch,
    callback: ToxEventsDhtNodesResponseCb,
) {
    // SAFETY: the caller passes NULL or a table that lives.
    unsafe { register(dispatch, |table| table.dht_nodes_response = callback) }
}
