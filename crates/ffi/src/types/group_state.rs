//! Types of what belongs to a group as a whole.

use std::ffi::c_char;

use super::c_enum::{constants, name_of};

/// Why something about a group could not be told.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_State_Query {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
}

/// [`Tox_Err_Group_State_Query`] as C hands it over: any number.
pub type Tox_Err_Group_State_Query_Raw = u32;

constants!(Tox_Err_Group_State_Query {
    Ok = c"TOX_ERR_GROUP_STATE_QUERY_OK",
    GroupNotFound = c"TOX_ERR_GROUP_STATE_QUERY_GROUP_NOT_FOUND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_state_query_to_string(value: Tox_Err_Group_State_Query_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_State_Query>(value)
}

/// Why the topic was not set.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Topic_Set {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
    /// It is longer than `TOX_GROUP_MAX_TOPIC_LENGTH`.
    TooLong,
    /// Our role may not set it.
    Permissions,
    /// It could not be signed.
    FailCreate,
    /// It could not be put into a packet and sent.
    FailSend,
    /// The group is not connected: `tox_group_disconnect` was called on it.
    Disconnected,
}

/// [`Tox_Err_Group_Topic_Set`] as C hands it over: any number.
pub type Tox_Err_Group_Topic_Set_Raw = u32;

constants!(Tox_Err_Group_Topic_Set {
    Ok = c"TOX_ERR_GROUP_TOPIC_SET_OK",
    GroupNotFound = c"TOX_ERR_GROUP_TOPIC_SET_GROUP_NOT_FOUND",
    TooLong = c"TOX_ERR_GROUP_TOPIC_SET_TOO_LONG",
    Permissions = c"TOX_ERR_GROUP_TOPIC_SET_PERMISSIONS",
    FailCreate = c"TOX_ERR_GROUP_TOPIC_SET_FAIL_CREATE",
    FailSend = c"TOX_ERR_GROUP_TOPIC_SET_FAIL_SEND",
    Disconnected = c"TOX_ERR_GROUP_TOPIC_SET_DISCONNECTED",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_topic_set_to_string(value: Tox_Err_Group_Topic_Set_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_Topic_Set>(value)
}

/// Why no group was found by its chat id.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_By_Id {
    /// It worked.
    Ok,
    /// A pointer that must not be NULL was NULL.
    Null,
    /// We are in no group of this chat id.
    NotFound,
}

/// [`Tox_Err_Group_By_Id`] as C hands it over: any number.
pub type Tox_Err_Group_By_Id_Raw = u32;

constants!(Tox_Err_Group_By_Id {
    Ok = c"TOX_ERR_GROUP_BY_ID_OK",
    Null = c"TOX_ERR_GROUP_BY_ID_NULL",
    NotFound = c"TOX_ERR_GROUP_BY_ID_NOT_FOUND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_by_id_to_string(value: Tox_Err_Group_By_Id_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_By_Id>(value)
}
