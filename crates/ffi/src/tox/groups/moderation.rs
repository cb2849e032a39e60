//! What founder and moderators do.
#![allow(unused_variables, reason = "there are no groups yet that arguments could be used on")]

use crate::handle::Tox;
use crate::tox::absent::absent;
use crate::types::{
    Tox_Err_Group_Kick_Peer, Tox_Err_Group_Set_Ignore, Tox_Err_Group_Set_Password, Tox_Err_Group_Set_Peer_Limit,
    Tox_Err_Group_Set_Privacy_State, Tox_Err_Group_Set_Role, Tox_Err_Group_Set_Topic_Lock,
    Tox_Err_Group_Set_Voice_State, Tox_Group_Number, Tox_Group_Peer_Number, Tox_Group_Privacy_State_Raw,
    Tox_Group_Role_Raw, Tox_Group_Topic_Lock_Raw, Tox_Group_Voice_State_Raw,
};

/// Sets the password, as the founder.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param password the password, or NULL for none.
/// @param length its length, at most `TOX_GROUP_MAX_PASSWORD_SIZE`.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_set_password(
    tox: *mut Tox,
    group_number: Tox_Group_Number,
    password: *const u8,
    length: usize,
    error: *mut Tox_Err_Group_Set_Password,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Set_Password::GroupNotFound, false) }
}

/// Sets who may set the topic, as the founder.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param topic_lock the new state.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_set_topic_lock(
    tox: *mut Tox,
    group_number: Tox_Group_Number,
    topic_lock: Tox_Group_Topic_Lock_Raw,
    error: *mut Tox_Err_Group_Set_Topic_Lock,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Set_Topic_Lock::GroupNotFound, false) }
}

/// Sets who may speak, as the founder.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param voice_state the new state.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_set_voice_state(
    tox: *mut Tox,
    group_number: Tox_Group_Number,
    voice_state: Tox_Group_Voice_State_Raw,
    error: *mut Tox_Err_Group_Set_Voice_State,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Set_Voice_State::GroupNotFound, false) }
}

/// Sets who can find the group, as the founder.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param privacy_state the new state.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_set_privacy_state(
    tox: *mut Tox,
    group_number: Tox_Group_Number,
    privacy_state: Tox_Group_Privacy_State_Raw,
    error: *mut Tox_Err_Group_Set_Privacy_State,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Set_Privacy_State::GroupNotFound, false) }
}

/// Sets how many may be in the group, as the founder.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param peer_limit how many.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_set_peer_limit(
    tox: *mut Tox,
    group_number: Tox_Group_Number,
    peer_limit: u16,
    error: *mut Tox_Err_Group_Set_Peer_Limit,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Set_Peer_Limit::GroupNotFound, false) }
}

/// Ignores a peer, or no longer.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param ignore whether he is ignored.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_set_ignore(
    tox: *mut Tox,
    group_number: Tox_Group_Number,
    peer_id: Tox_Group_Peer_Number,
    ignore: bool,
    error: *mut Tox_Err_Group_Set_Ignore,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Set_Ignore::GroupNotFound, false) }
}

/// Sets a peer's role.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param role the role.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_set_role(
    tox: *mut Tox,
    group_number: Tox_Group_Number,
    peer_id: Tox_Group_Peer_Number,
    role: Tox_Group_Role_Raw,
    error: *mut Tox_Err_Group_Set_Role,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Set_Role::GroupNotFound, false) }
}

/// Excludes a peer.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param error why not. NULL if that does not matter.
///
/// @return whether he was excluded.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_kick_peer(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    peer_id: Tox_Group_Peer_Number,
    error: *mut Tox_Err_Group_Kick_Peer,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Kick_Peer::GroupNotFound, false) }
}
