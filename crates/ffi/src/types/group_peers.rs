//! Types of queries about ourselves and others in a group.

use std::ffi::c_char;

use super::c_enum::{constants, name_of};

/// Why something about ourselves in a group could not be told.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Self_Query {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
}

/// [`Tox_Err_Group_Self_Query`] as C hands it over: any number.
pub type Tox_Err_Group_Self_Query_Raw = u32;

constants!(Tox_Err_Group_Self_Query {
    Ok = c"TOX_ERR_GROUP_SELF_QUERY_OK",
    GroupNotFound = c"TOX_ERR_GROUP_SELF_QUERY_GROUP_NOT_FOUND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_self_query_to_string(value: Tox_Err_Group_Self_Query_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_Self_Query>(value)
}

/// Why the own name in a group was not set.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Self_Name_Set {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
    /// It is longer than `TOX_MAX_NAME_LENGTH`.
    TooLong,
    /// It is empty or NULL.
    Invalid,
    /// It could not be put into a packet and sent.
    FailSend,
}

/// [`Tox_Err_Group_Self_Name_Set`] as C hands it over: any number.
pub type Tox_Err_Group_Self_Name_Set_Raw = u32;

constants!(Tox_Err_Group_Self_Name_Set {
    Ok = c"TOX_ERR_GROUP_SELF_NAME_SET_OK",
    GroupNotFound = c"TOX_ERR_GROUP_SELF_NAME_SET_GROUP_NOT_FOUND",
    TooLong = c"TOX_ERR_GROUP_SELF_NAME_SET_TOO_LONG",
    Invalid = c"TOX_ERR_GROUP_SELF_NAME_SET_INVALID",
    FailSend = c"TOX_ERR_GROUP_SELF_NAME_SET_FAIL_SEND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_self_name_set_to_string(value: Tox_Err_Group_Self_Name_Set_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_Self_Name_Set>(value)
}

/// Why the own status in a group was not set.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Self_Status_Set {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
    /// It could not be put into a packet and sent.
    FailSend,
}

/// [`Tox_Err_Group_Self_Status_Set`] as C hands it over: any number.
pub type Tox_Err_Group_Self_Status_Set_Raw = u32;

constants!(Tox_Err_Group_Self_Status_Set {
    Ok = c"TOX_ERR_GROUP_SELF_STATUS_SET_OK",
    GroupNotFound = c"TOX_ERR_GROUP_SELF_STATUS_SET_GROUP_NOT_FOUND",
    FailSend = c"TOX_ERR_GROUP_SELF_STATUS_SET_FAIL_SEND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_self_status_set_to_string(value: Tox_Err_Group_Self_Status_Set_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_Self_Status_Set>(value)
}

/// Why something about a peer could not be told.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Peer_Query {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
    /// There is no peer of this number.
    PeerNotFound,
}

/// [`Tox_Err_Group_Peer_Query`] as C hands it over: any number.
pub type Tox_Err_Group_Peer_Query_Raw = u32;

constants!(Tox_Err_Group_Peer_Query {
    Ok = c"TOX_ERR_GROUP_PEER_QUERY_OK",
    GroupNotFound = c"TOX_ERR_GROUP_PEER_QUERY_GROUP_NOT_FOUND",
    PeerNotFound = c"TOX_ERR_GROUP_PEER_QUERY_PEER_NOT_FOUND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_peer_query_to_string(value: Tox_Err_Group_Peer_Query_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_Peer_Query>(value)
}
