/// The generator of a simulation: small, fast and not secret (SplitMix64).
///
/// The network draws from its own; a scenario takes another with [`SimRng::new`] or [`crate::Sim::rng`].
#[derive(Clone, Debug)]
pub struct SimRng(u64);

impl SimRng {
    /// A generator that replays with `seed`.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// 64 random bits.
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`; 0 if `bound` is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        u64::try_from((u128::from(self.next_u64()) * u128::from(bound)) >> 64).unwrap_or(0)
    }

    /// A position in a list of `len` entries; 0 if it is empty.
    pub fn index(&mut self, len: usize) -> usize {
        usize::try_from(self.below(len as u64)).unwrap_or(0)
    }

    /// `true` with this probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        probability > 0.0 && self.unit() < probability
    }

    /// A number from 0 (included) to 1 (excluded).
    pub fn unit(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A time from zero to `most`.
    pub fn duration(&mut self, most: std::time::Duration) -> std::time::Duration {
        most.mul_f64(self.unit())
    }

    /// Random bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.next_u64().to_le_bytes()[..chunk.len()]);
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_spread_and_replay() {
        let (mut a, mut b) = (SimRng::new(7), SimRng::new(7));
        let mut seen = [0_u32; 10];
        for _ in 0..10_000 {
            let n = a.index(10);
            assert_eq!(n, b.index(10));
            seen[n] += 1;
        }
        assert!(seen.iter().all(|n| (850..1_150).contains(n)), "{seen:?}");
        assert_eq!(a.index(0), 0);
        assert_eq!(a.bytes::<11>().len(), 11);
        let hits = (0..10_000).filter(|_| a.chance(0.05)).count();
        assert!((400..600).contains(&hits), "{hits}");
    }
}
