//! The return blobs that path nodes append to requests, and that lead the answer back.
//!
//! | bytes | content |
//! |---|---|
//! | 24 | nonce, fresh for each blob |
//! | 16 | MAC of the rest, under the symmetric key of the node that made the blob |
//! | 19 | [`ReturnAddress`]: where the request came from |
//! | 0, 59 or 118 | the blob that came with the request |

use std::net::SocketAddr;

use bytes::BufMut;
use toxcore_crypto::{MAC_LEN, NONCE_LEN, Nonce, SymmetricKey};

use crate::boxes::seal_with;
use crate::codec::{Parsed, array, be_u32, invalid};
use crate::error::Field;
use crate::ip_port::onion_address;
use crate::{Encode, OnionAddress, OpenError, ParseError};

/// Bytes that each path node adds to the blob: nonce, MAC and address.
pub(crate) const RETURN_LAYER_LEN: usize = NONCE_LEN + MAC_LEN + OnionAddress::LEN;
/// Blob made by the first node of a path, in bytes (59).
pub const RETURN_1_LEN: usize = RETURN_LAYER_LEN;
/// Blob made by the second node of a path, in bytes (118).
pub const RETURN_2_LEN: usize = RETURN_LAYER_LEN + RETURN_1_LEN;
/// Blob made by the third node of a path, in bytes (177).
pub const RETURN_3_LEN: usize = RETURN_LAYER_LEN + RETURN_2_LEN;

/// A client on one of our own TCP links. A reused index has another generation, so that an answer that comes late does
/// not reach the next user of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClientSlot {
    /// Slot in the owner's table.
    pub index: u32,
    /// Counts the users of the slot.
    pub generation: u32,
}

/// Where a path node sends the answer to a request.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReturnAddress {
    /// Back to this address as a datagram.
    Udp(SocketAddr),
    /// Down this TCP link as an onion response frame.
    Client(ClientSlot),
}

/// Without the address.
impl std::fmt::Debug for ReturnAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Udp(_) => f.write_str("Udp([redacted])"),
            Self::Client(slot) => f.debug_tuple("Client").field(slot).finish(),
        }
    }
}

impl ReturnAddress {
    /// Length in bytes, whatever the variant, so that the blob does not tell.
    pub const LEN: usize = OnionAddress::LEN;

    /// In place of an address family: the blob leads to a TCP client. Our choice, as only we open our blobs; it must
    /// differ from 2 and 10.
    const CLIENT_FAMILY: u8 = 0xff;
    /// Zero bytes behind a [`ClientSlot`], to the length of an address.
    const CLIENT_FILLER_LEN: usize = Self::LEN - 1 - 2 * size_of::<u32>();

    pub(crate) fn read(input: &[u8]) -> Parsed<'_, Self> {
        let Some((&Self::CLIENT_FAMILY, slot)) = input.split_first() else {
            let (input, address) = onion_address(input)?;
            return Ok((input, Self::Udp(address.0)));
        };
        let (slot, index) = be_u32(slot)?;
        let (slot, generation) = be_u32(slot)?;
        let (input, filler) = array::<{ Self::CLIENT_FILLER_LEN }>(slot)?;
        if filler.iter().any(|byte| *byte != 0) {
            return invalid(Field::Filler);
        }
        Ok((input, Self::Client(ClientSlot { index, generation })))
    }
}

impl Encode for ReturnAddress {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        match self {
            Self::Udp(address) => OnionAddress::from(*address).encode(out),
            Self::Client(ClientSlot { index, generation }) => {
                out.put_u8(Self::CLIENT_FAMILY);
                out.put_u32(*index);
                out.put_u32(*generation);
                out.put_bytes(0, Self::CLIENT_FILLER_LEN);
            }
        }
    }
}

/// The blob with which a request reaches its destination. Opaque there: it goes in front of the answer unchanged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ReturnPath3([u8; RETURN_3_LEN]);

impl ReturnPath3 {
    /// Length in bytes.
    pub const LEN: usize = RETURN_3_LEN;

    /// From the bytes at the end of a request.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; RETURN_3_LEN]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; RETURN_3_LEN] {
        &self.0
    }
}

impl std::fmt::Debug for ReturnPath3 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReturnPath3(..)")
    }
}

/// Appends a blob that leads to `back`, around the blob `inner` that came with the request (empty at the first node).
pub(crate) fn seal_return(key: &SymmetricKey, nonce: &Nonce, back: ReturnAddress, inner: &[u8], out: &mut Vec<u8>) {
    out.put_slice(nonce.as_bytes());
    seal_with(key, nonce, out, |out| {
        back.encode(out);
        out.put_slice(inner);
    });
}

/// Opens a blob of ours in place: where the answer goes. The inner blob is then the end of `blob`.
///
/// # Errors
/// [`OpenError::NotDecryptable`] if it is not ours or its key has been replaced.
pub(crate) fn open_return(key: &SymmetricKey, blob: &mut [u8]) -> Result<ReturnAddress, OpenError> {
    let (nonce, sealed) = blob.split_first_chunk_mut::<NONCE_LEN>().ok_or(ParseError::Truncated)?;
    let plain = key.open_in_place(&Nonce::from_bytes(*nonce), sealed)?;
    match ReturnAddress::read(plain) {
        Ok((_, back)) => Ok(back),
        Err(error) => Err(crate::codec::into_parse_error(&error).into()),
    }
}

#[cfg(test)]
mod tests;
