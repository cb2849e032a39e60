//! Bit rates.

use crate::pointer::Out;
use crate::toxav::ToxAV;
use crate::types::{Tox_Friend_Number, Toxav_Err_Bit_Rate_Set};

/// Sets how much sound is sent in a call.
///
/// @param av the session.
/// @param friend_number the friend in the call.
/// @param bit_rate kilobits a second, 6 to 510; 0 for none.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_audio_set_bit_rate(
    av: *mut ToxAV,
    friend_number: Tox_Friend_Number,
    bit_rate: u32,
    error: *mut Toxav_Err_Bit_Rate_Set,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { set_bit_rate(av, friend_number, is_audio_rate(bit_rate), error) }
}

/// Sets how much of pictures is sent in a call.
///
/// @param av the session.
/// @param friend_number the friend in the call.
/// @param bit_rate kilobits a second, at most 1,000,000; 0 for none.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_video_set_bit_rate(
    av: *mut ToxAV,
    friend_number: Tox_Friend_Number,
    bit_rate: u32,
    error: *mut Toxav_Err_Bit_Rate_Set,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { set_bit_rate(av, friend_number, is_video_rate(bit_rate), error) }
}

/// # Safety
/// As for the functions above.
unsafe fn set_bit_rate(
    av: *const ToxAV,
    friend: Tox_Friend_Number,
    is_good: bool,
    error: *mut Toxav_Err_Bit_Rate_Set,
) -> bool {
    // SAFETY: the caller's promise.
    let session = unsafe { ToxAV::from_c(av) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    error.set(match session.and_then(|session| session.friend(friend)) {
        None => Toxav_Err_Bit_Rate_Set::FriendNotFound,
        Some(_) if !is_good => Toxav_Err_Bit_Rate_Set::InvalidBitRate,
        Some(_) => Toxav_Err_Bit_Rate_Set::FriendNotInCall,
    });
    false
}

/// Whether sound can have this bit rate: none, or what Opus can do. Protocol: messenger and A/V, API.
pub(super) fn is_audio_rate(kilobits: u32) -> bool {
    kilobits == 0 || (6..=510).contains(&kilobits)
}

/// Whether pictures can have this bit rate. Protocol: messenger and A/V, API.
pub(super) const fn is_video_rate(kilobits: u32) -> bool {
    kilobits <= 1_000_000
}
