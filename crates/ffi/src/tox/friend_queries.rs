//! What friends say about themselves, and whether they are there.

use toxcore::{ConnectionStatus, Content, FriendId, UnknownFriend, UserStatus};

use super::friend_list::number;
use super::iterate::connection;
use super::self_profile::user_status;
use crate::callbacks::Delivery;
use crate::core::Core;
use crate::handle::{Handle, Tox};
use crate::pointer::{Out, OutBytes, with_nul};
use crate::types::{
    Tox_Connection, Tox_Connection_Raw, Tox_Err_Friend_Query, Tox_Friend_Number, Tox_User_Status, Tox_User_Status_Raw,
    ToxFriendConnectionStatusCb, ToxFriendNameCb, ToxFriendStatusCb, ToxFriendStatusMessageCb, ToxFriendTypingCb,
};

/// @param tox the instance.
/// @param friend_number the friend.
/// @param error why it is not known. NULL if that does not matter.
///
/// @return the length of his name in bytes; SIZE_MAX for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_friend_get_name_size(
    tox: *const Tox,
    friend_number: Tox_Friend_Number,
    error: *mut Tox_Err_Friend_Query,
) -> usize {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (usize::MAX, NOT_FOUND), |core| Ok(core.friend_name(friend_number)?.len()))
}

/// Writes the name of a friend.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param name room for as many bytes as `tox_friend_get_name_size` says.
/// @param error why it was not written. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_friend_get_name(
    tox: *const Tox,
    friend_number: Tox_Friend_Number,
    name: *mut u8,
    error: *mut Tox_Err_Friend_Query,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let name = unsafe { OutBytes::new(name) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (false, NOT_FOUND), |core| write(name, || core.friend_name(friend_number)))
}

/// Sets the function that is called when a friend says his name.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_friend_name(tox: *mut Tox, callback: ToxFriendNameCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.friend_name = callback);
}

/// @param tox the instance.
/// @param friend_number the friend.
/// @param error why it is not known. NULL if that does not matter.
///
/// @return the length of his status message in bytes; SIZE_MAX for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_friend_get_status_message_size(
    tox: *const Tox,
    friend_number: Tox_Friend_Number,
    error: *mut Tox_Err_Friend_Query,
) -> usize {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (usize::MAX, NOT_FOUND), |core| Ok(core.friend_status_message(friend_number)?.len()))
}

/// Writes the status message of a friend.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param status_message room for as many bytes as `tox_friend_get_status_message_size` says.
/// @param error why it was not written. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_friend_get_status_message(
    tox: *const Tox,
    friend_number: Tox_Friend_Number,
    status_message: *mut u8,
    error: *mut Tox_Err_Friend_Query,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let status_message = unsafe { OutBytes::new(status_message) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (false, NOT_FOUND), |core| write(status_message, || core.friend_status_message(friend_number)))
}

/// Sets the function that is called when a friend says his status message.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_friend_status_message(tox: *mut Tox, callback: ToxFriendStatusMessageCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.friend_status_message = callback);
}

/// @param tox the instance.
/// @param friend_number the friend.
/// @param error why it is not known. NULL if that does not matter.
///
/// @return his status; that of somebody who is there for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_friend_get_status(
    tox: *const Tox,
    friend_number: Tox_Friend_Number,
    error: *mut Tox_Err_Friend_Query,
) -> Tox_User_Status_Raw {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (Tox_User_Status::None, NOT_FOUND), |core| {
        let friend = core.friend(friend_number).ok_or(NOT_FOUND)?;
        core.told.status(&core.tox, friend).map(user_status).map_err(unknown)
    }) as u32
}

/// Sets the function that is called when a friend says his status.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_friend_status(tox: *mut Tox, callback: ToxFriendStatusCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.friend_status = callback);
}

