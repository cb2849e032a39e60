//! Types of instances and their connection to the network.

use std::ffi::c_char;

use super::c_enum::{constants, name_of};

/// Why no instance was made.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_New {
    /// It worked.
    Ok,
    /// A pointer that must not be NULL was NULL.
    Null,
    /// There was not enough memory.
    Malloc,
    /// No UDP port of the range, or not the TCP port, could be bound.
    PortAlloc,
    /// The proxy type is none of `Tox_Proxy_Type`.
    ProxyBadType,
    /// The host of the proxy is missing, too long, or its name has no address.
    ProxyBadHost,
    /// The port of the proxy is 0.
    ProxyBadPort,
    /// Never used: a proxy that is away may come back.
    ProxyNotFound,
    /// The savedata is encrypted: decrypt it first, see `toxencryptsave.h`.
    LoadEncrypted,
    /// The savedata is not what its type says, or is broken.
    LoadBadFormat,
}

/// [`Tox_Err_New`] as C hands it over: any number.
pub type Tox_Err_New_Raw = u32;

constants!(Tox_Err_New {
    Ok = c"TOX_ERR_NEW_OK",
    Null = c"TOX_ERR_NEW_NULL",
    Malloc = c"TOX_ERR_NEW_MALLOC",
    PortAlloc = c"TOX_ERR_NEW_PORT_ALLOC",
    ProxyBadType = c"TOX_ERR_NEW_PROXY_BAD_TYPE",
    ProxyBadHost = c"TOX_ERR_NEW_PROXY_BAD_HOST",
    ProxyBadPort = c"TOX_ERR_NEW_PROXY_BAD_PORT",
    ProxyNotFound = c"TOX_ERR_NEW_PROXY_NOT_FOUND",
    LoadEncrypted = c"TOX_ERR_NEW_LOAD_ENCRYPTED",
    LoadBadFormat = c"TOX_ERR_NEW_LOAD_BAD_FORMAT",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_new_to_string(value: Tox_Err_New_Raw) -> *const c_char {
    name_of::<Tox_Err_New>(value)
}

/// Why a node was not taken.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Bootstrap {
    /// It worked.
    Ok,
    /// A pointer that must not be NULL was NULL.
    Null,
    /// The host is no address and its name has none, or it is too long.
    BadHost,
    /// The port is 0.
    BadPort,
}

/// [`Tox_Err_Bootstrap`] as C hands it over: any number.
pub type Tox_Err_Bootstrap_Raw = u32;

constants!(Tox_Err_Bootstrap {
    Ok = c"TOX_ERR_BOOTSTRAP_OK",
    Null = c"TOX_ERR_BOOTSTRAP_NULL",
    BadHost = c"TOX_ERR_BOOTSTRAP_BAD_HOST",
    BadPort = c"TOX_ERR_BOOTSTRAP_BAD_PORT",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_bootstrap_to_string(value: Tox_Err_Bootstrap_Raw) -> *const c_char {
    name_of::<Tox_Err_Bootstrap>(value)
}

/// By what way somebody is reached.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Connection {
    /// Not at all.
    None,
    /// Through TCP relays only.
    Tcp,
    /// Directly over UDP; for ourselves: the DHT answers over UDP.
    Udp,
}

/// [`Tox_Connection`] as C hands it over: any number.
pub type Tox_Connection_Raw = u32;

constants!(Tox_Connection {
    None = c"TOX_CONNECTION_NONE",
    Tcp = c"TOX_CONNECTION_TCP",
    Udp = c"TOX_CONNECTION_UDP",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_connection_to_string(value: Tox_Connection_Raw) -> *const c_char {
    name_of::<Tox_Connection>(value)
}

/// Why a port could not be told.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Get_Port {
    /// It worked.
    Ok,
    /// There is no socket of this kind.
    NotBound,
}

/// [`Tox_Err_Get_Port`] as C hands it over: any number.
pub type Tox_Err_Get_Port_Raw = u32;

constants!(Tox_Err_Get_Port {
    Ok = c"TOX_ERR_GET_PORT_OK",
    NotBound = c"TOX_ERR_GET_PORT_NOT_BOUND",
});

/// @param value the constant.
///
/// @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn tox_err_get_port_to_string(value: Tox_Err_Get_Port_Raw) -> *const c_char {
    name_of::<Tox_Err_Get_Port>(value)
}
