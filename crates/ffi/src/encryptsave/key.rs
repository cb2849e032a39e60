//! A key that is derived once and used for many files.

use std::ptr;

use toxcore_crypto::encryptsave::{PassKey, SALT_LEN};

use crate::boundary::boundary;
use crate::encryptsave::work::{container, decrypt, encrypt, finish, random};
use crate::pointer::{Out, OutBytes, array, bytes};
use crate::types::{Tox_Err_Decryption, Tox_Err_Encryption, Tox_Err_Key_Derivation};

/// A key derived from a passphrase and a salt. Deriving takes some 50 ms, so a program that writes often keeps it.
#[allow(non_camel_case_types, reason = "the name is that of C")]
#[derive(Debug)]
pub struct Tox_Pass_Key(PassKey);

/// Derives a key with a new random salt.
///
/// @param passphrase the passphrase; may be NULL if it has no bytes.
/// @param passphrase_len how many bytes it has.
/// @param error why there is no key; may be NULL.
///
/// @return the key, to be freed with `tox_pass_key_free`; NULL if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_pass_key_derive(
    passphrase: *const u8,
    passphrase_len: usize,
    error: *mut Tox_Err_Key_Derivation,
) -> *mut Tox_Pass_Key {
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    // SAFETY: the caller's promise.
    let passphrase = unsafe { bytes(passphrase, passphrase_len, usize::MAX) };
    hand_over(error, || {
        let salt = random().ok_or(Tox_Err_Key_Derivation::Failed)?;
        Ok((passphrase?, salt))
    })
}

/// Derives a key with a given salt, as that of a file written before: the same passphrase and salt give the same key.
///
/// @param passphrase the passphrase; may be NULL if it has no bytes.
/// @param passphrase_len how many bytes it has.
/// @param salt the salt, of `TOX_PASS_SALT_LENGTH` bytes.
/// @param error why there is no key; may be NULL.
///
/// @return the key, to be freed with `tox_pass_key_free`; NULL if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_pass_key_derive_with_salt(
    passphrase: *const u8,
    passphrase_len: usize,
    salt: *const u8,
    error: *mut Tox_Err_Key_Derivation,
) -> *mut Tox_Pass_Key {
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    // SAFETY: the caller's promise.
    let salt = unsafe { array(salt) };
    // SAFETY: the caller's promise.
    let passphrase = unsafe { bytes(passphrase, passphrase_len, usize::MAX) };
    hand_over(error, || {
        let salt = salt.ok_or(Tox_Err_Key_Derivation::Null)?;
        Ok((passphrase?, salt))
    })
}

/// Frees a key, after its bytes were overwritten. NULL does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_pass_key_free(key: *mut Tox_Pass_Key) {
    if !key.is_null() {
        // SAFETY: the caller passes a key that this library made, and which is not freed yet.
        let key = unsafe { Box::from_raw(key) };
        boundary((), || drop(key));
    }
}

/// Encrypts data with a key that was derived before.
///
/// @param key the key.
/// @param plaintext what to encrypt: at least one byte.
/// @param plaintext_len how many bytes it has.
/// @param ciphertext where encrypted data goes; has room for `TOX_PASS_ENCRYPTION_EXTRA_LENGTH` more bytes. May be the place of
///   the plaintext.
/// @param error why nothing was encrypted; may be NULL.
///
/// @return whether it was encrypted.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_pass_key_encrypt(
    key: *const Tox_Pass_Key,
    plaintext: *const u8,
    plaintext_len: usize,
    ciphertext: *mut u8,
    error: *mut Tox_Err_Encryption,
) -> bool {
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    // SAFETY: the caller's promise.
    let key = unsafe { key.as_ref() };
    // SAFETY: the caller's promise.
    let plaintext = unsafe { bytes(plaintext, plaintext_len, usize::MAX) };
    // SAFETY: the caller's promise.
    let ciphertext = unsafe { OutBytes::new(ciphertext) };
    let result = boundary(Err(Tox_Err_Encryption::Failed), || {
        let nonce = random().ok_or(Tox_Err_Encryption::Failed)?;
        let key = key.ok_or(Tox_Err_Encryption::Null)?;
        encrypt(plaintext?, ciphertext, nonce, || &key.0)
    });
    finish(error, ciphertext, result)
}

/// Decrypts data with a key that was derived before.
///
/// @param key the key.
/// @param ciphertext encrypted data.
/// @param ciphertext_len how many bytes it has: more than `TOX_PASS_ENCRYPTION_EXTRA_LENGTH`.
/// @param plaintext where decrypted data goes; has room for `TOX_PASS_ENCRYPTION_EXTRA_LENGTH` fewer bytes. May be the place of
///   the ciphertext.
/// @param error why nothing was decrypted; may be NULL.
///
/// @return whether it was decrypted.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_pass_key_decrypt(
    key: *const Tox_Pass_Key,
    ciphertext: *const u8,
    ciphertext_len: usize,
    plaintext: *mut u8,
    error: *mut Tox_Err_Decryption,
) -> bool {
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    // SAFETY: the caller's promise.
    let key = unsafe { key.as_ref() };
    // SAFETY: the caller's promise.
    let ciphertext = unsafe { container(ciphertext, ciphertext_len) };
    // SAFETY: the caller's promise.
    let plaintext = unsafe { OutBytes::new(plaintext) };
    let result = boundary(Err(Tox_Err_Decryption::Failed), || {
        let (ciphertext, key) = (ciphertext?, key.ok_or(Tox_Err_Decryption::Null)?);
        decrypt(plaintext, || key.0.decrypt(ciphertext))
    });
    finish(error, plaintext, result)
}

/// Derives a key out of a passphrase and a salt, and hands it to C.
fn hand_over<'a>(
    error: Out<'_, Tox_Err_Key_Derivation>,
    source: impl FnOnce() -> Result<(&'a [u8], [u8; SALT_LEN]), Tox_Err_Key_Derivation>,
) -> *mut Tox_Pass_Key {
    let derived = boundary(Err(Tox_Err_Key_Derivation::Failed), || {
        let (passphrase, salt) = source()?;
        Ok(Box::into_raw(Box::new(Tox_Pass_Key(PassKey::derive(passphrase, &salt)))))
    });
    error.set(derived.err().unwrap_or(Tox_Err_Key_Derivation::Ok));
    derived.unwrap_or(ptr::null_mut())
}
