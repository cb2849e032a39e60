//! The others in a group.

use toxcore::group::{GroupNumber, PeerNumber};
use toxcore::{ConnectionStatus, GroupPeerQueryError};

use super::conversions::c_role;
use crate::core::Core;
use crate::handle::{Handle, Tox};
use crate::pointer::{Out, OutBytes};
use crate::tox::{connection, user_status};
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (usize::MAX, NOT_FOUND), |core| {
        let (group, peer) = core.group_peer(group_number, peer_id).map_err(query_error)?;
        core.tox.group_peer_name(group, peer).map(<[u8]>::len).map_err(query_error)
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let name = unsafe { OutBytes::new(name) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (false, NOT_FOUND), |core| {
        let (group, peer) = core.group_peer(group_number, peer_id).map_err(query_error)?;
        name.write(core.tox.group_peer_name(group, peer).map_err(query_error)?);
        Ok(true)
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (u32::MAX, NOT_FOUND), |core| {
        let (group, peer) = core.group_peer(group_number, peer_id).map_err(query_error)?;
        // He may be gone already, of which C hears yet.
        Ok(user_status(core.tox.group_peer_status(group, peer).unwrap_or_default()) as u32)
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (u32::MAX, NOT_FOUND), |core| {
        let (group, peer) = core.group_peer(group_number, peer_id).map_err(query_error)?;
        Ok(c_role(core.tox.group_peer_role(group, peer).unwrap_or_default()) as u32)
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (Tox_Connection::None as u32, NOT_FOUND), |core| {
        let (group, peer) = core.group_peer(group_number, peer_id).map_err(query_error)?;
        let status = core.tox.group_peer_connection_status(group, peer).unwrap_or(ConnectionStatus::None);
        Ok(connection(status) as u32)
    })
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
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let public_key = unsafe { OutBytes::new(public_key) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (false, NOT_FOUND), |core| {
        let (group, peer) = core.group_peer(group_number, peer_id).map_err(query_error)?;
        public_key.write(core.tox.group_peer_public_key(group, peer).map_err(query_error)?.as_bytes());
        Ok(true)
    })
}

impl Core {
    /// A member that is there as far as C knows, or we.
    pub(super) fn group_peer(
        &self,
        group: Tox_Group_Number,
        peer: Tox_Group_Peer_Number,
    ) -> Result<(GroupNumber, PeerNumber), GroupPeerQueryError> {
        let group = self.group(group).ok_or(GroupPeerQueryError::GroupNotFound)?;
        let peer = PeerNumber(peer);
        self.tox.group_peer_name(group, peer).map(|_| (group, peer))
    }
}

pub(super) const fn query_error(error: GroupPeerQueryError) -> Tox_Err_Group_Peer_Query {
    match error {
        GroupPeerQueryError::GroupNotFound => NOT_FOUND,
        _ => Tox_Err_Group_Peer_Query::PeerNotFound,
    }
}

const NOT_FOUND: Tox_Err_Group_Peer_Query = Tox_Err_Group_Peer_Query::GroupNotFound;
