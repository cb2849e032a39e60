use std::fmt;

use zeroize::ZeroizeOnDrop;

use crate::backend::{Active, Backend};
use crate::boxes::{open_with, seal_with};
use crate::{CombinedKey, Nonce, NotDecryptable, NothingToSeal};

mod short;

pub(crate) use self::short::Short;

/// A combined key for boxes whose nonces count up, as in the streams of a connection. Wiped on drop, never printed.
///
/// It remembers what HSalsa20 makes of the key and the first 16 bytes of the last nonce, which in a stream hardly ever change;
/// that halves the cost of short boxes. The boxes are those of [`CombinedKey`]. Have one for each direction.
#[derive(ZeroizeOnDrop)]
pub struct SequentialKey {
    #[zeroize(skip)] // It wipes itself.
    key: CombinedKey,
    /// First 16 bytes of the last nonce.
    #[zeroize(skip)]
    half: Option<[u8; 16]>,
    /// What HSalsa20 makes of the key and these.
    subkey: [u8; 32],
}

impl SequentialKey {
    /// Remembers nothing yet.
    #[must_use]
    pub const fn new(key: CombinedKey) -> Self {
        Self { key, half: None, subkey: [0; 32] }
    }

    /// Seals `buf[MAC_LEN..]` in place and writes the MAC into `buf[..MAC_LEN]`.
    ///
    /// # Errors
    /// [`NothingToSeal`] if `buf` has no byte after the room for the MAC.
    pub fn seal_in_place(&mut self, nonce: &Nonce, buf: &mut [u8]) -> Result<(), NothingToSeal> {
        if buf.len() > Short::MAX_BOX_LEN {
            return self.key.seal_in_place(nonce, buf);
        }
        let short = self.short(nonce);
        seal_with(buf, |data, mac| short.seal::<Active>(data, mac))
    }

    /// Opens a box in place and returns its plaintext, `buf[MAC_LEN..]`. A box that does not open stays as it was.
    ///
    /// # Errors
    /// [`NotDecryptable`] if `buf` is no box of this key and nonce with at least one byte of plaintext.
    pub fn open_in_place<'a>(&mut self, nonce: &Nonce, buf: &'a mut [u8]) -> Result<&'a mut [u8], NotDecryptable> {
        if buf.len() > Short::MAX_BOX_LEN {
            return self.key.open_in_place(nonce, buf);
        }
        let short = self.short(nonce);
        open_with(buf, |data, mac| short.open::<Active>(data, mac))
    }

    fn short(&mut self, nonce: &Nonce) -> Short<'_> {
        let (half, tail) = nonce.halves();
        if self.half != Some(half) {
            Active::hsalsa20(&mut self.subkey, &self.key.0, &half);
            self.half = Some(half);
        }
        Short { subkey: &self.subkey, tail }
    }
}

impl From<CombinedKey> for SequentialKey {
    fn from(key: CombinedKey) -> Self {
        Self::new(key)
    }
}

impl fmt::Debug for SequentialKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SequentialKey(..)")
    }
}

#[cfg(test)]
mod tests;
