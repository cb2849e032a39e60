//! From any event to one of a friend.

use crate::events::event::{Kind, Tox_Event, cast};
use crate::events::kinds::{
    Tox_Event_Friend_Connection_Status, Tox_Event_Friend_Lossless_Packet, Tox_Event_Friend_Lossy_Packet,
    Tox_Event_Friend_Message, Tox_Event_Friend_Name, Tox_Event_Friend_Read_Receipt, Tox_Event_Friend_Request,
    Tox_Event_Friend_Status, Tox_Event_Friend_Status_Message, Tox_Event_Friend_Typing,
};

/// @return the event itself if its type is TOX_EVENT_FRIEND_REQUEST, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_friend_request(event: *const Tox_Event) -> *const Tox_Event_Friend_Request {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::FriendRequest(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_FRIEND_CONNECTION_STATUS, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_friend_connection_status(
    event: *const Tox_Event,
) -> *const Tox_Event_Friend_Connection_Status {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::FriendConnectionStatus(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_FRIEND_LOSSY_PACKET, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_friend_lossy_packet(
    event: *const Tox_Event,
) -> *const Tox_Event_Friend_Lossy_Packet {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::FriendLossyPacket(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_FRIEND_LOSSLESS_PACKET, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_friend_lossless_packet(
    event: *const Tox_Event,
) -> *const Tox_Event_Friend_Lossless_Packet {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::FriendLosslessPacket(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_FRIEND_NAME, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_friend_name(event: *const Tox_Event) -> *const Tox_Event_Friend_Name {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::FriendName(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_FRIEND_STATUS, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_friend_status(event: *const Tox_Event) -> *const Tox_Event_Friend_Status {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::FriendStatus(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_FRIEND_STATUS_MESSAGE, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_friend_status_message(
    event: *const Tox_Event,
) -> *const Tox_Event_Friend_Status_Message {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::FriendStatusMessage(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_FRIEND_MESSAGE, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_friend_message(event: *const Tox_Event) -> *const Tox_Event_Friend_Message {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::FriendMessage(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_FRIEND_READ_RECEIPT, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_friend_read_receipt(
    event: *const Tox_Event,
) -> *const Tox_Event_Friend_Read_Receipt {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::FriendReadReceipt(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_FRIEND_TYPING, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_friend_typing(event: *const Tox_Event) -> *const Tox_Event_Friend_Typing {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::FriendTyping(event) => Some(event),
            _ => None,
        })
    }
}
