//! Calls, of which there are none, and conferences and groups where there is none: what C gets who asks about them, and who
//! makes or joins one with arguments that are no good.
#![allow(unsafe_code, reason = "C's functions")]

mod support;

use std::ffi::c_void;
use std::ptr;

use support::{FRIEND, Instance, quiet, with_a_friend};
use toxcore_ffi::types::*;
use toxcore_ffi::*;

/// More than any of the functions reads.
const TEXT: [u8; 64] = [b'x'; 64];
const BYTES: *const u8 = TEXT.as_ptr();

/// Calls each function with its arguments, with and without an instance and a place for the error.
macro_rules! refused {
    ($tox:expr, { $($function:ident($($argument:expr),*) is $value:expr, $error:ident::$why:ident;)+ }) => {$(
        for tox in [$tox, ptr::null_mut()] {
            let mut error = $error::Ok;
            // SAFETY: a live instance or NULL, and room for whatever is written.
            let value = unsafe { $function(tox, $($argument,)* &raw mut error) };
            assert_eq!((value, error), ($value, $error::$why), stringify!($function));
            // SAFETY: as above.
            assert_eq!(unsafe { $function(tox, $($argument,)* ptr::null_mut()) }, $value, stringify!($function));
        }
    )+};
}

#[test]
fn no_number_is_that_of_a_conference() {
    let tox = quiet();
    let mut buffer = [7; 256];
    let room = buffer.as_mut_ptr();
    refused!(tox.as_ptr(), {
        tox_conference_delete(0) is false, Tox_Err_Conference_Delete::ConferenceNotFound;
        tox_conference_peer_count(0) is u32::MAX, Tox_Err_Conference_Peer_Query::ConferenceNotFound;
        tox_conference_peer_get_name_size(0, 0) is usize::MAX, Tox_Err_Conference_Peer_Query::ConferenceNotFound;
        tox_conference_peer_get_name(0, 0, room) is false, Tox_Err_Conference_Peer_Query::ConferenceNotFound;
        tox_conference_peer_get_public_key(0, 0, room) is false, Tox_Err_Conference_Peer_Query::ConferenceNotFound;
        tox_conference_peer_number_is_ours(0, 0) is false, Tox_Err_Conference_Peer_Query::ConferenceNotFound;
        tox_conference_offline_peer_count(0) is u32::MAX, Tox_Err_Conference_Peer_Query::ConferenceNotFound;
        tox_conference_offline_peer_get_name_size(0, 0) is usize::MAX, Tox_Err_Conference_Peer_Query::ConferenceNotFound;
        tox_conference_offline_peer_get_name(0, 0, room) is false, Tox_Err_Conference_Peer_Query::ConferenceNotFound;
        tox_conference_offline_peer_get_public_key(0, 0, room) is false, Tox_Err_Conference_Peer_Query::ConferenceNotFound;
        tox_conference_offline_peer_get_last_active(0, 0) is u64::MAX, Tox_Err_Conference_Peer_Query::ConferenceNotFound;
        tox_conference_set_max_offline(0, 0) is false, Tox_Err_Conference_Set_Max_Offline::ConferenceNotFound;
        tox_conference_invite(0, 0) is false, Tox_Err_Conference_Invite::ConferenceNotFound;
        tox_conference_send_message(0, 0, BYTES, 5) is false, Tox_Err_Conference_Send_Message::ConferenceNotFound;
        tox_conference_get_title_size(0) is usize::MAX, Tox_Err_Conference_Title::ConferenceNotFound;
        tox_conference_get_title(0, room) is false, Tox_Err_Conference_Title::ConferenceNotFound;
        tox_conference_set_title(0, BYTES, 5) is false, Tox_Err_Conference_Title::ConferenceNotFound;
        tox_conference_get_type(0) is u32::MAX, Tox_Err_Conference_Get_Type::ConferenceNotFound;
    });
    assert_eq!(buffer, [7; 256], "nothing is written");
}

