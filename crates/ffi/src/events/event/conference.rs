//! From any event to one of a conference.

use crate::events::event::{Kind, Tox_Event, cast};
use crate::events::kinds::{
    Tox_Event_Conference_Connected, Tox_Event_Conference_Invite, Tox_Event_Conference_Message,
    Tox_Event_Conference_Peer_List_Changed, Tox_Event_Conference_Peer_Name, Tox_Event_Conference_Title,
};

/// @return the event itself if its type is TOX_EVENT_CONFERENCE_INVITE, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_conference_invite(
    event: *const Tox_Event,
) -> *const Tox_Event_Conference_Invite {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::ConferenceInvite(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_CONFERENCE_CONNECTED, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_conference_connected(
    event: *const Tox_Event,
) -> *const Tox_Event_Conference_Connected {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::ConferenceConnected(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_CONFERENCE_PEER_LIST_CHANGED, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_conference_peer_list_changed(
    event: *const Tox_Event,
) -> *const Tox_Event_Conference_Peer_List_Changed {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::ConferencePeerListChanged(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_CONFERENCE_PEER_NAME, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_conference_peer_name(
    event: *const Tox_Event,
) -> *const Tox_Event_Conference_Peer_Name {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::ConferencePeerName(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_CONFERENCE_TITLE, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_conference_title(event: *const Tox_Event) -> *const Tox_Event_Conference_Title {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::ConferenceTitle(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_CONFERENCE_MESSAGE, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_conference_message(
    event: *const Tox_Event,
) -> *const Tox_Event_Conference_Message {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::ConferenceMessage(event) => Some(event),
            _ => None,
        })
    }
}
