//! Types of calls.

use super::c_enum::constants;

/// Why no A/V session was made.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toxav_Err_New {
    /// It worked.
    Ok,
    /// A pointer that must not be NULL was NULL.
    Null,
    /// There was not enough memory.
    Malloc,
    /// There is a session for this instance already.
    Multiple,
}

/// Why nobody was called.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toxav_Err_Call {
    /// It worked.
    Ok,
    /// There was not enough memory.
    Malloc,
    /// The call could not be signalled.
    Sync,
    /// There is no friend of this number.
    FriendNotFound,
    /// The friend is not online.
    FriendNotConnected,
    /// There is a call with this friend already.
    FriendAlreadyInCall,
    /// A bit rate is out of range.
    InvalidBitRate,
}

/// Why a call was not answered.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toxav_Err_Answer {
    /// It worked.
    Ok,
    /// The answer could not be signalled.
    Sync,
    /// The codecs could not be set up; the call goes on to ring.
    CodecInitialization,
    /// There is no friend of this number.
    FriendNotFound,
    /// The friend does not call.
    FriendNotCalling,
    /// A bit rate is out of range.
    InvalidBitRate,
}

/// What the friend in a call does: one of the first three, or a sum of the others.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toxav_Friend_Call_State {
    /// Nothing: the call was not answered yet, or is paused.
    None,
    /// The call broke down; it is over.
    Error,
    /// The call is over.
    Finished,
    /// Sends sound.
    SendingA = 4,
    /// Sends pictures.
    SendingV = 8,
    /// Accepts sound.
    AcceptingA = 16,
    /// Accepts pictures.
    AcceptingV = 32,
}

/// What to do with a call.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toxav_Call_Control {
    /// Go on after a pause of ours.
    Resume,
    /// Pause it.
    Pause,
    /// Refuse it, or hang up.
    Cancel,
    /// Ask the friend to send no sound.
    MuteAudio,
    /// Ask him to send sound again.
    UnmuteAudio,
    /// Ask him to send no pictures.
    HideVideo,
    /// Ask him to send pictures again.
    ShowVideo,
}

/// [`Toxav_Call_Control`] as C hands it over: any number.
pub type Toxav_Call_Control_Raw = u32;

constants!(Toxav_Call_Control {
    Resume = c"TOXAV_CALL_CONTROL_RESUME",
    Pause = c"TOXAV_CALL_CONTROL_PAUSE",
    Cancel = c"TOXAV_CALL_CONTROL_CANCEL",
    MuteAudio = c"TOXAV_CALL_CONTROL_MUTE_AUDIO",
    UnmuteAudio = c"TOXAV_CALL_CONTROL_UNMUTE_AUDIO",
    HideVideo = c"TOXAV_CALL_CONTROL_HIDE_VIDEO",
    ShowVideo = c"TOXAV_CALL_CONTROL_SHOW_VIDEO",
});

/// Why a call was not controlled.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toxav_Err_Call_Control {
    /// It worked.
    Ok,
    /// It could not be signalled.
    Sync,
    /// There is no friend of this number.
    FriendNotFound,
    /// There is no call with this friend.
    FriendNotInCall,
    /// The call is in no state for this, or the value is none of `Toxav_Call_Control`.
    InvalidTransition,
}

/// Why a bit rate was not set.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toxav_Err_Bit_Rate_Set {
    /// It worked.
    Ok,
    /// Another thread is at work on this call; try again.
    Sync,
    /// It is out of range.
    InvalidBitRate,
    /// There is no friend of this number.
    FriendNotFound,
    /// There is no call with this friend.
    FriendNotInCall,
}

/// Why a frame was not sent.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toxav_Err_Send_Frame {
    /// It worked.
    Ok,
    /// Samples or planes are NULL.
    Null,
    /// There is no friend of this number.
    FriendNotFound,
    /// There is no call with this friend.
    FriendNotInCall,
    /// Another thread is at work on this call; try again.
    Sync,
    /// Size, channels or sampling rate cannot be encoded.
    Invalid,
    /// We do not send this kind in this call, or the friend does not want it.
    PayloadTypeDisabled,
    /// The packets could not be sent.
    RtpFailed,
}
