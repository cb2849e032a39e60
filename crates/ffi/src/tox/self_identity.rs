//! Who we are.

use toxcore::NoSpam;

use crate::handle::{Handle, Tox};
use crate::pointer::OutBytes;

/// Writes the address that others need to ask us to be friends.
///
/// @param tox the instance.
/// @param address room for `TOX_ADDRESS_SIZE` bytes. NULL does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_self_get_address(tox: *const Tox, address: *mut u8) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let address = unsafe { OutBytes::new(address) };
    tox.ask((), |core| address.write(&core.tox.self_address().to_bytes()));
}

/// Changes our address: whoever has the one before can no longer ask us to be friends. Friends are not affected.
///
/// @param tox the instance. NULL does nothing.
/// @param nospam any number; the address has it with its highest byte first.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_self_set_nospam(tox: *mut Tox, nospam: u32) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.act((), |core| core.tox.set_nospam(NoSpam::from_u32(nospam)));
}

/// @param tox the instance.
///
/// @return the changeable part of our address; 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_self_get_nospam(tox: *const Tox) -> u32 {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    tox.ask(0, |core| core.tox.self_nospam().to_u32())
}

/// Writes the key by which friends know us.
///
/// @param tox the instance.
/// @param public_key room for `TOX_PUBLIC_KEY_SIZE` bytes. NULL does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_self_get_public_key(tox: *const Tox, public_key: *mut u8) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let public_key = unsafe { OutBytes::new(public_key) };
    tox.ask((), |core| public_key.write(core.tox.self_public_key().as_bytes()));
}

/// Writes the key with which somebody can pose as us.
///
/// @param tox the instance.
/// @param secret_key room for `TOX_SECRET_KEY_SIZE` bytes. NULL does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_self_get_secret_key(tox: *const Tox, secret_key: *mut u8) {
    // SAFETY: the caller's promise.
    let tox = unsafe { Handle::new(tox) };
    // SAFETY: the caller's promise.
    let secret_key = unsafe { OutBytes::new(secret_key) };
    tox.ask((), |core| secret_key.write(core.tox.self_secret_key().as_bytes()));
}
