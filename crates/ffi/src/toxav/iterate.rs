//! The work of a session. Without calls there is none.
#![allow(unused_variables, reason = "there are no calls yet that work could be done for")]

use crate::toxav::ToxAV;

/// @param av the session.
///
/// @return in how many milliseconds `toxav_iterate` should be called again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_iteration_interval(av: *const ToxAV) -> u32 {
    IDLE_INTERVAL_MS
}

/// Does what there is to do for sound and pictures. It may run beside `tox_iterate`, in another thread.
///
/// @param av the session. NULL does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_iterate(av: *mut ToxAV) {}

/// @param av the session.
///
/// @return in how many milliseconds `toxav_audio_iterate` should be called again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_audio_iteration_interval(av: *const ToxAV) -> u32 {
    IDLE_INTERVAL_MS
}

/// Does what there is to do for sound. It may run beside all others, in another thread.
///
/// @param av the session. NULL does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_audio_iterate(av: *mut ToxAV) {}

/// @param av the session.
///
/// @return in how many milliseconds `toxav_video_iterate` should be called again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_video_iteration_interval(av: *const ToxAV) -> u32 {
    IDLE_INTERVAL_MS
}

/// Does what there is to do for pictures. It may run beside all others, in another thread.
///
/// @param av the session. NULL does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toxav_video_iterate(av: *mut ToxAV) {}

/// Milliseconds after which a program without calls should look again. As the reference since 0.2.20 says.
const IDLE_INTERVAL_MS: u32 = 1_000;
