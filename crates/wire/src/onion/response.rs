//! Onion responses, as the nodes of a path see them on the way back.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0x8c at the third node, 0x8d at the second, 0x8e at the first |
//! | 177, 118, 59 | return blob that this node made, see [`ReturnPath3`](super::ReturnPath3) |
//! | 1..1222 | data for the client, not encrypted again: it is already a box |
//!
//! Behind the first node the data alone goes to the client, as a datagram or as relay frame 9.

use std::net::SocketAddr;

use bytes::BufMut;
use toxcore_crypto::SymmetricKey;

use super::return_path::{RETURN_1_LEN, RETURN_2_LEN, RETURN_3_LEN, ReturnAddress, ReturnPath3, open_return};
use super::{MAX_ONION_LEN, is_response_kind};
use crate::boxes::check_len;
use crate::codec::expect_kind;
use crate::error::Field;
use crate::{OpenError, PacketKind, ParseError};

/// Most data that can come back over a path, in bytes (1222).
pub const MAX_RESPONSE_DATA_LEN: usize = MAX_ONION_LEN - 1 - RETURN_3_LEN;

/// Onion response to the third node of the path, from the destination.
#[derive(Debug)]
pub struct OnionResponse3<'a>(&'a mut [u8]);

impl<'a> OnionResponse3<'a> {
    /// First byte.
    pub const KIND: PacketKind = PacketKind::OnionResponse3;
    /// Shortest packet in bytes (179).
    pub const MIN_LEN: usize = 1 + RETURN_3_LEN + 1;
    /// Longest packet in bytes.
    pub const MAX_LEN: usize = MAX_ONION_LEN;

    /// Checks a datagram.
    ///
    /// # Errors
    /// [`ParseError`] for another kind, a length out of range, or data that may not travel back ([`is_response_kind`]).
    pub fn parse(packet: &'a mut [u8]) -> Result<Self, ParseError> {
        check(packet, Self::KIND, RETURN_3_LEN)?;
        Ok(Self(packet))
    }

    /// Opens our return blob.
    ///
    /// # Errors
    /// [`OpenError`] if the blob is not ours or its key has been replaced.
    pub fn open(self, key: &SymmetricKey) -> Result<ForwardedResponse<'a, SocketAddr>, OpenError> {
        open_to_node(self.0, RETURN_3_LEN, RETURN_2_LEN, OnionResponse2::KIND, key)
    }

    /// Appends the start of a packet that takes an answer back; the caller appends the answer. For the destination.
    pub fn put_head(return_path: &ReturnPath3, out: &mut Vec<u8>) {
        out.put_u8(Self::KIND.number());
        out.put_slice(return_path.as_bytes());
    }
}

/// Onion response to the second node of the path.
#[derive(Debug)]
pub struct OnionResponse2<'a>(&'a mut [u8]);

impl<'a> OnionResponse2<'a> {
    /// First byte.
    pub const KIND: PacketKind = PacketKind::OnionResponse2;
    /// Shortest packet in bytes (120).
    pub const MIN_LEN: usize = 1 + RETURN_2_LEN + 1;
    /// Longest packet in bytes.
    pub const MAX_LEN: usize = MAX_ONION_LEN;

    /// Checks a datagram.
    ///
    /// # Errors
    /// [`ParseError`] for another kind, a length out of range, or data that may not travel back ([`is_response_kind`]).
    pub fn parse(packet: &'a mut [u8]) -> Result<Self, ParseError> {
        check(packet, Self::KIND, RETURN_2_LEN)?;
        Ok(Self(packet))
    }

    /// Opens our return blob.
    ///
    /// # Errors
    /// [`OpenError`] if the blob is not ours or its key has been replaced.
    pub fn open(self, key: &SymmetricKey) -> Result<ForwardedResponse<'a, SocketAddr>, OpenError> {
        open_to_node(self.0, RETURN_2_LEN, RETURN_1_LEN, OnionResponse1::KIND, key)
    }
}

/// Onion response to the first node of the path, which hands the data to the client.
#[derive(Debug)]
pub struct OnionResponse1<'a>(&'a mut [u8]);

impl<'a> OnionResponse1<'a> {
    /// First byte.
    pub const KIND: PacketKind = PacketKind::OnionResponse1;
    /// Shortest packet in bytes (61).
    pub const MIN_LEN: usize = 1 + RETURN_1_LEN + 1;
    /// Longest packet in bytes.
    pub const MAX_LEN: usize = MAX_ONION_LEN;

    /// Checks a datagram.
    ///
    /// # Errors
    /// [`ParseError`] for another kind, a length out of range, or data that may not travel back ([`is_response_kind`]).
    pub fn parse(packet: &'a mut [u8]) -> Result<Self, ParseError> {
        check(packet, Self::KIND, RETURN_1_LEN)?;
        Ok(Self(packet))
    }

    /// Opens our return blob. What is forwarded is the data for the client.
    ///
    /// # Errors
    /// [`OpenError`] if the blob is not ours or its key has been replaced.
    pub fn open(self, key: &SymmetricKey) -> Result<ForwardedResponse<'a, ReturnAddress>, OpenError> {
        let (blob, data) = self.0.split_at_mut_checked(1 + RETURN_1_LEN).ok_or(ParseError::Truncated)?;
        let blob = blob.get_mut(1..).ok_or(ParseError::Truncated)?;
        Ok(ForwardedResponse { next: open_return(key, blob)?, packet: data })
    }
}

/// A response without our return blob: one part of the buffer that it came in.
#[derive(Debug)]
pub struct ForwardedResponse<'a, To> {
    /// Where it goes: an address, or a client of ours at the first node.
    pub next: To,
    /// The whole packet to send.
    pub packet: &'a [u8],
}

fn check(packet: &[u8], kind: PacketKind, return_len: usize) -> Result<(), ParseError> {
    expect_kind(packet, kind.number())?;
    check_len(packet, 1 + return_len + 1, MAX_ONION_LEN)?;
    match packet.get(1 + return_len) {
        Some(inner) if is_response_kind(*inner) => Ok(()),
        Some(_) => Err(ParseError::Invalid(Field::InnerKind)),
        None => Err(ParseError::Truncated),
    }
}

/// Opens the blob of a node behind the first one, and writes the next kind right in front of the inner blob.
fn open_to_node<'a>(
    packet: &'a mut [u8],
    return_len: usize,
    inner_len: usize,
    kind: PacketKind,
    key: &SymmetricKey,
) -> Result<ForwardedResponse<'a, SocketAddr>, OpenError> {
    let blob = packet.get_mut(1..1 + return_len).ok_or(ParseError::Truncated)?;
    let ReturnAddress::Udp(next) = open_return(key, blob)? else {
        return Err(ParseError::Invalid(Field::AddressFamily).into());
    };
    let packet = packet.get_mut(return_len - inner_len..).ok_or(ParseError::Truncated)?;
    *packet.first_mut().ok_or(ParseError::Truncated)? = kind.number();
    Ok(ForwardedResponse { next, packet })
}

const _: () = {
    assert!(OnionResponse3::MIN_LEN == 179 && OnionResponse2::MIN_LEN == 120 && OnionResponse1::MIN_LEN == 61);
    assert!(MAX_RESPONSE_DATA_LEN == 1222);
};

#[cfg(test)]
mod tests;
