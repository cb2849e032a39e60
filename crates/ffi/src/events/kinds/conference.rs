//! Events of conferences.

use std::ptr;

use crate::events::field::{Bytes, fields};
use crate::events::read;
use crate::types::{Tox_Conference_Type, Tox_Conference_Type_Raw, Tox_Message_Type, Tox_Message_Type_Raw};

/// A friend invites us into a conference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Conference_Invite {
    pub(crate) friend_number: u32,
    pub(crate) kind: Tox_Conference_Type,
    pub(crate) cookie: Bytes,
}

fields!(Tox_Event_Conference_Invite: friend_number, kind, cookie);

/// @return the number of the friend.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_conference_invite_get_friend_number(
    conference_invite: *const Tox_Event_Conference_Invite,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(conference_invite, u32::MAX, |event| event.friend_number) }
}

/// @return the kind of conference.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_conference_invite_get_type(
    conference_invite: *const Tox_Event_Conference_Invite,
) -> Tox_Conference_Type_Raw {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(conference_invite, 0, |event| event.kind as u32) }
}

/// @return what joins the conference; NULL if it has no bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_conference_invite_get_cookie(
    conference_invite: *const Tox_Event_Conference_Invite,
) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(conference_invite, ptr::null(), |event| event.cookie.as_ptr()) }
}

/// @return how many bytes the cookie has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_conference_invite_get_cookie_length(
    conference_invite: *const Tox_Event_Conference_Invite,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(conference_invite, 0, |event| event.cookie.len()) }
}

/// A conference that we joined is connected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Conference_Connected {
    pub(crate) conference_number: u32,
}

fields!(Tox_Event_Conference_Connected: conference_number);

/// @return the number of the conference.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_conference_connected_get_conference_number(
    conference_connected: *const Tox_Event_Conference_Connected,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(conference_connected, u32::MAX, |event| event.conference_number) }
}

/// Somebody joined or left a conference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Conference_Peer_List_Changed {
    pub(crate) conference_number: u32,
}

fields!(Tox_Event_Conference_Peer_List_Changed: conference_number);

/// @return the number of the conference.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_conference_peer_list_changed_get_conference_number(
    conference_peer_list_changed: *const Tox_Event_Conference_Peer_List_Changed,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(conference_peer_list_changed, u32::MAX, |event| event.conference_number) }
}

/// A member of a conference told its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Conference_Peer_Name {
    pub(crate) conference_number: u32,
    pub(crate) peer_number: u32,
    pub(crate) name: Bytes,
}

fields!(Tox_Event_Conference_Peer_Name: conference_number, peer_number, name);

/// @return the number of the conference.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_conference_peer_name_get_conference_number(
    conference_peer_name: *const Tox_Event_Conference_Peer_Name,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(conference_peer_name, u32::MAX, |event| event.conference_number) }
}

/// @return the number of the member.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_conference_peer_name_get_peer_number(
    conference_peer_name: *const Tox_Event_Conference_Peer_Name,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(conference_peer_name, u32::MAX, |event| event.peer_number) }
}

/// @return the name; NULL if it has no bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_conference_peer_name_get_name(
    conference_peer_name: *const Tox_Event_Conference_Peer_Name,
) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(conference_peer_name, ptr::null(), |event| event.name.as_ptr()) }
}

/// @return how many bytes the name has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_conference_peer_name_get_name_length(
    conference_peer_name: *const Tox_Event_Conference_Peer_Name,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(conference_peer_name, 0, |event| event.name.len()) }
}

/// A conference got its title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Conference_Title {
    pub(crate) conference_number: u32,
    pub(crate) peer_number: u32,
    pub(crate) title: Bytes,
}

fields!(Tox_Event_Conference_Title: conference_number, peer_number, title);

/// @return the number of the conference.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_conference_title_get_conference_number(
    conference_title: *const Tox_Event_Conference_Title,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(conference_title, u32::MAX, |event| event.conference_number) }
}

/// @return the number of who set it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_conference_title_get_peer_number(
    conference_title: *const Tox_Event_Conference_Title,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(conference_title, u32::MAX, |event| event.peer_number) }
}

/// @return the title; NULL if it has no bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_conference_title_get_title(
    conference_title: *const Tox_Event_Conference_Title,
) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(conference_title, ptr::null(), |event| event.title.as_ptr()) }
}

/// @return how many bytes the title has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_conference_title_get_title_length(
    conference_title: *const Tox_Event_Conference_Title,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(conference_title, 0, |event| event.title.len()) }
}

/// A member of a conference wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Conference_Message {
    pub(crate) conference_number: u32,
    pub(crate) peer_number: u32,
    pub(crate) kind: Tox_Message_Type,
    pub(crate) message: Bytes,
}

fields!(Tox_Event_Conference_Message: conference_number, peer_number, kind, message);

/// @return the number of the conference.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_conference_message_get_conference_number(
    conference_message: *const Tox_Event_Conference_Message,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(conference_message, u32::MAX, |event| event.conference_number) }
}

/// @return the number of the member.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_conference_message_get_peer_number(
    conference_message: *const Tox_Event_Conference_Message,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(conference_message, u32::MAX, |event| event.peer_number) }
}

/// @return the kind of message.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_conference_message_get_type(
    conference_message: *const Tox_Event_Conference_Message,
) -> Tox_Message_Type_Raw {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(conference_message, 0, |event| event.kind as u32) }
}

/// @return the text; NULL if it has no bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_conference_message_get_message(
    conference_message: *const Tox_Event_Conference_Message,
) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(conference_message, ptr::null(), |event| event.message.as_ptr()) }
}

/// @return how many bytes the text has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_conference_message_get_message_length(
    conference_message: *const Tox_Event_Conference_Message,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(conference_message, 0, |event| event.message.len()) }
}
