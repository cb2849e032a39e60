//! Callbacks of the dispatch table: each takes an event and what was given to `tox_dispatch_invoke`.

use std::ffi::c_void;

use crate::events::{
    Tox_Event_Conference_Connected, Tox_Event_Conference_Invite, Tox_Event_Conference_Message,
    Tox_Event_Conference_Peer_List_Changed, Tox_Event_Conference_Peer_Name, Tox_Event_Conference_Title,
    Tox_Event_Dht_Nodes_Response, Tox_Event_File_Chunk_Request, Tox_Event_File_Recv, Tox_Event_File_Recv_Chunk,
    Tox_Event_File_Recv_Control, Tox_Event_Friend_Connection_Status, Tox_Event_Friend_Lossless_Packet,
    Tox_Event_Friend_Lossy_Packet, Tox_Event_Friend_Message, Tox_Event_Friend_Name, Tox_Event_Friend_Read_Receipt,
    Tox_Event_Friend_Request, Tox_Event_Friend_Status, Tox_Event_Friend_Status_Message, Tox_Event_Friend_Typing,
    Tox_Event_Group_Custom_Packet, Tox_Event_Group_Custom_Private_Packet, Tox_Event_Group_Invite,
    Tox_Event_Group_Join_Fail, Tox_Event_Group_Message, Tox_Event_Group_Moderation, Tox_Event_Group_Password,
    Tox_Event_Group_Peer_Exit, Tox_Event_Group_Peer_Join, Tox_Event_Group_Peer_Limit, Tox_Event_Group_Peer_Name,
    Tox_Event_Group_Peer_Status, Tox_Event_Group_Privacy_State, Tox_Event_Group_Private_Message,
    Tox_Event_Group_Self_Join, Tox_Event_Group_Topic, Tox_Event_Group_Topic_Lock, Tox_Event_Group_Voice_State,
    Tox_Event_Self_Connection_Status,
};

/// Called for each TOX_EVENT_SELF_CONNECTION_STATUS.
pub type ToxEventsSelfConnectionStatusCb = Option<
    unsafe extern "C" fn(self_connection_status: *const Tox_Event_Self_Connection_Status, user_data: *mut c_void),
