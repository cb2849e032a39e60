//! The others in a group.
#![allow(unused_variables, reason = "there are no groups yet that arguments could be used on")]

use crate::handle::Tox;
use crate::tox::absent::absent;
use crate::types::{
    Tox_Connection, Tox_Connection_Raw, Tox_Err_Group_Peer_Query, Tox_Group_Number, Tox_Group_Peer_Number,
    Tox_Group_Role_Raw, Tox_User_Status_Raw,
};

/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param error why not. NULL if that does not matter.
///
/// @return the length of a peer's name in bytes; SIZE_MAX if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_peer_get_name_size(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    peer_id: Tox_Group_Peer_Number,
    error: *mut Tox_Err_Group_Peer_Query,
) -> usize {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Peer_Query::GroupNotFound, usize::MAX) }
}

/// Writes a peer's name.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param name room for as many bytes as `tox_group_peer_get_name_size` says.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_peer_get_name(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    peer_id: Tox_Group_Peer_Number,
    name: *mut u8,
    error: *mut Tox_Err_Group_Peer_Query,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Peer_Query::GroupNotFound, false) }
}

/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param error why not. NULL if that does not matter.
///
/// @return a peer's status; UINT32_MAX, which is none of the constants, if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_peer_get_status(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    peer_id: Tox_Group_Peer_Number,
    error: *mut Tox_Err_Group_Peer_Query,
) -> Tox_User_Status_Raw {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Peer_Query::GroupNotFound, u32::MAX) }
}

/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param error why not. NULL if that does not matter.
///
/// @return a peer's role; UINT32_MAX, which is none of the constants, if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_peer_get_role(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    peer_id: Tox_Group_Peer_Number,
    error: *mut Tox_Err_Group_Peer_Query,
) -> Tox_Group_Role_Raw {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Peer_Query::GroupNotFound, u32::MAX) }
}

/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param error why not. NULL if that does not matter.
///
/// @return by what way a peer is reached; not at all if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_peer_get_connection_status(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    peer_id: Tox_Group_Peer_Number,
    error: *mut Tox_Err_Group_Peer_Query,
) -> Tox_Connection_Raw {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Peer_Query::GroupNotFound, Tox_Connection::None as u32) }
}

/// Writes the key by which a peer is known in a group.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param public_key room for `TOX_GROUP_PEER_PUBLIC_KEY_SIZE` bytes.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_peer_get_public_key(
    tox: *const Tox,
    group_number: Tox_Group_Number,
    peer_id: Tox_Group_Peer_Number,
    public_key: *mut u8,
    error: *mut Tox_Err_Group_Peer_Query,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Peer_Query::GroupNotFound, false) }
}
