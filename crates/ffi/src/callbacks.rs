//! What C wants to be told, and how it is told.

mod packets;

use std::ffi::c_void;

use crate::core::Core;
use crate::handle::Tox;
use crate::tox::conferences::ConferenceCallbacks;
use crate::tox::groups::GroupCallbacks;
use crate::types::{
    ToxDhtNodesResponseCb, ToxFileChunkRequestCb, ToxFileRecvCb, ToxFileRecvChunkCb, ToxFileRecvControlCb,
    ToxFriendConnectionStatusCb, ToxFriendMessageCb, ToxFriendNameCb, ToxFriendReadReceiptCb, ToxFriendRequestCb,
    ToxFriendStatusCb, ToxFriendStatusMessageCb, ToxFriendTypingCb, ToxSelfConnectionStatusCb,
};

/// The functions that C registered, by the events they are for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Callbacks {
    pub(crate) self_connection_status: ToxSelfConnectionStatusCb,
    pub(crate) friend_name: ToxFriendNameCb,
    pub(crate) friend_status_message: ToxFriendStatusMessageCb,
    pub(crate) friend_status: ToxFriendStatusCb,
    pub(crate) friend_connection_status: ToxFriendConnectionStatusCb,
    pub(crate) friend_typing: ToxFriendTypingCb,
    pub(crate) friend_read_receipt: ToxFriendReadReceiptCb,
    pub(crate) friend_request: ToxFriendRequestCb,
    pub(crate) friend_message: ToxFriendMessageCb,
    pub(crate) packets: packets::PacketCallbacks,
    pub(crate) file_recv_control: ToxFileRecvControlCb,
    pub(crate) file_chunk_request: ToxFileChunkRequestCb,
    pub(crate) file_recv: ToxFileRecvCb,
    pub(crate) file_recv_chunk: ToxFileRecvChunkCb,
    pub(crate) conferences: ConferenceCallbacks,
    pub(crate) groups: GroupCallbacks,
    pub(crate) dht_nodes_response: ToxDhtNodesResponseCb,
}

/// The telling of one event. Nothing is locked or borrowed meanwhile, so that C may call whatever it likes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Delivery<'a> {
    tox: &'a Tox,
    user_data: *mut c_void,
}

impl<'a> Delivery<'a> {
    /// `user_data` is what C gave `tox_iterate`.
    pub(crate) const fn new(tox: &'a Tox, user_data: *mut c_void) -> Self {
        Self { tox, user_data }
    }

    /// The first argument of each callback.
    pub(crate) fn tox(&self) -> *mut Tox {
        self.tox.as_c()
    }

    /// The last argument of each callback.
    pub(crate) const fn user_data(&self) -> *mut c_void {
        self.user_data
    }

    /// The callback for an event, if C registered one.
    pub(crate) fn callback<F>(&self, pick: impl FnOnce(&Callbacks) -> Option<F>) -> Option<F> {
        self.tox.ask(|core| pick(&core.callbacks)).flatten()
    }

    /// Changes the core before or after a callback: what C shall see then, for instance. No time passes.
    pub(crate) fn act<T>(&self, act: impl FnOnce(&mut Core) -> T) -> Option<T> {
        self.tox.act_on(act)
    }
}