#[test]
fn no_number_is_that_of_a_group() {
    let tox = quiet();
    let mut buffer = [7; 256];
    let room = buffer.as_mut_ptr();
    refused!(tox.as_ptr(), {
        tox_group_is_connected(0) is false, Tox_Err_Group_Is_Connected::GroupNotFound;
        tox_group_disconnect(0) is false, Tox_Err_Group_Disconnect::GroupNotFound;
        tox_group_reconnect(0) is false, Tox_Err_Group_Reconnect::GroupNotFound;
        tox_group_leave(0, BYTES, 5) is false, Tox_Err_Group_Leave::GroupNotFound;
        tox_group_self_set_name(0, BYTES, 5) is false, Tox_Err_Group_Self_Name_Set::GroupNotFound;
        tox_group_self_get_name_size(0) is usize::MAX, Tox_Err_Group_Self_Query::GroupNotFound;
        tox_group_self_get_name(0, room) is false, Tox_Err_Group_Self_Query::GroupNotFound;
        tox_group_self_set_status(0, 0) is false, Tox_Err_Group_Self_Status_Set::GroupNotFound;
        tox_group_self_get_status(0) is u32::MAX, Tox_Err_Group_Self_Query::GroupNotFound;
        tox_group_self_get_role(0) is u32::MAX, Tox_Err_Group_Self_Query::GroupNotFound;
        tox_group_self_get_peer_id(0) is u32::MAX, Tox_Err_Group_Self_Query::GroupNotFound;
        tox_group_self_get_public_key(0, room) is false, Tox_Err_Group_Self_Query::GroupNotFound;
        tox_group_peer_get_name_size(0, 0) is usize::MAX, Tox_Err_Group_Peer_Query::GroupNotFound;
        tox_group_peer_get_name(0, 0, room) is false, Tox_Err_Group_Peer_Query::GroupNotFound;
        tox_group_peer_get_status(0, 0) is u32::MAX, Tox_Err_Group_Peer_Query::GroupNotFound;
        tox_group_peer_get_role(0, 0) is u32::MAX, Tox_Err_Group_Peer_Query::GroupNotFound;
        tox_group_peer_get_connection_status(0, 0) is Tox_Connection::None as u32, Tox_Err_Group_Peer_Query::GroupNotFound;
        tox_group_peer_get_public_key(0, 0, room) is false, Tox_Err_Group_Peer_Query::GroupNotFound;
        tox_group_set_topic(0, BYTES, 5) is false, Tox_Err_Group_Topic_Set::GroupNotFound;
        tox_group_get_topic_size(0) is usize::MAX, Tox_Err_Group_State_Query::GroupNotFound;
        tox_group_get_topic(0, room) is false, Tox_Err_Group_State_Query::GroupNotFound;
        tox_group_get_name_size(0) is usize::MAX, Tox_Err_Group_State_Query::GroupNotFound;
        tox_group_get_name(0, room) is false, Tox_Err_Group_State_Query::GroupNotFound;
        tox_group_get_chat_id(0, room) is false, Tox_Err_Group_State_Query::GroupNotFound;
        tox_group_get_privacy_state(0) is u32::MAX, Tox_Err_Group_State_Query::GroupNotFound;
        tox_group_get_voice_state(0) is u32::MAX, Tox_Err_Group_State_Query::GroupNotFound;
        tox_group_get_topic_lock(0) is u32::MAX, Tox_Err_Group_State_Query::GroupNotFound;
        tox_group_get_peer_limit(0) is u16::MAX, Tox_Err_Group_State_Query::GroupNotFound;
        tox_group_get_password_size(0) is usize::MAX, Tox_Err_Group_State_Query::GroupNotFound;
        tox_group_get_password(0, room) is false, Tox_Err_Group_State_Query::GroupNotFound;
        tox_group_send_message(0, 0, BYTES, 5) is u32::MAX, Tox_Err_Group_Send_Message::GroupNotFound;
        tox_group_send_private_message(0, 0, 0, BYTES, 5) is u32::MAX, Tox_Err_Group_Send_Private_Message::GroupNotFound;
        tox_group_send_custom_packet(0, true, BYTES, 5) is false, Tox_Err_Group_Send_Custom_Packet::GroupNotFound;
        tox_group_send_custom_private_packet(0, 0, true, BYTES, 5) is false, Tox_Err_Group_Send_Custom_Private_Packet::GroupNotFound;
        tox_group_invite_friend(0, 0) is false, Tox_Err_Group_Invite_Friend::GroupNotFound;
        tox_group_set_password(0, BYTES, 5) is false, Tox_Err_Group_Set_Password::GroupNotFound;
        tox_group_set_topic_lock(0, 0) is false, Tox_Err_Group_Set_Topic_Lock::GroupNotFound;
        tox_group_set_voice_state(0, 0) is false, Tox_Err_Group_Set_Voice_State::GroupNotFound;
        tox_group_set_privacy_state(0, 0) is false, Tox_Err_Group_Set_Privacy_State::GroupNotFound;
        tox_group_set_peer_limit(0, 0) is false, Tox_Err_Group_Set_Peer_Limit::GroupNotFound;
        tox_group_set_ignore(0, 0, true) is false, Tox_Err_Group_Set_Ignore::GroupNotFound;
        tox_group_set_role(0, 0, 0) is false, Tox_Err_Group_Set_Role::GroupNotFound;
        tox_group_kick_peer(0, 0) is false, Tox_Err_Group_Kick_Peer::GroupNotFound;
        tox_group_peer_get_ip_address_size(0, 0) is usize::MAX, Tox_Err_Group_Peer_Query::GroupNotFound;
        tox_group_peer_get_ip_address(0, 0, room) is false, Tox_Err_Group_Peer_Query::GroupNotFound;
    });
    assert_eq!(buffer, [7; 256], "nothing is written");
}

