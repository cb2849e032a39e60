//! Addresses of peers, of `tox_private.h`.

use super::peers::query_error;
use crate::core::Core;
use crate::handle::{Handle, Tox};
use crate::pointer::{Out, OutBytes};
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    let not_found = Tox_Err_Group_Peer_Query::GroupNotFound;
    tox.try_ask(error, (usize::MAX, not_found), |core| Ok(core.group_peer_address(group_number, peer_id)?.len()))
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let ip_addr = unsafe { OutBytes::new(ip_addr) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (false, Tox_Err_Group_Peer_Query::GroupNotFound), |core| {
        ip_addr.write(core.group_peer_address(group_number, peer_id)?.as_bytes());
        Ok(true)
    })
}

impl Core {
    fn group_peer_address(&self, group: u32, peer: u32) -> Result<String, Tox_Err_Group_Peer_Query> {
        let (group, peer) = self.group_peer(group, peer).map_err(query_error)?;
        let address = self.tox.group_peer_address(group, peer).ok().flatten();
        Ok(address.map_or_else(|| "-".to_owned(), |address| address.ip().to_string()))
    }
}
