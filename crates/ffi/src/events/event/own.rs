//! From any event to one of this instance or its network.

use crate::events::event::{Kind, Tox_Event, cast};
use crate::events::kinds::{Tox_Event_Dht_Nodes_Response, Tox_Event_Self_Connection_Status};

/// @return the event itself if its type is TOX_EVENT_SELF_CONNECTION_STATUS, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_self_connection_status(
    event: *const Tox_Event,
) -> *const Tox_Event_Self_Connection_Status {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::SelfConnectionStatus(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_DHT_NODES_RESPONSE, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_dht_nodes_response(
    event: *const Tox_Event,
) -> *const Tox_Event_Dht_Nodes_Response {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::DhtNodesResponse(event) => Some(event),
            _ => None,
        })
    }
}
