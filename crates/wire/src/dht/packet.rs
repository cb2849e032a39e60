use std::ops::RangeInclusive;

use toxcore_crypto::{CombinedKey, DhtPublicKey, MAC_LEN, Nonce, NotDecryptable};

use crate::boxes::seal_payload;
use crate::codec::{Encode, be_u8, into_parse_error, nonce, public_key};
use crate::dht::{NodesRequest, NodesResponse, PingRequest, PingResponse};
use crate::error::ParseError;
use crate::kind::PacketKind;
use crate::storage::{
    DataRetrieveRequest, DataRetrieveResponse, DataSearchRequest, DataSearchResponse, StoreRequest, StoreResponse,
};

/// The common outside of DHT and storage packets, its box still closed.
///
/// | bytes | content |
/// |---|---|
/// | 1 | kind |
/// | 32 | sender's DHT public key |
/// | 24 | nonce |
/// | 16 + n | box for the receiver's DHT key |
///
/// Borrows the datagram mutably: the box is opened where it lies.
#[derive(Debug, PartialEq, Eq)]
pub struct DhtPacket<'a> {
    /// What the box holds. Checked: one of those in [`DhtPacket::payload_lens`].
    pub kind: PacketKind,
    /// Who claims to have sent it; true once the box opens.
    pub sender: DhtPublicKey,
    /// Nonce of the box.
    pub nonce: Nonce,
    /// The box.
    pub sealed: &'a mut [u8],
}

impl<'a> DhtPacket<'a> {
    /// Bytes in front of the box.
    pub const HEADER_LEN: usize = 1 + DhtPublicKey::LEN + Nonce::LEN;
    /// Bytes that come on top of the payload.
    pub const OVERHEAD: usize = Self::HEADER_LEN + MAC_LEN;

    /// How long the payload of a kind may be; `None` for kinds with another outside.
    #[must_use]
    pub const fn payload_lens(kind: PacketKind) -> Option<RangeInclusive<usize>> {
        Some(match kind {
            PacketKind::PingRequest => PingRequest::LEN..=PingRequest::LEN,
            PacketKind::PingResponse => PingResponse::LEN..=PingResponse::LEN,
            PacketKind::NodesRequest => NodesRequest::LEN..=NodesRequest::LEN,
            PacketKind::NodesResponse => NodesResponse::MIN_LEN..=NodesResponse::MAX_LEN,
            PacketKind::DataSearchRequest => DataSearchRequest::MIN_LEN..=DataSearchRequest::MAX_LEN,
            PacketKind::DataSearchResponse => DataSearchResponse::MIN_LEN..=DataSearchResponse::MAX_LEN,
            PacketKind::DataRetrieveRequest => DataRetrieveRequest::LEN..=DataRetrieveRequest::LEN,
            PacketKind::DataRetrieveResponse => DataRetrieveResponse::MIN_LEN..=DataRetrieveResponse::MAX_LEN,
            PacketKind::StoreRequest => StoreRequest::MIN_LEN..=StoreRequest::MAX_LEN,
            PacketKind::StoreResponse => StoreResponse::LEN..=StoreResponse::LEN,
            _ => return None,
        })
    }

    /// Takes a datagram apart. Its length is checked for its kind, so that junk never costs a key.
    ///
    /// # Errors
    /// [`ParseError::Kind`] for kinds with another outside; [`ParseError::Truncated`] and [`ParseError::TooLong`] for a
    /// length that the kind does not have.
    pub fn parse(packet: &'a mut [u8]) -> Result<Self, ParseError> {
        let (header, sealed) = packet.split_at_mut_checked(Self::HEADER_LEN).ok_or(ParseError::Truncated)?;
        let (kind, sender, nonce) = read_header(header)?;
        let lens = Self::payload_lens(kind).ok_or(ParseError::Kind(kind.number()))?;
        let payload_len = sealed.len().checked_sub(MAC_LEN).ok_or(ParseError::Truncated)?;
        if payload_len < *lens.start() {
            return Err(ParseError::Truncated);
        }
        if payload_len > *lens.end() {
            return Err(ParseError::TooLong(Self::HEADER_LEN + sealed.len()));
        }
        Ok(Self { kind, sender, nonce, sealed })
    }

    /// Opens the box in place. `key` combines [`sender`](Self::sender) and the own DHT secret key.
    ///
    /// # Errors
    /// [`NotDecryptable`] if the box is not of this key and nonce.
    pub fn open(self, key: &CombinedKey) -> Result<&'a mut [u8], NotDecryptable> {
        key.open_in_place(&self.nonce, self.sealed)
    }
}

fn read_header(header: &[u8]) -> Result<(PacketKind, DhtPublicKey, Nonce), ParseError> {
    let read = |input| {
        let (input, kind) = be_u8(input)?;
        let (input, sender) = public_key(input)?;
        let (_, nonce) = nonce(input)?;
        Ok((PacketKind::from(kind), sender, nonce))
    };
    read(header).map_err(|error| into_parse_error(&error))
}

/// Appends a DHT packet of `own` to `out`. `key` combines the own DHT secret key and the receiver's; `nonce` is random.
///
/// `payload` is one of the types of this module or of [`crate::storage`], or its bytes; it is not empty.
pub fn seal_dht_packet(
    kind: PacketKind,
    own: &DhtPublicKey,
    nonce: &Nonce,
    key: &CombinedKey,
    payload: &(impl Encode + ?Sized),
    out: &mut Vec<u8>,
) {
    out.reserve(DhtPacket::OVERHEAD + payload.encoded_len());
    out.push(kind.number());
    out.extend_from_slice(own.as_bytes());
    out.extend_from_slice(nonce.as_bytes());
    seal_payload(key, nonce, payload, out);
}

#[cfg(test)]
mod tests;
