//! Data routed to an announced client.
//!
//! Request, from the sender through a path to a node that knows the receiver:
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0x85 |
//! | 32 | long-term public key of the receiver |
//! | 24 | nonce |
//! | 32 | one-shot public key, new for each packet |
//! | 16 | MAC of the rest, under the one-shot key and the receiver's data key |
//! | 32 | long-term public key of the sender |
//! | 16 | MAC of the rest, under both long-term keys and the same nonce |
//! | … | [`OnionData`] |
//! | 177 | at the node: return blob of the sender's path |
//!
//! Response, from that node through the receiver's path: 0x86, then the request from its nonce to the end of the box.

use bytes::BufMut;
use toxcore_crypto::{CombinedKey, EphemeralPublicKey, LongTermPublicKey, MAC_LEN, NONCE_LEN, Nonce};

use super::MAX_ONION_LEN;
use super::dht_key::DhtKeyPacket;

use super::response::OnionResponse3;
use super::return_path::{RETURN_3_LEN, ReturnPath3};
use crate::boxes::{TooLong, check_len, seal_payload, seal_with};
use crate::codec::expect_kind;
use crate::friend::FriendRequest;
use crate::{Encode, OpenError, PacketKind, ParseError};

/// Routed data as it arrives at the node that knows the receiver.
#[derive(Clone, Copy, Debug)]
pub struct DataToRoute<'a> {
    /// Long-term key of the receiver.
    pub destination: LongTermPublicKey,
    /// What goes into the response unchanged: nonce, one-shot key and box.
    routed: &'a [u8],
}

impl<'a> DataToRoute<'a> {
    /// First byte.
    pub const KIND: PacketKind = PacketKind::DataToRouteRequest;
    /// Shortest packet at the node in bytes (283): a box with one byte.
    pub const MIN_LEN: usize = DESTINATION_HEAD_LEN + ROUTED_HEAD_LEN + MAC_LEN + 1 + RETURN_3_LEN;
    /// Longest packet at the node in bytes.
    pub const MAX_LEN: usize = MAX_ONION_LEN;

    /// Reads a datagram. The return blob at its end is not used: there is no answer.
    ///
    /// # Errors
    /// [`ParseError`] for another kind or a length out of range.
    pub fn parse(packet: &'a [u8]) -> Result<Self, ParseError> {
        let rest = expect_kind(packet, Self::KIND.number())?;
        check_len(packet, Self::MIN_LEN, Self::MAX_LEN)?;
        let (destination, rest) = rest.split_first_chunk().ok_or(ParseError::Truncated)?;
        let (routed, _) = rest.split_last_chunk::<RETURN_3_LEN>().ok_or(ParseError::Truncated)?;
        Ok(Self { destination: LongTermPublicKey::from_bytes(*destination), routed })
    }

    /// Appends the packet for the receiver's path to `out`: a 0x8c around the response 0x86.
    pub fn encode_response(&self, return_path: &ReturnPath3, out: &mut Vec<u8>) {
        OnionResponse3::put_head(return_path, out);
        out.put_u8(DataResponse::KIND.number());
        out.put_slice(self.routed);
    }

    /// Appends a request, without return blob, to `out`: what the sender puts into a path.
    ///
    /// `one_shot` is a public key made for this packet alone, `key` the combined key of it and the receiver's data
    /// key, `content` sealed with the same `nonce`.
    ///
    /// # Errors
    /// [`TooLong`] if the receiver would not accept that much; nothing is appended.
    pub fn seal(
        destination: &LongTermPublicKey,
        one_shot: &EphemeralPublicKey,
        nonce: &Nonce,
        key: &CombinedKey,
        content: &SealedOnionData,
        out: &mut Vec<u8>,
    ) -> Result<(), TooLong> {
        TooLong::check(content.0.len(), DataResponse::MAX_LEN - DataResponse::OVERHEAD)?;
        out.reserve(DESTINATION_HEAD_LEN + ROUTED_HEAD_LEN + MAC_LEN + content.0.len());
        out.put_u8(Self::KIND.number());
        out.put_slice(destination.as_bytes());
        out.put_slice(nonce.as_bytes());
        out.put_slice(one_shot.as_bytes());
        seal_with(key, nonce, out, |out| out.put_slice(&content.0));
        Ok(())
    }
}

/// Content of routed data, sealed between the two long-term keys: the same in all copies of one packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedOnionData(Vec<u8>);

impl SealedOnionData {
    /// Most content in bytes (948): more can be sent, but the reference as receiver drops it.
    pub const MAX_CONTENT_LEN: usize =
        DataResponse::MAX_LEN - DataResponse::OVERHEAD - LongTermPublicKey::LEN - MAC_LEN;

    /// Seals `content` with the combined key of both long-term keys. `sender` is our own.
    ///
    /// # Errors
    /// [`TooLong`] if it exceeds [`MAX_CONTENT_LEN`](Self::MAX_CONTENT_LEN).
    pub fn seal(
        sender: &LongTermPublicKey,
        nonce: &Nonce,
        key: &CombinedKey,
        content: &OnionData<'_>,
    ) -> Result<Self, TooLong> {
        TooLong::check(content.encoded_len(), Self::MAX_CONTENT_LEN)?;
        let mut bytes = Vec::with_capacity(LongTermPublicKey::LEN + MAC_LEN + content.encoded_len());
        bytes.put_slice(sender.as_bytes());
        seal_payload(key, nonce, content, &mut bytes);
        Ok(Self(bytes))
    }
}