>;
/// Called for each TOX_EVENT_FRIEND_REQUEST.
pub type ToxEventsFriendRequestCb =
    Option<unsafe extern "C" fn(friend_request: *const Tox_Event_Friend_Request, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_FRIEND_CONNECTION_STATUS.
pub type ToxEventsFriendConnectionStatusCb = Option<
    unsafe extern "C" fn(friend_connection_status: *const Tox_Event_Friend_Connection_Status, user_data: *mut c_void),
>;
/// Called for each TOX_EVENT_FRIEND_LOSSY_PACKET.
pub type ToxEventsFriendLossyPacketCb =
    Option<unsafe extern "C" fn(friend_lossy_packet: *const Tox_Event_Friend_Lossy_Packet, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_FRIEND_LOSSLESS_PACKET.
pub type ToxEventsFriendLosslessPacketCb = Option<
    unsafe extern "C" fn(friend_lossless_packet: *const Tox_Event_Friend_Lossless_Packet, user_data: *mut c_void),
>;
/// Called for each TOX_EVENT_FRIEND_NAME.
pub type ToxEventsFriendNameCb =
    Option<unsafe extern "C" fn(friend_name: *const Tox_Event_Friend_Name, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_FRIEND_STATUS.
pub type ToxEventsFriendStatusCb =
    Option<unsafe extern "C" fn(friend_status: *const Tox_Event_Friend_Status, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_FRIEND_STATUS_MESSAGE.
pub type ToxEventsFriendStatusMessageCb =
    Option<unsafe extern "C" fn(friend_status_message: *const Tox_Event_Friend_Status_Message, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_FRIEND_MESSAGE.
pub type ToxEventsFriendMessageCb =
    Option<unsafe extern "C" fn(friend_message: *const Tox_Event_Friend_Message, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_FRIEND_READ_RECEIPT.
pub type ToxEventsFriendReadReceiptCb =
    Option<unsafe extern "C" fn(friend_read_receipt: *const Tox_Event_Friend_Read_Receipt, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_FRIEND_TYPING.
pub type ToxEventsFriendTypingCb =
    Option<unsafe extern "C" fn(friend_typing: *const Tox_Event_Friend_Typing, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_FILE_CHUNK_REQUEST.
pub type ToxEventsFileChunkRequestCb =
    Option<unsafe extern "C" fn(file_chunk_request: *const Tox_Event_File_Chunk_Request, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_FILE_RECV.
pub type ToxEventsFileRecvCb =
    Option<unsafe extern "C" fn(file_recv: *const Tox_Event_File_Recv, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_FILE_RECV_CHUNK.
pub type ToxEventsFileRecvChunkCb =
    Option<unsafe extern "C" fn(file_recv_chunk: *const Tox_Event_File_Recv_Chunk, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_FILE_RECV_CONTROL.
pub type ToxEventsFileRecvControlCb =
    Option<unsafe extern "C" fn(file_recv_control: *const Tox_Event_File_Recv_Control, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_CONFERENCE_INVITE.
pub type ToxEventsConferenceInviteCb =
    Option<unsafe extern "C" fn(conference_invite: *const Tox_Event_Conference_Invite, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_CONFERENCE_CONNECTED.
pub type ToxEventsConferenceConnectedCb =
    Option<unsafe extern "C" fn(conference_connected: *const Tox_Event_Conference_Connected, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_CONFERENCE_PEER_LIST_CHANGED.
pub type ToxEventsConferencePeerListChangedCb = Option<
    unsafe extern "C" fn(
        conference_peer_list_changed: *const Tox_Event_Conference_Peer_List_Changed,
        user_data: *mut c_void,
    ),
>;
/// Called for each TOX_EVENT_CONFERENCE_PEER_NAME.
pub type ToxEventsConferencePeerNameCb =
    Option<unsafe extern "C" fn(conference_peer_name: *const Tox_Event_Conference_Peer_Name, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_CONFERENCE_TITLE.
pub type ToxEventsConferenceTitleCb =
    Option<unsafe extern "C" fn(conference_title: *const Tox_Event_Conference_Title, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_CONFERENCE_MESSAGE.
pub type ToxEventsConferenceMessageCb =
    Option<unsafe extern "C" fn(conference_message: *const Tox_Event_Conference_Message, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_GROUP_PEER_NAME.
pub type ToxEventsGroupPeerNameCb =
    Option<unsafe extern "C" fn(group_peer_name: *const Tox_Event_Group_Peer_Name, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_GROUP_PEER_STATUS.
pub type ToxEventsGroupPeerStatusCb =
    Option<unsafe extern "C" fn(group_peer_status: *const Tox_Event_Group_Peer_Status, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_GROUP_TOPIC.
pub type ToxEventsGroupTopicCb =
    Option<unsafe extern "C" fn(group_topic: *const Tox_Event_Group_Topic, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_GROUP_PRIVACY_STATE.
pub type ToxEventsGroupPrivacyStateCb =
    Option<unsafe extern "C" fn(group_privacy_state: *const Tox_Event_Group_Privacy_State, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_GROUP_VOICE_STATE.
pub type ToxEventsGroupVoiceStateCb =
    Option<unsafe extern "C" fn(group_voice_state: *const Tox_Event_Group_Voice_State, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_GROUP_TOPIC_LOCK.
pub type ToxEventsGroupTopicLockCb =
    Option<unsafe extern "C" fn(group_topic_lock: *const Tox_Event_Group_Topic_Lock, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_GROUP_PEER_LIMIT.
pub type ToxEventsGroupPeerLimitCb =
    Option<unsafe extern "C" fn(group_peer_limit: *const Tox_Event_Group_Peer_Limit, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_GROUP_PASSWORD.
pub type ToxEventsGroupPasswordCb =
    Option<unsafe extern "C" fn(group_password: *const Tox_Event_Group_Password, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_GROUP_MESSAGE.
pub type ToxEventsGroupMessageCb =
    Option<unsafe extern "C" fn(group_message: *const Tox_Event_Group_Message, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_GROUP_PRIVATE_MESSAGE.
pub type ToxEventsGroupPrivateMessageCb =
    Option<unsafe extern "C" fn(group_private_message: *const Tox_Event_Group_Private_Message, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_GROUP_CUSTOM_PACKET.
pub type ToxEventsGroupCustomPacketCb =
    Option<unsafe extern "C" fn(group_custom_packet: *const Tox_Event_Group_Custom_Packet, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_GROUP_CUSTOM_PRIVATE_PACKET.
pub type ToxEventsGroupCustomPrivatePacketCb = Option<
    unsafe extern "C" fn(
        group_custom_private_packet: *const Tox_Event_Group_Custom_Private_Packet,
        user_data: *mut c_void,
    ),
>;
/// Called for each TOX_EVENT_GROUP_INVITE.
pub type ToxEventsGroupInviteCb =
    Option<unsafe extern "C" fn(group_invite: *const Tox_Event_Group_Invite, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_GROUP_PEER_JOIN.
pub type ToxEventsGroupPeerJoinCb =
    Option<unsafe extern "C" fn(group_peer_join: *const Tox_Event_Group_Peer_Join, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_GROUP_PEER_EXIT.
pub type ToxEventsGroupPeerExitCb =
    Option<unsafe extern "C" fn(group_peer_exit: *const Tox_Event_Group_Peer_Exit, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_GROUP_SELF_JOIN.
pub type ToxEventsGroupSelfJoinCb =
    Option<unsafe extern "C" fn(group_self_join: *const Tox_Event_Group_Self_Join, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_GROUP_JOIN_FAIL.
pub type ToxEventsGroupJoinFailCb =
    Option<unsafe extern "C" fn(group_join_fail: *const Tox_Event_Group_Join_Fail, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_GROUP_MODERATION.
pub type ToxEventsGroupModerationCb =
    Option<unsafe extern "C" fn(group_moderation: *const Tox_Event_Group_Moderation, user_data: *mut c_void)>;
/// Called for each TOX_EVENT_DHT_NODES_RESPONSE.
pub type ToxEventsDhtNodesResponseCb =
    Option<unsafe extern "C" fn(dht_nodes_response: *const Tox_Event_Dht_Nodes_Response, user_data: *mut c_void)>;
