use bytes::BufMut;
use toxcore_crypto::DhtPublicKey;

use crate::codec::{Encode, Parsed, be_u8, invalid, parse_all, public_key};
use crate::dht::DhtPacket;
use crate::error::{Field, ParseError};
use crate::kind::PacketKind;
use crate::node_list::{NodeList, node_list};
use crate::request_id::{RequestId, request_id};

/// Asks for the nodes nearest to a key. Payload of a [`DhtPacket`].
///
/// | bytes | content |
/// |---|---|
/// | 32 | searched key |
/// | 8 | request id |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodesRequest {
    /// The searched key.
    pub target: DhtPublicKey,
    /// To be copied into the answer.
    pub id: RequestId,
}

/// Answers a [`NodesRequest`] with at most four nodes.
///
/// | bytes | content |
/// |---|---|
/// | 1 | number of nodes, 0 to 4 |
/// | 0, or 39 to 204 | packed nodes, UDP only |
/// | 8 | request id |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodesResponse {
    /// The nodes, in no order that means anything.
    pub nodes: NodeList,
    /// Copied from the request.
    pub id: RequestId,
}

impl NodesRequest {
    /// Kind of the packet.
    pub const KIND: PacketKind = PacketKind::NodesRequest;
    /// Bytes of the payload.
    pub const LEN: usize = DhtPublicKey::LEN + RequestId::LEN;
    /// Bytes of the whole packet.
    pub const PACKET_LEN: usize = DhtPacket::OVERHEAD + Self::LEN;

    /// Reads an opened payload.
    ///
    /// # Errors
    /// [`ParseError`] if the length is not [`Self::LEN`].
    pub fn parse(payload: &[u8]) -> Result<Self, ParseError> {
        parse_all(payload, nodes_request)
    }
}

impl NodesResponse {
    /// Kind of the packet.
    pub const KIND: PacketKind = PacketKind::NodesResponse;
    /// Bytes of the payload without nodes.
    pub const MIN_LEN: usize = 1 + RequestId::LEN;
    /// Bytes of the longest payload.
    pub const MAX_LEN: usize = Self::MIN_LEN + NodeList::MAX_LEN;
    /// Bytes of the longest packet.
    pub const MAX_PACKET_LEN: usize = DhtPacket::OVERHEAD + Self::MAX_LEN;

    /// Reads an opened payload. A list without nodes is well formed; what it is worth is for the caller to say.
    ///
    /// # Errors
    /// [`ParseError`] if the count is above four or differs from the nodes present, a node is not of UDP, or bytes are
    /// missing or left.
    pub fn parse(payload: &[u8]) -> Result<Self, ParseError> {
        parse_all(payload, nodes_response)
    }
}

fn nodes_request(input: &[u8]) -> Parsed<'_, NodesRequest> {
    let (input, target) = public_key(input)?;
    let (input, id) = request_id(input)?;
    Ok((input, NodesRequest { target, id }))
}

#[inline]
fn nodes_response(input: &[u8]) -> Parsed<'_, NodesResponse> {
    let (input, nodes) = counted_nodes(input)?;
    let (input, id) = request_id(input)?;
    Ok((input, NodesResponse { nodes, id }))
}

/// A count and as many nodes, with a request id behind them that is left.
#[inline]
pub(crate) fn counted_nodes(input: &[u8]) -> Parsed<'_, NodeList> {
    let (input, count) = be_u8(input)?;
    let Some((packed, id)) = input.split_last_chunk::<{ RequestId::LEN }>() else {
        return invalid(Field::Length);
    };
    let (left, nodes) = node_list(packed)?;
    if nodes.len() != usize::from(count) {
        return invalid(Field::Count);
    }
    if left.is_empty() { Ok((id, nodes)) } else { invalid(Field::Length) }
}

impl Encode for NodesRequest {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.target.as_bytes());
        self.id.encode(out);
    }
}

impl Encode for NodesResponse {
    fn encoded_len(&self) -> usize {
        Self::MIN_LEN + self.nodes.encoded_len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        put_counted_nodes(&self.nodes, out);
        self.id.encode(out);
    }
}

/// Writes the count and the nodes.
pub(crate) fn put_counted_nodes(nodes: &NodeList, out: &mut impl BufMut) {
    // At most `NodeList::MAX`, so the conversion cannot fail.
    out.put_u8(u8::try_from(nodes.len()).unwrap_or(u8::MAX));
    nodes.encode(out);
}

#[cfg(test)]
mod tests;
