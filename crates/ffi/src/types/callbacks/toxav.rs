//! Callbacks of calls.

use std::ffi::c_void;

use crate::handle::Tox;
use crate::toxav::ToxAV;
use crate::types::{Tox_Conference_Number, Tox_Conference_Peer_Number, Tox_Friend_Number};

/// Called when a friend calls.
///
/// @param av the session.
/// @param friend_number the friend.
/// @param audio_enabled true if he sends sound.
/// @param video_enabled true if he sends pictures.
/// @param user_data what was given with the callback.
pub type ToxavCallCb = Option<
    unsafe extern "C" fn(
        av: *mut ToxAV,
        friend_number: Tox_Friend_Number,
        audio_enabled: bool,
        video_enabled: bool,
        user_data: *mut c_void,
    ),
>;

/// Called when the state of a call changed.
///
/// @param av the session.
/// @param friend_number the friend.
/// @param state see `Toxav_Friend_Call_State`.
/// @param user_data what was given with the callback.
pub type ToxavCallStateCb =
    Option<unsafe extern "C" fn(av: *mut ToxAV, friend_number: Tox_Friend_Number, state: u32, user_data: *mut c_void)>;

/// Called when the network does not carry our sound and another bit rate would be better.
///
/// @param av the session.
/// @param friend_number the friend.
/// @param audio_bit_rate the proposed rate in kilobits a second.
/// @param user_data what was given with the callback.
pub type ToxavAudioBitRateCb = Option<
    unsafe extern "C" fn(av: *mut ToxAV, friend_number: Tox_Friend_Number, audio_bit_rate: u32, user_data: *mut c_void),
>;

/// Called when the network does not carry our pictures and another bit rate would be better.
///
/// @param av the session.
/// @param friend_number the friend.
/// @param video_bit_rate the proposed rate in kilobits a second.
/// @param user_data what was given with the callback.
pub type ToxavVideoBitRateCb = Option<
    unsafe extern "C" fn(av: *mut ToxAV, friend_number: Tox_Friend_Number, video_bit_rate: u32, user_data: *mut c_void),
>;

/// Called with sound of the friend.
///
/// @param av the session.
/// @param friend_number the friend.
/// @param pcm the samples, those of several channels interleaved.
/// @param sample_count how many for each channel.
/// @param channels how many channels.
/// @param sampling_rate samples a second.
/// @param user_data what was given with the callback.
pub type ToxavAudioReceiveFrameCb = Option<
    unsafe extern "C" fn(
        av: *mut ToxAV,
        friend_number: Tox_Friend_Number,
        pcm: *const i16,
        sample_count: usize,
        channels: u8,
        sampling_rate: u32,
        user_data: *mut c_void,
    ),
>;

/// Called with a picture of the friend, in three planes of YUV 4:2:0. A negative stride means that the lines are upside down.
///
/// @param av the session.
/// @param friend_number the friend.
/// @param width in pixels.
/// @param height in pixels.
/// @param y the plane of brightness.
/// @param u the first plane of colour.
/// @param v the second plane of colour.
/// @param ystride bytes from line to line of y.
/// @param ustride bytes from line to line of u.
/// @param vstride bytes from line to line of v.
/// @param user_data what was given with the callback.
pub type ToxavVideoReceiveFrameCb = Option<
    unsafe extern "C" fn(
        av: *mut ToxAV,
        friend_number: Tox_Friend_Number,
        width: u16,
        height: u16,
        y: *const u8,
        u: *const u8,
        v: *const u8,
        ystride: i32,
        ustride: i32,
        vstride: i32,
        user_data: *mut c_void,
    ),
>;

/// Called with sound from a conference.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param peer_number the peer.
/// @param pcm the samples.
/// @param samples how many for each channel.
/// @param channels how many channels.
/// @param sample_rate samples a second.
/// @param user_data what was given with the callback.
pub type ToxavGroupAudioCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        conference_number: Tox_Conference_Number,
        peer_number: Tox_Conference_Peer_Number,
        pcm: *const i16,
        samples: u32,
        channels: u8,
        sample_rate: u32,
        user_data: *mut c_void,
    ),
>;

/// Called with sound from a conference.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param peer_number the peer.
/// @param pcm the samples.
/// @param samples how many for each channel.
/// @param channels how many channels.
/// @param sample_rate samples a second.
/// @param user_data what was given with the callback.
pub type ToxavAudioDataCb = Option<
    unsafe extern "C" fn(
        tox: *mut c_void,
        conference_number: Tox_Conference_Number,
        peer_number: Tox_Conference_Peer_Number,
        pcm: *const i16,
        samples: u32,
        channels: u8,
        sample_rate: u32,
        user_data: *mut c_void,
    ),
>;
