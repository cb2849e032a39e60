//! What founder and moderators do.

use toxcore::group::{
    DecideError, GroupError, GroupPrivacy, GroupVoice, Hearing, KickError, PeerNumber, Role, SetIgnoredError,
    SetRoleError,
};
use toxcore::{GroupPeerQueryError, GroupSetPasswordError};

use super::conversions::{privacy_from_c, role_from_c, voice_from_c};
use super::text;
use crate::handle::{Handle, Tox};
use crate::pointer::Out;
use crate::types::c_enum::from_raw;
use crate::types::{
    TOX_GROUP_MAX_PASSWORD_SIZE, Tox_Err_Group_Kick_Peer, Tox_Err_Group_Set_Ignore, Tox_Err_Group_Set_Password,
    Tox_Err_Group_Set_Peer_Limit, Tox_Err_Group_Set_Privacy_State, Tox_Err_Group_Set_Role,
    Tox_Err_Group_Set_Topic_Lock, Tox_Err_Group_Set_Voice_State, Tox_Group_Number, Tox_Group_Peer_Number,
    Tox_Group_Privacy_State_Raw, Tox_Group_Role_Raw, Tox_Group_Topic_Lock, Tox_Group_Topic_Lock_Raw,
    Tox_Group_Voice_State_Raw,
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let password = unsafe { text(password, length, TOX_GROUP_MAX_PASSWORD_SIZE) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_Group_Set_Password::GroupNotFound), |core| {
        let group = core.group(group_number).ok_or(Tox_Err_Group_Set_Password::GroupNotFound)?;
        core.tox.group_set_password(core.now, group, password).map(|_| true).map_err(|error| match error {
            GroupSetPasswordError::GroupNotFound => Tox_Err_Group_Set_Password::GroupNotFound,
            GroupSetPasswordError::Disconnected => Tox_Err_Group_Set_Password::Disconnected,
            GroupSetPasswordError::Permissions => Tox_Err_Group_Set_Password::Permissions,
            GroupSetPasswordError::TooLong(_) => Tox_Err_Group_Set_Password::TooLong,
            _ => Tox_Err_Group_Set_Password::FailSend,
        })
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_Group_Set_Topic_Lock::GroupNotFound), |core| {
        let group = core.group(group_number).ok_or(Tox_Err_Group_Set_Topic_Lock::GroupNotFound)?;
        let lock: Tox_Group_Topic_Lock = from_raw(topic_lock).ok_or(Tox_Err_Group_Set_Topic_Lock::Invalid)?;
        let set = core.tox.group_set_topic_lock(core.now, group, lock == Tox_Group_Topic_Lock::Enabled);
        set.map(|_| true).map_err(|error| match error {
            GroupError::NotFound => Tox_Err_Group_Set_Topic_Lock::GroupNotFound,
            GroupError::Refused(DecideError::NotFounder) => Tox_Err_Group_Set_Topic_Lock::Permissions,
            GroupError::Refused(DecideError::Disconnected) => Tox_Err_Group_Set_Topic_Lock::Disconnected,
            GroupError::Refused(_) => Tox_Err_Group_Set_Topic_Lock::FailSet,
        })
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_Group_Set_Voice_State::GroupNotFound), |core| {
        let group = core.group(group_number).ok_or(Tox_Err_Group_Set_Voice_State::GroupNotFound)?;
        let voice = from_raw(voice_state).map_or(GroupVoice::Other(u8::MAX), voice_from_c);
        let set = core.tox.group_set_voice_state(core.now, group, voice);
        set.map(|_| true).map_err(|error| match error {
            GroupError::NotFound => Tox_Err_Group_Set_Voice_State::GroupNotFound,
            GroupError::Refused(DecideError::NotFounder) => Tox_Err_Group_Set_Voice_State::Permissions,
            GroupError::Refused(DecideError::Disconnected) => Tox_Err_Group_Set_Voice_State::Disconnected,
            GroupError::Refused(_) => Tox_Err_Group_Set_Voice_State::FailSet,
        })
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_Group_Set_Privacy_State::GroupNotFound), |core| {
        let group = core.group(group_number).ok_or(Tox_Err_Group_Set_Privacy_State::GroupNotFound)?;
        let privacy = from_raw(privacy_state).map_or(GroupPrivacy::Other(u8::MAX), privacy_from_c);
        let set = core.tox.group_set_privacy_state(core.now, group, privacy);
        set.map(|_| true).map_err(|error| match error {
            GroupError::NotFound => Tox_Err_Group_Set_Privacy_State::GroupNotFound,
            GroupError::Refused(DecideError::NotFounder) => Tox_Err_Group_Set_Privacy_State::Permissions,
            GroupError::Refused(DecideError::Disconnected) => Tox_Err_Group_Set_Privacy_State::Disconnected,
            GroupError::Refused(_) => Tox_Err_Group_Set_Privacy_State::FailSet,
        })
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_Group_Set_Peer_Limit::GroupNotFound), |core| {
        let group = core.group(group_number).ok_or(Tox_Err_Group_Set_Peer_Limit::GroupNotFound)?;
        let set = core.tox.group_set_peer_limit(core.now, group, peer_limit);
        set.map(|_| true).map_err(|error| match error {
            GroupError::NotFound => Tox_Err_Group_Set_Peer_Limit::GroupNotFound,
            GroupError::Refused(DecideError::NotFounder) => Tox_Err_Group_Set_Peer_Limit::Permissions,
            GroupError::Refused(DecideError::Disconnected) => Tox_Err_Group_Set_Peer_Limit::Disconnected,
            GroupError::Refused(_) => Tox_Err_Group_Set_Peer_Limit::FailSet,
        })
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_Group_Set_Ignore::GroupNotFound), |core| {
        let (group, peer) = core.group_peer(group_number, peer_id).map_err(|error| match error {
            GroupPeerQueryError::GroupNotFound => Tox_Err_Group_Set_Ignore::GroupNotFound,
            _ => Tox_Err_Group_Set_Ignore::PeerNotFound,
        })?;
        let hearing = if ignore { Hearing::Ignored } else { Hearing::Heard };
        let set = core.tox.group_set_ignore(core.now, group, peer, hearing);
        set.map(|()| true).map_err(|error| match error {
            GroupError::NotFound => Tox_Err_Group_Set_Ignore::GroupNotFound,
            GroupError::Refused(SetIgnoredError::OwnKey) => Tox_Err_Group_Set_Ignore::Self_,
            GroupError::Refused(_) => Tox_Err_Group_Set_Ignore::PeerNotFound,
        })
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_Group_Set_Role::GroupNotFound), |core| {
        let group = core.group(group_number).ok_or(Tox_Err_Group_Set_Role::GroupNotFound)?;
        // Nobody can be made a founder, and whatever is no role likewise.
        let role = from_raw(role).map_or(Role::Founder, role_from_c);
        let set = core.tox.group_set_role(core.now, group, PeerNumber(peer_id), role);
        set.map(|_| true).map_err(|error| match error {
            GroupError::NotFound => Tox_Err_Group_Set_Role::GroupNotFound,
            GroupError::Refused(SetRoleError::UnknownMember) => Tox_Err_Group_Set_Role::PeerNotFound,
            GroupError::Refused(SetRoleError::Assignment) => Tox_Err_Group_Set_Role::Assignment,
            GroupError::Refused(SetRoleError::OwnRole) => Tox_Err_Group_Set_Role::Self_,
            GroupError::Refused(SetRoleError::Permissions) => Tox_Err_Group_Set_Role::Permissions,
            GroupError::Refused(_) => Tox_Err_Group_Set_Role::FailAction,
        })
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_Group_Kick_Peer::GroupNotFound), |core| {
        let group = core.group(group_number).ok_or(Tox_Err_Group_Kick_Peer::GroupNotFound)?;
        let kicked = core.tox.group_kick_peer(core.now, group, PeerNumber(peer_id));
        kicked.map(|_| true).map_err(|error| match error {
            GroupError::NotFound => Tox_Err_Group_Kick_Peer::GroupNotFound,
            GroupError::Refused(KickError::OwnKey) => Tox_Err_Group_Kick_Peer::Self_,
            GroupError::Refused(KickError::UnknownMember) => Tox_Err_Group_Kick_Peer::PeerNotFound,
            GroupError::Refused(KickError::Permissions) => Tox_Err_Group_Kick_Peer::Permissions,
            GroupError::Refused(_) => Tox_Err_Group_Kick_Peer::FailAction,
        })
    })
}
