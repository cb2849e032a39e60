//! Callbacks of groups.

use std::ffi::c_void;

use crate::handle::Tox;
use crate::types::{
    Tox_Friend_Number, Tox_Group_Exit_Type_Raw, Tox_Group_Join_Fail_Raw, Tox_Group_Message_Id, Tox_Group_Mod_Event_Raw,
    Tox_Group_Number, Tox_Group_Peer_Number, Tox_Group_Privacy_State_Raw, Tox_Group_Topic_Lock_Raw,
    Tox_Group_Voice_State_Raw, Tox_Message_Type_Raw, Tox_User_Status_Raw,
};

/// Called when a peer changed his name.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param name the new name.
/// @param length its length.
/// @param user_data what was given to `tox_iterate`.
pub type ToxGroupPeerNameCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        group_number: Tox_Group_Number,
        peer_id: Tox_Group_Peer_Number,
        name: *const u8,
        length: usize,
        user_data: *mut c_void,
    ),
>;

/// Called when a peer changed his status.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param status the new status.
/// @param user_data what was given to `tox_iterate`.
pub type ToxGroupPeerStatusCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        group_number: Tox_Group_Number,
        peer_id: Tox_Group_Peer_Number,
        status: Tox_User_Status_Raw,
        user_data: *mut c_void,
    ),
>;

/// Called when a peer set the topic.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param topic the topic.
/// @param length its length.
/// @param user_data what was given to `tox_iterate`.
pub type ToxGroupTopicCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        group_number: Tox_Group_Number,
        peer_id: Tox_Group_Peer_Number,
        topic: *const u8,
        length: usize,
        user_data: *mut c_void,
    ),
>;

/// Called when the founder changed who can find the group.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param privacy_state the new state.
/// @param user_data what was given to `tox_iterate`.
pub type ToxGroupPrivacyStateCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        group_number: Tox_Group_Number,
        privacy_state: Tox_Group_Privacy_State_Raw,
        user_data: *mut c_void,
    ),
>;

/// Called when the founder changed who may speak.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param voice_state the new state.
/// @param user_data what was given to `tox_iterate`.
pub type ToxGroupVoiceStateCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        group_number: Tox_Group_Number,
        voice_state: Tox_Group_Voice_State_Raw,
        user_data: *mut c_void,
    ),
>;

/// Called when the founder changed who may set the topic.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param topic_lock the new state.
/// @param user_data what was given to `tox_iterate`.
pub type ToxGroupTopicLockCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        group_number: Tox_Group_Number,
        topic_lock: Tox_Group_Topic_Lock_Raw,
        user_data: *mut c_void,
    ),
>;

/// Called when the founder changed how many may be in the group.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param peer_limit the new limit.
/// @param user_data what was given to `tox_iterate`.
pub type ToxGroupPeerLimitCb = Option<
    unsafe extern "C" fn(tox: *mut Tox, group_number: Tox_Group_Number, peer_limit: u32, user_data: *mut c_void),
>;

/// Called when the founder changed the password.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param password the new password; of length 0 if there is none any more.
/// @param length its length.
/// @param user_data what was given to `tox_iterate`.
pub type ToxGroupPasswordCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        group_number: Tox_Group_Number,
        password: *const u8,
        length: usize,
        user_data: *mut c_void,
    ),
>;

/// Called when a peer wrote a message to all.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param message_type how it is meant.
/// @param message the text.
/// @param length its length.
/// @param message_id the number that its sender gave it.
/// @param user_data what was given to `tox_iterate`.
pub type ToxGroupMessageCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        group_number: Tox_Group_Number,
        peer_id: Tox_Group_Peer_Number,
        message_type: Tox_Message_Type_Raw,
        message: *const u8,
        length: usize,
        message_id: Tox_Group_Message_Id,
        user_data: *mut c_void,
    ),
>;

/// Called when a peer wrote a message to us alone.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param message_type how it is meant.
/// @param message the text.
/// @param message_length its length.
/// @param message_id the number that its sender gave it.
/// @param user_data what was given to `tox_iterate`.
pub type ToxGroupPrivateMessageCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        group_number: Tox_Group_Number,
        peer_id: Tox_Group_Peer_Number,
        message_type: Tox_Message_Type_Raw,
        message: *const u8,
        message_length: usize,
        message_id: Tox_Group_Message_Id,
        user_data: *mut c_void,
    ),
>;

/// Called when a peer sent a custom packet to all.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param data the packet.
/// @param data_length its length.
/// @param user_data what was given to `tox_iterate`.
pub type ToxGroupCustomPacketCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        group_number: Tox_Group_Number,
        peer_id: Tox_Group_Peer_Number,
        data: *const u8,
        data_length: usize,
        user_data: *mut c_void,
    ),
>;

/// Called when a peer sent a custom packet to us alone.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param data the packet.
/// @param data_length its length.
/// @param user_data what was given to `tox_iterate`.
pub type ToxGroupCustomPrivatePacketCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        group_number: Tox_Group_Number,
        peer_id: Tox_Group_Peer_Number,
        data: *const u8,
        data_length: usize,
        user_data: *mut c_void,
    ),
>;

/// Called when a friend invited us to a group.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param invite_data what `tox_group_invite_accept` wants.
/// @param length its length.
/// @param group_name the name of the group.
/// @param group_name_length the length of the name.
/// @param user_data what was given to `tox_iterate`.
pub type ToxGroupInviteCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        friend_number: Tox_Friend_Number,
        invite_data: *const u8,
        length: usize,
        group_name: *const u8,
        group_name_length: usize,
        user_data: *mut c_void,
    ),
>;

/// Called when a peer joined the group.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param user_data what was given to `tox_iterate`.
pub type ToxGroupPeerJoinCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        group_number: Tox_Group_Number,
        peer_id: Tox_Group_Peer_Number,
        user_data: *mut c_void,
    ),
>;

/// Called when a peer is gone from the group.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param peer_id the peer.
/// @param exit_type why.
/// @param name his name.
/// @param name_length its length.
/// @param part_message what he said in parting.
/// @param part_message_length its length.
/// @param user_data what was given to `tox_iterate`.
pub type ToxGroupPeerExitCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        group_number: Tox_Group_Number,
        peer_id: Tox_Group_Peer_Number,
        exit_type: Tox_Group_Exit_Type_Raw,
        name: *const u8,
        name_length: usize,
        part_message: *const u8,
        part_message_length: usize,
        user_data: *mut c_void,
    ),
>;

/// Called when we are in a group that we wanted to join.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param user_data what was given to `tox_iterate`.
pub type ToxGroupSelfJoinCb =
    Option<unsafe extern "C" fn(tox: *mut Tox, group_number: Tox_Group_Number, user_data: *mut c_void)>;

/// Called when a group did not let us in.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param fail_type why.
/// @param user_data what was given to `tox_iterate`.
pub type ToxGroupJoinFailCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        group_number: Tox_Group_Number,
        fail_type: Tox_Group_Join_Fail_Raw,
        user_data: *mut c_void,
    ),
>;

/// Called when a moderator did something to a peer.
///
/// @param tox the instance.
/// @param group_number the group.
/// @param source_peer_id the moderator.
/// @param target_peer_id the peer; our own id if it was done to us.
/// @param mod_type what was done.
/// @param user_data what was given to `tox_iterate`.
pub type ToxGroupModerationCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        group_number: Tox_Group_Number,
        source_peer_id: Tox_Group_Peer_Number,
        target_peer_id: Tox_Group_Peer_Number,
        mod_type: Tox_Group_Mod_Event_Raw,
        user_data: *mut c_void,
    ),
>;
