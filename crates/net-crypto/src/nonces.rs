//! Nonces of received data packets, of which 16 bits travel, and which of them came before.

use toxcore_crypto::Nonce;

/// Finds the nonce of each packet and knows duplicates.
#[derive(Debug)]
pub(crate) struct ReceiveNonces {
    base: Nonce,
    /// Steps of `base` since the handshake.
    base_index: u64,
    /// One more than the highest index that opened.
    end: u64,
    /// Bit `index % WINDOW` tells whether that one of the last [`WINDOW`] indexes was seen.
    seen: [u64; WORDS],
}

/// A packet's place in the sequence of the peer's nonces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) nonce: Nonce,
    index: u64,
    ahead: u16,
}

impl ReceiveNonces {
    pub(crate) fn new(base: Nonce) -> Self {
        Self { base, base_index: 0, end: 0, seen: [0; WORDS] }
    }

    /// The nonce that ends with `tail`. Nothing changes before [`accept`](Self::accept).
    pub(crate) fn candidate(&self, tail: u16) -> Candidate {
        let [.., high, low] = *self.base.as_bytes();
        let ahead = tail.wrapping_sub(u16::from_be_bytes([high, low]));
        let index = self.base_index.saturating_add(u64::from(ahead));
        Candidate { nonce: self.base.wrapping_add(u32::from(ahead)), index, ahead }
    }

    /// Whether a packet with this nonce came before, or is so old that nobody can tell.
    pub(crate) fn is_replay(&self, candidate: &Candidate) -> bool {
        if candidate.index >= self.end {
            return false;
        }
        self.end - candidate.index > WINDOW || self.bit(candidate.index).is_none_or(|(word, bit)| word & bit != 0)
    }

    /// Notes that the packet opened.
    pub(crate) fn accept(&mut self, candidate: &Candidate) {
        let next = candidate.index.saturating_add(1);
        if next > self.end {
            self.forget(next);
            self.end = next;
        }
        let at = slot(candidate.index);
        if let Some(word) = self.seen.get_mut(at.0) {
            *word |= at.1;
        }
        if candidate.ahead > REBASE_AHEAD {
            self.base.add(u32::from(REBASE_STEP));
            self.base_index = self.base_index.saturating_add(u64::from(REBASE_STEP));
        }
    }

    /// Clears the bits of `self.end..next`, which stood for older indexes.
    fn forget(&mut self, next: u64) {
        if next - self.end >= WINDOW {
            self.seen = [0; WORDS];
            return;
        }
        for index in self.end..next {
            let at = slot(index);
            if let Some(word) = self.seen.get_mut(at.0) {
                *word &= !at.1;
            }
        }
    }

    fn bit(&self, index: u64) -> Option<(u64, u64)> {
        let at = slot(index);
        Some((*self.seen.get(at.0)?, at.1))
    }
}

/// Word and bit of an index.
fn slot(index: u64) -> (usize, u64) {
    let position = index % WINDOW;
    (usize::try_from(position / 64).unwrap_or(0), 1 << (position % 64))
}

/// A packet so far ahead moves the base. Protocol: net-crypto, Nonces.
const REBASE_AHEAD: u16 = 2 * REBASE_STEP;
/// By how much. Protocol: net-crypto, Nonces.
const REBASE_STEP: u16 = 21_845;
/// Nonces whose arrival is remembered. Our choice: 512 bytes; reordering beyond 4096 packets means the packet is lost.
const WINDOW: u64 = 4096;
const WORDS: usize = 64;
const _: () = assert!(WINDOW == WORDS as u64 * 64 && REBASE_AHEAD == 43_690);

#[cfg(test)]
mod tests;
