use bytes::BufMut;
use toxcore_crypto::{CombinedKey, EphemeralPublicKey, MAC_LEN, Nonce, NotDecryptable};

use crate::boxes::seal_payload;
use crate::codec::{
    Encode, Parsed, array, be_u8, be_u32, be_u64, into_parse_error, invalid, nonce, parse_all, public_key, rest,
};
use crate::error::{Field, ParseError};
use crate::kind::PacketKind;
use crate::request_id::{RequestId, request_id};
use crate::storage::{AUTHENTICATOR_LEN, HASH_LEN, MAX_STORED_LEN};

/// Asks a node to store a value, or to keep the one it has for longer; the inner box still closed.
///
/// | bytes | content |
/// |---|---|
/// | 32 | data key |
/// | 24 | nonce |
/// | 16 + n | box from the data key for the node's DHT key: [`StoreContent`] |
/// | 8 | request id |
///
/// The inner box proves that the sender has the data key.
#[derive(Debug, PartialEq, Eq)]
pub struct StoreRequest<'a> {
    /// The key.
    pub data_key: EphemeralPublicKey,
    /// Nonce of the inner box.
    pub nonce: Nonce,
    /// The inner box.
    pub sealed: &'a mut [u8],
    /// To be copied into the answer.
    pub id: RequestId,
}

/// What the inner box of a [`StoreRequest`] holds.
///
/// | bytes | content |
/// |---|---|
/// | 32 | authenticator of the search answer |
/// | 4 | seconds to keep it |
/// | 1 | 0 store, 1 prolong |
/// | 0 to 512, or 32 | the value, or the SHA-256 of the stored one |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoreContent<'a> {
    /// From the search answer.
    pub authenticator: [u8; AUTHENTICATOR_LEN],
    /// Wished time in seconds.
    pub seconds: u32,
    /// What to do.
    pub action: StoreAction<'a>,
}

/// What a [`StoreRequest`] wants done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreAction<'a> {
    /// Store this value.
    Store(&'a [u8]),
    /// Keep the value with this SHA-256 for longer.
    Prolong([u8; HASH_LEN]),
}

/// Says how long the value will be kept.
///
/// | bytes | content |
/// |---|---|
/// | 32 | data key |
/// | 4 | granted seconds |
/// | 8 | the node's time in seconds |
/// | 8 | request id |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoreResponse {
    /// The key.
    pub data_key: EphemeralPublicKey,
    /// Granted time in seconds.
    pub seconds: u32,
    /// The node's Unix time in seconds.
    pub node_time: u64,
    /// Copied from the request.
    pub id: RequestId,
}

impl<'a> StoreRequest<'a> {
    /// Kind of the packet.
    pub const KIND: PacketKind = PacketKind::StoreRequest;
    /// Bytes in front of the inner box.
    pub const HEADER_LEN: usize = EphemeralPublicKey::LEN + Nonce::LEN;
    /// Bytes of the shortest payload.
    pub const MIN_LEN: usize = Self::HEADER_LEN + MAC_LEN + StoreContent::MIN_LEN + RequestId::LEN;
    /// Bytes of the longest payload.
    pub const MAX_LEN: usize = Self::HEADER_LEN + MAC_LEN + StoreContent::MAX_LEN + RequestId::LEN;

    /// Takes an opened payload apart.
    ///
    /// # Errors
    /// [`ParseError`] for lengths outside of [`Self::MIN_LEN`]`..=`[`Self::MAX_LEN`].
    pub fn parse(payload: &'a mut [u8]) -> Result<Self, ParseError> {
        let len = payload.len();
        if len < Self::MIN_LEN {
            return Err(ParseError::Truncated);
        }
        if len > Self::MAX_LEN {
            return Err(ParseError::TooLong(len));
        }
        let (header, rest) = payload.split_at_mut_checked(Self::HEADER_LEN).ok_or(ParseError::Truncated)?;
        let (sealed, id) = rest.split_last_chunk_mut::<{ RequestId::LEN }>().ok_or(ParseError::Truncated)?;
        let read = |input| {
            let (input, data_key) = public_key(input)?;
            let (_, nonce) = nonce(input)?;
            Ok((data_key, nonce))
        };
        let (data_key, nonce) = read(header).map_err(|error| into_parse_error(&error))?;
        Ok(Self { data_key, nonce, sealed, id: RequestId::from_bytes(*id) })
    }

