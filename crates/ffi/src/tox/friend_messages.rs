//! What we say to friends, and they to us.

use toxcore::{Content, FriendId, LongTermPublicKey, MessageId, MessageKind, SendMessageError};

use super::friend_list::number;
use crate::callbacks::Delivery;
use crate::handle::{Handle, Tox};
use crate::pointer::{Out, Unreadable, bytes, with_nul};
use crate::types::c_enum::from_raw;
use crate::types::{
    TOX_MAX_MESSAGE_LENGTH, Tox_Err_Friend_Send_Message, Tox_Err_Set_Typing, Tox_Friend_Message_Id, Tox_Friend_Number,
    Tox_Message_Type, Tox_Message_Type_Raw, ToxFriendMessageCb, ToxFriendReadReceiptCb, ToxFriendRequestCb,
};

/// Says whether we are writing to a friend. One who is offline learns it when he comes.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param typing whether we are.
/// @param error why it was not said. NULL if that does not matter.
///
/// @return whether it was said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_self_set_typing(
    tox: *mut Tox,
    friend_number: Tox_Friend_Number,
    typing: bool,
    error: *mut Tox_Err_Set_Typing,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_Set_Typing::FriendNotFound), |core| {
        let friend = core.friend(friend_number).ok_or(Tox_Err_Set_Typing::FriendNotFound)?;
        core.tox.set_typing(core.now, friend, typing).map_err(|_| Tox_Err_Set_Typing::FriendNotFound)?;
        Ok(true)
    })
}

/// Sends a message to a friend who is online.
///
/// A message that does not arrive before he goes offline is lost, and nothing tells: keep it until its receipt.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param type how it is meant: one of `Tox_Message_Type`. For anything else the error is that of NULL.
/// @param message the text. It must not be empty.
/// @param length its length in bytes, at most `TOX_MAX_MESSAGE_LENGTH`.
/// @param error why it was not sent. NULL if that does not matter.
///
/// @return the number that its receipt will have, from 1 on; 0 if it was not sent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_friend_send_message(
    tox: *mut Tox,
    friend_number: Tox_Friend_Number,
    r#type: Tox_Message_Type_Raw,
    message: *const u8,
    length: usize,
    error: *mut Tox_Err_Friend_Send_Message,
) -> Tox_Friend_Message_Id {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    let is_null = message.is_null();
    // SAFETY: the caller's promise.
    let text = unsafe { bytes(message, length, TOX_MAX_MESSAGE_LENGTH as usize) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (0, Tox_Err_Friend_Send_Message::Null), |core| {
        let text = match text {
            _ if is_null => return Err(Tox_Err_Friend_Send_Message::Null),
            Ok([]) => return Err(Tox_Err_Friend_Send_Message::Empty),
            Ok(text) => text,
            // The machine says so when it is its turn among the errors.
            Err(Unreadable::TooLong | Unreadable::Null) => &[0; TOX_MAX_MESSAGE_LENGTH as usize + 1],
        };
        let kind = from_raw(r#type).map(message_kind).ok_or(Tox_Err_Friend_Send_Message::Null)?;
        let friend = core.friend(friend_number).ok_or(Tox_Err_Friend_Send_Message::FriendNotFound)?;
        core.tox.friend_send_message(core.now, friend, kind, text).map(MessageId::get).map_err(message_error)
    })
}

fn message_error(error: SendMessageError) -> Tox_Err_Friend_Send_Message {
    match error {
        SendMessageError::Empty => Tox_Err_Friend_Send_Message::Empty,
        SendMessageError::FriendNotFound => Tox_Err_Friend_Send_Message::FriendNotFound,
        SendMessageError::TooLong(_) => Tox_Err_Friend_Send_Message::TooLong,
        SendMessageError::QueueFull => Tox_Err_Friend_Send_Message::Sendq,
        _ => Tox_Err_Friend_Send_Message::FriendNotConnected,
    }
}

pub(crate) const fn message_kind(kind: Tox_Message_Type) -> MessageKind {
    match kind {
        Tox_Message_Type::Normal => MessageKind::Normal,
        Tox_Message_Type::Action => MessageKind::Action,
    }
}

/// C's word for how a message is meant.
pub(crate) const fn message_type(kind: MessageKind) -> Tox_Message_Type {
    match kind {
        MessageKind::Normal => Tox_Message_Type::Normal,
        MessageKind::Action => Tox_Message_Type::Action,
    }
}

/// Sets the function that is called when a message of ours has arrived.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_friend_read_receipt(tox: *mut Tox, callback: ToxFriendReadReceiptCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.friend_read_receipt = callback);
}

/// Sets the function that is called when somebody asks to be a friend.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_friend_request(tox: *mut Tox, callback: ToxFriendRequestCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.friend_request = callback);
}

/// Sets the function that is called when a friend writes to us.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_friend_message(tox: *mut Tox, callback: ToxFriendMessageCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.friend_message = callback);
}

pub(super) fn deliver_request(to: &Delivery<'_>, key: &LongTermPublicKey, message: &Content) {
    if let Some(callback) = to.callback(|callbacks| callbacks.friend_request) {
        let text = with_nul(message);
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), key.as_bytes().as_ptr(), text.as_ptr(), message.len(), to.user_data()) };
    }
}

pub(super) fn deliver_message(to: &Delivery<'_>, friend: FriendId, kind: MessageKind, message: &Content) {
    if let Some(callback) = to.callback(|callbacks| callbacks.friend_message) {
        let text = with_nul(message);
        let (friend, kind) = (number(friend), message_type(kind) as u32);
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), friend, kind, text.as_ptr(), message.len(), to.user_data()) };
    }
}

pub(super) fn deliver_receipt(to: &Delivery<'_>, friend: FriendId, message: MessageId) {
    if let Some(callback) = to.callback(|callbacks| callbacks.friend_read_receipt) {
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), number(friend), message.get(), to.user_data()) };
    }
}
