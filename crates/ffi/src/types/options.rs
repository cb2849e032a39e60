//! Types of the options that an instance is made with.

use std::ffi::c_char;

use super::c_enum::{constants, name_of};

/// What stands between this client and the network.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Proxy_Type {
    /// Nothing.
    None,
    /// A proxy that understands CONNECT of HTTP. Only TCP goes through it.
    Http,
    /// A SOCKS 5 proxy. Only TCP goes through it.
    Socks5,
}

/// [`Tox_Proxy_Type`] as C hands it over: any number.
pub type Tox_Proxy_Type_Raw = u32;

constants!(Tox_Proxy_Type {
    None = c"TOX_PROXY_TYPE_NONE",
    Http = c"TOX_PROXY_TYPE_HTTP",
    Socks5 = c"TOX_PROXY_TYPE_SOCKS5",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_proxy_type_to_string(value: Tox_Proxy_Type_Raw) -> *const c_char {
    name_of::<Tox_Proxy_Type>(value)
}

/// What the savedata given to `tox_new` is.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Savedata_Type {
    /// There is none: a new identity is made.
    None,
    /// What `tox_get_savedata` wrote.
    ToxSave,
    /// A secret key of `TOX_SECRET_KEY_SIZE` bytes: the identity alone.
    SecretKey,
}

/// [`Tox_Savedata_Type`] as C hands it over: any number.
pub type Tox_Savedata_Type_Raw = u32;

constants!(Tox_Savedata_Type {
    None = c"TOX_SAVEDATA_TYPE_NONE",
    ToxSave = c"TOX_SAVEDATA_TYPE_TOX_SAVE",
    SecretKey = c"TOX_SAVEDATA_TYPE_SECRET_KEY",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_savedata_type_to_string(value: Tox_Savedata_Type_Raw) -> *const c_char {
    name_of::<Tox_Savedata_Type>(value)
}

/// Why no options object was made.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Options_New {
    /// It worked.
    Ok,
    /// There was not enough memory.
    Malloc,
}

/// [`Tox_Err_Options_New`] as C hands it over: any number.
pub type Tox_Err_Options_New_Raw = u32;

constants!(Tox_Err_Options_New {
    Ok = c"TOX_ERR_OPTIONS_NEW_OK",
    Malloc = c"TOX_ERR_OPTIONS_NEW_MALLOC",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_options_new_to_string(value: Tox_Err_Options_New_Raw) -> *const c_char {
    name_of::<Tox_Err_Options_New>(value)
}
