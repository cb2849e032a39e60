use std::net::IpAddr;
use std::ops::Deref;

use toxcore_crypto::{CombinedKey, DhtKeyPair, KeyCache, X25519PublicKey};

use crate::{Admission, Discard, Instant, Rng, UnixTime};

/// What the owner lends to a machine for one call: the parts that sibling machines share.
///
/// The owner builds it anew for each call, so no machine keeps a reference to another.
#[derive(Debug)]
pub struct Cx<'a> {
    /// The DHT key of this run.
    pub keys: &'a DhtKeyPair,
    /// Combined keys of `keys` with peers. Insert only after a packet of that peer authenticated.
    pub cache: &'a mut KeyCache,
    /// Randomness for values that need not replay with one machine alone (nonces, request ids, keys).
    pub rng: &'a mut Rng,
    /// Wall-clock time, for values that other machines read.
    pub unix_time: UnixTime,
    /// Decides whether a source may cause another key derivation.
    pub admission: &'a mut Admission,
}

impl Cx<'_> {
    /// The combined key of our DHT key with `peer`, who claims to have sent us a packet from `source`.
    ///
    /// A cached key costs nothing. A new one is derived if [`Admission`] lets `source` cause that. Call
    /// [`Cx::remember`] once a packet opened with it.
    ///
    /// # Errors
    /// [`Discard::Limited`] if `source` used up its share, [`Discard::NotDecryptable`] for a low-order point.
    pub fn combined_key(
        &mut self,
        now: Instant,
        source: IpAddr,
        peer: &impl X25519PublicKey,
    ) -> Result<PeerKey, Discard> {
        if let Some(key) = self.cache.lookup(peer.as_bytes()) {
            return Ok(PeerKey { key: key.clone(), cached: true });
        }
        if !self.admission.admit(now, source, 1) {
            return Err(Discard::Limited);
        }
        let key = self.cache.derive_uncached(&self.keys.secret, peer).map_err(|_| Discard::NotDecryptable)?;
        Ok(PeerKey { key, cached: false })
    }

    /// Keeps `key` in the cache, because a packet of `peer` authenticated with it.
    pub fn remember(&mut self, peer: &impl X25519PublicKey, key: &PeerKey) {
        if !key.cached {
            self.cache.insert(peer, &key.key);
        }
    }
}

/// A combined key, and whether it came out of the cache.
#[derive(Clone, Debug)]
pub struct PeerKey {
    key: CombinedKey,
    cached: bool,
}

impl Deref for PeerKey {
    type Target = CombinedKey;
    fn deref(&self) -> &CombinedKey {
        &self.key
    }
}

#[cfg(test)]
mod tests;
