//! Keys, boxes, hashes and the encrypted container of the Tox protocol.
//!
//! Whatever the protocol computes with a secret is here, and nothing else: no packet, no clock, no random numbers. Bytes
//! for keys and nonces come from the caller, who has a generator fit for secrets.
//!
//! * Keys: a type for each role ([`LongTermPublicKey`], [`DhtPublicKey`], [`EphemeralPublicKey`]), [`SecretKey`],
//!   [`KeyPair`], and the [`CombinedKey`] of two key pairs. A peer's key of low order is refused when the combined key is
//!   made, whatever the backend.
//! * Boxes: XSalsa20-Poly1305 in place with the MAC in front, by [`CombinedKey`] or [`SymmetricKey`]; [`Nonce`]s count as
//!   the protocol counts. [`SequentialKey`] is a combined key for the boxes of a stream, of which it makes short ones cheaper.
//! * [`KeyCache`]: X25519 is the dearest thing that a stranger's packet can ask for, so combined keys are remembered.
//! * [`TimedAuth`]: tokens that prove later that we gave them out.
//! * [`ed25519`]: signatures of group chats, and their keys as X25519 keys; [`ExtendedKeyPair`]: both pairs of a group or
//!   member, from one seed.
//! * [`encryptsave`]: files encrypted with a passphrase.
//! * [`sha256_parts`], [`sha512_parts`], [`hmac_sha512_256`], [`constant_time_eq`], [`wipe`].
//!
//! # Example: opening packets from strangers
//!
//! ```
//! use toxcore_crypto::{DhtKeyPair, DhtPublicKey, KeyCache, MAC_LEN, Nonce, NotDecryptable};
//!
//! /// Opens the box of a packet and remembers the sender only if it opens.
//! fn open<'a>(
//!     cache: &mut KeyCache,
//!     own: &DhtKeyPair,
//!     sender: &DhtPublicKey,
//!     nonce: &Nonce,
//!     sealed: &'a mut [u8],
//! ) -> Result<&'a mut [u8], NotDecryptable> {
//!     if let Some(key) = cache.lookup(sender.as_bytes()) {
//!         return key.open_in_place(nonce, sealed);
//!     }
//!     let key = cache.derive_uncached(&own.secret, sender).map_err(|_| NotDecryptable)?;
//!     let plain = key.open_in_place(nonce, sealed)?;
//!     cache.insert(sender, &key);
//!     Ok(plain)
//! }
//!
//! # let (secret_a, secret_b, hash_key, nonce_bytes) = ([1; 32], [2; 32], [3; 16], [4; 24]);
//! let (alice, bob) = (DhtKeyPair::from_secret_bytes(secret_a), DhtKeyPair::from_secret_bytes(secret_b));
//! let (mut at_alice, mut at_bob) = (KeyCache::new(1024, hash_key), KeyCache::new(65_536, hash_key));
//! let nonce = Nonce::from_bytes(nonce_bytes);
//!
//! let mut packet = [&[0; MAC_LEN], b"ping".as_slice()].concat();
//! at_alice.get_or_derive(&alice.secret, &bob.public)?.seal_in_place(&nonce, &mut packet)?;
//! assert_eq!(open(&mut at_bob, &bob, &alice.public, &nonce, &mut packet)?, b"ping");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//!
//! | feature | X25519 and boxes by | seal 1373 bytes | combined key |
//! |---|---|---|---|
//! | `dryoc` (default) | dryoc: pure Rust, vector instructions chosen at run time | 0.69 µs | 35 µs |
//! | `rustcrypto` | curve25519-dalek, salsa20, crypto_secretbox: pure Rust, widely reviewed, portable | 3.1 µs | 52 µs |
//! | `libsodium` | the system's libsodium, through `toxcore-crypto-sodium` | 1.2 µs | 30 µs |
//!
//! If several are on, `libsodium` wins over `rustcrypto`, and that over the default: one switch anywhere in a dependency
//! tree is enough. Without any the crate does not compile. Tests hold all of them equal. Times are of one core of an
//! AMD EPYC with AVX-512, by the example `speed`.
//!
//! # Secrets
//!
//! Types that hold a secret overwrite it when they are dropped and print nothing of it; public keys print their first four
//! bytes. Tags and tokens are compared in constant time. No branch or index depends on a secret, except
//! in scrypt, which is made that way.
//!
//! Covers the chapter `crypto` of the protocol documentation.
#![forbid(unsafe_code)]

mod backend;
mod boxes;
mod cache;
mod extended;
mod hash;
mod hex;
mod keys;
mod nonce;
mod sequential;
mod timed_auth;

pub mod ed25519;
pub mod encryptsave;

pub use backend::BACKEND;
pub use boxes::{CombinedKey, LowOrderKey, MAC_LEN, NotDecryptable, NothingToSeal, SymmetricKey};
pub use cache::KeyCache;
pub use extended::{ExtendedKeyPair, ExtendedPublicKey, InvalidExtendedKey};
pub use hash::{constant_time_eq, hmac_sha512_256, sha256, sha256_parts, sha512, sha512_parts, wipe};
pub use hex::InvalidHex;
pub use keys::{
    DhtKeyPair, DhtPublicKey, EphemeralKeyPair, EphemeralPublicKey, KeyPair, LongTermKeyPair, LongTermPublicKey,
    SecretKey, X25519PublicKey,
};
pub use nonce::{NONCE_LEN, Nonce};
pub use sequential::SequentialKey;
pub use timed_auth::TimedAuth;
