//! Types of messages and custom packets in groups.

use std::ffi::c_char;

use super::c_enum::{constants, name_of};

/// Why a message was not sent to a group.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Send_Message {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
    /// It is longer than `TOX_GROUP_MAX_MESSAGE_LENGTH`.
    TooLong,
    /// It has no bytes, or is NULL.
    Empty,
    /// The type is none of `Tox_Message_Type`.
    BadType,
    /// Our role, or the voice state of the group, does not let us speak.
    Permissions,
    /// It could not be put into a packet and sent.
    FailSend,
    /// The group is not connected: `tox_group_disconnect` was called on it.
    Disconnected,
}

/// [`Tox_Err_Group_Send_Message`] as C hands it over: any number.
pub type Tox_Err_Group_Send_Message_Raw = u32;

constants!(Tox_Err_Group_Send_Message {
    Ok = c"TOX_ERR_GROUP_SEND_MESSAGE_OK",
    GroupNotFound = c"TOX_ERR_GROUP_SEND_MESSAGE_GROUP_NOT_FOUND",
    TooLong = c"TOX_ERR_GROUP_SEND_MESSAGE_TOO_LONG",
    Empty = c"TOX_ERR_GROUP_SEND_MESSAGE_EMPTY",
    BadType = c"TOX_ERR_GROUP_SEND_MESSAGE_BAD_TYPE",
    Permissions = c"TOX_ERR_GROUP_SEND_MESSAGE_PERMISSIONS",
    FailSend = c"TOX_ERR_GROUP_SEND_MESSAGE_FAIL_SEND",
    Disconnected = c"TOX_ERR_GROUP_SEND_MESSAGE_DISCONNECTED",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_send_message_to_string(value: Tox_Err_Group_Send_Message_Raw) -> *const c_char {
    name_of::<Tox_Err_Group_Send_Message>(value)
}

/// Why a message was not sent to one peer of a group.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Send_Private_Message {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
    /// There is no peer of this number.
    PeerNotFound,
    /// It is longer than 1367 bytes.
    TooLong,
    /// It has no bytes, or is NULL.
    Empty,
    /// The type is none of `Tox_Message_Type`.
    BadType,
    /// Our role does not let us speak.
    Permissions,
    /// It could not be put into a packet and sent.
    FailSend,
    /// The group is not connected: `tox_group_disconnect` was called on it.
    Disconnected,
}

/// [`Tox_Err_Group_Send_Private_Message`] as C hands it over: any number.
pub type Tox_Err_Group_Send_Private_Message_Raw = u32;

constants!(Tox_Err_Group_Send_Private_Message {
    Ok = c"TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_OK",
    GroupNotFound = c"TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_GROUP_NOT_FOUND",
    PeerNotFound = c"TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_PEER_NOT_FOUND",
    TooLong = c"TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_TOO_LONG",
    Empty = c"TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_EMPTY",
    BadType = c"TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_BAD_TYPE",
    Permissions = c"TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_PERMISSIONS",
    FailSend = c"TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_FAIL_SEND",
    Disconnected = c"TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_DISCONNECTED",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_send_private_message_to_string(
    value: Tox_Err_Group_Send_Private_Message_Raw,
) -> *const c_char {
    name_of::<Tox_Err_Group_Send_Private_Message>(value)
}

/// Why a custom packet was not sent to a group.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Send_Custom_Packet {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
    /// It is longer than the limit for its kind.
    TooLong,
    /// It has no bytes, or is NULL.
    Empty,
    /// The group is not connected: `tox_group_disconnect` was called on it.
    Disconnected,
    /// It could not be put into a packet and sent.
    FailSend,
}

/// [`Tox_Err_Group_Send_Custom_Packet`] as C hands it over: any number.
pub type Tox_Err_Group_Send_Custom_Packet_Raw = u32;

constants!(Tox_Err_Group_Send_Custom_Packet {
    Ok = c"TOX_ERR_GROUP_SEND_CUSTOM_PACKET_OK",
    GroupNotFound = c"TOX_ERR_GROUP_SEND_CUSTOM_PACKET_GROUP_NOT_FOUND",
    TooLong = c"TOX_ERR_GROUP_SEND_CUSTOM_PACKET_TOO_LONG",
    Empty = c"TOX_ERR_GROUP_SEND_CUSTOM_PACKET_EMPTY",
    Disconnected = c"TOX_ERR_GROUP_SEND_CUSTOM_PACKET_DISCONNECTED",
    FailSend = c"TOX_ERR_GROUP_SEND_CUSTOM_PACKET_FAIL_SEND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_send_custom_packet_to_string(
    value: Tox_Err_Group_Send_Custom_Packet_Raw,
) -> *const c_char {
    name_of::<Tox_Err_Group_Send_Custom_Packet>(value)
}

/// Why a custom packet was not sent to one peer of a group.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Group_Send_Custom_Private_Packet {
    /// It worked.
    Ok,
    /// There is no group of this number.
    GroupNotFound,
    /// It is longer than the limit for its kind.
    TooLong,
    /// It has no bytes, or is NULL.
    Empty,
    /// There is no peer of this number.
    PeerNotFound,
    /// It could not be put into a packet and sent.
    FailSend,
    /// The group is not connected: `tox_group_disconnect` was called on it.
    Disconnected,
}

/// [`Tox_Err_Group_Send_Custom_Private_Packet`] as C hands it over: any number.
pub type Tox_Err_Group_Send_Custom_Private_Packet_Raw = u32;

constants!(Tox_Err_Group_Send_Custom_Private_Packet {
    Ok = c"TOX_ERR_GROUP_SEND_CUSTOM_PRIVATE_PACKET_OK",
    GroupNotFound = c"TOX_ERR_GROUP_SEND_CUSTOM_PRIVATE_PACKET_GROUP_NOT_FOUND",
    TooLong = c"TOX_ERR_GROUP_SEND_CUSTOM_PRIVATE_PACKET_TOO_LONG",
    Empty = c"TOX_ERR_GROUP_SEND_CUSTOM_PRIVATE_PACKET_EMPTY",
    PeerNotFound = c"TOX_ERR_GROUP_SEND_CUSTOM_PRIVATE_PACKET_PEER_NOT_FOUND",
    FailSend = c"TOX_ERR_GROUP_SEND_CUSTOM_PRIVATE_PACKET_FAIL_SEND",
    Disconnected = c"TOX_ERR_GROUP_SEND_CUSTOM_PRIVATE_PACKET_DISCONNECTED",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_group_send_custom_private_packet_to_string(
    value: Tox_Err_Group_Send_Custom_Private_Packet_Raw,
) -> *const c_char {
    name_of::<Tox_Err_Group_Send_Custom_Private_Packet>(value)
}
