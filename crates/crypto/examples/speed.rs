//! Prints what the compiled-in backend costs: nanoseconds for each operation, the best of many batches.
//!
//! `cargo run --release -p toxcore-crypto --example speed`, with `--features rustcrypto` or `--features libsodium` for
//! the other backends.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use toxcore_crypto::ed25519::SigningKeyPair;
use toxcore_crypto::encryptsave::PassKey;
use toxcore_crypto::{
    BACKEND, CombinedKey, DhtKeyPair, DhtPublicKey, KeyCache, MAC_LEN, Nonce, SequentialKey, SymmetricKey, TimedAuth,
    sha256,
};

fn main() {
    println!("backend {BACKEND}");
    boxes();
    boxes_of_a_stream();
    keys();
    caches();
    rest();
}

/// Sealing, and opening including the copy of the sealed bytes into the work buffer.
fn boxes() {
    let key = SymmetricKey::from_bytes([7; 32]);
    let mut nonce = Nonce::from_bytes([1; 24]);
    for len in [64, 117, 300, 1373] {
        let mut buf = vec![0x55; MAC_LEN + len];
        measure(&format!("seal {len} bytes"), 200, || {
            nonce.increment();
            let _ = key.seal_in_place(&nonce, black_box(&mut buf));
        });
        let _ = key.seal_in_place(&nonce, &mut buf);
        let mut work = buf.clone();
        measure(&format!("open {len} bytes"), 200, || {
            work.copy_from_slice(&buf);
            assert!(key.open_in_place(&nonce, black_box(&mut work)).is_ok());
        });
    }
}

/// The same where nonces count.
fn boxes_of_a_stream() {
    let ours = DhtKeyPair::from_secret_bytes([3; 32]);
    let theirs = DhtKeyPair::from_secret_bytes([4; 32]);
    let Ok(key) = CombinedKey::new(&ours.secret, &theirs.public) else { return };
    let mut key = SequentialKey::new(key);
    let mut nonce = Nonce::from_bytes([1; 24]);
    for len in [16, 64, 117, 224] {
        let mut buf = vec![0x55; MAC_LEN + len];
        measure(&format!("seal {len} bytes of a stream"), 200, || {
            nonce.increment();
            let _ = key.seal_in_place(&nonce, black_box(&mut buf));
        });
        let _ = key.seal_in_place(&nonce, &mut buf);
        let mut work = buf.clone();
        measure(&format!("open {len} bytes of a stream"), 200, || {
            work.copy_from_slice(&buf);
            assert!(key.open_in_place(&nonce, black_box(&mut work)).is_ok());
        });
    }
}

fn keys() {
    let ours = DhtKeyPair::from_secret_bytes([3; 32]);
    let theirs = DhtKeyPair::from_secret_bytes([4; 32]);
    measure("combined key (X25519)", 5, || {
        assert!(black_box(CombinedKey::new(&ours.secret, black_box(&theirs.public))).is_ok());
    });
    measure("key pair", 5, || {
        black_box(DhtKeyPair::from_secret_bytes(black_box([5; 32])));
    });
}

/// Hits in a table that fits the processor's caches, and in the largest, with keys in random order.
fn caches() {
    let ours = DhtKeyPair::from_secret_bytes([3; 32]);
    let theirs = DhtKeyPair::from_secret_bytes([4; 32]);
    let mut single = KeyCache::new(1024, [9; 16]);
    measure("cache hit, same key", 1000, || {
        assert!(single.get_or_derive(&ours.secret, black_box(&theirs.public)).is_ok());
    });
    let Ok(combined) = CombinedKey::new(&ours.secret, &theirs.public) else { return };
    for count in [500, 40_000] {
        let mut cache = KeyCache::new(2 * count, [9; 16]);
        let publics: Vec<_> = (0..count).map(|i| DhtPublicKey::from_bytes(sha256(&i.to_le_bytes()))).collect();
        let dearest = publics.iter().map(|public| {
            let started = Instant::now();
            cache.insert(public, &combined);
            started.elapsed()
        });
        println!("cache insert, dearest of {count:<5} {:>8} ns", dearest.max().unwrap_or_default().as_nanos());
        let mut next = publics.iter().cycle();
        measure(&format!("cache lookup, {count} keys"), 1000, || {
            if let Some(public) = next.next() {
                black_box(cache.lookup(black_box(public.as_bytes())));
            }
        });
        println!("  {} keys in {} bytes", cache.len(), cache.heap_bytes());
    }
}

fn rest() {
    let auth = TimedAuth::new([1; 32], 300);
    measure("timed authenticator, make", 100, || {
        black_box(auth.make(black_box(1000), &[&[1; 51]]));
    });
    let token = auth.make(1000, &[&[1; 51]]);
    measure("timed authenticator, check", 100, || assert!(auth.check(black_box(1000), &[&[1; 51]], &token)));
    let signer = SigningKeyPair::from_seed(&[2; 32]);
    let signature = signer.sign(&[0; 300]);
    measure("Ed25519 sign 300 bytes", 5, || {
        black_box(signer.sign(black_box(&[0; 300])));
    });
    let public = signer.public();
    measure("Ed25519 verify 300 bytes", 5, || assert!(public.verify(black_box(&[0; 300]), &signature).is_ok()));
    measure("Ed25519 public key to X25519", 5, || assert!(black_box(&public).to_x25519().is_ok()));
    let started = Instant::now();
    black_box(PassKey::derive(b"passphrase", &[0; 32]));
    println!("pass key {:>24} ms", started.elapsed().as_millis());
}

/// Prints the time of one call in the fastest of 101 batches.
fn measure(name: &str, calls: u32, mut call: impl FnMut()) {
    let best = (0..101).map(|_| {
        let started = Instant::now();
        for _ in 0..calls {
            call();
        }
        started.elapsed()
    });
    let best = best.min().unwrap_or(Duration::ZERO);
    println!("{name:<30} {:>8} ns", best.as_nanos() / u128::from(calls));
}
