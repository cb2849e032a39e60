//! Callbacks of conferences.

use std::ffi::c_void;

use crate::handle::Tox;
use crate::types::{
    Tox_Conference_Number, Tox_Conference_Peer_Number, Tox_Conference_Type_Raw, Tox_Friend_Number, Tox_Message_Type_Raw,
};

/// Called when a friend invited us to a conference.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param type what it carries.
/// @param cookie what `tox_conference_join` wants.
/// @param length its length.
/// @param user_data what was given to `tox_iterate`.
pub type ToxConferenceInviteCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        friend_number: Tox_Friend_Number,
        r#type: Tox_Conference_Type_Raw,
        cookie: *const u8,
        length: usize,
        user_data: *mut c_void,
    ),
>;

/// Called when we are connected to a conference that we joined.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param user_data what was given to `tox_iterate`.
pub type ToxConferenceConnectedCb =
    Option<unsafe extern "C" fn(tox: *mut Tox, conference_number: Tox_Conference_Number, user_data: *mut c_void)>;

/// Called when somebody wrote a message to a conference.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param peer_number the peer.
/// @param type how it is meant.
/// @param message the text. A NUL byte follows it, which is not counted.
/// @param length its length.
/// @param user_data what was given to `tox_iterate`.
pub type ToxConferenceMessageCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        conference_number: Tox_Conference_Number,
        peer_number: Tox_Conference_Peer_Number,
        r#type: Tox_Message_Type_Raw,
        message: *const u8,
        length: usize,
        user_data: *mut c_void,
    ),
>;

/// Called when the title of a conference was set.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param peer_number who set it; UINT32_MAX if nobody knows.
/// @param title the title.
/// @param length its length.
/// @param user_data what was given to `tox_iterate`.
pub type ToxConferenceTitleCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        conference_number: Tox_Conference_Number,
        peer_number: Tox_Conference_Peer_Number,
        title: *const u8,
        length: usize,
        user_data: *mut c_void,
    ),
>;

/// Called when a peer changed his name.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param peer_number the peer.
/// @param name the new name.
/// @param length its length.
/// @param user_data what was given to `tox_iterate`.
pub type ToxConferencePeerNameCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        conference_number: Tox_Conference_Number,
        peer_number: Tox_Conference_Peer_Number,
        name: *const u8,
        length: usize,
        user_data: *mut c_void,
    ),
>;

/// Called when peers came or went: all peer numbers may have changed.
///
/// @param tox the instance.
/// @param conference_number the conference.
/// @param user_data what was given to `tox_iterate`.
pub type ToxConferencePeerListChangedCb =
    Option<unsafe extern "C" fn(tox: *mut Tox, conference_number: Tox_Conference_Number, user_data: *mut c_void)>;
