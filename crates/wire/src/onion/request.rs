//! Onion requests, as the nodes of a path see them.
//!
//! | bytes | 0x80, from the client | 0x81, at the second node | 0x82, at the third node |
//! |---|---|---|---|
//! | 1 | kind | kind | kind |
//! | 24 | nonce, the same in all layers | same | same |
//! | 32 | DHT public key of the client | path key 1 | path key 2 |
//! | 16 + 19 | MAC; address of the second node | MAC; of the third node | MAC; of the destination |
//! | … | path key 1 and box of the rest | path key 2 and box of the rest | data, 1 to 1174 bytes |
//! | 0, 59, 118 | – | return blob of the first node | return blob of the second node |
//!
//! Relay frame 8 carries what the first node would have decrypted, after the nonce:
//!
//! | bytes | content |
//! |---|---|
//! | 24 | nonce |
//! | 19 | address of the second node |
//! | 32 | path key 1 |
//! | … | box of the rest |

use std::net::SocketAddr;

use bytes::BufMut;
use toxcore_crypto::{CombinedKey, DhtPublicKey, EphemeralPublicKey, MAC_LEN, NONCE_LEN, Nonce, SymmetricKey};

use super::return_path::{RETURN_1_LEN, RETURN_2_LEN, RETURN_3_LEN, RETURN_LAYER_LEN, ReturnAddress, seal_return};
use super::{MAX_ONION_LEN, is_request_kind};
use crate::boxes::check_len;
use crate::error::Field;
use crate::ip_port::onion_address;
use crate::{OnionAddress, OpenError, PacketKind, ParseError};

/// Kind, nonce and the public key of the outermost layer.
const HEAD_LEN: usize = 1 + NONCE_LEN + DhtPublicKey::LEN;
/// Where the plaintext of the outermost layer begins.
const PLAIN_AT: usize = HEAD_LEN + MAC_LEN;
/// What a layer adds around the one inside it, in bytes (67): its key, MAC and next address.
pub(crate) const LAYER_LEN: usize = EphemeralPublicKey::LEN + MAC_LEN + OnionAddress::LEN;
/// A 0x80 packet without its data, in bytes (226).
pub(crate) const REQUEST_0_OVERHEAD: usize = 1 + NONCE_LEN + 3 * LAYER_LEN;

/// Most data that a client can send to the destination, in bytes (1174).
pub const MAX_DATA_LEN: usize = MAX_ONION_LEN - REQUEST_0_OVERHEAD;

/// Onion request to the first node of a path.
#[derive(Debug)]
pub struct OnionRequest0<'a> {
    /// Nonce of all layers.
    pub nonce: Nonce,
    /// The client, whose address the first node sees anyway.
    pub sender: DhtPublicKey,
    packet: &'a mut [u8],
}

impl<'a> OnionRequest0<'a> {
    /// First byte.
    pub const KIND: PacketKind = PacketKind::OnionRequest0;
    /// Shortest packet in bytes (227): one byte of data.
    pub const MIN_LEN: usize = REQUEST_0_OVERHEAD + 1;
    /// Longest packet in bytes.
    pub const MAX_LEN: usize = MAX_ONION_LEN;

    /// Reads the head of a datagram; the rest stays encrypted.
    ///
    /// # Errors
    /// [`ParseError`] for another kind or a length out of range.
    pub fn parse(packet: &'a mut [u8]) -> Result<Self, ParseError> {
        let (nonce, key) = read_head(packet, Self::KIND, Self::MIN_LEN)?;
        Ok(Self { nonce, sender: DhtPublicKey::from_bytes(key), packet })
    }

    /// Opens the outermost layer with the key of [`sender`](Self::sender) and our DHT key.
    ///
    /// # Errors
    /// [`OpenError`]; the packet is dropped.
    pub fn open(self, key: &CombinedKey) -> Result<ForwardedRequest<'a>, OpenError> {
        open_layer(self.packet, 0, &self.nonce, key)?;
        to_onion_packet(self.packet, PLAIN_AT, OnionRequest1::KIND, &self.nonce, 0)
    }
}

/// Onion request to the second node of a path.
#[derive(Debug)]
pub struct OnionRequest1<'a> {
    /// Nonce of all layers.
    pub nonce: Nonce,
    /// Key that the client made for this layer of the path.
    pub key: EphemeralPublicKey,
    packet: &'a mut [u8],
}

impl<'a> OnionRequest1<'a> {
    /// First byte.
    pub const KIND: PacketKind = PacketKind::OnionRequest1;
    /// Shortest packet in bytes (219): one byte of data.
    pub const MIN_LEN: usize = OnionRequest0::MIN_LEN - LAYER_LEN + RETURN_1_LEN;
    /// Longest packet in bytes.
    pub const MAX_LEN: usize = MAX_ONION_LEN;

