//! Packets of the application: to all 0xf2, to one 0xee, lossless and lossy alike. 1 to 1373 bytes of anything.

use bytes::BufMut;

use super::MAX_GROUP_CUSTOM_LEN;
use crate::{Encode, ParseError};

/// A packet of the application.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CustomPacket<'a> {
    /// 1 to [`MAX_GROUP_CUSTOM_LEN`] bytes.
    pub data: &'a [u8],
}

impl<'a> CustomPacket<'a> {
    /// Reads the data of a packet.
    ///
    /// # Errors
    /// [`ParseError`] for a length out of range.
    pub const fn parse(data: &'a [u8]) -> Result<Self, ParseError> {
        match data.len() {
            0 => Err(ParseError::Truncated),
            1..=MAX_GROUP_CUSTOM_LEN => Ok(Self { data }),
            len => Err(ParseError::TooLong(len)),
        }
    }
}

impl Encode for CustomPacket<'_> {
    fn encoded_len(&self) -> usize {
        self.data.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.data);
    }
}

/// Without the data.
impl std::fmt::Debug for CustomPacket<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CustomPacket").field("data", &crate::redacted::Length(self.data)).finish()
    }
}
