//! Messages and custom packets in groups.
#![allow(unused_variables, reason = "there are no groups yet that arguments could be used on")]

use crate::handle::Tox;
use crate::tox::absent::absent;
use crate::types::{
    Tox_Err_Group_Send_Custom_Packet, Tox_Err_Group_Send_Custom_Private_Packet, Tox_Err_Group_Send_Message,
    Tox_Err_Group_Send_Private_Message, Tox_Group_Message_Id, Tox_Group_Number, Tox_Group_Peer_Number,
    Tox_Message_Type_Raw,
};

/// Writes a message to all.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param message_type how it is meant.
/// @param message the text.
/// @param length its length, 1 to `TOX_GROUP_MAX_MESSAGE_LENGTH`.
/// @param error why not. NULL if that does not matter.
///
/// @return a number for it; UINT32_MAX if it was not sent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_send_message(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    message_type: Tox_Message_Type_Raw,
    message: *const u8,
    length: usize,
    error: *mut Tox_Err_Group_Send_Message,
) -> Tox_Group_Message_Id {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Send_Message::GroupNotFound, u32::MAX) }
}

/// Writes a message to one peer.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param message_type how it is meant.
/// @param message the text.
/// @param length its length, 1 to `TOX_GROUP_MAX_MESSAGE_LENGTH`.
/// @param error why not. NULL if that does not matter.
///
/// @return a number for it; UINT32_MAX if it was not sent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_send_private_message(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    peer_id: Tox_Group_Peer_Number,
    message_type: Tox_Message_Type_Raw,
    message: *const u8,
    length: usize,
    error: *mut Tox_Err_Group_Send_Private_Message,
) -> Tox_Group_Message_Id {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Send_Private_Message::GroupNotFound, u32::MAX) }
}

/// Sends a custom packet to all.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param lossless whether it must arrive.
/// @param data the packet.
/// @param length its length, 1 to `TOX_GROUP_MAX_CUSTOM_LOSSLESS_PACKET_LENGTH` or
///   `TOX_GROUP_MAX_CUSTOM_LOSSY_PACKET_LENGTH`.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was sent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_send_custom_packet(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    lossless: bool,
    data: *const u8,
    length: usize,
    error: *mut Tox_Err_Group_Send_Custom_Packet,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Send_Custom_Packet::GroupNotFound, false) }
}

/// Sends a custom packet to one peer.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param lossless whether it must arrive.
/// @param data the packet.
/// @param length its length, 1 to `TOX_GROUP_MAX_CUSTOM_LOSSLESS_PACKET_LENGTH` or
///   `TOX_GROUP_MAX_CUSTOM_LOSSY_PACKET_LENGTH`.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was sent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_send_custom_private_packet(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    peer_id: Tox_Group_Peer_Number,
    lossless: bool,
    data: *const u8,
    length: usize,
    error: *mut Tox_Err_Group_Send_Custom_Private_Packet,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Send_Custom_Private_Packet::GroupNotFound, false) }
}
