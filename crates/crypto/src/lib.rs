//! Keys, boxes, hashes and the encrypted container of the Tox protocol.
#![forbid(unsafe_code)]

mod backend;
mod boxes;
mod cache;
mod hash;
mod hex;
mod keys;
mod nonce;
mod timed_auth;

pub mod ed25519;
pub mod encryptsave;

pub use backend::BACKEND;
pub use boxes::{CombinedKey, LowOrderKey, MAC_LEN, NotDecryptable, NothingToSeal, SymmetricKey};
pub use cache::KeyCache;
pub use hash::{constant_time_eq, hmac_sha512_256, sha256, sha256_parts, sha512, sha512_parts, wipe};
pub use hex::InvalidHex;
pub use keys::{
    DhtKeyPair, DhtPublicKey, EphemeralKeyPair, EphemeralPublicKey, KeyPair, LongTermKeyPair, LongTermPublicKey,
    SecretKey, X25519PublicKey,
};
pub use nonce::{NONCE_LEN, Nonce};
pub use timed_auth::TimedAuth;
