/// How many bytes of a buffer are used again and again, so that it keeps these between uses and gives back what only a burst
/// needed.
///
/// It follows growth at once and fades by a quarter with each smaller use: some ten uses after a burst its memory is free for
/// others, while steady traffic allocates nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usual(usize);

impl Usual {
    /// Clears a buffer that held at most `filled` bytes since it was empty before, and keeps at most `most` bytes of it.
    ///
    /// Returns whether memory was given back.
    pub fn clear(&mut self, buffer: &mut Vec<u8>, filled: usize, most: usize) -> bool {
        self.0 = (self.0 - self.0 / 4).max(filled);
        buffer.clear();
        let keep = self.0.clamp(SMALL.min(most), most);
        let is_large = buffer.capacity() > keep.saturating_mul(2);
        if is_large {
            buffer.shrink_to(keep);
        }
        is_large
    }
}

/// Bytes that are always kept. Our choice: a few packets, as an idle client sends them at a time.
const SMALL: usize = 1_024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bursts_are_given_back_and_steady_use_is_kept() {
        let (mut usual, mut buffer) = (Usual::default(), Vec::new());
        let mut fill = |bytes: usize| {
            buffer.resize(bytes, 0);
            usual.clear(&mut buffer, bytes, 100_000);
            assert!(buffer.is_empty());
            buffer.capacity()
        };
        assert!((0..100).all(|n| fill(90_000 + 50 * n) >= 90_000));
        assert!((0..20).map(|_| fill(10)).last() <= Some(2 * SMALL));
        assert!(fill(1_000_000) <= 200_000, "never more than twice the most");
    }
}
