//! Types of encrypted data at rest.

use std::ffi::c_char;

use super::c_enum::{constants, name_of};

/// Why no key was derived.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Key_Derivation {
    /// It worked.
    Ok,
    /// A pointer that must not be NULL was NULL; a passphrase may be NULL if its length is 0.
    Null,
    /// There was no randomness, or not enough memory.
    Failed,
}

/// [`Tox_Err_Key_Derivation`] as C hands it over: any number.
pub type Tox_Err_Key_Derivation_Raw = u32;

constants!(Tox_Err_Key_Derivation {
    Ok = c"TOX_ERR_KEY_DERIVATION_OK",
    Null = c"TOX_ERR_KEY_DERIVATION_NULL",
    Failed = c"TOX_ERR_KEY_DERIVATION_FAILED",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_key_derivation_to_string(value: Tox_Err_Key_Derivation_Raw) -> *const c_char {
    name_of::<Tox_Err_Key_Derivation>(value)
}

/// Why nothing was encrypted.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Encryption {
    /// It worked.
    Ok,
    /// A pointer was NULL, or there was nothing to encrypt.
    Null,
    /// No key could be derived from the passphrase.
    KeyDerivationFailed,
    /// There was no randomness.
    Failed,
}

/// [`Tox_Err_Encryption`] as C hands it over: any number.
pub type Tox_Err_Encryption_Raw = u32;

constants!(Tox_Err_Encryption {
    Ok = c"TOX_ERR_ENCRYPTION_OK",
    Null = c"TOX_ERR_ENCRYPTION_NULL",
    KeyDerivationFailed = c"TOX_ERR_ENCRYPTION_KEY_DERIVATION_FAILED",
    Failed = c"TOX_ERR_ENCRYPTION_FAILED",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_encryption_to_string(value: Tox_Err_Encryption_Raw) -> *const c_char {
    name_of::<Tox_Err_Encryption>(value)
}

/// Why nothing was decrypted.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Decryption {
    /// It worked.
    Ok,
    /// A pointer that must not be NULL was NULL.
    Null,
    /// It is not longer than `TOX_PASS_ENCRYPTION_EXTRA_LENGTH`.
    InvalidLength,
    /// It does not start as encrypted data does.
    BadFormat,
    /// No key could be derived from the passphrase.
    KeyDerivationFailed,
    /// The passphrase or key is wrong, or the data was changed.
    Failed,
}

/// [`Tox_Err_Decryption`] as C hands it over: any number.
pub type Tox_Err_Decryption_Raw = u32;

constants!(Tox_Err_Decryption {
    Ok = c"TOX_ERR_DECRYPTION_OK",
    Null = c"TOX_ERR_DECRYPTION_NULL",
    InvalidLength = c"TOX_ERR_DECRYPTION_INVALID_LENGTH",
    BadFormat = c"TOX_ERR_DECRYPTION_BAD_FORMAT",
    KeyDerivationFailed = c"TOX_ERR_DECRYPTION_KEY_DERIVATION_FAILED",
    Failed = c"TOX_ERR_DECRYPTION_FAILED",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_decryption_to_string(value: Tox_Err_Decryption_Raw) -> *const c_char {
    name_of::<Tox_Err_Decryption>(value)
}

/// Why no salt was found.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Get_Salt {
    /// It worked.
    Ok,
    /// A pointer that must not be NULL was NULL.
    Null,
    /// It does not start as encrypted data does.
    BadFormat,
}

/// [`Tox_Err_Get_Salt`] as C hands it over: any number.
pub type Tox_Err_Get_Salt_Raw = u32;

constants!(Tox_Err_Get_Salt {
    Ok = c"TOX_ERR_GET_SALT_OK",
    Null = c"TOX_ERR_GET_SALT_NULL",
    BadFormat = c"TOX_ERR_GET_SALT_BAD_FORMAT",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_get_salt_to_string(value: Tox_Err_Get_Salt_Raw) -> *const c_char {
    name_of::<Tox_Err_Get_Salt>(value)
}
