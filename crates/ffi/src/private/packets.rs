//! Custom packets, told by their first byte.

use crate::handle::{Handle, Tox};
use crate::types::{ToxFriendLosslessPacketCb, ToxFriendLossyPacketCb};

/// Sets the function that is called with lossy packets of one first byte. The one that was set last counts, here or for all.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
/// @param pktid the first byte, 192 to 254; anything else does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_friend_lossy_packet_per_pktid(
    tox: *mut Tox,
    callback: ToxFriendLossyPacketCb,
    pktid: u8,
) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| {
        core.callbacks.packets.set_one_lossy(pktid, callback);
        core.tox.tell_call_packets(core.callbacks.packets.wants_calls());
    });
}

/// Sets the function that is called with lossless packets of one first byte. The one that was set last counts, here or for all.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
/// @param pktid the first byte, 160 to 191 or 69; anything else does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_friend_lossless_packet_per_pktid(
    tox: *mut Tox,
    callback: ToxFriendLosslessPacketCb,
    pktid: u8,
) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| {
        core.callbacks.packets.set_one_lossless(pktid, callback);
        core.tox.tell_call_packets(core.callbacks.packets.wants_calls());
    });
}
