//! What can be told about data without its key.

use toxcore_crypto::encryptsave::{MAGIC, SALT_LEN, is_encrypted};

use crate::boundary::boundary;
use crate::pointer::{Out, OutBytes, array};
use crate::types::Tox_Err_Get_Salt;

/// Reads the salt with which the key of encrypted data was derived.
///
/// @param ciphertext encrypted data: 40 bytes at least, of which only the first 8 are read if it is not encrypted.
/// @param salt where the salt goes; has room for `TOX_PASS_SALT_LENGTH` bytes.
/// @param error why there is no salt; may be NULL.
///
/// @return whether the salt was read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_get_salt(ciphertext: *const u8, salt: *mut u8, error: *mut Tox_Err_Get_Salt) -> bool {
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    // SAFETY: the caller's promise.
    let salt = unsafe { OutBytes::new(salt) };
    if ciphertext.is_null() || salt.is_null() {
        error.set(Tox_Err_Get_Salt::Null);
        return false;
    }
    // SAFETY: the caller passes as many bytes.
    if !unsafe { tox_is_data_encrypted(ciphertext) } {
        error.set(Tox_Err_Get_Salt::BadFormat);
        return false;
    }
    // SAFETY: encrypted data is longer than this.
    let start = unsafe { array::<{ MAGIC.len() + SALT_LEN }>(ciphertext) };
    if let Some((_, read)) = start.as_ref().and_then(|start| start.split_last_chunk::<SALT_LEN>()) {
        salt.write(read);
    }
    error.set(Tox_Err_Get_Salt::Ok);
    true
}

/// Tells whether data is encrypted, as far as its beginning says.
///
/// @param data 8 bytes at least. NULL is not encrypted.
///
/// @return whether it begins as encrypted data does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_is_data_encrypted(data: *const u8) -> bool {
    // SAFETY: the caller passes as many bytes.
    let start = unsafe { array::<{ MAGIC.len() }>(data) };
    boundary(false, || start.is_some_and(|start| is_encrypted(&start)))
}
