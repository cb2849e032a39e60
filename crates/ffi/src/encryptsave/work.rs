//! What encrypting and decrypting have in common, with a key and with a passphrase.

use std::borrow::Borrow;

use crate::pointer::{Out, OutBytes, Unreadable, bytes};
use crate::types::{Tox_Err_Decryption, Tox_Err_Encryption, Tox_Err_Key_Derivation};
use crate::wiped::Wiped;
use toxcore_crypto::Nonce;
use toxcore_crypto::encryptsave::{DecryptError, EXTRA_LEN, EncryptError, PassKey};

/// Bytes of a container, which is longer than what it adds.
///
/// # Safety
/// As for [`bytes`].
pub(super) unsafe fn container<'a>(start: *const u8, len: usize) -> Result<&'a [u8], Tox_Err_Decryption> {
    if len <= EXTRA_LEN {
        return Err(Tox_Err_Decryption::InvalidLength);
    }
    // SAFETY: the caller's promise.
    Ok(unsafe { bytes(start, len, usize::MAX) }?)
}

/// The container of `plaintext`, for a place that is there. The key is made last: it may take long.
pub(super) fn encrypt<K: Borrow<PassKey>>(
    plaintext: &[u8],
    ciphertext: OutBytes<'_>,
    nonce: [u8; Nonce::LEN],
    key: impl FnOnce() -> K,
) -> Result<Vec<u8>, Tox_Err_Encryption> {
    if plaintext.is_empty() || ciphertext.is_null() {
        return Err(Tox_Err_Encryption::Null);
    }
    Ok(key().borrow().encrypt(&Nonce::from_bytes(nonce), plaintext)?)
}

/// What `open` finds in a container, for a place that is there. It is overwritten when it is dropped.
pub(super) fn decrypt(
    plaintext: OutBytes<'_>,
    open: impl FnOnce() -> Result<Vec<u8>, DecryptError>,
) -> Result<Wiped, Tox_Err_Decryption> {
    if plaintext.is_null() {
        return Err(Tox_Err_Decryption::Null);
    }
    Ok(Wiped::from(open()?))
}

/// Writes the result, and tells C how it went.
///
/// What the result was made from may lie in the same place: whoever calls has done with it.
pub(super) fn finish<E: Copy>(error: Out<'_, E>, place: OutBytes<'_>, result: Result<impl AsRef<[u8]>, E>) -> bool {
    match result {
        Ok(bytes) => {
            place.write(bytes.as_ref());
            error.set_ok();
            true
        }
        Err(why) => {
            error.set(why);
            false
        }
    }
}

/// Bytes of the operating system that nobody can guess; `None` if it has none.
pub(super) fn random<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).ok().map(|()| bytes)
}

impl From<Unreadable> for Tox_Err_Key_Derivation {
    fn from(why: Unreadable) -> Self {
        match why {
            Unreadable::Null => Self::Null,
            Unreadable::TooLong => Self::Failed,
        }
    }
}

impl From<Unreadable> for Tox_Err_Encryption {
    fn from(why: Unreadable) -> Self {
        match why {
            Unreadable::Null => Self::Null,
            Unreadable::TooLong => Self::Failed,
        }
    }
}

impl From<Unreadable> for Tox_Err_Decryption {
    fn from(why: Unreadable) -> Self {
        match why {
            Unreadable::Null => Self::Null,
            Unreadable::TooLong => Self::InvalidLength,
        }
    }
}

impl From<EncryptError> for Tox_Err_Encryption {
    fn from(why: EncryptError) -> Self {
        match why {
            EncryptError::Empty => Self::Null,
            _ => Self::Failed,
        }
    }
}

impl From<DecryptError> for Tox_Err_Decryption {
    fn from(why: DecryptError) -> Self {
        match why {
            DecryptError::InvalidLength(_) => Self::InvalidLength,
            DecryptError::BadFormat => Self::BadFormat,
            _ => Self::Failed,
        }
    }
}
