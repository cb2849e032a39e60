//! What belongs to a group as a whole, and which groups there are.

use toxcore::group::{ChatId, GroupError, GroupNumber, SetTopicError};

use super::conversions::{c_privacy, c_topic_lock, c_voice};
use super::{c_number, text};
use crate::core::Core;
use crate::handle::{Handle, Tox};
use crate::pointer::{Out, OutBytes, array};
use crate::types::{
    TOX_GROUP_MAX_TOPIC_LENGTH, Tox_Err_Group_By_Id, Tox_Err_Group_State_Query, Tox_Err_Group_Topic_Set,
    Tox_Group_Number, Tox_Group_Privacy_State_Raw, Tox_Group_Topic_Lock_Raw, Tox_Group_Voice_State_Raw,
};

/// Sets the topic.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param topic the topic.
/// @param length its length, at most `TOX_GROUP_MAX_TOPIC_LENGTH`.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_set_topic(
    tox: *mut Tox,
    group_number: Tox_Group_Number,
    topic: *const u8,
    length: usize,
    error: *mut Tox_Err_Group_Topic_Set,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let topic = unsafe { text(topic, length, TOX_GROUP_MAX_TOPIC_LENGTH) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_Group_Topic_Set::GroupNotFound), |core| {
        let group = core.group(group_number).ok_or(Tox_Err_Group_Topic_Set::GroupNotFound)?;
        core.tox.group_set_topic(core.now, group, topic).map(|_| true).map_err(topic_error)
    })
}

/// @param tox the instance.
/// @param group_number the group.
/// @param error why not. NULL if that does not matter.
///
/// @return the length of the topic in bytes; SIZE_MAX if there is no such group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_topic_size(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    error: *mut Tox_Err_Group_State_Query,
) -> usize {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (usize::MAX, NOT_FOUND), |core| {
        core.ask_group(group_number, |tox, group| tox.group_topic(group).map(<[u8]>::len))
    })
}

/// Writes the topic.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param topic room for as many bytes as `tox_group_get_topic_size` says.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_topic(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    topic: *mut u8,
    error: *mut Tox_Err_Group_State_Query,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let topic = unsafe { OutBytes::new(topic) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (false, NOT_FOUND), |core| {
        core.ask_group(group_number, |tox, group| tox.group_topic(group).map(|text| topic.write(text)))?;
        Ok(true)
    })
}

/// @param tox the instance.
/// @param group_number the group.
/// @param error why not. NULL if that does not matter.
///
/// @return the length of the name of a group in bytes; SIZE_MAX if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_name_size(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    error: *mut Tox_Err_Group_State_Query,
) -> usize {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (usize::MAX, NOT_FOUND), |core| {
        core.ask_group(group_number, |tox, group| tox.group_name(group).map(<[u8]>::len))
    })
}

/// Writes the name of a group.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param name room for as many bytes as `tox_group_get_name_size` says.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_name(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    name: *mut u8,
    error: *mut Tox_Err_Group_State_Query,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let name = unsafe { OutBytes::new(name) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (false, NOT_FOUND), |core| {
        core.ask_group(group_number, |tox, group| tox.group_name(group).map(|text| name.write(text)))?;
        Ok(true)
    })
}

/// Writes the chat id of a group.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param chat_id room for `TOX_GROUP_CHAT_ID_SIZE` bytes.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_chat_id(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    chat_id: *mut u8,
    error: *mut Tox_Err_Group_State_Query,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let chat_id = unsafe { OutBytes::new(chat_id) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (false, NOT_FOUND), |core| {
        core.ask_group(group_number, |tox, group| tox.group_chat_id(group).map(|id| chat_id.write(id.as_bytes())))?;
        Ok(true)
    })
}

/// Finds a group by its chat id.
///
/// @param tox the instance.
/// @param chat_id the chat id, `TOX_GROUP_CHAT_ID_SIZE` bytes.
/// @param error why not. NULL if that does not matter.
///
/// @return its number; UINT32_MAX if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_by_id(
    tox: *const Tox,
    chat_id: *const u8,
    error: *mut Tox_Err_Group_By_Id,
) -> Tox_Group_Number {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let chat_id = unsafe { array(chat_id) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (u32::MAX, Tox_Err_Group_By_Id::Null), |core| {
        let chat_id = ChatId::from_bytes(chat_id.ok_or(Tox_Err_Group_By_Id::Null)?);
        core.tox.group_by_id(&chat_id).map(c_number).ok_or(Tox_Err_Group_By_Id::NotFound)
    })
}

/// @param tox the instance.
///
/// @return in how many groups we are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_group_list_size(tox: *const Tox) -> u32 {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    count(tox)
}

