//! Invitations to groups.
#![allow(unused_variables, reason = "there are no groups yet that arguments could be used on")]

use crate::handle::{Handle, Tox};
use crate::pointer::Out;
use crate::tox::absent::{Length, absent};
use crate::types::{
    TOX_GROUP_CHAT_ID_SIZE, TOX_GROUP_PEER_PUBLIC_KEY_SIZE, TOX_MAX_NAME_LENGTH, Tox_Err_Group_Invite_Accept,
    Tox_Err_Group_Invite_Friend, Tox_Friend_Number, Tox_Group_Number,
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
    unsafe { absent(error, Tox_Err_Group_Invite_Friend::GroupNotFound, false) }
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
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    let name_is_good = Length::of(name, name_length, TOX_MAX_NAME_LENGTH);
    let is_null = invite_data.is_null() || name.is_null();
    tox.try_ask(error, (u32::MAX, Tox_Err_Group_Invite_Accept::Null), |core| {
        Err(match name_is_good {
            _ if is_null => Tox_Err_Group_Invite_Accept::Null,
            _ if length < INVITE_LEN => Tox_Err_Group_Invite_Accept::BadInvite,
            Length::TooLong => Tox_Err_Group_Invite_Accept::TooLong,
            Length::Empty => Tox_Err_Group_Invite_Accept::Empty,
            Length::Good if core.tox.friend_by_number(friend_number).is_none() => {
                Tox_Err_Group_Invite_Accept::FriendNotFound
            }
            Length::Good => Tox_Err_Group_Invite_Accept::InitFailed,
        })
    })
}

/// Bytes of an invitation: the chat id and the key of who invites. Protocol: groups, Friend invites.
const INVITE_LEN: usize = (TOX_GROUP_CHAT_ID_SIZE + TOX_GROUP_PEER_PUBLIC_KEY_SIZE) as usize;
