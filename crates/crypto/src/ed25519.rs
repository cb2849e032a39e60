//! Ed25519 signatures and the conversion of their keys to X25519, as group chats need them.
//!
//! Signatures are accepted by libsodium's rules, so that all members of a group agree: S below the group order, the key's
//! coordinate below the field's prime, key and R not of small order, the equation without the cofactor, R byte for byte.
//!
//! ```
//! use toxcore_crypto::ed25519::SigningKeyPair;
//!
//! # let seed = [1; 32];
//! let founder = SigningKeyPair::from_seed(&seed);
//! let signature = founder.sign(b"topic");
//! founder.public().verify(b"topic", &signature)?;
//! let on_the_wire = founder.public().to_x25519()?;
//! # let _ = on_the_wire;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Protocol: crypto, Ed25519.

use std::fmt;

use ed25519_dalek::{Signature as DalekSignature, Signer, SigningKey, VerifyingKey};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{EphemeralPublicKey, InvalidHex, SecretKey, hex, sha512};

/// Bytes of a signature.
pub const SIGNATURE_LEN: usize = 64;

/// The signature was not made by this key for this message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("bad signature")]
pub struct BadSignature;

/// The bytes are no point of the curve, or one that no honest key pair has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("invalid signing key")]
pub struct InvalidSigningKey;

/// An Ed25519 public key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SigningPublicKey([u8; 32]);

impl SigningPublicKey {
    /// Bytes of a public key.
    pub const LEN: usize = 32;

    /// The key of these bytes. Whether they are a usable key shows when it is used.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes as they stand in packets.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn to_hex(&self) -> String {
        hex::encode(&self.0)
    }

    /// Reads 64 hexadecimal digits of either case.
    ///
    /// # Errors
    /// [`InvalidHex`] if `text` is anything else.
    pub fn from_hex(text: &str) -> Result<Self, InvalidHex> {
        hex::decode(text).map(Self)
    }

    /// Checks that `signature` is of this key and `message`.
    ///
    /// # Errors
    /// [`BadSignature`] if it is not, or if the key is unusable.
    pub fn verify(&self, message: &[u8], signature: &[u8; SIGNATURE_LEN]) -> Result<(), BadSignature> {
        let key = self.decode().map_err(|_| BadSignature)?;
        key.verify_strict(message, &DalekSignature::from_bytes(signature)).map_err(|_| BadSignature)
    }

    /// The X25519 public key of the same owner.
    ///
    /// # Errors
    /// [`InvalidSigningKey`] if the bytes are no canonical point of the group that honest keys are in.
    pub fn to_x25519(&self) -> Result<EphemeralPublicKey, InvalidSigningKey> {
        let point = self.decode()?.to_edwards();
        if point.is_small_order() || !point.is_torsion_free() {
            return Err(InvalidSigningKey);
        }
        Ok(EphemeralPublicKey::from_bytes(point.to_montgomery().to_bytes()))
    }

    /// The point, if it is written as the smallest of its encodings or is of small order, which callers refuse anyway.
    fn decode(&self) -> Result<VerifyingKey, InvalidSigningKey> {
        if self.is_above_field() {
            return Err(InvalidSigningKey);
        }
        VerifyingKey::from_bytes(&self.0).map_err(|_| InvalidSigningKey)
    }

    /// Whether the y coordinate is 2^255 - 19 or more, so that a smaller number means the same point.
    fn is_above_field(&self) -> bool {
        let [low, middle @ .., high] = &self.0;
        *low >= 0xed && middle.iter().all(|byte| *byte == 0xff) && high & 0x7f == 0x7f
    }
}

impl fmt::Debug for SigningPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex::fmt_short("SigningPublicKey", &self.0, f)
    }
}

/// An Ed25519 key pair. Wiped on drop, never printed.
#[derive(Clone)]
pub struct SigningKeyPair(SigningKey);

impl SigningKeyPair {
    /// The pair of a seed of 32 random bytes. The caller wipes its own copy.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The pair in its 64-byte form: seed, then public key.
    ///
    /// # Errors
    /// [`InvalidSigningKey`] if the two halves do not belong together.
    pub fn from_bytes(bytes: &[u8; 64]) -> Result<Self, InvalidSigningKey> {
        SigningKey::from_keypair_bytes(bytes).map(Self).map_err(|_| InvalidSigningKey)
    }

    /// The secret 64-byte form: seed, then public key. The caller wipes it.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 64] {
        self.0.to_keypair_bytes()
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> SigningPublicKey {
        SigningPublicKey(self.0.verifying_key().to_bytes())
    }

    /// Signs `message`; the same message gives the same signature.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; SIGNATURE_LEN] {
        self.0.sign(message).to_bytes()
    }

    /// [`SigningPublicKey::to_x25519`] of [`Self::public`], which cannot fail for a pair of our own.
    pub(crate) fn public_x25519(&self) -> EphemeralPublicKey {
        EphemeralPublicKey::from_bytes(self.0.verifying_key().to_montgomery().to_bytes())
    }

    /// The X25519 secret key whose public key is [`SigningPublicKey::to_x25519`] of [`Self::public`].
    #[must_use]
    pub fn to_x25519(&self) -> SecretKey {
        let hash = Zeroizing::new(sha512(self.0.as_bytes()));
        let mut scalar = Zeroizing::new([0; 32]);
        scalar.copy_from_slice(&hash[..32]);
        scalar[0] &= 248;
        scalar[31] &= 127;
        scalar[31] |= 64;
        SecretKey::from_bytes(*scalar)
    }
}

impl fmt::Debug for SigningKeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKeyPair({:?})", self.public())
    }
}

#[cfg(test)]
mod tests;
