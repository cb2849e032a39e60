use std::fmt;

use subtle::ConstantTimeEq;
use thiserror::Error;
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::backend::{Active, Backend};
use crate::{Nonce, SecretKey, X25519PublicKey};

/// Bytes of the MAC in front of each box.
pub const MAC_LEN: usize = 16;

/// The peer's public key is a point of low order, so that everybody would know the combined key, or has its highest bit set, which
/// counts for nothing: it would be a second name for the owner of another key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("public key of low order, or not in its one form")]
pub struct LowOrderKey;

/// The box is too short, was made with another key or nonce, or was changed on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("box does not open")]
pub struct NotDecryptable;

/// The protocol knows no box of an empty plaintext.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("nothing to seal")]
pub struct NothingToSeal;

/// The key that two key pairs have in common. Wiped on drop, never printed.
///
/// Making one costs 30 to 60 µs, fifty times a small box: see [`crate::KeyCache`].
#[derive(Clone, ZeroizeOnDrop)]
pub struct CombinedKey(pub(crate) [u8; 32]);

impl CombinedKey {
    /// The key that `secret` and the owner of `public` have in common.
    ///
    /// # Errors
    /// [`LowOrderKey`] if X25519 yields the all-zero string, whatever `secret` is, or the highest bit of `public` is set.
    pub fn new(secret: &SecretKey, public: &impl X25519PublicKey) -> Result<Self, LowOrderKey> {
        let bytes = public.as_bytes();
        if bytes.last().is_some_and(|byte| byte & 0x80 != 0) {
            return Err(LowOrderKey);
        }
        let mut shared = Zeroizing::new([0; 32]);
        Active::x25519(&mut shared, secret.as_bytes(), bytes);
        if shared.ct_eq(&[0; 32]).into() {
            return Err(LowOrderKey);
        }
        let mut key = Self([0; 32]);
        Active::hsalsa20(&mut key.0, &shared, &[0; 16]);
        Ok(key)
    }

    /// No key: what unused entries of the cache hold.
    pub(crate) const fn zero() -> Self {
        Self([0; 32])
    }

    /// Overwrites this key without leaving a copy of either on the stack.
    pub(crate) fn copy_from(&mut self, other: &Self) {
        self.0.copy_from_slice(&other.0);
    }

    /// Seals `buf[MAC_LEN..]` in place and writes the MAC into `buf[..MAC_LEN]`.
    ///
    /// # Errors
    /// [`NothingToSeal`] if `buf` has no byte after the room for the MAC.
    pub fn seal_in_place(&self, nonce: &Nonce, buf: &mut [u8]) -> Result<(), NothingToSeal> {
        seal(&self.0, nonce, buf)
    }

    /// Opens a box in place and returns its plaintext, `buf[MAC_LEN..]`. A box that does not open stays as it was.
    ///
    /// # Errors
    /// [`NotDecryptable`] if `buf` is no box of this key and nonce with at least one byte of plaintext.
    pub fn open_in_place<'a>(&self, nonce: &Nonce, buf: &'a mut [u8]) -> Result<&'a mut [u8], NotDecryptable> {
        open(&self.0, nonce, buf)
    }
}

/// A key of random bytes for boxes that only we open, or that both sides derive. Wiped on drop, never printed.
#[derive(Clone, ZeroizeOnDrop)]
pub struct SymmetricKey([u8; 32]);

impl SymmetricKey {
    /// Bytes of a symmetric key.
    pub const LEN: usize = 32;

    /// The key of these bytes, which must come from a generator fit for secrets. The caller wipes its own copy.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Seals `buf[MAC_LEN..]` in place and writes the MAC into `buf[..MAC_LEN]`.
    ///
    /// # Errors
    /// [`NothingToSeal`] if `buf` has no byte after the room for the MAC.
    pub fn seal_in_place(&self, nonce: &Nonce, buf: &mut [u8]) -> Result<(), NothingToSeal> {
        seal(&self.0, nonce, buf)
    }

    /// Opens a box in place and returns its plaintext, `buf[MAC_LEN..]`. A box that does not open stays as it was.
    ///
    /// # Errors
    /// [`NotDecryptable`] if `buf` is no box of this key and nonce with at least one byte of plaintext.
    pub fn open_in_place<'a>(&self, nonce: &Nonce, buf: &'a mut [u8]) -> Result<&'a mut [u8], NotDecryptable> {
        open(&self.0, nonce, buf)
    }
}

impl SymmetricKey {
    /// Opens a box into a new vector, which holds the plaintext alone.
    pub(crate) fn open_to_vec(&self, nonce: &Nonce, sealed: &[u8]) -> Result<Vec<u8>, NotDecryptable> {
        let (mac, data) = sealed.split_first_chunk::<MAC_LEN>().ok_or(NotDecryptable)?;
        let mut data = data.to_vec();
        if data.is_empty() || !Active::open(&self.0, nonce.as_bytes(), &mut data, mac) {
            return Err(NotDecryptable);
        }
        Ok(data)
    }
}

impl fmt::Debug for CombinedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CombinedKey(..)")
    }
}

impl fmt::Debug for SymmetricKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SymmetricKey(..)")
    }
}

fn seal(key: &[u8; 32], nonce: &Nonce, buf: &mut [u8]) -> Result<(), NothingToSeal> {
    seal_with(buf, |data, mac| Active::seal(key, nonce.as_bytes(), data, mac))
}

fn open<'a>(key: &[u8; 32], nonce: &Nonce, buf: &'a mut [u8]) -> Result<&'a mut [u8], NotDecryptable> {
    open_with(buf, |data, mac| Active::open(key, nonce.as_bytes(), data, mac))
}

/// Lets `seal` encrypt what stands after the room for the MAC, and write the MAC.
pub(crate) fn seal_with(buf: &mut [u8], seal: impl FnOnce(&mut [u8], &mut [u8; MAC_LEN])) -> Result<(), NothingToSeal> {
    match buf.split_first_chunk_mut::<MAC_LEN>() {
        Some((mac, data)) if !data.is_empty() => {
            seal(data, mac);
            Ok(())
        }
        _ => Err(NothingToSeal),
    }
}

/// Lets `open` decrypt what stands after the MAC.
pub(crate) fn open_with(
    buf: &mut [u8],
    open: impl FnOnce(&mut [u8], &[u8; MAC_LEN]) -> bool,
) -> Result<&mut [u8], NotDecryptable> {
    let (mac, data) = buf.split_first_chunk_mut::<MAC_LEN>().ok_or(NotDecryptable)?;
    if data.is_empty() || !open(data, mac) {
        return Err(NotDecryptable);
    }
    Ok(data)
}

#[cfg(test)]
mod tests;
