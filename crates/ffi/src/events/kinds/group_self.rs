//! Events of us and groups.

use std::ptr;

use crate::events::field::{Bytes, fields};
use crate::events::read;
use crate::types::{Tox_Group_Join_Fail, Tox_Group_Join_Fail_Raw};

/// A friend invites us into a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Group_Invite {
    pub(crate) friend_number: u32,
    pub(crate) invite_data: Bytes,
    pub(crate) group_name: Bytes,
}

fields!(Tox_Event_Group_Invite: friend_number, invite_data, group_name);

/// @return the number of the friend.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_invite_get_friend_number(group_invite: *const Tox_Event_Group_Invite) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_invite, u32::MAX, |event| event.friend_number) }
}

/// @return what joins the group; NULL if it has no bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_invite_get_invite_data(
    group_invite: *const Tox_Event_Group_Invite,
) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_invite, ptr::null(), |event| event.invite_data.as_ptr()) }
}

/// @return how many bytes the invitation has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_invite_get_invite_data_length(
    group_invite: *const Tox_Event_Group_Invite,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_invite, 0, |event| event.invite_data.len()) }
}

/// @return the name of the group; NULL if it has no bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_invite_get_group_name(
    group_invite: *const Tox_Event_Group_Invite,
) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_invite, ptr::null(), |event| event.group_name.as_ptr()) }
}

/// @return how many bytes the name has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_invite_get_group_name_length(
    group_invite: *const Tox_Event_Group_Invite,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_invite, 0, |event| event.group_name.len()) }
}

/// We are connected to a group that we joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Group_Self_Join {
    pub(crate) group_number: u32,
}

fields!(Tox_Event_Group_Self_Join: group_number);

/// @return the number of the group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_self_join_get_group_number(
    group_self_join: *const Tox_Event_Group_Self_Join,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_self_join, u32::MAX, |event| event.group_number) }
}

/// A group did not let us in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Group_Join_Fail {
    pub(crate) group_number: u32,
    pub(crate) fail_type: Tox_Group_Join_Fail,
}

fields!(Tox_Event_Group_Join_Fail: group_number, fail_type);

/// @return the number of the group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_join_fail_get_group_number(
    group_join_fail: *const Tox_Event_Group_Join_Fail,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_join_fail, u32::MAX, |event| event.group_number) }
}

/// @return why it failed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_join_fail_get_fail_type(
    group_join_fail: *const Tox_Event_Group_Join_Fail,
) -> Tox_Group_Join_Fail_Raw {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_join_fail, 0, |event| event.fail_type as u32) }
}
