//! Making, leaving and joining conferences.

use toxcore::conference::{ConferenceType, InviteCookie, InviteError, JoinError};
use toxcore::{ConferenceJoinError, FriendId};

use super::queries::{c_number, conference_type};
use crate::callbacks::Delivery;
use crate::handle::{Handle, Tox};
use crate::pointer::{Out, Unreadable, bytes};
use crate::tox::number;
use crate::types::{
    Tox_Conference_Number, Tox_Err_Conference_Delete, Tox_Err_Conference_Invite, Tox_Err_Conference_Join,
    Tox_Err_Conference_New, Tox_Friend_Number,
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    let failed = Tox_Err_Conference_New::Init;
    tox.try_act(error, (u32::MAX, failed), |core| {
        core.tox.conference_new(core.now, ConferenceType::Text).map(c_number).map_err(|_| failed)
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    let not_found = Tox_Err_Conference_Delete::ConferenceNotFound;
    tox.try_act(error, (false, not_found), |core| {
        let conference = core.conference(conference_number).ok_or(not_found)?;
        core.tox.conference_delete(core.now, conference).map_err(|_| not_found)?;
        Ok(true)
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_Conference_Invite::ConferenceNotFound), |core| {
        let conference = core.conference(conference_number).ok_or(Tox_Err_Conference_Invite::ConferenceNotFound)?;
        // Who is no friend is nobody's number.
        let friend = core.friend(friend_number).unwrap_or(FriendId { index: friend_number, generation: u32::MAX });
        core.tox.conference_invite(core.now, conference, friend).map_err(invite_error)?;
        Ok(true)
    })
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
    let bytes = unsafe { bytes(cookie, length, InviteCookie::LEN) };
    let cookie = if cookie.is_null() { Err(Unreadable::Null) } else { bytes };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (u32::MAX, Tox_Err_Conference_Join::Null), |core| {
        let cookie = text_cookie(cookie)?;
        let friend = core.friend(friend_number).ok_or(Tox_Err_Conference_Join::FriendNotFound)?;
        core.tox.conference_join(core.now, friend, &cookie).map(c_number).map_err(join_error)
    })
}

/// A cookie of a conference that carries text.
fn text_cookie(cookie: Result<&[u8], Unreadable>) -> Result<InviteCookie, Tox_Err_Conference_Join> {
    let cookie = match cookie {
        Ok(cookie) if cookie.len() == InviteCookie::LEN => cookie,
        Ok(_) | Err(Unreadable::TooLong) => return Err(Tox_Err_Conference_Join::InvalidLength),
        Err(Unreadable::Null) => return Err(Tox_Err_Conference_Join::Null),
    };
    // What cannot be read is of a type that nobody knows.
    let cookie = InviteCookie::parse(cookie).map_err(|_| Tox_Err_Conference_Join::WrongType)?;
    match cookie.identifier.kind {
        ConferenceType::Text => Ok(cookie),
        ConferenceType::Audio => Err(Tox_Err_Conference_Join::WrongType),
    }
}

const fn invite_error(error: InviteError) -> Tox_Err_Conference_Invite {
    match error {
        InviteError::ConferenceNotFound => Tox_Err_Conference_Invite::ConferenceNotFound,
        InviteError::NotConnected => Tox_Err_Conference_Invite::NoConnection,
        _ => Tox_Err_Conference_Invite::FailSend,
    }
}

const fn join_error(error: ConferenceJoinError) -> Tox_Err_Conference_Join {
    match error {
        ConferenceJoinError::FriendNotFound => Tox_Err_Conference_Join::FriendNotFound,
        ConferenceJoinError::Join(JoinError::Duplicate) => Tox_Err_Conference_Join::Duplicate,
        ConferenceJoinError::Join(JoinError::Full) => Tox_Err_Conference_Join::InitFail,
        _ => Tox_Err_Conference_Join::FailSend,
    }
}

pub(super) fn deliver_invite(to: &Delivery<'_>, friend: FriendId, cookie: &InviteCookie) {
    if let Some(callback) = to.callback(|callbacks| callbacks.conferences.invite) {
        let kind = conference_type(cookie.identifier.kind) as u32;
        let (friend, cookie) = (number(friend), cookie.to_bytes());
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), friend, kind, cookie.as_ptr(), cookie.len(), to.user_data()) };
    }
}

pub(super) fn deliver_connected(to: &Delivery<'_>, conference: Tox_Conference_Number) {
    if let Some(callback) = to.callback(|callbacks| callbacks.conferences.connected) {
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), conference, to.user_data()) };
    }
}
