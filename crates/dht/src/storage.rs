use std::time::Duration;

use toxcore_crypto::{DhtPublicKey, EphemeralPublicKey, sha256};
use toxcore_sansio::Instant;
use toxcore_wire::storage::{HASH_LEN, MAX_STORED_LEN};

use crate::Distance;

/// Buckets of the table of stored values. Protocol: dht, DHT storage.
pub const STORE_BUCKETS: usize = 32;
/// Values in one bucket. With [`MAX_STORED_LEN`] bytes each, all of them take at most 128 KiB. Protocol: dht, DHT storage.
pub const STORE_BUCKET_SIZE: usize = 8;
/// Longest time for which a value is kept unless it is prolonged. Protocol: dht, DHT storage.
pub const MAX_STORE_TIME: Duration = Duration::from_secs(900);
/// What every node grants, however short it has been running. Protocol: dht, DHT storage.
pub const MIN_STORE_TIME: Duration = Duration::from_secs(10);
/// A value is kept for this part of the time that the node has been running: what came and goes again stores little.
const UPTIME_SHARE: u32 = 4;

/// The values that this node keeps for others.
#[derive(Debug)]
pub(crate) struct Store {
    own: DhtPublicKey,
    /// As many as the deepest value needs.
    buckets: Vec<Vec<Entry>>,
}

#[derive(Debug)]
struct Entry {
    data_key: EphemeralPublicKey,
    value: Vec<u8>,
    until: Instant,
}

impl Store {
    pub(crate) const fn new(own: DhtPublicKey) -> Self {
        Self { own, buckets: Vec::new() }
    }

    /// The value of a key.
    pub(crate) fn get(&self, data_key: &EphemeralPublicKey, now: Instant) -> Option<&[u8]> {
        let bucket = self.buckets.get(self.bucket_of(data_key))?;
        bucket.iter().find(|e| e.data_key == *data_key && e.until > now).map(|e| e.value.as_slice())
    }

    /// SHA-256 of the value of a key.
    pub(crate) fn hash(&self, data_key: &EphemeralPublicKey, now: Instant) -> Option<[u8; HASH_LEN]> {
        self.get(data_key, now).map(sha256)
    }

    /// Whether a value of this key would get a place.
    pub(crate) fn accepts(&self, data_key: &EphemeralPublicKey, now: Instant) -> bool {
        let Some(bucket) = self.buckets.get(self.bucket_of(data_key)) else { return true };
        bucket.iter().filter(|e| e.until > now && e.data_key != *data_key).count() < STORE_BUCKET_SIZE
            || self.farthest(bucket).is_some_and(|(_, bits)| bits < self.common_bits(data_key))
    }

    /// Keeps a value until then: in a free place, or in that of the key that shares fewest bits with ours. `false` if there
    /// is none.
    pub(crate) fn put(&mut self, data_key: &EphemeralPublicKey, value: &[u8], until: Instant, now: Instant) -> bool {
        if value.len() > MAX_STORED_LEN || !self.accepts(data_key, now) {
            return false;
        }
        let index = self.bucket_of(data_key);
        if self.buckets.len() <= index {
            self.buckets.resize_with(index + 1, Vec::new);
        }
        let Some(bucket) = self.buckets.get_mut(index) else { return false };
        bucket.retain(|e| e.until > now && e.data_key != *data_key);
        if bucket.len() >= STORE_BUCKET_SIZE {
            let own = self.own;
            let bits = |e: &Entry| common_bits(&own, &e.data_key);
            let farthest = bucket.iter().enumerate().min_by_key(|(_, e)| bits(e)).map(|(place, _)| place);
            if let Some(place) = farthest {
                bucket.swap_remove(place);
            }
        }
        bucket.push(Entry { data_key: *data_key, value: value.to_vec(), until });
        true
    }

    /// Keeps the value with this hash until then. If the value is another, it is dropped: its owner has a newer one.
    pub(crate) fn prolong(&mut self, data_key: &EphemeralPublicKey, hash: &[u8], until: Instant, now: Instant) -> bool {
        let index = self.bucket_of(data_key);
        let Some(bucket) = self.buckets.get_mut(index) else { return false };
        let Some(place) = bucket.iter().position(|e| e.data_key == *data_key && e.until > now) else { return false };
        match bucket.get_mut(place) {
            Some(entry) if sha256(&entry.value) == *hash => {
                entry.until = until;
                true
            }
            _ => {
                bucket.swap_remove(place);
                false
            }
        }
    }

    fn farthest<'a>(&self, bucket: &'a [Entry]) -> Option<(&'a Entry, u32)> {
        bucket.iter().map(|e| (e, self.common_bits(&e.data_key))).min_by_key(|(_, bits)| *bits)
    }

    fn common_bits(&self, data_key: &EphemeralPublicKey) -> u32 {
        common_bits(&self.own, data_key)
    }

    /// The five bits behind the first in which the keys differ: values that are equally near to us spread over all buckets.
    fn bucket_of(&self, data_key: &EphemeralPublicKey) -> usize {
        let first = self.common_bits(data_key) as usize + 1;
        let bit = |key: &[u8; 32], index: usize| key.get(index / 8).map_or(0, |byte| byte >> (7 - index % 8) & 1);
        let differs = |index| usize::from(bit(self.own.as_bytes(), index) ^ bit(data_key.as_bytes(), index));
        (first..first + 5).fold(0, |bucket, index| bucket << 1 | differs(index))
    }
}

fn common_bits(own: &DhtPublicKey, data_key: &EphemeralPublicKey) -> u32 {
    Distance::between(own.as_bytes(), data_key.as_bytes()).common_bits()
}

/// For how long a node that has been running for `uptime` keeps a value, if `wished` is longer.
pub(crate) fn granted(wished: Duration, uptime: Duration) -> Duration {
    wished.min((uptime / UPTIME_SHARE).clamp(MIN_STORE_TIME, MAX_STORE_TIME))
}

#[cfg(test)]
mod tests;
