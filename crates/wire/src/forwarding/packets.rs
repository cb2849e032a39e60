use bytes::BufMut;
use toxcore_crypto::DhtPublicKey;

use crate::codec::{Encode, Parsed, be_u8, expect_kind, invalid, parse_all, public_key, rest, slice};
use crate::error::{Field, ParseError};
use crate::forwarding::{Sendback, check_data};
use crate::kind::PacketKind;

/// Asks a node to forward data to a node of its close list. Whole packet, not encrypted.
///
/// | bytes | content |
/// |---|---|
/// | 1 | 0x90 |
/// | 32 | DHT public key of the next node |
/// | 0 to 1792 | data |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForwardRequest<'a> {
    /// For whom the data is.
    pub next: DhtPublicKey,
    /// A packet, or another forward request.
    pub data: &'a [u8],
}

/// Forwarded data: a request with the forwarder's sendback, or an answer without one. Whole packet, not encrypted.
///
/// | bytes | content |
/// |---|---|
/// | 1 | 0x91 |
/// | 1 | length of the sendback, 0 to 254 |
/// | n | sendback |
/// | 0 to 1792 | data |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forwarding<'a> {
    /// To be copied into the answer; empty if this is the answer.
    pub sendback: &'a [u8],
    /// A packet, or another forward request.
    pub data: &'a [u8],
}

/// Answers a [`Forwarding`], to the forwarder. Whole packet, not encrypted.
///
/// | bytes | content |
/// |---|---|
/// | 1 | 0x92 |
/// | 1 | length of the sendback, 33 to 254 |
/// | n | sendback, copied |
/// | 0 to 1792 | data |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForwardReply<'a> {
    /// Copied from the [`Forwarding`]; see [`Sendback`].
    pub sendback: &'a [u8],
    /// The answer.
    pub data: &'a [u8],
}

impl<'a> ForwardRequest<'a> {
    /// Kind of the packet.
    pub const KIND: PacketKind = PacketKind::ForwardRequest;
    /// Bytes in front of the data.
    pub const HEADER_LEN: usize = 1 + DhtPublicKey::LEN;

    /// Reads a datagram, or the data of another forward request.
    ///
    /// # Errors
    /// [`ParseError`] for another kind, fewer bytes than the header and data that is too long.
    pub fn parse(packet: &'a [u8]) -> Result<Self, ParseError> {
        let request = parse_all(expect_kind(packet, Self::KIND.number())?, forward_request)?;
        check_data(request.data)?;
        Ok(request)
    }
}

impl<'a> Forwarding<'a> {
    /// Kind of the packet.
    pub const KIND: PacketKind = PacketKind::Forwarding;

    /// Reads a datagram.
    ///
    /// # Errors
    /// [`ParseError`] for another kind, a sendback that is incomplete or of the reserved length 255, and data that is too
    /// long.
    pub fn parse(packet: &'a [u8]) -> Result<Self, ParseError> {
        let (sendback, data) = parse_all(expect_kind(packet, Self::KIND.number())?, sendback_and_data)?;
        check_data(data)?;
        Ok(Self { sendback, data })
    }
}

impl<'a> ForwardReply<'a> {
    /// Kind of the packet.
    pub const KIND: PacketKind = PacketKind::ForwardReply;

    /// Reads a datagram.
    ///
    /// # Errors
    /// [`ParseError`] for another kind, a sendback that is incomplete or that no forwarder makes, and data that is too
    /// long.
    pub fn parse(packet: &'a [u8]) -> Result<Self, ParseError> {
        let (sendback, data) = parse_all(expect_kind(packet, Self::KIND.number())?, sendback_and_data)?;
        check_data(data)?;
        if sendback.len() < Sendback::MIN_LEN {
            return Err(ParseError::Invalid(Field::Sendback));
        }
        Ok(Self { sendback, data })
    }
}

fn forward_request(input: &[u8]) -> Parsed<'_, ForwardRequest<'_>> {
    let (input, next) = public_key(input)?;
    let (input, data) = rest(input)?;
    Ok((input, ForwardRequest { next, data }))
}

fn sendback_and_data(input: &[u8]) -> Parsed<'_, (&[u8], &[u8])> {
    let (input, len) = be_u8(input)?;
    if usize::from(len) > Sendback::MAX_LEN {
        return invalid(Field::Sendback);
    }
    let (input, sendback) = slice(usize::from(len))(input)?;
    let (input, data) = rest(input)?;
    Ok((input, (sendback, data)))
}

/// The length byte and the sendback. A longer one than the protocol has is cut, which its maker will refuse.
fn put_sendback(sendback: &[u8], out: &mut impl BufMut) {
    let sendback = sendback.get(..Sendback::MAX_LEN).unwrap_or(sendback);
    out.put_u8(u8::try_from(sendback.len()).unwrap_or_default());
    out.put_slice(sendback);
}

impl Encode for ForwardRequest<'_> {
    fn encoded_len(&self) -> usize {
        Self::HEADER_LEN + self.data.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::KIND.number());
        out.put_slice(self.next.as_bytes());
        out.put_slice(self.data);
    }
}

impl Encode for Forwarding<'_> {
    fn encoded_len(&self) -> usize {
        1 + 1 + self.sendback.len().min(Sendback::MAX_LEN) + self.data.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::KIND.number());
        put_sendback(self.sendback, out);
        out.put_slice(self.data);
    }
}

impl Encode for ForwardReply<'_> {
    fn encoded_len(&self) -> usize {
        1 + 1 + self.sendback.len().min(Sendback::MAX_LEN) + self.data.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_u8(Self::KIND.number());
        put_sendback(self.sendback, out);
        out.put_slice(self.data);
    }
}

#[cfg(test)]
mod tests;
