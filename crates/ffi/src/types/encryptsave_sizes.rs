//! Sizes of `toxencryptsave.h`, as macros and as functions.

/// Bytes by which encrypted data is longer than what it holds.
pub const TOX_PASS_ENCRYPTION_EXTRA_LENGTH: u32 = 80;
/// Bytes of a key derived from a passphrase.
pub const TOX_PASS_KEY_LENGTH: u32 = 32;
/// Bytes of the salt of a derived key.
pub const TOX_PASS_SALT_LENGTH: u32 = 32;

/// @return `TOX_PASS_ENCRYPTION_EXTRA_LENGTH`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_pass_encryption_extra_length() -> u32 {
    TOX_PASS_ENCRYPTION_EXTRA_LENGTH
}

/// @return `TOX_PASS_KEY_LENGTH`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_pass_key_length() -> u32 {
    TOX_PASS_KEY_LENGTH
}

/// @return `TOX_PASS_SALT_LENGTH`.
#[unsafe(no_mangle)]
pub extern "C" fn tox_pass_salt_length() -> u32 {
    TOX_PASS_SALT_LENGTH
}
