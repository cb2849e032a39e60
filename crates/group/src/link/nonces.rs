//! Nonces by which we know our own packets again.

use toxcore_crypto::{NONCE_LEN, Nonce};
use toxcore_sansio::{Rng, Seed};

/// Makes nonces of packets with a session key.
///
/// Both directions of a session have one key, and the sender in front of a packet is not part of what is sealed: whoever catches a
/// packet of ours could send it back in the name of the member that it was for, and it would open. So all nonces of ours begin
/// alike, with random bytes. The others count up. So whoever opens a box can go on with what it computed for the one before: of a
/// nonce, the first 16 bytes make a key of their own.
#[derive(Debug)]
pub(crate) struct Nonces {
    front: [u8; FRONT_LEN],
    next: u64,
}

impl Nonces {
    pub(crate) fn new(seed: &Seed) -> Self {
        let mut rng = Rng::new(&seed.derive("group nonces"));
        Self { front: rng.public_bytes(), next: u64::from_be_bytes(rng.public_bytes()) }
    }

    /// A fresh nonce.
    pub(crate) fn make(&mut self) -> Nonce {
        let mut bytes = [0; NONCE_LEN];
        let (front, back) = bytes.split_at_mut(FRONT_LEN);
        front.copy_from_slice(&self.front);
        back.copy_from_slice(&self.next.to_be_bytes());
        self.next = self.next.wrapping_add(1);
        Nonce::from_bytes(bytes)
    }

    /// Whether we have made this one.
    pub(crate) fn are_ours(&self, nonce: &Nonce) -> bool {
        nonce.as_bytes().starts_with(&self.front)
    }
}

/// Bytes that all have in common. A packet of another is taken for ours once in 2^128.
const FRONT_LEN: usize = NONCE_LEN - size_of::<u64>();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_nonces_are_known_again_and_no_others() {
        let seed = Seed::from_number(1);
        let (mut rng, mut ours) = (Rng::new(&seed), Nonces::new(&seed));
        let theirs = Nonces::new(&Seed::from_number(2));
        ours.next = u64::MAX - 50;
        let nonces: Vec<_> = (0..100).map(|_| ours.make()).collect();
        for nonce in &nonces {
            assert!(ours.are_ours(nonce) && !theirs.are_ours(nonce));
            for place in 0..FRONT_LEN {
                let mut bytes = *nonce.as_bytes();
                bytes[place] ^= 1;
                assert!(!ours.are_ours(&Nonce::from_bytes(bytes)));
            }
        }
        assert!((0..100).all(|_| !ours.are_ours(&rng.nonce())));
        assert!(nonces.iter().enumerate().all(|(place, nonce)| !nonces[..place].contains(nonce)));
    }
}