#[test]
fn lists_are_empty() {
    let tox = quiet();
    for tox in [tox.as_ptr(), ptr::null_mut()] {
        // SAFETY: a live instance or NULL.
        assert_eq!(unsafe { tox_conference_get_chatlist_size(tox) }, 0);
        // SAFETY: as above.
        assert_eq!(unsafe { tox_group_get_group_list_size(tox) }, 0);
        // SAFETY: as above.
        assert_eq!(unsafe { tox_group_get_number_groups(tox) }, 0);
        // SAFETY: as above; nothing is written.
        unsafe { tox_conference_get_chatlist(tox, ptr::null_mut()) };
        // SAFETY: as above.
        unsafe { tox_group_get_group_list(tox, ptr::null_mut()) };
        // SAFETY: as above.
        assert!(!unsafe { tox_conference_get_id(tox, 0, ptr::null_mut()) });
        // SAFETY: as above.
        assert!(!unsafe { tox_conference_get_uid(tox, 0, ptr::null_mut()) });
    }
}

#[test]
fn ids_are_looked_for_unless_they_are_null() {
    let tox = quiet();
    macro_rules! finds_nothing {
        ($($function:ident, $error:ident;)+) => {$(
            for (id, why) in [(ptr::null(), $error::Null), (BYTES, $error::NotFound)] {
                let mut error = $error::Ok;
                // SAFETY: a live instance, NULL or an id.
                assert_eq!(unsafe { $function(tox.as_ptr(), id, &raw mut error) }, u32::MAX);
                assert_eq!(error, why);
            }
        )+};
    }
    finds_nothing! {
        tox_conference_by_id, Tox_Err_Conference_By_Id;
        tox_conference_by_uid, Tox_Err_Conference_By_Uid;
        tox_group_by_id, Tox_Err_Group_By_Id;
    }
}

fn conference_join(tox: &Instance, friend: u32, cookie: &[u8]) -> Tox_Err_Conference_Join {
    let mut error = Tox_Err_Conference_Join::Ok;
    // SAFETY: a live instance and a slice.
    let joined = unsafe { tox_conference_join(tox.as_ptr(), friend, cookie.as_ptr(), cookie.len(), &raw mut error) };
    assert_eq!(joined, u32::MAX);
    error
}

