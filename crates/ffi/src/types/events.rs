//! Types of the queue of events.

use std::ffi::c_char;

use super::c_enum::{constants, name_of};

/// What an event tells. The numbers are those of the encoded form and never change.
///
/// cbindgen:rename-all=ScreamingSnakeCase
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Event_Type {
    /// We came online, went offline, or the way changed.
    ToxEventSelfConnectionStatus,
    /// Somebody wants to be a friend.
    ToxEventFriendRequest,
    /// A friend came online, went offline, or the way changed.
    ToxEventFriendConnectionStatus,
    /// A lossy custom packet of a friend.
    ToxEventFriendLossyPacket,
    /// A lossless custom packet of a friend.
    ToxEventFriendLosslessPacket,
    /// The name of a friend.
    ToxEventFriendName,
    /// The status of a friend.
    ToxEventFriendStatus,
    /// The status message of a friend.
    ToxEventFriendStatusMessage,
    /// A message of a friend.
    ToxEventFriendMessage,
    /// A message of ours arrived.
    ToxEventFriendReadReceipt,
    /// A friend starts or stops typing.
    ToxEventFriendTyping,
    /// The next bytes of a file are wanted.
    ToxEventFileChunkRequest,
    /// A friend offers a file.
    ToxEventFileRecv,
    /// Bytes of a file came.
    ToxEventFileRecvChunk,
    /// A friend controls a transfer.
    ToxEventFileRecvControl,
    /// A friend invites to a conference.
    ToxEventConferenceInvite,
    /// We are connected to a conference.
    ToxEventConferenceConnected,
    /// Peers of a conference came or went.
    ToxEventConferencePeerListChanged,
    /// The name of a peer of a conference.
    ToxEventConferencePeerName,
    /// The title of a conference.
    ToxEventConferenceTitle,
    /// A message in a conference.
    ToxEventConferenceMessage,
    /// The name of a peer of a group.
    ToxEventGroupPeerName,
    /// The status of a peer of a group.
    ToxEventGroupPeerStatus,
    /// The topic of a group.
    ToxEventGroupTopic,
    /// The privacy state of a group.
    ToxEventGroupPrivacyState,
    /// The voice state of a group.
    ToxEventGroupVoiceState,
    /// The topic lock of a group.
    ToxEventGroupTopicLock,
    /// The limit of peers of a group.
    ToxEventGroupPeerLimit,
    /// The password of a group.
    ToxEventGroupPassword,
    /// A message in a group.
    ToxEventGroupMessage,
    /// A private message in a group.
    ToxEventGroupPrivateMessage,
    /// A custom packet in a group.
    ToxEventGroupCustomPacket,
    /// A private custom packet in a group.
    ToxEventGroupCustomPrivatePacket,
    /// A friend invites to a group.
    ToxEventGroupInvite,
    /// A peer joined a group.
    ToxEventGroupPeerJoin,
    /// A peer left a group.
    ToxEventGroupPeerExit,
    /// We joined a group.
    ToxEventGroupSelfJoin,
    /// A group did not let us in.
    ToxEventGroupJoinFail,
    /// A moderator did something to a peer.
    ToxEventGroupModeration,
    /// A node of the DHT named another.
    ToxEventDhtNodesResponse,
    /// Not the type of any event.
    ToxEventInvalid = 255,
}

/// [`Tox_Event_Type`] as C hands it over: any number.
pub type Tox_Event_Type_Raw = u32;

