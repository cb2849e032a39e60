//! Types of `tox_private.h`: tests, and queries of the DHT.

use super::c_enum::constants;

/// Why no instance for tests was made; then `Tox_Err_New` says more.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_New_Testing {
    /// It worked.
    Ok,
    /// A pointer that must not be NULL was NULL.
    Null,
}

/// Why no options for `tox_iterate_with_options` were made.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Iterate_Options_New {
    /// It worked.
    Ok,
    /// There was not enough memory.
    Malloc,
}

/// Why a node was not asked for nodes.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tox_Err_Dht_Send_Nodes_Request {
    /// It worked.
    Ok,
    /// UDP is off, so there is no DHT.
    UdpDisabled,
    /// A pointer that must not be NULL was NULL.
    Null,
    /// The port is 0.
    BadPort,
    /// It is no address, and its name has none or may not be asked for.
    BadIp,
    /// To none of the addresses could be sent.
    Fail,
}

constants!(Tox_Err_Dht_Send_Nodes_Request {
    Ok = c"TOX_ERR_DHT_SEND_NODES_REQUEST_OK",
    UdpDisabled = c"TOX_ERR_DHT_SEND_NODES_REQUEST_UDP_DISABLED",
    Null = c"TOX_ERR_DHT_SEND_NODES_REQUEST_NULL",
    BadPort = c"TOX_ERR_DHT_SEND_NODES_REQUEST_BAD_PORT",
    BadIp = c"TOX_ERR_DHT_SEND_NODES_REQUEST_BAD_IP",
    Fail = c"TOX_ERR_DHT_SEND_NODES_REQUEST_FAIL",
});
