//! Events of what is said between friends.

use std::ptr;

use crate::events::field::{Bytes, fields};
use crate::events::read;
use crate::types::{Tox_Message_Type, Tox_Message_Type_Raw};

/// A friend wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Friend_Message {
    pub(crate) friend_number: u32,
    pub(crate) kind: Tox_Message_Type,
    pub(crate) message: Bytes,
}

fields!(Tox_Event_Friend_Message: friend_number, kind, message);

/// @return the number of the friend.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_message_get_friend_number(
    friend_message: *const Tox_Event_Friend_Message,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_message, u32::MAX, |event| event.friend_number) }
}

/// @return the kind of message.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_message_get_type(
    friend_message: *const Tox_Event_Friend_Message,
) -> Tox_Message_Type_Raw {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_message, 0, |event| event.kind as u32) }
}

/// @return the text; NULL if it has no bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_message_get_message(
    friend_message: *const Tox_Event_Friend_Message,
) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_message, ptr::null(), |event| event.message.as_ptr()) }
}

/// @return how many bytes the text has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_message_get_message_length(
    friend_message: *const Tox_Event_Friend_Message,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_message, 0, |event| event.message.len()) }
}

/// A message of ours arrived at the machine of a friend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Friend_Read_Receipt {
    pub(crate) friend_number: u32,
    pub(crate) message_id: u32,
}

fields!(Tox_Event_Friend_Read_Receipt: friend_number, message_id);

/// @return the number of the friend.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_read_receipt_get_friend_number(
    friend_read_receipt: *const Tox_Event_Friend_Read_Receipt,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_read_receipt, u32::MAX, |event| event.friend_number) }
}

/// @return the id that sending the message returned.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_read_receipt_get_message_id(
    friend_read_receipt: *const Tox_Event_Friend_Read_Receipt,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_read_receipt, u32::MAX, |event| event.message_id) }
}

/// A friend began or ceased to type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Friend_Typing {
    pub(crate) friend_number: u32,
    pub(crate) typing: bool,
}

fields!(Tox_Event_Friend_Typing: friend_number, typing);

/// @return the number of the friend.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_typing_get_friend_number(
    friend_typing: *const Tox_Event_Friend_Typing,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_typing, u32::MAX, |event| event.friend_number) }
}

/// @return whether it types now.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_friend_typing_get_typing(friend_typing: *const Tox_Event_Friend_Typing) -> bool {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(friend_typing, false, |event| event.typing) }
}
