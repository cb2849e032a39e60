use bytes::BufMut;
use toxcore_crypto::DhtPublicKey;

use crate::codec::Encode;
use crate::forwarding::ForwardRequest;

/// Most forwarders in a row. A limit on who sends; each hop makes the sendback longer. Protocol: dht, Forwarding.
pub const MAX_CHAIN_HOPS: usize = 4;

/// A [`ForwardRequest`] through several forwarders: each one's request is the data of the one before.
///
/// | bytes | content |
/// |---|---|
/// | 33 each | 0x90 and DHT public key, for each hop after the forwarder that gets the packet |
/// | n | data for the last |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForwardChain<'a> {
    /// The nodes behind the first forwarder, at most [`MAX_CHAIN_HOPS`]; the last gets the data.
    pub hops: &'a [DhtPublicKey],
    /// What the last node gets.
    pub data: &'a [u8],
}

impl Encode for ForwardChain<'_> {
    fn encoded_len(&self) -> usize {
        self.hops.len() * ForwardRequest::HEADER_LEN + self.data.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        for hop in self.hops {
            ForwardRequest { next: *hop, data: &[] }.encode(out);
        }
        out.put_slice(self.data);
    }
}

#[cfg(test)]
mod tests;
