//! Plain packets that may hold the password of the group: their bytes are wiped when nobody needs them any more.

use std::fmt;
use std::ops::Deref;

use toxcore_wire::group::LosslessKind;

/// Whether data of this kind may hold the password: what newcomers show, what members tell of themselves, and what the founder
/// decided.
pub(crate) const fn may_hold_password(kind: LosslessKind) -> bool {
    matches!(
        kind,
        LosslessKind::InviteRequest
            | LosslessKind::PeerInfoResponse
            | LosslessKind::SyncRequest
            | LosslessKind::SharedState
    )
}

/// Bytes of a packet. What may be secret is wiped on drop.
pub(crate) struct PlainBytes {
    bytes: Box<[u8]>,
    is_secret: bool,
}

impl PlainBytes {
    /// Bytes of a packet of this kind. Those with a password are too short to go in fragments.
    pub(crate) const fn new(kind: LosslessKind, bytes: Box<[u8]>) -> Self {
        Self { bytes, is_secret: may_hold_password(kind) }
    }
}

impl Deref for PlainBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for PlainBytes {
    fn drop(&mut self) {
        if self.is_secret {
            toxcore_crypto::wipe(&mut self.bytes);
        }
    }
}

/// Without what is in it.
impl fmt::Debug for PlainBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.bytes.len())
    }
}
