//! Calling, answering, hanging up.
#![allow(unused_variables, reason = "there are no calls yet that arguments could be used on")]

use toxcore::ConnectionStatus;

use crate::pointer::Out;
use crate::toxav::ToxAV;
use crate::toxav::bit_rates::{is_audio_rate, is_video_rate};
use crate::types::{
    Tox_Friend_Number, Toxav_Call_Control_Raw, Toxav_Err_Answer, Toxav_Err_Call, Toxav_Err_Call_Control,
};

/// Calls a friend.
///
/// @param av the session.
/// @param friend_number the friend.
/// @param audio_bit_rate kilobits of sound a second, 6 to 510; 0 for none.
/// @param video_bit_rate kilobits of pictures a second, at most 1,000,000; 0 for none.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it rings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_call(
    av: *mut ToxAV,
    friend_number: Tox_Friend_Number,
    audio_bit_rate: u32,
    video_bit_rate: u32,
    error: *mut Toxav_Err_Call,
) -> bool {
    // SAFETY: the caller's promise.
    let session = unsafe { ToxAV::from_c(av) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    error.set(if !is_audio_rate(audio_bit_rate) || !is_video_rate(video_bit_rate) {
        Toxav_Err_Call::InvalidBitRate
    } else {
        match session.and_then(|session| session.friend(friend_number)) {
            None => Toxav_Err_Call::FriendNotFound,
            // There are no calls yet: nobody can be reached for one.
            Some(ConnectionStatus::None | ConnectionStatus::Tcp | ConnectionStatus::Udp) => {
                Toxav_Err_Call::FriendNotConnected
            }
        }
    });
    false
}

/// Answers a call.
///
/// @param av the session.
/// @param friend_number the friend who calls.
/// @param audio_bit_rate kilobits of sound a second, 6 to 510; 0 for none.
/// @param video_bit_rate kilobits of pictures a second, at most 1,000,000; 0 for none.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was answered.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_answer(
    av: *mut ToxAV,
    friend_number: Tox_Friend_Number,
    audio_bit_rate: u32,
    video_bit_rate: u32,
    error: *mut Toxav_Err_Answer,
) -> bool {
    // SAFETY: the caller's promise.
    let session = unsafe { ToxAV::from_c(av) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    error.set(if session.and_then(|session| session.friend(friend_number)).is_none() {
        Toxav_Err_Answer::FriendNotFound
    } else if !is_audio_rate(audio_bit_rate) || !is_video_rate(video_bit_rate) {
        Toxav_Err_Answer::InvalidBitRate
    } else {
        Toxav_Err_Answer::FriendNotCalling
    });
    false
}

/// Does something to a call.
///
/// @param av the session.
/// @param friend_number the friend in the call.
/// @param control what to do.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_call_control(
    av: *mut ToxAV,
    friend_number: Tox_Friend_Number,
    control: Toxav_Call_Control_Raw,
    error: *mut Toxav_Err_Call_Control,
) -> bool {
    // SAFETY: the caller's promise.
    let session = unsafe { ToxAV::from_c(av) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    error.set(match session.and_then(|session| session.friend(friend_number)) {
        None => Toxav_Err_Call_Control::FriendNotFound,
        Some(_) => Toxav_Err_Call_Control::FriendNotInCall,
    });
    false
}
