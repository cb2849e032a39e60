//! Key stream of Salsa20 for short packets.
//!
//! dryoc shows XSalsa20 only whole and salsa20 has no vector code, so a box under a remembered HSalsa20 key needs this. What
//! is computed does not branch and takes no index from a secret; the vectors are those of `fearless_simd`, which
//! finds out what the processor has.

use fearless_simd::{Level, Simd, dispatch, mask32x8, prelude::*, u32x8};

use crate::backend::PAIR_LEN;

/// Writes the key stream of `key` and `nonce` from its beginning.
pub(super) fn stream(key: &[u8; 32], nonce: &[u8; 8], pairs: &mut [[u8; PAIR_LEN]]) {
    stream_at(Level::new(), key, nonce, pairs);
}

fn stream_at(level: Level, key: &[u8; 32], nonce: &[u8; 8], pairs: &mut [[u8; PAIR_LEN]]) {
    dispatch!(level, simd => stream_with(simd, key, nonce, pairs));
}

#[inline(always)]
fn stream_with<S: Simd>(simd: S, key: &[u8; 32], nonce: &[u8; 8], pairs: &mut [[u8; PAIR_LEN]]) {
    for (pair, counter) in pairs.iter_mut().zip((0..).step_by(2)) {
        Pair::new(simd, key, nonce, counter).write_stream(simd, pair);
    }
}

/// Two blocks side by side. A row is a diagonal of the matrix of a block, so that each step of a round concerns whole rows:
/// words 0, 5, 10, 15; 4, 9, 14, 3; 8, 13, 2, 7; 12, 1, 6, 11.
#[derive(Clone, Copy)]
struct Pair<S: Simd> {
    rows: [u32x8<S>; 4],
}

impl<S: Simd> Pair<S> {
    /// The input of the blocks `counter` and `counter + 1`.
    #[inline(always)]
    fn new(simd: S, key: &[u8; 32], nonce: &[u8; 8], counter: u32) -> Self {
        let (key, nonce) = (key.as_chunks::<4>().0, nonce.as_chunks::<4>().0);
        let [k0, k1, k2, k3, k4, k5, k6, k7] = std::array::from_fn(|i| u32::from_le_bytes(key[i]));
        let [n0, n1] = std::array::from_fn(|i| u32::from_le_bytes(nonce[i]));
        let both = |row| twice(simd, row, row);
        Self {
            rows: [
                both(CONSTANTS),
                both([k3, 0, k7, k2]),
                twice(simd, [counter, k6, k1, n1], [counter + 1, k6, k1, n1]),
                both([k5, k0, n0, k4]),
            ],
        }
    }

    #[inline(always)]
    fn write_stream(self, simd: S, stream: &mut [u8; PAIR_LEN]) {
        let mut mixed = self;
        for _ in 0..DOUBLE_ROUNDS {
            mixed.double_round();
        }
        for (mixed, input) in mixed.rows.iter_mut().zip(self.rows) {
            *mixed += input;
        }
        let (words, _) = stream.as_chunks_mut::<4>();
        for (row, first) in mixed.lines(simd).into_iter().zip((0..).step_by(4)) {
            let row: [u32; 8] = row.into();
            for i in 0..4 {
                words[first + i] = row[i].to_le_bytes();
                words[WORDS + first + i] = row[4 + i].to_le_bytes();
            }
        }
    }

    #[inline(always)]
    fn double_round(&mut self) {
        let [a, b, c, d] = &mut self.rows;
        *b ^= rotate::<S, 7>(*a + *d);
        *c ^= rotate::<S, 9>(*b + *a);
        *d ^= rotate::<S, 13>(*c + *b);
        *a ^= rotate::<S, 18>(*d + *c);
        (*b, *c, *d) = (turn::<S, 3>(*b), turn::<S, 2>(*c), turn::<S, 1>(*d));
        *d ^= rotate::<S, 7>(*a + *b);
        *c ^= rotate::<S, 9>(*d + *a);
        *b ^= rotate::<S, 13>(*c + *d);
        *a ^= rotate::<S, 18>(*b + *c);
        (*b, *c, *d) = (turn::<S, 1>(*b), turn::<S, 2>(*c), turn::<S, 3>(*d));
    }

    /// Words 0 to 3, 4 to 7, 8 to 11 and 12 to 15.
    #[inline(always)]
    fn lines(self, simd: S) -> [u32x8<S>; 4] {
        let [a, b, c, d] = self.rows;
        let (even, front) = (mask(simd, [-1, 0, -1, 0]), mask(simd, [-1, -1, 0, 0]));
        let (ad, ba, cb, dc) = (even.select(a, d), even.select(b, a), even.select(c, b), even.select(d, c));
        [front.select(ad, cb), front.select(ba, dc), front.select(cb, ad), front.select(dc, ba)]
    }
}

#[inline(always)]
fn twice<S: Simd>(simd: S, [a, b, c, d]: [u32; 4], [e, f, g, h]: [u32; 4]) -> u32x8<S> {
    u32x8::simd_from(simd, [a, b, c, d, e, f, g, h])
}

#[inline(always)]
fn mask<S: Simd>(simd: S, [a, b, c, d]: [i32; 4]) -> mask32x8<S> {
    mask32x8::simd_from(simd, [a, b, c, d, a, b, c, d])
}

#[inline(always)]
fn rotate<S: Simd, const BITS: u32>(row: u32x8<S>) -> u32x8<S> {
    (row << BITS) | (row >> (u32::BITS - BITS))
}

/// In each block, word `i` becomes what word `i + BY` was.
#[inline(always)]
fn turn<S: Simd, const BY: usize>(row: u32x8<S>) -> u32x8<S> {
    row.slide_within_blocks::<BY>(row)
}

/// Words of a block.
const WORDS: usize = PAIR_LEN / 2 / size_of::<u32>();

/// "expand 32-byte k": words 0, 5, 10 and 15.
const CONSTANTS: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// Salsa20 proper has twenty rounds.
const DOUBLE_ROUNDS: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    /// Without vectors, and with those of every kind of processor that ours can stand for.
    fn levels() -> Vec<Level> {
        let best = Level::new();
        #[cfg(target_arch = "x86_64")]
        let lower =
            [best.as_sse2().map(Simd::level), best.as_sse4_2().map(Simd::level), best.as_avx2().map(Simd::level)];
        #[cfg(not(target_arch = "x86_64"))]
        let lower = [None];
        [Level::fallback(), Level::baseline(), best].into_iter().chain(lower.into_iter().flatten()).collect()
    }

    /// The backends' tests compare the best level with other implementations.
    #[test]
    fn every_level_gives_the_same_stream() {
        let key = std::array::from_fn(|i| (i * 13) as u8);
        let nonce = std::array::from_fn(|i| (i * 17) as u8);
        let mut expected = [[0; PAIR_LEN]; 9];
        stream(&key, &nonce, &mut expected);
        for level in levels() {
            let mut pairs = [[0; PAIR_LEN]; 9];
            stream_at(level, &key, &nonce, &mut pairs);
            assert_eq!(pairs, expected, "{level:?}");
        }
    }
}
