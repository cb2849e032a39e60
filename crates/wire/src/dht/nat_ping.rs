use bytes::BufMut;

use crate::codec::{Encode, Parsed, be_u8, expect_kind, invalid, parse_all};
use crate::error::{Field, ParseError};
use crate::request_id::{RequestId, request_id};

/// Asks, through a node that knows the peer, whether the peer wants to be reached too. Payload of a
/// [`DhtRequest`](crate::dht::DhtRequest).
///
/// | bytes | content |
/// |---|---|
/// | 1 | 0xfe |
/// | 1 | 0 request, 1 response |
/// | 8 | number, opaque |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NatPing {
    /// Carries the asker's current number.
    Request(RequestId),
    /// Carries the number of the request.
    Response(RequestId),
}

impl NatPing {
    /// Type of the payload.
    pub const KIND: u8 = 0xfe;
    /// Bytes of the payload.
    pub const LEN: usize = 1 + 1 + RequestId::LEN;

    const REQUEST: u8 = 0;
    const RESPONSE: u8 = 1;

    /// Reads an opened payload.
    ///
    /// # Errors
    /// [`ParseError`] if the type is another, the direction is neither 0 nor 1, or the length is not [`Self::LEN`].
    pub fn parse(payload: &[u8]) -> Result<Self, ParseError> {
        parse_all(expect_kind(payload, Self::KIND)?, nat_ping)
    }
}

fn nat_ping(input: &[u8]) -> Parsed<'_, NatPing> {
    let (input, direction) = be_u8(input)?;
    let (input, number) = request_id(input)?;
    match direction {
        NatPing::REQUEST => Ok((input, NatPing::Request(number))),
        NatPing::RESPONSE => Ok((input, NatPing::Response(number))),
        _ => invalid(Field::InnerKind),
    }
}

impl Encode for NatPing {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        let (direction, number) = match self {
            Self::Request(number) => (Self::REQUEST, number),
            Self::Response(number) => (Self::RESPONSE, number),
        };
        out.put_u8(Self::KIND);
        out.put_u8(direction);
        number.encode(out);
    }
}

#[cfg(test)]
mod tests;