/// Routed data as it arrives at the receiver.
#[derive(Debug)]
pub struct DataResponse<'a> {
    /// Nonce of both boxes.
    pub nonce: Nonce,
    /// Public key of the outer box.
    pub one_shot: EphemeralPublicKey,
    sealed: &'a mut [u8],
}

impl<'a> DataResponse<'a> {
    /// First byte.
    pub const KIND: PacketKind = PacketKind::DataToRouteResponse;
    /// Bytes around what [`DataToRoute::seal`] is given (73).
    const OVERHEAD: usize = 1 + ROUTED_HEAD_LEN + MAC_LEN;
    /// Shortest packet in bytes (122): one byte of content.
    pub const MIN_LEN: usize = Self::OVERHEAD + LongTermPublicKey::LEN + MAC_LEN + 1;
    /// Longest packet in bytes that receivers of today accept. Protocol: onion, Data to route.
    pub const MAX_LEN: usize = 1069;

    /// Reads the unencrypted parts.
    ///
    /// # Errors
    /// [`ParseError`] for another kind or a length out of range.
    pub fn parse(packet: &'a mut [u8]) -> Result<Self, ParseError> {
        expect_kind(packet, Self::KIND.number())?;
        check_len(packet, Self::MIN_LEN, Self::MAX_LEN)?;
        let (head, sealed) = packet.split_first_chunk_mut::<{ 1 + ROUTED_HEAD_LEN }>().ok_or(ParseError::Truncated)?;
        let (nonce, one_shot) = head[1..].split_first_chunk().ok_or(ParseError::Truncated)?;
        let one_shot = one_shot.first_chunk().ok_or(ParseError::Truncated)?;
        Ok(Self { nonce: Nonce::from_bytes(*nonce), one_shot: EphemeralPublicKey::from_bytes(*one_shot), sealed })
    }

    /// Opens the outer box with the combined key of [`one_shot`](Self::one_shot) and our data key.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(self, key: &CombinedKey) -> Result<RoutedData<'a>, OpenError> {
        let plain = key.open_in_place(&self.nonce, self.sealed)?;
        let (sender, sealed) = plain.split_first_chunk_mut().ok_or(ParseError::Truncated)?;
        Ok(RoutedData { sender: LongTermPublicKey::from_bytes(*sender), nonce: self.nonce, sealed })
    }
}

/// Routed data after its outer box: who claims to send it.
#[derive(Debug)]
pub struct RoutedData<'a> {
    /// Long-term key of the sender, unproven until the inner box opens.
    pub sender: LongTermPublicKey,
    nonce: Nonce,
    sealed: &'a mut [u8],
}

impl<'a> RoutedData<'a> {
    /// Opens the inner box with the combined key of both long-term keys.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(self, key: &CombinedKey) -> Result<OnionData<'a>, OpenError> {
        let plain: &'a [u8] = key.open_in_place(&self.nonce, self.sealed)?;
        Ok(OnionData::parse(plain)?)
    }
}

/// Content of routed data.
#[expect(clippy::large_enum_variant, reason = "read and taken apart at once, never stored")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnionData<'a> {
    /// 0x20: somebody who knows our Tox id asks to be a friend.
    FriendRequest(FriendRequest<'a>),
    /// 0x9c: a friend tells its DHT key of this run.
    DhtKey(DhtKeyPacket),
}

impl<'a> OnionData<'a> {
    /// First byte of a friend request here. Over a friend connection it is another one.
    pub const FRIEND_REQUEST_KIND: u8 = 0x20;

    /// Reads the plaintext of the inner box.
    ///
    /// # Errors
    /// [`ParseError`].
    pub fn parse(plain: &'a [u8]) -> Result<Self, ParseError> {
        match plain.split_first() {
            Some((&Self::FRIEND_REQUEST_KIND, content)) => FriendRequest::parse(content).map(Self::FriendRequest),
            Some((&DhtKeyPacket::KIND, _)) => DhtKeyPacket::parse(plain).map(Self::DhtKey),
            Some((&kind, _)) => Err(ParseError::Kind(kind)),
            None => Err(ParseError::Truncated),
        }
    }
}

impl Encode for OnionData<'_> {
    fn encoded_len(&self) -> usize {
        match self {
            Self::FriendRequest(request) => 1 + request.encoded_len(),
            Self::DhtKey(packet) => packet.encoded_len(),
        }
    }

    fn encode(&self, out: &mut impl BufMut) {
        match self {
            Self::FriendRequest(request) => {
                out.put_u8(Self::FRIEND_REQUEST_KIND);
                request.encode(out);
            }
            Self::DhtKey(packet) => packet.encode(out),
        }
    }
}

/// Kind and receiver.
const DESTINATION_HEAD_LEN: usize = 1 + LongTermPublicKey::LEN;
/// Nonce and one-shot key.
const ROUTED_HEAD_LEN: usize = NONCE_LEN + EphemeralPublicKey::LEN;

const _: () = {
    assert!(DataToRoute::MIN_LEN == 283 && DataResponse::MIN_LEN == 122);
    assert!(SealedOnionData::MAX_CONTENT_LEN == 948);
};

#[cfg(test)]
mod tests;
