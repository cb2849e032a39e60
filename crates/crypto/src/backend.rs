//! The one interface behind which the implementations of X25519 and XSalsa20-Poly1305 stand.
//!
//! Features choose: libsodium wins over rustcrypto, which wins over the default, so that switching one on is enough
//! wherever in a dependency tree that happens. Tests compile all that are available and hold them equal.

#[cfg(any(test, all(feature = "dryoc", not(any(feature = "rustcrypto", feature = "libsodium")))))]
mod dryoc;
#[cfg(feature = "libsodium")]
mod libsodium;
#[cfg(any(test, all(feature = "rustcrypto", not(feature = "libsodium"))))]
mod rustcrypto;

/// The implementation in use.
#[cfg(all(feature = "dryoc", not(any(feature = "rustcrypto", feature = "libsodium"))))]
pub(crate) use self::dryoc::Dryoc as Active;
/// The implementation in use.
#[cfg(feature = "libsodium")]
pub(crate) use libsodium::Libsodium as Active;
/// The implementation in use.
#[cfg(all(feature = "rustcrypto", not(feature = "libsodium")))]
pub(crate) use rustcrypto::RustCrypto as Active;

#[cfg(not(any(feature = "dryoc", feature = "rustcrypto", feature = "libsodium")))]
compile_error!("toxcore-crypto needs a backend: enable the feature `dryoc` (default), `rustcrypto` or `libsodium`");

/// Bytes of two blocks of a Salsa20 key stream, which vector code computes for the price of one.
pub(crate) const PAIR_LEN: usize = 128;

/// What an implementation offers. All byte strings are those of NaCl; no function allocates.
pub(crate) trait Backend {
    /// Name of the feature.
    const NAME: &'static str;

    /// X25519 of `secret` and the base point.
    fn public_key(secret: &[u8; 32]) -> [u8; 32];

    /// X25519 of `secret` and `public` into `shared`, which gets all zero if `public` is a point of low order.
    fn x25519(shared: &mut [u8; 32], secret: &[u8; 32], public: &[u8; 32]);

    /// HSalsa20 of `input` under `key` into `output`.
    fn hsalsa20(output: &mut [u8; 32], key: &[u8; 32], input: &[u8; 16]);

    /// Writes the key stream of Salsa20 from its beginning.
    fn salsa20(key: &[u8; 32], nonce: &[u8; 8], pairs: &mut [[u8; PAIR_LEN]]);

    /// The MAC of `data` under the one-time key `key`.
    fn poly1305(mac: &mut [u8; 16], data: &[u8], key: &[u8; 32]);

    /// XSalsa20-Poly1305: encrypts `data` in place and writes its MAC.
    fn seal(key: &[u8; 32], nonce: &[u8; 24], data: &mut [u8], mac: &mut [u8; 16]);

    /// XSalsa20-Poly1305: decrypts `data` in place if `mac` fits; otherwise leaves it as it is and returns `false`.
    #[must_use]
    fn open(key: &[u8; 32], nonce: &[u8; 24], data: &mut [u8], mac: &[u8; 16]) -> bool;
}

/// The backend that was compiled in: `dryoc`, `rustcrypto` or `libsodium`.
pub const BACKEND: &str = Active::NAME;

#[cfg(test)]
pub(crate) mod tests;
