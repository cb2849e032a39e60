use bytes::BufMut;

use crate::codec::{Encode, Parsed, be_u8, invalid, parse_all};
use crate::dht::DhtPacket;
use crate::error::{Field, ParseError};
use crate::kind::PacketKind;
use crate::request_id::{RequestId, request_id};

/// Asks a node whether it lives. Payload of a [`DhtPacket`].
///
/// | bytes | content |
/// |---|---|
/// | 1 | 0x00, the kind once more |
/// | 8 | request id |
///
/// The kind is repeated inside the box because one key serves both directions: nobody can send a request back as its own
/// answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PingRequest {
    /// To be copied into the answer.
    pub id: RequestId,
}

/// Answers a [`PingRequest`]: the same layout with 0x01 in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PingResponse {
    /// Copied from the request.
    pub id: RequestId,
}

impl PingRequest {
    /// Kind of the packet, also the first byte of the payload.
    pub const KIND: PacketKind = PacketKind::PingRequest;
    /// Bytes of the payload.
    pub const LEN: usize = 1 + RequestId::LEN;
    /// Bytes of the whole packet.
    pub const PACKET_LEN: usize = DhtPacket::OVERHEAD + Self::LEN;

    /// Reads an opened payload.
    ///
    /// # Errors
    /// [`ParseError`] if the inner kind is another or the length is not [`Self::LEN`].
    pub fn parse(payload: &[u8]) -> Result<Self, ParseError> {
        Ok(Self { id: parse_ping(payload, Self::KIND)? })
    }
}

impl PingResponse {
    /// Kind of the packet, also the first byte of the payload.
    pub const KIND: PacketKind = PacketKind::PingResponse;
    /// Bytes of the payload.
    pub const LEN: usize = PingRequest::LEN;
    /// Bytes of the whole packet.
    pub const PACKET_LEN: usize = DhtPacket::OVERHEAD + Self::LEN;

    /// Reads an opened payload.
    ///
    /// # Errors
    /// [`ParseError`] if the inner kind is another or the length is not [`Self::LEN`].
    pub fn parse(payload: &[u8]) -> Result<Self, ParseError> {
        Ok(Self { id: parse_ping(payload, Self::KIND)? })
    }
}

impl Encode for PingRequest {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::KIND.number());
        self.id.encode(out);
    }
}

impl Encode for PingResponse {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::KIND.number());
        self.id.encode(out);
    }
}

fn parse_ping(payload: &[u8], kind: PacketKind) -> Result<RequestId, ParseError> {
    parse_all(payload, |input| ping(input, kind))
}

fn ping(input: &[u8], kind: PacketKind) -> Parsed<'_, RequestId> {
    let (input, inner) = be_u8(input)?;
    if inner != kind.number() {
        return invalid(Field::InnerKind);
    }
    request_id(input)
}

#[cfg(test)]
mod tests;
