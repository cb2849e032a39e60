//! LAN discovery. Protocol: wire, LAN discovery.

use bytes::BufMut;
use toxcore_crypto::DhtPublicKey;

use crate::codec::{Encode, expect_kind, parse_all, public_key};
use crate::error::ParseError;
use crate::kind::PacketKind;

/// Says to the local network that a DHT node is here. Whole packet, not encrypted.
///
/// | bytes | content |
/// |---|---|
/// | 1 | 0x21 |
/// | 32 | sender's DHT public key |
///
/// The key is unproven; the address is that of the datagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LanDiscovery {
    /// The sender's key.
    pub key: DhtPublicKey,
}

impl LanDiscovery {
    /// Kind of the packet.
    pub const KIND: PacketKind = PacketKind::LanDiscovery;
    /// Bytes of the packet.
    pub const LEN: usize = 1 + DhtPublicKey::LEN;

    /// Reads a datagram.
    ///
    /// # Errors
    /// [`ParseError`] for another kind or length.
    pub fn parse(packet: &[u8]) -> Result<Self, ParseError> {
        let key = parse_all(expect_kind(packet, Self::KIND.number())?, public_key)?;
        Ok(Self { key })
    }
}

impl Encode for LanDiscovery {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::KIND.number());
        out.put_slice(self.key.as_bytes());
    }
}

#[cfg(test)]
mod tests;
