use std::sync::Arc;

use toxcore_wire::group::{LosslessKind, MAX_LOSSLESS_CHUNK_LEN, MAX_REASSEMBLED_LEN};

use crate::link::SendError;
use crate::secret::PlainBytes;

/// Kind and data of a lossless packet. Copies share them; the last one wipes what may be secret.
#[derive(Clone)]
pub(crate) struct Packet(Arc<PlainBytes>);

impl Packet {
    /// # Errors
    /// [`SendError::TooLong`] if fragments may not make up so much.
    pub(crate) fn new(kind: LosslessKind, data: &[u8]) -> Result<Self, SendError> {
        if data.len() >= MAX_REASSEMBLED_LEN {
            return Err(SendError::TooLong(data.len()));
        }
        let bytes = [&[kind.number()], data].concat().into_boxed_slice();
        Ok(Self(Arc::new(PlainBytes::new(kind, bytes))))
    }

    pub(crate) fn kind(&self) -> LosslessKind {
        self.0.first().copied().unwrap_or_default().into()
    }

    /// The number of the kind, then the data.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// How many packets it goes out as.
    pub(crate) fn parts(&self) -> usize {
        let len = self.0.len();
        if len <= 1 + MAX_LOSSLESS_CHUNK_LEN { 1 } else { len.div_ceil(MAX_LOSSLESS_CHUNK_LEN) + 1 }
    }
}

/// Without what people write.
impl std::fmt::Debug for Packet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Packet({:?}, {} bytes)", self.kind(), self.0.len())
    }
}
