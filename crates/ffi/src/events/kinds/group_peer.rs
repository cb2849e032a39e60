//! Events of the members of groups.

use std::ptr;

use crate::events::field::{Bytes, fields};
use crate::events::read;
use crate::types::{
    Tox_Group_Exit_Type, Tox_Group_Exit_Type_Raw, Tox_Group_Mod_Event, Tox_Group_Mod_Event_Raw, Tox_User_Status,
    Tox_User_Status_Raw,
};

/// A member of a group told its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Group_Peer_Name {
    pub(crate) group_number: u32,
    pub(crate) peer_id: u32,
    pub(crate) name: Bytes,
}

fields!(Tox_Event_Group_Peer_Name: group_number, peer_id, name);

/// @return the number of the group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_peer_name_get_group_number(
    group_peer_name: *const Tox_Event_Group_Peer_Name,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_peer_name, u32::MAX, |event| event.group_number) }
}

/// @return the id of the member.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_peer_name_get_peer_id(
    group_peer_name: *const Tox_Event_Group_Peer_Name,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_peer_name, u32::MAX, |event| event.peer_id) }
}

/// @return the name; NULL if it has no bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_peer_name_get_name(
    group_peer_name: *const Tox_Event_Group_Peer_Name,
) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_peer_name, ptr::null(), |event| event.name.as_ptr()) }
}

/// @return how many bytes the name has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_peer_name_get_name_length(
    group_peer_name: *const Tox_Event_Group_Peer_Name,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_peer_name, 0, |event| event.name.len()) }
}

/// A member of a group told its status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Group_Peer_Status {
    pub(crate) group_number: u32,
    pub(crate) peer_id: u32,
    pub(crate) status: Tox_User_Status,
}

fields!(Tox_Event_Group_Peer_Status: group_number, peer_id, status);

/// @return the number of the group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_peer_status_get_group_number(
    group_peer_status: *const Tox_Event_Group_Peer_Status,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_peer_status, u32::MAX, |event| event.group_number) }
}

/// @return the id of the member.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_peer_status_get_peer_id(
    group_peer_status: *const Tox_Event_Group_Peer_Status,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_peer_status, u32::MAX, |event| event.peer_id) }
}

/// @return the status.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_peer_status_get_status(
    group_peer_status: *const Tox_Event_Group_Peer_Status,
) -> Tox_User_Status_Raw {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_peer_status, 0, |event| event.status as u32) }
}

/// Somebody joined a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Group_Peer_Join {
    pub(crate) group_number: u32,
    pub(crate) peer_id: u32,
}

fields!(Tox_Event_Group_Peer_Join: group_number, peer_id);

/// @return the number of the group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_peer_join_get_group_number(
    group_peer_join: *const Tox_Event_Group_Peer_Join,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_peer_join, u32::MAX, |event| event.group_number) }
}

/// @return the id of the member.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_peer_join_get_peer_id(
    group_peer_join: *const Tox_Event_Group_Peer_Join,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_peer_join, u32::MAX, |event| event.peer_id) }
}

/// Somebody left a group, or was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Group_Peer_Exit {
    pub(crate) group_number: u32,
    pub(crate) peer_id: u32,
    pub(crate) exit_type: Tox_Group_Exit_Type,
    pub(crate) name: Bytes,
    pub(crate) part_message: Bytes,
}

fields!(Tox_Event_Group_Peer_Exit: group_number, peer_id, exit_type, name, part_message);

/// @return the number of the group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_peer_exit_get_group_number(
    group_peer_exit: *const Tox_Event_Group_Peer_Exit,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_peer_exit, u32::MAX, |event| event.group_number) }
}

/// @return the id of the member.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_peer_exit_get_peer_id(
    group_peer_exit: *const Tox_Event_Group_Peer_Exit,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_peer_exit, u32::MAX, |event| event.peer_id) }
}

/// @return how it left.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_peer_exit_get_exit_type(
    group_peer_exit: *const Tox_Event_Group_Peer_Exit,
) -> Tox_Group_Exit_Type_Raw {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_peer_exit, 0, |event| event.exit_type as u32) }
}

/// @return the name; NULL if it has no bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_peer_exit_get_name(
    group_peer_exit: *const Tox_Event_Group_Peer_Exit,
) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_peer_exit, ptr::null(), |event| event.name.as_ptr()) }
}

/// @return how many bytes the name has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_peer_exit_get_name_length(
    group_peer_exit: *const Tox_Event_Group_Peer_Exit,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_peer_exit, 0, |event| event.name.len()) }
}

/// @return what it said last; NULL if it has no bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_peer_exit_get_part_message(
    group_peer_exit: *const Tox_Event_Group_Peer_Exit,
) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_peer_exit, ptr::null(), |event| event.part_message.as_ptr()) }
}

/// @return how many bytes the last words has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_peer_exit_get_part_message_length(
    group_peer_exit: *const Tox_Event_Group_Peer_Exit,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_peer_exit, 0, |event| event.part_message.len()) }
}

/// A moderator of a group gave or took a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Group_Moderation {
    pub(crate) group_number: u32,
    pub(crate) source_peer_id: u32,
    pub(crate) target_peer_id: u32,
    pub(crate) mod_type: Tox_Group_Mod_Event,
}

fields!(Tox_Event_Group_Moderation: group_number, source_peer_id, target_peer_id, mod_type);

/// @return the number of the group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_moderation_get_group_number(
    group_moderation: *const Tox_Event_Group_Moderation,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_moderation, u32::MAX, |event| event.group_number) }
}

/// @return the id of who decided.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_moderation_get_source_peer_id(
    group_moderation: *const Tox_Event_Group_Moderation,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_moderation, u32::MAX, |event| event.source_peer_id) }
}

/// @return the id of whom it concerns.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_moderation_get_target_peer_id(
    group_moderation: *const Tox_Event_Group_Moderation,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_moderation, u32::MAX, |event| event.target_peer_id) }
}

/// @return what was decided.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_moderation_get_mod_type(
    group_moderation: *const Tox_Event_Group_Moderation,
) -> Tox_Group_Mod_Event_Raw {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_moderation, 0, |event| event.mod_type as u32) }
}
