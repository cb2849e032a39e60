//! Files under a passphrase, for programs that write seldom.

use toxcore_crypto::encryptsave::{PassKey, decrypt_with_passphrase};

use crate::boundary::boundary;
use crate::encryptsave::work::{container, decrypt, encrypt, finish, random};
use crate::pointer::{Out, OutBytes, bytes};
use crate::types::{Tox_Err_Decryption, Tox_Err_Encryption};

/// Encrypts data with a passphrase and a new random salt. Takes some 50 ms, on purpose.
///
/// @param plaintext what to encrypt: at least one byte.
/// @param plaintext_len how many bytes it has.
/// @param passphrase the passphrase; may be NULL if it has no bytes.
/// @param passphrase_len how many bytes it has.
/// @param ciphertext where encrypted data goes; has room for `TOX_PASS_ENCRYPTION_EXTRA_LENGTH` more bytes. May be the place of
///   the plaintext.
/// @param error why nothing was encrypted; may be NULL.
///
/// @return whether it was encrypted.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_pass_encrypt(
    plaintext: *const u8,
    plaintext_len: usize,
    passphrase: *const u8,
    passphrase_len: usize,
    ciphertext: *mut u8,
    error: *mut Tox_Err_Encryption,
) -> bool {
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    // SAFETY: the caller's promise.
    let plaintext = unsafe { bytes(plaintext, plaintext_len, usize::MAX) };
    // SAFETY: the caller's promise.
    let passphrase = unsafe { bytes(passphrase, passphrase_len, usize::MAX) };
    // SAFETY: the caller's promise.
    let ciphertext = unsafe { OutBytes::new(ciphertext) };
    let result = boundary(Err(Tox_Err_Encryption::Failed), || {
        let salt = random().ok_or(Tox_Err_Encryption::KeyDerivationFailed)?;
        let passphrase = passphrase?;
        let nonce = random().ok_or(Tox_Err_Encryption::Failed)?;
        encrypt(plaintext?, ciphertext, nonce, || PassKey::derive(passphrase, &salt))
    });
    finish(error, ciphertext, result)
}

/// Decrypts data with a passphrase and the salt that stands in it. Takes some 50 ms, unless the data is not encrypted at all.
///
/// @param ciphertext encrypted data.
/// @param ciphertext_len how many bytes it has: more than `TOX_PASS_ENCRYPTION_EXTRA_LENGTH`.
/// @param passphrase the passphrase; not NULL even if it has no bytes.
/// @param passphrase_len how many bytes it has.
/// @param plaintext where decrypted data goes; has room for `TOX_PASS_ENCRYPTION_EXTRA_LENGTH` fewer bytes. May be the place of
///   the ciphertext.
/// @param error why nothing was decrypted; may be NULL.
///
/// @return whether it was decrypted.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_pass_decrypt(
    ciphertext: *const u8,
    ciphertext_len: usize,
    passphrase: *const u8,
    passphrase_len: usize,
    plaintext: *mut u8,
    error: *mut Tox_Err_Decryption,
) -> bool {
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    // SAFETY: the caller's promise.
    let ciphertext = unsafe { container(ciphertext, ciphertext_len) };
    let without_passphrase = passphrase.is_null();
    // SAFETY: the caller's promise.
    let passphrase = unsafe { bytes(passphrase, passphrase_len, usize::MAX) };
    // SAFETY: the caller's promise.
    let plaintext = unsafe { OutBytes::new(plaintext) };
    let result = boundary(Err(Tox_Err_Decryption::Failed), || {
        let ciphertext = ciphertext?;
        if without_passphrase {
            return Err(Tox_Err_Decryption::Null);
        }
        let passphrase = passphrase.map_err(|_| Tox_Err_Decryption::KeyDerivationFailed)?;
        decrypt(plaintext, || decrypt_with_passphrase(passphrase, ciphertext))
    });
    finish(error, plaintext, result)
}
