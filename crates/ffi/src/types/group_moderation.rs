//! Types of what founder and moderators do.

use std::ffi::c_char;

use super::c_enum::{constants, name_of};

/// Why the password was not set.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Set_Password {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
    /// Only the founder may do this.
    Permissions,
    /// It is longer than `TOX_GROUP_MAX_PASSWORD_SIZE`.
    TooLong,
    /// It could not be put into a packet and sent.
    FailSend,
    /// There was not enough memory.
    Malloc,
    /// The group is not connected: `tox_group_disconnect` was called on it.
    Disconnected,
}

/// [`Tox_Err_Group_Set_Password`] as C hands it over: any number.
pub type Tox_Err_Group_Set_Password_Raw = u32;

constants!(Tox_Err_Group_Set_Password {
    Ok = c"TOX_ERR_GROUP_SET_PASSWORD_OK",
    GroupNotFound = c"TOX_ERR_GROUP_SET_PASSWORD_GROUP_NOT_FOUND",
    Permissions = c"TOX_ERR_GROUP_SET_PASSWORD_PERMISSIONS",
    TooLong = c"TOX_ERR_GROUP_SET_PASSWORD_TOO_LONG",
    FailSend = c"TOX_ERR_GROUP_SET_PASSWORD_FAIL_SEND",
    Malloc = c"TOX_ERR_GROUP_SET_PASSWORD_MALLOC",
    Disconnected = c"TOX_ERR_GROUP_SET_PASSWORD_DISCONNECTED",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_set_password_to_string(value: Tox_Err_Group_Set_Password_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_Set_Password>(value)
}

/// Why the topic lock was not set.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Set_Topic_Lock {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
    /// The value is none of `Tox_Group_Topic_Lock`.
    Invalid,
    /// Only the founder may do this.
    Permissions,
    /// The new state could not be signed.
    FailSet,
    /// It could not be put into a packet and sent.
    FailSend,
    /// The group is not connected: `tox_group_disconnect` was called on it.
    Disconnected,
}

/// [`Tox_Err_Group_Set_Topic_Lock`] as C hands it over: any number.
pub type Tox_Err_Group_Set_Topic_Lock_Raw = u32;

constants!(Tox_Err_Group_Set_Topic_Lock {
    Ok = c"TOX_ERR_GROUP_SET_TOPIC_LOCK_OK",
    GroupNotFound = c"TOX_ERR_GROUP_SET_TOPIC_LOCK_GROUP_NOT_FOUND",
    Invalid = c"TOX_ERR_GROUP_SET_TOPIC_LOCK_INVALID",
    Permissions = c"TOX_ERR_GROUP_SET_TOPIC_LOCK_PERMISSIONS",
    FailSet = c"TOX_ERR_GROUP_SET_TOPIC_LOCK_FAIL_SET",
    FailSend = c"TOX_ERR_GROUP_SET_TOPIC_LOCK_FAIL_SEND",
    Disconnected = c"TOX_ERR_GROUP_SET_TOPIC_LOCK_DISCONNECTED",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_set_topic_lock_to_string(value: Tox_Err_Group_Set_Topic_Lock_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_Set_Topic_Lock>(value)
}

/// Why the voice state was not set.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Set_Voice_State {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
    /// Only the founder may do this.
    Permissions,
    /// The value is none of `Tox_Group_Voice_State`, or the new state could not be signed.
    FailSet,
    /// It could not be put into a packet and sent.
    FailSend,
    /// The group is not connected: `tox_group_disconnect` was called on it.
    Disconnected,
}

/// [`Tox_Err_Group_Set_Voice_State`] as C hands it over: any number.
pub type Tox_Err_Group_Set_Voice_State_Raw = u32;

constants!(Tox_Err_Group_Set_Voice_State {
    Ok = c"TOX_ERR_GROUP_SET_VOICE_STATE_OK",
    GroupNotFound = c"TOX_ERR_GROUP_SET_VOICE_STATE_GROUP_NOT_FOUND",
    Permissions = c"TOX_ERR_GROUP_SET_VOICE_STATE_PERMISSIONS",
    FailSet = c"TOX_ERR_GROUP_SET_VOICE_STATE_FAIL_SET",
    FailSend = c"TOX_ERR_GROUP_SET_VOICE_STATE_FAIL_SEND",
    Disconnected = c"TOX_ERR_GROUP_SET_VOICE_STATE_DISCONNECTED",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_set_voice_state_to_string(value: Tox_Err_Group_Set_Voice_State_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_Set_Voice_State>(value)
}

/// Why the privacy state was not set.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Set_Privacy_State {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
    /// Only the founder may do this.
    Permissions,
    /// The value is none of `Tox_Group_Privacy_State`, or the new state could not be signed.
    FailSet,
    /// It could not be put into a packet and sent.
    FailSend,
    /// The group is not connected: `tox_group_disconnect` was called on it.
    Disconnected,
}

/// [`Tox_Err_Group_Set_Privacy_State`] as C hands it over: any number.
pub type Tox_Err_Group_Set_Privacy_State_Raw = u32;

constants!(Tox_Err_Group_Set_Privacy_State {
    Ok = c"TOX_ERR_GROUP_SET_PRIVACY_STATE_OK",
    GroupNotFound = c"TOX_ERR_GROUP_SET_PRIVACY_STATE_GROUP_NOT_FOUND",
    Permissions = c"TOX_ERR_GROUP_SET_PRIVACY_STATE_PERMISSIONS",
    FailSet = c"TOX_ERR_GROUP_SET_PRIVACY_STATE_FAIL_SET",
    FailSend = c"TOX_ERR_GROUP_SET_PRIVACY_STATE_FAIL_SEND",
    Disconnected = c"TOX_ERR_GROUP_SET_PRIVACY_STATE_DISCONNECTED",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_set_privacy_state_to_string(
    value: Tox_Err_Group_Set_Privacy_State_Raw,
) -> *const c_char {
    name_of::<Tox_Err_Group_Set_Privacy_State>(value)
}

/// Why the limit of peers was not set.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Set_Peer_Limit {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
    /// Only the founder may do this.
    Permissions,
    /// The new state could not be signed.
    FailSet,
    /// It could not be put into a packet and sent.
    FailSend,
    /// The group is not connected: `tox_group_disconnect` was called on it.
    Disconnected,
}

/// [`Tox_Err_Group_Set_Peer_Limit`] as C hands it over: any number.
pub type Tox_Err_Group_Set_Peer_Limit_Raw = u32;

constants!(Tox_Err_Group_Set_Peer_Limit {
    Ok = c"TOX_ERR_GROUP_SET_PEER_LIMIT_OK",
    GroupNotFound = c"TOX_ERR_GROUP_SET_PEER_LIMIT_GROUP_NOT_FOUND",
    Permissions = c"TOX_ERR_GROUP_SET_PEER_LIMIT_PERMISSIONS",
    FailSet = c"TOX_ERR_GROUP_SET_PEER_LIMIT_FAIL_SET",
    FailSend = c"TOX_ERR_GROUP_SET_PEER_LIMIT_FAIL_SEND",
    Disconnected = c"TOX_ERR_GROUP_SET_PEER_LIMIT_DISCONNECTED",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_set_peer_limit_to_string(value: Tox_Err_Group_Set_Peer_Limit_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_Set_Peer_Limit>(value)
}

/// Why a peer is not ignored.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Set_Ignore {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
    /// There is no peer of this number.
    PeerNotFound,
    /// It is ourselves.
    Self_,
}

/// [`Tox_Err_Group_Set_Ignore`] as C hands it over: any number.
pub type Tox_Err_Group_Set_Ignore_Raw = u32;

constants!(Tox_Err_Group_Set_Ignore {
    Ok = c"TOX_ERR_GROUP_SET_IGNORE_OK",
    GroupNotFound = c"TOX_ERR_GROUP_SET_IGNORE_GROUP_NOT_FOUND",
    PeerNotFound = c"TOX_ERR_GROUP_SET_IGNORE_PEER_NOT_FOUND",
    Self_ = c"TOX_ERR_GROUP_SET_IGNORE_SELF",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_set_ignore_to_string(value: Tox_Err_Group_Set_Ignore_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_Set_Ignore>(value)
}

/// Why a role was not set.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Set_Role {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
    /// There is no peer of this number.
    PeerNotFound,
    /// Our role may not do this.
    Permissions,
    /// This role cannot be given, or the peer has it.
    Assignment,
    /// It could not be done or sent.
    FailAction,
    /// It is ourselves.
    Self_,
}

/// [`Tox_Err_Group_Set_Role`] as C hands it over: any number.
pub type Tox_Err_Group_Set_Role_Raw = u32;

constants!(Tox_Err_Group_Set_Role {
    Ok = c"TOX_ERR_GROUP_SET_ROLE_OK",
    GroupNotFound = c"TOX_ERR_GROUP_SET_ROLE_GROUP_NOT_FOUND",
    PeerNotFound = c"TOX_ERR_GROUP_SET_ROLE_PEER_NOT_FOUND",
    Permissions = c"TOX_ERR_GROUP_SET_ROLE_PERMISSIONS",
    Assignment = c"TOX_ERR_GROUP_SET_ROLE_ASSIGNMENT",
    FailAction = c"TOX_ERR_GROUP_SET_ROLE_FAIL_ACTION",
    Self_ = c"TOX_ERR_GROUP_SET_ROLE_SELF",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_set_role_to_string(value: Tox_Err_Group_Set_Role_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_Set_Role>(value)
}

/// Why a peer was not excluded.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Kick_Peer {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
    /// There is no peer of this number.
    PeerNotFound,
    /// Our role may not do this.
    Permissions,
    /// It could not be done.
    FailAction,
    /// It could not be put into a packet and sent.
    FailSend,
    /// It is ourselves.
    Self_,
}

/// [`Tox_Err_Group_Kick_Peer`] as C hands it over: any number.
pub type Tox_Err_Group_Kick_Peer_Raw = u32;

constants!(Tox_Err_Group_Kick_Peer {
    Ok = c"TOX_ERR_GROUP_KICK_PEER_OK",
    GroupNotFound = c"TOX_ERR_GROUP_KICK_PEER_GROUP_NOT_FOUND",
    PeerNotFound = c"TOX_ERR_GROUP_KICK_PEER_PEER_NOT_FOUND",
    Permissions = c"TOX_ERR_GROUP_KICK_PEER_PERMISSIONS",
    FailAction = c"TOX_ERR_GROUP_KICK_PEER_FAIL_ACTION",
    FailSend = c"TOX_ERR_GROUP_KICK_PEER_FAIL_SEND",
    Self_ = c"TOX_ERR_GROUP_KICK_PEER_SELF",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_kick_peer_to_string(value: Tox_Err_Group_Kick_Peer_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_Kick_Peer>(value)
}

/// What was done to a peer.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Group_Mod_Event {
    /// Excluded.
    Kick,
    /// Made an observer.
    Observer,
    /// Made a user.
    User,
    /// Made a moderator.
    Moderator,
}

/// [`Tox_Group_Mod_Event`] as C hands it over: any number.
pub type Tox_Group_Mod_Event_Raw = u32;

constants!(Tox_Group_Mod_Event {
    Kick = c"TOX_GROUP_MOD_EVENT_KICK",
    Observer = c"TOX_GROUP_MOD_EVENT_OBSERVER",
    User = c"TOX_GROUP_MOD_EVENT_USER",
    Moderator = c"TOX_GROUP_MOD_EVENT_MODERATOR",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_group_mod_event_to_string(value: Tox_Group_Mod_Event_Raw) -> *const c_char {
    name_of::<Tox_Group_Mod_Event>(value)
}