#[test]
fn joining_a_conference_checks_cookie_and_friend() {
    use Tox_Err_Conference_Join as E;
    let (tox, friend) = (with_a_friend(), FRIEND);
    let text = [0; 35];
    let mut sound = [0; 35];
    sound[2] = 1;
    assert_eq!(conference_join(&tox, friend, &text[..34]), E::InvalidLength);
    assert_eq!(conference_join(&tox, friend, &[0; 36]), E::InvalidLength);
    assert_eq!(conference_join(&tox, friend, &[]), E::InvalidLength);
    assert_eq!(conference_join(&tox, friend, &sound), E::WrongType);
    assert_eq!(conference_join(&tox, friend + 1, &sound), E::WrongType);
    assert_eq!(conference_join(&tox, friend + 1, &text), E::FriendNotFound);
    assert_eq!(conference_join(&tox, friend, &text), E::FailSend, "he is away");
    for length in [0, 35, usize::MAX] {
        let mut error = E::Ok;
        // SAFETY: a live instance; NULL is not read.
        unsafe { tox_conference_join(tox.as_ptr(), friend, ptr::null(), length, &raw mut error) };
        assert_eq!(error, E::Null);
    }
}

#[test]
fn making_a_group_checks_both_names() {
    use Tox_Err_Group_New as E;
    let tox = quiet();
    let make = |(name, name_length), (own, own_length)| {
        let mut error = E::Ok;
        let error_place = &raw mut error;
        // SAFETY: a live instance; of what is too long nothing is read.
        let made = unsafe { tox_group_new(tox.as_ptr(), 0, name, name_length, own, own_length, error_place) };
        assert_eq!(made == u32::MAX, error != E::Ok);
        error
    };
    let good = (BYTES, 48);
    assert_eq!(make((BYTES, 49), good), E::TooLong);
    assert_eq!(make((BYTES, 65_536 + 1), good), E::TooLong);
    assert_eq!(make((BYTES, 0), (BYTES, 129)), E::TooLong);
    assert_eq!(make((BYTES, 0), good), E::Empty);
    assert_eq!(make((ptr::null(), 5), good), E::Empty);
    assert_eq!(make(good, (ptr::null(), 0)), E::Empty);
    assert_eq!(make(good, good), E::Ok);
}

#[test]
fn joining_a_group_checks_chat_id_and_name() {
    use Tox_Err_Group_Join as E;
    let tox = quiet();
    let join = |chat_id, name, length| {
        let (mut error, password) = (E::Ok, ptr::null());
        let error_place = &raw mut error;
        // SAFETY: a live instance; of what is too long nothing is read.
        let joined = unsafe { tox_group_join(tox.as_ptr(), chat_id, name, length, password, 0, error_place) };
        assert_eq!(joined, u32::MAX);
        error
    };
    assert_eq!(join(ptr::null(), BYTES, 129), E::BadChatId);
    assert_eq!(join(BYTES, BYTES, 129), E::TooLong);
    assert_eq!(join(BYTES, BYTES, 0), E::Empty);
    assert_eq!(join(BYTES, ptr::null(), 5), E::Empty);
    assert_eq!(join(BYTES, BYTES, 64), E::Init, "the chat id is no key");
}

#[test]
fn following_an_invitation_to_a_group_checks_it_name_and_friend() {
    use Tox_Err_Group_Invite_Accept as E;
    let (tox, friend) = (with_a_friend(), FRIEND);
    let accept = |friend, (data, data_length), (name, name_length)| {
        let (mut error, password) = (E::Ok, ptr::null());
        let error_place = &raw mut error;
        // SAFETY: a live instance; of what is too long nothing is read.
        let joined = unsafe {
            tox_group_invite_accept(
                tox.as_ptr(),
                friend,
                data,
                data_length,
                name,
                name_length,
                password,
                0,
                error_place,
            )
        };
        assert_eq!(joined, u32::MAX);
        error
    };
    let (invite, name) = ((BYTES, 64), (BYTES, 5));
    assert_eq!(accept(friend, (ptr::null(), 64), name), E::Null);
    assert_eq!(accept(friend, invite, (ptr::null(), 5)), E::Null);
    assert_eq!(accept(friend, (BYTES, 63), (BYTES, 129)), E::BadInvite);
    assert_eq!(accept(friend, invite, (BYTES, 129)), E::TooLong);
    assert_eq!(accept(friend, invite, (BYTES, 0)), E::Empty);
    assert_eq!(accept(friend + 1, invite, name), E::FriendNotFound);
    assert_eq!(accept(friend, invite, name), E::InitFailed, "the chat id is no key");
}

/// A session, ended with the test.
struct Session(*mut ToxAV);

