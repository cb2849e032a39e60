//! Events of friends and of who wants to be one.

use std::ptr;

use toxcore_crypto::LongTermPublicKey;

use crate::events::field::{Bytes, fields};
use crate::events::read;
use crate::types::{Tox_Connection, Tox_Connection_Raw, Tox_User_Status, Tox_User_Status_Raw};

/// Somebody asks to become a friend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Friend_Request {
    pub(crate) public_key: LongTermPublicKey,
    pub(crate) message: Bytes,
}

fields!(Tox_Event_Friend_Request: public_key, message);

/// @return the public key of who asks, 32 bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_request_get_public_key(
    friend_request: *const Tox_Event_Friend_Request,
) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_request, ptr::null(), |event| event.public_key.as_bytes().as_ptr()) }
}

/// @return what they say; NULL if it has no bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_request_get_message(
    friend_request: *const Tox_Event_Friend_Request,
) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_request, ptr::null(), |event| event.message.as_ptr()) }
}

/// @return how many bytes the text has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_request_get_message_length(
    friend_request: *const Tox_Event_Friend_Request,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_request, 0, |event| event.message.len()) }
}

/// A friend came online, went offline, or is reached in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Friend_Connection_Status {
    pub(crate) friend_number: u32,
    pub(crate) connection_status: Tox_Connection,
}

fields!(Tox_Event_Friend_Connection_Status: friend_number, connection_status);

/// @return the number of the friend.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_connection_status_get_friend_number(
    friend_connection_status: *const Tox_Event_Friend_Connection_Status,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_connection_status, u32::MAX, |event| event.friend_number) }
}

/// @return how the friend is connected.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_connection_status_get_connection_status(
    friend_connection_status: *const Tox_Event_Friend_Connection_Status,
) -> Tox_Connection_Raw {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_connection_status, 0, |event| event.connection_status as u32) }
}

/// A friend sent a custom packet that might have been lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Friend_Lossy_Packet {
    pub(crate) friend_number: u32,
    pub(crate) data: Bytes,
}

fields!(Tox_Event_Friend_Lossy_Packet: friend_number, data);

/// @return the number of the friend.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_lossy_packet_get_friend_number(
    friend_lossy_packet: *const Tox_Event_Friend_Lossy_Packet,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_lossy_packet, u32::MAX, |event| event.friend_number) }
}

/// @return the packet with its first byte; NULL if it has no bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_lossy_packet_get_data(
    friend_lossy_packet: *const Tox_Event_Friend_Lossy_Packet,
) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_lossy_packet, ptr::null(), |event| event.data.as_ptr()) }
}

/// @return how many bytes the data has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_lossy_packet_get_data_length(
    friend_lossy_packet: *const Tox_Event_Friend_Lossy_Packet,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_lossy_packet, 0, |event| event.data.len()) }
}

/// A friend sent a custom packet on which order and arrival are sure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Friend_Lossless_Packet {
    pub(crate) friend_number: u32,
    pub(crate) data: Bytes,
}

fields!(Tox_Event_Friend_Lossless_Packet: friend_number, data);

/// @return the number of the friend.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_lossless_packet_get_friend_number(
    friend_lossless_packet: *const Tox_Event_Friend_Lossless_Packet,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_lossless_packet, u32::MAX, |event| event.friend_number) }
}

/// @return the packet with its first byte; NULL if it has no bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_lossless_packet_get_data(
    friend_lossless_packet: *const Tox_Event_Friend_Lossless_Packet,
) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_lossless_packet, ptr::null(), |event| event.data.as_ptr()) }
}

/// @return how many bytes the data has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_lossless_packet_get_data_length(
    friend_lossless_packet: *const Tox_Event_Friend_Lossless_Packet,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_lossless_packet, 0, |event| event.data.len()) }
}

/// A friend told its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Friend_Name {
    pub(crate) friend_number: u32,
    pub(crate) name: Bytes,
}

fields!(Tox_Event_Friend_Name: friend_number, name);

/// @return the number of the friend.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_name_get_friend_number(friend_name: *const Tox_Event_Friend_Name) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_name, u32::MAX, |event| event.friend_number) }
}

/// @return the name; NULL if it has no bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_name_get_name(friend_name: *const Tox_Event_Friend_Name) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_name, ptr::null(), |event| event.name.as_ptr()) }
}

/// @return how many bytes the name has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_name_get_name_length(friend_name: *const Tox_Event_Friend_Name) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_name, 0, |event| event.name.len()) }
}

/// A friend told its status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Friend_Status {
    pub(crate) friend_number: u32,
    pub(crate) status: Tox_User_Status,
}

fields!(Tox_Event_Friend_Status: friend_number, status);

/// @return the number of the friend.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_status_get_friend_number(
    friend_status: *const Tox_Event_Friend_Status,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_status, u32::MAX, |event| event.friend_number) }
}

/// @return the status.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_status_get_status(
    friend_status: *const Tox_Event_Friend_Status,
) -> Tox_User_Status_Raw {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_status, 0, |event| event.status as u32) }
}

/// A friend told its status message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Friend_Status_Message {
    pub(crate) friend_number: u32,
    pub(crate) message: Bytes,
}

fields!(Tox_Event_Friend_Status_Message: friend_number, message);

/// @return the number of the friend.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_status_message_get_friend_number(
    friend_status_message: *const Tox_Event_Friend_Status_Message,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_status_message, u32::MAX, |event| event.friend_number) }
}

/// @return the status message; NULL if it has no bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_status_message_get_message(
    friend_status_message: *const Tox_Event_Friend_Status_Message,
) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_status_message, ptr::null(), |event| event.message.as_ptr()) }
}

/// @return how many bytes the status message has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_status_message_get_message_length(
    friend_status_message: *const Tox_Event_Friend_Status_Message,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_status_message, 0, |event| event.message.len()) }
}
