//! Who our friends are.

use toxcore::{FriendAddError, FriendId, LongTermPublicKey, ToxId};

use crate::core::Core;
use crate::handle::{Handle, Tox};
use crate::pointer::{Out, OutBytes, Unreadable, array, bytes};
use crate::types::{
    TOX_ADDRESS_SIZE, TOX_MAX_FRIEND_REQUEST_LENGTH, TOX_PUBLIC_KEY_SIZE, Tox_Err_Friend_Add,
    Tox_Err_Friend_By_Public_Key, Tox_Err_Friend_Delete, Tox_Err_Friend_Get_Last_Online, Tox_Err_Friend_Get_Public_Key,
    Tox_Friend_Number,
};

/// Adds a friend and asks him to do the same. The request is sent until he answers.
///
/// If a friend of the same key did not answer yet, and `address` has another nospam, the request goes there from now on, and
/// the error says so.
///
/// @param tox the instance.
/// @param address his address, `TOX_ADDRESS_SIZE` bytes.
/// @param message what he reads. It must not be empty.
/// @param length its length, at most `TOX_MAX_FRIEND_REQUEST_LENGTH`.
/// @param error why he was not added. NULL if that does not matter.
///
/// @return his number; UINT32_MAX if he was not added.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_friend_add(
    tox: *mut Tox,
    address: *const u8,
    message: *const u8,
    length: usize,
    error: *mut Tox_Err_Friend_Add,
) -> Tox_Friend_Number {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let address = unsafe { array::<{ TOX_ADDRESS_SIZE as usize }>(address) }.filter(|_| !message.is_null());
    // SAFETY: the caller's promise.
    let message = unsafe { bytes(message, length, TOX_MAX_FRIEND_REQUEST_LENGTH as usize) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (NO_FRIEND, Tox_Err_Friend_Add::Null), |core| {
        let address = address.ok_or(Tox_Err_Friend_Add::Null)?;
        let message = message.map_err(|why| match why {
            Unreadable::Null => Tox_Err_Friend_Add::Null,
            Unreadable::TooLong => Tox_Err_Friend_Add::TooLong,
        })?;
        let id = ToxId::parse(&address).map_err(|_| Tox_Err_Friend_Add::BadChecksum)?;
        core.tox.friend_add(core.now, &id, message).map(number).map_err(add_error)
    })
}

/// Adds a friend without asking him: one who asked us, or who has us already.
///
/// @param tox the instance.
/// @param public_key his key, `TOX_PUBLIC_KEY_SIZE` bytes.
/// @param error why he was not added. NULL if that does not matter.
///
/// @return his number; UINT32_MAX if he was not added.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_friend_add_norequest(
    tox: *mut Tox,
    public_key: *const u8,
    error: *mut Tox_Err_Friend_Add,
) -> Tox_Friend_Number {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let key = unsafe { array::<{ TOX_PUBLIC_KEY_SIZE as usize }>(public_key) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (NO_FRIEND, Tox_Err_Friend_Add::Null), |core| {
        let key = LongTermPublicKey::from_bytes(key.ok_or(Tox_Err_Friend_Add::Null)?);
        core.tox.friend_add_norequest(core.now, key).map(number).map_err(add_error)
    })
}

fn add_error(error: FriendAddError) -> Tox_Err_Friend_Add {
    match error {
        FriendAddError::TooLong(_) => Tox_Err_Friend_Add::TooLong,
        FriendAddError::NoMessage => Tox_Err_Friend_Add::NoMessage,
        FriendAddError::InvalidKey => Tox_Err_Friend_Add::BadChecksum,
        FriendAddError::OwnKey => Tox_Err_Friend_Add::OwnKey,
        FriendAddError::AlreadySent(_) => Tox_Err_Friend_Add::AlreadySent,
        FriendAddError::SetNewNospam(_) => Tox_Err_Friend_Add::SetNewNospam,
        _ => Tox_Err_Friend_Add::Malloc,
    }
}

/// Deletes a friend. If he is online he sees us go. His number is free for the next friend.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param error why he was not deleted. NULL if that does not matter.
///
/// @return whether he was deleted.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_friend_delete(
    tox: *mut Tox,
    friend_number: Tox_Friend_Number,
    error: *mut Tox_Err_Friend_Delete,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_Friend_Delete::FriendNotFound), |core| {
        let friend = core.friend(friend_number).ok_or(Tox_Err_Friend_Delete::FriendNotFound)?;
        core.told.forget_friend(friend);
        core.tox.friend_delete(core.now, friend).map_err(|_| Tox_Err_Friend_Delete::FriendNotFound)?;
        Ok(true)
    })
}

