//! Addresses of peers, of `tox_private.h`.
#![allow(unused_variables, reason = "there are no groups yet that arguments could be used on")]

use crate::handle::Tox;
use crate::tox::absent::absent;
use crate::types::Tox_Err_Group_Peer_Query;

/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param error why not. NULL if that does not matter.
///
/// @return the length of the text of a peer's address in bytes; SIZE_MAX if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_peer_get_ip_address_size(
    tox: *const Tox,
    group_number: u32,
    peer_id: u32,
    error: *mut Tox_Err_Group_Peer_Query,
) -> usize {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Peer_Query::GroupNotFound, usize::MAX) }
}

/// Writes a peer's address as text; `-` if nobody knows it.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param ip_addr room for as many bytes as `tox_group_peer_get_ip_address_size` says.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_group_peer_get_ip_address(
    tox: *const Tox,
    group_number: u32,
    peer_id: u32,
    ip_addr: *mut u8,
    error: *mut Tox_Err_Group_Peer_Query,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { absent(error, Tox_Err_Group_Peer_Query::GroupNotFound, false) }
}
