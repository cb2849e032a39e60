//! Boxes and keys.

use std::hint::black_box;
use std::io;

use toxcore_crypto::{CombinedKey, DhtKeyPair, DhtPublicKey, KeyCache, Nonce};
use toxcore_sansio::{Rng, Seed};

use super::{Step, step};
use crate::clients::DhtClient;

pub(super) fn measure() -> io::Result<Vec<Step>> {
    let mut rng = Rng::new(&Seed::from_number(1));
    let own = DhtKeyPair::from_secret_bytes(rng.secret_bytes());
    let client = DhtClient::new(&own.public, &mut rng)?;
    let key = CombinedKey::new(&own.secret, &client.keys.public).map_err(io::Error::other)?;
    let nonce = Nonce::from_bytes(rng.public_bytes());
    let mut steps = Vec::new();
    for (seal, open, len) in [("seal 1,373 bytes", "open 1,373 bytes", 1373), ("seal 73 bytes", "open 73 bytes", 73)] {
        let mut sealed = vec![0; 16 + len];
        key.seal_in_place(&nonce, &mut sealed).map_err(io::Error::other)?;
        let mut buffer = sealed.clone();
        steps.push(step(seal, || key.seal_in_place(&nonce, black_box(&mut buffer)).is_ok()));
        steps.push(step(open, || {
            buffer.copy_from_slice(&sealed);
            key.open_in_place(&nonce, black_box(&mut buffer)).is_ok()
        }));
    }
    steps.push(step("X25519, combined key", || CombinedKey::new(&own.secret, black_box(&client.keys.public)).is_ok()));
    let mut cache = KeyCache::new(KeyCache::MAX_CAPACITY, rng.secret_bytes());
    let keys: Vec<_> = (0..4096).map(|_| DhtPublicKey::from_bytes(rng.public_bytes())).collect();
    for public in &keys {
        cache.insert(public, &key);
    }
    let mut turn = keys.iter().cycle();
    steps.push(step("key cache, hit among 4,096", || {
        // A few of them are missing: sets of a hashed table fill unevenly.
        turn.next().map(|public| black_box(cache.lookup(public.as_bytes()).is_some())).is_some()
    }));
    Ok(steps)
}
