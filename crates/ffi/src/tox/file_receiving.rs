//! Files that we receive.

use std::ptr;

use toxcore::files::{FileNumber, FileOffer};
use toxcore::{Content, FriendId};

use super::friend_list::number;
use crate::callbacks::Delivery;
use crate::handle::{Handle, Tox};
use crate::pointer::with_nul;
use crate::types::{ToxFileRecvCb, ToxFileRecvChunkCb};

/// Sets the function that is called when a friend offers a file.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_file_recv(tox: *mut Tox, callback: ToxFileRecvCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.file_recv = callback);
}

/// Sets the function that is called with the bytes of files.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_file_recv_chunk(tox: *mut Tox, callback: ToxFileRecvChunkCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.file_recv_chunk = callback);
}

pub(super) fn deliver_offer(to: &Delivery<'_>, friend: FriendId, file: FileNumber, offer: &FileOffer) {
    if let Some(callback) = to.callback(|callbacks| callbacks.file_recv) {
        let name = with_nul(&offer.name);
        let start = if offer.name.is_empty() { ptr::null() } else { name.as_ptr() };
        let (kind, length) = (u32::from(offer.kind), offer.name.len());
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), number(friend), file.to_c(), kind, offer.size, start, length, to.user_data()) };
    }
}

pub(super) fn deliver_chunk(to: &Delivery<'_>, friend: FriendId, file: FileNumber, position: u64, data: &Content) {
    if let Some(callback) = to.callback(|callbacks| callbacks.file_recv_chunk) {
        let (start, length) = (data.as_bytes().as_ptr(), data.len());
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), number(friend), file.to_c(), position, start, length, to.user_data()) };
    }
}

/// The end is a chunk of no bytes.
pub(super) fn deliver_end(to: &Delivery<'_>, friend: FriendId, file: FileNumber, position: u64) {
    if let Some(callback) = to.callback(|callbacks| callbacks.file_recv_chunk) {
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), number(friend), file.to_c(), position, ptr::null(), 0, to.user_data()) };
    }
}
