//! Nodes and relays to begin with.

use std::ffi::c_char;
use std::net::SocketAddr;

use toxcore::DhtPublicKey;

use crate::boundary::boundary;
use crate::core::Core;
use crate::driver::resolve;
use crate::handle::{Handle, Tox};
use crate::pointer::{Out, array, text};
use crate::types::{TOX_MAX_HOSTNAME_LENGTH, Tox_Err_Bootstrap};

/// Uses a node to get into the network. A name is looked up at once, which may take a while.
///
/// @param tox the instance.
/// @param host an address, or a name of at most `TOX_MAX_HOSTNAME_LENGTH` bytes. Names are refused with a proxy, which the
///   look-up would bypass, and with `experimental_disable_dns`.
/// @param port its UDP port.
/// @param public_key its key, `TOX_PUBLIC_KEY_SIZE` bytes.
/// @param error why it was not taken. NULL if that does not matter.
///
/// @return whether it was taken. That it answers is not known yet.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_bootstrap(
    tox: *mut Tox,
    host: *const c_char,
    port: u16,
    public_key: *const u8,
    error: *mut Tox_Err_Bootstrap,
) -> bool {
    // SAFETY: the caller's promise.
    let node = unsafe { Node::new(tox, host, port, public_key) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    node.add(error, |core, addr, key| core.tox.bootstrap(core.now, addr, key).is_ok())
}

/// Uses a TCP relay. A name is looked up at once, as with `tox_bootstrap`.
///
/// @param tox the instance.
/// @param host an address or a name, as for `tox_bootstrap`.
/// @param port its TCP port.
/// @param public_key its key, `TOX_PUBLIC_KEY_SIZE` bytes.
/// @param error why it was not taken. NULL if that does not matter.
///
/// @return whether the host has an address. If there are relays enough, it may still be left out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_add_tcp_relay(
    tox: *mut Tox,
    host: *const c_char,
    port: u16,
    public_key: *const u8,
    error: *mut Tox_Err_Bootstrap,
) -> bool {
    // SAFETY: the caller's promise.
    let node = unsafe { Node::new(tox, host, port, public_key) };
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    node.add(error, |core, addr, key| {
        if let Err(error) = core.tox.add_tcp_relay(core.now, addr, key) {
            tracing::info!(target: "toxcore_ffi", %error, "a relay is left out");
        }
        true
    })
}

/// The arguments of both functions.
struct Node<'a> {
    tox: Handle<'a>,
    host: Option<&'a str>,
    port: u16,
    key: Option<DhtPublicKey>,
    is_null: bool,
}

impl<'a> Node<'a> {
    /// # Safety
    /// The pointers are NULL or good while `'a` lasts.
    unsafe fn new(tox: *mut Tox, host: *const c_char, port: u16, key: *const u8) -> Self {
        // SAFETY: the caller's promise.
        let tox = unsafe { Handle::new(tox) };
        // SAFETY: the caller's promise.
        let text = unsafe { text(host) };
        // SAFETY: the caller's promise.
        let key = unsafe { array(key) }.map(DhtPublicKey::from_bytes);
        let host = text.and_then(|host| host.to_str().ok());
        let host = host.filter(|host| host.len() <= TOX_MAX_HOSTNAME_LENGTH as usize);
        Self { tox, host, port, key, is_null: text.is_none() || key.is_none() || tox.get().is_none() }
    }

    /// Adds all addresses of the host. It worked if one was taken.
    fn add(self, error: Out<'_, Tox_Err_Bootstrap>, add: impl Fn(&mut Core, SocketAddr, DhtPublicKey) -> bool) -> bool {
        let found = self.addrs();
        let otherwise = (false, found.as_ref().err().copied().unwrap_or(Tox_Err_Bootstrap::BadHost));
        self.tox.try_act(error, otherwise, |core| {
            let (addrs, key) = found?;
            let taken = addrs.iter().filter(|addr| add(core, **addr, key)).count();
            if taken > 0 { Ok(true) } else { Err(Tox_Err_Bootstrap::BadHost) }
        })
    }

    /// Looks the host up, without a lock: it may take long.
    fn addrs(&self) -> Result<(Vec<SocketAddr>, DhtPublicKey), Tox_Err_Bootstrap> {
        let key = self.key.filter(|_| !self.is_null).ok_or(Tox_Err_Bootstrap::Null)?;
        if self.port == 0 {
            return Err(Tox_Err_Bootstrap::BadPort);
        }
        let names = self.tox.ask(None, |core| Some(core.names)).ok_or(Tox_Err_Bootstrap::BadHost)?;
        let host = self.host.ok_or(Tox_Err_Bootstrap::BadHost)?;
        let addrs = boundary(None, || resolve(host, self.port, names).ok());
        addrs.map(|addrs| (addrs, key)).ok_or(Tox_Err_Bootstrap::BadHost)
    }
}