/// @param tox the instance.
/// @param public_key a key, `TOX_PUBLIC_KEY_SIZE` bytes.
/// @param error why nobody was found. NULL if that does not matter.
///
/// @return the number of the friend with this key; UINT32_MAX if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_friend_by_public_key(
    tox: *const Tox,
    public_key: *const u8,
    error: *mut Tox_Err_Friend_By_Public_Key,
) -> Tox_Friend_Number {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let key = unsafe { array::<{ TOX_PUBLIC_KEY_SIZE as usize }>(public_key) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (NO_FRIEND, Tox_Err_Friend_By_Public_Key::Null), |core| {
        let key = LongTermPublicKey::from_bytes(key.ok_or(Tox_Err_Friend_By_Public_Key::Null)?);
        core.tox.friend_by_public_key(&key).map(number).ok_or(Tox_Err_Friend_By_Public_Key::NotFound)
    })
}

/// @param tox the instance.
/// @param friend_number a number.
///
/// @return whether a friend has this number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_friend_exists(tox: *const Tox, friend_number: Tox_Friend_Number) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.ask(false, |core| core.friend(friend_number).is_some())
}

/// @param tox the instance.
///
/// @return how many friends there are; 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_self_get_friend_list_size(tox: *const Tox) -> usize {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.ask(0, |core| core.tox.friends().count())
}

/// Writes the numbers of all friends, the lowest first.
///
/// @param tox the instance.
/// @param friend_list room for as many numbers as `tox_self_get_friend_list_size` says. NULL does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_self_get_friend_list(tox: *const Tox, friend_list: *mut Tox_Friend_Number) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let list = unsafe { OutBytes::new(friend_list.cast()) };
    tox.ask((), |core| {
        let numbers: Vec<u8> = core.tox.friends().flat_map(|friend| number(friend).to_ne_bytes()).collect();
        list.write(&numbers);
    });
}

/// Writes the key of a friend.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param public_key room for `TOX_PUBLIC_KEY_SIZE` bytes. NULL does nothing, and leaves `error` as it is.
/// @param error why it was not written. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_friend_get_public_key(
    tox: *const Tox,
    friend_number: Tox_Friend_Number,
    public_key: *mut u8,
    error: *mut Tox_Err_Friend_Get_Public_Key,
) -> bool {
    if public_key.is_null() {
        return false;
    }
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let public_key = unsafe { OutBytes::new(public_key) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (false, Tox_Err_Friend_Get_Public_Key::FriendNotFound), |core| {
        let friend = core.friend(friend_number).ok_or(Tox_Err_Friend_Get_Public_Key::FriendNotFound)?;
        let key = core.tox.friend_public_key(friend);
        public_key.write(key.map_err(|_| Tox_Err_Friend_Get_Public_Key::FriendNotFound)?.as_bytes());
        Ok(true)
    })
}

/// @param tox the instance.
/// @param friend_number the friend.
/// @param error why it is not known. NULL if that does not matter.
///
/// @return when he was last online, in seconds since 1970; 0 for never, UINT64_MAX for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_friend_get_last_online(
    tox: *const Tox,
    friend_number: Tox_Friend_Number,
    error: *mut Tox_Err_Friend_Get_Last_Online,
) -> u64 {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (u64::MAX, Tox_Err_Friend_Get_Last_Online::FriendNotFound), |core| {
        let friend = core.friend(friend_number).ok_or(Tox_Err_Friend_Get_Last_Online::FriendNotFound)?;
        let time = core.tox.friend_last_online(friend);
        Ok(time.map_err(|_| Tox_Err_Friend_Get_Last_Online::FriendNotFound)?.0)
    })
}

impl Core {
    /// The friend whom C knows by this number.
    pub(crate) fn friend(&self, number: Tox_Friend_Number) -> Option<FriendId> {
        self.tox.friend_by_number(number)
    }
}

/// The number by which C knows a friend.
pub(crate) const fn number(friend: FriendId) -> Tox_Friend_Number {
    friend.index
}

/// What stands for no friend.
const NO_FRIEND: Tox_Friend_Number = u32::MAX;
