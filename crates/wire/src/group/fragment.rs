//! Part of a lossless packet that is too long for one. Lossless kind 0xef.
//!
//! All data of the parts, one after the other, is the kind of the packet and then its data. A part without data ends it.

use bytes::BufMut;

use super::{LosslessKind, MAX_FRAGMENT_LEN};
use crate::{Encode, ParseError};

/// Part of a packet.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fragment<'a> {
    /// At most [`MAX_FRAGMENT_LEN`] bytes; none in the last one.
    pub data: &'a [u8],
}

impl<'a> Fragment<'a> {
    /// Kind of the lossless packet.
    pub const KIND: LosslessKind = LosslessKind::Fragment;

    /// Reads the data of a packet.
    ///
    /// # Errors
    /// [`ParseError::TooLong`] for more than [`MAX_FRAGMENT_LEN`] bytes.
    pub const fn parse(data: &'a [u8]) -> Result<Self, ParseError> {
        if data.len() > MAX_FRAGMENT_LEN { Err(ParseError::TooLong(data.len())) } else { Ok(Self { data }) }
    }

    /// Whether the packet is complete with it.
    #[must_use]
    pub const fn is_last(&self) -> bool {
        self.data.is_empty()
    }
}

impl Encode for Fragment<'_> {
    fn encoded_len(&self) -> usize {
        self.data.len()
    }

    fn encode(&self, out: &mut impl BufMut) {
        out.put_slice(self.data);
    }
}

/// Without the data.
impl std::fmt::Debug for Fragment<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fragment").field("data", &crate::redacted::Length(self.data)).finish()
    }
}
