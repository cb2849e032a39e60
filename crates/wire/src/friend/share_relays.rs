//! Share relays: friends tell each other over which TCP relays they can be reached.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0x11 |
//! | 39 or 51 each | 1 to 3 packed nodes |
//!
//! What follows the last node that can be read is ignored.

use bytes::BufMut;

use crate::codec::expect_kind;
use crate::{BoundedList, Encode, PackedNode, ParseError, RelayInfo};

/// Most relays in one packet. Protocol: friend, Share relays.
pub const MAX_SHARED_RELAYS: usize = 3;

/// Relays of a friend. Not to be trusted: the friend chooses the addresses.
pub type RelayList = BoundedList<RelayInfo, MAX_SHARED_RELAYS>;

/// Relays over which the sender can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareRelays {
    /// At least one.
    pub relays: RelayList,
}

impl ShareRelays {
    /// First byte, a lossless packet of a friend connection.
    pub const KIND: u8 = 0x11;
    /// Longest packet that we make, in bytes.
    pub const MAX_LEN: usize = 1 + RelayList::MAX_LEN;

    /// Reads a packet. Entries with a UDP family count as relays, too, as in the reference.
    ///
    /// # Errors
    /// [`ParseError`]; also if there is no relay.
    pub fn parse(packet: &[u8]) -> Result<Self, ParseError> {
        let input = expect_kind(packet, Self::KIND)?;
        let (_ignored, nodes) = BoundedList::<PackedNode, MAX_SHARED_RELAYS>::parse_prefix(input)?;
        if nodes.is_empty() {
            return Err(ParseError::Truncated);
        }
        let relays = nodes.iter().map(|node| RelayInfo { addr: node.packed_addr().socket_addr(), key: *node.key() });
        Ok(Self { relays: RelayList::from_first(relays) })
    }
}

impl Encode for ShareRelays {
    fn encoded_len(&self) -> usize {
        1 + self.relays.encoded_len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::KIND);
        self.relays.encode(out);
    }
}

#[cfg(test)]
mod tests;
