//! Packets of the application's own.

use toxcore::{Content, FriendId, SendCustomPacketError};

use super::friend_list::number;
use crate::callbacks::Delivery;
use crate::handle::{Handle, Tox};
use crate::pointer::{Out, Unreadable, array, bytes};
use crate::types::{
    TOX_MAX_CUSTOM_PACKET_SIZE, Tox_Err_Friend_Custom_Packet, Tox_Friend_Number, ToxFriendLosslessPacketCb,
    ToxFriendLossyPacketCb,
};

/// Sends a packet that may be lost, and may come before others.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param data the packet. Its first byte is 200 to 254; those from 192 on are for calls.
/// @param length its length, at most `TOX_MAX_CUSTOM_PACKET_SIZE`.
/// @param error why it was not sent. NULL if that does not matter.
///
/// @return whether it was sent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_friend_send_lossy_packet(
    tox: *mut Tox,
    friend_number: Tox_Friend_Number,
    data: *const u8,
    length: usize,
    error: *mut Tox_Err_Friend_Custom_Packet,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let packet = unsafe { Packet::new(data, length) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_Friend_Custom_Packet::FriendNotFound), |core| {
        let packet = packet?;
        if !LOSSY.contains(&packet.first()) {
            return Err(Tox_Err_Friend_Custom_Packet::Invalid);
        }
        let friend = core.friend(friend_number).ok_or(Tox_Err_Friend_Custom_Packet::FriendNotFound)?;
        core.tox.friend_send_lossy_packet(core.now, friend, packet.bytes()).map_err(packet_error)?;
        Ok(true)
    })
}

/// Sends a packet that arrives, and in the order of sending.
///
/// @param tox the instance.
/// @param friend_number the friend.
/// @param data the packet. Its first byte is 160 to 191; 69 is for calls.
/// @param length its length, at most `TOX_MAX_CUSTOM_PACKET_SIZE`.
/// @param error why it was not sent. NULL if that does not matter.
///
/// @return whether it was sent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_friend_send_lossless_packet(
    tox: *mut Tox,
    friend_number: Tox_Friend_Number,
    data: *const u8,
    length: usize,
    error: *mut Tox_Err_Friend_Custom_Packet,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let packet = unsafe { Packet::new(data, length) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    tox.try_act(error, (false, Tox_Err_Friend_Custom_Packet::FriendNotFound), |core| {
        let packet = packet?;
        let friend = core.friend(friend_number).ok_or(Tox_Err_Friend_Custom_Packet::FriendNotFound)?;
        core.tox.friend_send_lossless_packet(core.now, friend, packet.bytes()).map_err(packet_error)?;
        Ok(true)
    })
}

fn packet_error(error: SendCustomPacketError) -> Tox_Err_Friend_Custom_Packet {
    match error {
        SendCustomPacketError::Empty => Tox_Err_Friend_Custom_Packet::Empty,
        SendCustomPacketError::FriendNotFound => Tox_Err_Friend_Custom_Packet::FriendNotFound,
        SendCustomPacketError::TooLong(_) => Tox_Err_Friend_Custom_Packet::TooLong,
        SendCustomPacketError::InvalidId(_) => Tox_Err_Friend_Custom_Packet::Invalid,
        SendCustomPacketError::QueueFull => Tox_Err_Friend_Custom_Packet::Sendq,
        _ => Tox_Err_Friend_Custom_Packet::FriendNotConnected,
    }
}

/// A packet that C wants to be sent.
#[derive(Clone, Copy)]
enum Packet<'a> {
    Sendable(&'a [u8]),
    /// Its first byte; the rest is too much to be looked at.
    TooLong(u8),
}

impl<'a> Packet<'a> {
    /// # Safety
    /// `start` is NULL or points to `length` bytes that nobody changes while `'a` lasts.
    unsafe fn new(start: *const u8, length: usize) -> Result<Self, Tox_Err_Friend_Custom_Packet> {
        if start.is_null() {
            return Err(Tox_Err_Friend_Custom_Packet::Null);
        }
        // SAFETY: the caller's promise.
        match unsafe { bytes(start, length, MAX_LEN) } {
            Ok([]) => Err(Tox_Err_Friend_Custom_Packet::Empty),
            Ok(packet) => Ok(Self::Sendable(packet)),
            Err(Unreadable::Null) => Err(Tox_Err_Friend_Custom_Packet::Null),
            Err(Unreadable::TooLong) => {
                // SAFETY: not NULL, and there are more bytes than one.
                let first = unsafe { array::<1>(start) };
                Ok(Self::TooLong(first.map_or(0, |[first]| first)))
            }
        }
    }

    fn first(&self) -> u8 {
        match self {
            Self::Sendable(packet) => packet.first().copied().unwrap_or_default(),
            Self::TooLong(first) => *first,
        }
    }

    /// The bytes, or as many that the machine finds them too long when it is the turn of that error.
    fn bytes(&self) -> &'a [u8] {
        match self {
            Self::Sendable(packet) => packet,
            Self::TooLong(_) => &[FIRST_LOSSY; MAX_LEN + 1],
        }
    }
}

/// Sets the function that is called with lossy packets whose first byte is 200 to 254.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_friend_lossy_packet(tox: *mut Tox, callback: ToxFriendLossyPacketCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.packets.set_lossy(callback));
}

/// Sets the function that is called with lossless packets whose first byte is 160 to 191.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_friend_lossless_packet(tox: *mut Tox, callback: ToxFriendLosslessPacketCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.callbacks.packets.set_lossless(callback));
}

/// Tells of a packet of either kind: its first byte says of which.
pub(super) fn deliver_packet(to: &Delivery<'_>, friend: FriendId, packet: &Content) {
    let Some(first) = packet.first().copied() else { return };
    if let Some(callback) = to.callback(|callbacks| callbacks.packets.get(first)) {
        let (start, length) = (packet.as_bytes().as_ptr(), packet.len());
        // SAFETY: C registered it for this; nothing is locked or borrowed.
        unsafe { callback(to.tox(), number(friend), start, length, to.user_data()) };
    }
}

/// First bytes of lossy packets that may be sent. Protocol: messenger, Custom packets.
const LOSSY: std::ops::RangeInclusive<u8> = FIRST_LOSSY..=254;
const FIRST_LOSSY: u8 = 192;
const MAX_LEN: usize = TOX_MAX_CUSTOM_PACKET_SIZE as usize;
