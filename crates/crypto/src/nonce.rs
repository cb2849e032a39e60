use std::fmt;

use crate::hex;

/// Bytes of a [`Nonce`].
pub const NONCE_LEN: usize = 24;

/// A number used once with a key: 24 bytes, read as a 192-bit big-endian number where the protocol counts.
///
/// Public. Packets without a stream carry a random one; streams count from a random base nonce.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Nonce([u8; NONCE_LEN]);

impl Nonce {
    /// Bytes of a nonce.
    pub const LEN: usize = NONCE_LEN;

    /// The nonce of these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; NONCE_LEN]) -> Self {
        Self(bytes)
    }

    /// Its bytes as they stand in packets.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; NONCE_LEN] {
        &self.0
    }

    /// What HSalsa20 takes of it, and what Salsa20 takes.
    pub(crate) fn halves(&self) -> ([u8; 16], [u8; 8]) {
        (std::array::from_fn(|i| self.0[i]), std::array::from_fn(|i| self.0[16 + i]))
    }

    /// Adds one; after the highest value comes zero.
    pub fn increment(&mut self) {
        self.add(1);
    }

    /// Adds `count`, modulo 2^192.
    pub fn add(&mut self, count: u32) {
        let mut carry = u64::from(count);
        for chunk in self.0.rchunks_exact_mut(4) {
            if carry == 0 {
                break;
            }
            let word = chunk.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
            let sum = word + carry;
            chunk.copy_from_slice(&sum.to_be_bytes()[4..]);
            carry = sum >> 32;
        }
    }

    /// The nonce `count` later, modulo 2^192.
    #[must_use]
    pub fn wrapping_add(mut self, count: u32) -> Self {
        self.add(count);
        self
    }
}

impl fmt::Debug for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex::fmt_short("Nonce", &self.0, f)
    }
}

#[cfg(test)]
mod tests;
