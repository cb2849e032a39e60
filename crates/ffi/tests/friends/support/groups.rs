//! What callbacks of groups are called with.

use std::ffi::c_void;

use toxcore_ffi::*;

use super::{Heard, bytes, hear, text};

/// Functions that note a number of a group, and perhaps of a member and one more.
macro_rules! on {
    ($($name:ident $what:literal;)+) => {$(
        unsafe extern "C" fn $name(tox: *mut Tox, group: u32, number: u32, data: *mut c_void) {
            hear(tox, data, Heard::Group($what, group, 0, number, Vec::new()));
        }
    )+};
}

/// Functions that note a text of a member.
macro_rules! on_text {
    ($($name:ident $what:literal $read:ident;)+) => {$(
        unsafe extern "C" fn $name(
            tox: *mut Tox,
            group: u32,
            peer: u32,
            start: *const u8,
            length: usize,
            data: *mut c_void,
        ) {
            hear(tox, data, Heard::Group($what, group, peer, 0, $read(start, length)));
        }
    )+};
}

/// Functions that note a message of a member.
macro_rules! on_message {
    ($($name:ident $what:literal;)+) => {$(
        unsafe extern "C" fn $name(
            tox: *mut Tox,
            group: u32,
            peer: u32,
            kind: u32,
            start: *const u8,
            length: usize,
            _id: u32,
            data: *mut c_void,
        ) {
            hear(tox, data, Heard::Group($what, group, peer, kind, text(start, length)));
        }
    )+};
}

on! {
    on_privacy "privacy";
    on_voice "voice";
    on_lock "lock";
    on_limit "limit";
    on_join_fail "fail";
}

on_text! {
    on_name "name" text;
    on_topic "topic" text;
    on_custom "custom" bytes;
    on_custom_private "custom private" bytes;
}

on_message! {
    on_message "message";
    on_private "private";
}

unsafe extern "C" fn on_self_join(tox: *mut Tox, group: u32, data: *mut c_void) {
    hear(tox, data, Heard::Group("in", group, 0, 0, Vec::new()));
}

unsafe extern "C" fn on_peer_join(tox: *mut Tox, group: u32, peer: u32, data: *mut c_void) {
    hear(tox, data, Heard::Group("join", group, peer, 0, Vec::new()));
}

unsafe extern "C" fn on_status(tox: *mut Tox, group: u32, peer: u32, status: u32, data: *mut c_void) {
    hear(tox, data, Heard::Group("status", group, peer, status, Vec::new()));
}

unsafe extern "C" fn on_password(tox: *mut Tox, group: u32, start: *const u8, length: usize, data: *mut c_void) {
    hear(tox, data, Heard::Group("password", group, 0, 0, text(start, length)));
}

unsafe extern "C" fn on_moderation(tox: *mut Tox, group: u32, by: u32, peer: u32, what: u32, data: *mut c_void) {
    hear(tox, data, Heard::Group("moderation", group, peer, what, by.to_string().into_bytes()));
}

unsafe extern "C" fn on_invite(
    tox: *mut Tox,
    friend: u32,
    invite: *const u8,
    length: usize,
    name: *const u8,
    name_length: usize,
    data: *mut c_void,
) {
    assert_eq!(text(name, name_length), b"readers");
    hear(tox, data, Heard::Group("invite", friend, 0, 0, bytes(invite, length)));
}

unsafe extern "C" fn on_exit(
    tox: *mut Tox,
    group: u32,
    peer: u32,
    why: u32,
    name: *const u8,
    name_length: usize,
    words: *const u8,
    length: usize,
    data: *mut c_void,
) {
    let said = [text(name, name_length), text(words, length)].join(&b": "[..]);
    hear(tox, data, Heard::Group("exit", group, peer, why, said));
}

pub(super) fn register(tox: *mut Tox) {
    unsafe {
        tox_callback_group_peer_name(tox, Some(on_name));
        tox_callback_group_peer_status(tox, Some(on_status));
        tox_callback_group_topic(tox, Some(on_topic));
        tox_callback_group_privacy_state(tox, Some(on_privacy));
        tox_callback_group_voice_state(tox, Some(on_voice));
        tox_callback_group_topic_lock(tox, Some(on_lock));
        tox_callback_group_peer_limit(tox, Some(on_limit));
        tox_callback_group_password(tox, Some(on_password));
        tox_callback_group_message(tox, Some(on_message));
        tox_callback_group_private_message(tox, Some(on_private));
        tox_callback_group_custom_packet(tox, Some(on_custom));
        tox_callback_group_custom_private_packet(tox, Some(on_custom_private));
        tox_callback_group_invite(tox, Some(on_invite));
        tox_callback_group_peer_join(tox, Some(on_peer_join));
        tox_callback_group_peer_exit(tox, Some(on_exit));
        tox_callback_group_self_join(tox, Some(on_self_join));
        tox_callback_group_join_fail(tox, Some(on_join_fail));
        tox_callback_group_moderation(tox, Some(on_moderation));
    }
}