    /// Reads the head of a datagram; the rest stays encrypted.
    ///
    /// # Errors
    /// [`ParseError`] for another kind or a length out of range.
    pub fn parse(packet: &'a mut [u8]) -> Result<Self, ParseError> {
        let (nonce, key) = read_head(packet, Self::KIND, Self::MIN_LEN)?;
        Ok(Self { nonce, key: EphemeralPublicKey::from_bytes(key), packet })
    }

    /// Opens the outermost layer with [`key`](Self::key) and our DHT key.
    ///
    /// # Errors
    /// [`OpenError`]; the packet is dropped.
    pub fn open(self, key: &CombinedKey) -> Result<ForwardedRequest<'a>, OpenError> {
        open_layer(self.packet, RETURN_1_LEN, &self.nonce, key)?;
        to_onion_packet(self.packet, PLAIN_AT, OnionRequest2::KIND, &self.nonce, RETURN_1_LEN)
    }
}

/// Onion request to the third and last node of a path.
#[derive(Debug)]
pub struct OnionRequest2<'a> {
    /// Nonce of all layers.
    pub nonce: Nonce,
    /// Key that the client made for this layer of the path.
    pub key: EphemeralPublicKey,
    packet: &'a mut [u8],
}

impl<'a> OnionRequest2<'a> {
    /// First byte.
    pub const KIND: PacketKind = PacketKind::OnionRequest2;
    /// Shortest packet in bytes (211): one byte of data.
    pub const MIN_LEN: usize = OnionRequest1::MIN_LEN - LAYER_LEN - RETURN_1_LEN + RETURN_2_LEN;
    /// Longest packet in bytes.
    pub const MAX_LEN: usize = MAX_ONION_LEN;

    /// Reads the head of a datagram; the rest stays encrypted.
    ///
    /// # Errors
    /// [`ParseError`] for another kind or a length out of range.
    pub fn parse(packet: &'a mut [u8]) -> Result<Self, ParseError> {
        let (nonce, key) = read_head(packet, Self::KIND, Self::MIN_LEN)?;
        Ok(Self { nonce, key: EphemeralPublicKey::from_bytes(key), packet })
    }

    /// Opens the last layer with [`key`](Self::key) and our DHT key. What is forwarded is the data of the client.
    ///
    /// # Errors
    /// [`OpenError`]; the packet is dropped. So it is with [`Field::InnerKind`] when the data is of a kind that must
    /// not leave a path ([`is_request_kind`]).
    pub fn open(self, key: &CombinedKey) -> Result<ForwardedRequest<'a>, OpenError> {
        open_layer(self.packet, RETURN_2_LEN, &self.nonce, key)?;
        let packet: &'a [u8] = self.packet;
        let plain = packet.get(PLAIN_AT..).ok_or(ParseError::Truncated)?;
        let (next, rest) = read_address(plain)?;
        let (data, return_path) = split_tail(rest, RETURN_2_LEN)?;
        match data.first() {
            Some(kind) if is_request_kind(*kind) => Ok(ForwardedRequest { next, packet: data, return_path }),
            Some(_) => Err(ParseError::Invalid(Field::InnerKind).into()),
            None => Err(ParseError::Truncated.into()),
        }
    }
}

/// Onion request of a TCP client, for which the relay is the first node. Not encrypted apart from the frame.
#[derive(Debug)]
pub struct TcpOnionRequest<'a> {
    /// Nonce of all layers.
    pub nonce: Nonce,
    payload: &'a mut [u8],
}

impl<'a> TcpOnionRequest<'a> {
    /// A payload without its data, in bytes (177): the nonce, then a 0x80 packet's plaintext.
    pub(crate) const OVERHEAD: usize = REQUEST_0_OVERHEAD - PLAIN_AT + NONCE_LEN;
    /// Shortest payload in bytes after the frame kind (178): one byte of data.
    pub const MIN_LEN: usize = Self::OVERHEAD + 1;
    /// Longest payload in bytes after the frame kind (1351): as much data as over UDP.
    pub const MAX_LEN: usize = Self::OVERHEAD + MAX_DATA_LEN;

    /// Reads what follows the kind byte of frame 8.
    ///
    /// # Errors
    /// [`ParseError`] for a length out of range.
    pub fn parse(payload: &'a mut [u8]) -> Result<Self, ParseError> {
        check_len(payload, Self::MIN_LEN, Self::MAX_LEN)?;
        let nonce = payload.first_chunk::<NONCE_LEN>().ok_or(ParseError::Truncated)?;
        Ok(Self { nonce: Nonce::from_bytes(*nonce), payload })
    }

    /// What goes to the second node. Its return blob should lead to [`ReturnAddress::Client`].
    ///
    /// # Errors
    /// [`ParseError`] if the address of the second node is none.
    pub fn forward(self) -> Result<ForwardedRequest<'a>, ParseError> {
        match to_onion_packet(self.payload, NONCE_LEN, OnionRequest1::KIND, &self.nonce, 0) {
            Ok(request) => Ok(request),
            Err(OpenError::Malformed(error)) => Err(error),
            Err(OpenError::NotDecryptable) => Err(ParseError::Truncated),
        }
    }
}

