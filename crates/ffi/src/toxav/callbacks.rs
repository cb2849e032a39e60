//! What C wants to be told of calls.

use std::ffi::c_void;
use std::ptr;

use crate::pointer::UserData;
use crate::toxav::ToxAV;
use crate::types::{
    ToxavAudioBitRateCb, ToxavAudioReceiveFrameCb, ToxavCallCb, ToxavCallStateCb, ToxavVideoBitRateCb,
    ToxavVideoReceiveFrameCb,
};

/// The functions that C registered, each with what it gets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Callbacks {
    call: (ToxavCallCb, UserData),
    call_state: (ToxavCallStateCb, UserData),
    audio_bit_rate: (ToxavAudioBitRateCb, UserData),
    video_bit_rate: (ToxavVideoBitRateCb, UserData),
    audio_receive_frame: (ToxavAudioReceiveFrameCb, UserData),
    video_receive_frame: (ToxavVideoReceiveFrameCb, UserData),
}

impl Default for Callbacks {
    fn default() -> Self {
        let nothing = UserData(ptr::null_mut());
        Self {
            call: (None, nothing),
            call_state: (None, nothing),
            audio_bit_rate: (None, nothing),
            video_bit_rate: (None, nothing),
            audio_receive_frame: (None, nothing),
            video_receive_frame: (None, nothing),
        }
    }
}

/// Sets the function that is called when a friend calls.
///
/// @param av the session. NULL does nothing.
/// @param callback the function, or NULL for none.
/// @param user_data what it gets.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_callback_call(av: *mut ToxAV, callback: ToxavCallCb, user_data: *mut c_void) {
    // SAFETY: the caller's promise.
    if let Some(session) = unsafe { ToxAV::from_c(av) } {
        session.callbacks().call = (callback, UserData(user_data));
    }
}

/// Sets the function that is called when the state of a call changes.
///
/// @param av the session. NULL does nothing.
/// @param callback the function, or NULL for none.
/// @param user_data what it gets.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_callback_call_state(av: *mut ToxAV, callback: ToxavCallStateCb, user_data: *mut c_void) {
    // SAFETY: the caller's promise.
    if let Some(session) = unsafe { ToxAV::from_c(av) } {
        session.callbacks().call_state = (callback, UserData(user_data));
    }
}

/// Sets the function that is called when the network does not carry our sound.
///
/// @param av the session. NULL does nothing.
/// @param callback the function, or NULL for none.
/// @param user_data what it gets.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_callback_audio_bit_rate(
    av: *mut ToxAV,
    callback: ToxavAudioBitRateCb,
    user_data: *mut c_void,
) {
    // SAFETY: the caller's promise.
    if let Some(session) = unsafe { ToxAV::from_c(av) } {
        session.callbacks().audio_bit_rate = (callback, UserData(user_data));
    }
}

/// Sets the function that is called when the network does not carry our pictures.
///
/// @param av the session. NULL does nothing.
/// @param callback the function, or NULL for none.
/// @param user_data what it gets.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_callback_video_bit_rate(
    av: *mut ToxAV,
    callback: ToxavVideoBitRateCb,
    user_data: *mut c_void,
) {
    // SAFETY: the caller's promise.
    if let Some(session) = unsafe { ToxAV::from_c(av) } {
        session.callbacks().video_bit_rate = (callback, UserData(user_data));
    }
}

/// Sets the function that is called when sound of a friend comes.
///
/// @param av the session. NULL does nothing.
/// @param callback the function, or NULL for none.
/// @param user_data what it gets.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_callback_audio_receive_frame(
    av: *mut ToxAV,
    callback: ToxavAudioReceiveFrameCb,
    user_data: *mut c_void,
) {
    // SAFETY: the caller's promise.
    if let Some(session) = unsafe { ToxAV::from_c(av) } {
        session.callbacks().audio_receive_frame = (callback, UserData(user_data));
    }
}

/// Sets the function that is called when a picture of a friend comes.
///
/// @param av the session. NULL does nothing.
/// @param callback the function, or NULL for none.
/// @param user_data what it gets.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_callback_video_receive_frame(
    av: *mut ToxAV,
    callback: ToxavVideoReceiveFrameCb,
    user_data: *mut c_void,
) {
    // SAFETY: the caller's promise.
    if let Some(session) = unsafe { ToxAV::from_c(av) } {
        session.callbacks().video_receive_frame = (callback, UserData(user_data));
    }
}
