//! Types of groups: their rules, making, joining and leaving them.

use std::ffi::c_char;

use super::c_enum::{constants, name_of};

/// Who can find a group.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Group_Privacy_State {
    /// Whoever knows its chat id: it is announced in the DHT.
    Public,
    /// Only who was invited by a friend.
    Private,
}

/// [`Tox_Group_Privacy_State`] as C hands it over: any number.
pub type Tox_Group_Privacy_State_Raw = u32;

constants!(Tox_Group_Privacy_State {
    Public = c"TOX_GROUP_PRIVACY_STATE_PUBLIC",
    Private = c"TOX_GROUP_PRIVACY_STATE_PRIVATE",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_group_privacy_state_to_string(value: Tox_Group_Privacy_State_Raw) -> *const c_char {
    name_of::<Tox_Group_Privacy_State>(value)
}

/// Who may set the topic.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Group_Topic_Lock {
    /// Founder and moderators.
    Enabled,
    /// All but observers.
    Disabled,
}

/// [`Tox_Group_Topic_Lock`] as C hands it over: any number.
pub type Tox_Group_Topic_Lock_Raw = u32;

constants!(Tox_Group_Topic_Lock {
    Enabled = c"TOX_GROUP_TOPIC_LOCK_ENABLED",
    Disabled = c"TOX_GROUP_TOPIC_LOCK_DISABLED",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_group_topic_lock_to_string(value: Tox_Group_Topic_Lock_Raw) -> *const c_char {
    name_of::<Tox_Group_Topic_Lock>(value)
}

/// Who may speak.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Group_Voice_State {
    /// All but observers.
    All,
    /// Founder and moderators.
    Moderator,
    /// The founder.
    Founder,
}

/// [`Tox_Group_Voice_State`] as C hands it over: any number.
pub type Tox_Group_Voice_State_Raw = u32;

constants!(Tox_Group_Voice_State {
    All = c"TOX_GROUP_VOICE_STATE_ALL",
    Moderator = c"TOX_GROUP_VOICE_STATE_MODERATOR",
    Founder = c"TOX_GROUP_VOICE_STATE_FOUNDER",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_group_voice_state_to_string(value: Tox_Group_Voice_State_Raw) -> *const c_char {
    name_of::<Tox_Group_Voice_State>(value)
}

/// What a peer may do.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Group_Role {
    /// Everything; he made the group.
    Founder,
    /// May exclude users and observers and set their roles.
    Moderator,
    /// May speak.
    User,
    /// May read only.
    Observer,
}

/// [`Tox_Group_Role`] as C hands it over: any number.
pub type Tox_Group_Role_Raw = u32;

constants!(Tox_Group_Role {
    Founder = c"TOX_GROUP_ROLE_FOUNDER",
    Moderator = c"TOX_GROUP_ROLE_MODERATOR",
    User = c"TOX_GROUP_ROLE_USER",
    Observer = c"TOX_GROUP_ROLE_OBSERVER",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_group_role_to_string(value: Tox_Group_Role_Raw) -> *const c_char {
    name_of::<Tox_Group_Role>(value)
}

/// Why no group was made.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_New {
    /// It worked.
    Ok,
    /// The name of the group or the own name is too long.
    TooLong,
    /// The name of the group or the own name is empty.
    Empty,
    /// It could not be set up, or the privacy state is none.
    Init,
    /// Its state could not be signed.
    State,
    /// It could not be announced in the DHT.
    Announce,
}

/// [`Tox_Err_Group_New`] as C hands it over: any number.
pub type Tox_Err_Group_New_Raw = u32;

constants!(Tox_Err_Group_New {
    Ok = c"TOX_ERR_GROUP_NEW_OK",
    TooLong = c"TOX_ERR_GROUP_NEW_TOO_LONG",
    Empty = c"TOX_ERR_GROUP_NEW_EMPTY",
    Init = c"TOX_ERR_GROUP_NEW_INIT",
    State = c"TOX_ERR_GROUP_NEW_STATE",
    Announce = c"TOX_ERR_GROUP_NEW_ANNOUNCE",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_new_to_string(value: Tox_Err_Group_New_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_New>(value)
}

/// Why a group was not joined.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Join {
    /// It worked.
    Ok,
    /// It could not be set up, or the chat id is no key.
    Init,
    /// The chat id is NULL.
    BadChatId,
    /// The own name is empty.
    Empty,
    /// The own name is too long.
    TooLong,
    /// The password is too long.
    Password,
    /// It could not be searched for in the DHT.
    Core,
}

/// [`Tox_Err_Group_Join`] as C hands it over: any number.
pub type Tox_Err_Group_Join_Raw = u32;

constants!(Tox_Err_Group_Join {
    Ok = c"TOX_ERR_GROUP_JOIN_OK",
    Init = c"TOX_ERR_GROUP_JOIN_INIT",
    BadChatId = c"TOX_ERR_GROUP_JOIN_BAD_CHAT_ID",
    Empty = c"TOX_ERR_GROUP_JOIN_EMPTY",
    TooLong = c"TOX_ERR_GROUP_JOIN_TOO_LONG",
    Password = c"TOX_ERR_GROUP_JOIN_PASSWORD",
    Core = c"TOX_ERR_GROUP_JOIN_CORE",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_join_to_string(value: Tox_Err_Group_Join_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_Join>(value)
}

/// Why it could not be told whether a group is connected.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Is_Connected {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
}

/// [`Tox_Err_Group_Is_Connected`] as C hands it over: any number.
pub type Tox_Err_Group_Is_Connected_Raw = u32;

constants!(Tox_Err_Group_Is_Connected {
    Ok = c"TOX_ERR_GROUP_IS_CONNECTED_OK",
    GroupNotFound = c"TOX_ERR_GROUP_IS_CONNECTED_GROUP_NOT_FOUND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_is_connected_to_string(value: Tox_Err_Group_Is_Connected_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_Is_Connected>(value)
}

/// Why a group was not disconnected.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Disconnect {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
    /// It was disconnected before.
    AlreadyDisconnected,
}

/// [`Tox_Err_Group_Disconnect`] as C hands it over: any number.
pub type Tox_Err_Group_Disconnect_Raw = u32;

constants!(Tox_Err_Group_Disconnect {
    Ok = c"TOX_ERR_GROUP_DISCONNECT_OK",
    GroupNotFound = c"TOX_ERR_GROUP_DISCONNECT_GROUP_NOT_FOUND",
    AlreadyDisconnected = c"TOX_ERR_GROUP_DISCONNECT_ALREADY_DISCONNECTED",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_disconnect_to_string(value: Tox_Err_Group_Disconnect_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_Disconnect>(value)
}

/// Why a group was not connected again.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Reconnect {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
    /// It could not be set up or searched for.
    Core,
}

/// [`Tox_Err_Group_Reconnect`] as C hands it over: any number.
pub type Tox_Err_Group_Reconnect_Raw = u32;

constants!(Tox_Err_Group_Reconnect {
    Ok = c"TOX_ERR_GROUP_RECONNECT_OK",
    GroupNotFound = c"TOX_ERR_GROUP_RECONNECT_GROUP_NOT_FOUND",
    Core = c"TOX_ERR_GROUP_RECONNECT_CORE",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_reconnect_to_string(value: Tox_Err_Group_Reconnect_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_Reconnect>(value)
}

/// Why a group was not left, or left without a word.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Leave {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
    /// The parting message is longer than `TOX_GROUP_MAX_PART_LENGTH`.
    TooLong,
    /// The others could not be told; the group was left.
    FailSend,
}

/// [`Tox_Err_Group_Leave`] as C hands it over: any number.
pub type Tox_Err_Group_Leave_Raw = u32;

constants!(Tox_Err_Group_Leave {
    Ok = c"TOX_ERR_GROUP_LEAVE_OK",
    GroupNotFound = c"TOX_ERR_GROUP_LEAVE_GROUP_NOT_FOUND",
    TooLong = c"TOX_ERR_GROUP_LEAVE_TOO_LONG",
    FailSend = c"TOX_ERR_GROUP_LEAVE_FAIL_SEND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_leave_to_string(value: Tox_Err_Group_Leave_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_Leave>(value)
}