/// A request without its outermost layer, on its way to the next node or to the destination.
pub struct ForwardedRequest<'a> {
    /// Where it goes. The address is as the client wrote it: the caller decides which ones it talks to.
    pub next: SocketAddr,
    /// All of the packet but the return blob.
    packet: &'a [u8],
    /// The return blob that came with the request.
    return_path: &'a [u8],
}

/// Without the address.
impl std::fmt::Debug for ForwardedRequest<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ForwardedRequest").field("next", &crate::Redacted(self.next)).finish_non_exhaustive()
    }
}

impl ForwardedRequest<'_> {
    /// The packet without its return blob; at the end of a path, the data of the client.
    #[must_use]
    pub fn packet(&self) -> &[u8] {
        self.packet
    }

    /// Bytes that [`seal`](Self::seal) appends.
    #[must_use]
    pub fn encoded_len(&self) -> usize {
        self.packet.len() + self.return_path.len() + RETURN_LAYER_LEN
    }

    /// Appends the packet with a new return blob to `out`. `key` is known to us alone, `return_nonce` fresh.
    pub fn seal(&self, key: &SymmetricKey, return_nonce: &Nonce, back: ReturnAddress, out: &mut Vec<u8>) {
        out.reserve(self.encoded_len());
        out.put_slice(self.packet);
        seal_return(key, return_nonce, back, self.return_path, out);
    }
}

/// Nonce and public key of a request with the right kind and length.
fn read_head(packet: &[u8], kind: PacketKind, min_len: usize) -> Result<(Nonce, [u8; DhtPublicKey::LEN]), ParseError> {
    let rest = crate::codec::expect_kind(packet, kind.number())?;
    check_len(packet, min_len, MAX_ONION_LEN)?;
    let (nonce, rest) = rest.split_first_chunk::<NONCE_LEN>().ok_or(ParseError::Truncated)?;
    let key = rest.first_chunk::<{ DhtPublicKey::LEN }>().ok_or(ParseError::Truncated)?;
    Ok((Nonce::from_bytes(*nonce), *key))
}

/// Decrypts everything between the head and the return blob in place.
fn open_layer(packet: &mut [u8], return_len: usize, nonce: &Nonce, key: &CombinedKey) -> Result<(), OpenError> {
    let end = packet.len().checked_sub(return_len).ok_or(ParseError::Truncated)?;
    let sealed = packet.get_mut(HEAD_LEN..end).ok_or(ParseError::Truncated)?;
    key.open_in_place(nonce, sealed)?;
    Ok(())
}

/// Makes the next onion packet out of an opened layer that begins at `plain_at`: kind and nonce are written over the
/// address, right in front of the next layer's key.
fn to_onion_packet<'a>(
    packet: &'a mut [u8],
    plain_at: usize,
    kind: PacketKind,
    nonce: &Nonce,
    return_len: usize,
) -> Result<ForwardedRequest<'a>, OpenError> {
    let (next, _) = read_address(packet.get(plain_at..).ok_or(ParseError::Truncated)?)?;
    let key_at = plain_at + OnionAddress::LEN;
    let start = key_at.checked_sub(1 + NONCE_LEN).ok_or(ParseError::Truncated)?;
    let (kind_byte, rest) = packet.get_mut(start..).and_then(<[u8]>::split_first_mut).ok_or(ParseError::Truncated)?;
    *kind_byte = kind.number();
    *rest.first_chunk_mut::<NONCE_LEN>().ok_or(ParseError::Truncated)? = *nonce.as_bytes();
    let packet: &'a [u8] = packet;
    let (packet, return_path) = split_tail(packet.get(start..).ok_or(ParseError::Truncated)?, return_len)?;
    Ok(ForwardedRequest { next, packet, return_path })
}

fn read_address(plain: &[u8]) -> Result<(SocketAddr, &[u8]), ParseError> {
    match onion_address(plain) {
        Ok((rest, address)) => Ok((address.0, rest)),
        Err(error) => Err(crate::codec::into_parse_error(&error)),
    }
}

fn split_tail(bytes: &[u8], tail_len: usize) -> Result<(&[u8], &[u8]), ParseError> {
    let at = bytes.len().checked_sub(tail_len).ok_or(ParseError::Truncated)?;
    bytes.split_at_checked(at).ok_or(ParseError::Truncated)
}

const _: () = {
    assert!(OnionRequest0::MIN_LEN == 227 && OnionRequest1::MIN_LEN == 219 && OnionRequest2::MIN_LEN == 211);
    assert!(MAX_DATA_LEN == 1174 && TcpOnionRequest::MIN_LEN == 178 && RETURN_3_LEN == 177);
};

#[cfg(test)]
mod tests;
