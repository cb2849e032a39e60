use std::fmt;

use siphasher::sip::SipHasher13;

use crate::{CombinedKey, LowOrderKey, SecretKey, X25519PublicKey};

/// A bounded cache of combined keys for one own secret key.
///
/// An X25519 costs 30 to 60 µs, a hit here a thousandth of that, so this decides how many packets a node can answer.
/// Within a set of eight keys the one not used for longest makes room. Keys enter by [`Self::insert`] after a packet
/// authenticated with them, or by [`Self::get_or_derive`] when we chose the peer: junk from strangers changes nothing.
///
/// Memory: the table has 72 bytes for each key of its present size, which starts at 8 keys and doubles, once it is a
/// quarter full and has no place for a new key, up to the capacity; so it is at most 576 bytes for each key remembered.
/// Sets fill unevenly: a table half full has lost one key in a hundred, and misses one in twenty of peers that take turns.
/// Keys are wiped when they make room, when the table grows, and on drop.
pub struct KeyCache {
    hasher: SipHasher13,
    sets: Vec<Set>,
    max_sets: usize,
    /// Counts uses; wraps, which at worst makes an entry untouched for 2^32 uses look fresh.
    clock: u32,
    len: usize,
}

impl KeyCache {
    /// Most entries that a cache may have, 4.7 MB. Our choice: 64 times the 1,024 keys of the reference's cache, enough
    /// for every address that a busy bootstrap node hears within minutes.
    pub const MAX_CAPACITY: usize = 65_536;

    /// An empty cache for `capacity` entries, rounded up to a power of two from 8 to [`Self::MAX_CAPACITY`].
    ///
    /// `hash_key` is secret and random: it keeps peers from choosing keys that push out each other's.
    #[must_use]
    pub fn new(capacity: usize, hash_key: [u8; 16]) -> Self {
        let max_sets = capacity.clamp(WAYS, Self::MAX_CAPACITY).next_power_of_two() / WAYS;
        Self { hasher: SipHasher13::new_with_key(&hash_key), sets: empty_sets(1), max_sets, clock: 0, len: 0 }
    }

    /// The combined key with the owner of `public`, if remembered; this counts as a use.
    pub fn lookup(&mut self, public: &[u8; 32]) -> Option<&CombinedKey> {
        let hash = self.hasher.hash(public);
        let clock = self.tick();
        let set = set_of(&mut self.sets, hash);
        let way = set.find(tag(hash), public)?;
        Some(set.touch(way, clock))
    }

    /// The combined key of `secret` and `public`, remembered from now on.
    ///
    /// For peers that we chose. For a key out of a packet use [`Self::lookup`], else [`Self::derive_uncached`] and, once
    /// the packet opened, [`Self::insert`].
    ///
    /// # Errors
    /// [`LowOrderKey`] as [`CombinedKey::new`]; such keys are not remembered.
    pub fn get_or_derive(
        &mut self,
        secret: &SecretKey,
        public: &impl X25519PublicKey,
    ) -> Result<&CombinedKey, LowOrderKey> {
        let public_bytes = public.as_bytes();
        let hash = self.hasher.hash(public_bytes);
        let clock = self.tick();
        match set_of(&mut self.sets, hash).find(tag(hash), public_bytes) {
            Some(way) => Ok(set_of(&mut self.sets, hash).touch(way, clock)),
            None => {
                let combined = CombinedKey::new(secret, public)?;
                Ok(self.put(hash, public_bytes, &combined, clock))
            }
        }
    }

    /// The combined key of `secret` and `public`, not remembered.
    ///
    /// # Errors
    /// [`LowOrderKey`] as [`CombinedKey::new`].
    pub fn derive_uncached(
        &self,
        secret: &SecretKey,
        public: &impl X25519PublicKey,
    ) -> Result<CombinedKey, LowOrderKey> {
        CombinedKey::new(secret, public)
    }

    /// Remembers `combined` for the owner of `public`; this counts as a use.
    pub fn insert(&mut self, public: &impl X25519PublicKey, combined: &CombinedKey) {
        let hash = self.hasher.hash(public.as_bytes());
        let clock = self.tick();
        match set_of(&mut self.sets, hash).find(tag(hash), public.as_bytes()) {
            Some(way) => {
                let set = set_of(&mut self.sets, hash);
                set.entries[way].combined.copy_from(combined);
                set.touch(way, clock);
            }
            None => {
                self.put(hash, public.as_bytes(), combined, clock);
            }
        }
    }

