use toxcore_crypto::Nonce;

use super::*;

/// A base whose last two bytes are `tail`.
fn base(tail: u16) -> Nonce {
    let mut bytes = [0x11; 24];
    bytes[22..].copy_from_slice(&tail.to_be_bytes());
    Nonce::from_bytes(bytes)
}

fn tail_of(nonce: &Nonce) -> u16 {
    u16::from_be_bytes([nonce.as_bytes()[22], nonce.as_bytes()[23]])
}

#[test]
fn nonces_are_found_across_many_wraps_with_large_gaps() {
    for (first, step) in [(0, 1), (0xffff, 1), (0x8000, 21_845), (5, 20_000), (9, 4097)] {
        let mut nonces = ReceiveNonces::new(base(first));
        let mut sent = base(first);
        for _ in 0..500 {
            let candidate = nonces.candidate(tail_of(&sent));
            assert_eq!(candidate.nonce, sent);
            assert!(!nonces.is_replay(&candidate));
            nonces.accept(&candidate);
            assert!(nonces.is_replay(&candidate));
            sent.add(step);
        }
    }
}

#[test]
fn the_base_moves_after_43690_and_not_before() {
    let mut nonces = ReceiveNonces::new(base(0));
    let at = nonces.candidate(43_690);
    nonces.accept(&at);
    assert_eq!(nonces.base, base(0));
    let beyond = nonces.candidate(43_691);
    nonces.accept(&beyond);
    assert_eq!(nonces.base, base(21_845));
    assert_eq!(nonces.candidate(43_692).nonce, base(43_692));
}

#[test]
fn reordered_packets_pass_once_within_the_window() {
    let mut nonces = ReceiveNonces::new(base(0));
    let newest = nonces.candidate(5000);
    nonces.accept(&newest);
    for tail in [4999, 905] {
        let candidate = nonces.candidate(tail);
        assert!(!nonces.is_replay(&candidate), "{tail}");
        nonces.accept(&candidate);
        assert!(nonces.is_replay(&candidate), "{tail}");
    }
    let old = nonces.candidate(904);
    assert!(nonces.is_replay(&old), "too old to tell");
}
