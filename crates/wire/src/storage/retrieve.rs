use bytes::BufMut;
use toxcore_crypto::EphemeralPublicKey;

use crate::codec::{Encode, Parsed, array, be_u8, invalid, parse_all, public_key};
use crate::error::{Fault, Field, ParseError};
use crate::kind::PacketKind;
use crate::request_id::{RequestId, request_id};
use crate::storage::{AUTHENTICATOR_LEN, MAX_STORED_LEN};

/// Asks for a stored value.
///
/// | bytes | content |
/// |---|---|
/// | 32 | data key |
/// | 1 | 0 |
/// | 32 | authenticator of the search answer |
/// | 8 | request id |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataRetrieveRequest {
    /// The key.
    pub data_key: EphemeralPublicKey,
    /// From the search answer.
    pub authenticator: [u8; AUTHENTICATOR_LEN],
    /// To be copied into the answer.
    pub id: RequestId,
}

/// Brings a stored value.
///
/// | bytes | content |
/// |---|---|
/// | 32 | data key |
/// | 1 | 1 |
/// | 0 to 512 | value |
/// | 8 | request id |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataRetrieveResponse<'a> {
    /// The key.
    pub data_key: EphemeralPublicKey,
    /// The value.
    pub value: &'a [u8],
    /// Copied from the request.
    pub id: RequestId,
}

impl DataRetrieveRequest {
    /// Kind of the packet.
    pub const KIND: PacketKind = PacketKind::DataRetrieveRequest;
    /// Bytes of the payload.
    pub const LEN: usize = EphemeralPublicKey::LEN + 1 + AUTHENTICATOR_LEN + RequestId::LEN;

    const MARK: u8 = 0;

    /// Reads an opened payload.
    ///
    /// # Errors
    /// [`ParseError`] for another mark or length.
    pub fn parse(payload: &[u8]) -> Result<Self, ParseError> {
        parse_all(payload, retrieve_request)
    }
}

impl<'a> DataRetrieveResponse<'a> {
    /// Kind of the packet.
    pub const KIND: PacketKind = PacketKind::DataRetrieveResponse;
    /// Bytes of the payload without value.
    pub const MIN_LEN: usize = EphemeralPublicKey::LEN + 1 + RequestId::LEN;
    /// Bytes of the longest payload.
    pub const MAX_LEN: usize = Self::MIN_LEN + MAX_STORED_LEN;

    const MARK: u8 = 1;

    /// Reads an opened payload.
    ///
    /// # Errors
    /// [`ParseError`] for another mark, missing bytes and a value of more than [`MAX_STORED_LEN`] bytes.
    pub fn parse(payload: &'a [u8]) -> Result<Self, ParseError> {
        if payload.len() > Self::MAX_LEN {
            return Err(ParseError::TooLong(payload.len()));
        }
        parse_all(payload, retrieve_response)
    }
}

fn retrieve_request(input: &[u8]) -> Parsed<'_, DataRetrieveRequest> {
    let (input, data_key) = public_key(input)?;
    let (input, ()) = mark(input, DataRetrieveRequest::MARK)?;
    let (input, authenticator) = array(input)?;
    let (input, id) = request_id(input)?;
    Ok((input, DataRetrieveRequest { data_key, authenticator: *authenticator, id }))
}

fn retrieve_response(input: &[u8]) -> Parsed<'_, DataRetrieveResponse<'_>> {
    let (input, data_key) = public_key(input)?;
    let (input, ()) = mark(input, DataRetrieveResponse::MARK)?;
    let Some((value, id)) = input.split_last_chunk::<{ RequestId::LEN }>() else {
        return Err(nom::Err::Error(Fault::Truncated));
    };
    let (input, id) = request_id(id)?;
    Ok((input, DataRetrieveResponse { data_key, value, id }))
}

/// The byte that tells request and response apart.
fn mark(input: &[u8], expected: u8) -> Parsed<'_, ()> {
    match be_u8(input)? {
        (input, found) if found == expected => Ok((input, ())),
        _ => invalid(Field::InnerKind),
    }
}

impl Encode for DataRetrieveRequest {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.data_key.as_bytes());
        out.put_u8(Self::MARK);
        out.put_slice(&self.authenticator);
        self.id.encode(out);
    }
}

impl Encode for DataRetrieveResponse<'_> {
    fn encoded_len(&self) -> usize {
        Self::MIN_LEN + self.value.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.data_key.as_bytes());
        out.put_u8(Self::MARK);
        out.put_slice(self.value);
        self.id.encode(out);
    }
}

#[cfg(test)]
mod tests;
