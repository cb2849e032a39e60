use std::fmt;

use siphasher::sip::SipHasher13;

use crate::{CombinedKey, LowOrderKey, SecretKey, X25519PublicKey};

/// A bounded cache of combined keys for one own secret key.
///
/// An X25519 costs 30 to 60 µs, a hit here a thousandth of that, so this decides how many packets a node can answer.
/// A key lives in one of two sets of eight: in the first unless that is full. Where both are full the key of the first not
/// used for longest makes room. Keys enter by [`Self::insert`] after a packet
/// authenticated with them, or by [`Self::get_or_derive`] when we chose the peer: junk from strangers changes nothing.
///
/// Memory: the table has 72 bytes for each key of its present size, which starts at 8 keys and doubles, once it is half full
/// and has no place for a new key, up to the capacity; so it is at most 288 bytes for each key remembered. As each key has
/// two sets, a table loses next to no keys before it is three quarters full.
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
        let place = self.find(hash, public)?;
        Some(self.touch(place, clock))
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
        match self.find(hash, public_bytes) {
            Some(place) => Ok(self.touch(place, clock)),
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
        match self.find(hash, public.as_bytes()) {
            Some(place) => {
                self.sets[place.set].entries[place.way].combined.copy_from(combined);
                self.touch(place, clock);
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

    fn find(&self, hash: u64, public: &[u8; 32]) -> Option<Place> {
        let tag = tag(hash);
        let find = |set: usize| self.sets[set].find(tag, public).map(|way| Place { set, way });
        let [first, second] = sets_of(hash, self.sets.len());
        find(first).or_else(|| find(second))
    }

    fn touch(&mut self, place: Place, clock: u32) -> &CombinedKey {
        self.sets[place.set].touch(place.way, clock)
    }

    /// Writes a new entry into one of its sets, making room first.
    fn put(&mut self, hash: u64, public: &[u8; 32], combined: &CombinedKey, clock: u32) -> &CombinedKey {
        let is_full = free_place(&self.sets, hash).is_none();
        if is_full && self.sets.len() < self.max_sets && self.len * 2 >= self.sets.len() * WAYS {
            self.grow();
        }
        let place = free_place(&self.sets, hash).unwrap_or_else(|| {
            let [set, _] = sets_of(hash, self.sets.len());
            Place { set, way: self.sets[set].oldest_way(clock) }
        });
        let set = &mut self.sets[place.set];
        if set.tags[place.way] == FREE {
            self.len += 1;
        }
        set.tags[place.way] = tag(hash);
        set.entries[place.way].public = *public;
        set.entries[place.way].combined.copy_from(combined);
        set.touch(place.way, clock)
    }

    /// Doubles the number of sets. The old table is wiped rather than extended: moving it would leave secrets behind.
    fn grow(&mut self) {
        let mut sets = empty_sets(self.sets.len() * 2);
        let mut kept = 0;
        for old in &self.sets {
            for way in (0..WAYS).filter(|way| old.tags[*way] != FREE) {
                let hash = self.hasher.hash(&old.entries[way].public);
                if let Some(Place { set, way: free }) = free_place(&sets, hash) {
                    let set = &mut sets[set];
                    set.tags[free] = old.tags[way];
                    set.used[free] = old.used[way];
                    set.entries[free].public = old.entries[way].public;
                    set.entries[free].combined.copy_from(&old.entries[way].combined);
                    kept += 1;
                }
            }
        }
        (self.sets, self.len) = (sets, kept);
    }
}

/// An entry of the table.
#[derive(Clone, Copy)]
struct Place {
    set: usize,
    way: usize,
}

/// A free place for this hash, in its first set rather than in its second.
fn free_place(sets: &[Set], hash: u64) -> Option<Place> {
    sets_of(hash, sets.len()).into_iter().find_map(|set| sets[set].free_way().map(|way| Place { set, way }))
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

/// The sets of `hash`. There is a power of two of them, at least one, so the indexes are in range.
fn sets_of(hash: u64, sets: usize) -> [usize; 2] {
    [hash as usize & (sets - 1), (hash >> SECOND_SET_BITS) as usize & (sets - 1)]
}

/// Where in the hash the bits of the second set begin. Sets have at most 13 bits, and the tag has the upper half.
const SECOND_SET_BITS: u32 = 16;

#[cfg(test)]
mod tests;
