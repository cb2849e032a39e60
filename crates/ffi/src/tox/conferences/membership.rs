//! Making, leaving and joining conferences.
#![allow(unused_variables, reason = "there are no conferences yet that arguments could be used on")]

use crate::core::Core;
use crate::handle::{Handle, Tox};
use crate::pointer::{Out, Unreadable, bytes};
use crate::tox::absent::absent;
use crate::types::{
    TOX_CONFERENCE_ID_SIZE, Tox_Conference_Number, Tox_Conference_Type, Tox_Err_Conference_Delete,
    Tox_Err_Conference_Invite, Tox_Err_Conference_Join, Tox_Err_Conference_New, Tox_Friend_Number,
};

/// Makes a conference with nobody but us in it.
///
/// @param tox the instance.
/// @param error why not. NULL if that does not matter.
///
/// @return its number; UINT32_MAX if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_new(
    tox: *mut Tox,
    error: *mut Tox_Err_Conference_New,
) -> Tox_Conference_Number {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Conference_New::Init, u32::MAX) }
}

/// Leaves a conference.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was left.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_delete(
    tox: *mut Tox,
    conference_number: Tox_Conference_Number,
    error: *mut Tox_Err_Conference_Delete,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Conference_Delete::ConferenceNotFound, false) }
}

/// Invites a friend to a conference.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param conference_number the conference.
/// @param error why not. NULL if that does not matter.
///
/// @return whether he was invited.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_invite(
    tox: *mut Tox,
    friend_number: Tox_Friend_Number,
    conference_number: Tox_Conference_Number,
    error: *mut Tox_Err_Conference_Invite,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Conference_Invite::ConferenceNotFound, false) }
}

/// Follows an invitation to a conference that carries text.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param cookie what the callback got.
/// @param length its length.
/// @param error why not. NULL if that does not matter.
///
/// @return the number of the conference; UINT32_MAX if it was not joined.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_join(
    tox: *mut Tox,
    friend_number: Tox_Friend_Number,
    cookie: *const u8,
    length: usize,
    error: *mut Tox_Err_Conference_Join,
) -> Tox_Conference_Number {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let bytes = unsafe { bytes(cookie, length, COOKIE_LEN) };
    let cookie = if cookie.is_null() { Err(Unreadable::Null) } else { bytes };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    let nothing = (u32::MAX, Tox_Err_Conference_Join::Null);
    tox.try_ask(error, nothing, |core| Err(why_not_joined(core, friend_number, cookie)))
}

/// The checks of joining, in their order. The last of them fails always: there are no conferences yet.
fn why_not_joined(
    core: &Core,
    friend: Tox_Friend_Number,
    cookie: Result<&[u8], Unreadable>,
) -> Tox_Err_Conference_Join {
    let kind = match cookie {
        Ok(cookie) if cookie.len() == COOKIE_LEN => cookie.get(COOKIE_KIND_AT),
        Ok(_) | Err(Unreadable::TooLong) => return Tox_Err_Conference_Join::InvalidLength,
        Err(Unreadable::Null) => return Tox_Err_Conference_Join::Null,
    };
    if kind != Some(&(Tox_Conference_Type::Text as u8)) {
        return Tox_Err_Conference_Join::WrongType;
    }
    if core.tox.friend_by_number(friend).is_none() {
        return Tox_Err_Conference_Join::FriendNotFound;
    }
    Tox_Err_Conference_Join::InitFail
}

/// Bytes of a cookie: the number of the inviter's conference, its kind and its id. Protocol: conferences, Invite family.
const COOKIE_LEN: usize = 2 + 1 + TOX_CONFERENCE_ID_SIZE as usize;
/// Where the kind is in a cookie.
const COOKIE_KIND_AT: usize = 2;
