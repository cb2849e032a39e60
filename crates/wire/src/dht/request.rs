use toxcore_crypto::{CombinedKey, DhtPublicKey, LongTermPublicKey, MAC_LEN, Nonce, NotDecryptable};

use crate::boxes::seal_payload;
use crate::codec::{Encode, expect_kind, into_parse_error, nonce, public_key};
use crate::dht::NatPing;
use crate::error::ParseError;
use crate::kind::PacketKind;

/// Data for a node, to be passed on by a node that has it in its close list.
///
/// | bytes | content |
/// |---|---|
/// | 1 | 0x20 |
/// | 32 | addressee's DHT public key |
/// | 32 | sender's DHT public key |
/// | 24 | nonce |
/// | 16 + n | box for the addressee: a [`DhtRequestPayload`] |
#[derive(Debug, PartialEq, Eq)]
pub struct DhtRequest<'a> {
    /// For whom it is. Anybody else passes the datagram on unchanged.
    pub addressee: DhtPublicKey,
    /// Who claims to have sent it; true once the box opens.
    pub sender: DhtPublicKey,
    /// Nonce of the box.
    pub nonce: Nonce,
    /// The box.
    pub sealed: &'a mut [u8],
}

impl<'a> DhtRequest<'a> {
    /// Kind of the packet.
    pub const KIND: PacketKind = PacketKind::DhtRequest;
    /// Bytes in front of the box.
    pub const HEADER_LEN: usize = 1 + DhtPublicKey::LEN + DhtPublicKey::LEN + Nonce::LEN;
    /// Bytes of the shortest packet: one byte of payload.
    pub const MIN_LEN: usize = Self::HEADER_LEN + MAC_LEN + 1;
    /// Bytes of the longest packet that its addressee handles, and that may be created. Protocol: dht, DHT request.
    pub const MAX_CREATED_LEN: usize = 1024;
    /// Bytes of the longest packet that is passed on: the reference allows for another MAC.
    pub const MAX_LEN: usize = Self::MAX_CREATED_LEN + MAC_LEN;

    /// Takes a datagram apart.
    ///
    /// # Errors
    /// [`ParseError`] for another kind, and for lengths outside of [`Self::MIN_LEN`]`..=`[`Self::MAX_LEN`].
    pub fn parse(packet: &'a mut [u8]) -> Result<Self, ParseError> {
        let len = packet.len();
        let (header, sealed) = packet.split_at_mut_checked(Self::HEADER_LEN).ok_or(ParseError::Truncated)?;
        let header = expect_kind(header, Self::KIND.number())?;
        if len < Self::MIN_LEN {
            return Err(ParseError::Truncated);
        }
        if len > Self::MAX_LEN {
            return Err(ParseError::TooLong(len));
        }
        let read = |input| {
            let (input, addressee) = public_key(input)?;
            let (input, sender) = public_key(input)?;
            let (_, nonce) = nonce(input)?;
            Ok((addressee, sender, nonce))
        };
        let (addressee, sender, nonce) = read(header).map_err(|error| into_parse_error(&error))?;
        Ok(Self { addressee, sender, nonce, sealed })
    }

    /// Opens the box in place. `key` combines [`sender`](Self::sender) and the own DHT secret key.
    ///
    /// # Errors
    /// [`NotDecryptable`] if the box is not of this key and nonce.
    pub fn open(self, key: &CombinedKey) -> Result<&'a mut [u8], NotDecryptable> {
        key.open_in_place(&self.nonce, self.sealed)
    }
}

/// What the box of a [`DhtRequest`] holds, by its first byte.
#[derive(Debug, PartialEq, Eq)]
pub enum DhtRequestPayload<'a> {
    /// 0xfe.
    NatPing(NatPing),
    /// 0x9c.
    DhtKey(SealedDhtKey<'a>),
}

impl<'a> DhtRequestPayload<'a> {
    /// Reads an opened payload.
    ///
    /// # Errors
    /// [`ParseError::Kind`] for types that nobody handles any more, else what the payload's own parser finds.
    pub fn parse(payload: &'a mut [u8]) -> Result<Self, ParseError> {
        match payload.first() {
            Some(&NatPing::KIND) => NatPing::parse(payload).map(Self::NatPing),
            Some(&SealedDhtKey::KIND) => SealedDhtKey::parse(payload).map(Self::DhtKey),
            Some(&other) => Err(ParseError::Kind(other)),
            None => Err(ParseError::Truncated),
        }
    }
}

