//! The container of password-encrypted files: magic, salt, nonce, box.
//!
//! ```
//! use toxcore_crypto::Nonce;
//! use toxcore_crypto::encryptsave::{self, PassKey};
//!
//! # let (salt, nonce, other_nonce) = ([1; 32], Nonce::from_bytes([2; 24]), Nonce::from_bytes([3; 24]));
//! // Deriving is slow on purpose: keep the key and give each file a fresh nonce.
//! let key = PassKey::derive(b"correct horse", &salt);
//! let file = key.encrypt(&nonce, b"profile")?;
//! let later = key.encrypt(&other_nonce, b"profile, changed")?;
//!
//! assert!(encryptsave::is_encrypted(&file));
//! assert_eq!(encryptsave::decrypt_with_passphrase(b"correct horse", &file)?, b"profile");
//! assert_eq!(key.decrypt(&later)?, b"profile, changed");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Protocol: crypto, Encrypted files.

use std::fmt;

use scrypt::{Params, scrypt};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{MAC_LEN, NONCE_LEN, Nonce, SymmetricKey, sha256};

/// First bytes of each container.
pub const MAGIC: &[u8; 8] = b"toxEsave";
/// Bytes of the salt.
pub const SALT_LEN: usize = 32;
/// Bytes by which a container is longer than its plaintext.
pub const EXTRA_LEN: usize = MAGIC.len() + SALT_LEN + NONCE_LEN + MAC_LEN;

/// Why nothing was encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EncryptError {
    /// The container cannot hold an empty plaintext.
    #[error("nothing to encrypt")]
    Empty,
}

/// Why a container was not decrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DecryptError {
    /// Not longer than [`EXTRA_LEN`].
    #[error("{0} bytes are too few for a container")]
    InvalidLength(usize),
    /// Does not start with [`MAGIC`].
    #[error("not an encrypted container")]
    BadFormat,
    /// The passphrase is wrong or the bytes were changed.
    #[error("wrong passphrase or damaged data")]
    Failed,
}

/// Whether `data` starts like a container.
#[must_use]
pub fn is_encrypted(data: &[u8]) -> bool {
    data.starts_with(MAGIC)
}

/// The salt with which the key of this container was derived; `None` if it is no container.
#[must_use]
pub fn salt_of(data: &[u8]) -> Option<[u8; SALT_LEN]> {
    data.strip_prefix(MAGIC)?.first_chunk::<SALT_LEN>().copied()
}

/// A key derived from a passphrase, to be used for many containers: deriving takes about 50 ms and 16 MiB.
#[derive(Clone)]
pub struct PassKey {
    salt: [u8; SALT_LEN],
    key: SymmetricKey,
}

impl PassKey {
    /// Derives the key. The salt is public and random; the empty passphrase is allowed.
    #[must_use]
    pub fn derive(passphrase: &[u8], salt: &[u8; SALT_LEN]) -> Self {
        let hash = Zeroizing::new(sha256(passphrase));
        let mut key = Zeroizing::new([0; SymmetricKey::LEN]);
        let params = Params::new(LOG_N, R, P).expect("constants within the limits of scrypt");
        scrypt(&*hash, salt, &params, &mut *key).expect("32 bytes are a legal output length");
        Self { salt: *salt, key: SymmetricKey::from_bytes(*key) }
    }

    /// The salt it was derived with.
    #[must_use]
    pub const fn salt(&self) -> &[u8; SALT_LEN] {
        &self.salt
    }

    /// Encrypts `plain` into a container. The nonce must be new each time.
    ///
    /// # Errors
    /// [`EncryptError::Empty`] if `plain` is empty.
    pub fn encrypt(&self, nonce: &Nonce, plain: &[u8]) -> Result<Vec<u8>, EncryptError> {
        let mut out = Vec::with_capacity(plain.len().saturating_add(EXTRA_LEN));
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&self.salt);
        out.extend_from_slice(nonce.as_bytes());
        let sealed = out.len();
        out.extend_from_slice(&[0; MAC_LEN]);
        out.extend_from_slice(plain);
        self.key.seal_in_place(nonce, &mut out[sealed..]).map_err(|_| EncryptError::Empty)?;
        Ok(out)
    }

    /// Decrypts a container, whatever salt stands in it.
    ///
    /// # Errors
    /// [`DecryptError`] tells the three ways in which it fails.
    pub fn decrypt(&self, data: &[u8]) -> Result<Vec<u8>, DecryptError> {
        let (nonce, sealed) = parse(data)?;
        self.key.open_to_vec(&nonce, sealed).map_err(|_| DecryptError::Failed)
    }
}

impl fmt::Debug for PassKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PassKey(..)")
    }
}

/// Decrypts a container with the key that `passphrase` and the salt in it give.
///
/// # Errors
/// [`DecryptError`] tells the three ways in which it fails; only the last takes the time of a derivation.
pub fn decrypt_with_passphrase(passphrase: &[u8], data: &[u8]) -> Result<Vec<u8>, DecryptError> {
    parse(data)?;
    let salt = salt_of(data).ok_or(DecryptError::BadFormat)?;
    PassKey::derive(passphrase, &salt).decrypt(data)
}

/// Nonce and box of a container.
fn parse(data: &[u8]) -> Result<(Nonce, &[u8]), DecryptError> {
    if data.len() <= EXTRA_LEN {
        return Err(DecryptError::InvalidLength(data.len()));
    }
    let body = data.strip_prefix(MAGIC).and_then(|rest| rest.get(SALT_LEN..)).ok_or(DecryptError::BadFormat)?;
    let (nonce, sealed) = body.split_first_chunk::<NONCE_LEN>().ok_or(DecryptError::BadFormat)?;
    Ok((Nonce::from_bytes(*nonce), sealed))
}

/// Logarithm of scrypt's cost N. Protocol: crypto, Encrypted files.
const LOG_N: u8 = 14;
/// Scrypt's block size.
const R: u32 = 8;
/// Scrypt's parallelism.
const P: u32 = 2;

#[cfg(test)]
mod tests;
