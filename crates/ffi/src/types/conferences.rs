//! Types of conferences, the older kind of group.

use std::ffi::c_char;

use super::c_enum::{constants, name_of};

/// What a conference carries.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Conference_Type {
    /// Text only.
    Text,
    /// Text and sound.
    Av,
}

/// [`Tox_Conference_Type`] as C hands it over: any number.
pub type Tox_Conference_Type_Raw = u32;

constants!(Tox_Conference_Type {
    Text = c"TOX_CONFERENCE_TYPE_TEXT",
    Av = c"TOX_CONFERENCE_TYPE_AV",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_conference_type_to_string(value: Tox_Conference_Type_Raw) -> *const c_char {
    name_of::<Tox_Conference_Type>(value)
}

/// Why no conference was made.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Conference_New {
    /// It worked.
    Ok,
    /// It could not be set up.
    Init,
}

/// [`Tox_Err_Conference_New`] as C hands it over: any number.
pub type Tox_Err_Conference_New_Raw = u32;

constants!(Tox_Err_Conference_New {
    Ok = c"TOX_ERR_CONFERENCE_NEW_OK",
    Init = c"TOX_ERR_CONFERENCE_NEW_INIT",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_conference_new_to_string(value: Tox_Err_Conference_New_Raw) -> *const c_char {
    name_of::<Tox_Err_Conference_New>(value)
}

/// Why a conference was not left.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Conference_Delete {
    /// It worked.
    Ok,
    /// There is no conference of this number.
    ConferenceNotFound,
}

/// [`Tox_Err_Conference_Delete`] as C hands it over: any number.
pub type Tox_Err_Conference_Delete_Raw = u32;

constants!(Tox_Err_Conference_Delete {
    Ok = c"TOX_ERR_CONFERENCE_DELETE_OK",
    ConferenceNotFound = c"TOX_ERR_CONFERENCE_DELETE_CONFERENCE_NOT_FOUND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_conference_delete_to_string(value: Tox_Err_Conference_Delete_Raw) -> *const c_char {
    name_of::<Tox_Err_Conference_Delete>(value)
}

/// Why something about a peer could not be told.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Conference_Peer_Query {
    /// It worked.
    Ok,
    /// There is no conference of this number.
    ConferenceNotFound,
    /// There is no peer of this number.
    PeerNotFound,
    /// We are not connected to this conference.
    NoConnection,
}

/// [`Tox_Err_Conference_Peer_Query`] as C hands it over: any number.
pub type Tox_Err_Conference_Peer_Query_Raw = u32;

constants!(Tox_Err_Conference_Peer_Query {
    Ok = c"TOX_ERR_CONFERENCE_PEER_QUERY_OK",
    ConferenceNotFound = c"TOX_ERR_CONFERENCE_PEER_QUERY_CONFERENCE_NOT_FOUND",
    PeerNotFound = c"TOX_ERR_CONFERENCE_PEER_QUERY_PEER_NOT_FOUND",
    NoConnection = c"TOX_ERR_CONFERENCE_PEER_QUERY_NO_CONNECTION",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_conference_peer_query_to_string(value: Tox_Err_Conference_Peer_Query_Raw) -> *const c_char {
    name_of::<Tox_Err_Conference_Peer_Query>(value)
}

/// Why the number of remembered offline peers was not set.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Conference_Set_Max_Offline {
    /// It worked.
    Ok,
    /// There is no conference of this number.
    ConferenceNotFound,
}

/// [`Tox_Err_Conference_Set_Max_Offline`] as C hands it over: any number.
pub type Tox_Err_Conference_Set_Max_Offline_Raw = u32;

constants!(Tox_Err_Conference_Set_Max_Offline {
    Ok = c"TOX_ERR_CONFERENCE_SET_MAX_OFFLINE_OK",
    ConferenceNotFound = c"TOX_ERR_CONFERENCE_SET_MAX_OFFLINE_CONFERENCE_NOT_FOUND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_conference_set_max_offline_to_string(
    value: Tox_Err_Conference_Set_Max_Offline_Raw,
) -> *const c_char {
    name_of::<Tox_Err_Conference_Set_Max_Offline>(value)
}

/// Why a friend was not invited.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Conference_Invite {
    /// It worked.
    Ok,
    /// There is no conference of this number.
    ConferenceNotFound,
    /// It could not be put into a packet and sent.
    FailSend,
    /// We are not connected to this conference.
    NoConnection,
}

/// [`Tox_Err_Conference_Invite`] as C hands it over: any number.
pub type Tox_Err_Conference_Invite_Raw = u32;

constants!(Tox_Err_Conference_Invite {
    Ok = c"TOX_ERR_CONFERENCE_INVITE_OK",
    ConferenceNotFound = c"TOX_ERR_CONFERENCE_INVITE_CONFERENCE_NOT_FOUND",
    FailSend = c"TOX_ERR_CONFERENCE_INVITE_FAIL_SEND",
    NoConnection = c"TOX_ERR_CONFERENCE_INVITE_NO_CONNECTION",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_conference_invite_to_string(value: Tox_Err_Conference_Invite_Raw) -> *const c_char {
    name_of::<Tox_Err_Conference_Invite>(value)
}

/// Why an invitation was not followed.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Conference_Join {
    /// It worked.
    Ok,
    /// The cookie has not the length of one.
    InvalidLength,
    /// It invites to a conference of another type.
    WrongType,
    /// There is no friend of this number.
    FriendNotFound,
    /// We are in this conference already.
    Duplicate,
    /// The conference could not be set up.
    InitFail,
    /// It could not be put into a packet and sent.
    FailSend,
    /// A pointer that must not be NULL was NULL.
    Null,
}

/// [`Tox_Err_Conference_Join`] as C hands it over: any number.
pub type Tox_Err_Conference_Join_Raw = u32;

constants!(Tox_Err_Conference_Join {
    Ok = c"TOX_ERR_CONFERENCE_JOIN_OK",
    InvalidLength = c"TOX_ERR_CONFERENCE_JOIN_INVALID_LENGTH",
    WrongType = c"TOX_ERR_CONFERENCE_JOIN_WRONG_TYPE",
    FriendNotFound = c"TOX_ERR_CONFERENCE_JOIN_FRIEND_NOT_FOUND",
    Duplicate = c"TOX_ERR_CONFERENCE_JOIN_DUPLICATE",
    InitFail = c"TOX_ERR_CONFERENCE_JOIN_INIT_FAIL",
    FailSend = c"TOX_ERR_CONFERENCE_JOIN_FAIL_SEND",
    Null = c"TOX_ERR_CONFERENCE_JOIN_NULL",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_conference_join_to_string(value: Tox_Err_Conference_Join_Raw) -> *const c_char {
    name_of::<Tox_Err_Conference_Join>(value)
}

/// Why a message was not sent to a conference.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Conference_Send_Message {
    /// It worked.
    Ok,
    /// There is no conference of this number.
    ConferenceNotFound,
    /// The message is too long.
    TooLong,
    /// We are not connected to this conference.
    NoConnection,
    /// It could not be put into a packet and sent.
    FailSend,
}

/// [`Tox_Err_Conference_Send_Message`] as C hands it over: any number.
pub type Tox_Err_Conference_Send_Message_Raw = u32;

constants!(Tox_Err_Conference_Send_Message {
    Ok = c"TOX_ERR_CONFERENCE_SEND_MESSAGE_OK",
    ConferenceNotFound = c"TOX_ERR_CONFERENCE_SEND_MESSAGE_CONFERENCE_NOT_FOUND",
    TooLong = c"TOX_ERR_CONFERENCE_SEND_MESSAGE_TOO_LONG",
    NoConnection = c"TOX_ERR_CONFERENCE_SEND_MESSAGE_NO_CONNECTION",
    FailSend = c"TOX_ERR_CONFERENCE_SEND_MESSAGE_FAIL_SEND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_conference_send_message_to_string(
    value: Tox_Err_Conference_Send_Message_Raw,
) -> *const c_char {
    name_of::<Tox_Err_Conference_Send_Message>(value)
}

/// Why a title was not read or set.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Conference_Title {
    /// It worked.
    Ok,
    /// There is no conference of this number.
    ConferenceNotFound,
    /// The title is empty or longer than `TOX_MAX_NAME_LENGTH`; while reading: there is none.
    InvalidLength,
    /// It could not be put into a packet and sent.
    FailSend,
}

/// [`Tox_Err_Conference_Title`] as C hands it over: any number.
pub type Tox_Err_Conference_Title_Raw = u32;

constants!(Tox_Err_Conference_Title {
    Ok = c"TOX_ERR_CONFERENCE_TITLE_OK",
    ConferenceNotFound = c"TOX_ERR_CONFERENCE_TITLE_CONFERENCE_NOT_FOUND",
    InvalidLength = c"TOX_ERR_CONFERENCE_TITLE_INVALID_LENGTH",
    FailSend = c"TOX_ERR_CONFERENCE_TITLE_FAIL_SEND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_conference_title_to_string(value: Tox_Err_Conference_Title_Raw) -> *const c_char {
    name_of::<Tox_Err_Conference_Title>(value)
}

/// Why the type of a conference could not be told.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Conference_Get_Type {
    /// It worked.
    Ok,
    /// There is no conference of this number.
    ConferenceNotFound,
}

/// [`Tox_Err_Conference_Get_Type`] as C hands it over: any number.
pub type Tox_Err_Conference_Get_Type_Raw = u32;

constants!(Tox_Err_Conference_Get_Type {
    Ok = c"TOX_ERR_CONFERENCE_GET_TYPE_OK",
    ConferenceNotFound = c"TOX_ERR_CONFERENCE_GET_TYPE_CONFERENCE_NOT_FOUND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_conference_get_type_to_string(value: Tox_Err_Conference_Get_Type_Raw) -> *const c_char {
    name_of::<Tox_Err_Conference_Get_Type>(value)
}

/// Why no conference was found by its id.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Conference_By_Id {
    /// It worked.
    Ok,
    /// A pointer that must not be NULL was NULL.
    Null,
    /// No conference has this id.
    NotFound,
}

/// [`Tox_Err_Conference_By_Id`] as C hands it over: any number.
pub type Tox_Err_Conference_By_Id_Raw = u32;

constants!(Tox_Err_Conference_By_Id {
    Ok = c"TOX_ERR_CONFERENCE_BY_ID_OK",
    Null = c"TOX_ERR_CONFERENCE_BY_ID_NULL",
    NotFound = c"TOX_ERR_CONFERENCE_BY_ID_NOT_FOUND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_conference_by_id_to_string(value: Tox_Err_Conference_By_Id_Raw) -> *const c_char {
    name_of::<Tox_Err_Conference_By_Id>(value)
}

/// Why no conference was found by its unique id.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Conference_By_Uid {
    /// It worked.
    Ok,
    /// A pointer that must not be NULL was NULL.
    Null,
    /// No conference has this id.
    NotFound,
}

/// [`Tox_Err_Conference_By_Uid`] as C hands it over: any number.
pub type Tox_Err_Conference_By_Uid_Raw = u32;

constants!(Tox_Err_Conference_By_Uid {
    Ok = c"TOX_ERR_CONFERENCE_BY_UID_OK",
    Null = c"TOX_ERR_CONFERENCE_BY_UID_NULL",
    NotFound = c"TOX_ERR_CONFERENCE_BY_UID_NOT_FOUND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_conference_by_uid_to_string(value: Tox_Err_Conference_By_Uid_Raw) -> *const c_char {
    name_of::<Tox_Err_Conference_By_Uid>(value)
}