/// A friend's DHT key packet, closed with the long-term keys, as it travels in a [`DhtRequest`].
///
/// | bytes | content |
/// |---|---|
/// | 1 | 0x9c |
/// | 32 | sender's long-term public key |
/// | 24 | nonce |
/// | 16 + n | box for the receiver's long-term key: a whole DHT key packet, its own 0x9c included |
///
/// Only the addressee sees the long-term key, because the outer box hides it.
#[derive(Debug, PartialEq, Eq)]
pub struct SealedDhtKey<'a> {
    /// Who claims to have sent it; true once the box opens.
    pub sender: LongTermPublicKey,
    /// Nonce of the box.
    pub nonce: Nonce,
    /// The box.
    pub sealed: &'a mut [u8],
}

impl<'a> SealedDhtKey<'a> {
    /// Type of the payload.
    pub const KIND: u8 = 0x9c;
    /// Bytes in front of the box.
    pub const HEADER_LEN: usize = 1 + LongTermPublicKey::LEN + Nonce::LEN;
    /// Bytes of the shortest payload.
    pub const MIN_LEN: usize = Self::HEADER_LEN + MAC_LEN + 1;

    /// Takes an opened payload apart.
    ///
    /// # Errors
    /// [`ParseError`] for another type and for fewer than [`Self::MIN_LEN`] bytes.
    pub fn parse(payload: &'a mut [u8]) -> Result<Self, ParseError> {
        let len = payload.len();
        let (header, sealed) = payload.split_at_mut_checked(Self::HEADER_LEN).ok_or(ParseError::Truncated)?;
        let header = expect_kind(header, Self::KIND)?;
        if len < Self::MIN_LEN {
            return Err(ParseError::Truncated);
        }
        let read = |input| {
            let (input, sender) = public_key(input)?;
            let (_, nonce) = nonce(input)?;
            Ok((sender, nonce))
        };
        let (sender, nonce) = read(header).map_err(|error| into_parse_error(&error))?;
        Ok(Self { sender, nonce, sealed })
    }

    /// Opens the box in place. `key` combines [`sender`](Self::sender) and the own long-term secret key.
    ///
    /// # Errors
    /// [`NotDecryptable`] if the box is not of this key and nonce.
    pub fn open(self, key: &CombinedKey) -> Result<&'a mut [u8], NotDecryptable> {
        key.open_in_place(&self.nonce, self.sealed)
    }
}

/// Appends a DHT request from `own` for `addressee` to `out`. `key` combines their DHT keys; `nonce` is random.
///
/// `payload` starts with its type. The packet must not become longer than [`DhtRequest::MAX_CREATED_LEN`].
pub fn seal_dht_request(
    addressee: &DhtPublicKey,
    own: &DhtPublicKey,
    nonce: &Nonce,
    key: &CombinedKey,
    payload: &(impl Encode + ?Sized),
    out: &mut Vec<u8>,
) {
    out.reserve(DhtRequest::HEADER_LEN + MAC_LEN + payload.encoded_len());
    out.push(DhtRequest::KIND.number());
    out.extend_from_slice(addressee.as_bytes());
    out.extend_from_slice(own.as_bytes());
    out.extend_from_slice(nonce.as_bytes());
    seal_payload(key, nonce, payload, out);
}

/// Appends the payload of a DHT request that carries `dht_key_packet` from the identity `own` to `out`. `key` combines
/// the long-term keys; `nonce` is random.
pub fn seal_dht_key(
    own: &LongTermPublicKey,
    nonce: &Nonce,
    key: &CombinedKey,
    dht_key_packet: &(impl Encode + ?Sized),
    out: &mut Vec<u8>,
) {
    out.reserve(SealedDhtKey::HEADER_LEN + MAC_LEN + dht_key_packet.encoded_len());
    out.push(SealedDhtKey::KIND);
    out.extend_from_slice(own.as_bytes());
    out.extend_from_slice(nonce.as_bytes());
    seal_payload(key, nonce, dht_key_packet, out);
}

#[cfg(test)]
mod tests;
