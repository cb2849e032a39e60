use std::fmt;

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng};
use siphasher::sip::SipHasher13;
use toxcore_crypto::Nonce;

/// 32 secret bytes from which all randomness of one machine follows.
///
/// The driver takes the first seed from the operating system; machines get derived ones. The same seed replays a run.
#[derive(Clone)]
pub struct Seed([u8; 32]);

impl Seed {
    /// A seed of these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A seed for tests and simulations.
    #[must_use]
    pub fn from_number(number: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&number.to_le_bytes());
        Self(bytes)
    }

    /// An independent seed for the part named `label`.
    #[must_use]
    pub fn derive(&self, label: &str) -> Self {
        Self(toxcore_crypto::sha256_parts(&[b"toxcore seed", &self.0, label.as_bytes()]))
    }

    /// A secret key for the keyed hash of a table named `label`, whose entries strangers choose.
    #[must_use]
    pub fn hash_key(&self, label: &str) -> [u8; 16] {
        let derived = self.derive(label);
        let mut key = [0; 16];
        key.copy_from_slice(&derived.0[..16]);
        key
    }

    pub(crate) fn hasher(&self, label: &str) -> SipHasher13 {
        SipHasher13::new_with_key(&self.hash_key(label))
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(..)")
    }
}

impl Drop for Seed {
    fn drop(&mut self) {
        toxcore_crypto::wipe(&mut self.0);
    }
}

/// The generator of one machine, with separate streams for bytes that go on the wire and bytes that stay secret.
///
/// A reader of the public stream learns nothing of the secret one.
pub struct Rng {
    public: ChaCha20Rng,
    secret: ChaCha20Rng,
}

impl Rng {
    /// Starts both streams.
    #[must_use]
    pub fn new(seed: &Seed) -> Self {
        Self {
            public: ChaCha20Rng::from_seed(seed.derive("public").0),
            secret: ChaCha20Rng::from_seed(seed.derive("secret").0),
        }
    }

    /// A fresh nonce (public).
    pub fn nonce(&mut self) -> Nonce {
        Nonce::from_bytes(self.public_bytes())
    }

    /// Bytes that others will see.
    pub fn public_bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.public.fill_bytes(&mut bytes);
        bytes
    }

    /// A number that others will see (request ids).
    pub fn public_u64(&mut self) -> u64 {
        self.public.next_u64()
    }

    /// Bytes that nobody may see (keys, secrets, decisions an attacker must not predict).
    pub fn secret_bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.secret.fill_bytes(&mut bytes);
        bytes
    }

    /// A number that nobody may see.
    pub fn secret_u64(&mut self) -> u64 {
        self.secret.next_u64()
    }

    /// A uniform secret number below `bound`; 0 if `bound` is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let wide = u128::from(self.secret.next_u64()) * (bound as u128);
        usize::try_from(wide >> 64).unwrap_or(0)
    }
}

impl fmt::Debug for Rng {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rng(..)")
    }
}

#[cfg(test)]
mod tests;
