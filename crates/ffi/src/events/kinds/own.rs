//! Events of this instance and of its network.

use std::ffi::c_char;
use std::ptr;

use toxcore_crypto::DhtPublicKey;

use crate::events::field::{Text, fields};
use crate::events::read;
use crate::types::{Tox_Connection, Tox_Connection_Raw};

/// This instance found the network, lost it, or reaches it in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Self_Connection_Status {
    pub(crate) connection_status: Tox_Connection,
}

fields!(Tox_Event_Self_Connection_Status: connection_status);

/// @return how we are connected.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_self_connection_status_get_connection_status(
    self_connection_status: *const Tox_Event_Self_Connection_Status,
) -> Tox_Connection_Raw {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(self_connection_status, 0, |event| event.connection_status as u32) }
}

/// A node told us of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tox_Event_Dht_Nodes_Response {
    pub(crate) public_key: DhtPublicKey,
    pub(crate) ip: Text,
    pub(crate) port: u16,
}

fields!(Tox_Event_Dht_Nodes_Response: public_key, ip, port);

/// @return the public key of the node, 32 bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_dht_nodes_response_get_public_key(
    dht_nodes_response: *const Tox_Event_Dht_Nodes_Response,
) -> *const u8 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(dht_nodes_response, ptr::null(), |event| event.public_key.as_bytes().as_ptr()) }
}

/// @return the address as a text, which ends with a NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_dht_nodes_response_get_ip(
    dht_nodes_response: *const Tox_Event_Dht_Nodes_Response,
) -> *const c_char {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(dht_nodes_response, ptr::null(), |event| event.ip.as_ptr()) }
}

/// @return how many bytes the text has without its NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_dht_nodes_response_get_ip_length(
    dht_nodes_response: *const Tox_Event_Dht_Nodes_Response,
) -> u32 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(dht_nodes_response, 0, |event| event.ip.len()) }
}

/// @return the port in the byte order of this machine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_dht_nodes_response_get_port(
    dht_nodes_response: *const Tox_Event_Dht_Nodes_Response,
) -> u16 {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe { read(dht_nodes_response, 0, |event| event.port) }
}
