//! Nonces by which we know our own packets again.

use std::hash::Hasher;

use siphasher::sip::SipHasher24;
use toxcore_crypto::{NONCE_LEN, Nonce};
use toxcore_sansio::{Rng, Seed};

/// Makes nonces of packets with a session key.
///
/// Both directions of a session have one key, and the sender in front of a packet is not part of what is sealed: whoever catches a
/// packet of ours could send it back in the name of the member that it was for, and it would open. So the last bytes of a nonce
/// are a keyed hash of the others. To everybody else they look random.
#[derive(Clone)]
pub(crate) struct Nonces(SipHasher24);

impl Nonces {
    pub(crate) fn new(seed: &Seed) -> Self {
        Self(SipHasher24::new_with_key(&seed.hash_key("group nonces")))
    }

    /// A fresh nonce.
    pub(crate) fn make(&self, rng: &mut Rng) -> Nonce {
        let random = rng.public_bytes();
        let mut bytes = [0; NONCE_LEN];
        let (front, back) = bytes.split_at_mut(RANDOM_LEN);
        front.copy_from_slice(&random);
        back.copy_from_slice(&self.mark(&random));
        Nonce::from_bytes(bytes)
    }

    /// Whether we have made this one.
    pub(crate) fn are_ours(&self, nonce: &Nonce) -> bool {
        let random = nonce.as_bytes().first_chunk::<RANDOM_LEN>();
        let mark = nonce.as_bytes().last_chunk::<MARK_LEN>();
        random.zip(mark).is_some_and(|(random, mark)| self.mark(random) == *mark)
    }

    fn mark(&self, random: &[u8; RANDOM_LEN]) -> [u8; MARK_LEN] {
        let mut hasher = self.0;
        hasher.write(random);
        hasher.finish().to_be_bytes()
    }
}

impl std::fmt::Debug for Nonces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Nonces(..)")
    }
}

/// Bytes of a nonce that make it fresh: no two of 2^64 are equal, more likely than not.
const RANDOM_LEN: usize = NONCE_LEN - MARK_LEN;
/// Bytes of the hash. A packet of another is taken for ours once in 2^64.
const MARK_LEN: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_nonces_are_known_again_and_no_others() {
        let seed = Seed::from_number(1);
        let (mut rng, ours) = (Rng::new(&seed), Nonces::new(&seed));
        let theirs = Nonces::new(&Seed::from_number(2));
        let nonces: Vec<_> = (0..100).map(|_| ours.make(&mut rng)).collect();
        for nonce in &nonces {
            assert!(ours.are_ours(nonce) && !theirs.are_ours(nonce));
            for place in 0..NONCE_LEN {
                let mut bytes = *nonce.as_bytes();
                bytes[place] ^= 1;
                assert!(!ours.are_ours(&Nonce::from_bytes(bytes)));
            }
        }
        assert!((0..100).all(|_| !ours.are_ours(&rng.nonce())));
        assert!(nonces.iter().enumerate().all(|(place, nonce)| !nonces[..place].contains(nonce)));
    }
}
