//! Who is in a conference.
#![allow(unused_variables, reason = "there are no conferences yet that arguments could be used on")]

use crate::handle::Tox;
use crate::tox::absent::absent;
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
    unsafe { absent(error, Tox_Err_Conference_Peer_Query::ConferenceNotFound, u32::MAX) }
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
    unsafe { absent(error, Tox_Err_Conference_Peer_Query::ConferenceNotFound, usize::MAX) }
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
    unsafe { absent(error, Tox_Err_Conference_Peer_Query::ConferenceNotFound, false) }
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
    unsafe { absent(error, Tox_Err_Conference_Peer_Query::ConferenceNotFound, false) }
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
    unsafe { absent(error, Tox_Err_Conference_Peer_Query::ConferenceNotFound, false) }
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
    unsafe { absent(error, Tox_Err_Conference_Peer_Query::ConferenceNotFound, u32::MAX) }
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
    unsafe { absent(error, Tox_Err_Conference_Peer_Query::ConferenceNotFound, usize::MAX) }
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
    unsafe { absent(error, Tox_Err_Conference_Peer_Query::ConferenceNotFound, false) }
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
    unsafe { absent(error, Tox_Err_Conference_Peer_Query::ConferenceNotFound, false) }
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
    unsafe { absent(error, Tox_Err_Conference_Peer_Query::ConferenceNotFound, u64::MAX) }
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
    unsafe { absent(error, Tox_Err_Conference_Set_Max_Offline::ConferenceNotFound, false) }
}
