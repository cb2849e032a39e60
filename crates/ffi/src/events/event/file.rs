//! From any event to one of a file.

use crate::events::event::{Kind, Tox_Event, cast};
use crate::events::kinds::{
    Tox_Event_File_Chunk_Request, Tox_Event_File_Recv, Tox_Event_File_Recv_Chunk, Tox_Event_File_Recv_Control,
};

/// @return the event itself if its type is TOX_EVENT_FILE_CHUNK_REQUEST, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_file_chunk_request(
    event: *const Tox_Event,
) -> *const Tox_Event_File_Chunk_Request {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::FileChunkRequest(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_FILE_RECV, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_file_recv(event: *const Tox_Event) -> *const Tox_Event_File_Recv {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::FileRecv(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_FILE_RECV_CHUNK, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_file_recv_chunk(event: *const Tox_Event) -> *const Tox_Event_File_Recv_Chunk {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::FileRecvChunk(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_FILE_RECV_CONTROL, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_file_recv_control(
    event: *const Tox_Event,
) -> *const Tox_Event_File_Recv_Control {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::FileRecvControl(event) => Some(event),
            _ => None,
        })
    }
}
