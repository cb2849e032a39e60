//! Events of how groups are set.

use std::ptr;

use crate::events::field::{Bytes, fields};
use crate::events::read;
use crate::types::{
    Tox_Group_Privacy_State, Tox_Group_Privacy_State_Raw, Tox_Group_Topic_Lock, Tox_Group_Topic_Lock_Raw,
    Tox_Group_Voice_State, Tox_Group_Voice_State_Raw,
};

/// A group got a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Group_Topic {
    pub(crate) group_number: u32,
    pub(crate) peer_id: u32,
    pub(crate) topic: Bytes,
}

fields!(Tox_Event_Group_Topic: group_number, peer_id, topic);

/// @return the number of the group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_topic_get_group_number(group_topic: *const Tox_Event_Group_Topic) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_topic, u32::MAX, |event| event.group_number) }
}

/// @return the id of who set it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_topic_get_peer_id(group_topic: *const Tox_Event_Group_Topic) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_topic, u32::MAX, |event| event.peer_id) }
}

/// @return the topic; NULL if it has no bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_topic_get_topic(group_topic: *const Tox_Event_Group_Topic) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_topic, ptr::null(), |event| event.topic.as_ptr()) }
}

/// @return how many bytes the topic has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_topic_get_topic_length(group_topic: *const Tox_Event_Group_Topic) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_topic, 0, |event| event.topic.len()) }
}

/// A group became public or private.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Group_Privacy_State {
    pub(crate) group_number: u32,
    pub(crate) privacy_state: Tox_Group_Privacy_State,
}

fields!(Tox_Event_Group_Privacy_State: group_number, privacy_state);

/// @return the number of the group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_privacy_state_get_group_number(
    group_privacy_state: *const Tox_Event_Group_Privacy_State,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_privacy_state, u32::MAX, |event| event.group_number) }
}

/// @return the privacy state.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_privacy_state_get_privacy_state(
    group_privacy_state: *const Tox_Event_Group_Privacy_State,
) -> Tox_Group_Privacy_State_Raw {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_privacy_state, 0, |event| event.privacy_state as u32) }
}

/// Who may speak in a group was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Group_Voice_State {
    pub(crate) group_number: u32,
    pub(crate) voice_state: Tox_Group_Voice_State,
}

fields!(Tox_Event_Group_Voice_State: group_number, voice_state);

/// @return the number of the group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_voice_state_get_group_number(
    group_voice_state: *const Tox_Event_Group_Voice_State,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_voice_state, u32::MAX, |event| event.group_number) }
}

/// @return who may speak.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_voice_state_get_voice_state(
    group_voice_state: *const Tox_Event_Group_Voice_State,
) -> Tox_Group_Voice_State_Raw {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_voice_state, 0, |event| event.voice_state as u32) }
}

/// Who may set the topic of a group was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Group_Topic_Lock {
    pub(crate) group_number: u32,
    pub(crate) topic_lock: Tox_Group_Topic_Lock,
}

fields!(Tox_Event_Group_Topic_Lock: group_number, topic_lock);

/// @return the number of the group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_topic_lock_get_group_number(
    group_topic_lock: *const Tox_Event_Group_Topic_Lock,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_topic_lock, u32::MAX, |event| event.group_number) }
}

/// @return who may set the topic.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_topic_lock_get_topic_lock(
    group_topic_lock: *const Tox_Event_Group_Topic_Lock,
) -> Tox_Group_Topic_Lock_Raw {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_topic_lock, 0, |event| event.topic_lock as u32) }
}

/// How many members a group may have was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Group_Peer_Limit {
    pub(crate) group_number: u32,
    pub(crate) peer_limit: u32,
}

fields!(Tox_Event_Group_Peer_Limit: group_number, peer_limit);

/// @return the number of the group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_peer_limit_get_group_number(
    group_peer_limit: *const Tox_Event_Group_Peer_Limit,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_peer_limit, u32::MAX, |event| event.group_number) }
}

/// @return the most members that the group may have.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_peer_limit_get_peer_limit(
    group_peer_limit: *const Tox_Event_Group_Peer_Limit,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_peer_limit, u32::MAX, |event| event.peer_limit) }
}

/// The password of a group was set or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Group_Password {
    pub(crate) group_number: u32,
    pub(crate) password: Bytes,
}

fields!(Tox_Event_Group_Password: group_number, password);

/// @return the number of the group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_password_get_group_number(
    group_password: *const Tox_Event_Group_Password,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_password, u32::MAX, |event| event.group_number) }
}

/// @return the password; NULL if it has no bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_password_get_password(
    group_password: *const Tox_Event_Group_Password,
) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_password, ptr::null(), |event| event.password.as_ptr()) }
}

/// @return how many bytes the password has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_group_password_get_password_length(
    group_password: *const Tox_Event_Group_Password,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(group_password, 0, |event| event.password.len()) }
}
