//! By which numbers others reach this run of the instance.

use crate::core::Core;
use crate::handle::{Handle, Tox};
use crate::pointer::{Out, OutBytes};
use crate::types::Tox_Err_Get_Port;

/// Writes the key by which nodes know this run: it is another one after each start.
///
/// @param tox the instance.
/// @param dht_id room for `TOX_DHT_ID_SIZE` bytes. NULL does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_self_get_dht_id(tox: *const Tox, dht_id: *mut u8) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let dht_id = unsafe { OutBytes::new(dht_id) };
    tox.ask((), |core| dht_id.write(core.tox.self_dht_id().as_bytes()));
}

/// @param tox the instance.
/// @param error why there is none. NULL if that does not matter.
///
/// @return the UDP port of the instance; 0 on error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_self_get_udp_port(tox: *const Tox, error: *mut Tox_Err_Get_Port) -> u16 {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    port(tox, error, Core::udp_port)
}

/// @param tox the instance.
/// @param error why there is none. NULL if that does not matter.
///
/// @return the TCP port of the instance's own relay; 0 on error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_self_get_tcp_port(tox: *const Tox, error: *mut Tox_Err_Get_Port) -> u16 {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    port(tox, error, Core::tcp_port)
}

fn port(tox: Handle<'_>, error: Out<'_, Tox_Err_Get_Port>, port: impl FnOnce(&Core) -> Option<u16>) -> u16 {
    tox.try_ask(error, (0, Tox_Err_Get_Port::NotBound), |core| port(core).ok_or(Tox_Err_Get_Port::NotBound))
}
