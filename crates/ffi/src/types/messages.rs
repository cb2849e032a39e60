//! Types of messages, typing and custom packets.

use std::ffi::c_char;

use super::c_enum::{constants, name_of};

/// How a message is meant.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Message_Type {
    /// Somebody says it.
    Normal,
    /// Somebody does it, as `/me` of IRC.
    Action,
}

/// [`Tox_Message_Type`] as C hands it over: any number.
pub type Tox_Message_Type_Raw = u32;

constants!(Tox_Message_Type {
    Normal = c"TOX_MESSAGE_TYPE_NORMAL",
    Action = c"TOX_MESSAGE_TYPE_ACTION",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_message_type_to_string(value: Tox_Message_Type_Raw) -> *const c_char {
    name_of::<Tox_Message_Type>(value)
}

/// Why the typing state was not set.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Set_Typing {
    /// It worked.
    Ok,
    /// There is no friend of this number.
    FriendNotFound,
}

/// [`Tox_Err_Set_Typing`] as C hands it over: any number.
pub type Tox_Err_Set_Typing_Raw = u32;

constants!(Tox_Err_Set_Typing {
    Ok = c"TOX_ERR_SET_TYPING_OK",
    FriendNotFound = c"TOX_ERR_SET_TYPING_FRIEND_NOT_FOUND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_set_typing_to_string(value: Tox_Err_Set_Typing_Raw) -> *const c_char {
    name_of::<Tox_Err_Set_Typing>(value)
}

/// Why a message was not sent.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Friend_Send_Message {
    /// It worked.
    Ok,
    /// A pointer that must not be NULL was NULL.
    Null,
    /// There is no friend of this number.
    FriendNotFound,
    /// The friend is not online.
    FriendNotConnected,
    /// The queue of what goes to this friend is full; try again after the next `tox_iterate`.
    Sendq,
    /// It is longer than `TOX_MAX_MESSAGE_LENGTH`.
    TooLong,
    /// It has no bytes.
    Empty,
}

/// [`Tox_Err_Friend_Send_Message`] as C hands it over: any number.
pub type Tox_Err_Friend_Send_Message_Raw = u32;

constants!(Tox_Err_Friend_Send_Message {
    Ok = c"TOX_ERR_FRIEND_SEND_MESSAGE_OK",
    Null = c"TOX_ERR_FRIEND_SEND_MESSAGE_NULL",
    FriendNotFound = c"TOX_ERR_FRIEND_SEND_MESSAGE_FRIEND_NOT_FOUND",
    FriendNotConnected = c"TOX_ERR_FRIEND_SEND_MESSAGE_FRIEND_NOT_CONNECTED",
    Sendq = c"TOX_ERR_FRIEND_SEND_MESSAGE_SENDQ",
    TooLong = c"TOX_ERR_FRIEND_SEND_MESSAGE_TOO_LONG",
    Empty = c"TOX_ERR_FRIEND_SEND_MESSAGE_EMPTY",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_friend_send_message_to_string(value: Tox_Err_Friend_Send_Message_Raw) -> *const c_char {
    name_of::<Tox_Err_Friend_Send_Message>(value)
}

/// Why a custom packet was not sent.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Friend_Custom_Packet {
    /// It worked.
    Ok,
    /// A pointer that must not be NULL was NULL.
    Null,
    /// There is no friend of this number.
    FriendNotFound,
    /// The friend is not online.
    FriendNotConnected,
    /// The first byte is none of those for custom packets of this kind.
    Invalid,
    /// It has no bytes.
    Empty,
    /// It is longer than `TOX_MAX_CUSTOM_PACKET_SIZE`.
    TooLong,
    /// The queue of what goes to this friend is full; try again after the next `tox_iterate`.
    Sendq,
}

/// [`Tox_Err_Friend_Custom_Packet`] as C hands it over: any number.
pub type Tox_Err_Friend_Custom_Packet_Raw = u32;

constants!(Tox_Err_Friend_Custom_Packet {
    Ok = c"TOX_ERR_FRIEND_CUSTOM_PACKET_OK",
    Null = c"TOX_ERR_FRIEND_CUSTOM_PACKET_NULL",
    FriendNotFound = c"TOX_ERR_FRIEND_CUSTOM_PACKET_FRIEND_NOT_FOUND",
    FriendNotConnected = c"TOX_ERR_FRIEND_CUSTOM_PACKET_FRIEND_NOT_CONNECTED",
    Invalid = c"TOX_ERR_FRIEND_CUSTOM_PACKET_INVALID",
    Empty = c"TOX_ERR_FRIEND_CUSTOM_PACKET_EMPTY",
    TooLong = c"TOX_ERR_FRIEND_CUSTOM_PACKET_TOO_LONG",
    Sendq = c"TOX_ERR_FRIEND_CUSTOM_PACKET_SENDQ",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_friend_custom_packet_to_string(value: Tox_Err_Friend_Custom_Packet_Raw) -> *const c_char {
    name_of::<Tox_Err_Friend_Custom_Packet>(value)
}