    /// Forgets and wipes everything, as when the own key changes.
    pub fn clear(&mut self) {
        self.sets = empty_sets(1);
        self.len = 0;
    }

    /// Keys remembered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether no key is remembered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Most keys that it will remember.
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.max_sets * WAYS
    }

    /// Bytes on the heap at present.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        self.sets.capacity() * size_of::<Set>()
    }

    fn tick(&mut self) -> u32 {
        self.clock = self.clock.wrapping_add(1);
        self.clock
    }

    /// Writes a new entry into its set, making room first.
    fn put(&mut self, hash: u64, public: &[u8; 32], combined: &CombinedKey, clock: u32) -> &CombinedKey {
        let full = set_of(&mut self.sets, hash).free_way().is_none();
        if full && self.sets.len() < self.max_sets && self.len * 4 >= self.sets.len() * WAYS {
            self.grow();
        }
        let set = set_of(&mut self.sets, hash);
        let way = set.free_way().unwrap_or_else(|| set.oldest_way(clock));
        if set.tags[way] == FREE {
            self.len += 1;
        }
        set.tags[way] = tag(hash);
        set.entries[way].public = *public;
        set.entries[way].combined.copy_from(combined);
        set.touch(way, clock)
    }

    /// Doubles the number of sets. The old table is wiped rather than extended: moving it would leave secrets behind.
    fn grow(&mut self) {
        let mut sets = empty_sets(self.sets.len() * 2);
        for old in &self.sets {
            for way in (0..WAYS).filter(|way| old.tags[*way] != FREE) {
                let hash = self.hasher.hash(&old.entries[way].public);
                let set = set_of(&mut sets, hash);
                if let Some(free) = set.free_way() {
                    set.tags[free] = old.tags[way];
                    set.used[free] = old.used[way];
                    set.entries[free].public = old.entries[way].public;
                    set.entries[free].combined.copy_from(&old.entries[way].combined);
                }
            }
        }
        self.sets = sets;
    }
}

impl fmt::Debug for KeyCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyCache").field("len", &self.len).field("capacity", &self.capacity()).finish_non_exhaustive()
    }
}

/// Entries whose hashes agree in their low bits. The first cache line tells which entry to look at.
#[derive(Clone)]
#[repr(align(64))]
struct Set {
    /// High half of the hash of each public key, never 0; [`FREE`] where there is none.
    tags: [u32; WAYS],
    /// The clock at the last use.
    used: [u32; WAYS],
    entries: [Entry; WAYS],
}

#[derive(Clone)]
struct Entry {
    public: [u8; 32],
    combined: CombinedKey,
}

impl Set {
    fn empty() -> Self {
        let entry = || Entry { public: [0; 32], combined: CombinedKey::zero() };
        Self { tags: [FREE; WAYS], used: [0; WAYS], entries: std::array::from_fn(|_| entry()) }
    }

    fn find(&self, tag: u32, public: &[u8; 32]) -> Option<usize> {
        (0..WAYS).find(|way| self.tags[*way] == tag && self.entries[*way].public == *public)
    }

    fn free_way(&self) -> Option<usize> {
        self.tags.iter().position(|tag| *tag == FREE)
    }

    fn oldest_way(&self, clock: u32) -> usize {
        (0..WAYS).max_by_key(|way| clock.wrapping_sub(self.used[*way])).unwrap_or(0)
    }

    fn touch(&mut self, way: usize, clock: u32) -> &CombinedKey {
        self.used[way] = clock;
        &self.entries[way].combined
    }
}

/// Keys per set. Eight tags and eight times of use fill one cache line, and sets rarely overflow below three quarters.
const WAYS: usize = 8;
/// Tag of an unused entry.
const FREE: u32 = 0;

fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32 | 1
}

fn empty_sets(count: usize) -> Vec<Set> {
    std::iter::repeat_with(Set::empty).take(count).collect()
}

/// The set of `hash`. There is a power of two of them, at least one, so the index is in range.
fn set_of(sets: &mut [Set], hash: u64) -> &mut Set {
    let index = hash as usize & (sets.len() - 1);
    &mut sets[index]
}

#[cfg(test)]
mod tests;
