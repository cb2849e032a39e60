//! Invitations to groups.

use std::ptr;

use toxcore::group::InviteData;
use toxcore::{FriendId, GroupInviteAcceptError, GroupInviteFriendError, GroupJoinError};

use super::{c_number, text};
use crate::handle::{Handle, Tox};
use crate::pointer::{Out, array};
use crate::types::{
    TOX_GROUP_MAX_PASSWORD_SIZE, TOX_MAX_NAME_LENGTH, Tox_Err_Group_Invite_Accept, Tox_Err_Group_Invite_Friend,
    Tox_Friend_Number, Tox_Group_Number,
};

/// Invites a friend to a group.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param friend_number the friend.
/// @param error why not. NULL if that does not matter.
///
/// @return whether he was invited.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_invite_friend(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    friend_number: Tox_Friend_Number,
    error: *mut Tox_Err_Group_Invite_Friend,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_Group_Invite_Friend::GroupNotFound), |core| {
        let group = core.group(group_number).ok_or(Tox_Err_Group_Invite_Friend::GroupNotFound)?;
        // Who is no friend is nobody's number.
        let friend = core.friend(friend_number).unwrap_or(FriendId { index: friend_number, generation: u32::MAX });
        core.tox.group_invite_friend(core.now, group, friend).map(|()| true).map_err(|error| match error {
            GroupInviteFriendError::GroupNotFound => Tox_Err_Group_Invite_Friend::GroupNotFound,
            GroupInviteFriendError::Disconnected => Tox_Err_Group_Invite_Friend::Disconnected,
            GroupInviteFriendError::FriendNotFound => Tox_Err_Group_Invite_Friend::FriendNotFound,
            _ => Tox_Err_Group_Invite_Friend::InviteFail,
        })
    })
}

/// Follows an invitation to a group.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param invite_data what the callback got.
/// @param length its length.
/// @param name our name in the group.
/// @param name_length the length of our name, 1 to `TOX_MAX_NAME_LENGTH`.
/// @param password the password, or NULL for none.
/// @param password_length the length of the password, at most `TOX_GROUP_MAX_PASSWORD_SIZE`.
/// @param error why not. NULL if that does not matter.
///
/// @return the number of the group; UINT32_MAX if it was not joined.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_invite_accept(
    tox: *mut Tox,
    friend_number: Tox_Friend_Number,
    invite_data: *const u8,
    length: usize,
    name: *const u8,
    name_length: usize,
    password: *const u8,
    password_length: usize,
    error: *mut Tox_Err_Group_Invite_Accept,
) -> Tox_Group_Number {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    let is_null = invite_data.is_null() || name.is_null();
    // What follows the data of an invitation does not matter.
    let data = if length < InviteData::LEN { ptr::null() } else { invite_data };
    // SAFETY: the caller's promise.
    let data = unsafe { array::<{ InviteData::LEN }>(data) };
    // SAFETY: the caller's promise.
    let name = unsafe { text(name, name_length, TOX_MAX_NAME_LENGTH) };
    // SAFETY: the caller's promise.
    let password = unsafe { text(password, password_length, TOX_GROUP_MAX_PASSWORD_SIZE) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (u32::MAX, Tox_Err_Group_Invite_Accept::Null), |core| {
        if is_null {
            return Err(Tox_Err_Group_Invite_Accept::Null);
        }
        let invite =
            data.and_then(|data| InviteData::parse(&data).ok()).ok_or(Tox_Err_Group_Invite_Accept::BadInvite)?;
        let friend = core.friend(friend_number).unwrap_or(FriendId { index: friend_number, generation: u32::MAX });
        let joined = core.tox.group_invite_accept(core.now, friend, &invite, name, password);
        joined.map(c_number).map_err(accept_error)
    })
}

const fn accept_error(error: GroupInviteAcceptError) -> Tox_Err_Group_Invite_Accept {
    match error {
        GroupInviteAcceptError::FriendNotFound => Tox_Err_Group_Invite_Accept::FriendNotFound,
        GroupInviteAcceptError::Join(GroupJoinError::TooLong(_)) => Tox_Err_Group_Invite_Accept::TooLong,
        GroupInviteAcceptError::Join(GroupJoinError::Empty) => Tox_Err_Group_Invite_Accept::Empty,
        GroupInviteAcceptError::Join(GroupJoinError::Password(_)) => Tox_Err_Group_Invite_Accept::Password,
        _ => Tox_Err_Group_Invite_Accept::InitFailed,
    }
}
