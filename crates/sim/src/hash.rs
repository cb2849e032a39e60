use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map whose behaviour replays: the hash has no random key. It is never iterated in an order that matters.
pub(crate) type Map<K, V> = HashMap<K, V, BuildHasherDefault<FoldHasher>>;

/// A fast 64-bit hash by folded multiplication; neither keyed nor cryptographic.
#[derive(Clone, Debug)]
pub(crate) struct FoldHasher(u64);

impl Default for FoldHasher {
    fn default() -> Self {
        Self(0x243f_6a88_85a3_08d3)
    }
}

impl Hasher for FoldHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.write_u64(u64::from_le_bytes(*word));
        }
        if !rest.is_empty() {
            let mut last = [0; 8];
            last[..rest.len()].copy_from_slice(rest);
            self.write_u64(u64::from_le_bytes(last) ^ ((rest.len() as u64) << 56));
        }
    }

    fn write_u8(&mut self, n: u8) {
        self.write_u64(u64::from(n));
    }

    fn write_u16(&mut self, n: u16) {
        self.write_u64(u64::from(n));
    }

    fn write_u32(&mut self, n: u32) {
        self.write_u64(u64::from(n));
    }

    fn write_u64(&mut self, n: u64) {
        let wide = u128::from(self.0 ^ n) * u128::from(MULTIPLIER);
        self.0 = (wide as u64) ^ ((wide >> 64) as u64) ^ self.0.rotate_left(23);
    }

    fn finish(&self) -> u64 {
        let wide = u128::from(self.0) * u128::from(MULTIPLIER);
        (wide as u64) ^ ((wide >> 64) as u64)
    }
}

/// An odd number with evenly spread bits (the golden ratio's fraction).
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;
