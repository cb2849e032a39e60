//! Who is in a conference.

use toxcore::conference::OfflinePeerInfo;
use toxcore::{Content, LongTermPublicKey};

use crate::callbacks::Delivery;
use crate::core::Core;
use crate::handle::{Handle, Tox};
use crate::pointer::{Out, OutBytes, with_nul};
use crate::types::{
    Tox_Conference_Number, Tox_Conference_Offline_Peer_Number, Tox_Conference_Peer_Number,
    Tox_Err_Conference_Peer_Query, Tox_Err_Conference_Set_Max_Offline,
};

/// How many are in a conference now, we ourselves among them.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param error why not. NULL if that does not matter.
///
/// @return the number of peers; UINT32_MAX if there is no such conference.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_peer_count(
    tox: *const Tox,
    conference_number: Tox_Conference_Number,
    error: *mut Tox_Err_Conference_Peer_Query,
) -> u32 {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (u32::MAX, NOT_FOUND), |core| core.conference_peer_count(conference_number))
}

/// @param tox the instance.
/// @param conference_number the conference.
/// @param peer_number the peer, counted from 0.
/// @param error why not. NULL if that does not matter.
///
/// @return the length of a peer's name in bytes; SIZE_MAX if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_peer_get_name_size(
    tox: *const Tox,
    conference_number: Tox_Conference_Number,
    peer_number: Tox_Conference_Peer_Number,
    error: *mut Tox_Err_Conference_Peer_Query,
) -> usize {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (usize::MAX, NOT_FOUND), |core| {
        Ok(core.conference_peer(conference_number, peer_number)?.name.len())
    })
}

/// Writes a peer's name.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param peer_number the peer, counted from 0.
/// @param name room for as many bytes as `tox_conference_peer_get_name_size` says.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_peer_get_name(
    tox: *const Tox,
    conference_number: Tox_Conference_Number,
    peer_number: Tox_Conference_Peer_Number,
    name: *mut u8,
    error: *mut Tox_Err_Conference_Peer_Query,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let name = unsafe { OutBytes::new(name) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (false, NOT_FOUND), |core| {
        name.write(core.conference_peer(conference_number, peer_number)?.name);
        Ok(true)
    })
}

/// Writes a peer's public key.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param peer_number the peer, counted from 0.
/// @param public_key room for `TOX_PUBLIC_KEY_SIZE` bytes.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_peer_get_public_key(
    tox: *const Tox,
    conference_number: Tox_Conference_Number,
    peer_number: Tox_Conference_Peer_Number,
    public_key: *mut u8,
    error: *mut Tox_Err_Conference_Peer_Query,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let public_key = unsafe { OutBytes::new(public_key) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (false, NOT_FOUND), |core| {
        public_key.write(core.conference_peer(conference_number, peer_number)?.key.as_bytes());
        Ok(true)
    })
}

/// @param tox the instance.
/// @param conference_number the conference.
/// @param peer_number the peer, counted from 0.
/// @param error why not. NULL if that does not matter.
///
/// @return whether a peer is we ourselves.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_peer_number_is_ours(
    tox: *const Tox,
    conference_number: Tox_Conference_Number,
    peer_number: Tox_Conference_Peer_Number,
    error: *mut Tox_Err_Conference_Peer_Query,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (false, NOT_FOUND), |core| core.is_conference_peer_ours(conference_number, peer_number))
}

/// How many are remembered who are away.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param error why not. NULL if that does not matter.
///
/// @return the number of peers; UINT32_MAX if there is no such conference.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_offline_peer_count(
    tox: *const Tox,
    conference_number: Tox_Conference_Number,
    error: *mut Tox_Err_Conference_Peer_Query,
) -> u32 {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (u32::MAX, NOT_FOUND), |core| {
        let conference = core.conference(conference_number).ok_or(NOT_FOUND)?;
        core.tox
            .conferences()
            .offline_peer_count(conference)
            .and_then(|count| u32::try_from(count).ok())
            .ok_or(NOT_FOUND)
    })
}

/// @param tox the instance.
/// @param conference_number the conference.
/// @param offline_peer_number the peer, counted from 0 among those who are away.
/// @param error why not. NULL if that does not matter.
///
/// @return the length of the name in bytes of a peer who is away; SIZE_MAX if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_offline_peer_get_name_size(
    tox: *const Tox,
    conference_number: Tox_Conference_Number,
    offline_peer_number: Tox_Conference_Offline_Peer_Number,
    error: *mut Tox_Err_Conference_Peer_Query,
) -> usize {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (usize::MAX, NOT_FOUND), |core| {
        Ok(core.conference_offline_peer(conference_number, offline_peer_number)?.name.len())
    })
}

/// Writes the name of a peer who is away.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param offline_peer_number the peer, counted from 0 among those who are away.
/// @param name room for as many bytes as `tox_conference_offline_peer_get_name_size` says.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_offline_peer_get_name(
    tox: *const Tox,
    conference_number: Tox_Conference_Number,
    offline_peer_number: Tox_Conference_Offline_Peer_Number,
    name: *mut u8,
    error: *mut Tox_Err_Conference_Peer_Query,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let name = unsafe { OutBytes::new(name) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (false, NOT_FOUND), |core| {
        name.write(core.conference_offline_peer(conference_number, offline_peer_number)?.name);
        Ok(true)
    })
}