/// @param tox the instance.
/// @param friend_number the friend.
/// @param error why it is not known. NULL if that does not matter.
///
/// @return how he is connected to us; not at all for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_friend_get_connection_status(
    tox: *const Tox,
    friend_number: Tox_Friend_Number,
    error: *mut Tox_Err_Friend_Query,
) -> Tox_Connection_Raw {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (Tox_Connection::None, NOT_FOUND), |core| {
        let friend = core.friend(friend_number).ok_or(NOT_FOUND)?;
        core.tox.friend_connection_status(friend).map(connection).map_err(unknown)
    }) as u32
}

/// Sets the function that is called when a friend comes online, goes offline, or is reached in another way.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_friend_connection_status(tox: *mut Tox, callback: ToxFriendConnectionStatusCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.friend_connection_status = callback);
}

/// @param tox the instance.
/// @param friend_number the friend.
/// @param error why it is not known. NULL if that does not matter.
///
/// @return whether he is writing to us; false for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_friend_get_typing(
    tox: *const Tox,
    friend_number: Tox_Friend_Number,
    error: *mut Tox_Err_Friend_Query,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (false, NOT_FOUND), |core| {
        let friend = core.friend(friend_number).ok_or(NOT_FOUND)?;
        core.tox.friend_typing(friend).map_err(unknown)
    })
}

/// Sets the function that is called when a friend starts or stops typing.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_friend_typing(tox: *mut Tox, callback: ToxFriendTypingCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.friend_typing = callback);
}

impl Core {
    fn friend_name(&self, number: Tox_Friend_Number) -> Result<&[u8], Tox_Err_Friend_Query> {
        let friend = self.friend(number).ok_or(NOT_FOUND)?;
        self.told.name(&self.tox, friend).map_err(unknown)
    }

    fn friend_status_message(&self, number: Tox_Friend_Number) -> Result<&[u8], Tox_Err_Friend_Query> {
        let friend = self.friend(number).ok_or(NOT_FOUND)?;
        self.told.status_message(&self.tox, friend).map_err(unknown)
    }
}

/// Writes what `get` says, if there is room for it.
fn write<'a>(
    place: OutBytes<'_>,
    get: impl FnOnce() -> Result<&'a [u8], Tox_Err_Friend_Query>,
) -> Result<bool, Tox_Err_Friend_Query> {
    if place.is_null() {
        return Err(Tox_Err_Friend_Query::Null);
    }
    place.write(get()?);
    Ok(true)
}

const fn unknown(_: UnknownFriend) -> Tox_Err_Friend_Query {
    NOT_FOUND
}

const NOT_FOUND: Tox_Err_Friend_Query = Tox_Err_Friend_Query::FriendNotFound;

pub(super) fn deliver_name(to: &Delivery<'_>, friend: FriendId, name: &Content) {
    if let Some(callback) = to.callback(|callbacks| callbacks.friend_name) {
        let text = with_nul(name);
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), number(friend), text.as_ptr(), name.len(), to.user_data()) };
    }
}

pub(super) fn deliver_status_message(to: &Delivery<'_>, friend: FriendId, message: &Content) {
    if let Some(callback) = to.callback(|callbacks| callbacks.friend_status_message) {
        let text = with_nul(message);
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), number(friend), text.as_ptr(), message.len(), to.user_data()) };
    }
}

pub(super) fn deliver_status(to: &Delivery<'_>, friend: FriendId, status: UserStatus) {
    if let Some(callback) = to.callback(|callbacks| callbacks.friend_status) {
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), number(friend), user_status(status) as u32, to.user_data()) };
    }
}

pub(super) fn deliver_connection(to: &Delivery<'_>, friend: FriendId, status: ConnectionStatus) {
    if let Some(callback) = to.callback(|callbacks| callbacks.friend_connection_status) {
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), number(friend), connection(status) as u32, to.user_data()) };
    }
}

pub(super) fn deliver_typing(to: &Delivery<'_>, friend: FriendId, typing: bool) {
    if let Some(callback) = to.callback(|callbacks| callbacks.friend_typing) {
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), number(friend), typing, to.user_data()) };
    }
}