    /// Opens the inner box in place. `key` combines [`data_key`](Self::data_key) and the own DHT secret key.
    ///
    /// # Errors
    /// [`NotDecryptable`] if the box is not of this key and nonce.
    pub fn open(self, key: &CombinedKey) -> Result<&'a mut [u8], NotDecryptable> {
        key.open_in_place(&self.nonce, self.sealed)
    }
}

impl<'a> StoreContent<'a> {
    /// Bytes without value.
    pub const MIN_LEN: usize = AUTHENTICATOR_LEN + size_of::<u32>() + 1;
    /// Bytes with the longest value.
    pub const MAX_LEN: usize = Self::MIN_LEN + MAX_STORED_LEN;

    const STORE: u8 = 0;
    const PROLONG: u8 = 1;

    /// Reads an opened inner box.
    ///
    /// # Errors
    /// [`ParseError`] for an unknown action, missing bytes, a value of more than [`MAX_STORED_LEN`] bytes and bytes
    /// after a hash.
    pub fn parse(content: &'a [u8]) -> Result<Self, ParseError> {
        if content.len() > Self::MAX_LEN {
            return Err(ParseError::TooLong(content.len()));
        }
        parse_all(content, store_content)
    }
}

impl StoreResponse {
    /// Kind of the packet.
    pub const KIND: PacketKind = PacketKind::StoreResponse;
    /// Bytes of the payload.
    pub const LEN: usize = EphemeralPublicKey::LEN + size_of::<u32>() + size_of::<u64>() + RequestId::LEN;

    /// Reads an opened payload.
    ///
    /// # Errors
    /// [`ParseError`] if the length is not [`Self::LEN`].
    pub fn parse(payload: &[u8]) -> Result<Self, ParseError> {
        parse_all(payload, store_response)
    }
}

/// Appends the payload of a store request to `out`, to be sealed as a DHT packet. `key` combines the data secret key and
/// the node's DHT public key; `nonce` is random.
pub fn seal_store_request(
    data_key: &EphemeralPublicKey,
    nonce: &Nonce,
    key: &CombinedKey,
    content: &StoreContent<'_>,
    id: RequestId,
    out: &mut Vec<u8>,
) {
    out.extend_from_slice(data_key.as_bytes());
    out.extend_from_slice(nonce.as_bytes());
    seal_payload(key, nonce, content, out);
    id.encode(out);
}

fn store_content(input: &[u8]) -> Parsed<'_, StoreContent<'_>> {
    let (input, authenticator) = array(input)?;
    let (input, seconds) = be_u32(input)?;
    let (input, action) = match be_u8(input)? {
        (input, StoreContent::STORE) => {
            let (input, value) = rest(input)?;
            (input, StoreAction::Store(value))
        }
        (input, StoreContent::PROLONG) => {
            let (input, hash) = array(input)?;
            (input, StoreAction::Prolong(*hash))
        }
        _ => return invalid(Field::InnerKind),
    };
    Ok((input, StoreContent { authenticator: *authenticator, seconds, action }))
}

fn store_response(input: &[u8]) -> Parsed<'_, StoreResponse> {
    let (input, data_key) = public_key(input)?;
    let (input, seconds) = be_u32(input)?;
    let (input, node_time) = be_u64(input)?;
    let (input, id) = request_id(input)?;
    Ok((input, StoreResponse { data_key, seconds, node_time, id }))
}

impl Encode for StoreContent<'_> {
    fn encoded_len(&self) -> usize {
        Self::MIN_LEN
            + match &self.action {
                StoreAction::Store(value) => value.len(),
                StoreAction::Prolong(hash) => hash.len(),
            }
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(&self.authenticator);
        out.put_u32(self.seconds);
        match &self.action {
            StoreAction::Store(value) => {
                out.put_u8(Self::STORE);
                out.put_slice(value);
            }
            StoreAction::Prolong(hash) => {
                out.put_u8(Self::PROLONG);
                out.put_slice(hash);
            }
        }
    }
}

impl Encode for StoreResponse {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.data_key.as_bytes());
        out.put_u32(self.seconds);
        out.put_u64(self.node_time);
        self.id.encode(out);
    }
}

#[cfg(test)]
mod tests;
