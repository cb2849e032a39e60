//! Questions to the DHT.

use std::ffi::{CString, c_char};
use std::net::SocketAddr;

use toxcore::{DhtPublicKey, NodeInfo};

use crate::boundary::boundary;
use crate::callbacks::Delivery;
use crate::core::Core;
use crate::driver::resolve;
use crate::handle::{Handle, Tox};
use crate::pointer::{Out, array, text};
use crate::types::{Tox_Err_Dht_Send_Nodes_Request, ToxDhtNodesResponseCb};

/// Sets the function that is called for each node that a node of the DHT names to us, asked by the program or not.
///
/// @param tox the instance. NULL does nothing.
/// @param callback the function, or NULL for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_callback_dht_nodes_response(tox: *mut Tox, callback: ToxDhtNodesResponseCb) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| {
        core.callbacks.dht_nodes_response = callback;
        core.tox.tell_dht_nodes(callback.is_some());
    });
}

/// Asks a node of the DHT for the nodes that it knows near a key. If it answers, `tox_dht_nodes_response_cb` gets them.
///
/// @param tox the instance.
/// @param public_key the DHT key of the node that is asked, `TOX_DHT_NODE_PUBLIC_KEY_SIZE` bytes.
/// @param ip its address, or a name as for `tox_bootstrap`; each address that the name has is asked.
/// @param port its UDP port.
/// @param target_public_key near which key, `TOX_DHT_NODE_PUBLIC_KEY_SIZE` bytes.
/// @param error why nobody was asked. NULL if that does not matter.
///
/// @return whether a request was sent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_dht_send_nodes_request(
    tox: *const Tox,
    public_key: *const u8,
    ip: *const c_char,
    port: u16,
    target_public_key: *const u8,
    error: *mut Tox_Err_Dht_Send_Nodes_Request,
) -> bool {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let key = unsafe { array(public_key) }.map(DhtPublicKey::from_bytes);
    // SAFETY: the caller's promise.
    let host = unsafe { text(ip) };
    // SAFETY: the caller's promise.
    let target = unsafe { array(target_public_key) }.map(DhtPublicKey::from_bytes);
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    let found = addrs_of(tox, host, port, key.zip(target));
    let otherwise = (false, found.as_ref().err().copied().unwrap_or(Tox_Err_Dht_Send_Nodes_Request::Fail));
    tox.try_act(error, otherwise, |core| {
        let (addrs, key, target) = found?;
        let asked = addrs.iter().filter(|addr| ask(core, **addr, key, target)).count();
        if asked > 0 { Ok(true) } else { Err(Tox_Err_Dht_Send_Nodes_Request::Fail) }
    })
}

type Keys = (DhtPublicKey, DhtPublicKey);

/// The checks, in their order. The host is looked up without a lock: it may take long.
fn addrs_of(
    tox: Handle<'_>,
    host: Option<&std::ffi::CStr>,
    port: u16,
    keys: Option<Keys>,
) -> Result<(Vec<SocketAddr>, DhtPublicKey, DhtPublicKey), Tox_Err_Dht_Send_Nodes_Request> {
    use Tox_Err_Dht_Send_Nodes_Request as E;
    let (udp, names) = tox.ask(None, |core| Some((core.tox.options().udp_enabled, core.names))).ok_or(E::Null)?;
    if !udp {
        return Err(E::UdpDisabled);
    }
    let ((key, target), host) = keys.zip(host).ok_or(E::Null)?;
    if port == 0 {
        return Err(E::BadPort);
    }
    let host = host.to_str().map_err(|_| E::BadIp)?;
    let addrs = boundary(None, || resolve(host, port, names).ok());
    addrs.map(|addrs| (addrs, key, target)).ok_or(E::BadIp)
}

fn ask(core: &mut Core, addr: SocketAddr, key: DhtPublicKey, target: DhtPublicKey) -> bool {
    core.tox.dht_send_nodes_request(core.now, NodeInfo { addr, key }, target).is_ok()
}

/// @param tox the instance.
///
/// @return how many nodes of the DHT near our key answer us; 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_dht_get_num_closelist(tox: *const Tox) -> u16 {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.ask(0, |core| saturated(core.tox.dht().close_nodes(core.now).count()))
}

/// @param tox the instance.
///
/// @return how many of those keep values for others; 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_dht_get_num_closelist_announce_capable(tox: *const Tox) -> u16 {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.ask(0, |core| saturated(core.tox.dht().close_storage_nodes(core.now)))
}

fn saturated(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// Tells C of a node that was named.
pub(crate) fn deliver_named_node(to: &Delivery<'_>, node: &NodeInfo) {
    let Some(callback) = to.callback(|callbacks| callbacks.dht_nodes_response) else { return };
    let Ok(ip) = CString::new(node.addr.ip().to_string()) else { return };
    let length = u32::try_from(ip.as_bytes().len()).unwrap_or_default();
    let key = node.key.as_bytes().as_ptr();
    // SAFETY: C registered it for this; nothing is locked or borrowed.
    unsafe { callback(to.tox(), key, ip.as_ptr(), length, node.addr.port(), to.user_data()) };
}
