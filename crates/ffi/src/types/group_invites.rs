//! Types of invitations, and of how peers come and go.

use std::ffi::c_char;

use super::c_enum::{constants, name_of};

/// Why a friend was not invited.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Invite_Friend {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
    /// There is no friend of this number.
    FriendNotFound,
    /// The invitation could not be made.
    InviteFail,
    /// It could not be put into a packet and sent.
    FailSend,
    /// The group is not connected: `tox_group_disconnect` was called on it.
    Disconnected,
}

/// [`Tox_Err_Group_Invite_Friend`] as C hands it over: any number.
pub type Tox_Err_Group_Invite_Friend_Raw = u32;

constants!(Tox_Err_Group_Invite_Friend {
    Ok = c"TOX_ERR_GROUP_INVITE_FRIEND_OK",
    GroupNotFound = c"TOX_ERR_GROUP_INVITE_FRIEND_GROUP_NOT_FOUND",
    FriendNotFound = c"TOX_ERR_GROUP_INVITE_FRIEND_FRIEND_NOT_FOUND",
    InviteFail = c"TOX_ERR_GROUP_INVITE_FRIEND_INVITE_FAIL",
    FailSend = c"TOX_ERR_GROUP_INVITE_FRIEND_FAIL_SEND",
    Disconnected = c"TOX_ERR_GROUP_INVITE_FRIEND_DISCONNECTED",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_invite_friend_to_string(value: Tox_Err_Group_Invite_Friend_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_Invite_Friend>(value)
}

/// Why an invitation was not followed.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Invite_Accept {
    /// It worked.
    Ok,
    /// The data is not that of an invitation.
    BadInvite,
    /// The group could not be set up.
    InitFailed,
    /// The own name is too long.
    TooLong,
    /// The own name is empty.
    Empty,
    /// The password is too long.
    Password,
    /// There is no friend of this number.
    FriendNotFound,
    /// It could not be put into a packet and sent.
    FailSend,
    /// A pointer that must not be NULL was NULL.
    Null,
}

/// [`Tox_Err_Group_Invite_Accept`] as C hands it over: any number.
pub type Tox_Err_Group_Invite_Accept_Raw = u32;

constants!(Tox_Err_Group_Invite_Accept {
    Ok = c"TOX_ERR_GROUP_INVITE_ACCEPT_OK",
    BadInvite = c"TOX_ERR_GROUP_INVITE_ACCEPT_BAD_INVITE",
    InitFailed = c"TOX_ERR_GROUP_INVITE_ACCEPT_INIT_FAILED",
    TooLong = c"TOX_ERR_GROUP_INVITE_ACCEPT_TOO_LONG",
    Empty = c"TOX_ERR_GROUP_INVITE_ACCEPT_EMPTY",
    Password = c"TOX_ERR_GROUP_INVITE_ACCEPT_PASSWORD",
    FriendNotFound = c"TOX_ERR_GROUP_INVITE_ACCEPT_FRIEND_NOT_FOUND",
    FailSend = c"TOX_ERR_GROUP_INVITE_ACCEPT_FAIL_SEND",
    Null = c"TOX_ERR_GROUP_INVITE_ACCEPT_NULL",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_invite_accept_to_string(value: Tox_Err_Group_Invite_Accept_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_Invite_Accept>(value)
}

/// Why a peer is gone.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Group_Exit_Type {
    /// He left.
    Quit,
    /// Nothing came from him for too long.
    Timeout,
    /// He went away and may come back.
    Disconnected,
    /// We disconnected from the group.
    SelfDisconnected,
    /// He was excluded.
    Kick,
    /// His view of the group and ours did not fit.
    SyncError,
}

/// [`Tox_Group_Exit_Type`] as C hands it over: any number.
pub type Tox_Group_Exit_Type_Raw = u32;

constants!(Tox_Group_Exit_Type {
    Quit = c"TOX_GROUP_EXIT_TYPE_QUIT",
    Timeout = c"TOX_GROUP_EXIT_TYPE_TIMEOUT",
    Disconnected = c"TOX_GROUP_EXIT_TYPE_DISCONNECTED",
    SelfDisconnected = c"TOX_GROUP_EXIT_TYPE_SELF_DISCONNECTED",
    Kick = c"TOX_GROUP_EXIT_TYPE_KICK",
    SyncError = c"TOX_GROUP_EXIT_TYPE_SYNC_ERROR",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_group_exit_type_to_string(value: Tox_Group_Exit_Type_Raw) -> *const c_char {
    name_of::<Tox_Group_Exit_Type>(value)
}

/// Why a group did not let us in.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Group_Join_Fail {
    /// It is full.
    PeerLimit,
    /// The password is wrong.
    InvalidPassword,
    /// Another reason; we may have been excluded.
    Unknown,
}

/// [`Tox_Group_Join_Fail`] as C hands it over: any number.
pub type Tox_Group_Join_Fail_Raw = u32;

constants!(Tox_Group_Join_Fail {
    PeerLimit = c"TOX_GROUP_JOIN_FAIL_PEER_LIMIT",
    InvalidPassword = c"TOX_GROUP_JOIN_FAIL_INVALID_PASSWORD",
    Unknown = c"TOX_GROUP_JOIN_FAIL_UNKNOWN",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_group_join_fail_to_string(value: Tox_Group_Join_Fail_Raw) -> *const c_char {
    name_of::<Tox_Group_Join_Fail>(value)
}