constants!(Tox_Event_Type {
    ToxEventSelfConnectionStatus = c"TOX_EVENT_SELF_CONNECTION_STATUS",
    ToxEventFriendRequest = c"TOX_EVENT_FRIEND_REQUEST",
    ToxEventFriendConnectionStatus = c"TOX_EVENT_FRIEND_CONNECTION_STATUS",
    ToxEventFriendLossyPacket = c"TOX_EVENT_FRIEND_LOSSY_PACKET",
    ToxEventFriendLosslessPacket = c"TOX_EVENT_FRIEND_LOSSLESS_PACKET",
    ToxEventFriendName = c"TOX_EVENT_FRIEND_NAME",
    ToxEventFriendStatus = c"TOX_EVENT_FRIEND_STATUS",
    ToxEventFriendStatusMessage = c"TOX_EVENT_FRIEND_STATUS_MESSAGE",
    ToxEventFriendMessage = c"TOX_EVENT_FRIEND_MESSAGE",
    ToxEventFriendReadReceipt = c"TOX_EVENT_FRIEND_READ_RECEIPT",
    ToxEventFriendTyping = c"TOX_EVENT_FRIEND_TYPING",
    ToxEventFileChunkRequest = c"TOX_EVENT_FILE_CHUNK_REQUEST",
    ToxEventFileRecv = c"TOX_EVENT_FILE_RECV",
    ToxEventFileRecvChunk = c"TOX_EVENT_FILE_RECV_CHUNK",
    ToxEventFileRecvControl = c"TOX_EVENT_FILE_RECV_CONTROL",
    ToxEventConferenceInvite = c"TOX_EVENT_CONFERENCE_INVITE",
    ToxEventConferenceConnected = c"TOX_EVENT_CONFERENCE_CONNECTED",
    ToxEventConferencePeerListChanged = c"TOX_EVENT_CONFERENCE_PEER_LIST_CHANGED",
    ToxEventConferencePeerName = c"TOX_EVENT_CONFERENCE_PEER_NAME",
    ToxEventConferenceTitle = c"TOX_EVENT_CONFERENCE_TITLE",
    ToxEventConferenceMessage = c"TOX_EVENT_CONFERENCE_MESSAGE",
    ToxEventGroupPeerName = c"TOX_EVENT_GROUP_PEER_NAME",
    ToxEventGroupPeerStatus = c"TOX_EVENT_GROUP_PEER_STATUS",
    ToxEventGroupTopic = c"TOX_EVENT_GROUP_TOPIC",
    ToxEventGroupPrivacyState = c"TOX_EVENT_GROUP_PRIVACY_STATE",
    ToxEventGroupVoiceState = c"TOX_EVENT_GROUP_VOICE_STATE",
    ToxEventGroupTopicLock = c"TOX_EVENT_GROUP_TOPIC_LOCK",
    ToxEventGroupPeerLimit = c"TOX_EVENT_GROUP_PEER_LIMIT",
    ToxEventGroupPassword = c"TOX_EVENT_GROUP_PASSWORD",
    ToxEventGroupMessage = c"TOX_EVENT_GROUP_MESSAGE",
    ToxEventGroupPrivateMessage = c"TOX_EVENT_GROUP_PRIVATE_MESSAGE",
    ToxEventGroupCustomPacket = c"TOX_EVENT_GROUP_CUSTOM_PACKET",
    ToxEventGroupCustomPrivatePacket = c"TOX_EVENT_GROUP_CUSTOM_PRIVATE_PACKET",
    ToxEventGroupInvite = c"TOX_EVENT_GROUP_INVITE",
    ToxEventGroupPeerJoin = c"TOX_EVENT_GROUP_PEER_JOIN",
    ToxEventGroupPeerExit = c"TOX_EVENT_GROUP_PEER_EXIT",
    ToxEventGroupSelfJoin = c"TOX_EVENT_GROUP_SELF_JOIN",
    ToxEventGroupJoinFail = c"TOX_EVENT_GROUP_JOIN_FAIL",
    ToxEventGroupModeration = c"TOX_EVENT_GROUP_MODERATION",
    ToxEventDhtNodesResponse = c"TOX_EVENT_DHT_NODES_RESPONSE",
    ToxEventInvalid = c"TOX_EVENT_INVALID",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_event_type_to_string(value: Tox_Event_Type_Raw) -> *const c_char {
    name_of::<Tox_Event_Type>(value)
}

/// Why there are no events.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Events_Iterate {
    /// It worked. NULL then means that nothing happened.
    Ok,
    /// There was not enough memory.
    Malloc,
}