/// The older name of `tox_group_get_group_list_size`.
///
/// @param tox the instance.
///
/// @return in how many groups we are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_number_groups(tox: *const Tox) -> u32 {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    count(tox)
}

/// Writes the numbers of all groups.
///
/// @param tox the instance.
/// @param group_list room for as many numbers as `tox_group_get_group_list_size` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_group_list(tox: *const Tox, group_list: *mut Tox_Group_Number) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let list = unsafe { OutBytes::new(group_list.cast()) };
    tox.ask((), |core| {
        let numbers: Vec<u8> = core.tox.group_list().flat_map(|group| c_number(group).to_ne_bytes()).collect();
        list.write(&numbers);
    });
}

/// @param tox the instance.
/// @param group_number the group.
/// @param error why not. NULL if that does not matter.
///
/// @return who can find a group; UINT32_MAX, which is none of the constants, if there is no such group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_privacy_state(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    error: *mut Tox_Err_Group_State_Query,
) -> Tox_Group_Privacy_State_Raw {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (u32::MAX, NOT_FOUND), |core| {
        Ok(c_privacy(core.ask_group(group_number, toxcore::Tox::group_privacy_state)?) as u32)
    })
}

/// @param tox the instance.
/// @param group_number the group.
/// @param error why not. NULL if that does not matter.
///
/// @return who may speak; UINT32_MAX, which is none of the constants, if there is no such group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_voice_state(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    error: *mut Tox_Err_Group_State_Query,
) -> Tox_Group_Voice_State_Raw {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (u32::MAX, NOT_FOUND), |core| {
        Ok(c_voice(core.ask_group(group_number, toxcore::Tox::group_voice_state)?) as u32)
    })
}

/// @param tox the instance.
/// @param group_number the group.
/// @param error why not. NULL if that does not matter.
///
/// @return who may set the topic; UINT32_MAX, which is none of the constants, if there is no such group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_topic_lock(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    error: *mut Tox_Err_Group_State_Query,
) -> Tox_Group_Topic_Lock_Raw {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (u32::MAX, NOT_FOUND), |core| {
        Ok(c_topic_lock(core.ask_group(group_number, toxcore::Tox::group_topic_lock)?) as u32)
    })
}

/// @param tox the instance.
/// @param group_number the group.
/// @param error why not. NULL if that does not matter.
///
/// @return how many may be in a group; UINT16_MAX if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_peer_limit(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    error: *mut Tox_Err_Group_State_Query,
) -> u16 {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (u16::MAX, NOT_FOUND), |core| core.ask_group(group_number, toxcore::Tox::group_peer_limit))
}

/// @param tox the instance.
/// @param group_number the group.
/// @param error why not. NULL if that does not matter.
///
/// @return the length of the password in bytes; SIZE_MAX if there is no such group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_password_size(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    error: *mut Tox_Err_Group_State_Query,
) -> usize {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (usize::MAX, NOT_FOUND), |core| {
        core.ask_group(group_number, |tox, group| tox.group_password(group).map(<[u8]>::len))
    })
}

/// Writes the password.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param password room for as many bytes as `tox_group_get_password_size` says.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_get_password(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    password: *mut u8,
    error: *mut Tox_Err_Group_State_Query,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let password = unsafe { OutBytes::new(password) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (false, NOT_FOUND), |core| {
        core.ask_group(group_number, |tox, group| tox.group_password(group).map(|text| password.write(text)))?;
        Ok(true)
    })
}

impl Core {
    /// Asks something about a group.
    fn ask_group<'a, T>(
        &'a self,
        group: Tox_Group_Number,
        ask: impl FnOnce(&'a toxcore::Tox, GroupNumber) -> Option<T>,
    ) -> Result<T, Tox_Err_Group_State_Query> {
        self.group(group).and_then(|group| ask(&self.tox, group)).ok_or(NOT_FOUND)
    }
}

const fn topic_error(error: GroupError<SetTopicError>) -> Tox_Err_Group_Topic_Set {
    match error {
        GroupError::NotFound => Tox_Err_Group_Topic_Set::GroupNotFound,
        GroupError::Refused(SetTopicError::Disconnected) => Tox_Err_Group_Topic_Set::Disconnected,
        GroupError::Refused(SetTopicError::TooLong(_)) => Tox_Err_Group_Topic_Set::TooLong,
        GroupError::Refused(SetTopicError::Permissions) => Tox_Err_Group_Topic_Set::Permissions,
        GroupError::Refused(_) => Tox_Err_Group_Topic_Set::FailCreate,
    }
}

fn count(tox: Handle<'_>) -> u32 {
    tox.ask(0, |core| u32::try_from(core.tox.group_list().count()).unwrap_or(u32::MAX))
}

const NOT_FOUND: Tox_Err_Group_State_Query = Tox_Err_Group_State_Query::GroupNotFound;
