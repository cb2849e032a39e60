//! Callbacks of `tox_private.h`.

use std::ffi::{c_char, c_void};

use crate::handle::Tox;

/// Tells a time that never goes backwards, in milliseconds. It may be called from several threads.
///
/// @return the time.
///
/// @param user_data that of the `Tox_System`.
pub type ToxMonoTimeCb = Option<unsafe extern "C" fn(user_data: *mut c_void) -> u64>;

/// Called for each node that a node of the DHT named to us.
///
/// @param tox the instance.
/// @param public_key the DHT key of the named node, `TOX_DHT_NODE_PUBLIC_KEY_SIZE` bytes.
/// @param ip its address as text.
/// @param ip_length the length of the text without the NUL at its end.
/// @param port its UDP port, in the order of the host.
/// @param user_data what was given to `tox_iterate`.
pub type ToxDhtNodesResponseCb = Option<
    unsafe extern "C" fn(
        tox: *mut Tox,
        public_key: *const u8,
        ip: *const c_char,
        ip_length: u32,
        port: u16,
        user_data: *mut c_void,
    ),
>;
