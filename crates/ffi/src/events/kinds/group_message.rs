//! Events of what is said in groups.

use std::ptr;

use crate::events::field::{Bytes, fields};
use crate::events::read;
use crate::types::{Tox_Message_Type, Tox_Message_Type_Raw};

/// A member of a group wrote to all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Group_Message {
    pub(crate) group_number: u32,
    pub(crate) peer_id: u32,
    pub(crate) message_type: Tox_Message_Type,
    pub(crate) message: Bytes,
    pub(crate) message_id: u32,
}

fields!(Tox_Event_Group_Message: group_number, peer_id, message_type, message, message_id);

/// @return the number of the group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_message_get_group_number(
    group_message: *const Tox_Event_Group_Message,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_message, u32::MAX, |event| event.group_number) }
}

/// @return the id of the member.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_message_get_peer_id(group_message: *const Tox_Event_Group_Message) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_message, u32::MAX, |event| event.peer_id) }
}

/// @return the kind of message.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_message_get_message_type(
    group_message: *const Tox_Event_Group_Message,
) -> Tox_Message_Type_Raw {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_message, 0, |event| event.message_type as u32) }
}

/// @return the text; NULL if it has no bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_message_get_message(
    group_message: *const Tox_Event_Group_Message,
) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_message, ptr::null(), |event| event.message.as_ptr()) }
}

/// @return how many bytes the text has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_message_get_message_length(
    group_message: *const Tox_Event_Group_Message,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_message, 0, |event| event.message.len()) }
}

/// @return the id of the message.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_message_get_message_id(group_message: *const Tox_Event_Group_Message) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_message, u32::MAX, |event| event.message_id) }
}

/// A member of a group wrote to us alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Group_Private_Message {
    pub(crate) group_number: u32,
    pub(crate) peer_id: u32,
    pub(crate) message_type: Tox_Message_Type,
    pub(crate) message: Bytes,
    pub(crate) message_id: u32,
}

fields!(Tox_Event_Group_Private_Message: group_number, peer_id, message_type, message, message_id);

/// @return the number of the group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_private_message_get_group_number(
    group_private_message: *const Tox_Event_Group_Private_Message,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_private_message, u32::MAX, |event| event.group_number) }
}

/// @return the id of the member.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_private_message_get_peer_id(
    group_private_message: *const Tox_Event_Group_Private_Message,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_private_message, u32::MAX, |event| event.peer_id) }
}

/// @return the kind of message.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_private_message_get_message_type(
    group_private_message: *const Tox_Event_Group_Private_Message,
) -> Tox_Message_Type_Raw {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_private_message, 0, |event| event.message_type as u32) }
}

/// @return the text; NULL if it has no bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_private_message_get_message(
    group_private_message: *const Tox_Event_Group_Private_Message,
) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_private_message, ptr::null(), |event| event.message.as_ptr()) }
}

/// @return how many bytes the text has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_private_message_get_message_length(
    group_private_message: *const Tox_Event_Group_Private_Message,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_private_message, 0, |event| event.message.len()) }
}

/// @return the id of the message.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_private_message_get_message_id(
    group_private_message: *const Tox_Event_Group_Private_Message,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_private_message, u32::MAX, |event| event.message_id) }
}

/// A member of a group sent a custom packet to all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Group_Custom_Packet {
    pub(crate) group_number: u32,
    pub(crate) peer_id: u32,
    pub(crate) data: Bytes,
}

fields!(Tox_Event_Group_Custom_Packet: group_number, peer_id, data);

/// @return the number of the group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_custom_packet_get_group_number(
    group_custom_packet: *const Tox_Event_Group_Custom_Packet,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_custom_packet, u32::MAX, |event| event.group_number) }
}

/// @return the id of the member.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_custom_packet_get_peer_id(
    group_custom_packet: *const Tox_Event_Group_Custom_Packet,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_custom_packet, u32::MAX, |event| event.peer_id) }
}

/// @return the bytes of the packet; NULL if it has no bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_custom_packet_get_data(
    group_custom_packet: *const Tox_Event_Group_Custom_Packet,
) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_custom_packet, ptr::null(), |event| event.data.as_ptr()) }
}

/// @return how many bytes the data has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_custom_packet_get_data_length(
    group_custom_packet: *const Tox_Event_Group_Custom_Packet,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_custom_packet, 0, |event| event.data.len()) }
}

/// A member of a group sent a custom packet to us alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Group_Custom_Private_Packet {
    pub(crate) group_number: u32,
    pub(crate) peer_id: u32,
    pub(crate) data: Bytes,
}

fields!(Tox_Event_Group_Custom_Private_Packet: group_number, peer_id, data);

/// @return the number of the group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_custom_private_packet_get_group_number(
    group_custom_private_packet: *const Tox_Event_Group_Custom_Private_Packet,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_custom_private_packet, u32::MAX, |event| event.group_number) }
}

/// @return the id of the member.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_custom_private_packet_get_peer_id(
    group_custom_private_packet: *const Tox_Event_Group_Custom_Private_Packet,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_custom_private_packet, u32::MAX, |event| event.peer_id) }
}

/// @return the bytes of the packet; NULL if it has no bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_custom_private_packet_get_data(
    group_custom_private_packet: *const Tox_Event_Group_Custom_Private_Packet,
) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_custom_private_packet, ptr::null(), |event| event.data.as_ptr()) }
}

/// @return how many bytes the data has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_custom_private_packet_get_data_length(
    group_custom_private_packet: *const Tox_Event_Group_Custom_Private_Packet,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_custom_private_packet, 0, |event| event.data.len()) }
}
