//! Messages and custom packets in groups.

use toxcore::group::{
    Delivery as Way, GroupError, GroupNumber, MAX_SENT_PRIVATE_MESSAGE_LEN, PeerNumber, Role, SendCustomError,
    SendGroupMessageError, SendPrivateMessageError,
};

use super::text;
use crate::core::Core;
use crate::handle::{Handle, Tox};
use crate::pointer::Out;
use crate::tox::message_kind;
use crate::types::c_enum::from_raw;
use crate::types::{
    TOX_GROUP_MAX_CUSTOM_LOSSLESS_PACKET_LENGTH, TOX_GROUP_MAX_CUSTOM_LOSSY_PACKET_LENGTH,
    TOX_GROUP_MAX_MESSAGE_LENGTH, Tox_Err_Group_Send_Custom_Packet, Tox_Err_Group_Send_Custom_Private_Packet,
    Tox_Err_Group_Send_Message, Tox_Err_Group_Send_Private_Message, Tox_Group_Message_Id, Tox_Group_Number,
    Tox_Group_Peer_Number, Tox_Message_Type, Tox_Message_Type_Raw,
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let text = unsafe { text(message, length, TOX_GROUP_MAX_MESSAGE_LENGTH) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_say(error, (u32::MAX, Tox_Err_Group_Send_Message::GroupNotFound), |core| {
        let group = core.group(group_number).ok_or(Tox_Err_Group_Send_Message::GroupNotFound)?;
        let kind = match from_raw(message_type) {
            Some(kind) => message_kind(kind),
            None => return Err(core.why_not_even_with_a_type(group, text)),
        };
        let sent = core.tox.group_send_message(core.now, group, kind, text).map_err(message_error)?;
        // Nobody has to hear it, but somebody if there is anybody.
        if sent.reached == 0 && core.tox.group_peers(group).next().is_some() {
            return Err(Tox_Err_Group_Send_Message::FailSend);
        }
        Ok(sent.id.0)
    })
}

/// Writes a message to one peer.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param message_type how it is meant.
/// @param message the text.
/// @param length its length, 1 to 1367: a peer takes less than `TOX_GROUP_MAX_MESSAGE_LENGTH` in private.
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let text = unsafe { text(message, length, TOX_GROUP_MAX_MESSAGE_LENGTH) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (u32::MAX, Tox_Err_Group_Send_Private_Message::GroupNotFound), |core| {
        let group = core.group(group_number).ok_or(Tox_Err_Group_Send_Private_Message::GroupNotFound)?;
        let peer = PeerNumber(peer_id);
        let kind = match from_raw(message_type) {
            Some(kind) if peer != PeerNumber::OWN => message_kind(kind),
            kind => return Err(core.why_not_in_private(group, peer, kind, text)),
        };
        match core.tox.group_send_private_message(core.now, group, peer, kind, text) {
            // Too much waits for him.
            Ok(sent) if sent.reached == 0 => Err(Tox_Err_Group_Send_Private_Message::FailSend),
            Ok(sent) => Ok(sent.id.0),
            Err(error) => Err(private_error(error)),
        }
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let data = unsafe { text(data, length, MAX_CUSTOM_LENGTH) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_Group_Send_Custom_Packet::GroupNotFound), |core| {
        let group = core.group(group_number).ok_or(Tox_Err_Group_Send_Custom_Packet::GroupNotFound)?;
        let sent = core.tox.group_send_custom_packet(core.now, group, way(lossless), data);
        match sent.map_err(custom_error)? {
            0 if core.tox.group_peers(group).next().is_some() => Err(Tox_Err_Group_Send_Custom_Packet::FailSend),
            _ => Ok(true),
        }
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let data = unsafe { text(data, length, MAX_CUSTOM_LENGTH) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_Group_Send_Custom_Private_Packet::GroupNotFound), |core| {
        let group = core.group(group_number).ok_or(Tox_Err_Group_Send_Custom_Private_Packet::GroupNotFound)?;
        let peer = PeerNumber(peer_id);
        let sent = core.tox.group_send_custom_private_packet(core.now, group, peer, way(lossless), data);
        sent.map(|()| true).map_err(|error| private_custom_error(error, peer))
    })
}

/// What is wrong with messages that are not handed on, in the order in which it would be found.
impl Core {
    fn why_not_even_with_a_type(&self, group: GroupNumber, text: &[u8]) -> Tox_Err_Group_Send_Message {
        if self.tox.group_is_connected(group) == Some(false) {
            return Tox_Err_Group_Send_Message::Disconnected;
        }
        match text.len() {
            0 => Tox_Err_Group_Send_Message::Empty,
            1..=MAX_TEXT => Tox_Err_Group_Send_Message::BadType,
            _ => Tox_Err_Group_Send_Message::TooLong,
        }
    }

    /// The type is none, or it is for ourselves.
    fn why_not_in_private(
        &self,
        group: GroupNumber,
        peer: PeerNumber,
        kind: Option<Tox_Message_Type>,
        text: &[u8],
    ) -> Tox_Err_Group_Send_Private_Message {
        if self.tox.group_is_connected(group) == Some(false) {
            return Tox_Err_Group_Send_Private_Message::Disconnected;
        }
        match text.len() {
            0 => Tox_Err_Group_Send_Private_Message::Empty,
            TOO_LONG_IN_PRIVATE.. => Tox_Err_Group_Send_Private_Message::TooLong,
            _ if self.tox.group_peer_name(group, peer).is_err() => Tox_Err_Group_Send_Private_Message::PeerNotFound,
            _ if kind.is_none() => Tox_Err_Group_Send_Private_Message::BadType,
            _ if self.tox.group_self_role(group) == Some(Role::Observer) => {
                Tox_Err_Group_Send_Private_Message::Permissions
            }
            _ => Tox_Err_Group_Send_Private_Message::FailSend,
        }
    }
}

const fn message_error(error: GroupError<SendGroupMessageError>) -> Tox_Err_Group_Send_Message {
    match error {
        GroupError::NotFound => Tox_Err_Group_Send_Message::GroupNotFound,
        GroupError::Refused(SendGroupMessageError::Disconnected) => Tox_Err_Group_Send_Message::Disconnected,
        GroupError::Refused(SendGroupMessageError::TooLong(_)) => Tox_Err_Group_Send_Message::TooLong,
        GroupError::Refused(SendGroupMessageError::Empty) => Tox_Err_Group_Send_Message::Empty,
        GroupError::Refused(SendGroupMessageError::Permissions) => Tox_Err_Group_Send_Message::Permissions,
        GroupError::Refused(_) => Tox_Err_Group_Send_Message::FailSend,
    }
}

const fn private_error(error: GroupError<SendPrivateMessageError>) -> Tox_Err_Group_Send_Private_Message {
    match error {
        GroupError::NotFound => Tox_Err_Group_Send_Private_Message::GroupNotFound,
        GroupError::Refused(SendPrivateMessageError::Disconnected) => Tox_Err_Group_Send_Private_Message::Disconnected,
        GroupError::Refused(SendPrivateMessageError::TooLong(_)) => Tox_Err_Group_Send_Private_Message::TooLong,
        GroupError::Refused(SendPrivateMessageError::Empty) => Tox_Err_Group_Send_Private_Message::Empty,
        GroupError::Refused(SendPrivateMessageError::UnknownMember) => Tox_Err_Group_Send_Private_Message::PeerNotFound,
        GroupError::Refused(SendPrivateMessageError::Permissions) => Tox_Err_Group_Send_Private_Message::Permissions,
        GroupError::Refused(_) => Tox_Err_Group_Send_Private_Message::FailSend,
    }
}

const fn custom_error(error: SendCustomError) -> Tox_Err_Group_Send_Custom_Packet {
    match error {
        SendCustomError::NotFound => Tox_Err_Group_Send_Custom_Packet::GroupNotFound,
        SendCustomError::Disconnected => Tox_Err_Group_Send_Custom_Packet::Disconnected,
        SendCustomError::TooLong(_) => Tox_Err_Group_Send_Custom_Packet::TooLong,
        SendCustomError::Empty => Tox_Err_Group_Send_Custom_Packet::Empty,
        _ => Tox_Err_Group_Send_Custom_Packet::FailSend,
    }
}

fn private_custom_error(error: SendCustomError, peer: PeerNumber) -> Tox_Err_Group_Send_Custom_Private_Packet {
    match error {
        SendCustomError::NotFound => Tox_Err_Group_Send_Custom_Private_Packet::GroupNotFound,
        SendCustomError::Disconnected => Tox_Err_Group_Send_Custom_Private_Packet::Disconnected,
        SendCustomError::TooLong(_) => Tox_Err_Group_Send_Custom_Private_Packet::TooLong,
        SendCustomError::Empty => Tox_Err_Group_Send_Custom_Private_Packet::Empty,
        // We are a peer to whom nothing goes.
        SendCustomError::UnknownMember if peer != PeerNumber::OWN => {
            Tox_Err_Group_Send_Custom_Private_Packet::PeerNotFound
        }
        _ => Tox_Err_Group_Send_Custom_Private_Packet::FailSend,
    }
}

const fn way(lossless: bool) -> Way {
    if lossless { Way::Lossless } else { Way::Lossy }
}

const MAX_TEXT: usize = TOX_GROUP_MAX_MESSAGE_LENGTH as usize;
/// The shortest text that is too long.
const TOO_LONG_IN_PRIVATE: usize = MAX_SENT_PRIVATE_MESSAGE_LEN + 1;
/// Both kinds have the same limit.
const MAX_CUSTOM_LENGTH: u32 = TOX_GROUP_MAX_CUSTOM_LOSSLESS_PACKET_LENGTH;
const _: () = assert!(TOX_GROUP_MAX_CUSTOM_LOSSY_PACKET_LENGTH == MAX_CUSTOM_LENGTH);