impl Session {
    fn new(tox: &Instance) -> Result<Self, Toxav_Err_New> {
        let mut error = Toxav_Err_New::Null;
        // SAFETY: a live instance.
        let session = unsafe { toxav_new(tox.as_ptr(), &raw mut error) };
        assert_eq!(session.is_null(), error != Toxav_Err_New::Ok);
        if session.is_null() { Err(error) } else { Ok(Self(session)) }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // SAFETY: not used any more.
        unsafe { toxav_kill(self.0) };
    }
}

#[test]
fn an_instance_has_one_session_at_a_time() {
    let tox = quiet();
    let first = Session::new(&tox).expect("the first");
    // SAFETY: both live.
    assert_eq!(unsafe { toxav_get_tox(first.0) }, tox.as_ptr());
    // SAFETY: a live instance.
    assert_eq!(unsafe { tox_get_av_object(tox.as_ptr()) }, first.0.cast::<c_void>());
    assert_eq!(Session::new(&tox).err(), Some(Toxav_Err_New::Multiple));
    drop(first);
    // SAFETY: a live instance.
    assert!(unsafe { tox_get_av_object(tox.as_ptr()) }.is_null());
    drop(Session::new(&tox).expect("the next"));
    let mut error = Toxav_Err_New::Ok;
    // SAFETY: NULL is allowed.
    assert!(unsafe { toxav_new(ptr::null_mut(), &raw mut error) }.is_null());
    assert_eq!(error, Toxav_Err_New::Null);
    // SAFETY: NULL is allowed.
    unsafe { toxav_kill(ptr::null_mut()) };
    // SAFETY: NULL is allowed.
    assert!(unsafe { toxav_get_tox(ptr::null()) }.is_null());
}

#[test]
fn a_session_may_outlive_its_instance() {
    let tox = quiet();
    let session = Session::new(&tox).expect("a session");
    drop(tox);
    let mut error = Toxav_Err_Call::Ok;
    // SAFETY: a live session.
    assert!(!unsafe { toxav_call(session.0, 0, 64, 0, &raw mut error) });
    assert_eq!(error, Toxav_Err_Call::FriendNotFound);
}

#[test]
fn ports_are_free_when_an_instance_ends_whatever_is_left_of_it() {
    let free = std::net::UdpSocket::bind("0.0.0.0:0").expect("a free port");
    let port = free.local_addr().expect("bound").port();
    drop(free);
    let tox = Instance::new(|options| {
        // SAFETY: live options.
        unsafe { tox_options_set_start_port(options, port) };
        // SAFETY: live options.
        unsafe { tox_options_set_end_port(options, port) };
    });
    assert_eq!(tox.udp_port(), port);
    assert!(std::net::UdpSocket::bind(("0.0.0.0", port)).is_err());
    let session = Session::new(&tox).expect("a session");
    drop(tox);
    assert!(std::net::UdpSocket::bind(("0.0.0.0", port)).is_ok());
    drop(session);
}

