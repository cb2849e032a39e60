//! Sound in conferences, the older kind of group. There are no conferences yet.
#![allow(unused_variables, reason = "there are no conferences yet that arguments could be used on")]

use std::ffi::c_void;

use crate::handle::Tox;
use crate::types::{Tox_Conference_Number, Tox_Friend_Number, ToxavAudioDataCb};

/// Makes a conference that carries sound.
///
/// @param tox the instance.
/// @param audio_callback the function that gets the sound of the others, or NULL for none.
/// @param userdata what the function gets.
///
/// @return the number of the conference; -1 if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_add_av_groupchat(
    tox: *mut Tox,
    audio_callback: ToxavAudioDataCb,
    userdata: *mut c_void,
) -> i32 {
    FAILED
}

/// Follows an invitation to a conference that carries sound.
///
/// @param tox the instance.
/// @param friend_number who invited us.
/// @param data the cookie that the callback got.
/// @param length its length.
/// @param audio_callback the function that gets the sound of the others, or NULL for none.
/// @param userdata what the function gets.
///
/// @return the number of the conference; -1 if it was not joined.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_join_av_groupchat(
    tox: *mut Tox,
    friend_number: Tox_Friend_Number,
    data: *const u8,
    length: u16,
    audio_callback: ToxavAudioDataCb,
    userdata: *mut c_void,
) -> i32 {
    FAILED
}

/// Sends sound to a conference.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param pcm the samples, those of two channels interleaved.
/// @param samples how many for each channel.
/// @param channels 1 or 2.
/// @param sample_rate samples a second: 8000, 12000, 16000, 24000 or 48000.
///
/// @return 0 if it was sent; -1 if not.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_group_send_audio(
    tox: *mut Tox,
    conference_number: Tox_Conference_Number,
    pcm: *const i16,
    samples: u32,
    channels: u8,
    sample_rate: u32,
) -> i32 {
    FAILED
}

/// Begins to take part in the sound of a conference.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param audio_callback the function that gets the sound of the others, or NULL for none.
/// @param userdata what the function gets.
///
/// @return 0 if it worked; -1 if not.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_groupchat_enable_av(
    tox: *mut Tox,
    conference_number: Tox_Conference_Number,
    audio_callback: ToxavAudioDataCb,
    userdata: *mut c_void,
) -> i32 {
    FAILED
}

/// Stops to take part in the sound of a conference.
///
/// @param tox the instance.
/// @param conference_number the conference.
///
/// @return 0 if it worked; -1 if not.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_groupchat_disable_av(tox: *mut Tox, conference_number: Tox_Conference_Number) -> i32 {
    FAILED
}

/// @param tox the instance.
/// @param conference_number the conference.
///
/// @return whether we take part in its sound.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_groupchat_av_enabled(tox: *mut Tox, conference_number: Tox_Conference_Number) -> bool {
    false
}

/// What these functions return when they did nothing.
const FAILED: i32 = -1;
