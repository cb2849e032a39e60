//! Types of the friend list.

use std::ffi::c_char;

use super::c_enum::{constants, name_of};

/// Why a friend was not added.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Friend_Add {
    /// It worked.
    Ok,
    /// A pointer that must not be NULL was NULL.
    Null,
    /// The message is longer than `TOX_MAX_FRIEND_REQUEST_LENGTH`.
    TooLong,
    /// The message is empty.
    NoMessage,
    /// It is the own address.
    OwnKey,
    /// The friend is in the list already.
    AlreadySent,
    /// The checksum of the address is wrong: it was mistyped or cut.
    BadChecksum,
    /// The friend is in the list already and had another nospam: the new one was taken over.
    SetNewNospam,
    /// There was not enough memory, or the list is full.
    Malloc,
}

/// [`Tox_Err_Friend_Add`] as C hands it over: any number.
pub type Tox_Err_Friend_Add_Raw = u32;

constants!(Tox_Err_Friend_Add {
    Ok = c"TOX_ERR_FRIEND_ADD_OK",
    Null = c"TOX_ERR_FRIEND_ADD_NULL",
    TooLong = c"TOX_ERR_FRIEND_ADD_TOO_LONG",
    NoMessage = c"TOX_ERR_FRIEND_ADD_NO_MESSAGE",
    OwnKey = c"TOX_ERR_FRIEND_ADD_OWN_KEY",
    AlreadySent = c"TOX_ERR_FRIEND_ADD_ALREADY_SENT",
    BadChecksum = c"TOX_ERR_FRIEND_ADD_BAD_CHECKSUM",
    SetNewNospam = c"TOX_ERR_FRIEND_ADD_SET_NEW_NOSPAM",
    Malloc = c"TOX_ERR_FRIEND_ADD_MALLOC",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_friend_add_to_string(value: Tox_Err_Friend_Add_Raw) -> *const c_char {
    name_of::<Tox_Err_Friend_Add>(value)
}

/// Why a friend was not deleted.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Friend_Delete {
    /// It worked.
    Ok,
    /// There is no friend of this number.
    FriendNotFound,
}

/// [`Tox_Err_Friend_Delete`] as C hands it over: any number.
pub type Tox_Err_Friend_Delete_Raw = u32;

constants!(Tox_Err_Friend_Delete {
    Ok = c"TOX_ERR_FRIEND_DELETE_OK",
    FriendNotFound = c"TOX_ERR_FRIEND_DELETE_FRIEND_NOT_FOUND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_friend_delete_to_string(value: Tox_Err_Friend_Delete_Raw) -> *const c_char {
    name_of::<Tox_Err_Friend_Delete>(value)
}

/// Why no friend was found by his key.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Friend_By_Public_Key {
    /// It worked.
    Ok,
    /// A pointer that must not be NULL was NULL.
    Null,
    /// No friend has this key.
    NotFound,
}

/// [`Tox_Err_Friend_By_Public_Key`] as C hands it over: any number.
pub type Tox_Err_Friend_By_Public_Key_Raw = u32;

constants!(Tox_Err_Friend_By_Public_Key {
    Ok = c"TOX_ERR_FRIEND_BY_PUBLIC_KEY_OK",
    Null = c"TOX_ERR_FRIEND_BY_PUBLIC_KEY_NULL",
    NotFound = c"TOX_ERR_FRIEND_BY_PUBLIC_KEY_NOT_FOUND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_friend_by_public_key_to_string(value: Tox_Err_Friend_By_Public_Key_Raw) -> *const c_char {
    name_of::<Tox_Err_Friend_By_Public_Key>(value)
}

/// Why the key of a friend could not be told.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Friend_Get_Public_Key {
    /// It worked.
    Ok,
    /// There is no friend of this number.
    FriendNotFound,
}

/// [`Tox_Err_Friend_Get_Public_Key`] as C hands it over: any number.
pub type Tox_Err_Friend_Get_Public_Key_Raw = u32;

constants!(Tox_Err_Friend_Get_Public_Key {
    Ok = c"TOX_ERR_FRIEND_GET_PUBLIC_KEY_OK",
    FriendNotFound = c"TOX_ERR_FRIEND_GET_PUBLIC_KEY_FRIEND_NOT_FOUND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_friend_get_public_key_to_string(value: Tox_Err_Friend_Get_Public_Key_Raw) -> *const c_char {
    name_of::<Tox_Err_Friend_Get_Public_Key>(value)
}

/// Why it could not be told when a friend was last online.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Friend_Get_Last_Online {
    /// It worked.
    Ok,
    /// There is no friend of this number.
    FriendNotFound,
}

/// [`Tox_Err_Friend_Get_Last_Online`] as C hands it over: any number.
pub type Tox_Err_Friend_Get_Last_Online_Raw = u32;

constants!(Tox_Err_Friend_Get_Last_Online {
    Ok = c"TOX_ERR_FRIEND_GET_LAST_ONLINE_OK",
    FriendNotFound = c"TOX_ERR_FRIEND_GET_LAST_ONLINE_FRIEND_NOT_FOUND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_friend_get_last_online_to_string(value: Tox_Err_Friend_Get_Last_Online_Raw) -> *const c_char {
    name_of::<Tox_Err_Friend_Get_Last_Online>(value)
}

/// Why something about a friend could not be told.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Friend_Query {
    /// It worked.
    Ok,
    /// A pointer that must not be NULL was NULL.
    Null,
    /// There is no friend of this number.
    FriendNotFound,
}

/// [`Tox_Err_Friend_Query`] as C hands it over: any number.
pub type Tox_Err_Friend_Query_Raw = u32;

constants!(Tox_Err_Friend_Query {
    Ok = c"TOX_ERR_FRIEND_QUERY_OK",
    Null = c"TOX_ERR_FRIEND_QUERY_NULL",
    FriendNotFound = c"TOX_ERR_FRIEND_QUERY_FRIEND_NOT_FOUND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_friend_query_to_string(value: Tox_Err_Friend_Query_Raw) -> *const c_char {
    name_of::<Tox_Err_Friend_Query>(value)
}
