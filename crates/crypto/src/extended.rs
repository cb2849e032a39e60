//! Key pairs of group chats: one seed gives a pair that signs and a pair that encrypts. Protocol: crypto, Extended keys.
//!
//! ```
//! use toxcore_crypto::{ExtendedKeyPair, ExtendedPublicKey};
//!
//! # let seed = [1; 32];
//! let founder = ExtendedKeyPair::from_seed(&seed);
//! // Who knows only the signature key, which is the name of a group, finds the other one.
//! let found = ExtendedPublicKey::of_signing_key(founder.public().signing)?;
//! assert_eq!(found, founder.public());
//! assert!(found.is_consistent());
//! # Ok::<(), toxcore_crypto::ed25519::InvalidSigningKey>(())
//! ```

use std::fmt;

use thiserror::Error;
use zeroize::Zeroizing;

use crate::ed25519::{InvalidSigningKey, SIGNATURE_LEN, SigningKeyPair, SigningPublicKey};
use crate::{EphemeralPublicKey, SecretKey, constant_time_eq};

/// The parts of an extended secret key do not belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("invalid extended key")]
pub struct InvalidExtendedKey;

/// Both public keys of a group or of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExtendedPublicKey {
    /// The key of boxes; of a member it is the identity.
    pub encryption: EphemeralPublicKey,
    /// The key of signatures; of a group it is the chat id.
    pub signing: SigningPublicKey,
}

impl ExtendedPublicKey {
    /// Bytes of both keys.
    pub const LEN: usize = EphemeralPublicKey::LEN + SigningPublicKey::LEN;

    /// The keys of these bytes: encryption, then signing. Whether they belong together, [`Self::is_consistent`] tells.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; Self::LEN]) -> Self {
        let (mut encryption, mut signing) = ([0; EphemeralPublicKey::LEN], [0; SigningPublicKey::LEN]);
        let (first, second) = bytes.split_at(EphemeralPublicKey::LEN);
        encryption.copy_from_slice(first);
        signing.copy_from_slice(second);
        Self { encryption: EphemeralPublicKey::from_bytes(encryption), signing: SigningPublicKey::from_bytes(signing) }
    }

    /// Both keys: encryption, then signing.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::LEN] {
        let mut bytes = [0; Self::LEN];
        let (first, second) = bytes.split_at_mut(EphemeralPublicKey::LEN);
        first.copy_from_slice(self.encryption.as_bytes());
        second.copy_from_slice(self.signing.as_bytes());
        bytes
    }

    /// The keys of whoever signs with `signing`.
    ///
    /// # Errors
    /// [`InvalidSigningKey`] if no honest key pair has this key: not on the curve, of small order, or outside the subgroup
    /// of prime order.
    pub fn of_signing_key(signing: SigningPublicKey) -> Result<Self, InvalidSigningKey> {
        Ok(Self { encryption: signing.to_x25519()?, signing })
    }

    /// Whether both keys are of one owner. What a peer claims to sign with counts for nothing otherwise.
    ///
    /// Costs about as much as a combined key.
    #[must_use]
    pub fn is_consistent(&self) -> bool {
        self.signing.to_x25519() == Ok(self.encryption)
    }
}

/// Both key pairs of a group or of a member. Wiped on drop, never printed.
#[derive(Clone)]
pub struct ExtendedKeyPair {
    public: ExtendedPublicKey,
    signing: SigningKeyPair,
    encryption: SecretKey,
}

impl ExtendedKeyPair {
    /// Bytes of the secret form.
    pub const SECRET_LEN: usize = SecretKey::LEN + SECRET_SIGNING_LEN;

    /// The pairs of a seed of 32 random bytes. The caller wipes its own copy.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self::of(SigningKeyPair::from_seed(seed))
    }

    /// The pairs in their secret form: secret encryption key, seed, public signing key.
    ///
    /// # Errors
    /// [`InvalidExtendedKey`] if the three do not belong together.
    pub fn from_secret_bytes(bytes: &[u8; Self::SECRET_LEN]) -> Result<Self, InvalidExtendedKey> {
        let (encryption, signing) = bytes.split_first_chunk::<{ SecretKey::LEN }>().ok_or(InvalidExtendedKey)?;
        let signing = signing.first_chunk::<SECRET_SIGNING_LEN>().ok_or(InvalidExtendedKey)?;
        let pair = Self::of(SigningKeyPair::from_bytes(signing).map_err(|_| InvalidExtendedKey)?);
        if constant_time_eq(pair.encryption.as_bytes(), encryption) { Ok(pair) } else { Err(InvalidExtendedKey) }
    }

    /// The secret form: secret encryption key, seed, public signing key. Wiped on drop.
    #[must_use]
    pub fn to_secret_bytes(&self) -> Zeroizing<[u8; Self::SECRET_LEN]> {
        let mut bytes = Zeroizing::new([0; Self::SECRET_LEN]);
        let (encryption, signing) = bytes.split_at_mut(SecretKey::LEN);
        encryption.copy_from_slice(self.encryption.as_bytes());
        signing.copy_from_slice(&*Zeroizing::new(self.signing.to_bytes()));
        bytes
    }

    /// What others may know.
    #[must_use]
    pub const fn public(&self) -> ExtendedPublicKey {
        self.public
    }

    /// The secret key of boxes.
    #[must_use]
    pub const fn encryption_secret(&self) -> &SecretKey {
        &self.encryption
    }

    /// The pair of signatures.
    #[must_use]
    pub const fn signing(&self) -> &SigningKeyPair {
        &self.signing
    }

    /// Signs `message`; the same message gives the same signature.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; SIGNATURE_LEN] {
        self.signing.sign(message)
    }

    fn of(signing: SigningKeyPair) -> Self {
        let public = ExtendedPublicKey { encryption: signing.public_x25519(), signing: signing.public() };
        let encryption = signing.to_x25519();
        Self { public, signing, encryption }
    }
}

impl fmt::Debug for ExtendedKeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ExtendedKeyPair({:?})", self.public.encryption)
    }
}

/// Seed and public key, as signing keys are written.
const SECRET_SIGNING_LEN: usize = 64;

const _: () = assert!(ExtendedPublicKey::LEN == 64 && ExtendedKeyPair::SECRET_LEN == 96);

#[cfg(test)]
mod tests;