#[test]
fn nobody_is_in_a_call() {
    let (tox, friend) = (with_a_friend(), FRIEND);
    let session = Session::new(&tox).expect("a session");
    let (pcm, unknown) = ([0_i16; 960].as_ptr(), friend + 1);
    refused!(session.0, { toxav_call(unknown, 64, 5_000) is false, Toxav_Err_Call::FriendNotFound; });
    macro_rules! with_friend {
        ($($function:ident($($argument:expr),*), $error:ident::$why:ident;)+) => {$(
            let mut error = $error::Ok;
            // SAFETY: a live session; nothing is read.
            assert!(!unsafe { $function(session.0, $($argument,)* &raw mut error) });
            assert_eq!(error, $error::$why, stringify!($function($($argument),*)));
        )+};
    }
    with_friend! {
        toxav_call(friend, 64, 5_000), Toxav_Err_Call::FriendNotConnected;
        toxav_call(friend, 0, 0), Toxav_Err_Call::FriendNotConnected;
        toxav_call(friend, 510, 1_000_000), Toxav_Err_Call::FriendNotConnected;
        toxav_call(unknown, 5, 0), Toxav_Err_Call::InvalidBitRate;
        toxav_call(friend, 511, 0), Toxav_Err_Call::InvalidBitRate;
        toxav_call(friend, 64, 1_000_001), Toxav_Err_Call::InvalidBitRate;
        toxav_answer(unknown, 5, 0), Toxav_Err_Answer::FriendNotFound;
        toxav_answer(friend, 5, 0), Toxav_Err_Answer::InvalidBitRate;
        toxav_answer(friend, 64, 0), Toxav_Err_Answer::FriendNotCalling;
        toxav_call_control(unknown, 0), Toxav_Err_Call_Control::FriendNotFound;
        toxav_call_control(friend, 2), Toxav_Err_Call_Control::FriendNotInCall;
        toxav_call_control(friend, u32::MAX), Toxav_Err_Call_Control::FriendNotInCall;
        toxav_audio_set_bit_rate(unknown, 5), Toxav_Err_Bit_Rate_Set::FriendNotFound;
        toxav_audio_set_bit_rate(friend, 5), Toxav_Err_Bit_Rate_Set::InvalidBitRate;
        toxav_audio_set_bit_rate(friend, 64), Toxav_Err_Bit_Rate_Set::FriendNotInCall;
        toxav_video_set_bit_rate(unknown, 0), Toxav_Err_Bit_Rate_Set::FriendNotFound;
        toxav_video_set_bit_rate(friend, 1_000_001), Toxav_Err_Bit_Rate_Set::InvalidBitRate;
        toxav_video_set_bit_rate(friend, 5_000), Toxav_Err_Bit_Rate_Set::FriendNotInCall;
        toxav_audio_send_frame(unknown, pcm, 960, 1, 48_000), Toxav_Err_Send_Frame::FriendNotFound;
        toxav_audio_send_frame(friend, ptr::null(), 960, 1, 48_000), Toxav_Err_Send_Frame::FriendNotInCall;
        toxav_video_send_frame(unknown, 8, 8, BYTES, BYTES, BYTES), Toxav_Err_Send_Frame::FriendNotFound;
        toxav_video_send_frame(friend, 8, 8, BYTES, BYTES, ptr::null()), Toxav_Err_Send_Frame::FriendNotInCall;
    }
}

#[test]
fn a_session_does_nothing_from_any_thread() {
    let tox = quiet();
    let session = Session::new(&tox).expect("a session");
    let address = session.0.addr();
    let session_again = || ptr::with_exposed_provenance_mut::<ToxAV>(address);
    session.0.expose_provenance();
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for _ in 0..100 {
                    let session = session_again();
                    // SAFETY: a live session.
                    unsafe { toxav_iterate(session) };
                    // SAFETY: as above.
                    unsafe { toxav_audio_iterate(session) };
                    // SAFETY: as above.
                    unsafe { toxav_video_iterate(session) };
                    // SAFETY: as above.
                    unsafe { toxav_callback_call(session, None, ptr::null_mut()) };
                    // SAFETY: as above.
                    let interval = unsafe { toxav_iteration_interval(session) };
                    // SAFETY: as above.
                    let audio = unsafe { toxav_audio_iteration_interval(session) };
                    // SAFETY: as above.
                    let video = unsafe { toxav_video_iteration_interval(session) };
                    assert_eq!((interval, audio, video), (1_000, 1_000, 1_000));
                }
            });
        }
    });
}

#[test]
fn no_conference_carries_sound() {
    let tox = quiet();
    let (tox, pcm, nothing) = (tox.as_ptr(), [0_i16; 960].as_ptr(), ptr::null_mut());
    // SAFETY: a live instance; nothing is read.
    assert_eq!(unsafe { toxav_add_av_groupchat(tox, None, nothing) }, -1);
    // SAFETY: as above.
    assert_eq!(unsafe { toxav_join_av_groupchat(tox, 0, BYTES, 35, None, nothing) }, -1);
    // SAFETY: as above.
    assert_eq!(unsafe { toxav_group_send_audio(tox, 0, pcm, 960, 1, 48_000) }, -1);
    // SAFETY: as above.
    assert_eq!(unsafe { toxav_groupchat_enable_av(tox, 0, None, nothing) }, -1);
    // SAFETY: as above.
    assert_eq!(unsafe { toxav_groupchat_disable_av(tox, 0) }, -1);
    // SAFETY: as above.
    assert!(!unsafe { toxav_groupchat_av_enabled(tox, 0) });
}
