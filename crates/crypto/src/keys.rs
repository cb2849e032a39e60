use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::backend::{Active, Backend};
use crate::hex::{self, InvalidHex};

/// What the three kinds of X25519 public keys have in common.
pub trait X25519PublicKey: Copy + Eq + fmt::Debug {
    /// The key of these bytes. Every 32 bytes are a key; useless ones are found when a [`crate::CombinedKey`] is made.
    #[must_use]
    fn from_bytes(bytes: [u8; 32]) -> Self;

    /// Its bytes as they stand in packets.
    #[must_use]
    fn as_bytes(&self) -> &[u8; 32];
}

/// The bodies are the same for all kinds; only names and meaning differ.
macro_rules! public_key {
    ($(#[$text:meta])* $name:ident) => {
        $(#[$text])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 32]);

        impl $name {
            /// Bytes of a public key.
            pub const LEN: usize = 32;

            /// The key of these bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// Its bytes as they stand in packets.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }

            /// Whether the highest bit is clear, as in all keys that X25519 makes.
            #[must_use]
            pub const fn is_valid(&self) -> bool {
                self.0[31] < 128
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
        }

        impl X25519PublicKey for $name {
            fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                hex::fmt_short(stringify!($name), &self.0, f)
            }
        }
    };
}

public_key! {
    /// The identity of a person, as in a Tox ID. Ordered as a 256-bit big-endian number.
    LongTermPublicKey
}
public_key! {
    /// The key of one run of a DHT node. Ordered as a 256-bit big-endian number.
    DhtPublicKey
}
public_key! {
    /// A key made for one purpose (session, onion layer, search, routed data), or one whose role the packet does not tell.
    EphemeralPublicKey
}

impl From<LongTermPublicKey> for EphemeralPublicKey {
    fn from(key: LongTermPublicKey) -> Self {
        Self(key.0)
    }
}

impl From<DhtPublicKey> for EphemeralPublicKey {
    fn from(key: DhtPublicKey) -> Self {
        Self(key.0)
    }
}

/// An X25519 secret key, stored unclamped as it came. Wiped on drop, never printed.
#[derive(Clone, ZeroizeOnDrop)]
pub struct SecretKey([u8; 32]);

impl SecretKey {
    /// Bytes of a secret key.
    pub const LEN: usize = 32;

    /// The key of these bytes, which must come from a generator fit for secrets. The caller wipes its own copy.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The secret itself, for saving it.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(..)")
    }
}

/// A secret key with its public key, whose type names the role of the pair.
#[derive(Clone)]
pub struct KeyPair<P> {
    /// What others may know.
    pub public: P,
    /// What nobody else may know.
    pub secret: SecretKey,
}

/// The key pair of one run of a DHT node.
pub type DhtKeyPair = KeyPair<DhtPublicKey>;
/// The key pair of an identity.
pub type LongTermKeyPair = KeyPair<LongTermPublicKey>;
/// A key pair for one purpose.
pub type EphemeralKeyPair = KeyPair<EphemeralPublicKey>;

impl<P: X25519PublicKey> KeyPair<P> {
    /// The pair of these 32 secret bytes, which must come from a generator fit for secrets.
    #[must_use]
    pub fn from_secret_bytes(mut bytes: [u8; 32]) -> Self {
        let secret = SecretKey(bytes);
        bytes.zeroize();
        Self { public: P::from_bytes(Active::public_key(&secret.0)), secret }
    }
}

impl<P: fmt::Debug> fmt::Debug for KeyPair<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyPair").field("public", &self.public).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