/// Writes the public key of a peer who is away.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param offline_peer_number the peer, counted from 0 among those who are away.
/// @param public_key room for `TOX_PUBLIC_KEY_SIZE` bytes.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_offline_peer_get_public_key(
    tox: *const Tox,
    conference_number: Tox_Conference_Number,
    offline_peer_number: Tox_Conference_Offline_Peer_Number,
    public_key: *mut u8,
    error: *mut Tox_Err_Conference_Peer_Query,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let public_key = unsafe { OutBytes::new(public_key) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (false, NOT_FOUND), |core| {
        public_key.write(core.conference_offline_peer(conference_number, offline_peer_number)?.id.key.as_bytes());
        Ok(true)
    })
}

/// @param tox the instance.
/// @param conference_number the conference.
/// @param offline_peer_number the peer, counted from 0 among those who are away.
/// @param error why not. NULL if that does not matter.
///
/// @return when a peer who is away was last there, in seconds since 1970; UINT64_MAX if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_offline_peer_get_last_active(
    tox: *const Tox,
    conference_number: Tox_Conference_Number,
    offline_peer_number: Tox_Conference_Offline_Peer_Number,
    error: *mut Tox_Err_Conference_Peer_Query,
) -> u64 {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_ask(error, (u64::MAX, NOT_FOUND), |core| {
        Ok(core.conference_offline_peer(conference_number, offline_peer_number)?.last_active.0)
    })
}

/// Sets how many peers who are away are remembered.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param max_offline how many.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_conference_set_max_offline(
    tox: *mut Tox,
    conference_number: Tox_Conference_Number,
    max_offline: u32,
    error: *mut Tox_Err_Conference_Set_Max_Offline,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    let not_found = Tox_Err_Conference_Set_Max_Offline::ConferenceNotFound;
    tox.try_act(error, (false, not_found), |core| {
        let conference = core.conference(conference_number).ok_or(not_found)?;
        let max = usize::try_from(max_offline).unwrap_or(usize::MAX);
        core.tox.conference_set_max_offline(core.now, conference, max).map_err(|_| not_found)?;
        Ok(true)
    })
}

/// A member as C sees it.
struct Peer<'a> {
    key: LongTermPublicKey,
    name: &'a [u8],
}

/// Members have the places that C was told: the machine may be ahead of it.
impl Core {
    fn conference_peer_count(&self, conference: Tox_Conference_Number) -> Result<u32, Tox_Err_Conference_Peer_Query> {
        let conference = self.conference(conference).ok_or(NOT_FOUND)?;
        let count = self.tox.conference_peer_count_told(conference).ok_or(NOT_FOUND)?;
        u32::try_from(count).map_err(|_| NOT_FOUND)
    }

    fn conference_peer(
        &self,
        conference: Tox_Conference_Number,
        peer: Tox_Conference_Peer_Number,
    ) -> Result<Peer<'_>, Tox_Err_Conference_Peer_Query> {
        let conference = self.conference(conference).ok_or(NOT_FOUND)?;
        let index = usize::try_from(peer).map_err(|_| NO_PEER)?;
        let id = self.tox.conference_peer_told(conference, index).ok_or(NO_PEER)?;
        let name = self.tox.conference_peer_name_told(conference, &id).unwrap_or_default();
        Ok(Peer { key: id.key, name })
    }

    fn is_conference_peer_ours(
        &self,
        conference: Tox_Conference_Number,
        peer: Tox_Conference_Peer_Number,
    ) -> Result<bool, Tox_Err_Conference_Peer_Query> {
        let key = self.conference_peer(conference, peer)?.key;
        let conference = self.conference(conference).ok_or(NOT_FOUND)?;
        let is_in = self.tox.conferences().own_number(conference).is_some();
        if is_in { Ok(key == self.tox.self_public_key()) } else { Err(Tox_Err_Conference_Peer_Query::NoConnection) }
    }

    fn conference_offline_peer(
        &self,
        conference: Tox_Conference_Number,
        peer: Tox_Conference_Offline_Peer_Number,
    ) -> Result<OfflinePeerInfo<'_>, Tox_Err_Conference_Peer_Query> {
        let conference = self.conference(conference).ok_or(NOT_FOUND)?;
        let index = usize::try_from(peer).map_err(|_| NO_PEER)?;
        self.tox.conference_offline_peer(conference, index).ok_or(NO_PEER)
    }
}

const NOT_FOUND: Tox_Err_Conference_Peer_Query = Tox_Err_Conference_Peer_Query::ConferenceNotFound;
const NO_PEER: Tox_Err_Conference_Peer_Query = Tox_Err_Conference_Peer_Query::PeerNotFound;

pub(super) fn deliver_list_changed(to: &Delivery<'_>, conference: Tox_Conference_Number) {
    if let Some(callback) = to.callback(|callbacks| callbacks.conferences.peer_list_changed) {
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), conference, to.user_data()) };
    }
}

pub(super) fn deliver_name(
    to: &Delivery<'_>,
    conference: Tox_Conference_Number,
    peer: Tox_Conference_Peer_Number,
    name: &Content,
) {
    if let Some(callback) = to.callback(|callbacks| callbacks.conferences.peer_name) {
        let text = with_nul(name);
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), conference, peer, text.as_ptr(), name.len(), to.user_data()) };
    }
}
