//! Callbacks for custom packets, by the first byte of the packet.

use crate::types::{ToxFriendLosslessPacketCb, ToxFriendLossyPacketCb};

/// A function for each first byte. Both kinds of packets have functions of one type.
#[derive(Clone, Debug)]
pub(crate) struct PacketCallbacks {
    of: Box<[ToxFriendLossyPacketCb; 256]>,
}

impl Default for PacketCallbacks {
    fn default() -> Self {
        Self { of: Box::new([None; 256]) }
    }
}

impl PacketCallbacks {
    /// For the lossy packets of applications.
    pub(crate) fn set_lossy(&mut self, callback: ToxFriendLossyPacketCb) {
        self.set(200..=254, callback);
    }

    /// For the lossless packets of applications.
    pub(crate) fn set_lossless(&mut self, callback: ToxFriendLosslessPacketCb) {
        self.set(160..=191, callback);
    }

    /// For lossy packets with this first byte, if there are any.
    pub(crate) fn set_one_lossy(&mut self, first: u8, callback: ToxFriendLossyPacketCb) {
        if matches!(first, 192..=254) {
            self.set(first..=first, callback);
        }
    }

    /// For lossless packets with this first byte, if there are any.
    pub(crate) fn set_one_lossless(&mut self, first: u8, callback: ToxFriendLosslessPacketCb) {
        if matches!(first, CALLS | 160..=191) {
            self.set(first..=first, callback);
        }
    }

    /// Whether packets of calls have a function.
    pub(crate) fn wants_calls(&self) -> bool {
        MEDIA.chain([CALLS]).any(|first| self.get(first).is_some())
    }

    /// For a packet with this first byte.
    pub(crate) fn get(&self, first: u8) -> ToxFriendLossyPacketCb {
        self.of.get(usize::from(first)).copied().flatten()
    }

    fn set(&mut self, firsts: std::ops::RangeInclusive<u8>, callback: ToxFriendLossyPacketCb) {
        for first in firsts {
            if let Some(place) = self.of.get_mut(usize::from(first)) {
                *place = callback;
            }
        }
    }
}

/// First byte of the packets by which calls are arranged. Protocol: messenger, Custom packets.
const CALLS: u8 = 69;
/// First bytes of the packets that calls consist of.
const MEDIA: std::ops::RangeInclusive<u8> = 192..=199;
