//! The one interface behind which the implementations of X25519 and XSalsa20-Poly1305 stand.

mod dryoc;

/// What an implementation offers. All byte strings are those of NaCl.
pub(crate) trait Backend {
    /// X25519 of `secret` and the base point.
    fn public_key(secret: &[u8; 32]) -> [u8; 32];

    /// X25519 of `secret` and `public` into `shared`; all zero if `public` is a point of low order.
    fn x25519(shared: &mut [u8; 32], secret: &[u8; 32], public: &[u8; 32]);

    /// HSalsa20 of 16 zero bytes under `key`, into `output`.
    fn hsalsa20(output: &mut [u8; 32], key: &[u8; 32]);

    /// Encrypts `data` in place and returns its MAC.
    fn seal(key: &[u8; 32], nonce: &[u8; 24], data: &mut [u8], mac: &mut [u8; 16]);

    /// Decrypts `data` in place if `mac` fits it; otherwise leaves it as it is and returns `false`.
    #[must_use]
    fn open(key: &[u8; 32], nonce: &[u8; 24], data: &mut [u8], mac: &[u8; 16]) -> bool;
}

/// The implementation in use.
pub(crate) type Active = dryoc::Dryoc;

/// X25519 of `secret` and the base point.
pub(crate) fn public_key(secret: &[u8; 32]) -> [u8; 32] {
    Active::public_key(secret)
}
