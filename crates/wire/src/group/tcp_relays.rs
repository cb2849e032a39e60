//! Relays at which the sender can be reached. Lossless kind 0xf1: 1 to 3 packed nodes, one after the other.

use bytes::BufMut;

use super::{LosslessKind, MAX_GROUP_RELAYS};
use crate::{BoundedList, Encode, PackedNode, ParseError};

/// Relays of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TcpRelays {
    /// At least one. The reference takes UDP nodes here as well, so they are kept as they came.
    pub relays: BoundedList<PackedNode, MAX_GROUP_RELAYS>,
}

impl TcpRelays {
    /// Kind of the lossless packet.
    pub const KIND: LosslessKind = LosslessKind::TcpRelays;

    /// Reads the data of a packet. What follows the third node, or begins with no known family, is ignored.
    ///
    /// # Errors
    /// [`ParseError`] without any node, or if one is cut.
    pub fn parse(data: &[u8]) -> Result<Self, ParseError> {
        let (_, relays) = BoundedList::parse_prefix(data)?;
        if relays.is_empty() { Err(ParseError::Truncated) } else { Ok(Self { relays }) }
    }
}

impl Encode for TcpRelays {
    fn encoded_len(&self) -> usize {
        self.relays.encoded_len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        self.relays.encode(out);
    }
}
