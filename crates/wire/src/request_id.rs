use bytes::BufMut;

use crate::codec::{Encode, Parsed, array};

/// The 8 bytes that tie an answer to its request. Opaque: whoever answers copies them, nobody interprets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequestId([u8; 8]);

impl RequestId {
    /// Bytes on the wire.
    pub const LEN: usize = size_of::<u64>();

    /// The id of these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; Self::LEN] {
        &self.0
    }

    /// An id of our own, from a number of our request table.
    #[must_use]
    pub const fn from_u64(number: u64) -> Self {
        Self(number.to_be_bytes())
    }

    /// The number of an id that we made with [`from_u64`](Self::from_u64).
    #[must_use]
    pub const fn to_u64(self) -> u64 {
        u64::from_be_bytes(self.0)
    }
}

impl Encode for RequestId {
    fn encoded_len(&self) -> usize {
        Self::LEN
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(&self.0);
    }
}

/// A request id.
#[inline]
pub(crate) fn request_id(input: &[u8]) -> Parsed<'_, RequestId> {
    let (input, bytes) = array(input)?;
    Ok((input, RequestId(*bytes)))
}
