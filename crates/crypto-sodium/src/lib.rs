//! The few functions of the system's libsodium that `toxcore-crypto` can use as its backend.
//!
//! `toxcore-crypto` forbids `unsafe` code, so the calls into C live here, behind safe functions on fixed arrays. Nobody
//! but its `libsodium` feature and its tests should need this crate: there are no key types, no checks of length rules
//! and no protection from misuse, only NaCl's primitives.
//!
//! Without the feature `link` the crate is empty and needs nothing; with it, building asks pkg-config for libsodium
//! 1.0.18 or newer (Debian: `libsodium-dev` and `pkg-config`). `sodium_init` runs before the first call, without which
//! libsodium would use its slow reference code.
//!
//! It declares its thirteen functions itself: the published bindings bring seven build dependencies with a hundred more
//! behind them, and these prototypes have not changed since 2014.
#![cfg_attr(feature = "link", allow(unsafe_code, reason = "calls into C are what this crate is for"))]
#![cfg_attr(not(feature = "link"), forbid(unsafe_code))]

#[cfg(feature = "link")]
mod calls;
#[cfg(feature = "link")]
mod sys;

#[cfg(feature = "link")]
pub use calls::{
    ed25519_public_to_x25519, ed25519_secret_to_x25519, ed25519_sign, ed25519_verify, hsalsa20, open_detached,
    poly1305, public_key, pwhash_scrypt, salsa20, seal_detached, x25519,
};
