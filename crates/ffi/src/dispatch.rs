//! Dispatch: hands the events of a list to callbacks, one callback for each type.

#![allow(non_camel_case_types, reason = "the names are those of C")]

mod callbacks;

use std::ffi::c_void;
use std::ptr;

use crate::boundary::boundary;
use crate::events::{Kind, Tox_Event, Tox_Events, tox_events_get, tox_events_get_size};
use crate::pointer::Out;
use crate::types::{self, Tox_Err_Dispatch_New};

pub use callbacks::*;

/// Which callback an event goes to. Made by `tox_dispatch_new`, and a client's until `tox_dispatch_free`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tox_Dispatch {
    self_connection_status: types::ToxEventsSelfConnectionStatusCb,
    friend_request: types::ToxEventsFriendRequestCb,
    friend_connection_status: types::ToxEventsFriendConnectionStatusCb,
    friend_lossy_packet: types::ToxEventsFriendLossyPacketCb,
    friend_lossless_packet: types::ToxEventsFriendLosslessPacketCb,
    friend_name: types::ToxEventsFriendNameCb,
    friend_status: types::ToxEventsFriendStatusCb,
    friend_status_message: types::ToxEventsFriendStatusMessageCb,
    friend_message: types::ToxEventsFriendMessageCb,
    friend_read_receipt: types::ToxEventsFriendReadReceiptCb,
    friend_typing: types::ToxEventsFriendTypingCb,
    file_chunk_request: types::ToxEventsFileChunkRequestCb,
    file_recv: types::ToxEventsFileRecvCb,
    file_recv_chunk: types::ToxEventsFileRecvChunkCb,
    file_recv_control: types::ToxEventsFileRecvControlCb,
    conference_invite: types::ToxEventsConferenceInviteCb,
    conference_connected: types::ToxEventsConferenceConnectedCb,
    conference_peer_list_changed: types::ToxEventsConferencePeerListChangedCb,
    conference_peer_name: types::ToxEventsConferencePeerNameCb,
    conference_title: types::ToxEventsConferenceTitleCb,
    conference_message: types::ToxEventsConferenceMessageCb,
    group_peer_name: types::ToxEventsGroupPeerNameCb,
    group_peer_status: types::ToxEventsGroupPeerStatusCb,
    group_topic: types::ToxEventsGroupTopicCb,
    group_privacy_state: types::ToxEventsGroupPrivacyStateCb,
    group_voice_state: types::ToxEventsGroupVoiceStateCb,
    group_topic_lock: types::ToxEventsGroupTopicLockCb,
    group_peer_limit: types::ToxEventsGroupPeerLimitCb,
    group_password: types::ToxEventsGroupPasswordCb,
    group_message: types::ToxEventsGroupMessageCb,
    group_private_message: types::ToxEventsGroupPrivateMessageCb,
    group_custom_packet: types::ToxEventsGroupCustomPacketCb,
    group_custom_private_packet: types::ToxEventsGroupCustomPrivatePacketCb,
    group_invite: types::ToxEventsGroupInviteCb,
    group_peer_join: types::ToxEventsGroupPeerJoinCb,
    group_peer_exit: types::ToxEventsGroupPeerExitCb,
    group_self_join: types::ToxEventsGroupSelfJoinCb,
    group_join_fail: types::ToxEventsGroupJoinFailCb,
    group_moderation: types::ToxEventsGroupModerationCb,
    dht_nodes_response: types::ToxEventsDhtNodesResponseCb,
}

