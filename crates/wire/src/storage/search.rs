use bytes::BufMut;
use toxcore_crypto::{EphemeralPublicKey, sha256};

use crate::codec::{Encode, Parsed, array, flag, parse_all, public_key};
use crate::dht::DhtPacket;
use crate::dht::{counted_nodes, put_counted_nodes};
use crate::error::ParseError;
use crate::kind::PacketKind;
use crate::node_list::NodeList;
use crate::request_id::{RequestId, request_id};
use crate::storage::{AUTHENTICATOR_LEN, HASH_LEN};

/// Asks a node what it stores for a key and which nodes are nearer.
///
/// | bytes | content |
/// |---|---|
/// | 32 | data key |
/// | 0 or 32 | [hash](DataSearchResponse::body_hash) of the node's last answer |
/// | 8 | request id |
///
/// Nodes ask each other once for a random key, to learn who supports storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataSearchRequest {
    /// The key.
    pub data_key: EphemeralPublicKey,
    /// Hash of the last answer, to get a short one if nothing changed.
    pub known: Option<[u8; HASH_LEN]>,
    /// To be copied into the answer.
    pub id: RequestId,
}

/// Answers a [`DataSearchRequest`].
///
/// | bytes | content |
/// |---|---|
/// | 32 | data key |
/// | 0, or 35 to 271 | [`SearchAnswer`]; nothing if it is the one whose hash the asker gave |
/// | 8 | request id |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataSearchResponse {
    /// The key.
    pub data_key: EphemeralPublicKey,
    /// What the node says about it; `None` if that is what the asker knows already.
    pub answer: Option<SearchAnswer>,
    /// Copied from the request.
    pub id: RequestId,
}

/// What a node says about a data key.
///
/// | bytes | content |
/// |---|---|
/// | 1 | whether a value is stored |
/// | 0 or 32 | SHA-256 of the value, if there is one |
/// | 32 | authenticator |
/// | 1 | whether the node would store one |
/// | 1 | number of nodes, 0 to 4 |
/// | n | packed nodes, UDP only |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchAnswer {
    /// SHA-256 of the stored value.
    pub stored: Option<[u8; HASH_LEN]>,
    /// To be shown in store and retrieve requests.
    pub authenticator: [u8; AUTHENTICATOR_LEN],
    /// Whether a store request would be granted.
    pub accepts: bool,
    /// Nodes nearer to the key that support storage.
    pub nodes: NodeList,
}

impl SearchAnswer {
    const MIN_LEN: usize = 1 + AUTHENTICATOR_LEN + 1 + 1;
    const MAX_LEN: usize = Self::MIN_LEN + HASH_LEN + NodeList::MAX_LEN;
}

impl DataSearchRequest {
    /// Kind of the packet.
    pub const KIND: PacketKind = PacketKind::DataSearchRequest;
    /// Bytes of the payload without hash.
    pub const MIN_LEN: usize = EphemeralPublicKey::LEN + RequestId::LEN;
    /// Bytes of the payload with hash.
    pub const MAX_LEN: usize = Self::MIN_LEN + HASH_LEN;
    /// Bytes of the packet without hash.
    pub const MIN_PACKET_LEN: usize = DhtPacket::OVERHEAD + Self::MIN_LEN;

    /// Reads an opened payload.
    ///
    /// # Errors
    /// [`ParseError`] for other lengths than the two.
    pub fn parse(payload: &[u8]) -> Result<Self, ParseError> {
        parse_all(payload, data_search_request)
    }
}

impl DataSearchResponse {
    /// Kind of the packet.
    pub const KIND: PacketKind = PacketKind::DataSearchResponse;
    /// Bytes of the payload that says "unchanged".
    pub const MIN_LEN: usize = EphemeralPublicKey::LEN + RequestId::LEN;
    /// Bytes of the longest payload.
    pub const MAX_LEN: usize = Self::MAX_BODY_LEN + RequestId::LEN;

    const MAX_BODY_LEN: usize = EphemeralPublicKey::LEN + SearchAnswer::MAX_LEN;

    /// Reads an opened payload.
    ///
    /// # Errors
    /// [`ParseError`] for flags that are neither 0 nor 1, a node list that does not fit its count, and missing or left
    /// bytes.
    pub fn parse(payload: &[u8]) -> Result<Self, ParseError> {
        parse_all(payload, data_search_response)
    }

    /// SHA-256 of the payload without its request id: what the asker gives as [`DataSearchRequest::known`].
    #[must_use]
    pub fn body_hash(&self) -> [u8; HASH_LEN] {
        let mut body = [0; Self::MAX_BODY_LEN];
        let mut out = body.as_mut_slice();
        self.encode_body(&mut out);
        let unused = out.len();
        let len = body.len().saturating_sub(unused);
        sha256(body.get(..len).unwrap_or_default())
    }

    fn encode_body(&self, out: &mut impl BufMut) {
        out.put_slice(self.data_key.as_bytes());
        if let Some(answer) = &self.answer {
            answer.encode(out);
        }
    }
}

fn data_search_request(input: &[u8]) -> Parsed<'_, DataSearchRequest> {
    let (input, data_key) = public_key(input)?;
    let (input, known) = if input.len() > RequestId::LEN {
        let (input, hash) = array(input)?;
        (input, Some(*hash))
    } else {
        (input, None)
    };
    let (input, id) = request_id(input)?;
    Ok((input, DataSearchRequest { data_key, known, id }))
}

fn data_search_response(input: &[u8]) -> Parsed<'_, DataSearchResponse> {
    let (input, data_key) = public_key(input)?;
    let (input, answer) = if input.len() == RequestId::LEN {
        (input, None)
    } else {
        let (input, answer) = search_answer(input)?;
        (input, Some(answer))
    };
    let (input, id) = request_id(input)?;
    Ok((input, DataSearchResponse { data_key, answer, id }))
}

fn search_answer(input: &[u8]) -> Parsed<'_, SearchAnswer> {
    let (input, is_stored) = flag(input)?;
    let (input, stored) = if is_stored {
        let (input, hash) = array(input)?;
        (input, Some(*hash))
    } else {
        (input, None)
    };
    let (input, authenticator) = array(input)?;
    let (input, accepts) = flag(input)?;
    let (input, nodes) = counted_nodes(input)?;
    Ok((input, SearchAnswer { stored, authenticator: *authenticator, accepts, nodes }))
}

impl Encode for DataSearchRequest {
    fn encoded_len(&self) -> usize {
        Self::MIN_LEN + self.known.map_or(0, |hash| hash.len())
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.data_key.as_bytes());
        if let Some(hash) = &self.known {
            out.put_slice(hash);
        }
        self.id.encode(out);
    }
}

impl Encode for SearchAnswer {
    fn encoded_len(&self) -> usize {
        Self::MIN_LEN + self.stored.map_or(0, |hash| hash.len()) + self.nodes.encoded_len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(u8::from(self.stored.is_some()));
        if let Some(hash) = &self.stored {
            out.put_slice(hash);
        }
        out.put_slice(&self.authenticator);
        out.put_u8(u8::from(self.accepts));
        put_counted_nodes(&self.nodes, out);
    }
}

impl Encode for DataSearchResponse {
    fn encoded_len(&self) -> usize {
        Self::MIN_LEN + self.answer.map_or(0, |answer| answer.encoded_len())
    }

    fn encode(&self, out: &mut impl BufMut) {
        self.encode_body(out);
        self.id.encode(out);
    }
}

#[cfg(test)]
mod tests;
