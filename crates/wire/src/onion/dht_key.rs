//! DHT key packet: a friend's way to find us in this run.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0x9c |
//! | 8 | no_replay, big endian |
//! | 32 | DHT public key |
//! | 39 or 51 each | up to 4 packed nodes: TCP relays that we are connected to, then nodes near us |
//!
//! What follows the last node that can be read is ignored, so that later versions may add to it.
//!
//! It comes as [`OnionData`](super::OnionData), or sealed between both long-term keys in a DHT request.

use bytes::BufMut;
use toxcore_crypto::DhtPublicKey;

use crate::codec::{be_u64, expect_kind, parse_all, public_key};
use crate::node_list::node_list;
use crate::{Encode, PackedNodeList, ParseError};

/// A client's DHT key with ways to reach it. Only friends get it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DhtKeyPacket {
    /// Must grow from packet to packet; by convention Unix time in seconds.
    pub no_replay: u64,
    /// DHT public key of the sender.
    pub dht_key: DhtPublicKey,
    /// Relays and nodes that know the sender.
    pub nodes: PackedNodeList,
}

impl DhtKeyPacket {
    /// First byte.
    pub const KIND: u8 = 0x9c;
    /// Shortest packet in bytes (41): no nodes.
    pub const MIN_LEN: usize = 1 + size_of::<u64>() + DhtPublicKey::LEN;
    /// Longest packet that we make, in bytes (245).
    pub const MAX_LEN: usize = Self::MIN_LEN + PackedNodeList::MAX_LEN;

    /// Reads a packet with its kind.
    ///
    /// # Errors
    /// [`ParseError`].
    pub fn parse(packet: &[u8]) -> Result<Self, ParseError> {
        let input = expect_kind(packet, Self::KIND)?;
        parse_all(input, |input| {
            let (input, no_replay) = be_u64(input)?;
            let (input, dht_key) = public_key(input)?;
            let (_ignored, nodes) = node_list(input)?;
            Ok((&[], Self { no_replay, dht_key, nodes }))
        })
    }
}

impl Encode for DhtKeyPacket {
    fn encoded_len(&self) -> usize {
        Self::MIN_LEN + self.nodes.encoded_len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::KIND);
        out.put_u64(self.no_replay);
        out.put_slice(self.dht_key.as_bytes());
        self.nodes.encode(out);
    }
}

#[cfg(test)]
mod tests;