impl Tox_Dispatch {
    /// Calls the callback for an event.
    fn invoke(self, event: &Tox_Event, user_data: *mut c_void) {
        match &event.0 {
            Kind::SelfConnectionStatus(event) => call(self.self_connection_status, event, user_data),
            Kind::FriendRequest(event) => call(self.friend_request, event, user_data),
            Kind::FriendConnectionStatus(event) => call(self.friend_connection_status, event, user_data),
            Kind::FriendLossyPacket(event) => call(self.friend_lossy_packet, event, user_data),
            Kind::FriendLosslessPacket(event) => call(self.friend_lossless_packet, event, user_data),
            Kind::FriendName(event) => call(self.friend_name, event, user_data),
            Kind::FriendStatus(event) => call(self.friend_status, event, user_data),
            Kind::FriendStatusMessage(event) => call(self.friend_status_message, event, user_data),
            Kind::FriendMessage(event) => call(self.friend_message, event, user_data),
            Kind::FriendReadReceipt(event) => call(self.friend_read_receipt, event, user_data),
            Kind::FriendTyping(event) => call(self.friend_typing, event, user_data),
            Kind::FileChunkRequest(event) => call(self.file_chunk_request, event, user_data),
            Kind::FileRecv(event) => call(self.file_recv, event, user_data),
            Kind::FileRecvChunk(event) => call(self.file_recv_chunk, event, user_data),
            Kind::FileRecvControl(event) => call(self.file_recv_control, event, user_data),
            Kind::ConferenceInvite(event) => call(self.conference_invite, event, user_data),
            Kind::ConferenceConnected(event) => call(self.conference_connected, event, user_data),
            Kind::ConferencePeerListChanged(event) => call(self.conference_peer_list_changed, event, user_data),
            Kind::ConferencePeerName(event) => call(self.conference_peer_name, event, user_data),
            Kind::ConferenceTitle(event) => call(self.conference_title, event, user_data),
            Kind::ConferenceMessage(event) => call(self.conference_message, event, user_data),
            Kind::GroupPeerName(event) => call(self.group_peer_name, event, user_data),
            Kind::GroupPeerStatus(event) => call(self.group_peer_status, event, user_data),
            Kind::GroupTopic(event) => call(self.group_topic, event, user_data),
            Kind::GroupPrivacyState(event) => call(self.group_privacy_state, event, user_data),
            Kind::GroupVoiceState(event) => call(self.group_voice_state, event, user_data),
            Kind::GroupTopicLock(event) => call(self.group_topic_lock, event, user_data),
            Kind::GroupPeerLimit(event) => call(self.group_peer_limit, event, user_data),
            Kind::GroupPassword(event) => call(self.group_password, event, user_data),
            Kind::GroupMessage(event) => call(self.group_message, event, user_data),
            Kind::GroupPrivateMessage(event) => call(self.group_private_message, event, user_data),
            Kind::GroupCustomPacket(event) => call(self.group_custom_packet, event, user_data),
            Kind::GroupCustomPrivatePacket(event) => call(self.group_custom_private_packet, event, user_data),
            Kind::GroupInvite(event) => call(self.group_invite, event, user_data),
            Kind::GroupPeerJoin(event) => call(self.group_peer_join, event, user_data),
            Kind::GroupPeerExit(event) => call(self.group_peer_exit, event, user_data),
            Kind::GroupSelfJoin(event) => call(self.group_self_join, event, user_data),
            Kind::GroupJoinFail(event) => call(self.group_join_fail, event, user_data),
            Kind::GroupModeration(event) => call(self.group_moderation, event, user_data),
            Kind::DhtNodesResponse(event) => call(self.dht_nodes_response, event, user_data),
        }
    }
}

/// Makes a table of callbacks, in which none is set yet.
///
/// @param error why there is no table; may be NULL.
///
/// @return the table, NULL if there is none; to be freed with `tox_dispatch_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_dispatch_new(error: *mut Tox_Err_Dispatch_New) -> *mut Tox_Dispatch {
    // SAFETY: the caller passes NULL or where an error goes.
    let error = unsafe { Out::new(error) };
    let dispatch: *mut Tox_Dispatch = boundary(ptr::null_mut(), || Box::into_raw(Box::default()));
    error.set(if dispatch.is_null() { Tox_Err_Dispatch_New::Malloc } else { Tox_Err_Dispatch_New::Ok });
    dispatch
}

/// Frees a table of callbacks. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_dispatch_free(dispatch: *mut Tox_Dispatch) {
    if dispatch.is_null() {
        return;
    }
    // SAFETY: the caller passes a table that this library made, and which is not freed yet.
    drop(unsafe { Box::from_raw(dispatch) });
}

/// Calls the callback for each event of a list, in the order of the list. Events whose callback is not set are passed over.
/// Callbacks may change the table, which then holds for the next event; they free neither table nor list.
///
/// @param events the list; NULL is the empty list.
/// @param user_data what the callbacks are handed as it is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_dispatch_invoke(
    dispatch: *const Tox_Dispatch,
    events: *const Tox_Events,
    user_data: *mut c_void,
) {
    // SAFETY: the caller passes NULL or a list that lives.
    let size = unsafe { tox_events_get_size(events) };
    for index in 0..size {
        // SAFETY: as above.
        let event = unsafe { tox_events_get(events, index) };
        // SAFETY: events of a list live as long as it; callbacks do not free it.
        let event = unsafe { event.as_ref() };
        // SAFETY: the caller passes NULL or a table that lives. The copy lets a callback change the table.
        let table = unsafe { dispatch.as_ref() }.copied();
        if let (Some(table), Some(event)) = (table, event) {
            table.invoke(event, user_data);
        }
    }
}

/// Changes the table, if there is one.
///
/// # Safety
/// `dispatch` is NULL or lives, and nobody else uses it now.
unsafe fn register(dispatch: *mut Tox_Dispatch, change: impl FnOnce(&mut Tox_Dispatch)) {
    // SAFETY: as the caller says.
    if let Some(table) = unsafe { dispatch.as_mut() } {
        change(table);
    }
}

/// Calls a callback, if it is set.
fn call<E>(callback: Option<unsafe extern "C" fn(*const E, *mut c_void)>, event: &E, user_data: *mut c_void) {
    if let Some(callback) = callback {
        // SAFETY: the client said that this function takes such an event.
        unsafe { callback(event, user_data) };
    }
}
