use toxcore_crypto::{CombinedKey, MAC_LEN, Nonce, SequentialKey};
use toxcore_sansio::Discard;
use toxcore_wire::relay::{FRAME_HEAD_LEN, seal_frame_in_place};

use crate::frame_counts::{FrameCounts, FrameDirection};

/// The two directions of one TCP link after its handshake.
///
/// Each side seals what it sends with the base nonce of its own handshake, one higher for every frame (chapter TCP
/// relay, Handshake).
#[derive(Debug)]
pub(crate) struct LinkCipher {
    send_key: SequentialKey,
    receive_key: SequentialKey,
    send_nonce: Nonce,
    receive_nonce: Nonce,
    counts: Option<FrameCounts>,
}

impl LinkCipher {
    /// `send_nonce` comes from our handshake, `receive_nonce` from the other side's.
    pub(crate) fn new(key: CombinedKey, send_nonce: Nonce, receive_nonce: Nonce) -> Self {
        let (send_key, receive_key) = (key.clone().into(), key.into());
        Self { send_key, receive_key, send_nonce, receive_nonce, counts: None }
    }

    /// Adds each frame to these figures from now on.
    pub(crate) fn counted_by(self, counts: Option<FrameCounts>) -> Self {
        Self { counts, ..self }
    }

    /// Opens the sealed part of one frame in place.
    ///
    /// # Errors
    /// [`Discard::NotDecryptable`]; the link is of no use afterwards.
    pub(crate) fn open<'a>(&mut self, sealed: &'a mut [u8]) -> Result<&'a mut [u8], Discard> {
        let plain = self.receive_key.open_in_place(&self.receive_nonce, sealed).map_err(|_| Discard::NotDecryptable)?;
        self.receive_nonce.increment();
        if let (Some(counts), [kind, ..]) = (&self.counts, &*plain) {
            counts.count(FrameDirection::Received, *kind, plain.len());
        }
        Ok(plain)
    }

    /// Appends one frame to `out`: length, MAC and what `write` appends, sealed in place.
    ///
    /// A frame without content or longer than [`MAX_PLAIN_LEN`](toxcore_wire::relay::MAX_PLAIN_LEN) is taken back and no nonce is used; `false` says so.
    pub(crate) fn seal(&mut self, out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) -> bool {
        let start = out.len();
        out.extend_from_slice(&[0; FRAME_HEAD_LEN]);
        write(out);
        let frame = out.get_mut(start..).unwrap_or_default();
        let kind = frame.get(FRAME_HEAD_LEN).copied().unwrap_or_default();
        if seal_frame_in_place(frame, &mut self.send_key, &self.send_nonce).is_err() {
            out.truncate(start);
            return false;
        }
        self.send_nonce.increment();
        if let Some(counts) = &self.counts {
            counts.count(FrameDirection::Sent, kind, out.len() - start);
        }
        true
    }
}

/// Bytes of the length prefix of a frame.
pub(crate) const HEADER: usize = FRAME_HEAD_LEN - MAC_LEN;
