//! `toxencryptsave.h`: what a program stores, under a passphrase.
//!
//! The container and its cryptography are in `toxcore_crypto::encryptsave`; here C's pointers are checked, in the order in
//! which the reference tests for errors.
//!
//! Protocol: crypto, Encrypted files.

mod key;
mod passphrase;
mod salt;
mod work;

pub use key::*;
pub use passphrase::*;
pub use salt::*;

#[cfg(test)]
mod tests;
