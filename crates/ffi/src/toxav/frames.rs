//! Sending sound and pictures.
#![allow(unused_variables, reason = "there are no calls yet that frames could be sent in")]

use crate::pointer::Out;
use crate::toxav::ToxAV;
use crate::types::{Tox_Friend_Number, Toxav_Err_Send_Frame};

/// Sends sound.
///
/// @param av the session.
/// @param friend_number the friend in the call.
/// @param pcm the samples, those of two channels interleaved.
/// @param sample_count how many for each channel: 2.5, 5, 10, 20, 40 or 60 ms.
/// @param channels 1 or 2.
/// @param sampling_rate samples a second: 8000, 12000, 16000, 24000 or 48000.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was sent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_audio_send_frame(
    av: *mut ToxAV,
    friend_number: Tox_Friend_Number,
    pcm: *const i16,
    sample_count: usize,
    channels: u8,
    sampling_rate: u32,
    error: *mut Toxav_Err_Send_Frame,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { send_frame(av, friend_number, error) }
}

/// Sends a picture, in three planes of YUV 4:2:0.
///
/// @param av the session.
/// @param friend_number the friend in the call.
/// @param width in pixels.
/// @param height in pixels.
/// @param y the plane of brightness, width times height bytes.
/// @param u the first plane of colour, half as wide and half as high.
/// @param v the second plane of colour, of the same size.
/// @param error why not. NULL if that does not matter.
///
/// @return whether it was sent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_video_send_frame(
    av: *mut ToxAV,
    friend_number: Tox_Friend_Number,
    width: u16,
    height: u16,
    y: *const u8,
    u: *const u8,
    v: *const u8,
    error: *mut Toxav_Err_Send_Frame,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe { send_frame(av, friend_number, error) }
}

/// # Safety
/// As for the functions above.
unsafe fn send_frame(av: *const ToxAV, friend: Tox_Friend_Number, error: *mut Toxav_Err_Send_Frame) -> bool {
    // SAFETY: the caller's promise.
    let session = unsafe { ToxAV::from_c(av) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    error.set(match session.and_then(|session| session.friend(friend)) {
        None => Toxav_Err_Send_Frame::FriendNotFound,
        Some(_) => Toxav_Err_Send_Frame::FriendNotInCall,
    });
    false
}
